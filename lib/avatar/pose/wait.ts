/** A wait that follows the network: longer as soon as it has to be, shorter with patience. Pure and browser-safe. */

/** How fast it changes, in ms per ms. */
const SHORTEN = 0.05;
const LENGTHEN = 0.5;

export class Wait {
  #ms = 0;
  #isSet = false;

  get ms(): number {
    return this.#ms;
  }

  /** Goes towards what is wanted, as far as the time that passed allows; the first time, at once. */
  approach(wantedMs: number, passedMs: number): void {
    const roomMs = wantedMs - this.#ms;
    if (!this.#isSet) this.#ms = wantedMs;
    else if (roomMs > 0) this.#ms += Math.min(roomMs, LENGTHEN * passedMs);
    else this.#ms += Math.max(roomMs, -SHORTEN * passedMs);
    this.#isSet = true;
  }
}
