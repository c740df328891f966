/**
 * Who writes a unit, whatever the model is.
 *
 * One call of a writer is one request to its model: what comes back is stored before the next one, so that a crash costs
 * one request at most. Whoever calls checks what came, and asks again with `redo` where it does not fit.
 */
import type { ChatFailure, ReplyUsage } from "@/lib/ai/model.ts";
import type { Unit, WritingRequest } from "@/lib/stories/writing/model.ts";

/** All that a unit is written from. */
export interface Material {
  request: WritingRequest;
  /**
   * What is to be written. `outline:21` asks for the outline of that chapter alone: a long story goes on beyond the
   * chapters that `outline` planned, one at a time.
   */
  unit: Unit;
  /** How many chapters the story has so far, with those that are planned. */
  chapters: number;
  /** Outputs of the earlier units that this one stands on (`plan.ts`), by `unitName`. */
  given: ReadonlyMap<string, unknown>;
  /** Counts from 0 where several are asked for, of which the best is kept. */
  candidate: number;
  /** 32 bits; another one for each unit, candidate and try. */
  seed: number;
  /** Why an earlier answer was refused, or what is suspected: sentences for the model. */
  redo?: string;
}

/** What a writer hands in. */
export interface Writing {
  /** Checked by `STAGE_OUTPUTS[stage]` and `checks.ts` by the caller; a text where no JSON could be read of it. */
  output: unknown;
  /** Null where nothing was asked of a model. */
  usage: ReplyUsage | null;
  /** `provider/model`. */
  madeBy: string;
}

/** Several candidates of one unit. */
export interface Comparison extends Omit<Material, "candidate"> {
  /** In the order in which they were written; two or more. */
  candidates: readonly unknown[];
}

export interface Writer {
  /** `provider/model`, as it is asked for; who answered in the end is in each {@link Writing}. */
  readonly madeBy: string;
  /**
   * Makes one request. @throws {WritingError} When the model fails. {@link WritingCut}, or the signal's reason, when it is
   * aborted.
   */
  write(material: Material, signal: AbortSignal): Promise<Writing>;
  /** Says which candidate is best and why (`Verdict`, as `output`). Without it, one candidate is asked for. */
  judge?(comparison: Comparison, signal: AbortSignal): Promise<Writing>;
}

/** A model that failed, with what the failed call is to be paid for. */
export class WritingError extends Error {
  override readonly name = "WritingError";
  readonly failure: ChatFailure;
  /** Seconds to wait, as the provider said; null where it did not. */
  readonly retryAfterS: number | null;
  readonly usage: ReplyUsage | null;

  constructor(
    failure: ChatFailure,
    { retryAfterS = null, usage = null, cause }: {
      retryAfterS?: number | null;
      usage?: ReplyUsage | null;
      cause?: unknown;
    } = {},
  ) {
    super(`Cannot write as the model failed: ${failure}`, cause === undefined ? {} : { cause });
    this.failure = failure;
    this.retryAfterS = retryAfterS;
    this.usage = usage;
  }
}

/** A call that was cut from our side, with what it took until then. */
export class WritingCut extends Error {
  override readonly name = "WritingCut";
  readonly usage: ReplyUsage | null;

  constructor(usage: ReplyUsage | null, cause: unknown) {
    super("Cannot go on writing as the call was cut", { cause });
    this.usage = usage;
  }
}
