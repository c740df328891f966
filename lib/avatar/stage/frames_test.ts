import assert from "node:assert/strict";
import { FrameMeter, p95 } from "@/lib/avatar/stage/frames.ts";

Deno.test("p95() is what 95 of 100 do not pass", () => {
  assert.equal(p95([]), 0);
  assert.equal(p95([7]), 7);
  assert.equal(p95(Array.from({ length: 100 }, (_, i) => i + 1)), 95);
});

Deno.test("FrameMeter tells of each second that is over, and of that alone", () => {
  const meter = new FrameMeter();
  const windows = Array.from({ length: 101 }, (_, i) => meter.take(20, i < 50 ? 5 : 9));
  assert.deepEqual(windows.filter((one) => one !== null), [
    { p95Ms: 20, workMs: 5 },
    { p95Ms: 20, workMs: 9 },
  ]);
  assert.equal(meter.frames, 101);
  assert.equal(meter.p95Ms, 20);
});

Deno.test("FrameMeter takes a gap for somebody who was away, not for slowness", () => {
  const meter = new FrameMeter();
  assert.equal(meter.take(30_000, 1), null);
  assert.equal(meter.take(0, 1), null);
  assert.deepEqual([meter.frames, meter.p95Ms], [0, 0]);
});
