/**
 * A person of boxes, one on each bone, as VRM 1.0 or 0.x: hands with fingers, a head with a picture on it that opens its
 * jaw by name, and a lock of hair that swings. For looking at what bones do.
 */
import { crc32, deflateSync } from "node:zlib";

export interface BoxesOptions {
  readonly version: 0 | 1;
  /** Sides of the head's picture, in pixels. */
  readonly picture?: readonly [width: number, height: number];
}

type Way = readonly [number, number, number];
interface Bone {
  readonly name: string;
  readonly parent: string | null;
  readonly at: Way;
  /** The box around it: its middle from the bone, and its sides, in metres. */
  readonly box: readonly [middle: Way, sides: Way] | null;
}

const FINGERS = ["Thumb", "Index", "Middle", "Ring", "Little"] as const;

/** Axes are those of VRM 1.0: +x to the person's left, +z to the front. */
function bones(): Bone[] {
  const list: Bone[] = [
    { name: "hips", parent: null, at: [0, 0.95, 0], box: [[0, 0.03, 0], [0.26, 0.16, 0.16]] },
    { name: "spine", parent: "hips", at: [0, 0.12, 0], box: [[0, 0.08, 0], [0.23, 0.14, 0.14]] },
    { name: "chest", parent: "spine", at: [0, 0.16, 0], box: [[0, 0.1, 0], [0.28, 0.22, 0.17]] },
    { name: "neck", parent: "chest", at: [0, 0.24, 0], box: [[0, 0.03, 0], [0.09, 0.08, 0.09]] },
    { name: "head", parent: "neck", at: [0, 0.07, 0], box: null },
  ];
  for (const side of ["left", "right"]) {
    const s = side === "left" ? 1 : -1;
    const add = (name: string, parent: string, at: Way, box: Bone["box"]) =>
      list.push({ name: side + name, parent, at, box });
    add("UpperArm", "chest", [0.17 * s, 0.18, 0], [[0.12 * s, 0, 0], [0.22, 0.075, 0.075]]);
    add("LowerArm", `${side}UpperArm`, [0.26 * s, 0, 0], [[0.11 * s, 0, 0], [0.2, 0.06, 0.06]]);
    add("Hand", `${side}LowerArm`, [0.24 * s, 0, 0], [[0.04 * s, 0, 0], [0.08, 0.025, 0.08]]);
    FINGERS.forEach((finger, f) => {
      const isThumb = finger === "Thumb";
      const root: Way = isThumb ? [0.015 * s, 0, 0.045] : [0.085 * s, 0, 0.05 - 0.025 * f];
      const joints = isThumb
        ? ["Metacarpal", "Proximal", "Distal"]
        : ["Proximal", "Intermediate", "Distal"];
      const on: Way = isThumb ? [0.012 * s, 0, 0.025] : [0.028 * s, 0, 0];
      joints.forEach((joint, j) => {
        const parent = j === 0 ? `${side}Hand` : `${side}${finger}${joints[j - 1]}`;
        const half: Way = [on[0] / 2, 0, on[2] / 2];
        const sides: Way = isThumb ? [0.016, 0.016, 0.024] : [0.024, 0.015, 0.015];
        add(finger + joint, parent, j === 0 ? root : on, [half, sides]);
      });
    });
    add("UpperLeg", "hips", [0.09 * s, -0.04, 0], [[0, -0.2, 0], [0.12, 0.38, 0.12]]);
    add("LowerLeg", `${side}UpperLeg`, [0, -0.42, 0], [[0, -0.2, 0], [0.1, 0.38, 0.1]]);
    add("Foot", `${side}LowerLeg`, [0, -0.42, 0], [[0, -0.03, 0.05], [0.09, 0.06, 0.22]]);
  }
  return list;
}

const CORNERS = [0, 1, 2, 3, 4, 5, 6, 7].map((n): Way => [
  n & 1 ? 0.5 : -0.5,
  n & 2 ? 0.5 : -0.5,
  n & 4 ? 0.5 : -0.5,
]);
const TRIANGLES = [
  [0, 2, 1, 1, 2, 3],
  [4, 5, 6, 5, 7, 6],
  [0, 1, 4, 1, 5, 4],
  [2, 6, 3, 3, 6, 7],
  [0, 4, 2, 2, 4, 6],
  [1, 3, 5, 3, 7, 5],
].flat();

/** Bytes that views look into, each at a multiple of four. */
class Binary {
  readonly views: { buffer: 0; byteOffset: number; byteLength: number }[] = [];
  #bytes: number[] = [];

