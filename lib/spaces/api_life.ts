/** Operations of the API for those in a space: coming, going, talking, and what was said. */
import { z } from "zod";
import { EMOTIONS } from "@/lib/ai/model.ts";
import type { Services } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { clientAddress } from "@/lib/http/address.ts";
import { listOf, ListQuery, operation } from "@/lib/http/operation.ts";
import { InviteQuery } from "@/lib/spaces/api.ts";
import { SpaceId, SpaceReply, spaceReply } from "@/lib/spaces/api_reply.ts";
import { ShareReply } from "@/lib/spaces/share/reply.ts";
import { comeIn } from "@/lib/spaces/come_in.ts";
import { CHANGE_SPACE_RULE, CHAT_RULE, JOIN_RULE } from "@/lib/spaces/limits.ts";
import { listMessages, messageFrame } from "@/lib/spaces/messages.ts";
import { UNANSWERED } from "@/lib/spaces/model.ts";
import { removeMessage } from "@/lib/spaces/moderation.ts";
import { type ChatMessage, type ChatPending, MAX_MESSAGE } from "@/lib/spaces/protocol.ts";
import { say, waitForReply } from "@/lib/spaces/say.ts";
import { SAY_REFUSALS } from "@/lib/spaces/say_refusals.ts";
import { leaveSeat, touchSeat } from "@/lib/spaces/seats.ts";
import { requireSpace } from "@/lib/spaces/store.ts";

const tag = "Spaces";
const path = "/api/v1/spatial/spaces/{id}";

const Id = z.string().min(1).max(64);

export const joinSpaceOperation = operation({
  method: "POST",
  path: `${path}/join`,
  summary: "Take a seat, for ten minutes after the last thing one did; who sits there keeps theirs",
  tag,
  auth: "required",
  params: SpaceId,
  query: InviteQuery,
  body: z.object({
    character_id: Id.nullish().describe("Whose looks to wear"),
    invite_code: z.string().max(64).optional(),
  }).prefault({}),
  reply: SpaceReply,
  fails: [
    "not_found",
    "space_full",
    "space_locked",
    "space_banned",
    "invitation_needed",
    "ticket_needed",
    "not_open_yet",
    "event_over",
    "conflict",
  ],
  throttle: JOIN_RULE,
  async run({ params: { id }, query, body, viewer, state: { services, locale } }) {
    const inviteCode = body.invite_code ?? query.invite ?? null;
    const space = await comeIn(services, viewer, {
      id,
      inviteCode,
      characterId: body.character_id,
    });
    return await spaceReply(services, space, { viewer, locale });
  },
});

export const leaveSpaceOperation = operation({
  method: "POST",
  path: `${path}/leave`,
  summary: "Give the seat up; nothing where one has none",
  tag,
  auth: "required",
  params: SpaceId,
  reply: SpaceReply,
  fails: ["not_found", "conflict"],
  throttle: JOIN_RULE,
  async run({ params: { id }, viewer, state: { services, locale } }) {
    const space = await requireSpace(services.kv, id, viewer);
    await leaveSeat(services, { spaceId: id, userId: viewer.id });
    return await spaceReply(services, space, { viewer, locale });
  },
});

/** Longest that a chat waits for a character's answer. After that, the message is answered for all who read along. */
const REPLY_WAIT_MS = 50_000;

const ChatReply = z.object({
  space_id: z.string(),
  user_id: z.string(),
  character_id: z.string().nullable().describe(
    "Who takes part in it; null where no character does",
  ),
  message: z.string(),
  character_reply: z.string().nullable(),
  emotion: z.enum(EMOTIONS).nullable(),
  timestamp: z.iso.datetime(),
  id: z.string(),
  nickname: z.string(),
  character_name: z.string().nullable(),
  nonce: z.string().nullable(),
  unanswered: z.enum(UNANSWERED).nullable().describe(
    "Whose replies are used up, where the character who was spoken to does not answer",
  ),
});

