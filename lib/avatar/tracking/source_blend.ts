/** Eases from one source of a pose to another, as from a camera that lost the face to idle life. Browser-safe. */
import type { Pose } from "@/lib/avatar/pose/pose.ts";
import { slerp } from "@/lib/avatar/pose/rotation.ts";

/** How long a change of source takes, in milliseconds. */
const EASE_MS = 300;

/** Between two poses; what cannot be between is taken from `to`. */
export function between(from: Pose, to: Pose, share: number): Pose {
  const mix = (a: number, b: number) => a + (b - a) * share;
  return {
    ...to,
    shapes: to.shapes.map((value, i) => mix(from.shapes[i]!, value)),
    head: slerp(from.head, to.head, share),
    shift: [
      mix(from.shift[0], to.shift[0]),
      mix(from.shift[1], to.shift[1]),
      mix(from.shift[2], to.shift[2]),
    ],
    torso: from.torso && to.torso ? slerp(from.torso, to.torso, share) : to.torso,
  };
}

/** Follows poses, and eases where their source changes. */
export class SourceBlend {
  #last: Pose | null = null;
  #leaving: { pose: Pose; sinceMs: number } | null = null;

  next(pose: Pose): Pose {
    if (this.#last && this.#last.source !== pose.source) {
      this.#leaving = { pose: this.#last, sinceMs: pose.atMs };
    }
    const share = this.#leaving ? (pose.atMs - this.#leaving.sinceMs) / EASE_MS : 1;
    if (share >= 1) this.#leaving = null;
    const eased = this.#leaving
      ? between(this.#leaving.pose, pose, Math.max(0, share * share * (3 - 2 * share)))
      : pose;
    this.#last = eased;
    return eased;
  }
}
