/** What moves in a room by itself: the sea, the rain, beams of light. Browser-safe. */
import {
  AdditiveBlending,
  BufferAttribute,
  BufferGeometry,
  DoubleSide,
  InstancedBufferAttribute,
  InstancedBufferGeometry,
  Mesh,
  ShaderMaterial,
} from "three";
import { seededRandom } from "@/lib/avatar/random.ts";
import { AIR_GLSL, type AirUniforms, colorOf } from "@/lib/lounge/scene/air.ts";
import type { Beam, Rain, Sea } from "@/lib/lounge/scene/rooms/plan.ts";

/** Rooms do not move: nothing of a mesh is worked out anew each frame. */
export function frozen<M extends Mesh<BufferGeometry, ShaderMaterial>>(mesh: M): M {
  mesh.matrixAutoUpdate = false;
  mesh.frustumCulled = false;
  return mesh;
}

export function seaMesh(sea: Sea, air: AirUniforms) {
  const geometry = new BufferGeometry();
  const [columns, rows] = [24, 40];
  const points = new Float32Array((columns + 1) * (rows + 1) * 3);
  for (let r = 0; r <= rows; r++) {
    for (let c = 0; c <= columns; c++) {
      // Rows crowd at the shore, where they are seen from near.
      const t = (r / rows) ** 2.2;
      points.set(
        [
          sea.minX + (sea.maxX - sea.minX) * c / columns,
          sea.y,
          sea.maxZ + (sea.minZ - sea.maxZ) * t,
        ],
        (r * (columns + 1) + c) * 3,
      );
    }
  }
  const index: number[] = [];
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const a = r * (columns + 1) + c;
      index.push(a, a + 1, a + columns + 2, a, a + columns + 2, a + columns + 1);
    }
  }
  geometry.setAttribute("position", new BufferAttribute(points, 3));
  geometry.setIndex(index);
  const material = new ShaderMaterial({
    uniforms: {
      ...air,
      shallow: { value: colorOf(sea.shallow) },
      deep: { value: colorOf(sea.deep) },
      glitter: { value: colorOf(sea.glitter) },
      shore: { value: sea.maxZ },
    },
    vertexShader: /* glsl */ `
      varying vec3 vPlace;
      void main() {
        vPlace = position;
        gl_Position = projectionMatrix * viewMatrix * vec4(position, 1.0);
      }`,
    fragmentShader: /* glsl */ `
      ${AIR_GLSL}
      uniform vec3 shallow;
      uniform vec3 deep;
      uniform vec3 glitter;
      uniform float shore;
      uniform float clock;
      varying vec3 vPlace;
      float wave(vec2 p, float t) {
        return sin(p.x * 0.8 + t) * 0.5 + sin(p.y * 1.1 - t * 1.2 + p.x * 0.4) * 0.5
          + sin(p.x * 2.3 - p.y * 1.7 + t * 1.6) * 0.35 + sin(p.y * 3.1 + p.x * 1.3 - t * 2.1) * 0.25;
      }
      void main() {
        vec3 fromEye = vPlace - cameraPosition;
        float far = length(fromEye);
        float out_ = shore - vPlace.z;
        vec3 color = mix(shallow, deep, smoothstep(2.0, 46.0, out_));
        float fine = 1.0 / (1.0 + far * 0.02);
        float w = wave(vPlace.xz * fine * 1.4, clock);
        color *= 1.0 + 0.07 * w;
        vec3 look = fromEye / far;
        float grazing = pow(1.0 - abs(look.y), 5.0);
        color = mix(color, airColor, grazing * 0.55);
        float sparkle = smoothstep(1.15, 1.5, wave(vPlace.xz * vec2(1.7, 2.6) * fine, clock * 1.4));
        float sunward = pow(max(0.0, dot(normalize(vec3(look.x, 0.0, look.z)), normalize(vec3(0.15, 0.0, -1.0)))), 10.0);
        color += glitter * sparkle * (0.12 + 0.55 * sunward);
        float edge = out_ - 2.1 - 0.5 * sin(vPlace.x * 0.5) - 0.32 * sin(vPlace.x * 1.3 + 1.0) - 0.35 * sin(clock * 0.7);
        float foam = smoothstep(0.55, 0.0, abs(edge - 0.3)) + 0.5 * smoothstep(0.3, 0.0, abs(edge - 1.7 - 0.3 * sin(clock * 0.5)));
        color = mix(color, glitter, clamp(foam, 0.0, 1.0) * 0.75);
        gl_FragColor = vec4(throughAir(color, fromEye), 1.0);
        #include <colorspace_fragment>
      }`,
  });
  return frozen(new Mesh<BufferGeometry, ShaderMaterial>(geometry, material));
}

