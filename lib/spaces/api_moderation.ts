/** Operations of the API for those who keep order in a space. */
import { z } from "zod";
import { failure } from "@/lib/errors.ts";
import { listOf, ListQuery, type Operation, operation } from "@/lib/http/operation.ts";
import * as spaces from "@/lib/spaces/api.ts";
import * as life from "@/lib/spaces/api_life.ts";
import { SpaceId } from "@/lib/spaces/api_reply.ts";
import { listDeeds } from "@/lib/spaces/deeds.ts";
import { MODERATE_RULE } from "@/lib/spaces/limits.ts";
import { moderate, ModerationInput } from "@/lib/spaces/moderate.ts";
import { listPenalties } from "@/lib/spaces/moderation.ts";
import { type Ban, DEEDS } from "@/lib/spaces/moderation_model.ts";
import { requireKeptSpace } from "@/lib/spaces/store.ts";

const tag = "Spaces";
const path = "/api/v1/spatial/spaces/{id}/moderation";

const PenaltyReply = z.object({
  user_id: z.string(),
  nickname: z.string(),
  reason: z.string(),
  since: z.iso.datetime(),
  until: z.iso.datetime().nullable().describe("Null for good"),
});

const DeedReply = z.object({
  id: z.string(),
  action: z.enum(DEEDS),
  by: z.string(),
  by_nickname: z.string(),
  user_id: z.string().nullable(),
  nickname: z.string().nullable(),
  seconds: z.number().nullable(),
  reason: z.string(),
  timestamp: z.iso.datetime(),
});

export const moderateOperation = operation({
  method: "POST",
  path,
  summary: "Do something to a person or to the space: kick, ban, mute, lock, slow mode, moderators",
  tag,
  auth: "required",
  params: SpaceId,
  body: ModerationInput,
  fails: ["not_found", "forbidden", "too_many", "conflict"],
  throttle: MODERATE_RULE,
  async run({ params: { id }, body, viewer, state: { services } }) {
    const space = await requireKeptSpace(services.kv, id, viewer);
    await moderate(services, space, { userId: viewer.id, nickname: viewer.nickname }, body);
  },
});

export const getModerationOperation = operation({
  method: "GET",
  path,
  summary:
    "Who is shut out or silenced, and what moderators did, latest first; kept for ninety days",
  tag,
  auth: "required",
  params: SpaceId,
  query: ListQuery,
  reply: listOf(DeedReply).extend({
    bans: z.array(PenaltyReply),
    mutes: z.array(PenaltyReply),
  }),
  fails: ["not_found", "forbidden", "bad_cursor"],
  async run({ params: { id }, query, viewer, state: { services: { kv, now } } }) {
    if (!viewer) throw failure("unauthorized");
    await requireKeptSpace(kv, id, viewer);
    const [{ items, nextCursor }, { bans, mutes }] = await Promise.all([
      listDeeds(kv, id, query),
      listPenalties(kv, id, now()),
    ]);
    return {
      items: items.map((deed) => ({
        id: deed.id,
        action: deed.action,
        by: deed.byId,
        by_nickname: deed.byName,
        user_id: deed.userId,
        nickname: deed.nickname,
        seconds: deed.seconds,
        reason: deed.reason,
        timestamp: iso(deed.atMs),
      })),
      next_cursor: nextCursor,
      bans: bans.map(penaltyReply),
      mutes: mutes.map(penaltyReply),
    };
  },
});

function penaltyReply({ userId, nickname, reason, atMs, untilMs }: Ban) {
  return {
    user_id: userId,
    nickname,
    reason,
    since: iso(atMs),
    until: untilMs === null ? null : iso(untilMs),
  };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

/** Everything about spaces, for the API's document. */
export const spaceOperations: readonly Operation[] = [
  spaces.listSpacesOperation,
  spaces.createSpaceOperation,
  spaces.getSpaceOperation,
  spaces.changeSpaceOperation,
  spaces.deleteSpaceOperation,
  life.joinSpaceOperation,
  life.leaveSpaceOperation,
  life.chatOperation,
  life.listMessagesOperation,
  life.removeMessageOperation,
  spaces.inviteToSpaceOperation,
  spaces.closeInvitationOperation,
  getModerationOperation,
  moderateOperation,
];
