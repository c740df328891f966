/**
 * The HTTP side of Engine.IO v4: handshakes, polls, posts and WebSockets, to the sessions of this instance.
 *
 * Sessions live in the memory of the instance that opened them. An instance that does not know a session says so as the
 * protocol does (400, code 1), and the client begins anew. Several instances behind one address therefore serve polling
 * well only where a client's requests reach the same one; over WebSockets alone, any will do.
 */
import { isUtf8 } from "node:buffer";
import { EngineConnection } from "@/lib/assistant/engine/connection.ts";
import type { CloseCause, EngineRules } from "@/lib/assistant/engine/session.ts";
import { ENGINE_RULES } from "@/lib/assistant/engine/session.ts";
import { asFailure, REASONS } from "@/lib/errors.ts";
import { readBytes } from "@/lib/http/body.ts";
import { newSecret } from "@/lib/id.ts";
import type { RawSocket } from "@/lib/realtime/socket.ts";

/** Longest body that a client may post, in bytes; clients part what is longer. */
export const MAX_PAYLOAD = 64 * 1024;

/** Numbers and words of the protocol. Source: engine.io, `Server.errors`. */
const ERRORS = {
  transport: { code: 0, message: "Transport unknown" },
  sid: { code: 1, message: "Session ID unknown" },
  method: { code: 2, message: "Bad handshake method" },
  request: { code: 3, message: "Bad request" },
  version: { code: 5, message: "Unsupported protocol version" },
} as const;

/** Any page may come in: a session is worth nothing but its secret, and cookies are not looked at across origins. */
const HEADERS: Readonly<Record<string, string>> = {
  "access-control-allow-origin": "*",
  "cross-origin-resource-policy": "cross-origin",
  "cache-control": "no-store",
};

/** What stands on a session. */
export interface EngineUser {
  onMessage(message: string): void;
  onClose(cause: CloseCause): void;
}

export interface EngineRequest {
  request: Request;
  url: URL;
  /** Makes room for a session, and says who stands on it. Its `onClose` gives the room back. */
  accept(): Promise<(connection: () => EngineConnection) => EngineUser>;
  /** Gives the room back where the session never opens. */
  refuse(): void;
  upgrade(): { socket: RawSocket & { onopen: unknown }; response: Response };
}

export interface EngineServer {
  readonly size: number;
  handle(request: EngineRequest): Promise<Response>;
  /** Ends every session; polls are answered with it. Resolves once their WebSockets are gone. */
  close(): Promise<void>;
}

export function createEngineServer(
  { now, rules = ENGINE_RULES }: { now: () => number; rules?: EngineRules },
): EngineServer {
  const sessions = new Map<string, EngineConnection>();
  return {
    get size() {
      return sessions.size;
    },
    async handle(asked) {
      try {
        return await route({ sessions, now, rules }, asked);
      } catch (error) {
        return refuseByFailure(error);
      }
    },
    async close() {
      await Promise.all([...sessions.values()].map((session) => session.close()));
    },
  };
}

interface Table {
  sessions: Map<string, EngineConnection>;
  now: () => number;
  rules: EngineRules;
}

async function route(table: Table, asked: EngineRequest): Promise<Response> {
  const { request, url } = asked;
  if (request.method === "OPTIONS") return preflight(request);
  const { searchParams } = url;
  if (searchParams.get("EIO") !== "4") return refuse("version");
  const transport = searchParams.get("transport");
  const isUpgrade = request.headers.get("upgrade")?.toLowerCase() === "websocket";
  if (transport !== "polling" && transport !== "websocket") return refuse("transport");
  if ((transport === "websocket") !== isUpgrade) return refuse("request");
  const sid = searchParams.get("sid");
  const session = sid === null ? null : table.sessions.get(sid);
  if (session === undefined) return refuse("sid");
  if (request.method !== "GET" && (session === null || request.method !== "POST")) {
    return refuse("method");
  }
  if (transport === "websocket") {
    return session ? probe(session, asked) : await openSocket(table, asked);
  }
  if (session === null) return await openPolling(table, asked);
  return request.method === "POST" ? await post(session, request) : await poll(session);
}

async function openPolling(table: Table, asked: EngineRequest): Promise<Response> {
  const accepted = await asked.accept();
  const user: EngineUser = accepted(() => connection);
  const { connection, first } = EngineConnection.poll(optionsFor(table, user));
  table.sessions.set(connection.sid, connection);
  return text(first);
}

async function openSocket(table: Table, asked: EngineRequest): Promise<Response> {
  const accepted = await asked.accept();
  try {
    const { socket, response } = asked.upgrade();
    const late = setTimeout(asked.refuse, OPEN_MS);
    socket.onopen = () => {
      clearTimeout(late);
      const user: EngineUser = accepted(() => connection);
      const connection = EngineConnection.socket(socket, optionsFor(table, user));
      table.sessions.set(connection.sid, connection);
    };
    return response;
  } catch (error) {
    asked.refuse();
    throw error;
  }
}

/** How long a socket may take to open after it was let in. */
const OPEN_MS = 10_000;

function optionsFor({ sessions, now, rules }: Table, user: EngineUser) {
  const sid = newSecret();
  return {
    welcome: { sid, maxPayload: MAX_PAYLOAD },
    rules,
    now,
    onMessage: (message: string) => user.onMessage(message),
    onClose: (cause: CloseCause) => {
      sessions.delete(sid);
      user.onClose(cause);
    },
  };
}

function probe(session: EngineConnection, { upgrade }: EngineRequest): Response {
  const { socket, response } = upgrade();
  socket.onopen = () => session.probe(socket);
  return response;
}

async function poll(session: EngineConnection): Promise<Response> {
  const body = await session.poll();
  return body === null ? refuse("request") : text(body);
}

async function post(session: EngineConnection, request: Request): Promise<Response> {
  const bytes = await readBytes(request, MAX_PAYLOAD);
  if (!isUtf8(bytes)) return refuse("request");
  const taken = session.post(new TextDecoder().decode(bytes));
  return taken
    ? new Response("ok", { headers: { ...HEADERS, "content-type": "text/html" } })
    : refuse("request");
}

function text(body: string): Response {
  return new Response(body, {
    headers: { ...HEADERS, "content-type": "text/plain; charset=UTF-8" },
  });
}

function refuse(error: keyof typeof ERRORS): Response {
  return Response.json(ERRORS[error], { status: 400, headers: HEADERS });
}

/** Clients with headers of their own ask first whether they may send them. */
function preflight(request: Request): Response {
  const wanted = request.headers.get("access-control-request-headers");
  return new Response(null, {
    status: 204,
    headers: {
      ...HEADERS,
      "access-control-allow-methods": "GET, POST",
      "access-control-max-age": "86400",
      ...(wanted === null ? {} : { "access-control-allow-headers": wanted }),
    },
  });
}

/** Too much, too often, too large: in the protocol's form, under the status of everywhere else. */
function refuseByFailure(error: unknown): Response {
  const { reason, message, retryAfterS } = asFailure(error);
  if (reason === "internal") throw error;
  return Response.json({ code: ERRORS.request.code, message }, {
    status: REASONS[reason].status,
    headers: {
      ...HEADERS,
      ...(retryAfterS === null ? {} : { "retry-after": String(retryAfterS) }),
    },
  });
}
