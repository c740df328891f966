/** Owns a loopback server that speaks OpenAI's chat completions, for tests: server-sent events on `POST /v1/chat/completions`. */
import {
  type Answer,
  type Chunk,
  type Ending,
  events,
  json,
  PROVIDER_CANARY,
  type Script,
  startLoopback,
} from "@/lib/ai/testing/loopback.ts";

/** The very last event. */
export const DONE = "data: [DONE]\n\n";

/** A chunk with this delta, and the reason of the end if it is the last one of the message. */
export function piece(
  delta: Record<string, unknown>,
  finish_reason: string | null = null,
): Record<string, unknown> {
  return {
    id: "chatcmpl-1",
    object: "chat.completion.chunk",
    created: 1_795_000_000,
    model: "gpt-5.6-luna",
    choices: [{ index: 0, delta, logprobs: null, finish_reason }],
    usage: null,
  };
}

/** What was used, in a chunk of its own that has no choice. */
export function usageChunk(
  prompt_tokens: number,
  completion_tokens: number,
  cached_tokens = 0,
): Record<string, unknown> {
  const usage = {
    prompt_tokens,
    completion_tokens,
    total_tokens: prompt_tokens + completion_tokens,
    prompt_tokens_details: { cached_tokens },
  };
  return { ...piece({}), choices: [], usage };
}

/** A whole answer: these deltas, the end, what was used. */
export function completion(
  deltas: readonly Record<string, unknown>[],
  { finish = "stop", ending = "close" }: { finish?: string; ending?: Ending } = {},
): Answer {
  const chunks: Chunk[] = [
    piece({ role: "assistant", content: "" }),
    ...deltas.map((delta) => piece(delta)),
    piece({}, finish),
    usageChunk(12, 4, 5),
    DONE,
  ];
  return events(chunks, ending);
}

/** OpenAI's error answer. */
export function errorAnswer(
  status: number,
  code: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const error = { message: PROVIDER_CANARY, type: code, param: null, code };
  return json(status, { error }, headers);
}

/** Starts the server. Dispose it to stop. */
export async function startOpenAi(script: Script) {
  const path = /^\/v1\/chat\/completions$/;
  const server = await startLoopback({ path, script });
  return Object.assign(server, { baseUrl: `${server.origin}/v1` });
}
