/** The locks of a browser as its tabs share them, for tests: as Web Locks do it, for exclusive locks of one name each. */

interface Held {
  name: string;
  /** Ends the request of whoever holds it. */
  lose(reason: unknown): void;
}

interface Waiting {
  name: string;
  grant(): void;
}

/** What all tabs of a browser have in common; each tab opens its own, and lets go of all when it is gone. */
export class FakeLocks {
  #held: Held[] = [];
  #waiting: Waiting[] = [];

  /** A tab's view; `die()` is a tab that closes or crashes. */
  tab() {
    const mine = new Set<Held>();
    return {
      manager: { request: this.#requestBy(mine), query: () => Promise.resolve(this.#query()) },
      die: () => {
        for (const held of mine) this.#free(held);
      },
    };
  }

  #query(): LockManagerSnapshot {
    return { held: this.#held.map(({ name }) => ({ name, mode: "exclusive" })), pending: [] };
  }

  #free(held: Held): void {
    if (!this.#held.includes(held)) return;
    this.#held = this.#held.filter((one) => one !== held);
    const next = this.#waiting.find(({ name }) => name === held.name);
    this.#waiting = this.#waiting.filter((one) => one !== next);
    next?.grant();
  }

  #requestBy(mine: Set<Held>) {
    // The overloads of the platform, of which one is used.
    const request = (
      name: string,
      { ifAvailable, steal, signal }: LockOptions,
      run: (lock: Lock | null) => unknown,
    ): Promise<unknown> => {
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      const grant = () => {
        const held: Held = { name, lose: reject };
        this.#held.push(held);
        mine.add(held);
        Promise.resolve(run({ name, mode: "exclusive" })).then(resolve, reject).finally(() =>
          this.#free(held)
        );
      };
      const holder = this.#held.find((held) => held.name === name);
      if (holder && steal) {
        this.#held = this.#held.filter((held) => held !== holder);
        holder.lose(new DOMException("stolen", "AbortError"));
      } else if (holder && ifAvailable) {
        Promise.resolve(run(null)).then(resolve, reject);
        return promise;
      } else if (holder) {
        const waiting = { name, grant };
        this.#waiting.push(waiting);
        signal?.addEventListener("abort", () => {
          this.#waiting = this.#waiting.filter((one) => one !== waiting);
          reject(signal.reason);
        });
        return promise;
      }
      grant();
      return promise;
    };
    return request as LockManager["request"];
  }
}
