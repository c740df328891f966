import assert from "node:assert/strict";
import { type Shape, SHAPE_COUNT, shapeIndex } from "@/lib/avatar/pose/pose.ts";
import { agree, Eyes } from "@/lib/avatar/tracking/eyes.ts";

function shapesOf(of: Partial<Record<Shape, number>>): Float32Array {
  const all = new Float32Array(SHAPE_COUNT);
  for (const [name, value] of Object.entries(of)) all[shapeIndex[name as Shape]] = value;
  return all;
}

/** Lets eyes follow left lids at 30 Hz; gives what came out. */
function follow(
  eyes: Eyes,
  blinks: number[],
  more: (i: number) => Partial<Record<Shape, number>> = () => ({}),
) {
  return blinks.map((blink, i) => {
    const shapes = shapesOf({ eyeBlinkLeft: blink, eyeBlinkRight: blink, ...more(i) });
    eyes.next(shapes, { yaw: 0, atMs: i * 33 });
    return shapes;
  });
}

Deno.test("agree() makes one blink of two scores, and leaves a wink", () => {
  assert.deepEqual(agree({ left: 0.7, right: 0.5 }, 0), { left: 0.6, right: 0.6 });
  assert.deepEqual(agree({ left: 1, right: 0 }, 0), { left: 1, right: 0 });
});

Deno.test("agree() takes the eye that is seen for one that the head hides", () => {
  assert.deepEqual(agree({ left: 0.9, right: 0.1 }, 0.7), { left: 0.1, right: 0.1 });
  assert.deepEqual(agree({ left: 0.9, right: 0.1 }, -0.7), { left: 0.9, right: 0.9 });
});

Deno.test("a lid shuts wholly above a half, and stays shut until it is clearly open", () => {
  const out = follow(new Eyes(), [0, 0, 0.55, 0.55, 0.55, 0.45, 0.4, 0.3, 0.3, 0.3])
    .map((shapes) => shapes[shapeIndex.eyeBlinkLeft]!);
  assert.equal(out[1], 0);
  assert.equal(out[4], 1);
  assert.equal(out[6], 1);
  assert.ok(Math.abs(out[9]! - 0.3) < 1e-6);
});

Deno.test("a blink of 130 ms is not lost", () => {
  const out = follow(new Eyes(), [0, 0, 0.6, 0.9, 0.7, 0.2, 0, 0])
    .map((shapes) => shapes[shapeIndex.eyeBlinkLeft]!);
  assert.equal(Math.max(...out), 1);
  assert.equal(out.at(-1), 0);
});

Deno.test("half-shut eyes stay half shut, and do not flutter", () => {
  const out = follow(new Eyes(), [0, 0.3, 0.3, 0.42, 0.44, 0.42])
    .map((shapes) => shapes[shapeIndex.eyeBlinkLeft]!);
  assert.ok(out.every((value) => value < 0.45));
});

Deno.test("gaze is frozen while eyes are shut, and a moment longer", () => {
  // Lids that shut drag the gaze down.
  const blinks = [0, 0, 0.9, 0.9, 0.9, 0.1, 0, 0, 0, 0, 0];
  const out = follow(new Eyes(), blinks, (i) => ({ eyeLookDownLeft: blinks[i]! > 0 ? 0.8 : 0.1 }));
  const down = out.map((shapes) => Number(shapes[shapeIndex.eyeLookDownLeft]!.toFixed(3)));
  assert.deepEqual(down, down.map(() => 0.1));
  const later = shapesOf({ eyeLookDownLeft: 0.6 });
  const eyes = new Eyes();
  eyes.next(later, { yaw: 0, atMs: 0 });
  assert.ok(Math.abs(later[shapeIndex.eyeLookDownLeft]! - 0.6) < 1e-6);
});
