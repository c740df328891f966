/**
 * Makes pictures beside the frames: one at a time, always of the newest pose, and measured. Pure. Browser-safe.
 *
 * - [PA1] While a picture is made, poses replace each other; only the last is made next.
 * - [PA2] A few failures in a row are an end; one alone is not.
 */
import type { Pose } from "@/lib/avatar/pose/pose.ts";
import { p95 } from "@/lib/avatar/stage/frames.ts";
import { RendererError } from "@/lib/avatar/stage/trouble.ts";

/** Pictures have to come at thirty in a second. */
export const BUDGET_MS = 33;
const FAILURES = 3;
/** The first pictures compile and reserve, and tell nothing of those after. */
const WARM_UP = { unmeasured: 3, measured: 12 } as const;

export interface PaceDeps<P> {
  readonly make: (pose: Pose) => Promise<P>;
  readonly show: (picture: P) => void;
  readonly onTrouble: (error: unknown) => void;
  readonly now: () => number;
}

export class Pace<P> {
  readonly #deps: PaceDeps<P>;
  #next: Pose | null = null;
  #busy = false;
  #failures = 0;
  #stopped = false;
  /** Milliseconds that the last picture took. */
  lastMs: number | null = null;

  constructor(deps: PaceDeps<P>) {
    this.#deps = deps;
  }

  /** Asks for a picture of this pose, instead of any that has not been begun. [PA1] */
  ask(pose: Pose): void {
    this.#next = pose;
    if (!this.#busy && !this.#stopped) void this.#run();
  }

  async #run(): Promise<void> {
    this.#busy = true;
    while (this.#next && !this.#stopped) {
      const pose = this.#next;
      this.#next = null;
      const begunMs = this.#deps.now();
      try {
        const picture = await this.#deps.make(pose);
        if (this.#stopped) break;
        this.lastMs = this.#deps.now() - begunMs;
        this.#failures = 0;
        this.#deps.show(picture);
      } catch (error) {
        if (this.#stopped || ++this.#failures < FAILURES) continue; // [PA2]
        this.stop();
        this.#deps.onTrouble(error);
      }
    }
    this.#busy = false;
  }

  stop(): void {
    this.#stopped = true;
    this.#next = null;
  }
}

/**
 * Tries out whether pictures come fast enough, before anybody is shown one.
 *
 * @returns Milliseconds for a picture, at the 95th percentile.
 * @throws {RendererError} `too_slow` for good, where they do not; whatever `make` throws.
 */
export async function measurePace(
  make: () => Promise<unknown>,
  { now, signal }: { now: () => number; signal: AbortSignal },
): Promise<number> {
  for (let n = 0; n < WARM_UP.unmeasured; n++) {
    await make();
    signal.throwIfAborted();
  }
  const times: number[] = [];
  for (let n = 0; n < WARM_UP.measured; n++) {
    const begunMs = now();
    await make();
    signal.throwIfAborted();
    times.push(now() - begunMs);
  }
  const spent = p95(times);
  if (spent <= BUDGET_MS) return spent;
  throw new RendererError(
    "too_slow",
    `Cannot offer the animator as a picture takes ${spent.toFixed(0)} ms of ${BUDGET_MS}`,
    { final: true },
  );
}
