/** A clock that goes on when a test says so. For tests alone. */

export class Clock {
  nowMs = 0;
  #timers = new Set<{ atMs: number; call: () => void }>();

  /** As `deps.after`: calls back later; returns how to take that back. */
  readonly after = (ms: number, call: () => void): () => void => {
    const timer = { atMs: this.nowMs + ms, call };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  };

  /** How many calls are still to come. */
  get waiting(): number {
    return this.#timers.size;
  }

  /** Goes on by that long, and makes each call at its time. */
  tick(ms: number): void {
    const untilMs = this.nowMs + ms;
    for (;;) {
      let next: { atMs: number; call: () => void } | null = null;
      for (const timer of this.#timers) {
        if (timer.atMs <= untilMs && (!next || timer.atMs < next.atMs)) next = timer;
      }
      if (!next) break;
      this.#timers.delete(next);
      this.nowMs = Math.max(this.nowMs, next.atMs);
      next.call();
    }
    this.nowMs = untilMs;
  }
}