export const chatOperation = operation({
  method: "POST",
  path: `${path}/chat`,
  summary: "Say something, and wait for the character who answers; takes a seat where one has none",
  tag,
  auth: "required",
  params: SpaceId,
  body: z.object({
    message: z.string().trim().min(1).max(MAX_MESSAGE),
    character_id: Id.nullish().describe("Asks this resident to answer"),
    nonce: z.string().min(1).max(40).optional()
      .describe("Comes back with the message; the same one is not said twice"),
  }),
  reply: ChatReply,
  fails: [...joinSpaceOperation.spec.fails ?? [], ...Object.values(SAY_REFUSALS)],
  throttle: CHAT_RULE,
  async run({ params: { id }, body, viewer, state: { services }, ctx }) {
    const space = await comeIn(services, viewer, { id, inviteCode: null });
    const said = await say(services, {
      space,
      speaker: { userId: viewer.id, nickname: viewer.nickname },
      payer: { kind: viewer.kind, address: clientAddress(ctx) },
      message: body.message,
      characterId: body.character_id ?? null,
      nonce: body.nonce ?? null,
      share: null,
    });
    if (!said.ok) {
      const { reason, retryAfterS } = said;
      throw failure(SAY_REFUSALS[reason], retryAfterS === undefined ? {} : { retryAfterS });
    }
    await touchSeat(services, { spaceId: id, userId: viewer.id });
    const message = await answered(services, id, { said: said.message, signal: ctx.req.signal });
    return { space_id: id, ...chatReply(message) };
  },
});

/** The message with its answer; without one where that takes too long, as it is for those who read along. */
async function answered(
  services: Services,
  spaceId: string,
  { said, signal }: { said: ChatMessage | ChatPending; signal: AbortSignal },
): Promise<ChatMessage | ChatPending> {
  if (said.type === "chat_message") return said;
  const late = AbortSignal.timeout(REPLY_WAIT_MS);
  try {
    return await waitForReply(services, spaceId, said.id, AbortSignal.any([late, signal]));
  } catch (error) {
    if (late.aborted || signal.aborted) return said;
    throw error;
  }
}

function chatReply(said: ChatMessage | ChatPending) {
  const isWhole = said.type === "chat_message";
  const { user_id, nickname, message, character_id, character_name, nonce, timestamp, id } = said;
  return {
    id,
    user_id,
    nickname,
    message,
    character_id,
    character_name,
    nonce,
    timestamp,
    character_reply: isWhole ? said.character_reply : null,
    unanswered: isWhole ? said.unanswered ?? null : null,
    emotion: isWhole ? said.emotion : null,
  };
}

const MessageReply = ChatReply.omit({ space_id: true }).extend({
  share: ShareReply.nullable(),
  removed: z.boolean(),
  event_id: z.string().describe("Its place in the log of the space"),
}).meta({ id: "SpaceMessage" });

export const listMessagesOperation = operation({
  method: "GET",
  path: `${path}/messages`,
  summary: "What was said, latest first; kept for thirty days",
  tag,
  auth: "optional",
  params: SpaceId,
  query: ListQuery.extend(InviteQuery.shape),
  reply: listOf(MessageReply),
  fails: ["not_found", "bad_cursor"],
  async run({ params: { id }, query, viewer, state: { services: { kv } } }) {
    const { invite, limit, cursor } = query;
    await requireSpace(kv, id, viewer, { inviteCode: invite });
    const { messages, nextCursor } = await listMessages(kv, id, { limit, before: cursor });
    const items = messages.toReversed().map((message) => {
      const frame = messageFrame(message);
      const { share, removed } = frame;
      return { ...chatReply(frame), share, removed, event_id: message.eventId };
    });
    return { items, next_cursor: nextCursor };
  },
});

export const removeMessageOperation = operation({
  method: "DELETE",
  path: `${path}/messages/{message_id}`,
  summary: "Take away what one said, or what somebody said whom one outranks",
  tag,
  auth: "required",
  params: SpaceId.extend({ message_id: Id }),
  fails: ["not_found", "forbidden", "conflict"],
  throttle: CHANGE_SPACE_RULE,
  async run({ params: { id, message_id }, viewer, state: { services } }) {
    const space = await requireSpace(services.kv, id, viewer);
    const by = { userId: viewer.id, nickname: viewer.nickname };
    await removeMessage(services, space, by, message_id);
  },
});
