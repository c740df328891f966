/** Turns of a head: the few operations on unit quaternions that a pose needs. Pure and browser-safe. */
import { NO_TURN, type Quaternion, type Vector } from "@/lib/avatar/pose/pose.ts";

/** A quaternion of length 1; no turn where the numbers are none. */
export function normalize([x, y, z, w]: Quaternion): Quaternion {
  const length = Math.hypot(x, y, z, w);
  if (!(length > 1e-6) || !Number.isFinite(length)) return NO_TURN;
  return [x / length, y / length, z / length, w / length];
}

/** First `b`, then `a`. */
export function multiply(a: Quaternion, b: Quaternion): Quaternion {
  const [ax, ay, az, aw] = a;
  const [bx, by, bz, bw] = b;
  return [
    aw * bx + ax * bw + ay * bz - az * by,
    aw * by - ax * bz + ay * bw + az * bx,
    aw * bz + ax * by - ay * bx + az * bw,
    aw * bw - ax * bx - ay * by - az * bz,
  ];
}

/** The turn back. */
export function invert([x, y, z, w]: Quaternion): Quaternion {
  return [-x, -y, -z, w];
}

/** The shorter way from `a` to `b`: 0 is `a`, 1 is `b`, more goes on beyond. */
export function slerp(a: Quaternion, b: Quaternion, share: number): Quaternion {
  const dot = a[0] * b[0] + a[1] * b[1] + a[2] * b[2] + a[3] * b[3];
  const sign = dot < 0 ? -1 : 1;
  const near = Math.min(1, Math.abs(dot));
  // So close together, a straight line is as good and divides by nothing small.
  const straight = near > 0.9995;
  const angle = Math.acos(near);
  const sine = Math.sin(angle);
  const from = straight ? 1 - share : Math.sin((1 - share) * angle) / sine;
  const to = sign * (straight ? share : Math.sin(share * angle) / sine);
  return normalize([
    a[0] * from + b[0] * to,
    a[1] * from + b[1] * to,
    a[2] * from + b[2] * to,
    a[3] * from + b[3] * to,
  ]);
}

/** The angle of a turn in radians, 0 to π. */
export function angleOf([, , , w]: Quaternion): number {
  return 2 * Math.acos(Math.min(1, Math.abs(w)));
}

/**
 * Turns about x, y and z in radians as one: about z first, then y, then x, each about the fixed axes.
 *
 * The same as three.js's Euler order "XYZ".
 */
export function fromEuler([x, y, z]: Vector): Quaternion {
  const [sx, cx] = [Math.sin(x / 2), Math.cos(x / 2)];
  const [sy, cy] = [Math.sin(y / 2), Math.cos(y / 2)];
  const [sz, cz] = [Math.sin(z / 2), Math.cos(z / 2)];
  return [
    sx * cy * cz + cx * sy * sz,
    cx * sy * cz - sx * cy * sz,
    cx * cy * sz + sx * sy * cz,
    cx * cy * cz - sx * sy * sz,
  ];
}

/** One turn as turns about x, y and z in radians, such that `fromEuler()` makes it again. */
export function toEuler(turn: Quaternion): Vector {
  const [x, y, z, w] = normalize(turn);
  const m13 = 2 * (x * z + w * y);
  const pitchOnly = Math.abs(m13) > 0.9999999;
  return [
    pitchOnly
      ? Math.atan2(2 * (y * z + w * x), 1 - 2 * (x * x + z * z))
      : Math.atan2(2 * (w * x - y * z), 1 - 2 * (x * x + y * y)),
    Math.asin(Math.max(-1, Math.min(1, m13))),
    pitchOnly ? 0 : Math.atan2(2 * (w * z - x * y), 1 - 2 * (y * y + z * z)),
  ];
}
