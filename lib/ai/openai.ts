/**
 * Owns talking to OpenAI, and to any server that speaks its chat completions (Ollama, llama.cpp, vLLM), through OpenAI's
 * SDK, which is loaded with the first request.
 *
 * The SDK would read the environment, log bodies and retry by itself: all of that is switched off, as
 * `lib/env.ts` reads, nothing of a prompt may be logged, and only Maru knows what was shown already.
 */
import type { ChatFailure, ChatModel } from "@/lib/ai/model.ts";
import { createOpenAiReader, toOpenAiBody } from "@/lib/ai/openai_wire.ts";
import { createProviderModel, requireKey } from "@/lib/ai/provider_stream.ts";
import type { Patience } from "@/lib/ai/retry.ts";
import { type Refusal, toSdkFailure } from "@/lib/ai/sdk_errors.ts";

/** The model used where none is named, on OpenAI's own servers: the one that costs least. */
export const DEFAULT_OPENAI_MODEL = "gpt-5.6-luna";
const BASE_URL = "https://api.openai.com/v1";
/** Sent to servers that ask for no key: the SDK wants one. */
const NO_KEY = "none";

/** Settings of the OpenAI provider. */
export interface OpenAiOptions extends Patience {
  /** Servers of one's own mostly need none. */
  apiKey?: string;
  /** The SDK's `baseURL`, with its `/v1`; OpenAI's own address when missing. */
  baseUrl?: string;
  /** `gpt-5.6-luna` when missing. */
  model?: string;
}

/** Whether an address is of OpenAI itself, in whatever region. */
export function isOpenAiAddress(baseUrl: string = BASE_URL): boolean {
  return /(?:^|\.)api\.openai\.com$/.test(new URL(baseUrl).hostname);
}

/**
 * Makes the OpenAI chat model. Fails, while streaming, with `quota` (429), `auth` (401, 403), `overloaded` (5xx),
 * `timeout`, `network` (unreachable, or cut before the end) and `bad_response`. A refusal, or a filter's block within
 * the stream, is no failure but the finish reason `blocked`; a prompt that is refused outright fails with `blocked`.
 */
export function createOpenAiModel(options: OpenAiOptions): ChatModel {
  const { model = DEFAULT_OPENAI_MODEL } = options;
  const dialect = { model, isOpenAi: isOpenAiAddress(options.baseUrl) };
  const connect = createClient(options);
  return createProviderModel({
    ...options,
    provider: "openai",
    model,
    name: "OpenAI",
    toFailure: (error) => toSdkFailure(error, { name: "OpenAI", meaningOf }),
    async open(request, signal) {
      const client = await connect();
      const body = toOpenAiBody(request, dialect);
      const answer = await client.chat.completions.create(body, { signal });
      return { chunks: answer[Symbol.asyncIterator](), ...createOpenAiReader() };
    },
  });
}

/** A prompt that a filter stops is refused as a bad request. */
function meaningOf({ status, words }: Refusal): ChatFailure | null {
  const filtered = words.some((word) => /^content_(?:filter|policy)/.test(word));
  return status === 400 && filtered ? "blocked" : null;
}

/** Gives a function that loads the SDK and makes its client, once. */
function createClient({ apiKey = NO_KEY, baseUrl = BASE_URL }: OpenAiOptions) {
  let client: Promise<import("openai").OpenAI> | null = null;
  return () => client ??= load();

  async function load() {
    const key = requireKey(apiKey, "OpenAI");
    const { OpenAI } = await import("openai");
    return new OpenAI({
      apiKey: key,
      adminAPIKey: null,
      organization: null,
      project: null,
      webhookSecret: null,
      baseURL: baseUrl,
      maxRetries: 0,
      logLevel: "off",
    });
  }
}
