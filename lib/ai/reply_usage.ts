/**
 * Owns counting what a reply took, also where it was cut before its provider came to say so.
 *
 * Browser-safe.
 */
import { addReplyUsage, nameOfModel } from "@/lib/ai/model.ts";
import type { ChatDelta, ChatModel, ChatRequest, ReplyUsage } from "@/lib/ai/model.ts";
import { estimateTokens } from "@/lib/ai/tokens.ts";
import { textOfTurn } from "@/lib/ai/turn_text.ts";

/** Counts along with one reply. */
export interface Tally {
  /** Sees a delta of the reply; what is neither text, usage nor takeover is passed over. */
  take(delta: ChatDelta | { type: "emotion" | "cited" }): void;
  /** Who answers, as `provider/model`. */
  readonly madeBy: string;
  /**
   * What the reply took so far: as its provider counts, and an estimate of what it did not come to count.
   *
   * @param options.failed The provider ended it with an error. One that failed before its first word is not to be paid.
   */
  total(options: { failed: boolean }): ReplyUsage | null;
}

/** Begins to count a reply that this model gives to this request. */
export function createTally(
  model: Pick<ChatModel, "provider" | "model">,
  request: Pick<ChatRequest, "system" | "messages">,
): Tally {
  let madeBy = nameOfModel(model);
  let counted: ReplyUsage | null = null;
  /** What was said since the provider counted last. */
  let uncounted = "";
  return {
    get madeBy() {
      return madeBy;
    },
    take(delta) {
      if (delta.type === "takeover") madeBy = delta.madeBy;
      if (delta.type === "text") uncounted += delta.text;
      if (delta.type !== "usage") return;
      const { type: _, ...usage } = delta;
      counted = usage;
      uncounted = "";
    },
    total({ failed }) {
      if (uncounted === "" && (counted || failed)) return counted && { madeBy, ...counted };
      return { ...addReplyUsage(counted, estimate(request, uncounted)), madeBy };
    },
  };
}

function estimate(
  { system, messages }: Pick<ChatRequest, "system" | "messages">,
  text: string,
): ReplyUsage {
  const promptTokens = messages.reduce(
    (sum, turn) => sum + estimateTokens(textOfTurn(turn)),
    estimateTokens(system),
  );
  return { promptTokens, outputTokens: estimateTokens(text) };
}
