/** How long two people have been connected, whatever came between. Pure and browser-safe. */

export class Together {
  #beforeMs = 0;
  #sinceMs: number | null = null;

  begin(nowMs: number): void {
    this.#sinceMs ??= nowMs;
  }

  /** Whether they were together until now. */
  end(nowMs: number): boolean {
    if (this.#sinceMs === null) return false;
    this.#beforeMs += nowMs - this.#sinceMs;
    this.#sinceMs = null;
    return true;
  }

  /** In milliseconds. */
  ms(nowMs: number): number {
    return this.#beforeMs + (this.#sinceMs === null ? 0 : nowMs - this.#sinceMs);
  }
}
