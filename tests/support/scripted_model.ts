/** A chat model that says what a test tells it to, when the test tells it to. */
import { ChatModelError } from "@/lib/ai/model.ts";
import type { ChatDelta, ChatModel, ChatRequest, FinishReason, ToolCall } from "@/lib/ai/model.ts";
import { isMemoryRequest } from "@/lib/memory/ask.ts";

/** One request to the model, and the reply that the test gives to it. */
export interface Asked {
  readonly request: ChatRequest;
  /** Says a piece. */
  text(text: string): void;
  /** Asks for a tool. */
  call(call: ToolCall): void;
  /** Ends the reply as a provider does: with what it cost (7 and 3 tokens) and why it ended. */
  end(reason?: FinishReason): void;
  /** Breaks the reply off after the pieces said so far. */
  fail(error: Error): void;
}

export interface ScriptedModel {
  readonly model: ChatModel;
  /** Every request so far. */
  readonly requests: readonly ChatRequest[];
  /** Reasons of the requests that were aborted. */
  readonly aborts: readonly unknown[];
  /** Waits for the next request that the test has not taken yet. */
  asked(): Promise<Asked>;
}

/**
 * Makes one; it calls itself `test/scripted`, or as given. Asked to remember a conversation it refuses, without a word to
 * the test, unless that wants to be asked.
 */
export function scriptedModel(
  { provider = "test", model = "scripted", remembers = false } = {},
): ScriptedModel {
  const requests: ChatRequest[] = [];
  const aborts: unknown[] = [];
  const arrived: Asked[] = [];
  const waiting: ((asked: Asked) => void)[] = [];
  return {
    requests,
    aborts,
    asked() {
      const { promise, resolve } = Promise.withResolvers<Asked>();
      const first = arrived.shift();
      if (first) resolve(first);
      else waiting.push(resolve);
      return promise;
    },
    model: {
      provider,
      model,
      async *stream(request, signal) {
        if (!remembers && isMemoryRequest(request)) throw new ChatModelError("quota", "Not now");
        requests.push(request);
        signal.addEventListener("abort", () => aborts.push(signal.reason), { once: true });
        const script = createScript();
        const asked = { request, ...script.pen };
        const take = waiting.shift();
        if (take) take(asked);
        else arrived.push(asked);
        yield* script.read(signal);
      },
    },
  };
}

/** What has been said and not been read yet. */
function createScript() {
  const steps: (ChatDelta | Error | "over")[] = [];
  let bell = Promise.withResolvers<void>();
  const add = (...more: typeof steps) => {
    steps.push(...more);
    bell.resolve();
  };
  const pen: Omit<Asked, "request"> = {
    text: (text) => add({ type: "text", text }),
    call: (call) => add({ type: "tool_call", ...call }),
    end: (reason = "stop") =>
      add(
        { type: "usage", promptTokens: 7, outputTokens: 3 },
        { type: "finish", reason },
        "over",
      ),
    fail: (error) => add(error),
  };
  async function* read(signal: AbortSignal): AsyncGenerator<ChatDelta> {
    const aborted = Promise.withResolvers<never>();
    aborted.promise.catch(() => {/* heard of by whoever races against it */});
    const abort = () => aborted.reject(signal.reason);
    signal.addEventListener("abort", abort);
    try {
      for (;;) {
        signal.throwIfAborted();
        const step = steps.shift();
        if (step === "over") return;
        if (step instanceof Error) throw step;
        if (step) yield step;
        else {
          bell = Promise.withResolvers();
          await Promise.race([bell.promise, aborted.promise]);
        }
      }
    } finally {
      signal.removeEventListener("abort", abort);
    }
  }
  return { pen, read };
}
