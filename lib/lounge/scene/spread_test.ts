/** Tests of tags and bubbles that keep apart. */
import assert from "node:assert/strict";
import { Spread } from "@/lib/lounge/scene/spread.ts";

const box = (x: number, y: number) => ({ x, y, width: 20, height: 10 });

Deno.test("who comes first has the place, who touches it has none", () => {
  const spread = new Spread();
  assert.ok(spread.take(box(0, 0)));
  assert.equal(spread.take(box(10, 5)), false);
  assert.ok(spread.take(box(20, 0)), "side by side is no touch");
  spread.clear();
  assert.ok(spread.take(box(10, 5)));
});

Deno.test("bubbles climb over those before them, as far as they may", () => {
  const spread = new Spread();
  assert.equal(spread.lift(box(0, 100), 100), 0);
  assert.equal(spread.lift(box(5, 98), 100), 10);
  assert.equal(spread.lift(box(5, 98), 100), 22, "over both");
  assert.equal(spread.lift(box(5, 98), 15), 10, "and no higher than allowed");
});
