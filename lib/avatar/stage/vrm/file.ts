/**
 * Owns what may be known of a VRM file before anything of it is built: whether it is one, whether all of it is inside,
 * and whether it asks for more than a call gives. A file comes from a stranger. Pure. Browser-safe.
 *
 * Source: Khronos glTF 2.0, "GLB File Format"; the VRM consortium's VRM-0.0 and VRMC_vrm-1.0.
 */
import { RendererError } from "@/lib/avatar/stage/trouble.ts";

/** Far above what avatars of today need, far below what stops a browser. */
export const VRM_LIMITS = {
  bytes: 64 * 1024 * 1024,
  nodes: 4_096,
  meshes: 512,
  primitives: 1_024,
  materials: 256,
  textures: 256,
  /** Vertices of all primitives, and corners of all triangles. */
  vertices: 1_000_000,
  corners: 3_000_000,
  /** Vertices × morph targets, over all primitives: each is three numbers on the card. */
  morphed: 12_000_000,
  accessors: 16_384,
  expressions: 512,
  springJoints: 1_024,
  /** Pixels of one picture, and of all. */
  pixels: 4_096 * 4_096,
  allPixels: 8 * 4_096 * 4_096,
} as const;

const MAGIC = 0x46546c67;
const JSON_CHUNK = 0x4e4f534a;
const BIN_CHUNK = 0x004e4942;

/** Extensions that pack bytes in ways which nothing here unpacks, or multiply them. */
const REFUSED = [
  "KHR_draco_mesh_compression",
  "EXT_meshopt_compression",
  "KHR_meshopt_compression",
  "EXT_mesh_gpu_instancing",
] as const;

type Table = { readonly [key: string]: unknown };

/** What a file tells of itself. */
export interface VrmHeader {
  readonly version: 0 | 1;
  /** The name that its maker gave it; empty where there is none. At most 100 characters. */
  readonly name: string;
}

/**
 * Looks a file over.
 *
 * @throws {RendererError} `unreadable`, `too_large` or `outside`, for what it is not worth opening.
 */
export function readVrmHeader(file: ArrayBuffer): VrmHeader {
  if (file.byteLength > VRM_LIMITS.bytes) {
    throw tooLarge(`${file.byteLength} bytes`);
  }
  const { json, binaryBytes } = readChunks(file);
  checkBuffers(json, binaryBytes);
  checkAccessors(json);
  checkTree(json);
  checkAmounts(json);
  return headerOf(json);
}

function unreadable(what: string, cause?: unknown): RendererError {
  return new RendererError("unreadable", `Cannot read the VRM as ${what}`, { cause });
}

function tooLarge(what: string): RendererError {
  return new RendererError("too_large", `Cannot open the VRM as it has ${what}`);
}

function readChunks(file: ArrayBuffer): { json: Table; binaryBytes: number } {
  const view = new DataView(file);
  if (file.byteLength < 20 || view.getUint32(0, true) !== MAGIC) throw unreadable("it is no GLB");
  if (view.getUint32(4, true) !== 2) throw unreadable("its version of glTF is not 2");
  if (view.getUint32(8, true) !== file.byteLength) {
    throw unreadable("its length is not what it says");
  }
  let json: Table | null = null;
  let binaryBytes = 0;
  for (let at = 12; at < file.byteLength;) {
    if (at + 8 > file.byteLength) throw unreadable("a chunk is cut off");
    const length = view.getUint32(at, true);
    const type = view.getUint32(at + 4, true);
    at += 8;
    if (at + length > file.byteLength) throw unreadable("a chunk is cut off");
    if (type === JSON_CHUNK && json === null) json = parse(new Uint8Array(file, at, length));
    else if (type === BIN_CHUNK && binaryBytes === 0) binaryBytes = length;
    else throw unreadable("it has chunks of no use");
    at += length;
  }
  if (json === null) throw unreadable("it describes nothing");
  return { json, binaryBytes };
}

function parse(bytes: Uint8Array): Table {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (isTable(value)) return value;
  } catch (cause) {
    throw unreadable("its description is no JSON", cause);
  }
  throw unreadable("its description is no object");
}

