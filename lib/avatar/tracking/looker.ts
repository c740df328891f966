/**
 * Feeds the engine with pictures of a camera: one in flight, never the same twice, as many and as large as the budget
 * allows. Browser-safe.
 */
import {
  type Budget,
  Meter,
  openBudget,
  spent,
  type Step,
  stepOf,
} from "@/lib/avatar/tracking/budget.ts";
import type { Engine } from "@/lib/avatar/tracking/engine.ts";
import type { Frame, FrameSource } from "@/lib/avatar/tracking/frames.ts";
import type { Seen } from "@/lib/avatar/tracking/seen.ts";
import { Turns, type Wants } from "@/lib/avatar/tracking/turns.ts";

export interface LookerDeps {
  readonly engine: Engine;
  readonly frames: FrameSource;
  /** Milliseconds of `performance.now()`. */
  readonly now: () => number;
  readonly onSeen: (seen: Seen) => void;
  /** The engine broke: nothing more comes. */
  readonly onTrouble: (error: unknown) => void;
}

/** What was measured within the last seconds. */
export interface Rate {
  readonly fps: number;
  /** Share of one core; null until it is known. */
  readonly cpu: number | null;
}

/** Over how long is measured, in milliseconds. */
const WINDOW_MS = 2000;

export class Looker {
  readonly #deps: LookerDeps;
  readonly #meter = new Meter(WINDOW_MS);
  readonly #turns = new Turns();
  #budget: Budget;
  #wants = { hands: false, body: false };
  #busy = false;
  #waiting: Frame | null = null;
  #over = false;
  /** Whether the engine takes the pictures by itself. */
  #watching = false;
  #resting = false;

  constructor(deps: LookerDeps) {
    this.#deps = deps;
    this.#budget = openBudget({
      extras: false,
      sized: deps.frames.sized,
      nowMs: deps.now(),
    });
  }

  get step(): Step {
    return stepOf(this.#budget);
  }

  async start(stream: MediaStream): Promise<void> {
    const { frames } = this.#deps;
    const pictures = frames.handOver(stream);
    if (pictures && this.#handOver(pictures)) return;
    await frames.start(stream, (frame) => this.#onFrame(frame));
  }

  stop(): void {
    this.#over = true;
    if (this.#watching) this.#deps.engine.unwatch();
    this.#waiting?.drop();
    this.#waiting = null;
    this.#deps.frames.stop();
  }

  /** What to look for beside the face. */
  want(wants: { hands: boolean; body: boolean }): void {
    const had = this.#wants.hands || this.#wants.body;
    const has = wants.hands || wants.body;
    this.#wants = wants;
    if (had === has) return this.#tell();
    const like = this.step;
    const { frames: { sized }, now } = this.#deps;
    this.#budget = openBudget({ extras: has, sized, nowMs: now(), like });
    this.#meter.clear();
    this.#tell();
  }

  /** Whether nobody sees the page: nobody is watched by it then. */
  rest(resting: boolean): void {
    this.#resting = resting;
    this.#tell();
  }

  /** Tells what was measured, and lets the budget decide on it. */
  measure(nowMs: number): Rate {
    const measured = this.#meter.read(nowMs);
    if (!measured) return { fps: 0, cpu: null };
    const before = this.step;
    this.#budget = spent(this.#budget, { ...measured, nowMs });
    // What was measured belongs to the step before.
    if (this.step !== before) {
      this.#meter.clear();
      this.#tell();
    }
    return { fps: measured.fps, cpu: measured.cpu };
  }

  /** What is looked for by now. */
  #wanted(): Wants {
    const { fps, width, extras } = this.step;
    return { fps, width, hands: extras && this.#wants.hands, body: extras && this.#wants.body };
  }

  #tell(): void {
    if (this.#watching) this.#deps.engine.want(this.#resting ? null : this.#wanted());
  }

  #handOver(pictures: ReadableStream<VideoFrame>): boolean {
    const { engine, onTrouble } = this.#deps;
    try {
      engine.watch(pictures, {
        onSeen: (seen) => this.#onSeen(seen, 0),
        onTrouble: (error) => this.#over || onTrouble(error),
      });
    } catch {
      // They cannot leave this thread: an element shows them.
      pictures.cancel().catch(() => {});
      return false;
    }
    this.#watching = true;
    this.#tell();
    return true;
  }

  #onFrame(frame: Frame): void {
    if (this.#over) return frame.drop();
    if (!this.#busy) return void this.#lookAt(frame);
    // The newest waits; those before it are of no use any more.
    this.#waiting?.drop();
    this.#waiting = frame;
  }

  async #lookAt(frame: Frame): Promise<void> {
    this.#busy = true;
    for (let next: Frame | null = frame; next && !this.#over; next = this.#waiting) {
      this.#waiting = null;
      try {
        await this.#look(next);
      } catch (error) {
        if (!this.#over) this.#deps.onTrouble(error);
        return;
      }
    }
    this.#busy = false;
  }

  async #look(frame: Frame): Promise<void> {
    const { engine, now } = this.#deps;
    const wants = this.#wanted();
    const turn = this.#turns.take(frame.atMs, wants);
    if (!turn) return frame.drop();
    const begunMs = now();
    const picture = await frame.grab(wants.width).catch(() => null);
    // No picture, as while a camera starts: the next one will be.
    if (!picture) return;
    const grabMs = now() - begunMs;
    this.#onSeen(
      await engine.look(picture, { atMs: frame.atMs, width: wants.width, ...turn }),
      grabMs,
    );
  }

  /** @param grabMs What taking the picture took this thread. */
  #onSeen(seen: Seen, grabMs: number): void {
    if (this.#over) return;
    const { now, onSeen } = this.#deps;
    const seenMs = now();
    onSeen(seen);
    // The worker's thread and ours; waiting for one another is not work.
    const busyMs = grabMs + seen.busyMs + now() - seenMs;
    const kind = Number(seen.hands !== null) + 2 * Number(seen.body !== null);
    this.#meter.add({ atMs: now(), busyMs, kind });
  }
}
