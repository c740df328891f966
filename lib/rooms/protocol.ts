/**
 * The wire of `WS /api/v1/ws/chat/{room_id}`: what clients send, and what they are sent.
 *
 * Query, all of it optional: `token` or `ticket` for somebody with an account; `nickname`, to be announced by; and
 * `last_event_id`, to go on where a connection broke.
 *
 * - [RC1] A `user_msg` comes to everybody in the room, its sender included, in the same order on every instance.
 * - [RC2] `system` tells of coming and going, `…님이 입장했습니다.` and `…님이 퇴장했습니다.`, to everybody in the room.
 * - [RC3] An `ai_msg` is answered to its sender alone: `ai_chunk`s, and then exactly one `ai_done`. Where the answer fails,
 *   one `ai_error` comes before the `ai_done`, so that no client waits for ever.
 * - [RC4] Of one connection's questions, one is answered at a time, in their order.
 * - [RC5] A connection that closes ends its answer, upstream too.
 * - [RC6] `recent` comes first and once: the last messages of the room. A client that comes back with `last_event_id` gets
 *   the messages that it missed as they were sent, and an empty `recent`.
 */
import { z } from "zod";
import type { InboxRules } from "@/lib/realtime/inbox.ts";
import { MAX_HISTORY } from "@/lib/rooms/model.ts";

const HistoryTurn = z.object({ role: z.enum(["user", "model"]), content: z.string() });
export type HistoryTurn = z.infer<typeof HistoryTurn>;

/** What a client remembers of its conversation with the AI: the last turns of it are used. */
export const History = z.array(HistoryTurn).transform((turns) => turns.slice(-MAX_HISTORY));

/** Every frame that a client may send. Lengths are judged later: who asks too much is to be told so by an `ai_error`. */
export const ClientMessage = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("user_msg"),
    nickname: z.string().nullish(),
    content: z.string(),
  }),
  z.object({ type: z.literal("ai_msg"), content: z.string(), history: History.nullish() }),
]);
export type ClientMessage = z.infer<typeof ClientMessage>;

/** What one connection may send. What goes beyond for the AI is refused by its own limit, with an `ai_done`. */
export const ROOM_RULES: InboxRules<ClientMessage> = {
  schema: ClientMessage,
  limits: {
    user_msg: { burst: 10, windowMs: 10_000 },
    ai_msg: { burst: 30, windowMs: 30_000 },
  },
};

/** What somebody said. */
export interface UserMessage {
  type: "user_msg";
  nickname: string;
  content: string;
  /** Who it was, where that is known for sure. */
  user_id: string | null;
  /** ISO 8601. */
  timestamp: string;
}

/** A frame of the room's log. */
export type RoomEvent =
  | UserMessage
  | {
    type: "system";
    content: string;
    action: "joined" | "left";
    nickname: string;
    timestamp: string;
  };

/** What the AI says to one person. */
export type AnswerFrame =
  | { type: "ai_chunk"; content: string }
  | { type: "ai_error"; code: string; content: string; retry_after_s?: number }
  | { type: "ai_done" };

/** Every frame that the server sends. Those of the log have `event_id` beside. */
export type ServerMessage =
  | (RoomEvent & { event_id: string })
  | AnswerFrame
  | { type: "recent"; messages: (UserMessage & { event_id: string })[] }
  | { type: "error"; code: string; message: string; retry_after_s?: number };

/** The words of the first system's clients, whatever the reader's language. */
export function systemEvent(
  action: "joined" | "left",
  { nickname, nowMs }: { nickname: string; nowMs: number },
): RoomEvent {
  const verb = action === "joined" ? "입장" : "퇴장";
  return {
    type: "system",
    content: `${nickname}님이 ${verb}했습니다.`,
    action,
    nickname,
    timestamp: new Date(nowMs).toISOString(),
  };
}