  add(bytes: Uint8Array): number {
    while (this.#bytes.length % 4 !== 0) this.#bytes.push(0);
    this.views.push({ buffer: 0, byteOffset: this.#bytes.length, byteLength: bytes.length });
    for (const byte of bytes) this.#bytes.push(byte);
    return this.views.length - 1;
  }

  addFloats(values: readonly number[]): number {
    return this.add(new Uint8Array(new Float32Array(values).buffer));
  }

  get bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }
}

/** A VRM file. Source: Khronos glTF 2.0; the VRM consortium's VRMC_vrm-1.0, VRMC_springBone-1.0 and VRM-0.0. */
export function boxesVrm({ version, picture = [2, 2] }: BoxesOptions): Uint8Array<ArrayBuffer> {
  const facing = version === 1 ? 1 : -1;
  const turned = ([x, y, z]: Way): Way => [x * facing, y, z * facing];
  const list = bones();
  const binary = new Binary();
  const floats = (values: readonly number[], type: "VEC2" | "VEC3", more = {}) => ({
    bufferView: binary.addFloats(values),
    componentType: 5126,
    type,
    count: values.length / (type === "VEC3" ? 3 : 2),
    ...more,
  });
  // A jaw that opens: the corners below go down.
  const jaw = CORNERS.flatMap(([, y]) => [0, y < 0 ? -0.35 : 0, 0]);
  const accessors = [
    floats(CORNERS.flat(), "VEC3", { min: [-0.5, -0.5, -0.5], max: [0.5, 0.5, 0.5] }),
    {
      bufferView: binary.add(new Uint8Array(new Uint16Array(TRIANGLES).buffer)),
      componentType: 5123,
      count: TRIANGLES.length,
      type: "SCALAR",
    },
    floats(jaw, "VEC3", { min: [0, -0.35, 0], max: [0, 0, 0] }),
    floats(CORNERS.flatMap(([x, y]) => [x + 0.5, y + 0.5]), "VEC2"),
    floats(CORNERS.flatMap(([x, y, z]) => [x, y, z].map((n) => n / Math.sqrt(0.75))), "VEC3"),
  ];
  const image = binary.add(png(...picture));
  const nodes: Record<string, unknown>[] = list.map(({ name, at }) => ({
    name,
    translation: turned(at),
  }));
  const childrenOf = list.map(({ name }) =>
    list.flatMap(({ parent }, n) => parent === name ? [n] : [])
  );
  const put = (bone: number, mesh: number, middle: Way, sides: Way) => {
    nodes.push({ mesh, translation: turned(middle), scale: sides });
    childrenOf[bone]!.push(nodes.length - 1);
    return nodes.length - 1;
  };
  list.forEach(({ box }, n) => box && put(n, 0, ...box));
  const head = list.findIndex(({ name }) => name === "head");
  const face = put(head, 1, [0, 0.1, 0.01], [0.17, 0.22, 0.18]);
  put(head, 0, [0.04, 0.13, 0.1], [0.025, 0.03, 0.02]);
  put(head, 0, [-0.04, 0.13, 0.1], [0.025, 0.03, 0.02]);
  nodes.push({ name: "lock", translation: turned([0.1, 0.18, 0]) });
  const lock = nodes.length - 1;
  childrenOf[head]!.push(lock);
  nodes.push({ name: "lock end", translation: turned([0, -0.16, 0]) });
  childrenOf.push(...Array.from({ length: nodes.length - childrenOf.length }, () => []));
  childrenOf[lock] = [lock + 1];
  nodes.push({ mesh: 0, translation: turned([0, -0.08, 0]), scale: [0.03, 0.16, 0.03] });
  childrenOf[lock]!.push(nodes.length - 1);
  nodes.forEach((node, n) => {
    const children = childrenOf[n] ?? [];
    if (children.length > 0) node.children = children;
  });
  const shape = { POSITION: 0, NORMAL: 4, TEXCOORD_0: 3 };
  const json = {
    asset: { version: "2.0" },
    extensionsUsed: version === 1 ? ["VRMC_vrm", "VRMC_springBone"] : ["VRM"],
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes,
    meshes: [
      { primitives: [{ attributes: shape, indices: 1, material: 0 }] },
      {
        primitives: [{
          attributes: shape,
          indices: 1,
          material: 1,
          targets: [{ POSITION: 2 }],
        }],
      },
    ],
    materials: [
      { pbrMetallicRoughness: { baseColorFactor: [0.19, 0.42, 0.36, 1], metallicFactor: 0 } },
      { pbrMetallicRoughness: { baseColorTexture: { index: 0 }, metallicFactor: 0 } },
    ],
    textures: [{ source: 0 }],
    images: [{ bufferView: image, mimeType: "image/png" }],
    accessors,
    bufferViews: binary.views,
    buffers: [{ byteLength: binary.bytes.length }],
    extensions: version === 1 ? extensionsOf1(list, { face, lock }) : { VRM: extensionOf0(list) },
  };
  return glb(new TextEncoder().encode(JSON.stringify(json)), binary.bytes);
}

function extensionsOf1(list: readonly Bone[], { face, lock }: { face: number; lock: number }) {
  const opens = (weight: number) => ({ morphTargetBinds: [{ node: face, index: 0, weight }] });
  const joint = { hitRadius: 0, stiffness: 0.5, gravityPower: 0.3, dragForce: 0.4 };
  return {
    VRMC_vrm: {
      specVersion: "1.0",
      meta: { name: "Boxes", authors: ["Maru"], licenseUrl: "https://vrm.dev/licenses/1.0/" },
      humanoid: {
        humanBones: Object.fromEntries(list.map(({ name }, node) => [name, { node }])),
      },
      expressions: {
        preset: { aa: opens(1), surprised: opens(0.3) },
        custom: { JawOpen: opens(1) },
      },
    },
    VRMC_springBone: {
      specVersion: "1.0",
      springs: [{ joints: [{ node: lock, ...joint }, { node: lock + 1, ...joint }] }],
    },
  };
}

function extensionOf0(list: readonly Bone[]) {
  // 0.x has other names for a thumb's bones.
  const named = (name: string) =>
    name.replace("ThumbProximal", "ThumbIntermediate").replace("ThumbMetacarpal", "ThumbProximal");
  return {
    specVersion: "0.0",
    meta: { title: "Boxes", version: "1", author: "Maru" },
    humanoid: {
      humanBones: list.map(({ name }, node) => ({
        bone: named(name),
        node,
        useDefaultValues: true,
      })),
    },
    firstPerson: { firstPersonBone: 4 },
    blendShapeMaster: {
      blendShapeGroups: [
        { name: "A", presetName: "a", binds: [{ mesh: 1, index: 0, weight: 100 }] },
        { name: "Joy", presetName: "joy", binds: [{ mesh: 1, index: 0, weight: 20 }] },
      ],
    },
    secondaryAnimation: { boneGroups: [], colliderGroups: [] },
    materialProperties: [],
  };
}

/** A picture of one colour, the persimmon's. Source: PNG third edition. */
function png(width: number, height: number): Uint8Array {
  const chunk = (type: string, bytes: Uint8Array) => {
    const out = new Uint8Array(12 + bytes.length);
    const view = new DataView(out.buffer);
    view.setUint32(0, bytes.length);
    out.set(new TextEncoder().encode(type), 4);
    out.set(bytes, 8);
    view.setUint32(8 + bytes.length, crc32(out.subarray(4, 8 + bytes.length)));
    return out;
  };
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  // Eight bits of red, green and blue.
  header.set([8, 2], 8);
  const row = Uint8Array.from(
    { length: 1 + width * 3 },
    (_, i) => i === 0 ? 0 : [0xb4, 0x44, 0x1f][(i - 1) % 3]!,
  );
  const rows = new Uint8Array(row.length * height);
  for (let y = 0; y < height; y++) rows.set(row, y * row.length);
  const parts = [
    Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", new Uint8Array(deflateSync(rows))),
    chunk("IEND", new Uint8Array()),
  ];
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function glb(json: Uint8Array, binary: Uint8Array): Uint8Array<ArrayBuffer> {
  const padded = (bytes: Uint8Array, filler: number) => {
    const whole = new Uint8Array(Math.ceil(bytes.length / 4) * 4).fill(filler);
    whole.set(bytes);
    return whole;
  };
  const chunks = [
    { type: 0x4e4f534a, bytes: padded(json, 0x20) },
    { type: 0x004e4942, bytes: padded(binary, 0) },
  ];
  const file = new Uint8Array(chunks.reduce((sum, { bytes }) => sum + 8 + bytes.length, 12));
  const view = new DataView(file.buffer);
  [0x46546c67, 2, file.length].forEach((word, n) => view.setUint32(n * 4, word, true));
  let at = 12;
  for (const { type, bytes } of chunks) {
    view.setUint32(at, bytes.length, true);
    view.setUint32(at + 4, type, true);
    file.set(bytes, at + 8);
    at += 8 + bytes.length;
  }
  return file;
}
