/** A room as three.js draws it: one mesh for what is near, one for what lies behind, rain, sea, beams. Browser-safe. */
import {
  BufferAttribute,
  BufferGeometry,
  Group,
  InstancedBufferGeometry,
  Mesh,
  ShaderMaterial,
} from "three";
import { seededRandom } from "@/lib/avatar/random.ts";
import { FLOORS, type Theme } from "@/lib/spaces/floor.ts";
import { AIR_GLSL, airOf, type AirUniforms } from "@/lib/lounge/scene/air.ts";
import type { Box } from "@/lib/lounge/scene/camera.ts";
import { bakeMesh, Baker } from "@/lib/lounge/scene/clay/bake.ts";
import { Clay, type ClayMesh } from "@/lib/lounge/scene/clay/clay.ts";
import { blend, type Rgb } from "@/lib/lounge/scene/clay/color.ts";
import { LightMap } from "@/lib/lounge/scene/light_map.ts";
import type { RoomPlan } from "@/lib/lounge/scene/rooms/plan.ts";
import { ROOMS } from "@/lib/lounge/scene/rooms/rooms.ts";
import { beamMesh, frozen, rainMesh, seaMesh } from "@/lib/lounge/scene/weather.ts";

export interface Room {
  group: Group;
  air: AirUniforms;
  plan: RoomPlan;
  /** What light falls where, for bodies. */
  lights: LightMap;
  solids: readonly Box[];
  /** Share of the rain and the sea's ripples, 0 to 1. */
  setWeather(share: number): void;
  dispose(): void;
}

/** Builds a room, giving the page its turn every few milliseconds. `onProgress` counts from 0 to 1. */
export async function buildRoom(theme: Theme, onProgress: (share: number) => void): Promise<Room> {
  const plan = ROOMS[theme];
  const near = new Clay(seededRandom(theme));
  plan.build(near, FLOORS[theme]);
  await breathe();
  const behind = new Clay(seededRandom(`${theme} behind`));
  skyDome(behind, plan);
  plan.backdrop(behind);
  await breathe();
  const baker = new Baker(plan.light, near.casters);
  const colors = new Float32Array(near.mesh.positions.length);
  let turnEnds = performance.now() + 12;
  for (const share of bakeMesh(near.mesh, baker, colors, 200)) {
    if (performance.now() < turnEnds) continue;
    onProgress(share * 0.95);
    await breathe();
    turnEnds = performance.now() + 12;
  }
  const lights = new LightMap(baker, FLOORS[theme]);
  const air = airOf(plan);
  const meshes = [
    solidMesh(near.mesh, colors, air),
    backdropMesh(behind.mesh, air),
    ...plan.sea ? [seaMesh(plan.sea, air)] : [],
    ...plan.rain ? [rainMesh(plan.rain, air)] : [],
    ...plan.beams ? [beamMesh(plan.beams, air)] : [],
  ];
  const group = new Group();
  group.add(...meshes);
  onProgress(1);
  return {
    group,
    air,
    plan,
    lights,
    solids: near.solids,
    setWeather(share) {
      for (const mesh of meshes) {
        if (mesh.geometry instanceof InstancedBufferGeometry && plan.rain) {
          mesh.geometry.instanceCount = Math.round(plan.rain.streaks * share);
        }
      }
    },
    dispose() {
      for (const mesh of meshes) {
        mesh.geometry.dispose();
        mesh.material.dispose();
      }
      group.clear();
    },
  };
}

/** Lets input and drawing have their turn. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

function geometryOf(mesh: ClayMesh, colors: Float32Array): BufferGeometry {
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(new Float32Array(mesh.positions), 3));
  geometry.setAttribute("paint", new BufferAttribute(colors, 3));
  geometry.setAttribute("sway", new BufferAttribute(new Float32Array(mesh.sways), 1));
  geometry.setIndex(new BufferAttribute(new Uint32Array(mesh.index), 1));
  return geometry;
}

function solidMesh(mesh: ClayMesh, colors: Float32Array, air: AirUniforms) {
  const material = new ShaderMaterial({
    uniforms: air,
    vertexShader: /* glsl */ `
      attribute vec3 paint;
      attribute float sway;
      uniform float clock;
      varying vec3 vPaint;
      varying vec3 vFromEye;
      void main() {
        vec3 place = position;
        place.x += sway * sin(clock * 1.3 + position.x * 0.8 + position.z * 0.6);
        place.z += sway * 0.6 * sin(clock * 1.7 + position.x * 0.5 - position.y);
        vPaint = paint;
        vFromEye = place - cameraPosition;
        gl_Position = projectionMatrix * viewMatrix * vec4(place, 1.0);
      }`,
    fragmentShader: /* glsl */ `
      ${AIR_GLSL}
      varying vec3 vPaint;
      varying vec3 vFromEye;
      void main() {
        gl_FragColor = vec4(throughAir(vPaint, vFromEye), 1.0);
        #include <colorspace_fragment>
      }`,
  });
  return frozen(new Mesh(geometryOf(mesh, colors), material));
}

function backdropMesh(mesh: ClayMesh, air: AirUniforms) {
  const material = new ShaderMaterial({
    uniforms: air,
    vertexShader: /* glsl */ `
      attribute vec3 paint;
      varying vec3 vPaint;
      void main() {
        vPaint = paint;
        gl_Position = projectionMatrix * viewMatrix * vec4(position, 1.0);
      }`,
    fragmentShader: /* glsl */ `
      varying vec3 vPaint;
      void main() {
        gl_FragColor = vec4(vPaint, 1.0);
        #include <colorspace_fragment>
      }`,
  });
  return frozen(new Mesh(geometryOf(mesh, new Float32Array(mesh.colors)), material));
}

/** The inside of a sphere in the sky's colours. */
function skyDome(clay: Clay, { sky, light, air }: RoomPlan): void {
  const [rings, sectors, radius] = [28, 40, 460];
  const colorAt = (height: number): Rgb => {
    const last = sky.at(-1)!;
    let below = sky[0]!;
    for (const stop of sky) {
      if (height < stop[0]) {
        return blend(below[1], stop[1], (height - below[0]) / Math.max(1e-6, stop[0] - below[0]));
      }
      below = stop;
    }
    return last[1];
  };
  const numbers: number[] = [];
  for (let r = 0; r <= rings; r++) {
    // More rings near the horizon, where colours change.
    const t = r / rings * 2 - 1;
    const height = Math.sign(t) * t * t;
    const flat = Math.sqrt(Math.max(0, 1 - height * height));
    for (let s = 0; s <= sectors; s++) {
      const turn = s / sectors * 2 * Math.PI;
      const to = [Math.sin(turn) * flat, height, Math.cos(turn) * flat] as const;
      const towards = Math.max(
        0,
        to[0] * light.sun[0] + to[1] * light.sun[1] + to[2] * light.sun[2],
      );
      numbers.push(clay.vertex(
        [to[0] * radius, to[1] * radius, to[2] * radius],
        [-to[0], -to[1], -to[2]],
        blend(colorAt(height), air.glow, 0.55 * Math.pow(towards, 6)),
      ));
    }
  }
  for (let r = 0; r < rings; r++) {
    for (let s = 0; s < sectors; s++) {
      const a = numbers[r * (sectors + 1) + s]!;
      const [b, c, d] = [a + 1, a + sectors + 2, a + sectors + 1];
      clay.mesh.index.push(a, c, b, a, d, c);
    }
  }
}
