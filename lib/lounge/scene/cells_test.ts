/** Tests of numbered places. */
import assert from "node:assert/strict";
import { Cells } from "@/lib/lounge/scene/cells.ts";

const anyone = () => true;

Deno.test("each key has a place of its own, and keeps it", () => {
  const cells = new Cells(3);
  const taken = ["a", "b", "c"].map((key) => cells.take(key, anyone));
  assert.equal(new Set(taken).size, 3);
  assert.deepEqual(["a", "b", "c"].map((key) => cells.find(key)), taken);
});

Deno.test("the longest unused gives way, if it may", () => {
  const cells = new Cells(2);
  const a = cells.take("a", anyone);
  const b = cells.take("b", anyone);
  cells.find("a");
  assert.equal(cells.take("c", anyone), b);
  assert.equal(cells.find("b"), null);
  assert.equal(cells.take("d", (key) => key !== "a"), b);
  assert.equal(cells.find("a"), a);
  assert.equal(cells.take("e", () => false), null);
});

Deno.test("a released place is free again", () => {
  const cells = new Cells(1);
  cells.take("a", anyone);
  cells.release("a");
  cells.release("nobody");
  assert.equal(cells.take("b", () => false), 0);
});
