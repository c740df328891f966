import assert from "node:assert/strict";
import fc from "fast-check";
import type { Quaternion, Vector } from "@/lib/avatar/pose/pose.ts";
import { fromEuler, normalize } from "@/lib/avatar/pose/rotation.ts";
import { turned } from "@/lib/avatar/tracking/face_finder/canonical_face_for_tests.ts";
import { fit, type Similarity } from "@/lib/avatar/tracking/face_finder/procrustes.ts";

const within = (most: number) => fc.double({ min: -most, max: most, noNaN: true });
const anyPoint = fc.tuple(within(10), within(10), within(10));
const anyTurn = fc.tuple(within(1), within(1), within(1), within(1))
  .filter((numbers) => Math.hypot(...numbers) > 0.1).map(normalize);
const anySize = within(4).map(Math.exp);
const anyWeight = fc.double({ min: 0.01, max: 10, noNaN: true });
const anyPairs = fc.array(fc.record({ point: anyPoint, weight: anyWeight }), {
  minLength: 4,
  maxLength: 40,
});

const flat = (points: readonly (readonly number[])[]) => Float64Array.from(points.flat());
const evenly = (points: readonly unknown[]) => new Float64Array(points.length).fill(1);
const spreadOf = (points: readonly Vector[]) =>
  Math.max(...[0, 1, 2].map((axis) => {
    const ways = points.map((point) => point[axis]!);
    return Math.max(...ways) - Math.min(...ways);
  }));

function carry({ size, turn, place }: Similarity, point: Vector): Vector {
  const at = (row: 0 | 1 | 2) =>
    place[row] + size * point.reduce((sum, way, k) => sum + turn[3 * row + k]! * way, 0);
  return [at(0), at(1), at(2)];
}

function placed(points: readonly Vector[], turn: Quaternion, size: number, place: Vector) {
  return points.map((point) =>
    turned(turn, point).map((way, i) => size * way + place[i]!) as unknown as Vector
  );
}

/** What is left between points and those they are to lie on. */
function missOf(similarity: Similarity, from: readonly Vector[], onto: readonly Vector[]): number {
  return from.reduce((sum, point, i) => {
    const [x, y, z] = carry(similarity, point);
    return sum + (x - onto[i]![0]) ** 2 + (y - onto[i]![1]) ** 2 + (z - onto[i]![2]) ** 2;
  }, 0);
}

function assertTurn(turn: readonly number[]): void {
  const [a, b, c, d, e, f, g, h, i] = turn as [
    ...[number, number, number],
    ...[number, number, number],
    ...[number, number, number],
  ];
  const volume = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  assert.ok(Math.abs(volume - 1) < 1e-9, `It is stretched or a reflection: ${volume}`);
  for (const [row, other] of [[0, 1], [0, 2], [1, 2]] as const) {
    const shared = [0, 1, 2].reduce((sum, k) => sum + turn[3 * row + k]! * turn[3 * other + k]!, 0);
    assert.ok(Math.abs(shared) < 1e-9, `It is skewed: ${shared}`);
  }
}

/** A corner with three edges of different lengths, and a point within. */
const CORNER: readonly Vector[] = [[0, 0, 0], [5, 0, 0], [0, 3, 0], [0, 0, 2], [1, 1, 0.5]];

Deno.test("fit() finds the similarity that points were carried by, whatever they weigh", () => {
  fc.assert(fc.property(anyPairs, anyTurn, anySize, anyPoint, (pairs, turn, size, place) => {
    const points = pairs.map(({ point }) => point);
    fc.pre(spreadOf(points) > 0.1);
    const onto = placed(points, turn, size, place);
    const found = fit(flat(points), flat(onto), Float64Array.from(pairs, ({ weight }) => weight));
    assert.ok(found);
    assertTurn(found.turn);
    assert.ok(Math.abs(found.size / size - 1) < 1e-6, `${found.size} is not ${size}`);
    for (const [i, point] of points.entries()) {
      const off = Math.hypot(...carry(found, point).map((way, axis) => way - onto[i]![axis]!));
      assert.ok(off < 1e-6 * (1 + size), `${off} away at ${i}`);
    }
  }));
});

Deno.test("fit() tells turn, size and place apart", () => {
  fc.assert(fc.property(anyTurn, anySize, anyPoint, (turn, size, place) => {
    const found = fit(flat(CORNER), flat(placed(CORNER, turn, size, place)), evenly(CORNER));
    assert.ok(found);
    const columns = ([[1, 0, 0], [0, 1, 0], [0, 0, 1]] as const).map((axis) => turned(turn, axis));
    for (const [k, column] of columns.entries()) {
      for (const [row, way] of column.entries()) {
        assert.ok(Math.abs(found.turn[3 * row + k]! - way) < 1e-6);
      }
    }
    for (const [i, way] of place.entries()) assert.ok(Math.abs(found.place[i]! - way) < 1e-6);
  }));
});

Deno.test("fit() finds half a turn about each axis", () => {
  for (const turn of [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]] as const) {
    const onto = placed(CORNER, turn, 2, [1, 2, 3]);
    const found = fit(flat(CORNER), flat(onto), evenly(CORNER));
    assert.ok(found && missOf(found, CORNER, onto) < 1e-12);
    assertTurn(found.turn);
  }
});

