import assert from "node:assert/strict";
import { CaptureClock } from "@/lib/avatar/tracking/capture_clock.ts";

Deno.test("pictures that are read late were still taken evenly", () => {
  const clock = new CaptureClock();
  const lateMs = [0.5, 9, 30, 2, 0.5, 14];
  const times = lateMs.map((late, i) => clock.read(7_000_000 + 33 * i, 100 + 33 * i + late));
  assert.deepEqual(times, [0, 33, 66, 99, 132, 165].map((ms) => 100.5 + ms));
});

Deno.test("no picture was taken after it was read, and a shorter way corrects those that follow", () => {
  const clock = new CaptureClock();
  assert.equal(clock.read(0, 40), 40);
  assert.equal(clock.read(33, 53), 53);
  assert.equal(clock.read(66, 106), 86);
});

Deno.test("a camera's clock that runs slower is followed within seconds", () => {
  const clock = new CaptureClock();
  let error = 0;
  for (let i = 0; i < 30 * 60; i++) {
    const readAtMs = 1000 + 33 * i;
    error = readAtMs - clock.read(33 * i * 0.9999, readAtMs);
  }
  assert(error >= 0 && error < 1.5, String(error));
});
