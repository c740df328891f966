/**
 * Owns talking to Anthropic's Claude through its SDK, which is loaded with the first request.
 *
 * The SDK would read the environment, log bodies and retry by itself: all of that is switched off, as
 * `lib/env.ts` reads, nothing of a prompt may be logged, and only Maru knows what was shown already.
 */
import { createClaudeReader, toClaudeBody } from "@/lib/ai/claude_wire.ts";
import type { ChatFailure, ChatModel } from "@/lib/ai/model.ts";
import { createProviderModel, requireKey } from "@/lib/ai/provider_stream.ts";
import type { Patience } from "@/lib/ai/retry.ts";
import { type Refusal, toSdkFailure } from "@/lib/ai/sdk_errors.ts";

/** The model used where none is named: the one that answers soonest and costs least. */
export const DEFAULT_CLAUDE_MODEL = "claude-haiku-5-5";
const BASE_URL = "https://api.anthropic.com";

/** Settings of the Claude provider. */
export interface ClaudeOptions extends Patience {
  apiKey: string;
  /** The SDK's `baseURL`; Anthropic's own address when missing. */
  baseUrl?: string;
  /** `claude-haiku-5-5` when missing. */
  model?: string;
}

/**
 * Makes the Claude chat model. Fails, while streaming, with `quota` (429, or no credit), `auth` (401, 403), `overloaded`
 * (5xx, 529), `timeout`, `network` (unreachable, or cut before the end) and `bad_response`. A refusal of the model's is
 * no failure but the finish reason `blocked`.
 */
export function createClaudeModel(options: ClaudeOptions): ChatModel {
  const { model = DEFAULT_CLAUDE_MODEL } = options;
  const connect = createClient(options);
  return createProviderModel({
    ...options,
    provider: "claude",
    model,
    name: "Claude",
    toFailure: (error) => toSdkFailure(error, { name: "Claude", meaningOf }),
    async open(request, signal) {
      const client = await connect();
      const answer = await client.messages.create(toClaudeBody(request, model), { signal });
      return {
        chunks: answer[Symbol.asyncIterator](),
        read: createClaudeReader(`claude/${model}`),
      };
    },
  });
}

/** An account without credit is refused as a bad request. */
function meaningOf({ status, message }: Refusal): ChatFailure | null {
  return status === 400 && /credit balance/i.test(message) ? "quota" : null;
}

/** Gives a function that loads the SDK and makes its client, once. */
function createClient({ apiKey, baseUrl = BASE_URL }: ClaudeOptions) {
  let client: Promise<import("@anthropic-ai/sdk").Anthropic> | null = null;
  return () => client ??= load();

  async function load() {
    const key = requireKey(apiKey, "Claude");
    const { Anthropic } = await import("@anthropic-ai/sdk");
    return new Anthropic({
      apiKey: key,
      authToken: null,
      webhookKey: null,
      baseURL: baseUrl,
      maxRetries: 0,
      logLevel: "off",
    });
  }
}
