/** Tests of path data as numbers. */
import assert from "node:assert/strict";
import { AVATAR_FIELDS, DEFAULT_AVATAR } from "@/lib/avatar/spec.ts";
import { CHOICES } from "@/lib/avatar/choices.ts";
import { buildRig } from "@/lib/avatar/rig/rig.ts";
import { ellipse, rect } from "@/lib/avatar/rig/shape.ts";
import { readOutline, STEP, STEP_POINTS } from "@/lib/avatar/stage/rig2d/outline.ts";

function extent(points: Float32Array): number[] {
  const xs = points.filter((_, i) => i % 2 === 0);
  const ys = points.filter((_, i) => i % 2 === 1);
  return [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)].map(Math.round);
}

Deno.test("readOutline() reads each command, relative and absolute", () => {
  const { steps, points } = readOutline("M10 20h5v-3l1 1L0 0z");
  assert.deepEqual([...steps], [STEP.move, STEP.line, STEP.line, STEP.line, STEP.line, STEP.close]);
  assert.deepEqual([...points], [10, 20, 15, 20, 15, 17, 16, 18, 0, 0]);
  const curves = readOutline("M0 0c0 1 1 2 2 2s2-1 2-2q1 3 3 0");
  assert.deepEqual([...curves.steps], [0, 2, 2, 2]);
  assert.deepEqual([...curves.points.subarray(8, 14)], [3, 2, 4, 1, 4, 0]);
});

Deno.test("readOutline() makes curves of arcs, whose flags are written together", () => {
  assert.deepEqual(extent(readOutline(ellipse(100, 50, 30, 20)).points), [70, 130, 30, 70]);
  assert.deepEqual(extent(readOutline(rect(10, 10, 40, 30, 8)).points), [10, 50, 10, 40]);
  const half = readOutline("M0 0a10 10 0 0120 0").points;
  assert.ok(Math.abs((half.at(-2) ?? 0) - 20) < 1e-4 && extent(half)[2] === -10);
});

Deno.test("readOutline() places: shifted first, then mirrored", () => {
  const { points } = readOutline("M10 5L20 5", { dx: 3, dy: 1, mirrorAt: 320 });
  assert.deepEqual([...points], [627, 6, 617, 6]);
});

Deno.test("readOutline() refuses what is no path", () => {
  assert.throws(() => readOutline("10 20"), SyntaxError);
  assert.throws(() => readOutline("M10"), SyntaxError);
});

Deno.test("readOutline() reads every path that a rig can have", () => {
  for (const field of AVATAR_FIELDS) {
    for (const key of CHOICES[field]) {
      for (const { paths } of buildRig({ ...DEFAULT_AVATAR, [field]: key }).layers) {
        for (const { d, clip } of paths) {
          for (const data of clip === undefined ? [d] : [d, clip]) {
            const { steps, points } = readOutline(data);
            const needed = steps.reduce((sum, step) => sum + (STEP_POINTS[step] ?? NaN), 0);
            assert.equal(points.length, needed * 2, `${field} ${key}`);
            assert.ok(points.every(Number.isFinite), `${field} ${key} ${data}`);
          }
        }
      }
    }
  }
});
