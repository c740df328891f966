/** The assistant over HTTP: its plain WebSocket, its Socket.IO, and the history of a session. */
import { z } from "zod";
import type { Context } from "fresh";
import { type Counted, takeConnection } from "@/lib/assistant/limits.ts";
import { isUuid, MAX_HISTORY } from "@/lib/assistant/model.ts";
import { servePlainSocket } from "@/lib/assistant/plain_socket.ts";
import { lineJson } from "@/lib/assistant/protocol.ts";
import { SocketIoUser } from "@/lib/assistant/socket_io.ts";
import { getSession, listLines } from "@/lib/assistant/store.ts";
import type { State } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { clientAddress } from "@/lib/http/address.ts";
import { operation } from "@/lib/http/operation.ts";
import { openDoor, requireUpgrade } from "@/lib/realtime/door.ts";
import { admitAnybody } from "@/lib/realtime/gate.ts";

/** Pages of any origin post here: what they post goes by a secret of its session, and by no cookie. */
export const SOCKET_IO_PATH = "/socket.io/";

const tag = "Assistant";
/** Names the assistant for tickets of `POST /api/v1/ws-ticket`. */
const TICKET_TOPIC = "assist:chat";

export const assistantSocketOperation = operation({
  method: "GET",
  path: "/api/v1/chat/ws",
  summary: "Opens a WebSocket to the assistant that finds welfare services; no account is needed",
  tag,
  auth: "optional",
  query: z.object({
    /** An access token: browsers cannot set headers of sockets. */
    token: z.string().optional(),
    /** Of `POST /api/v1/ws-ticket`. */
    ticket: z.string().optional(),
  }),
  status: 101,
  fails: ["unauthorized", "rate_limited", "store_down"],
  async run({ state: { services }, ctx }) {
    requireUpgrade(ctx);
    const { who, release } = await accept(ctx);
    const { assistant, now } = services;
    return openDoor(ctx, {
      enter: (socket) => servePlainSocket(socket, { assistant, who, now, onClose: release }),
      cancel: release,
    });
  },
});

/** Lets somebody in, if there is room. */
async function accept(ctx: Context<State>): Promise<{ who: Counted; release: () => void }> {
  const { kv, now, assistant } = ctx.state.services;
  const viewer = await admitAnybody(ctx, TICKET_TOPIC);
  const who = { viewer, address: clientAddress(ctx) };
  const taken = await takeConnection(kv, who, now());
  if (!taken.ok) throw failure("rate_limited", { retryAfterS: taken.retryAfterS });
  return { who, release: assistant.admit(who.address) };
}

/** Answers every request below `/socket.io/`. */
export async function serveSocketIo(ctx: Context<State>): Promise<Response> {
  const { services } = ctx.state;
  const { assistant } = services;
  let release = () => {};
  return await assistant.engine.handle({
    request: ctx.req,
    url: ctx.url,
    async accept() {
      const accepted = await accept(ctx);
      release = accepted.release;
      const { who } = accepted;
      return (connection) =>
        new SocketIoUser({ services, assistant, who, connection, onClose: release });
    },
    refuse: () => release(),
    // The protocol has pings of its own.
    upgrade: () => ctx.upgrade({ idleTimeout: 0 }),
  });
}

const Line = z.object({
  id: z.string(),
  sessionId: z.string(),
  sender: z.enum(["user", "assistant", "system"]),
  messageType: z.literal("TEXT"),
  content: z.string(),
  createdAt: z.iso.datetime(),
});
const History = z.object({ messages: z.array(Line) }).meta({ id: "AssistantHistory" });

/**
 * A session that somebody with an account began is theirs alone. Of any other, the id is the secret: its first clients
 * bring nothing else.
 */
export const assistantHistoryOperation = operation({
  method: "GET",
  path: "/api/v1/chat/sessions/{sessionId}/messages",
  summary: "The last messages of a chat session, oldest first",
  tag,
  auth: "optional",
  params: z.object({ sessionId: z.string() }),
  query: z.object({ limit: z.coerce.number().int().min(1).max(MAX_HISTORY).default(MAX_HISTORY) }),
  reply: History,
  fails: ["not_found"],
  throttle: { name: "assist_history", burst: 120, windowMs: 60_000 },
  async run({ params: { sessionId }, query: { limit }, viewer, state: { services: { kv } } }) {
    const session = isUuid(sessionId) ? await getSession(kv, sessionId) : null;
    if (!session || (session.viewerId !== null && session.viewerId !== viewer?.id)) {
      throw failure("not_found");
    }
    const lines = await listLines(kv, sessionId, { limit });
    return Response.json({ messages: lines.map(lineJson) } satisfies z.input<typeof History>, {
      headers: {
        "cache-control": "private, no-store",
        // Pages elsewhere may read what needs no credential.
        "access-control-allow-origin": "*",
        "cross-origin-resource-policy": "cross-origin",
      },
    });
  },
});

export const assistantOperations = [assistantSocketOperation, assistantHistoryOperation];
