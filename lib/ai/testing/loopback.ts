/**
 * Owns a loopback server for tests of providers, which stream server-sent events in answer to one POST.
 *
 * Built on `node:http`, as `Deno.serve` (2.9.6) does not notice that a client left before the
 * first byte of the answer when the request was larger than one read of 512 bytes.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** What the server received, with its body parsed. */
export interface SeenRequest {
  url: URL;
  headers: Readonly<Record<string, string>>;
  body: Record<string, unknown>;
  /** Resolves when the client goes away before the answer was complete. */
  cancelled: Promise<void>;
}

/** One event of a stream: an object becomes a `data:` line, a string is written as it is. */
export type Chunk = string | Record<string, unknown>;

/** How a stream ends: well, as a broken connection, or not at all. */
export type Ending = "close" | "cut" | "hang";

/** An answer: an error, any body, a stream with the way it ends, or silence for ever. */
export type Answer =
  | {
    kind: "body";
    status: number;
    contentType: string;
    body: string;
    headers?: Readonly<Record<string, string>>;
  }
  | { kind: "stream"; chunks: readonly Chunk[]; ending: Ending }
  | { kind: "silence" };

/** Answers the n-th request (from 0). */
export type Script = (n: number, seen: SeenRequest) => Answer;

export interface LoopbackOptions {
  /** The paths that are served; anything else is a 404. */
  path: RegExp;
  script: Script;
  /** How an object becomes an event. As a `data:` line of JSON when missing. */
  format?: (chunk: Record<string, unknown>) => string;
}

/** Words that stand in every error text here, and may be in nothing that Maru says. */
export const PROVIDER_CANARY = "canary-provider-text";

/** A streamed answer. */
export function events(chunks: readonly Chunk[], ending: Ending = "close"): Answer {
  return { kind: "stream", chunks, ending };
}

/** An answer in JSON. */
export function json(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return {
    kind: "body",
    status,
    contentType: "application/json; charset=UTF-8",
    body: JSON.stringify(body),
    headers,
  };
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = "";
  for await (const part of request.setEncoding("utf8")) text += part;
  return JSON.parse(text);
}

async function write(
  response: ServerResponse,
  answer: Answer,
  format: NonNullable<LoopbackOptions["format"]>,
): Promise<void> {
  if (answer.kind === "silence") return;
  if (answer.kind === "body") {
    const headers = { "content-type": answer.contentType, ...answer.headers };
    response.writeHead(answer.status, headers).end(answer.body);
    return;
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.flushHeaders();
  for (const chunk of answer.chunks) {
    const event = typeof chunk === "string" ? chunk : format(chunk);
    // Each chunk leaves on its own before the next is written, also before a cut.
    await new Promise<void>((resolve) => response.write(event, () => resolve()));
  }
  if (answer.ending === "close") response.end();
  if (answer.ending === "cut") response.destroy();
}

function headersOf(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  );
}

/** Starts the server on a free port of 127.0.0.1. Dispose it to stop. */
export async function startLoopback(
  { path, script, format = (chunk) => `data: ${JSON.stringify(chunk)}\r\n\r\n` }: LoopbackOptions,
) {
  const requests: SeenRequest[] = [];
  const waiting: ((seen: SeenRequest) => void)[] = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://loopback");
    if (request.method !== "POST" || !path.test(url.pathname)) {
      response.writeHead(404).end();
      return;
    }
    const { promise: cancelled, resolve } = Promise.withResolvers<void>();
    response.on("close", () => response.writableFinished || resolve());
    const body = await readBody(request);
    const seen: SeenRequest = { url, headers: headersOf(request), body, cancelled };
    const answer = script(requests.push(seen) - 1, seen);
    waiting.shift()?.(seen);
    await write(response, answer, format);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The loopback has no port");
  return {
    origin: `http://127.0.0.1:${address.port}`,
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
