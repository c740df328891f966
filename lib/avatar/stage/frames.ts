/** Measures frames: how far they are apart and what each of them costs, second by second. Pure. Browser-safe. */
import type { FrameWindow } from "@/lib/avatar/stage/ladder.ts";

/** A gap like this is a hidden page or a debugger, not the machine's speed. */
const GAP_MS = 500;
const WINDOW_MS = 1_000;
/** What the statistics look back on, in frames: some four seconds. */
const KEPT = 240;

/** The value that 95 of 100 do not pass; 0 of none. */
export function p95(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * 0.95) - 1)]!;
}

export class FrameMeter {
  frames = 0;
  readonly #recent: number[] = [];
  #spacing: number[] = [];
  #work: number[] = [];
  #spentMs = 0;

  /**
   * Takes one frame; tells of the second that it completes.
   *
   * @param spacingMs Since the frame before; where pictures are made beside the frames, what the last of them took if
   *   that was longer.
   * @param workMs What it kept the thread busy.
   */
  take(spacingMs: number, workMs: number): FrameWindow | null {
    if (spacingMs <= 0 || spacingMs > GAP_MS) return null;
    this.frames++;
    this.#recent.push(spacingMs);
    if (this.#recent.length > KEPT) this.#recent.shift();
    this.#spacing.push(spacingMs);
    this.#work.push(workMs);
    this.#spentMs += spacingMs;
    if (this.#spentMs < WINDOW_MS) return null;
    const window = { p95Ms: p95(this.#spacing), workMs: p95(this.#work) };
    this.restart();
    return window;
  }

  /** Begins a new second, as after a pause. */
  restart(): void {
    this.#spacing = [];
    this.#work = [];
    this.#spentMs = 0;
  }

  /** Over the last four seconds or so. */
  get p95Ms(): number {
    return p95(this.#recent);
  }
}
