/**
 * The events of chat sessions, the same on both transports: frames `{type, …}` of `WS /api/v1/chat/ws`, and events of the
 * namespace `/chat` of Socket.IO.
 */
import { z } from "zod";
import type { InboxRules } from "@/lib/realtime/inbox.ts";
import { type ChatLine, MAX_HISTORY } from "@/lib/assistant/model.ts";

const SessionId = z.string().min(1).max(255);
/** Some clients count their users. */
const UserId = z.union([z.string(), z.int().transform(String)])
  .pipe(z.string().trim().min(1).max(255));

/** Every event that a client may send. */
export const ClientEvent = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("join-chat"),
    userId: UserId,
    sessionId: z.string().max(255).nullish(),
    /** Language of the service's own words. */
    lang: z.enum(["ko", "en"]).optional(),
  }),
  z.object({ type: z.literal("send-message"), sessionId: SessionId, message: z.string() }),
  z.object({ type: z.literal("leave-chat"), sessionId: SessionId }),
  z.object({
    type: z.literal("get-history"),
    sessionId: SessionId,
    limit: z.int().min(1).nullish().transform((limit) =>
      Math.min(limit ?? MAX_HISTORY, MAX_HISTORY)
    ),
  }),
  z.object({ type: z.literal("typing"), sessionId: SessionId, isTyping: z.boolean() }),
]);
export type ClientEvent = z.infer<typeof ClientEvent>;

/** What one connection may send. */
export const ASSISTANT_RULES: InboxRules<ClientEvent> = {
  schema: ClientEvent,
  limits: {
    "join-chat": { burst: 12, windowMs: 60_000 },
    "send-message": { burst: 10, windowMs: 20_000 },
    "leave-chat": { burst: 12, windowMs: 60_000 },
    "get-history": { burst: 20, windowMs: 20_000 },
    "typing": { burst: 20, windowMs: 10_000, silent: true },
  },
};

/** A message as clients get it. */
export interface LineJson {
  id: string;
  sessionId: string;
  sender: "user" | "assistant" | "system";
  messageType: "TEXT";
  content: string;
  /** ISO 8601. */
  createdAt: string;
}

/** Every event that the server sends, with what it carries. Times are in epoch milliseconds. */
export interface ServerEvents {
  "chat-joined": { sessionId: string; userId: string; message: string; resumed: boolean };
  "chat-history": { sessionId: string; messages: LineJson[] };
  "ai-message": { sessionId: string; content: string; timestamp: number };
  /** A piece of the `ai-message` that follows. */
  "ai-chunk": { sessionId: string; content: string };
  "message-sent": { sessionId: string; content: string; timestamp: number };
  "chat-left": { sessionId: string };
  "user-typing": { sessionId: string; isTyping: boolean };
  "error": { message: string; code: string; retry_after_s?: number };
}
export type ServerEventName = keyof ServerEvents;

/** A client's connection, whichever transport it is. */
export interface Outlet {
  /** `offset` names the last message that the client has once it has this event. */
  emit<N extends ServerEventName>(name: N, payload: ServerEvents[N], offset?: string): void;
}

export function lineJson(line: ChatLine): LineJson {
  const { id, sessionId, sender, content, createdAtMs } = line;
  return {
    id,
    sessionId,
    sender,
    messageType: "TEXT",
    content,
    createdAt: new Date(createdAtMs).toISOString(),
  };
}
