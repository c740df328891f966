/** Numbered places for things that come and go: the longest unused gives way. Pure. Browser-safe. */

export class Cells {
  /** In order of use: the first is the longest unused. */
  readonly #byKey = new Map<string, number>();
  readonly #free: number[];

  constructor(count: number) {
    this.#free = Array.from({ length: count }, (_, i) => count - 1 - i);
  }

  /** The cell of a key, as just used; null for one that has none. */
  find(key: string): number | null {
    const cell = this.#byKey.get(key);
    if (cell === undefined) return null;
    this.#byKey.delete(key);
    this.#byKey.set(key, cell);
    return cell;
  }

  /**
   * Gives a cell to a key: its own, a free one, or that of the longest unused key which `mayGo`. Null where all are
   * needed.
   */
  take(key: string, mayGo: (key: string) => boolean): number | null {
    const known = this.find(key);
    if (known !== null) return known;
    let cell = this.#free.pop();
    if (cell === undefined) {
      for (const [other, taken] of this.#byKey) {
        if (!mayGo(other)) continue;
        this.#byKey.delete(other);
        cell = taken;
        break;
      }
    }
    if (cell === undefined) return null;
    this.#byKey.set(key, cell);
    return cell;
  }

  release(key: string): void {
    const cell = this.#byKey.get(key);
    if (cell === undefined) return;
    this.#byKey.delete(key);
    this.#free.push(cell);
  }
}
