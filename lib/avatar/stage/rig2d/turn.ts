/** Owns what a quaternion means for a drawing: yaw, pitch and roll, kept within what a flat rig can show. Pure. */
import type { Quaternion } from "@/lib/avatar/pose/pose.ts";

/** Radians; yaw to the avatar's left (the viewer's right), pitch down, roll towards its right shoulder. */
export interface Turn {
  yaw: number;
  pitch: number;
  roll: number;
}

/** The farthest that a head turns before the drawing would show what it does not have. */
const LIMIT = { yaw: 0.72, pitch: 0.5, roll: 0.6 } as const;

/** Follows `value` up to two thirds of `limit`, then ever less; never reaches it. */
export function soften(value: number, limit: number): number {
  const knee = limit * 2 / 3;
  const beyond = Math.abs(value) - knee;
  if (beyond <= 0) return value;
  const room = limit - knee;
  return Math.sign(value) * (knee + room * (1 - Math.exp(-beyond / room)));
}

/**
 * Reads a turn, yaw first, then pitch, then roll (intrinsic Y-X-Z).
 *
 * @param out Written to and returned.
 */
export function turnOf([x, y, z, w]: Quaternion, out: Turn): Turn {
  out.yaw = soften(Math.atan2(2 * (x * z + y * w), 1 - 2 * (x * x + y * y)), LIMIT.yaw);
  out.pitch = soften(Math.asin(Math.min(1, Math.max(-1, 2 * (x * w - y * z)))), LIMIT.pitch);
  out.roll = soften(Math.atan2(2 * (x * y + z * w), 1 - 2 * (x * x + z * z)), LIMIT.roll);
  return out;
}
