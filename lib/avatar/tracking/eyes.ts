/**
 * Makes lids out of two scores: a blink is over in 150 ms, so it is not smoothed but decided; and eyes that are shut do
 * not look anywhere. Pure and browser-safe.
 */
import { type Shape, shapeIndex } from "@/lib/avatar/pose/pose.ts";

/** An eye counts as shut above the first, and as open again below the second. */
const SHUT = 0.5;
const OPEN = 0.35;

/** The way of a lid from open to shut, in seconds. */
const TRAVEL_S = 0.06;

/** Differences between both eyes: less is one blink, more is a wink. */
const SAME = 0.25;
const WINK = 0.45;

/** Beyond this turn the far eye is not seen, in radians. Source: Kalidokit, `stabilizeBlink`. */
const FAR_EYE = 0.5;

/** How long after a blink a gaze is still that of a lid in motion, in milliseconds. */
const SETTLES_MS = 80;

export interface Lids {
  readonly left: number;
  readonly right: number;
}

const smoothstep = (from: number, to: number, x: number) => {
  const t = Math.max(0, Math.min(1, (x - from) / (to - from)));
  return t * t * (3 - 2 * t);
};

/**
 * Makes both eyes agree, unless one of them winks; an eye that the head hides does what the other does.
 *
 * @param yaw The head's turn to its own left, in radians.
 */
export function agree({ left, right }: Lids, yaw: number): Lids {
  if (yaw > FAR_EYE) return { left: right, right };
  if (yaw < -FAR_EYE) return { left, right: left };
  const mean = (left + right) / 2;
  const own = smoothstep(SAME, WINK, Math.abs(left - right));
  return { left: mean + (left - mean) * own, right: mean + (right - mean) * own };
}

/** One lid. */
class Lid {
  #shut = false;
  #at = 0;

  get shut(): boolean {
    return this.#shut;
  }

  next(score: number, dtS: number): number {
    if (score > SHUT) this.#shut = true;
    else if (score < OPEN) this.#shut = false;
    const wanted = this.#shut ? 1 : score;
    const way = Math.min(1, dtS / TRAVEL_S);
    this.#at += Math.max(-way, Math.min(way, wanted - this.#at));
    return this.#at;
  }
}

const LOOKS = {
  Left: ["eyeLookDownLeft", "eyeLookInLeft", "eyeLookOutLeft", "eyeLookUpLeft"],
  Right: ["eyeLookDownRight", "eyeLookInRight", "eyeLookOutRight", "eyeLookUpRight"],
} as const satisfies Record<string, readonly Shape[]>;

/** Both eyes over time. */
export class Eyes {
  readonly #lids = { Left: new Lid(), Right: new Lid() };
  readonly #gaze = { Left: new Float32Array(4), Right: new Float32Array(4) };
  #shutUntilMs = Number.NEGATIVE_INFINITY;
  #lastMs: number | null = null;

  /** Changes lids and gaze in `shapes`, which are calibrated. */
  next(shapes: Float32Array, { yaw, atMs }: { yaw: number; atMs: number }): void {
    const dtS = this.#lastMs === null ? 1 : Math.max(0, atMs - this.#lastMs) / 1000;
    this.#lastMs = atMs;
    const agreed = agree({
      left: shapes[shapeIndex.eyeBlinkLeft]!,
      right: shapes[shapeIndex.eyeBlinkRight]!,
    }, yaw);
    shapes[shapeIndex.eyeBlinkLeft] = this.#lids.Left.next(agreed.left, dtS);
    shapes[shapeIndex.eyeBlinkRight] = this.#lids.Right.next(agreed.right, dtS);
    // A gaze is one of both eyes: while either is shut, neither is believed.
    if (this.#lids.Left.shut || this.#lids.Right.shut) this.#shutUntilMs = atMs + SETTLES_MS;
    for (const side of ["Left", "Right"] as const) {
      for (const [i, name] of LOOKS[side].entries()) {
        if (atMs < this.#shutUntilMs) shapes[shapeIndex[name]] = this.#gaze[side][i]!;
        else this.#gaze[side][i] = shapes[shapeIndex[name]]!;
      }
    }
  }
}
