import assert from "node:assert/strict";
import fc from "fast-check";
import type { Quaternion, Vector } from "@/lib/avatar/pose/pose.ts";
import { fromEuler } from "@/lib/avatar/pose/rotation.ts";
import {
  EGG,
  floatField,
  type MadeFace,
  messageField,
  photographed,
  toProtobuf,
  turned,
} from "@/lib/avatar/tracking/face_finder/canonical_face_for_tests.ts";
import { placeFace, readCanonicalFace } from "@/lib/avatar/tracking/face_finder/geometry.ts";

const SMALL: MadeFace = {
  points: [[0, 0, 1], [-3, 2.5, 0], [3, 2.5, 0], [0, -4, 0.5], [0.25, 1, 2], [1, 1, 1]],
  basis: [{ id: 4, weight: 0.5 }, { id: 0, weight: 0.25 }, { id: 1, weight: 1 }, {
    id: 3,
    weight: 2,
  }],
};
const SMALL_BYTES = toProtobuf(SMALL);

const CAMERA = { width: 640, height: 480 };
const FACE = readCanonicalFace(toProtobuf(EGG));

/** Degrees between where a turn and a matrix carry an axis, of all three the most. */
function degreesApart(turn: Quaternion, matrix: Float32Array): number {
  const axes = [[1, 0, 0], [0, 1, 0], [0, 0, 1]] as const;
  return Math.max(...axes.map((axis, k) => {
    const column = matrix.slice(4 * k, 4 * k + 3);
    const wanted = turned(turn, axis);
    const shared = wanted.reduce((sum, way, i) => sum + way * column[i]!, 0);
    return Math.acos(Math.min(1, shared / Math.hypot(...column))) * 180 / Math.PI;
  }));
}

/** How far a matrix's place is off, as part of how far away it is. */
const partAway = (place: Vector, matrix: Float32Array) =>
  Math.hypot(...place.map((way, i) => way - matrix[12 + i]!)) / Math.hypot(...place);

const range = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const anyPlace = fc.tuple(range(-10, 10), range(-8, 8), range(-90, -30));
const anyTurn = fc.tuple(range(-0.8, 0.8), range(-0.8, 0.8), range(-3, 3)).map(fromEuler);

Deno.test("readCanonicalFace() reads the points that stay, what they weigh, and how many there are", () => {
  const face = readCanonicalFace(SMALL_BYTES);
  assert.equal(face.count, 6);
  assert.deepEqual(face.ids, [4, 0, 1, 3]);
  assert.deepEqual([...face.places], [0.25, 1, 2, 0, 0, 1, -3, 2.5, 0, 0, -4, 0.5]);
  assert.deepEqual([...face.weights], [0.5, 0.25, 1, 2]);
});

Deno.test("readCanonicalFace() reads bytes that begin somewhere within a buffer", () => {
  const buffer = new Uint8Array(SMALL_BYTES.length + 3);
  buffer.set(SMALL_BYTES, 3);
  assert.deepEqual(readCanonicalFace(buffer.subarray(3)), readCanonicalFace(SMALL_BYTES));
});

Deno.test("readCanonicalFace() refuses packed vertices, which the models' file has not", () => {
  assert.throws(() => readCanonicalFace(toProtobuf(SMALL, { packed: true })), RangeError);
  assert.throws(() => readCanonicalFace(toProtobuf(EGG, { packed: true })), RangeError);
});

Deno.test("readCanonicalFace() refuses a face that is not whole", () => {
  const rows: Record<string, Uint8Array> = {
    "a point that it has not": toProtobuf({
      ...SMALL,
      basis: [...SMALL.basis, { id: 6, weight: 1 }],
    }),
    "too few points that stay": toProtobuf({ ...SMALL, basis: SMALL.basis.slice(1) }),
    "no points": toProtobuf({ ...SMALL, points: [] }),
    "a point without a weight": Uint8Array.from([...SMALL_BYTES, ...messageField(2, [8, 1])]),
    "a weight without a point": Uint8Array.from([
      ...SMALL_BYTES,
      ...messageField(2, floatField(2, 1)),
    ]),
    "half a vertex": Uint8Array.from([...SMALL_BYTES, ...messageField(1, floatField(3, 1))]),
    "something unknown that ends early": Uint8Array.from([...SMALL_BYTES, 9 << 3 | 2, 5, 1, 2]),
    "a field of an unknown kind": Uint8Array.from([...SMALL_BYTES, 9 << 3 | 3]),
    "a number too long": Uint8Array.from([...SMALL_BYTES, 9 << 3, ...Array(9).fill(255), 1]),
    "nothing": new Uint8Array(),
  };
  for (const [name, bytes] of Object.entries(rows)) {
    assert.throws(() => readCanonicalFace(bytes), RangeError, name);
  }
});

Deno.test("readCanonicalFace() refuses what ends within a field", () => {
  // The fourth of the points that stay, without which there are too few; it has nine bytes.
  const lastPoint = SMALL_BYTES.findLastIndex((byte, i) => byte === 18 && SMALL_BYTES[i + 1] === 7);
  const least = lastPoint + 9;
  for (let length = 0; length < least; length++) {
    assert.throws(() => readCanonicalFace(SMALL_BYTES.subarray(0, length)), RangeError);
  }
  assert.equal(readCanonicalFace(SMALL_BYTES.subarray(0, least)).ids.length, 4);
});

