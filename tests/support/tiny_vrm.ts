/** The smallest person that a VRM reader takes: nineteen bones, one face of expressions, and a box to be seen. */

/** Bones with their parents and how far from them they are, in metres. */
const BONES: readonly (readonly [name: string, parent: string | null, at: readonly number[]])[] = [
  ["hips", null, [0, 0.9, 0]],
  ["spine", "hips", [0, 0.2, 0]],
  ["chest", "spine", [0, 0.2, 0]],
  ["neck", "chest", [0, 0.2, 0]],
  ["head", "neck", [0, 0.1, 0]],
  ...(["left", "right"] as const).flatMap((side) => {
    const x = side === "left" ? 1 : -1;
    return [
      [`${side}UpperArm`, "chest", [0.15 * x, 0.15, 0]],
      [`${side}LowerArm`, `${side}UpperArm`, [0.25 * x, 0, 0]],
      [`${side}Hand`, `${side}LowerArm`, [0.2 * x, 0, 0]],
      [`${side}UpperLeg`, "hips", [0.1 * x, 0, 0]],
      [`${side}LowerLeg`, `${side}UpperLeg`, [0, -0.42, 0]],
      [`${side}Foot`, `${side}LowerLeg`, [0, -0.42, 0]],
    ] as const;
  }),
];

/** Corners of a body as wide as a person and as high, with its feet on the floor. */
const CORNERS = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((n) => [
  n & 1 ? 0.2 : -0.2,
  n & 2 ? 0.85 : -0.9,
  n & 4 ? 0.12 : -0.12,
]);
const TRIANGLES = [
  [0, 2, 1, 1, 2, 3],
  [4, 5, 6, 5, 7, 6],
  [0, 1, 4, 1, 5, 4],
  [2, 6, 3, 3, 6, 7],
  [0, 4, 2, 2, 4, 6],
  [1, 3, 5, 3, 7, 5],
].flat();

/**
 * A VRM 1.0 file: a GLB with the extension `VRMC_vrm`. Source: Khronos glTF 2.0, "GLB File Format"; the VRM
 * consortium's VRMC_vrm-1.0.
 */
export function tinyVrm(): Uint8Array<ArrayBuffer> {
  const corners = new Uint8Array(new Float32Array(CORNERS).buffer);
  const triangles = new Uint8Array(new Uint16Array(TRIANGLES).buffer);
  const indexOf = (name: string) => BONES.findIndex(([bone]) => bone === name);
  const nodes = BONES.map(([name, , at]) => ({
    name,
    translation: at,
    children: BONES.flatMap(([, parent], n) => parent === name ? [n] : []),
    ...(name === "hips" ? { mesh: 0 } : {}),
  })).map(({ children, ...node }) => children.length > 0 ? { ...node, children } : node);
  const json = {
    asset: { version: "2.0" },
    extensionsUsed: ["VRMC_vrm"],
    scene: 0,
    scenes: [{ nodes: [indexOf("hips")] }],
    nodes,
    meshes: [{ primitives: [{ attributes: { POSITION: 0 }, indices: 1 }] }],
    accessors: [
      {
        bufferView: 0,
        componentType: 5126,
        count: CORNERS.length / 3,
        type: "VEC3",
        min: [-0.2, -0.9, -0.12],
        max: [0.2, 0.85, 0.12],
      },
      { bufferView: 1, componentType: 5123, count: TRIANGLES.length, type: "SCALAR" },
    ],
    bufferViews: [
      { buffer: 0, byteOffset: 0, byteLength: corners.length },
      { buffer: 0, byteOffset: corners.length, byteLength: triangles.length },
    ],
    buffers: [{ byteLength: corners.length + triangles.length }],
    extensions: {
      VRMC_vrm: {
        specVersion: "1.0",
        meta: { name: "Tiny", authors: ["Maru"], licenseUrl: "https://vrm.dev/licenses/1.0/" },
        humanoid: {
          humanBones: Object.fromEntries(BONES.map(([name], node) => [name, { node }])),
        },
        expressions: { preset: { happy: {}, blink: {} } },
      },
    },
  };
  return glb(new TextEncoder().encode(JSON.stringify(json)), [...corners, ...triangles]);
}

function glb(json: Uint8Array, binary: readonly number[]): Uint8Array<ArrayBuffer> {
  const chunks = [
    { type: 0x4e4f534a, bytes: padded(json, 0x20) },
    { type: 0x004e4942, bytes: padded(Uint8Array.from(binary), 0) },
  ];
  const length = chunks.reduce((sum, { bytes }) => sum + 8 + bytes.length, 12);
  const file = new Uint8Array(length);
  const view = new DataView(file.buffer);
  view.setUint32(0, 0x46546c67, true);
  view.setUint32(4, 2, true);
  view.setUint32(8, length, true);
  let at = 12;
  for (const { type, bytes } of chunks) {
    view.setUint32(at, bytes.length, true);
    view.setUint32(at + 4, type, true);
    file.set(bytes, at + 8);
    at += 8 + bytes.length;
  }
  return file;
}

/** Chunks end at multiples of four bytes. */
function padded(bytes: Uint8Array, filler: number): Uint8Array {
  const whole = new Uint8Array(Math.ceil(bytes.length / 4) * 4).fill(filler);
  whole.set(bytes);
  return whole;
}
