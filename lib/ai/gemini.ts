/**
 * Owns talking to Google's Gemini through its SDK.
 *
 * The SDK is loaded with the first request, so that a Maru without a key never pays for it. Its
 * web build is used, as that one reads no environment by itself.
 */
import { readEvents } from "@/lib/ai/event_stream.ts";
import { type ChatModel, ChatModelError } from "@/lib/ai/model.ts";
import { toGeminiFailure } from "@/lib/ai/gemini_errors.ts";
import { createGeminiReader, toConfig, toContents } from "@/lib/ai/gemini_wire.ts";
import { createProviderModel, requireKey } from "@/lib/ai/provider_stream.ts";
import type { Patience } from "@/lib/ai/retry.ts";

/**
 * The model used where none is named: one of the two that Google names for 2.5 Flash, and the one at its price.
 *
 * Source: ai.google.dev/gemini-api/docs/deprecations, November 2026.
 */
export const DEFAULT_GEMINI_MODEL = "gemini-3.5-flash-lite";

/** Settings of the Gemini provider. */
export interface GeminiOptions extends Patience {
  apiKey: string;
  /** The SDK's `httpOptions.baseUrl`; Google's own address when missing. */
  baseUrl?: string;
  /** `gemini-3.5-flash-lite` when missing. */
  model?: string;
}

/**
 * Makes the Gemini chat model. Fails, while streaming, with `quota` (429), `auth` (401, 403, a bad
 * key), `overloaded` (5xx), `timeout`, `network` (unreachable, or cut before the end) and
 * `bad_response`. Safety blocks are no failure but the finish reason `blocked`.
 */
export function createGeminiModel(options: GeminiOptions): ChatModel {
  const { model = DEFAULT_GEMINI_MODEL } = options;
  const madeBy = `gemini/${model}`;
  const connect = connectGemini(options);
  return createProviderModel({
    ...options,
    provider: "gemini",
    model,
    name: "Gemini",
    toFailure: toGeminiFailure,
    async open(request, signal) {
      const client = await connect();
      // The SDK asks, and tells refusals; the answer is read here. It would make a `Response` of each
      // chunk and read that anew, which costs more than all else that happens to a chunk.
      let answer: Response | null = null;
      await client.models.generateContentStream({
        model,
        contents: toContents(request, madeBy),
        config: {
          ...toConfig(request, { model, signal }),
          httpOptions: { fetch: async (...args) => answer = await fetch(...args) },
        },
      });
      const read = createGeminiReader(madeBy);
      return { chunks: readEvents(bodyOf(answer)), read: (data) => read(JSON.parse(String(data))) };
    },
  });
}

function bodyOf(answer: Response | null): ReadableStream<Uint8Array> {
  const body = answer?.body;
  if (!body) throw new ChatModelError("bad_response", "Gemini's answer has no body");
  return body;
}

/** Gives a function that loads the SDK and makes its client, once. It rejects with `auth` where the key is none. */
export function connectGemini({ apiKey, baseUrl }: Pick<GeminiOptions, "apiKey" | "baseUrl">) {
  let client: Promise<import("@google/genai/web").GoogleGenAI> | null = null;
  return () => client ??= load();

  async function load() {
    const key = requireKey(apiKey, "Gemini");
    const { GoogleGenAI } = await import("@google/genai/web");
    return new GoogleGenAI({
      apiKey: key,
      enterprise: false,
      // The SDK's own default, v1, does not know preview models. v1beta knows all that v1 does.
      apiVersion: "v1beta",
      ...(baseUrl === undefined ? {} : { httpOptions: { baseUrl } }),
    });
  }
}
