/** Keeps what hovers over a crowd from covering each other: whoever is nearer comes first. Pure. Browser-safe. */

/** A rectangle on the screen in pixels; y counts down, (x, y) is its upper left corner. */
export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

export class Spread {
  readonly #placed: Rect[] = [];

  clear(): void {
    this.#placed.length = 0;
  }

  /** What of the placed ones a rectangle would cover, or undefined. */
  #hit({ x, y, width, height }: Rect): Rect | undefined {
    return this.#placed.find((other) =>
      x < other.x + other.width && other.x < x + width && y < other.y + other.height &&
      other.y < y + height
    );
  }

  /** Whether there is room for it; if so, it has it. */
  take(rect: Rect): boolean {
    if (this.#hit(rect)) return false;
    this.#placed.push(rect);
    return true;
  }

  /** Pixels to lift a rectangle by so that it covers nothing, at most `most`; it then has that place. */
  lift(rect: Rect, most: number): number {
    const moved = { ...rect };
    for (let hit = this.#hit(moved); hit; hit = this.#hit(moved)) {
      const y = hit.y - moved.height - 2;
      if (rect.y - y > most) break;
      moved.y = y;
    }
    this.#placed.push(moved);
    return rect.y - moved.y;
  }
}
