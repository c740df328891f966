import assert from "node:assert/strict";
import { OwnModel } from "@/lib/calls/page/own_model.ts";
import type { KeptModel, ModelStore } from "@/lib/lounge/own_model/store.ts";

function gltf(size = 20): ArrayBuffer {
  const file = new ArrayBuffer(size);
  new DataView(file).setUint32(0, 0x46546c67, true);
  return file;
}

const chosen = (name: string, file: ArrayBuffer) => ({
  name,
  size: file.byteLength,
  arrayBuffer: () => Promise.resolve(file),
});

function open(kept: KeptModel | null = null, { full = false } = {}) {
  const store: ModelStore = {
    get: () => Promise.resolve(kept),
    put: (model) => full ? Promise.reject(new Error("full")) : Promise.resolve(void (kept = model)),
    remove: () => Promise.resolve(void (kept = null)),
  };
  const worn: (string | null)[] = [];
  const model = new OwnModel({
    store,
    maxBytes: 100,
    hash: (file) => Promise.resolve(`hash of ${file.byteLength}`),
    wear: (vrm) => void worn.push(vrm?.hash ?? null),
    remember() {},
  });
  return { model, worn, kept: () => kept };
}

Deno.test("a file that was chosen is worn, kept, taken off and put away", async () => {
  const { model, worn, kept } = open();
  await model.choose(chosen("me.vrm", gltf(30)));
  assert.deepEqual(model.kept.value, { name: "me.vrm", bytes: 30 });
  assert.equal(kept()?.name, "me.vrm");
  model.wear(false);
  model.wear(true);
  await model.remove();
  assert.deepEqual(worn, ["hash of 30", null, "hash of 30", null]);
  assert.equal(kept(), null);
});

Deno.test("what was worn is worn again, and what was kept alone is not", async () => {
  const again = open({ name: "me.vrm", file: gltf() });
  await again.model.begin(true);
  assert.deepEqual(again.worn, ["hash of 20"]);
  const waits = open({ name: "me.vrm", file: gltf() });
  await waits.model.begin(false);
  assert.deepEqual(waits.worn, []);
  assert.equal(waits.model.kept.value?.name, "me.vrm");
});

Deno.test("what is no model, too large or unreadable changes nothing", async () => {
  const { model, worn } = open();
  await model.choose(chosen("me.vrm", gltf(30)));
  await model.choose(chosen("cat.png", new ArrayBuffer(40)));
  assert.equal(model.trouble.value, "not_vrm");
  await model.choose(chosen("big.vrm", gltf(101)));
  assert.equal(model.trouble.value, "too_large");
  const broken = { name: "x", size: 20, arrayBuffer: () => Promise.reject(new Error("gone")) };
  await model.choose(broken);
  assert.equal(model.trouble.value, "unreadable");
  assert.deepEqual(worn, ["hash of 30"]);
});

Deno.test("a browser that keeps nothing wears it for this call", async () => {
  const { model, worn } = open(null, { full: true });
  await model.choose(chosen("me.vrm", gltf(30)));
  assert.equal(model.trouble.value, "not_kept");
  assert.deepEqual(worn, ["hash of 30"]);
});

Deno.test("of two files, the later is worn", async () => {
  const { model, worn } = open();
  const slow = Promise.withResolvers<ArrayBuffer>();
  const first = model.choose({ name: "a.vrm", size: 20, arrayBuffer: () => slow.promise });
  await model.choose(chosen("b.vrm", gltf(30)));
  slow.resolve(gltf(20));
  await first;
  assert.deepEqual(worn, ["hash of 30"]);
});
