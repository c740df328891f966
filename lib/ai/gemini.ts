/**
 * Owns talking to Google's Gemini through its SDK: streaming, cancelling, time-outs and retries.
 *
 * The SDK is loaded with the first request, so that a Maru without a key never pays for it. Its
 * web build is used, as that one reads no environment by itself.
 */
import { setTimeout as delay } from "node:timers/promises";
import {
  type ChatDelta,
  type ChatModel,
  ChatModelError,
  type ChatRequest,
} from "@/lib/ai/model.ts";
import { toGeminiFailure } from "@/lib/ai/gemini_errors.ts";
import { decodeChunk, type GeminiChunk, toConfig, toContents } from "@/lib/ai/gemini_wire.ts";

/** The model used where none is named. */
export const DEFAULT_GEMINI_MODEL = "gemini-2.5-flash";

/** Settings of the Gemini provider. */
export interface GeminiOptions {
  apiKey: string;
  /** The SDK's `httpOptions.baseUrl`; Google's own address when missing. */
  baseUrl?: string;
  /** `gemini-2.5-flash` when missing. */
  model?: string;
  /** Longest wait for the first chunk. */
  firstByteTimeoutMs?: number;
  /** Longest wait between two chunks. */
  idleTimeoutMs?: number;
  /** Tries after the first, as long as nothing was shown. */
  maxRetries?: number;
  /** Waits between tries; rejects with the signal's reason when it aborts. */
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Jitter: from 0 (included) to 1 (excluded). */
  random?: () => number;
}

/** A provider that asks for a longer pause than this is not asked again in the same request. */
const LONGEST_PAUSE_S = 8;
const FIRST_PAUSE_MS = 500;
/** Seen in the wild: a stream that finishes well and holds no text. Another try mostly has some. */
const EMPTY_REPLY = "Gemini finished without a word";

/**
 * Makes the Gemini chat model. Fails, while streaming, with `quota` (429), `auth` (401, 403, a bad
 * key), `overloaded` (5xx), `timeout`, `network` (unreachable, or cut before the end) and
 * `bad_response`. Safety blocks are no failure but the finish reason `blocked`.
 */
export function createGeminiModel(options: GeminiOptions): ChatModel {
  const model = options.model ?? DEFAULT_GEMINI_MODEL;
  const { maxRetries = 2, sleep = pause, random = Math.random } = options;
  const open = createClient(options);

  async function* stream(request: ChatRequest, signal: AbortSignal): AsyncGenerator<ChatDelta> {
    for (let tries = 0;; tries++) {
      signal.throwIfAborted();
      let shown = false;
      try {
        for await (const delta of attempt(request, signal)) {
          shown = true;
          yield delta;
        }
        return;
      } catch (error) {
        signal.throwIfAborted();
        const failure = toGeminiFailure(error);
        if (shown || tries >= maxRetries || !isWorthRetrying(failure)) throw failure;
        const backoffMs = FIRST_PAUSE_MS * 2 ** tries * (0.5 + random());
        await sleep(Math.max(backoffMs, (failure.retryAfterS ?? 0) * 1000), signal);
      }
    }
  }

  /** Makes one request. Leaving it in any way cancels it upstream. */
  async function* attempt(request: ChatRequest, signal: AbortSignal): AsyncGenerator<ChatDelta> {
    using upstream = createWatch(signal);
    const chunks = await upstream.within(options.firstByteTimeoutMs ?? 30_000, async () => {
      const client = await open();
      const answer = await client.models.generateContentStream({
        model,
        contents: toContents(request),
        config: toConfig(request, { model, signal: upstream.signal }),
      });
      return answer[Symbol.asyncIterator]();
    });
    let waitMs = options.firstByteTimeoutMs ?? 30_000;
    let usage: GeminiChunk["usage"] = null;
    let isEmpty = true;
    let calls = 0;
    while (true) {
      const next = await upstream.within(waitMs, () => chunks.next());
      if (next.done === true) throw new ChatModelError("network", "Gemini's stream ended too soon");
      waitMs = options.idleTimeoutMs ?? 20_000;
      const chunk = decodeChunk(next.value, () => `call_${++calls}`);
      usage = chunk.usage ?? usage;
      if (chunk.content.length > 0) isEmpty = false;
      yield* chunk.content;
      if (chunk.finish === null) continue;
      if (chunk.finish === "stop" && isEmpty) {
        throw new ChatModelError("bad_response", EMPTY_REPLY);
      }
      if (usage !== null) yield usage;
      yield { type: "finish", reason: chunk.finish };
      return;
    }
  }

  return { provider: "gemini", model, stream };
}

/** Gives a function that loads the SDK and makes its client, once. */
function createClient(options: GeminiOptions) {
  let client: Promise<import("@google/genai/web").GoogleGenAI> | null = null;
  return () => client ??= load();

  async function load() {
    // A key with a line break or a letter outside ASCII cannot even stand in a header.
    if (!/^[\x21-\x7e]+$/.test(options.apiKey)) {
      throw new ChatModelError("auth", "The Gemini key holds characters that no key has");
    }
    const { GoogleGenAI } = await import("@google/genai/web");
    return new GoogleGenAI({
      apiKey: options.apiKey,
      enterprise: false,
      // The SDK's own default, v1, does not know preview models. v1beta knows all that v1 does.
      apiVersion: "v1beta",
      ...(options.baseUrl === undefined ? {} : { httpOptions: { baseUrl: options.baseUrl } }),
    });
  }
}

/** Quotas and overload that pass soon, and lost connections. Anything else fails the same again. */
function isWorthRetrying({ failure, retryAfterS, message }: ChatModelError): boolean {
  if ((retryAfterS ?? 0) > LONGEST_PAUSE_S) return false;
  if (failure === "bad_response") return message === EMPTY_REPLY;
  return failure === "quota" || failure === "overloaded" || failure === "network";
}

/** An upstream request that is cancelled when the reader leaves, a wait is too long, or it ends. */
function createWatch(reader: AbortSignal) {
  const controller = new AbortController();
  const leave = () => controller.abort(reader.reason);
  reader.addEventListener("abort", leave, { once: true });
  return {
    signal: controller.signal,

    /** Waits for `work`; fails with `timeout` after `limitMs`, or with the reader's reason at once. */
    async within<T>(limitMs: number, work: () => Promise<T>): Promise<T> {
      const { promise: stopped, reject } = Promise.withResolvers<never>();
      const onAbort = () => reject(controller.signal.reason);
      const timer = setTimeout(() => {
        controller.abort(new ChatModelError("timeout", `Gemini was silent for ${limitMs} ms`));
      }, limitMs);
      controller.signal.addEventListener("abort", onAbort, { once: true });
      if (controller.signal.aborted) onAbort();
      try {
        return await Promise.race([stopped, work()]);
      } finally {
        clearTimeout(timer);
        controller.signal.removeEventListener("abort", onAbort);
      }
    },

    [Symbol.dispose]() {
      reader.removeEventListener("abort", leave);
      controller.abort(new ChatModelError("network", "The request is over"));
    },
  };
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, { signal });
  } catch {
    // Node wraps the reason of an abort into an error of its own; callers want the reason.
    signal.throwIfAborted();
  }
}
