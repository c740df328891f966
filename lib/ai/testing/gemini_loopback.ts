/**
 * Owns a loopback server that speaks Gemini's streaming protocol, for tests: server-sent events on
 * `POST /v1beta/models/{model}:streamGenerateContent?alt=sse`.
 *
 * Built on `node:http`, as `Deno.serve` (2.9.6) does not notice that a client left before the
 * first byte of the answer when the request was larger than one read of 512 bytes.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** What the server received, with its body parsed. */
export interface SeenRequest {
  model: string;
  alt: string | null;
  apiKey: string | null;
  body: Record<string, unknown>;
  /** Resolves when the client goes away before the answer was complete. */
  cancelled: Promise<void>;
}

/** One event of a stream: an object becomes a `data:` line, a string is written as it is. */
export type Chunk = string | Record<string, unknown>;

/** An answer: an error, any body, a stream with the way it ends, or silence for ever. */
export type Answer =
  | { kind: "body"; status: number; contentType: string; body: string }
  | { kind: "stream"; chunks: readonly Chunk[]; ending: "close" | "cut" | "hang" }
  | { kind: "silence" };

/** Answers the n-th request (from 0). */
export type Script = (n: number, seen: SeenRequest) => Answer;

/** A chunk with a text part. `finishReason` goes to its candidate, anything else beside it. */
export function textChunk(text: string, more: Record<string, unknown> = {}) {
  const { finishReason, ...rest } = more;
  const candidate = {
    content: { role: "model", parts: [{ text }] },
    index: 0,
    ...(finishReason === undefined ? {} : { finishReason }),
  };
  return { candidates: [candidate], modelVersion: "gemini-2.5-flash", ...rest };
}

/** Google's error answer, with details if given. */
export function errorAnswer(
  status: number,
  word: string,
  details: readonly unknown[] = [],
): Answer {
  const error = { code: status, message: "canary-provider-text", status: word, details };
  return {
    kind: "body",
    status,
    contentType: "application/json; charset=UTF-8",
    body: JSON.stringify({ error }),
  };
}

/** A streamed answer. */
export function events(
  chunks: readonly Chunk[],
  ending: "close" | "cut" | "hang" = "close",
): Answer {
  return { kind: "stream", chunks, ending };
}

/** A whole streamed answer with this text, in one chunk for each string. */
export function reply(...texts: readonly string[]): Answer {
  const last = texts.length - 1;
  return events(
    texts.map((text, i) => textChunk(text, i === last ? { finishReason: "STOP" } : {})),
  );
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = "";
  for await (const part of request.setEncoding("utf8")) text += part;
  return JSON.parse(text);
}

async function write(response: ServerResponse, answer: Answer): Promise<void> {
  if (answer.kind === "silence") return;
  if (answer.kind === "body") {
    response.writeHead(answer.status, { "content-type": answer.contentType }).end(answer.body);
    return;
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const chunk of answer.chunks) {
    const event = typeof chunk === "string" ? chunk : `data: ${JSON.stringify(chunk)}\r\n\r\n`;
    // Each chunk leaves on its own before the next is written, also before a cut.
    await new Promise<void>((resolve) => response.write(event, () => resolve()));
  }
  if (answer.ending === "close") response.end();
  if (answer.ending === "cut") response.destroy();
}

/** Starts the server on a free port of 127.0.0.1. Dispose it to stop. */
export async function startGemini(script: Script) {
  const requests: SeenRequest[] = [];
  const waiting: ((seen: SeenRequest) => void)[] = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://loopback");
    const path = /^\/v1beta\/models\/([^:/]+):streamGenerateContent$/.exec(url.pathname);
    if (request.method !== "POST" || path === null) {
      response.writeHead(404).end();
      return;
    }
    const { promise: cancelled, resolve } = Promise.withResolvers<void>();
    response.on("close", () => response.writableFinished || resolve());
    const key = request.headers["x-goog-api-key"];
    const seen: SeenRequest = {
      model: path[1] ?? "",
      alt: url.searchParams.get("alt"),
      apiKey: typeof key === "string" ? key : null,
      body: await readBody(request),
      cancelled,
    };
    const answer = script(requests.push(seen) - 1, seen);
    waiting.shift()?.(seen);
    await write(response, answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The loopback has no port");
  return {
    baseUrl: `http://127.0.0.1:${address.port}`,
    requests,
    /** Resolves with the next request that arrives. */
    nextRequest: () => new Promise<SeenRequest>((resolve) => waiting.push(resolve)),
    async [Symbol.asyncDispose]() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
