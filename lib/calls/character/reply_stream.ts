/**
 * Sends a reply while it is written, as server-sent events that a reader can take up again where they broke off.
 * Source: HTML Living Standard, 9.2. Each `id` is how many characters came so far.
 *
 * - `text` `{text}` · `emotion` `{emotion}`, before the words it colours
 * - `end` `{reply, emotion, finish, failure, retry_after_s}`: nothing follows; `reply` is null where no words came
 */
import type { Emotion } from "@/lib/ai/model.ts";
import { followTurn } from "@/lib/chat/follow.ts";
import type { ChatFailure, Message, Place } from "@/lib/chat/model.ts";
import { requireMessage } from "@/lib/chat/store.ts";
import { requireWithTurn } from "@/lib/chat/turn_store.ts";
import { encodePlace } from "@/lib/chat/view.ts";
import { failure, foundOrNull } from "@/lib/errors.ts";
import type { z } from "zod";

export interface ReplyRequest {
  conversationId: string;
  ownerId: string;
  /** The reply. */
  place: Place;
  /** Characters of it that were read before. */
  from: number;
}

/** What a reader is told, before it is written down. */
export type ReplyEvent =
  | { type: "text"; text: string; atChars: number }
  | { type: "emotion"; emotion: Emotion }
  | { type: "pulse" }
  | { type: "end"; end: ReplyEnd };

export interface ReplyEnd {
  reply: string | null;
  emotion: Emotion | null;
  finish: Message["finish"] | null;
  failure: z.infer<typeof ChatFailure> | null;
  retry_after_s: number | null;
}

interface Following {
  kv: Deno.Kv;
  now: () => number;
  signal: AbortSignal;
}

/**
 * Opens a reply, whether it is being written or has ended.
 *
 * @throws {HttpError} `not_found` where the conversation is not this person's, or has no such reply and no reason why.
 */
export async function openReply(
  { kv, now, signal }: Following,
  { conversationId, ownerId, place, from }: ReplyRequest,
): Promise<AsyncGenerator<ReplyEvent>> {
  const { conversation, turn } = await requireWithTurn(kv, conversationId, ownerId);
  const isRunning = turn?.target.id === place.id && turn.mode === "reply";
  const message = isRunning ? null : await foundOrNull(requireMessage(kv, conversationId, place));
  if (!isRunning && message?.role !== "model" && !conversation.trouble) throw failure("not_found");
  return read();

  async function* read(): AsyncGenerator<ReplyEvent> {
    let atChars = 0;
    const rest = function* (text: string): Generator<ReplyEvent> {
      const skipped = Math.max(0, from - atChars);
      atChars += text.length;
      const fresh = text.slice(skipped);
      if (fresh !== "") yield { type: "text", text: fresh, atChars };
    };
    if (!isRunning) {
      if (message?.emotion) yield { type: "emotion", emotion: message.emotion };
      if (message) yield* rest(message.content);
      return yield { type: "end", end: await endOf(message) };
    }
    if (turn.emotion) yield { type: "emotion", emotion: turn.emotion };
    for await (const event of followTurn(kv, turn, { now, signal })) {
      if (event.type === "text") yield* rest(event.text);
      else if (event.type === "end") yield { type: "end", end: await endOf(event.message) };
      else yield event;
    }
  }

  async function endOf(message: Message | null): Promise<ReplyEnd> {
    if (message) {
      const { emotion, finish } = message;
      return {
        reply: encodePlace(message),
        emotion,
        finish,
        failure: message.failure,
        retry_after_s: null,
      };
    }
    // What went wrong stands in the conversation, which may be gone by now.
    const after = await requireWithTurn(kv, conversationId, ownerId).catch(() => null);
    const trouble = after?.conversation.trouble ?? null;
    return {
      reply: null,
      emotion: null,
      finish: null,
      failure: trouble?.failure ?? null,
      retry_after_s: trouble?.retryAfterS ?? null,
    };
  }
}

/** Writes events as lines of `text/event-stream`. */
export async function* writeEvents(events: AsyncIterable<ReplyEvent>): AsyncGenerator<string> {
  for await (const event of events) {
    switch (event.type) {
      case "pulse":
        yield ": still there\n\n";
        break;
      case "text":
        yield `id: ${event.atChars}\n${lines("text", { text: event.text })}`;
        break;
      case "emotion":
        yield lines("emotion", { emotion: event.emotion });
        break;
      case "end":
        yield lines("end", event.end);
    }
  }
}

function lines(type: string, data: object): string {
  return `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}
