/**
 * `/api/v1/calls/characters/{id}`: a call with a character. What is said there is an ordinary conversation: it is stored,
 * remembered and limited like any other, and can be read on in writing.
 */
import { z } from "zod";
import { ensureViewer } from "@/lib/accounts/identify.ts";
import type { Viewer } from "@/lib/accounts/model.ts";
import { openReply, writeEvents } from "@/lib/calls/character/reply_stream.ts";
import {
  BeginBody,
  BeginReply,
  FollowQuery,
  Reply,
  SayBody,
  SayReply,
  SHOWN_LINES,
  StopBody,
} from "@/lib/calls/character/model.ts";
import { limit } from "@/lib/characters/limits.ts";
import { asksForAge } from "@/lib/characters/mature.ts";
import type { Character } from "@/lib/characters/model.ts";
import { requireCharacter } from "@/lib/characters/store.ts";
import { allowReply, asking } from "@/lib/chat/asking.ts";
import { say, stopReply } from "@/lib/chat/actions.ts";
import { isGroup } from "@/lib/chat/group.ts";
import { BEGIN_RULE } from "@/lib/chat/limits.ts";
import type { Conversation, Turn } from "@/lib/chat/model.ts";
import { startConversation } from "@/lib/chat/start.ts";
import { readPath, requireConversation } from "@/lib/chat/store.ts";
import { requireWithTurn } from "@/lib/chat/turn_store.ts";
import { encodePlace } from "@/lib/chat/view.ts";
import { failure } from "@/lib/errors.ts";
import { AT_ONCE, toBytes } from "@/lib/http/document.ts";
import { type ApiContext, operation } from "@/lib/http/operation.ts";

const tag = "Calls";
const CharacterId = z.object({ id: z.string().min(1).max(64) });
const path = "/api/v1/calls/characters/{id}";

export const beginCharacterCallOperation = operation({
  method: "POST",
  path,
  summary: "Begin a call with a character; somebody without a session becomes a guest by it",
  tag,
  auth: "optional",
  params: CharacterId,
  body: BeginBody,
  reply: BeginReply,
  status: 201,
  fails: ["forbidden", "not_found", "rate_limited"],
  async run({ ctx, params: { id }, body, state: { services } }) {
    const { kv } = services;
    const viewer = await ensureViewer(ctx);
    const character = await requireOpen(ctx, id, viewer);
    const known = body.conversation_id;
    if (!known) await limit(ctx, BEGIN_RULE);
    const conversation = known
      ? await requireOwn(kv, known, { viewer, character })
      : await findOrStart(services, viewer, character.id);
    const { turn } = await requireWithTurn(kv, conversation.id, viewer.id);
    const { messages } = await readPath(kv, conversation.id, {
      leaf: conversation.leaf,
      limit: SHOWN_LINES,
    });
    return {
      conversation_id: conversation.id,
      url: `/chats/${conversation.id}`,
      lines: messages.map(({ message: { role, content, emotion, createdAtMs } }) => ({
        role,
        content,
        emotion,
        created_at: new Date(createdAtMs).toISOString(),
      })),
      running: turn?.mode === "reply" ? nameOf(turn) : null,
    };
  },
});

export const sayToCharacterOperation = operation({
  method: "POST",
  path: `${path}/say`,
  summary: "Say something in a call with a character; what it is saying is interrupted",
  tag,
  auth: "required",
  params: CharacterId,
  body: SayBody,
  reply: SayReply,
  status: 202,
  fails: ["forbidden", "not_found", "rate_limited", "quota_used", "conflict"],
  async run({ ctx, viewer, params: { id }, body, state: { services: { kv } } }) {
    const character = await requireOpen(ctx, id, viewer);
    const { id: conversationId } = await requireOwn(kv, body.conversation_id, {
      viewer,
      character,
    });
    await allowReply(ctx, viewer);
    const begun = await say(asking(ctx), conversationId, {
      ownerId: viewer.id,
      sentAs: body.id,
      content: body.text,
      call: { seen: [...new Set(body.seen)] },
    });
    if (begun) return nameOf(begun);
    // It was sent before: its reply is being written, or stands at the end.
    const { conversation, turn } = await requireWithTurn(kv, conversationId, viewer.id);
    return turn ? nameOf(turn) : { turn_id: null, reply: encodePlace(conversation.leaf) };
  },
});

export const followCharacterOperation = operation({
  method: "GET",
  path: `${path}/replies/{reply}`,
  summary: "Read a reply while it is written: text/event-stream, to be taken up again by its ids",
  tag,
  auth: "required",
  params: CharacterId.extend({ reply: Reply }),
  query: FollowQuery,
  produces: ["text/event-stream"],
  fails: ["forbidden", "not_found"],
  async run({ ctx, viewer, params: { id, reply }, query, state: { services } }) {
    const { kv, now } = services;
    const character = await requireOpen(ctx, id, viewer);
    const conversation = await requireOwn(kv, query.conversation_id, { viewer, character });
    const left = new AbortController();
    const events = await openReply({ kv, now, signal: left.signal }, {
      conversationId: conversation.id,
      ownerId: viewer.id,
      place: reply,
      from: lastEventId(ctx.req) ?? query.from,
    });
    return new Response(toBytes(writeEvents(events), left), {
      headers: {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "private, no-store",
        ...AT_ONCE,
      },
    });
  },
});

export const stopCharacterOperation = operation({
  method: "POST",
  path: `${path}/stop`,
  summary: "Stop what a character is saying; what it said stays, and its provider hears of it",
  tag,
  auth: "required",
  params: CharacterId,
  body: StopBody,
  fails: ["not_found"],
  async run({ viewer, body, state: { services } }) {
    await stopReply(services, body.conversation_id, { ownerId: viewer.id, turnId: body.turn_id });
  },
});

export const characterCallOperations = [
  beginCharacterCallOperation,
  sayToCharacterOperation,
  followCharacterOperation,
  stopCharacterOperation,
];

/**
 * The character, where this reader may talk with it.
 *
 * @throws {HttpError} `not_found`, or `forbidden` where it is made for adults and this browser has not said that one reads.
 */
async function requireOpen(ctx: ApiContext, id: string, viewer: Viewer): Promise<Character> {
  const character = await requireCharacter(ctx.state.services.kv, id, viewer.id);
  if (asksForAge(ctx.req, character, viewer)) {
    throw failure("forbidden", { detail: "Cannot call a character for adults before saying so" });
  }
  return character;
}

/** A conversation of this person with this character alone. */
async function requireOwn(
  kv: Deno.Kv,
  id: string,
  { viewer, character }: { viewer: Viewer; character: Pick<Character, "id"> },
): Promise<Conversation> {
  const conversation = await requireConversation(kv, id, viewer.id);
  if (isGroup(conversation) || conversation.characterId !== character.id) {
    throw failure("not_found");
  }
  return conversation;
}

/** The one had last; one with several is no call, so another begins. */
async function findOrStart(
  services: ApiContext["state"]["services"],
  viewer: Viewer,
  characterId: string,
): Promise<Conversation> {
  const found = await startConversation(services, { viewer, characterId, fresh: false });
  return isGroup(found)
    ? await startConversation(services, { viewer, characterId, fresh: true })
    : found;
}

function nameOf(turn: Turn): { turn_id: string; reply: string } {
  return { turn_id: turn.id, reply: encodePlace(turn.target) };
}

/** What an `EventSource` sends when it comes back; null for nothing, or nothing of ours. */
function lastEventId({ headers }: Request): number | null {
  const given = headers.get("last-event-id");
  return given !== null && /^\d{1,6}$/.test(given) ? Number(given) : null;
}