function isTable(value: unknown): value is Table {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function table(value: unknown): Table {
  return isTable(value) ? value : {};
}

/** The rows of an array of objects; none where there is no array. */
function rows(value: unknown, most: number, what: string): readonly Table[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw unreadable(`its ${what} are no list`);
  if (value.length > most) throw tooLarge(`${value.length} ${what}`);
  return value.map((row: unknown) => {
    if (!isTable(row)) throw unreadable(`one of its ${what} is none`);
    return row;
  });
}

/** A whole number that is not negative. */
function whole(value: unknown, missing?: number): number {
  if (value === undefined && missing !== undefined) return missing;
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw unreadable("a number in it is none");
}

function checkBuffers(json: Table, binaryBytes: number): void {
  const buffers = rows(json.buffers, 1, "buffers");
  const outside = [...buffers, ...rows(json.images, VRM_LIMITS.textures, "pictures")]
    .some((row) => row.uri !== undefined);
  if (outside) {
    throw new RendererError("outside", "Cannot open the VRM as parts of it lie elsewhere");
  }
  for (const name of REFUSED) {
    if (listed(json.extensionsUsed, name)) throw unreadable(`it needs ${name}`);
  }
  const length = buffers[0] ? whole(buffers[0].byteLength) : 0;
  if (length > binaryBytes) throw unreadable("its bytes are cut off");
  for (const view of rows(json.bufferViews, VRM_LIMITS.accessors, "views")) {
    if (whole(view.buffer) !== 0) throw unreadable("a view looks at no buffer");
    const end = whole(view.byteOffset, 0) + whole(view.byteLength);
    if (end > length) throw unreadable("a view looks past the end");
    if (whole(view.byteStride, 0) > 252) throw unreadable("a view has too wide a stride");
  }
}

function listed(value: unknown, name: string): boolean {
  return Array.isArray(value) && value.includes(name);
}

const ITEM_SIZES: Readonly<Record<string, number>> = {
  SCALAR: 1,
  VEC2: 2,
  VEC3: 3,
  VEC4: 4,
  MAT2: 4,
  MAT3: 9,
  MAT4: 16,
};
const COMPONENT_BYTES: Readonly<Record<number, number>> = {
  5120: 1,
  5121: 1,
  5122: 2,
  5123: 2,
  5125: 4,
  5126: 4,
};

function checkAccessors(json: Table): void {
  const views = rows(json.bufferViews, VRM_LIMITS.accessors, "views");
  const fits = (view: unknown, from: unknown, bytes: number) => {
    const row = views[whole(view)];
    if (!row || whole(from, 0) + bytes > whole(row.byteLength)) {
      throw unreadable("numbers lie outside their view");
    }
  };
  for (const accessor of rows(json.accessors, VRM_LIMITS.accessors, "accessors")) {
    const count = whole(accessor.count);
    const size = Object.hasOwn(ITEM_SIZES, String(accessor.type))
      ? ITEM_SIZES[String(accessor.type)]!
      : 0;
    const component = COMPONENT_BYTES[whole(accessor.componentType)] ?? 0;
    if (size * component === 0) throw unreadable("numbers of it are of no known kind");
    // Without a view it is zeroes: the one thing here that takes no bytes of the file.
    if (count > VRM_LIMITS.corners) throw tooLarge(`${count} numbers of one kind`);
    if (accessor.bufferView !== undefined) {
      const stride = whole(views[whole(accessor.bufferView)]?.byteStride, 0) || size * component;
      const bytes = count === 0 ? 0 : (count - 1) * stride + size * component;
      fits(accessor.bufferView, accessor.byteOffset, bytes);
    }
    if (accessor.sparse === undefined) continue;
    const sparse = table(accessor.sparse);
    const some = whole(sparse.count);
    if (some > count) throw unreadable("more numbers are changed than there are");
    const [indices, values] = [table(sparse.indices), table(sparse.values)];
    fits(
      indices.bufferView,
      indices.byteOffset,
      some * (COMPONENT_BYTES[whole(indices.componentType)] ?? 8),
    );
    fits(values.bufferView, values.byteOffset, some * size * component);
  }
}

/** Nodes are trees: nobody is their own ancestor, and nobody has two parents. */
function checkTree(json: Table): void {
  const nodes = rows(json.nodes, VRM_LIMITS.nodes, "nodes");
  const parents = new Array<number>(nodes.length).fill(-1);
  nodes.forEach((node, n) => {
    for (const child of Array.isArray(node.children) ? node.children : []) {
      const index = whole(child);
      if (index >= nodes.length || parents[index] !== -1) throw unreadable("its nodes are no tree");
      parents[index] = n;
    }
  });
  for (let n = 0; n < nodes.length; n++) {
    let steps = 0;
    for (let up = n; up !== -1; up = parents[up]!) {
      if (++steps > nodes.length) throw unreadable("its nodes are no tree");
    }
  }
}

/** What is drawn, each mesh as often as a node shows it. */
function checkAmounts(json: Table): void {
  const accessors = rows(json.accessors, VRM_LIMITS.accessors, "accessors");
  const countOf = (index: unknown) => whole(accessors[whole(index)]?.count);
  const meshes = rows(json.meshes, VRM_LIMITS.meshes, "meshes").map((mesh) =>
    rows(mesh.primitives, VRM_LIMITS.primitives, "primitives").map((primitive) => {
      const vertices = countOf(table(primitive.attributes).POSITION);
      return {
        vertices,
        corners: primitive.indices === undefined ? vertices : countOf(primitive.indices),
        morphed: vertices * (Array.isArray(primitive.targets) ? primitive.targets.length : 0),
      };
    })
  );
  const shown = rows(json.nodes, VRM_LIMITS.nodes, "nodes")
    .filter((node) => node.mesh !== undefined)
    .flatMap((node) => meshes[whole(node.mesh)] ?? []);
  const most = (what: "vertices" | "corners" | "morphed") => {
    const sum = shown.reduce((all, one) => all + one[what], 0);
    if (sum > VRM_LIMITS[what]) throw tooLarge(`${sum} ${what}`);
  };
  if (shown.length > VRM_LIMITS.primitives) throw tooLarge(`${shown.length} primitives`);
  most("vertices");
  most("corners");
  most("morphed");
  rows(json.materials, VRM_LIMITS.materials, "materials");
  rows(json.textures, VRM_LIMITS.textures, "textures");
}

function headerOf(json: Table): VrmHeader {
  const extensions = table(json.extensions);
  const springs = table(extensions.VRMC_springBone);
  const joints = rows(springs.springs, VRM_LIMITS.springJoints, "springs")
    .reduce((sum, spring) => sum + (Array.isArray(spring.joints) ? spring.joints.length : 0), 0);
  if (joints > VRM_LIMITS.springJoints) throw tooLarge(`${joints} joints that swing`);
  const one = table(extensions.VRMC_vrm);
  if (Object.hasOwn(extensions, "VRMC_vrm")) {
    if (!isTable(one.humanoid)) throw unreadable("it has no body");
    const { preset, custom } = table(one.expressions);
    const expressions = Object.keys(table(preset)).length + Object.keys(table(custom)).length;
    if (expressions > VRM_LIMITS.expressions) throw tooLarge(`${expressions} expressions`);
    return { version: 1, name: text(table(one.meta).name) };
  }
  const zero = table(extensions.VRM);
  if (!Object.hasOwn(extensions, "VRM")) throw unreadable("it is a glTF without a person in it");
  if (!isTable(zero.humanoid)) throw unreadable("it has no body");
  rows(table(zero.blendShapeMaster).blendShapeGroups, VRM_LIMITS.expressions, "expressions");
  rows(table(zero.secondaryAnimation).boneGroups, VRM_LIMITS.springJoints, "joints that swing");
  return { version: 0, name: text(table(zero.meta).title) };
}

function text(value: unknown): string {
  return typeof value === "string" ? value.trim().slice(0, 100) : "";
}