/** Reads a face, or throws nothing but what is declared. */
function readOrRefuse(bytes: Uint8Array): void {
  try {
    const { count, ids, weights } = readCanonicalFace(bytes);
    assert.ok(ids.length > 3 && ids.length === weights.length && ids.every((id) => id < count));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
}

Deno.test("readCanonicalFace() throws nothing but a RangeError of whatever bytes", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), readOrRefuse), { numRuns: 500 });
});

Deno.test("readCanonicalFace() throws nothing but a RangeError of a face cut off or changed", () => {
  const end = fc.nat(SMALL_BYTES.length);
  const changes = fc.array(fc.tuple(fc.nat(SMALL_BYTES.length - 1), fc.nat(255)), { maxLength: 5 });
  fc.assert(
    fc.property(end, changes, (length, changed) => {
      const bytes = SMALL_BYTES.slice();
      for (const [at, byte] of changed) bytes[at] = byte;
      readOrRefuse(bytes);
      readOrRefuse(bytes.subarray(0, length));
    }),
    { numRuns: 500 },
  );
});

Deno.test("placeFace() finds a face that looks into the camera, and its own size", () => {
  const place = [0, 0, -45] as const;
  const matrix = placeFace(FACE, photographed(EGG, { turn: [0, 0, 0, 1], place }, CAMERA), CAMERA);
  assert.ok(matrix);
  assert.equal(matrix.length, 16);
  const wanted = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, -45, 1];
  for (const [i, number] of wanted.entries()) {
    assert.ok(Math.abs(matrix[i]! - number) < 0.01, `${matrix[i]} is not ${number} at ${i}`);
  }
});

Deno.test("placeFace() finds any turn within a degree and any place within a twentieth", () => {
  fc.assert(fc.property(anyTurn, anyPlace, range(-500, 500), fc.nat(), (
    ...[
      turn,
      place,
      depthOffset,
      seed,
    ]
  ) => {
    const points = photographed(EGG, { turn, place }, { ...CAMERA, depthOffset });
    // Each is up to a third of a pixel beside where it should be.
    let state = seed % 2147483646 + 1;
    const noisy = points.map((way) =>
      way + ((state = state * 16807 % 2147483647) / 1073741823.5 - 1) / 3
    );
    const matrix = placeFace(FACE, noisy, CAMERA);
    assert.ok(matrix);
    assert.ok(degreesApart(turn, matrix) < 1, `${degreesApart(turn, matrix)}°`);
    assert.ok(partAway(place, matrix) < 0.05, `${partAway(place, matrix)} away`);
  }));
});

Deno.test("placeFace() tells the same of a picture of any size and shape", () => {
  const [turn, place]: [Quaternion, Vector] = [fromEuler([0.2, -0.5, 0.1]), [3, -2, -50]];
  for (const camera of [{ width: 480, height: 640 }, { width: 1280, height: 720 }]) {
    const matrix = placeFace(FACE, photographed(EGG, { turn, place }, camera), camera);
    assert.ok(matrix && degreesApart(turn, matrix) < 0.2 && partAway(place, matrix) < 0.01);
  }
});

Deno.test("placeFace() heeds how deep z begins nowhere", () => {
  const at = { turn: fromEuler([0.1, 0.4, 0]), place: [2, 1, -40] as const };
  const [near, far] = [-300, 900].map((depthOffset) =>
    placeFace(FACE, photographed(EGG, at, { ...CAMERA, depthOffset }), CAMERA)
  );
  assert.ok(near && far);
  for (const [i, number] of near.entries()) assert.ok(Math.abs(number - far[i]!) < 0.01);
});

Deno.test("placeFace() turns as a head does: to its left is to the picture's right", () => {
  const place = [0, 0, -40] as const;
  const turn = fromEuler([0, 0.6, 0]);
  const matrix = placeFace(FACE, photographed(EGG, { turn, place }, CAMERA), CAMERA);
  assert.ok(matrix);
  // The third column is where its nose points.
  assert.ok(matrix[8]! > 0.5 && Math.abs(matrix[9]!) < 0.05 && matrix[10]! > 0.7);
});

Deno.test("placeFace() is null where points are no face", () => {
  const whole = photographed(EGG, { turn: [0, 0, 0, 1], place: [0, 0, -40] }, CAMERA);
  const spot = whole.map((_, i) => [320, 240, 7][i % 3]!);
  assert.equal(placeFace(FACE, spot, CAMERA), null);
  assert.equal(placeFace(FACE, whole.map(() => 0), CAMERA), null);
  assert.equal(placeFace(FACE, whole.map(() => NaN), CAMERA), null);
  assert.equal(placeFace(FACE, whole.with(3 * 33, Infinity), CAMERA), null);
  assert.equal(placeFace(FACE, whole.with(3 * 7 + 2, NaN), CAMERA), null);
  assert.equal(placeFace(FACE, whole, { width: 0, height: 0 }), null);
});
