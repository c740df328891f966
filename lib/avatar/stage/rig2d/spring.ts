/**
 * Owns damped springs: what hangs trails behind what it hangs from, and comes to rest. Exact for any step, so motion
 * does not depend on the frame rate. Pure and browser-safe.
 */

/** How a spring answers: its own frequency, and how much of critical damping it has (below 1 it swings). */
export interface SpringKind {
  readonly hz: number;
  readonly damping: number;
}

/** One value that is drawn towards a target. */
export class Spring {
  value: number;
  #speed = 0;

  constructor(readonly kind: SpringKind, start = 0) {
    this.value = start;
  }

  /** Rests at a place at once. */
  rest(at: number): void {
    this.value = at;
    this.#speed = 0;
  }

  /** Moves on by `dtS` seconds with the target where it is now; returns the value. */
  step(target: number, dtS: number): number {
    const { hz, damping } = this.kind;
    const w = 2 * Math.PI * hz;
    const x = this.value - target;
    const v = this.#speed;
    const decay = Math.exp(-damping * w * dtS);
    if (damping >= 1) {
      const c = v + w * x;
      const fade = Math.exp(-w * dtS);
      this.value = target + (x + c * dtS) * fade;
      this.#speed = (v - w * c * dtS) * fade;
      return this.value;
    }
    const wd = w * Math.sqrt(1 - damping * damping);
    const [cos, sin] = [Math.cos(wd * dtS), Math.sin(wd * dtS)];
    const b = (v + damping * w * x) / wd;
    this.value = target + decay * (x * cos + b * sin);
    this.#speed = decay * (v * cos - (w * w * x + damping * w * v) / wd * sin);
    return this.value;
  }
}

/** The share of the way that an easing of `rate` per second goes in `dtS`; the same for every frame rate. */
export function share(rate: number, dtS: number): number {
  return 1 - Math.exp(-rate * dtS);
}
