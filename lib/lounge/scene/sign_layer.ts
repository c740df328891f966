/** Quads that stand still in pixels and face the eye: one draw call of signs from one atlas. Browser-safe. */
import {
  BufferAttribute,
  DynamicDrawUsage,
  InstancedBufferGeometry,
  InstancedInterleavedBuffer,
  InterleavedBufferAttribute,
  Mesh,
  ShaderMaterial,
  type Texture,
  type Vector2,
} from "three";

/** Numbers of a quad: place over a head (4), rectangle on the atlas (4), opacity and light (4). */
export const FLOATS = 12;

export interface SignLayer {
  geometry: InstancedBufferGeometry;
  buffer: InstancedInterleavedBuffer;
  material: ShaderMaterial;
  mesh: Mesh;
  count: number;
}

/** Makes a layer for at most `capacity` quads on an atlas that is `side` CSS pixels wide. */
export function createSignLayer(
  { atlas, side, viewport, device, capacity, depthTest }: {
    atlas: Texture;
    side: number;
    viewport: Vector2;
    device: Vector2;
    capacity: number;
    /** Tags hide behind walls; bubbles are over everything. */
    depthTest: boolean;
  },
): SignLayer {
  const geometry = new InstancedBufferGeometry();
  geometry.setAttribute(
    "position",
    new BufferAttribute(new Float32Array([-0.5, 0, 0, 0.5, 0, 0, 0.5, 1, 0, -0.5, 1, 0]), 3),
  );
  geometry.setIndex([0, 1, 2, 0, 2, 3]);
  const buffer = new InstancedInterleavedBuffer(new Float32Array(capacity * FLOATS), FLOATS);
  buffer.setUsage(DynamicDrawUsage);
  ["anchor", "rect", "style"].forEach((name, i) => {
    geometry.setAttribute(name, new InterleavedBufferAttribute(buffer, 4, i * 4));
  });
  geometry.instanceCount = 0;
  const material = new ShaderMaterial({
    uniforms: {
      signs: { value: atlas },
      side: { value: side },
      viewport: { value: viewport },
      device: { value: device },
    },
    vertexShader: SIGN_VERTEX,
    fragmentShader: SIGN_FRAGMENT,
    transparent: true,
    depthTest,
    depthWrite: false,
  });
  const mesh = new Mesh(geometry, material);
  mesh.frustumCulled = false;
  mesh.matrixAutoUpdate = false;
  mesh.renderOrder = depthTest ? 10 : 11;
  return { geometry, buffer, material, mesh, count: 0 };
}

/** Gives the card what was laid out. */
export function flushSigns({ geometry, buffer, count }: SignLayer): void {
  geometry.instanceCount = count;
  buffer.clearUpdateRanges();
  buffer.addUpdateRange(0, count * FLOATS);
  if (count > 0) buffer.needsUpdate = true;
}

const SIGN_VERTEX = /* glsl */ `
attribute vec4 anchor;
attribute vec4 rect;
attribute vec4 style;
uniform float side;
uniform vec2 viewport;
uniform vec2 device;
varying vec2 vAt;
varying vec2 vPixel;
varying vec2 vSize;
varying vec2 vStyle;
void main() {
  vec4 clip = projectionMatrix * viewMatrix * vec4(anchor.xyz, 1.0);
  // On whole pixels of the screen, so that letters are not smeared.
  vec2 at = (floor((clip.xy / clip.w * 0.5 + 0.5) * device) / device) * 2.0 - 1.0;
  vec2 offset = floor(vec2(position.x * rect.z, anchor.w + position.y * rect.w) * device / viewport + 0.5) / device * 2.0;
  clip.xy = clip.w > 0.0 ? (at + offset) * clip.w : vec2(9.0, 9.0);
  // A little towards the eye: a tag belongs before its own head.
  clip.z -= 0.0008 * clip.w;
  gl_Position = clip;
  vec2 corner = vec2(position.x + 0.5, 1.0 - position.y);
  vAt = (rect.xy + corner * rect.zw) / side;
  vPixel = (corner - 0.5) * rect.zw;
  vSize = rect.zw;
  vStyle = style.xy;
}
`;

const SIGN_FRAGMENT = /* glsl */ `
uniform sampler2D signs;
varying vec2 vAt;
varying vec2 vPixel;
varying vec2 vSize;
varying vec2 vStyle;
void main() {
  vec4 sign = texture2D(signs, vAt);
  if (sign.a < 0.004) discard;
  vec3 color = sign.rgb / pow(max(sign.a, 0.02), 2.2);
  // A voice lights the edge of its tag.
  float radius = vSize.y * 0.5;
  vec2 q = abs(vPixel) - vec2(vSize.x * 0.5 - radius, 0.0);
  float inside = radius - length(max(q, 0.0));
  float edge = smoothstep(2.6, 1.4, inside) * smoothstep(0.02, 0.2, vStyle.y);
  color = mix(color, vec3(0.33, 0.75, 0.55), edge);
  gl_FragColor = vec4(color, max(sign.a, edge * sign.a) * vStyle.x);
  #include <colorspace_fragment>
}
`;
