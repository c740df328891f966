import assert from "node:assert/strict";
import { SHAPE_COUNT, shapeIndex, SHAPES } from "@/lib/avatar/pose/pose.ts";
import { EXPRESSIVE_POINTS, shapesOf } from "@/lib/avatar/tracking/face_finder/scores.ts";

Deno.test("the model of expressions looks at 146 of the 478 points, in their order", () => {
  assert.equal(EXPRESSIVE_POINTS.length, 146);
  for (const [i, point] of EXPRESSIVE_POINTS.entries()) {
    assert.ok(Number.isInteger(point) && point >= 0 && point <= 477, String(point));
    if (i > 0) assert.ok(point > EXPRESSIVE_POINTS[i - 1]!, `${point} comes too late`);
  }
});

Deno.test("the model of expressions looks at both irises", () => {
  assert.deepEqual(EXPRESSIVE_POINTS.slice(-10), [
    468,
    469,
    470,
    471,
    472,
    473,
    474,
    475,
    476,
    477,
  ]);
});

Deno.test("the points that the model of expressions looks at are those of MediaPipe", () => {
  // Sums of `kLandmarksSubsetIdxs` in its `face_blendshapes_graph.cc`, which a slip in one number changes.
  assert.equal(EXPRESSIVE_POINTS.reduce((sum, point) => sum + point), 33248);
  assert.equal(EXPRESSIVE_POINTS.reduce((sum, point, i) => sum + i * point, 0), 3292366);
});

Deno.test("shapesOf() puts each score where its shape is, and leaves out that of no movement", () => {
  // The model's names stand in the order of the alphabet, after `_neutral`.
  const names = SHAPES.filter((name) => name !== "tongueOut").sort();
  const shapes = shapesOf([99, ...names.map((_, i) => (i + 1) / 64)]);
  assert.equal(shapes.length, SHAPE_COUNT);
  for (const [i, name] of names.entries()) {
    assert.equal(shapes[shapeIndex[name]], (i + 1) / 64, name);
  }
});

Deno.test("shapesOf() tells of no tongue, and keeps nothing of the time before", () => {
  assert.equal(shapesOf(new Float32Array(52).fill(1))[shapeIndex.tongueOut], 0);
  const shapes = shapesOf(new Float32Array(52));
  assert.deepEqual([...shapes], Array(SHAPE_COUNT).fill(0));
});