export function rainMesh(rain: Rain, air: AirUniforms) {
  const geometry = new InstancedBufferGeometry();
  geometry.setAttribute(
    "position",
    new BufferAttribute(new Float32Array([-1, 0, 0, 1, 0, 0, 1, 1, 0, -1, 1, 0]), 3),
  );
  geometry.setIndex([0, 1, 2, 0, 2, 3]);
  const random = seededRandom("rain");
  const drops = new Float32Array(rain.streaks * 4);
  const { box } = rain;
  for (let i = 0; i < rain.streaks; i++) {
    drops.set(
      [
        box.minX + (box.maxX - box.minX) * random(),
        box.maxY * random(),
        box.minZ + (box.maxZ - box.minZ) * random(),
        0.75 + 0.5 * random(),
      ],
      i * 4,
    );
  }
  geometry.setAttribute("drop", new InstancedBufferAttribute(drops, 4));
  geometry.instanceCount = rain.streaks;
  const material = new ShaderMaterial({
    uniforms: {
      ...air,
      rainColor: { value: colorOf(rain.color) },
      fall: { value: box.maxY - box.minY },
      low: { value: box.minY },
    },
    transparent: true,
    depthWrite: false,
    vertexShader: /* glsl */ `
      attribute vec4 drop;
      uniform float clock;
      uniform float fall;
      uniform float low;
      varying float vShare;
      void main() {
        float y = low + mod(drop.y - clock * 9.0 * drop.w, fall);
        vec4 place = viewMatrix * vec4(drop.x, y, drop.z, 1.0);
        place.x += position.x * 0.014 + position.y * 0.03;
        place.y += position.y * 0.55 * drop.w;
        vShare = position.y;
        gl_Position = projectionMatrix * place;
      }`,
    fragmentShader: /* glsl */ `
      uniform vec3 rainColor;
      varying float vShare;
      void main() {
        gl_FragColor = vec4(rainColor, 0.5 * vShare);
        #include <colorspace_fragment>
      }`,
  });
  return frozen(new Mesh<BufferGeometry, ShaderMaterial>(geometry, material));
}

export function beamMesh(beams: readonly Beam[], air: AirUniforms) {
  const [points, shares, tints, index]: [number[], number[], number[], number[]] = [[], [], [], []];
  const sides = 20;
  for (const { from, to, radius, color } of beams) {
    const first = shares.length;
    for (let s = 0; s <= sides; s++) {
      const turn = s / sides * 2 * Math.PI;
      const [c, d] = [Math.cos(turn), Math.sin(turn)];
      points.push(from[0] + c * 0.12, from[1], from[2] + d * 0.12);
      points.push(to[0] + c * radius, to[1], to[2] + d * radius);
      shares.push(1, 0);
      tints.push(...color, ...color);
      if (s === sides) continue;
      const a = first + s * 2;
      index.push(a, a + 1, a + 3, a, a + 3, a + 2);
    }
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(new Float32Array(points), 3));
  geometry.setAttribute("share", new BufferAttribute(new Float32Array(shares), 1));
  geometry.setAttribute("paint", new BufferAttribute(new Float32Array(tints), 3));
  geometry.setIndex(index);
  const material = new ShaderMaterial({
    uniforms: air,
    transparent: true,
    depthWrite: false,
    side: DoubleSide,
    blending: AdditiveBlending,
    vertexShader: /* glsl */ `
      attribute float share;
      attribute vec3 paint;
      varying float vShare;
      varying vec3 vPaint;
      void main() {
        vShare = share;
        vPaint = paint;
        gl_Position = projectionMatrix * viewMatrix * vec4(position, 1.0);
      }`,
    fragmentShader: /* glsl */ `
      varying float vShare;
      varying vec3 vPaint;
      void main() {
        gl_FragColor = vec4(vPaint, 0.075 * vShare * vShare + 0.008 * vShare);
        #include <colorspace_fragment>
      }`,
  });
  return frozen(new Mesh<BufferGeometry, ShaderMaterial>(geometry, material));
}
