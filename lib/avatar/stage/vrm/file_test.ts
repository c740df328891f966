import assert from "node:assert/strict";
import { RendererError, type Trouble } from "@/lib/avatar/stage/trouble.ts";
import { readVrmHeader, VRM_LIMITS } from "@/lib/avatar/stage/vrm/file.ts";
import { tinyVrm } from "@/tests/support/tiny_vrm.ts";

// deno-lint-ignore no-explicit-any -- each row bends another part of a description
type Bend = (json: any) => void;

/** The tiny person, its description bent. */
function bent(bend: Bend): ArrayBuffer {
  const file = tinyVrm();
  const view = new DataView(file.buffer);
  const length = view.getUint32(12, true);
  const json = JSON.parse(new TextDecoder().decode(file.subarray(20, 20 + length)));
  bend(json);
  const text = new TextEncoder().encode(JSON.stringify(json));
  const padded = new Uint8Array(Math.ceil(text.length / 4) * 4).fill(0x20);
  padded.set(text);
  const rest = file.subarray(20 + length);
  const result = new Uint8Array(20 + padded.length + rest.length);
  result.set(file.subarray(0, 20));
  result.set(padded, 20);
  result.set(rest, 20 + padded.length);
  const out = new DataView(result.buffer);
  out.setUint32(8, result.length, true);
  out.setUint32(12, padded.length, true);
  return result.buffer;
}

function troubleOf(file: ArrayBuffer): Trouble | null {
  try {
    readVrmHeader(file);
    return null;
  } catch (error) {
    assert.ok(error instanceof RendererError, String(error));
    assert.equal(error.final, true);
    return error.trouble;
  }
}

Deno.test("readVrmHeader() knows a VRM 1.0 and a VRM 0.x, and their names", () => {
  assert.deepEqual(readVrmHeader(tinyVrm().buffer), { version: 1, name: "Tiny" });
  const old = bent((json) => {
    json.extensions = { VRM: { meta: { title: " Old " }, humanoid: { humanBones: [] } } };
  });
  assert.deepEqual(readVrmHeader(old), { version: 0, name: "Old" });
  const nameless = bent((json) => void (json.extensions.VRMC_vrm.meta = 7));
  assert.equal(readVrmHeader(nameless).name, "");
});

Deno.test("readVrmHeader() refuses what is no VRM, or not all there", () => {
  const file = tinyVrm();
  const broken = (change: (bytes: Uint8Array, view: DataView) => void) => {
    const copy = file.slice();
    change(copy, new DataView(copy.buffer));
    return copy.buffer;
  };
  const rows: Record<string, ArrayBuffer> = {
    nothing: new ArrayBuffer(0),
    "twelve bytes": new ArrayBuffer(12),
    "a picture": new TextEncoder().encode("\x89PNG\r\n\x1a\n".padEnd(64)).buffer,
    "glTF 1": broken((_, view) => view.setUint32(4, 1, true)),
    "cut off": file.slice(0, file.length - 8).buffer,
    "a chunk that goes on past the end": broken((_, view) => view.setUint32(12, 0xffffffff, true)),
    "no JSON": broken((bytes) => bytes.fill(0x7b, 20, 40)),
    "no UTF-8": broken((bytes) => bytes.fill(0xff, 20, 40)),
    "a glTF without a person": bent((json) => void (json.extensions = {})),
    "a person without a body": bent((json) => void delete json.extensions.VRMC_vrm.humanoid),
  };
  for (const [name, row] of Object.entries(rows)) assert.equal(troubleOf(row), "unreadable", name);
});

Deno.test("readVrmHeader() refuses descriptions that would hurt", () => {
  const rows: [string, Trouble, Bend][] = [
    ["a node that is its own child", "unreadable", (j) => void (j.nodes[0].children = [0])],
    ["a circle of nodes", "unreadable", (j) => void (j.nodes[16].children = [0])],
    ["a child that is none", "unreadable", (j) => void (j.nodes[0].children = [99])],
    ["a child of two", "unreadable", (j) => j.nodes[1].children.push(j.nodes[0].children[1])],
    ["numbers past the end", "unreadable", (j) => void (j.accessors[0].count = 900)],
    ["numbers of no kind", "unreadable", (j) => void (j.accessors[0].type = "toString")],
    ["a negative count", "unreadable", (j) => void (j.accessors[0].count = -1)],
    ["a view past the end", "unreadable", (j) => void (j.bufferViews[1].byteLength = 1e9)],
    ["a buffer larger than the file", "unreadable", (j) => void (j.buffers[0].byteLength = 1e9)],
    ["packed", "unreadable", (j) => j.extensionsUsed.push("KHR_draco_mesh_compression")],
    [
      "copied a million times",
      "unreadable",
      (j) => j.extensionsUsed.push("EXT_mesh_gpu_instancing"),
    ],
    ["a buffer elsewhere", "outside", (j) => void (j.buffers[0].uri = "https://evil.example/b")],
    [
      "a picture elsewhere",
      "outside",
      (j) => void (j.images = [{ uri: "https://evil.example/p" }]),
    ],
    ["zeroes without end", "too_large", (j) => {
      j.accessors.push({ componentType: 5126, type: "VEC3", count: 2e9 });
    }],
    ["nodes without end", "too_large", (j) => {
      j.nodes = Array.from({ length: VRM_LIMITS.nodes + 1 }, () => ({}));
    }],
    ["one mesh shown too often", "too_large", (j) => {
      j.nodes = Array.from({ length: 2_000 }, () => ({ mesh: 0 }));
    }],
    ["expressions without end", "too_large", (j) => {
      const custom = Object.fromEntries(Array.from({ length: 600 }, (_, n) => [`e${n}`, {}]));
      j.extensions.VRMC_vrm.expressions = { custom };
    }],
    ["springs without end", "too_large", (j) => {
      j.extensions.VRMC_springBone = { springs: [{ joints: Array(5_000).fill({ node: 0 }) }] };
    }],
  ];
  for (const [name, trouble, bend] of rows) assert.equal(troubleOf(bent(bend)), trouble, name);
});

Deno.test("readVrmHeader() does not look into a file that is too large", () => {
  assert.equal(troubleOf(new ArrayBuffer(VRM_LIMITS.bytes + 1)), "too_large");
});

Deno.test("readVrmHeader() refuses any damage, or takes it: it never breaks", () => {
  const file = tinyVrm();
  let x = 1;
  const next = () => x = (x * 48271) % 2147483647;
  for (let n = 0; n < 2_000; n++) {
    const copy = file.slice();
    for (let k = 0; k < 4; k++) copy[next() % copy.length] = next() % 256;
    troubleOf(copy.buffer);
  }
});
