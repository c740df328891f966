/**
 * Owns a loopback server that speaks Gemini's streaming protocol, for tests: server-sent events on
 * `POST /v1beta/models/{model}:streamGenerateContent?alt=sse`.
 */
import {
  type Answer,
  events,
  json,
  PROVIDER_CANARY,
  type Script,
  startLoopback,
} from "@/lib/ai/testing/loopback.ts";

/** A chunk with a text part. `finishReason` goes to its candidate, anything else beside it. */
export function textChunk(text: string, more: Record<string, unknown> = {}) {
  const { finishReason, ...rest } = more;
  const candidate = {
    content: { role: "model", parts: [{ text }] },
    index: 0,
    ...(finishReason === undefined ? {} : { finishReason }),
  };
  return { candidates: [candidate], modelVersion: "gemini-3.5-flash-lite", ...rest };
}

/** Google's error answer, with details if given. */
export function errorAnswer(
  status: number,
  word: string,
  details: readonly unknown[] = [],
): Answer {
  return json(status, { error: { code: status, message: PROVIDER_CANARY, status: word, details } });
}

/** A whole streamed answer with this text, in one chunk for each string. */
export function reply(...texts: readonly string[]): Answer {
  const last = texts.length - 1;
  return events(
    texts.map((text, i) => textChunk(text, i === last ? { finishReason: "STOP" } : {})),
  );
}

/** Starts the server. Dispose it to stop. */
export async function startGemini(script: Script) {
  const path = /^\/v1beta\/models\/[^:/]+:streamGenerateContent$/;
  const server = await startLoopback({ path, script });
  return Object.assign(server, { baseUrl: server.origin });
}
