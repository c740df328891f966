/** What following, notices and feedback owe to accounts: export, deletion, moving. */
import type { AccountDomain } from "@/lib/accounts/domains.ts";
import { getStay } from "@/lib/accounts/gone.ts";
import { asFailure, type Reason } from "@/lib/errors.ts";
import { block, listBlocked, unblock } from "@/lib/social/block.ts";
import { feedbackGivenBy, moveFeedback, takeBackFeedback } from "@/lib/social/feedback.ts";
import { follow, unfollow } from "@/lib/social/follow.ts";
import { NOTICE_MS, readNews, readNotice } from "@/lib/social/model.ts";
import { ringBell } from "@/lib/social/notify.ts";
import { deletePrefix } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";

const KEPT = { expireIn: NOTICE_MS };

export const socialDomain: AccountDomain = {
  name: "social",

  async *exportData(kv, userId) {
    const lists = { following: keys.followings(userId), followers: keys.followers(userId) };
    for (const [name, prefix] of Object.entries(lists)) {
      yield [`social/${name}.json`, await readEdges(kv, prefix)];
    }
    yield ["social/kept_away.json", await listBlocked(kv, userId)];
    yield ["social/feedback.json", await Array.fromAsync(feedbackGivenBy(kv, userId))];
    const notices = await Array.fromAsync(kv.list({ prefix: keys.notices(userId) }));
    yield ["social/notices.json", notices.map(({ value }) => value)];
    const { value: inbox } = await kv.get(keys.inbox(userId));
    if (inbox !== null) yield ["social/inbox.json", inbox];
  },

  async deleteData(kv, userId) {
    for await (const feedback of feedbackGivenBy(kv, userId)) await takeBackFeedback(kv, feedback);
    await endFollows(kv, userId);
    await endBlocks(kv, userId);
    await deleteOwn(kv, userId);
  },

  async moveData(kv, fromId, toId) {
    const stay = await getStay(kv, toId);
    if (!stay) return;
    for await (const feedback of feedbackGivenBy(kv, fromId)) {
      await moveFeedback(kv, feedback, { toId, stay });
    }
    await moveBlocks(kv, fromId, toId);
    await moveFollows(kv, fromId, toId);
    await moveNotices(kv, { fromId, toId, stay });
    await deleteOwn(kv, fromId);
  },
};

interface EdgeEntry {
  id: string;
  since: string;
}

async function readEdges(kv: Deno.Kv, prefix: Deno.KvKey): Promise<EdgeEntry[]> {
  const edges: EdgeEntry[] = [];
  for await (const { key, value } of kv.list<string>({ prefix })) {
    edges.push({ id: value, since: new Date(Number(key[2])).toISOString() });
  }
  return edges;
}

async function endFollows(kv: Deno.Kv, userId: string): Promise<void> {
  for await (const { value } of kv.list<string>({ prefix: keys.followings(userId) })) {
    await unfollow(kv, { followerId: userId, writerId: value });
  }
  for await (const { value } of kv.list<string>({ prefix: keys.followers(userId) })) {
    await unfollow(kv, { followerId: value, writerId: userId });
  }
  await deletePrefix(kv, keys.followCounts(userId));
}

async function endBlocks(kv: Deno.Kv, userId: string): Promise<void> {
  for (const otherId of await listBlocked(kv, userId)) await unblock(kv, { userId, otherId });
  for await (const { key } of kv.list({ prefix: keys.blockersOf(userId) })) {
    await unblock(kv, { userId: String(key.at(-1)), otherId: userId });
  }
}

/** What is the person's alone, and counted nowhere. */
async function deleteOwn(kv: Deno.Kv, userId: string): Promise<void> {
  for (const prefix of [keys.newsOf(userId), keys.notices(userId), keys.noticePartsOf(userId)]) {
    await deletePrefix(kv, prefix);
  }
  await kv.atomic()
    .delete(keys.newsHead(userId))
    .delete(keys.noticeBell(userId))
    .delete(keys.inbox(userId))
    .commit();
}

/** Reasons why something cannot be another account's as well: it is theirs already, or too much, or somebody left. */
const LEFT_BEHIND: readonly Reason[] = [
  "not_found",
  "invalid_input",
  "forbidden",
  "too_many",
  "unauthorized",
];

/** Waits for something that may be left behind as an account moves. */
async function orLeave(moving: Promise<unknown>): Promise<void> {
  try {
    await moving;
  } catch (error) {
    if (!LEFT_BEHIND.includes(asFailure(error).reason)) throw error;
  }
}

async function moveFollows(kv: Deno.Kv, fromId: string, toId: string): Promise<void> {
  for await (const { key, value } of kv.list<string>({ prefix: keys.followings(fromId) })) {
    await orLeave(follow(kv, { followerId: toId, writerId: value }, Number(key[2])));
    await unfollow(kv, { followerId: fromId, writerId: value });
  }
  for await (const { key, value } of kv.list<string>({ prefix: keys.followers(fromId) })) {
    await orLeave(follow(kv, { followerId: value, writerId: toId }, Number(key[2])));
    await unfollow(kv, { followerId: value, writerId: fromId });
  }
  await deletePrefix(kv, keys.followCounts(fromId));
}

async function moveBlocks(kv: Deno.Kv, fromId: string, toId: string): Promise<void> {
  for (const otherId of await listBlocked(kv, fromId)) {
    if (otherId !== toId) {
      const { value } = await kv.get<number>(keys.block(fromId, otherId));
      await orLeave(block(kv, { userId: toId, otherId }, value ?? 0));
    }
    await unblock(kv, { userId: fromId, otherId });
  }
  for await (const { key, value } of kv.list<number>({ prefix: keys.blockersOf(fromId) })) {
    const userId = String(key.at(-1));
    if (userId !== toId) await orLeave(block(kv, { userId, otherId: toId }, value));
    await unblock(kv, { userId, otherId: fromId });
  }
}

/** Notices and news stand under their owner's id: they are written again under the other's. */
async function moveNotices(
  kv: Deno.Kv,
  { fromId, toId, stay }: { fromId: string; toId: string; stay: Deno.AtomicCheck },
): Promise<void> {
  const move = async (from: Deno.KvKey, to: Deno.KvKey, value: unknown) => {
    await kv.atomic().check(stay).set(to, value, KEPT).delete(from).commit();
  };
  for await (const { key, value } of kv.list({ prefix: keys.notices(fromId) })) {
    await move(key, keys.notice(toId, Number(key[2]), String(key[3])), readNotice(value));
  }
  for await (const { key, value } of kv.list<number>({ prefix: keys.noticePartsOf(fromId) })) {
    await move(key, keys.noticePart(toId, String(key[2]), String(key[3])), value);
  }
  for await (const { key, value } of kv.list({ prefix: keys.newsOf(fromId) })) {
    const news = { ...readNews(value), writerId: toId };
    await move(key, keys.news(toId, Number(key[2]), String(key[3])), news);
  }
  const [from, to] = await kv.getMany<[number, number]>([
    keys.newsHead(fromId),
    keys.newsHead(toId),
  ]);
  const write = kv.atomic().check(stay, to);
  if ((from.value ?? 0) > (to.value ?? 0)) write.set(to.key, from.value, KEPT);
  ringBell(write, toId);
  // Lost to something that is published just now, whose head is the later one.
  await write.commit();
}
