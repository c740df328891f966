/**
 * Owns what is the same for every provider over a network: a request is opened, its chunks are read
 * until one of them finishes the reply, no wait is endless, and leaving early cancels it upstream.
 */
import {
  type ChatDelta,
  type ChatModel,
  ChatModelError,
  type ChatRequest,
  type FinishReason,
} from "@/lib/ai/model.ts";
import { EmptyReply, type Patience, withRetries } from "@/lib/ai/retry.ts";

/** What one chunk says. `finish` and `usage` are null where it does not tell. */
export interface ProviderChunk {
  content: Extract<ChatDelta, { type: "text" | "tool_call" }>[];
  usage: Extract<ChatDelta, { type: "usage" }> | null;
  finish: FinishReason | null;
}

/** An answer that has begun. */
export interface ProviderAnswer {
  chunks: AsyncIterator<unknown>;
  /** Reads the next chunk; throws where it has not the documented shape. */
  read(chunk: unknown): ProviderChunk;
  /** What the end of the stream says, for protocols where that finishes a reply. Null: it came too soon. */
  end?(): ProviderChunk | null;
}

/** One provider. */
export interface ProviderOptions extends Patience {
  /** Short name: `gemini`. */
  provider: string;
  /** The provider's own name of the model. */
  model: string;
  /** Name in messages of failures: `Gemini`. */
  name: string;
  /** Sends the request. The signal cancels it. */
  open(request: ChatRequest, signal: AbortSignal): Promise<ProviderAnswer>;
  /** What anything thrown means. Must keep no text of the provider's, which may hold keys and prompts. */
  toFailure(error: unknown): ChatModelError;
}

/** Makes a chat model of a provider. */
export function createProviderModel(options: ProviderOptions): ChatModel {
  const { provider, model, name, firstByteTimeoutMs = 30_000, idleTimeoutMs = 20_000 } = options;
  const madeBy = `${provider}/${model}`;

  async function* attempt(request: ChatRequest, reader: AbortSignal): AsyncGenerator<ChatDelta> {
    using upstream = createWatch(reader, name);
    const answer = await upstream.within(
      firstByteTimeoutMs,
      () => options.open(request, upstream.signal),
    );
    let waitMs = firstByteTimeoutMs;
    let usage: ProviderChunk["usage"] = null;
    let isEmpty = true;
    while (true) {
      const next = await upstream.within(waitMs, () => answer.chunks.next());
      waitMs = idleTimeoutMs;
      const chunk = next.done === true ? answer.end?.() ?? null : answer.read(next.value);
      if (chunk === null) throw new ChatModelError("network", `${name}'s stream ended too soon`);
      usage = chunk.usage ?? usage;
      if (chunk.content.length > 0) isEmpty = false;
      yield* chunk.content;
      if (chunk.finish === null) continue;
      if (isEmpty && (chunk.finish === "stop" || chunk.finish === "tool_calls")) {
        throw new EmptyReply(name);
      }
      if (usage !== null) yield { ...usage, madeBy };
      yield { type: "finish", reason: chunk.finish };
      return;
    }
  }

  return {
    provider,
    model,
    stream: (request, signal) =>
      withRetries(
        {
          ...options,
          attempt: (reader) => attempt(request, reader),
          toFailure: options.toFailure,
        },
        signal,
      ),
  };
}

/** An upstream request that is cancelled when the reader leaves, a wait is too long, or it ends. */
function createWatch(reader: AbortSignal, name: string) {
  const controller = new AbortController();
  const leave = () => controller.abort(reader.reason);
  reader.addEventListener("abort", leave, { once: true });
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  // Nobody may be waiting when it is over.
  stopped.catch(() => {});
  controller.signal.addEventListener("abort", () => reject(controller.signal.reason), {
    once: true,
  });
  if (reader.aborted) leave();

  // One clock for all waits, wound up again when it rings too early: a stream has hundreds of them.
  let deadlineMs = Infinity;
  let ringsMs = Infinity;
  let limitMs = 0;
  let clock: ReturnType<typeof setTimeout> | undefined;
  const wind = () => {
    clearTimeout(clock);
    ringsMs = deadlineMs;
    clock = setTimeout(ring, Math.max(0, deadlineMs - performance.now()));
  };
  const ring = () => {
    ringsMs = Infinity;
    if (deadlineMs === Infinity) return;
    if (performance.now() < deadlineMs) return wind();
    controller.abort(new ChatModelError("timeout", `${name} was silent for ${limitMs} ms`));
  };

  return {
    signal: controller.signal,

    /** Waits for `work`; fails with `timeout` after `ms`, or with the reader's reason at once. */
    async within<T>(ms: number, work: () => Promise<T>): Promise<T> {
      limitMs = ms;
      deadlineMs = performance.now() + ms;
      if (deadlineMs < ringsMs) wind();
      try {
        return await Promise.race([stopped, work()]);
      } finally {
        deadlineMs = Infinity;
      }
    },

    [Symbol.dispose]() {
      clearTimeout(clock);
      reader.removeEventListener("abort", leave);
      controller.abort(new ChatModelError("network", "The request is over"));
    },
  };
}

/**
 * Reads a tool's arguments as they were streamed: pieces of JSON, or nothing at all for none.
 *
 * @throws {SyntaxError} Where the pieces together are no JSON.
 */
export function parseArguments(json: string): unknown {
  return json.trim() === "" ? {} : JSON.parse(json);
}

/** A key with a line break or a letter outside ASCII cannot even stand in a header. */
export function requireKey(key: string, name: string): string {
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  throw new ChatModelError("auth", `The ${name} key holds characters that no key has`);
}
