/** Says which pictures of a camera are looked at, and what for. Pure and browser-safe. */
import { Pace } from "@/lib/avatar/tracking/budget.ts";

/** What is wanted of a camera's pictures. */
export interface Wants {
  /** Pictures a second. */
  readonly fps: number;
  /** Where they have to be drawn to be read, so many pixels wide at most. */
  readonly width: number;
  /** What to look for beside the face. */
  readonly hands: boolean;
  readonly body: boolean;
}

/** Hands move faster than a torso: one is looked for in every second picture, the other in every third. */
const HANDS_EVERY = 2;
const BODY_EVERY = 3;

export class Turns {
  readonly #pace = new Pace();
  #count = 0;

  /** What to look for in the picture of this moment; null where it is let go. */
  take(atMs: number, { fps, hands, body }: Wants): { hands: boolean; body: boolean } | null {
    if (!this.#pace.take(atMs, fps)) return null;
    const n = this.#count++;
    return { hands: hands && n % HANDS_EVERY === 0, body: body && n % BODY_EVERY === 0 };
  }
}
