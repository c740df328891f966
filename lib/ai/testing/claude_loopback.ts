/** Owns a loopback server that speaks Anthropic's Messages API, for tests: server-sent events on `POST /v1/messages`. */
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

/** What comes before any content. */
export const OPENING = {
  type: "message_start",
  message: {
    id: "msg_1",
    type: "message",
    role: "assistant",
    model: "claude-haiku-5-5",
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: {
      input_tokens: 10,
      cache_read_input_tokens: 5,
      cache_creation_input_tokens: 2,
      output_tokens: 1,
    },
  },
} as const;

/** The events of one content block. */
export function block(
  index: number,
  content: Record<string, unknown>,
  deltas: readonly Record<string, unknown>[],
): Chunk[] {
  return [
    { type: "content_block_start", index, content_block: content },
    ...deltas.map((delta) => ({ type: "content_block_delta", index, delta })),
    { type: "content_block_stop", index },
  ];
}

/** A block of text, a delta for each string. */
export function textBlock(index: number, ...texts: readonly string[]): Chunk[] {
  const deltas = texts.map((text) => ({ type: "text_delta", text }));
  return block(index, { type: "text", text: "" }, deltas);
}

/** A tool call, its arguments in pieces. */
export function toolBlock(
  index: number,
  { id, name, pieces }: { id: string; name: string; pieces: readonly string[] },
): Chunk[] {
  const deltas = pieces.map((partial_json) => ({ type: "input_json_delta", partial_json }));
  return block(index, { type: "tool_use", id, name, input: {} }, deltas);
}

/** What comes at the end. */
export function closing(stop_reason: string, output_tokens = 4): Chunk[] {
  const delta = { stop_reason, stop_sequence: null };
  return [
    { type: "message_delta", delta, usage: { output_tokens } },
    { type: "message_stop" },
  ];
}

/** A whole answer with these blocks. */
export function message(
  blocks: readonly (readonly Chunk[])[],
  { stop = "end_turn", ending = "close" }: { stop?: string; ending?: Ending } = {},
): Answer {
  return events([OPENING, { type: "ping" }, ...blocks.flat(), ...closing(stop)], ending);
}

/** Anthropic's error answer. */
export function errorAnswer(
  status: number,
  type: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return json(status, { type: "error", error: { type, message: PROVIDER_CANARY } }, headers);
}

/** Starts the server. Dispose it to stop. */
export async function startClaude(script: Script) {
  const server = await startLoopback({
    path: /^\/v1\/messages$/,
    script,
    format: (chunk) => `event: ${chunk["type"]}\ndata: ${JSON.stringify(chunk)}\n\n`,
  });
  return Object.assign(server, { baseUrl: server.origin });
}
