/**
 * Who writes a unit, whatever the model is.
 *
 * One call of a writer is one request to its model: what comes back is stored before the next one, so that a crash costs
 * one request at most. Whoever calls checks what came, and asks again with `redo` where it does not fit.
 */
import type { ReplyUsage } from "@/lib/ai/model.ts";
import type { StageKey, Unit, WritingRequest } from "@/lib/stories/writing/model.ts";

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
  /** @throws {WritingError} When the model fails. The signal's reason when it is aborted. */
  write(material: Material, signal: AbortSignal): Promise<Writing>;
  /** Says which candidate is best and why (`Verdict`, as `output`). Without it, one candidate is asked for. */
  judge?(comparison: Comparison, signal: AbortSignal): Promise<Writing>;
  /** How many tokens a unit takes, for estimates; none where a writer has no price. */
  estimate?(stage: StageKey): { promptTokens: number; outputTokens: number };
}
