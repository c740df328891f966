/**
 * Takes the jitter out of what a camera sees without holding fast movement back: the One Euro filter, for numbers and
 * for turns, with the real time between samples. Pure and browser-safe.
 *
 * Source: Casiez, Roussel, Vogel, "1€ Filter", CHI 2012.
 */
import type { Quaternion } from "@/lib/avatar/pose/pose.ts";
import { angleOf, invert, multiply, slerp } from "@/lib/avatar/pose/rotation.ts";

export interface OneEuroOptions {
  /** Cut-off at rest in hertz: lower is stiller. */
  readonly minCutoffHz: number;
  /** How much the cut-off rises with speed, in hertz for each unit (or radian) a second: higher lags less. */
  readonly beta: number;
  /** Cut-off of the speed itself. */
  readonly speedCutoffHz?: number;
}

/** A gap after which the past says nothing about the present, in milliseconds. */
const FORGET_MS = 500;

/** The share of a new sample at a cut-off frequency. */
function weight(cutoffHz: number, dtS: number): number {
  const tau = 1 / (2 * Math.PI * cutoffHz);
  return 1 / (1 + tau / dtS);
}

/** Seconds from one sample to the next; null where the filter begins anew, 0 where no time went by. */
function elapsed(lastMs: number | null, atMs: number): number | null {
  if (lastMs === null || atMs - lastMs > FORGET_MS) return null;
  return Math.max(0, atMs - lastMs) / 1000;
}

/** Filters one number. */
export class OneEuro {
  readonly #options: Required<OneEuroOptions>;
  #lastMs: number | null = null;
  #value = 0;
  #speed = 0;

  constructor(options: OneEuroOptions) {
    this.#options = { speedCutoffHz: 1, ...options };
  }

  next(x: number, atMs: number): number {
    const dtS = elapsed(this.#lastMs, atMs);
    if (dtS === 0) return this.#value;
    this.#lastMs = atMs;
    if (dtS === null) {
      this.#speed = 0;
      return this.#value = x;
    }
    const { minCutoffHz, beta, speedCutoffHz } = this.#options;
    this.#speed += ((x - this.#value) / dtS - this.#speed) * weight(speedCutoffHz, dtS);
    const share = weight(minCutoffHz + beta * Math.abs(this.#speed), dtS);
    return this.#value += (x - this.#value) * share;
  }

  reset(): void {
    this.#lastMs = null;
  }
}

/** Filters a turn; speed is in radians a second. */
export class OneEuroTurn {
  readonly #options: Required<OneEuroOptions>;
  #lastMs: number | null = null;
  #value: Quaternion = [0, 0, 0, 1];
  #speed = 0;

  constructor(options: OneEuroOptions) {
    this.#options = { speedCutoffHz: 1, ...options };
  }

  next(turn: Quaternion, atMs: number): Quaternion {
    const dtS = elapsed(this.#lastMs, atMs);
    if (dtS === 0) return this.#value;
    this.#lastMs = atMs;
    if (dtS === null) {
      this.#speed = 0;
      return this.#value = turn;
    }
    const { minCutoffHz, beta, speedCutoffHz } = this.#options;
    const speed = angleOf(multiply(turn, invert(this.#value))) / dtS;
    this.#speed += (speed - this.#speed) * weight(speedCutoffHz, dtS);
    return this.#value = slerp(
      this.#value,
      turn,
      weight(minCutoffHz + beta * this.#speed, dtS),
    );
  }

  reset(): void {
    this.#lastMs = null;
  }
}
