import assert from "node:assert/strict";
import { upgrader } from "@/lib/store/versioned.ts";

interface Third {
  v: 3;
  name: string;
  tags: string[];
}

const read = upgrader<Third>(3, [
  (old) => ({ ...old, v: 2, name: Reflect.get(old, "title") }),
  (old) => ({ ...old, v: 3, tags: [] }),
]);

Deno.test("upgrader() takes a value of any older version through every step", () => {
  assert.deepEqual(read({ v: 1, title: "a" }), { v: 3, title: "a", name: "a", tags: [] });
  assert.deepEqual(read({ v: 2, name: "b" }), { v: 3, name: "b", tags: [] });
});

Deno.test("upgrader() passes today's value as it is", () => {
  const stored = { v: 3, name: "c", tags: ["x"] };
  assert.equal(read(stored), stored);
});

Deno.test("upgrader() leaves the stored value itself unchanged", () => {
  const stored = Object.freeze({ v: 1, title: "a" });
  read(stored);
  assert.deepEqual(stored, { v: 1, title: "a" });
});

Deno.test("upgrader() refuses a value of a version to come", () => {
  assert.throws(() => read({ v: 4, name: "d", tags: [] }), /version 4, as this code knows up to 3/);
});

Deno.test("upgrader() refuses a version that no step knows, and a step that skips its own", () => {
  const gap = upgrader<Third>(3, [(old) => ({ ...old, v: 2 })]);
  assert.throws(() => gap({ v: 2 }), /from version 2/);
  const stuck = upgrader<Third>(3, [(old) => old, (old) => old]);
  assert.throws(() => stuck({ v: 1 }), /Cannot read version 1/);
});

Deno.test("upgrader() refuses what carries no version", () => {
  for (const stored of [null, undefined, "a", 3, [], {}, { v: "1" }, { v: 0 }, { v: 1.5 }]) {
    assert.throws(() => read(stored), /without a version/);
  }
});
