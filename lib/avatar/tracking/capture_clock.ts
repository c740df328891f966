/** Tells when a camera took its pictures. Pure and browser-safe. */

/** Pictures whose ways are compared: ten seconds of them, within which clocks drift apart by less than a millisecond. */
const KEPT = 300;

/**
 * Maps the stamps of pictures, whose clock begins wherever the browser wants, to the page's own. A picture is read some
 * time after it was taken, and never before: the one that was read soonest of late tells how the clocks stand.
 */
export class CaptureClock {
  readonly #waysMs: number[] = [];

  /**
   * When a picture was taken, on the clock of `readAtMs`; later by the shortest way that a picture has here.
   *
   * @param stampMs As the camera's clock has it.
   * @param readAtMs When it was read.
   */
  read(stampMs: number, readAtMs: number): number {
    this.#waysMs.push(readAtMs - stampMs);
    if (this.#waysMs.length > KEPT) this.#waysMs.shift();
    return stampMs + Math.min(...this.#waysMs);
  }
}
