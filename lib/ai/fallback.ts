/**
 * Owns what happens when a model fails before it said anything: the next one of a list answers instead. One that failed
 * is asked last for a while, so that readers do not all wait for the same time-out.
 */
import {
  type ChatDelta,
  type ChatModel,
  ChatModelError,
  type ChatRequest,
  nameOfModel,
} from "@/lib/ai/model.ts";

/** How long a model that failed is asked last, where it named no time itself. */
const REST_S = 30;
/** However long a provider says to wait: a daily quota may have been raised meanwhile. */
const LONGEST_REST_S = 600;

/** Until when each model rests, in milliseconds since 1970, by `provider/model`. Shared by every list it stands in. */
export type Rests = Map<string, number>;

export interface FallbackOptions {
  now: () => number;
  rests: Rests;
}

/**
 * Makes one model of several: the first answers, the others in their order where it fails before its first delta. A
 * prompt that was blocked is not shown around. It bears the name of the first.
 *
 * @throws {RangeError} Without any model.
 */
export function createFallbackModel(
  models: readonly ChatModel[],
  { now, rests }: FallbackOptions,
): ChatModel {
  const [first] = models;
  if (first === undefined) throw new RangeError("Cannot fall back on no model at all");

  async function* stream(request: ChatRequest, signal: AbortSignal): AsyncGenerator<ChatDelta> {
    const order = inOrder(models, rests, now());
    for (const [n, model] of order.entries()) {
      let begun = false;
      try {
        for await (const delta of model.stream(request, signal)) {
          if (!begun && model !== first) yield { type: "takeover", madeBy: nameOfModel(model) };
          begun = true;
          yield delta;
        }
        rests.delete(nameOfModel(model));
        return;
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof ChatModelError) || error.failure === "blocked") throw error;
        rests.set(nameOfModel(model), now() + restS(error) * 1000);
        if (begun || n === order.length - 1) throw error;
      }
    }
  }

  return { provider: first.provider, model: first.model, stream };
}

/** Those that rest come last, each group in its own order. */
function inOrder(models: readonly ChatModel[], rests: Rests, nowMs: number): ChatModel[] {
  const isResting = (model: ChatModel) => (rests.get(nameOfModel(model)) ?? 0) > nowMs;
  return [...models.filter((model) => !isResting(model)), ...models.filter(isResting)];
}

function restS({ retryAfterS }: ChatModelError): number {
  return Math.min(Math.max(retryAfterS ?? 0, REST_S), LONGEST_REST_S);
}
