/**
 * Feeds the engine with pictures of a camera: one in flight, never the same twice, as many and as large as the budget
 * allows. Browser-safe.
 */
import {
  type Budget,
  Meter,
  openBudget,
  Pace,
  spent,
  type Step,
  stepOf,
} from "@/lib/avatar/tracking/budget.ts";
import type { Engine } from "@/lib/avatar/tracking/engine.ts";
import type { Frame, FrameSource } from "@/lib/avatar/tracking/frames.ts";
import type { Seen } from "@/lib/avatar/tracking/seen.ts";

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

/** Hands move faster than a torso: one is looked for in every second picture, the other in every third. */
const HANDS_EVERY = 2;
const BODY_EVERY = 3;

export class Looker {
  readonly #deps: LookerDeps;
  readonly #meter = new Meter(WINDOW_MS);
  readonly #pace = new Pace();
  #budget: Budget;
  #wants = { hands: false, body: false };
  #busy = false;
  #waiting: Frame | null = null;
  #count = 0;
  #over = false;

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
    await this.#deps.frames.start(stream, (frame) => this.#onFrame(frame));
  }

  stop(): void {
    this.#over = true;
    this.#waiting?.drop();
    this.#waiting = null;
    this.#deps.frames.stop();
  }

  /** What to look for beside the face. */
  want(wants: { hands: boolean; body: boolean }): void {
    const had = this.#wants.hands || this.#wants.body;
    const has = wants.hands || wants.body;
    this.#wants = wants;
    if (had === has) return;
    const like = this.step;
    const { frames: { sized }, now } = this.#deps;
    this.#budget = openBudget({ extras: has, sized, nowMs: now(), like });
    this.#meter.clear();
  }

  /** Tells what was measured, and lets the budget decide on it. */
  measure(nowMs: number): Rate {
    const measured = this.#meter.read(nowMs);
    if (!measured) return { fps: 0, cpu: null };
    const before = this.step;
    this.#budget = spent(this.#budget, { ...measured, nowMs });
    // What was measured belongs to the step before.
    if (this.step !== before) this.#meter.clear();
    return { fps: measured.fps, cpu: measured.cpu };
  }

  #onFrame(frame: Frame): void {
    if (this.#over || !this.#pace.take(frame.atMs, this.step.fps)) return frame.drop();
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
    const { engine, now, onSeen } = this.#deps;
    const { width, extras } = this.step;
    const begunMs = now();
    const picture = await frame.grab(width).catch(() => null);
    // No picture, as while a camera starts: the next one will be.
    if (!picture) return;
    const grabbedMs = now();
    const n = this.#count++;
    const hands = extras && this.#wants.hands && n % HANDS_EVERY === 0;
    const body = extras && this.#wants.body && n % BODY_EVERY === 0;
    const seen = await engine.look(picture, { atMs: frame.atMs, width, hands, body });
    if (this.#over) return;
    const seenMs = now();
    onSeen(seen);
    // The worker's thread and ours; waiting for one another is not work.
    const busyMs = grabbedMs - begunMs + seen.busyMs + now() - seenMs;
    this.#meter.add({ atMs: now(), busyMs, kind: Number(hands) + 2 * Number(body) });
  }
}