Deno.test("fit() never mirrors, though mirrored points would lie nearer then", () => {
  fc.assert(fc.property(anyTurn, fc.constantFrom(0, 1, 2), (turn, axis) => {
    const onto = placed(CORNER, turn, 1, [0, 0, 0]).map((point) =>
      point.map((way, i) => i === axis ? -way : way) as unknown as Vector
    );
    const found = fit(flat(CORNER), flat(onto), evenly(CORNER));
    assert.ok(found);
    assertTurn(found.turn);
    assert.ok(missOf(found, CORNER, onto) > 1);
  }));
});

Deno.test("fit() comes nearer than any other similarity where none fits", () => {
  const anyCrowd = fc.array(anyPoint, { minLength: 5, maxLength: 5 });
  fc.assert(fc.property(anyCrowd, anyTurn, anySize, anyPoint, (onto, turn, size, place) => {
    const found = fit(flat(CORNER), flat(onto), evenly(CORNER));
    if (!found) return;
    assertTurn(found.turn);
    const columns = ([[1, 0, 0], [0, 1, 0], [0, 0, 1]] as const).map((axis) => turned(turn, axis));
    const rows = [0, 1, 2].flatMap((row) => columns.map((column) => column[row]!));
    const best = missOf(found, CORNER, onto);
    assert.ok(best <= missOf({ size, turn: rows, place }, CORNER, onto) + 1e-6);
    // Nor does a little more of anything come nearer.
    assert.ok(best <= missOf({ ...found, size: found.size * 1.01 }, CORNER, onto) + 1e-6);
    assert.ok(best <= missOf({ ...found, size: found.size / 1.01 }, CORNER, onto) + 1e-6);
  }));
});

Deno.test("fit() heeds heavy points more, and those of no weight not at all", () => {
  const astray = CORNER.map((point, i): Vector => i === 4 ? [40, -20, 7] : point);
  const weighing = (weight: number) => {
    const found = fit(flat(CORNER), flat(astray), Float64Array.of(1, 1, 1, 1, weight));
    assert.ok(found);
    return Math.hypot(...carry(found, CORNER[4]!).map((way, i) => way - astray[4]![i]!));
  };
  const without = fit(flat(CORNER), flat(astray), Float64Array.of(1, 1, 1, 1, 0));
  assert.ok(without && missOf(without, CORNER, CORNER) < 1e-12);
  assert.ok(weighing(0.1) > weighing(1) && weighing(1) > weighing(10));
});

Deno.test("fit() works with points in one plane", () => {
  const sheet: readonly Vector[] = [[0, 0, 0], [4, 0, 0], [0, 3, 0], [4, 3, 0], [1, 2, 0]];
  fc.assert(fc.property(anyTurn, anySize, anyPoint, (turn, size, place) => {
    const onto = placed(sheet, turn, size, place);
    const found = fit(flat(sheet), flat(onto), evenly(sheet));
    assert.ok(found);
    assertTurn(found.turn);
    assert.ok(missOf(found, sheet, onto) < 1e-9 * (1 + size * size));
    // And where they are to lie is told beside the plane as well.
    const above = placed([[1, 1, 5]], turn, size, place);
    assert.ok(missOf(found, [[1, 1, 5]], above) < 1e-9 * (1 + size * size));
  }));
});

Deno.test("fit() is null where all points are in one place", () => {
  const same = (point: Vector) => CORNER.map(() => point);
  const elsewhere = placed(CORNER, fromEuler([1, 2, 3]), 2, [1, 1, 1]);
  assert.equal(fit(flat(same([0, 0, 0])), flat(elsewhere), evenly(CORNER)), null);
  assert.equal(fit(flat(elsewhere), flat(same([0, 0, 0])), evenly(CORNER)), null);
  fc.assert(
    fc.property(
      anyPoint,
      fc.array(anyWeight, { minLength: 5, maxLength: 5 }),
      (...[point, weights]) => {
        const told = Float64Array.from(weights);
        assert.equal(fit(flat(elsewhere), flat(same(point)), told), null);
        assert.equal(fit(flat(same(point)), flat(same([1, 2, 3])), told), null);
        // Means are rounded, so that what is left of the points is not quite nothing.
        assert.equal(fit(flat(same(point)), flat(elsewhere), told), null);
      },
    ),
  );
});

Deno.test("fit() is null where numbers are none, where nothing weighs, and of no points", () => {
  const strange = CORNER.with(2, [0, NaN, 0]);
  assert.equal(fit(flat(strange), flat(CORNER), evenly(CORNER)), null);
  assert.equal(fit(flat(CORNER), flat(strange), evenly(CORNER)), null);
  assert.equal(
    fit(flat(CORNER), flat(CORNER.with(0, [Infinity, 0, 0])), evenly(CORNER)),
    null,
  );
  assert.equal(fit(flat(CORNER), flat(CORNER), new Float64Array(5)), null);
  assert.equal(fit(flat([]), flat([]), evenly([])), null);
});
