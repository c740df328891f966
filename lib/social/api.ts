/** Operations of the API about people: who they are, and who follows whom. */
import { z } from "zod";
import { listOf, ListQuery, operation } from "@/lib/http/operation.ts";
import { block, unblock } from "@/lib/social/block.ts";
import { faceOf } from "@/lib/social/face.ts";
import { follow, unfollow } from "@/lib/social/follow.ts";
import { getInbox, listInbox, markRead } from "@/lib/social/inbox.ts";
import { FOLLOW_RULE } from "@/lib/social/limits.ts";
import { NOTICE_KINDS } from "@/lib/social/model.ts";
import { readPeople } from "@/lib/social/people.ts";
import { getBond, requirePerson } from "@/lib/social/person.ts";
import type { Told } from "@/lib/social/told.ts";

const tag = "People";
const UserId = z.object({ id: z.string().min(1).max(64) });

const FollowReply = z.object({ following: z.boolean(), followers: z.int() })
  .meta({ id: "Following" });

const PersonReply = z.object({
  id: z.string(),
  nickname: z.string(),
  kind: z.enum(["guest", "full"]),
  face_url: z.string(),
  followers: z.int(),
  following_count: z.int(),
  following: z.boolean().describe("Whether whoever asks follows them"),
  created_at: z.iso.datetime(),
}).meta({ id: "Person" });

const ListedReply = z.object({
  id: z.string(),
  nickname: z.string(),
  since: z.iso.datetime(),
  following: z.boolean().describe("Whether whoever asks follows them"),
}).meta({ id: "ListedPerson" });

const NoticeReply = z.object({
  id: z.string(),
  kind: z.enum(NOTICE_KINDS),
  at: z.iso.datetime(),
  read: z.boolean(),
  by: z.array(z.object({ id: z.string(), nickname: z.string() }))
    .describe("Some of those who did it; empty for likes and feedback, which are not signed"),
  times: z.int().describe("How many did it; 100 stands for any more"),
  title: z.string().nullable(),
  chapter: z.string().nullable(),
  words: z.string().nullable(),
  path: z.string(),
}).meta({ id: "Notification" });

const followOperation = operation({
  method: "PUT",
  path: "/api/v1/users/{id}/follow",
  summary: "Follow somebody; doing so twice changes nothing",
  tag,
  auth: "required",
  params: UserId,
  reply: FollowReply,
  fails: ["forbidden", "too_many"],
  throttle: FOLLOW_RULE,
  run: ({ params, viewer, state: { services: { kv, now } } }) =>
    follow(kv, { followerId: viewer.id, writerId: params.id }, now()),
});

const unfollowOperation = operation({
  method: "DELETE",
  path: "/api/v1/users/{id}/follow",
  summary: "Stop following somebody",
  tag,
  auth: "required",
  params: UserId,
  reply: FollowReply,
  throttle: FOLLOW_RULE,
  async run({ params, viewer, state: { services: { kv } } }) {
    const { id } = await requirePerson(kv, params.id);
    return await unfollow(kv, { followerId: viewer.id, writerId: id });
  },
});

const blockOperation = operation({
  method: "PUT",
  path: "/api/v1/users/{id}/block",
  summary: "Keep somebody away: they can not follow, and are not told of",
  tag,
  auth: "required",
  params: UserId,
  fails: ["too_many"],
  throttle: FOLLOW_RULE,
  run: ({ params, viewer, state: { services: { kv, now } } }) =>
    block(kv, { userId: viewer.id, otherId: params.id }, now()),
});

const unblockOperation = operation({
  method: "DELETE",
  path: "/api/v1/users/{id}/block",
  summary: "Let somebody near again",
  tag,
  auth: "required",
  params: UserId,
  throttle: FOLLOW_RULE,
  run: ({ params, viewer, state: { services: { kv } } }) =>
    unblock(kv, { userId: viewer.id, otherId: params.id }),
});

const getPersonOperation = operation({
  method: "GET",
  path: "/api/v1/users/{id}",
  summary: "Read who somebody is",
  tag,
  auth: "optional",
  params: UserId,
  reply: PersonReply,
  async run({ params, viewer, state: { services: { kv } } }) {
    const person = await requirePerson(kv, params.id);
    const bond = await getBond(kv, person.id, viewer?.id ?? null);
    return {
      id: person.id,
      nickname: person.nickname,
      kind: person.isGuest ? "guest" as const : "full" as const,
      face_url: faceOf(person.id),
      followers: bond.followers,
      following_count: bond.followingCount,
      following: bond.following,
      created_at: new Date(person.sinceMs).toISOString(),
    };
  },
});

const listOperation = (list: "followers" | "following") =>
  operation({
    method: "GET",
    path: `/api/v1/users/{id}/${list}`,
    summary: list === "followers"
      ? "List who follows somebody, the latest first"
      : "List whom somebody follows, the latest first",
    tag,
    auth: "optional",
    params: UserId,
    query: ListQuery,
    reply: listOf(ListedReply),
    fails: ["bad_cursor"],
    async run({ params, query, viewer, state: { services: { kv } } }) {
      const viewerId = viewer?.id ?? null;
      const found = await readPeople(kv, params.id, { list, viewerId, ...query });
      return {
        items: found.items.map(({ person, sinceMs, following }) => ({
          id: person.id,
          nickname: person.nickname,
          since: new Date(sinceMs).toISOString(),
          following,
        })),
        next_cursor: found.nextCursor,
      };
    },
  });

const listFollowersOperation = listOperation("followers");
const listFollowingOperation = listOperation("following");

const listNotificationsOperation = operation({
  method: "GET",
  path: "/api/v1/notifications",
  summary: "List what happened that concerns whoever asks, the latest first",
  tag,
  auth: "required",
  query: ListQuery,
  reply: listOf(NoticeReply),
  fails: ["bad_cursor"],
  async run({ query, viewer, state: { services: { kv, now } } }) {
    const { seenAtMs, off } = await getInbox(kv, viewer.id);
    const { items, nextCursor } = await listInbox(kv, {
      userId: viewer.id,
      off,
      ...query,
      nowMs: now(),
    });
    return { items: items.map((told) => replyOf(told, seenAtMs)), next_cursor: nextCursor };
  },
});

function replyOf(told: Told, seenAtMs: number): z.input<typeof NoticeReply> {
  const { id, kind, atMs, by, times, title, chapter, words, path } = told;
  const at = new Date(atMs).toISOString();
  return { id, kind, at, read: atMs <= seenAtMs, by, times, title, chapter, words, path };
}

const readNotificationsOperation = operation({
  method: "POST",
  path: "/api/v1/notifications/read",
  summary: "Mark everything up to a moment as read",
  tag,
  auth: "required",
  body: z.object({ until: z.iso.datetime().describe("Of the latest notification that was seen") }),
  run: ({ body, viewer, state: { services: { kv, now } } }) =>
    markRead(kv, viewer.id, { untilMs: Date.parse(body.until), nowMs: now() }),
});

export const followOperations = [followOperation, unfollowOperation] as const;
export const blockOperations = [blockOperation, unblockOperation] as const;
export { getPersonOperation, listFollowersOperation, listFollowingOperation };
export { listNotificationsOperation, readNotificationsOperation };

export const socialOperations = [
  getPersonOperation,
  ...followOperations,
  ...blockOperations,
  listFollowersOperation,
  listFollowingOperation,
  listNotificationsOperation,
  readNotificationsOperation,
] as const;
