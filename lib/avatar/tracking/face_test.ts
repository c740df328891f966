import assert from "node:assert/strict";
import { shapeIndex } from "@/lib/avatar/pose/pose.ts";
import { angleOf, fromEuler, invert, multiply, toEuler } from "@/lib/avatar/pose/rotation.ts";
import { type Face, FaceSolver } from "@/lib/avatar/tracking/face.ts";
import { fromAxes, fromRest, readHead, rotate, SHOULDERS_CM } from "@/lib/avatar/tracking/head.ts";
import { recordedFaces } from "@/lib/avatar/tracking/recorded_face_for_tests.ts";
import { toShapes } from "@/lib/avatar/tracking/seen.ts";

/** A face matrix, column by column, as MediaPipe gives it. */
function matrixOf(x: number[], y: number[], z: number[], place: number[]): Float32Array {
  return Float32Array.from([...x, 0, ...y, 0, ...z, 0, ...place, 1]);
}

const STRAIGHT = matrixOf([1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, -35]);

function correlation(a: number[], b: number[]): number {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  const sum = (of: (i: number) => number) => a.reduce((total, _, i) => total + of(i), 0);
  return sum((i) => (a[i]! - ma) * (b[i]! - mb)) /
    Math.sqrt(sum((i) => (a[i]! - ma) ** 2) * sum((i) => (b[i]! - mb) ** 2));
}

Deno.test("toShapes() goes by names: no `_neutral`, no tongue, whatever the order", () => {
  const shapes = toShapes([
    { categoryName: "_neutral", score: 0.9 },
    { categoryName: "jawRight", score: 0.25 },
    { categoryName: "eyeBlinkLeft", score: 0.5 },
    { categoryName: "ofAnotherModel", score: 1 },
  ]);
  assert.equal(shapes.length, 52);
  assert.equal(shapes[shapeIndex.jawRight], 0.25);
  assert.equal(shapes[shapeIndex.eyeBlinkLeft], 0.5);
  assert.equal(shapes.reduce((sum, value) => sum + value, 0), 0.75);
});

Deno.test("readHead() reads the columns of the matrix along the axes of the person", () => {
  const [sin, cos] = [Math.sin(0.4), Math.cos(0.4)];
  const table: [string, Float32Array, [number, number, number]][] = [
    ["straight", STRAIGHT, [0, 0, 0]],
    [
      "to the right of the picture, the person's left",
      matrixOf([cos, 0, -sin], [0, 1, 0], [sin, 0, cos], [0, 0, -35]),
      [0, 0.4, 0],
    ],
    ["down", matrixOf([1, 0, 0], [0, cos, sin], [0, -sin, cos], [0, 0, -35]), [0.4, 0, 0]],
    [
      "against the clock, to the right shoulder",
      matrixOf([cos, sin, 0], [-sin, cos, 0], [0, 0, 1], [0, 0, -35]),
      [0, 0, 0.4],
    ],
  ];
  for (const [name, matrix, expected] of table) {
    const angles = toEuler(readHead(matrix)!.turn);
    for (const axis of [0, 1, 2] as const) {
      assert.ok(Math.abs(angles[axis] - expected[axis]) < 1e-6, `${name}: ${angles}`);
    }
  }
});

Deno.test("readHead() takes no notice of scale, and refuses what is no turn", () => {
  const scaled = matrixOf([2, 0, 0], [0, 2, 0], [0, 0, 2], [1, 2, -40]);
  assert.deepEqual(readHead(scaled), { turn: [0, 0, 0, 1], placeCm: [1, 2, -40] });
  assert.equal(readHead(new Float32Array(16)), null);
  assert.equal(readHead(STRAIGHT.map((v, i) => i === 5 ? Number.NaN : v)), null);
  assert.equal(readHead([1, 2, 3]), null);
});

