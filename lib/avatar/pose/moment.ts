/** Plays between poses, and a little beyond them. Pure and browser-safe. */
import type { HandPose, Pose, Quaternion, Vector } from "@/lib/avatar/pose/pose.ts";
import { slerp } from "@/lib/avatar/pose/rotation.ts";

/** Between two poses; a share of more than 1 goes on beyond the second. */
export interface Moment {
  from: Pose;
  to: Pose;
  share: number;
}

export function mix(a: number, b: number, share: number): number {
  return a + (b - a) * share;
}

export function mixVector(a: Vector, b: Vector, share: number): Vector {
  return [mix(a[0], b[0], share), mix(a[1], b[1], share), mix(a[2], b[2], share)];
}

export function mixTurn(
  a: Quaternion | null,
  b: Quaternion | null,
  share: number,
): Quaternion | null {
  return a && b ? slerp(a, b, share) : share >= 1 ? b : a;
}

export function mixHand(a: HandPose | null, b: HandPose | null, share: number): HandPose | null {
  if (!a || !b) return share >= 1 ? b : a;
  // A hand is not taken beyond where it was seen: it stops at once where it stops.
  const near = Math.min(1, share);
  const curl = (i: 0 | 1 | 2 | 3 | 4) => mix(a.curls[i], b.curls[i], near);
  return {
    wrist: mixVector(a.wrist, b.wrist, near),
    turn: slerp(a.turn, b.turn, near),
    curls: [curl(0), curl(1), curl(2), curl(3), curl(4)],
  };
}
