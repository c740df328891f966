/** Reads where a head is and how it is turned. Pure and browser-safe. */
import type { Quaternion, Vector } from "@/lib/avatar/pose/pose.ts";
import { invert, multiply, normalize } from "@/lib/avatar/pose/rotation.ts";

/** A head as the camera sees it, along the axes of the person: x to their left, y up, z towards the camera. */
export interface HeadPlace {
  readonly turn: Quaternion;
  /** From the camera, in centimetres; z is negative. */
  readonly placeCm: Vector;
}

/**
 * From shoulder joint to shoulder joint, in centimetres: a little less than the mean breadth over the shoulders' bones.
 *
 * Source: biacromial breadth, 36.6 cm (women) and 41.1 cm (men), NHANES III.
 */
export const SHOULDERS_CM = 38;

/**
 * Reads MediaPipe's face matrix. Its columns are the face's own axes in the camera's frame, where x is the right of the
 * picture: for somebody who faces the camera, their left. So no axis is turned around.
 *
 * @returns Null where the numbers are no turn.
 */
export function readHead(matrix: ArrayLike<number>): HeadPlace | null {
  if (matrix.length < 16) return null;
  const m = Array.from({ length: 16 }, (_, i) => matrix[i]!);
  if (!m.every(Number.isFinite)) return null;
  const x = unit(m[0]!, m[1]!, m[2]!);
  const y = unit(m[4]!, m[5]!, m[6]!);
  const z = unit(m[8]!, m[9]!, m[10]!);
  if (!x || !y || !z) return null;
  return { turn: fromAxes(x, y, z), placeCm: [m[12]!, m[13]!, m[14]!] };
}

function unit(x: number, y: number, z: number): Vector | null {
  const length = Math.hypot(x, y, z);
  return length > 1e-6 ? [x / length, y / length, z / length] : null;
}

/** The turn that carries the axes to these three, which stand upright on each other. Source: Shepperd, 1978. */
export function fromAxes(x: Vector, y: Vector, z: Vector): Quaternion {
  const [xx, xy, xz] = x;
  const [yx, yy, yz] = y;
  const [zx, zy, zz] = z;
  const trace = xx + yy + zz;
  // The largest of the four is divided by, so that nothing small is.
  if (trace > 0) return normalize([yz - zy, zx - xz, xy - yx, 1 + trace]);
  if (xx > yy && xx > zz) return normalize([1 + xx - yy - zz, yx + xy, zx + xz, yz - zy]);
  if (yy > zz) return normalize([yx + xy, 1 + yy - xx - zz, zy + yz, zx - xz]);
  return normalize([zx + xz, zy + yz, 1 + zz - xx - yy, xy - yx]);
}

/** A head's turn and way from where it is at rest; the way is in widths of the shoulders, ±1 at most. */
export function fromRest(
  head: HeadPlace,
  rest: HeadPlace,
): { head: Quaternion; shift: Vector } {
  const way = (axis: 0 | 1 | 2) =>
    Math.max(-1, Math.min(1, (head.placeCm[axis] - rest.placeCm[axis]) / SHOULDERS_CM));
  return {
    // What turns the rest away from the axes is mostly the camera, which stands lower or higher than the eyes.
    head: multiply(invert(rest.turn), head.turn),
    shift: [way(0), way(1), way(2)],
  };
}

/** Turns a direction. */
export function rotate(turn: Quaternion, [x, y, z]: Vector): Vector {
  const [rx, ry, rz] = multiply(multiply(turn, [x, y, z, 0]), invert(turn));
  return [rx, ry, rz];
}
