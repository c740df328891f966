/** Finds the turn, size and place that carry one set of points onto another. Pure and browser-safe. */

/** `size * turn * point + place`. */
export interface Similarity {
  readonly size: number;
  /** Nine numbers, row by row. */
  readonly turn: readonly number[];
  readonly place: readonly [number, number, number];
}

/**
 * The similarity that carries `from` nearest to `onto`, each pair as heavy as its weight.
 *
 * Source: Horn, "Closed-form solution of absolute orientation using unit quaternions", 1987.
 *
 * @param from x, y and z of each point, one after another; `onto` as many.
 * @returns Null where the points do not tell.
 */
export function fit(
  from: Float64Array,
  onto: Float64Array,
  weights: Float64Array,
): Similarity | null {
  const [fromMiddle, ontoMiddle] = [middle(from, weights), middle(onto, weights)];
  const shared = new Float64Array(9);
  let spread = 0;
  for (let i = 0; i < weights.length; i++) {
    for (let a = 0; a < 3; a++) {
      const here = weights[i]! * (from[3 * i + a]! - fromMiddle[a]!);
      spread += here * (from[3 * i + a]! - fromMiddle[a]!);
      for (let b = 0; b < 3; b++) shared[3 * a + b]! += here * (onto[3 * i + b]! - ontoMiddle[b]!);
    }
  }
  const turn = turnOf(shared);
  let along = 0;
  // What the turned points and those they are to lie on have in common.
  for (let a = 0; a < 3; a++) {
    for (let b = 0; b < 3; b++) along += turn[3 * b + a]! * shared[3 * a + b]!;
  }
  const size = along / spread;
  if (!(spread > 1e-9) || !Number.isFinite(size) || size < 1e-9) return null;
  const place = ontoMiddle.map((to, row) =>
    to - size * fromMiddle.reduce((sum, way, k) => sum + turn[3 * row + k]! * way, 0)
  );
  return { size, turn, place: [place[0]!, place[1]!, place[2]!] };
}

function middle(points: Float64Array, weights: Float64Array): number[] {
  const sums = [0, 0, 0];
  let weight = 0;
  for (let i = 0; i < weights.length; i++) {
    weight += weights[i]!;
    for (let a = 0; a < 3; a++) sums[a]! += weights[i]! * points[3 * i + a]!;
  }
  return sums.map((sum) => sum / weight);
}

/** The turn by which points share most. Horn's quaternion is what his matrix stretches most. */
function turnOf(s: Float64Array): number[] {
  const [xx = 0, xy = 0, xz = 0, yx = 0, yy = 0, yz = 0, zx = 0, zy = 0, zz = 0] = s;
  const [w = 1, x = 0, y = 0, z = 0] = mostStretched([
    [xx + yy + zz, yz - zy, zx - xz, xy - yx],
    [yz - zy, xx - yy - zz, xy + yx, zx + xz],
    [zx - xz, xy + yx, yy - xx - zz, yz + zy],
    [xy - yx, zx + xz, yz + zy, zz - xx - yy],
  ]);
  return [
    1 - 2 * (y * y + z * z),
    2 * (x * y - w * z),
    2 * (x * z + w * y),
    2 * (x * y + w * z),
    1 - 2 * (x * x + z * z),
    2 * (y * z - w * x),
    2 * (x * z - w * y),
    2 * (y * z + w * x),
    1 - 2 * (x * x + y * y),
  ];
}

/** The eigenvector of the largest eigenvalue, by Jacobi's rotations; they close in on it twice as fast each round. */
function mostStretched(matrix: number[][]): number[] {
  const vectors = [0, 1, 2, 3].map((i) => [0, 1, 2, 3].map((k) => Number(i === k)));
  for (let round = 0; round < 12; round++) {
    for (let p = 0; p < 3; p++) {
      for (let q = p + 1; q < 4; q++) rotate(matrix, vectors, p, q);
    }
  }
  const largest = [0, 1, 2, 3].reduce((best, i) =>
    matrix[i]![i]! > matrix[best]![best]! ? i : best
  );
  return vectors.map((row) => row[largest]!);
}

/** Turns the plane of two axes until they have nothing in common. Source: Golub and Van Loan, "Matrix Computations", 8.5. */
function rotate(matrix: number[][], vectors: number[][], p: number, q: number): void {
  const common = matrix[p]![q]!;
  if (common === 0) return;
  const tau = (matrix[q]![q]! - matrix[p]![p]!) / (2 * common);
  const tangent = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.hypot(1, tau));
  const cosine = 1 / Math.hypot(1, tangent);
  const sine = tangent * cosine;
  const turn = (rows: number[][]) => {
    for (const row of rows) {
      const [atP, atQ] = [row[p]!, row[q]!];
      row[p] = cosine * atP - sine * atQ;
      row[q] = sine * atP + cosine * atQ;
    }
  };
  turn(matrix);
  for (let k = 0; k < 4; k++) {
    const [atP, atQ] = [matrix[p]![k]!, matrix[q]![k]!];
    matrix[p]![k] = cosine * atP - sine * atQ;
    matrix[q]![k] = sine * atP + cosine * atQ;
  }
  turn(vectors);
}