Deno.test("fromAxes() is the turn that carries the axes there, also over the top", () => {
  for (
    const angles of [[0, 0, 0], [3, 0, 0], [0, 3, 0], [0, 0, 3], [1, -2, 0.5], [
      -0.2,
      1.5,
      2.8,
    ]] as const
  ) {
    const turn = fromEuler(angles);
    const again = fromAxes(
      rotate(turn, [1, 0, 0]),
      rotate(turn, [0, 1, 0]),
      rotate(turn, [0, 0, 1]),
    );
    assert.ok(angleOf(multiply(again, invert(turn))) < 1e-5, String(angles));
  }
});

Deno.test("fromRest() takes a low camera's view out, and tells ways in widths of the shoulders", () => {
  const low = { turn: fromEuler([-0.3, 0, 0]), placeCm: [0, 5, -40] } as const;
  const turned = multiply(low.turn, fromEuler([0, 0.5, 0]));
  const { head, shift } = fromRest({ turn: turned, placeCm: [SHOULDERS_CM / 2, 5, -40] }, low);
  assert.ok(Math.abs(toEuler(head)[0]) < 1e-6);
  assert.ok(Math.abs(toEuler(head)[1] - 0.5) < 1e-6);
  assert.deepEqual(shift, [0.5, 0, 0]);
  assert.deepEqual(fromRest({ turn: turned, placeCm: [900, 5, -40] }, low).shift[0], 1);
});

Deno.test("FaceSolver follows a recorded face in turn, lean, jaw and lids", () => {
  const solver = new FaceSolver(null);
  const faces = recordedFaces();
  assert.ok(faces.length > 100);
  const solved = faces.map(({ face, atMs }) => solver.solve(face, atMs)!);
  const follows = (of: (face: Face) => number, truth: (i: number) => number) =>
    correlation(solved.map(of), solved.map((_, i) => truth(i)));
  const degrees = Math.PI / 180;
  assert.ok(follows(({ head }) => toEuler(head)[1], (i) => faces[i]!.truth.yawDeg) > 0.97);
  assert.ok(follows(({ head }) => toEuler(head)[2], (i) => faces[i]!.truth.rollDeg) > 0.97);
  assert.ok(
    follows(({ shapes }) => shapes[shapeIndex.jawOpen]!, (i) => faces[i]!.truth.jaw) > 0.98,
  );
  assert.ok(
    follows(({ shapes }) => shapes[shapeIndex.eyeBlinkLeft]!, (i) => faces[i]!.truth.blink) > 0.93,
  );
  // As far as it went, and not only the same way.
  const mostYaw = Math.max(...solved.map(({ head }) => toEuler(head)[1]));
  assert.ok(mostYaw > 20 * degrees && mostYaw < 30 * degrees, String(mostYaw / degrees));
  assert.ok(Math.max(...solved.map(({ shapes }) => shapes[shapeIndex.jawOpen]!)) > 0.85);
});

Deno.test("FaceSolver keeps every shape between 0 and 1, whatever it is given", () => {
  const solver = new FaceSolver(null);
  for (const [i, { face, atMs }] of recordedFaces().entries()) {
    const shapes = face.shapes.map((score, at) => (i + at) % 7 === 0 ? score * 5 - 1 : score);
    const solved = solver.solve({ ...face, shapes }, atMs)!;
    assert.ok(solved.shapes.every((value) => value >= 0 && value <= 1));
    assert.ok(Math.abs(Math.hypot(...solved.head) - 1) < 1e-6);
  }
});

Deno.test("FaceSolver gives no face where the numbers are none", () => {
  const [{ face }] = recordedFaces() as [ReturnType<typeof recordedFaces>[number]];
  assert.equal(new FaceSolver(null).solve({ ...face, matrix: new Float32Array(16) }, 0), null);
});

Deno.test("who looks elsewhere at first is not believed to look straight", () => {
  const faces = recordedFaces();
  const turned = faces.findIndex(({ truth }) => truth.yawDeg > 22);
  const solver = new FaceSolver(null);
  const first = solver.solve(faces[turned]!.face, 0)!;
  assert.ok(toEuler(first.head)[1] > 0.3);
});
