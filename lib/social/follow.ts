/** Following writers. Lists and counters change with the edge itself, in one commit; nobody's waits for another's. */
import { getStay, requireStay } from "@/lib/accounts/gone.ts";
import { failure } from "@/lib/errors.ts";
import { isId } from "@/lib/id.ts";
import { MAX_FOLLOWING } from "@/lib/social/model.ts";
import { gather, ringBell, ungather } from "@/lib/social/notify.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";
import { listPage, type Page } from "@/lib/store/page.ts";

const ONE = new Deno.KvU64(1n);
/** Sums wrap around, so this takes one away. Source: Deno KV, `sum`. */
const MINUS_ONE = new Deno.KvU64(2n ** 64n - 1n);

export interface FollowState {
  following: boolean;
  followers: number;
}

export interface Edge {
  followerId: string;
  writerId: string;
}

/**
 * Follows a writer. Saying so twice changes nothing.
 *
 * @throws {HttpError} `not_found` for somebody who is not there (any more), `invalid_input` for oneself, `forbidden` where
 * one keeps the other away, `too_many`.
 */
export async function follow(
  kv: Deno.Kv,
  { followerId, writerId }: Edge,
  nowMs: number,
): Promise<FollowState> {
  if (!isId(writerId)) throw failure("not_found");
  if (followerId === writerId) {
    throw failure("invalid_input", { detail: "Cannot follow oneself" });
  }
  await commitWithRetry(async () => {
    const [edge, writer, shut, shutOut, count] = await kv.getMany<
      [number, unknown, number, number, Deno.KvU64]
    >([
      keys.follow(followerId, writerId),
      keys.user(writerId),
      keys.block(writerId, followerId),
      keys.block(followerId, writerId),
      keys.followCount(followerId, "following"),
    ]);
    if (edge.value !== null) return { write: null, value: undefined };
    const writerStays = await getStay(kv, writerId);
    if (writer.value === null || !writerStays) throw failure("not_found");
    if (shut.value !== null || shutOut.value !== null) throw failure("forbidden");
    if (Number(count.value?.value ?? 0n) >= MAX_FOLLOWING) throw failure("too_many");
    const write = kv.atomic()
      .check(edge, shut, shutOut, writerStays, await requireStay(kv, followerId))
      .set(edge.key, nowMs)
      .set(keys.following(followerId, nowMs, writerId), writerId)
      .set(keys.follower(writerId, nowMs, followerId), followerId);
    count1(write, { followerId, writerId }, ONE);
    await gather(kv, write, {
      kind: "follower",
      toId: writerId,
      byId: followerId,
      subject: null,
      atMs: nowMs,
    });
    // From now on, there is something to look for.
    ringBell(write, followerId);
    return { write, value: undefined };
  });
  return await getFollowState(kv, { followerId, writerId });
}

/** Stops following. Nothing happens where nobody follows. */
export async function unfollow(
  kv: Deno.Kv,
  { followerId, writerId }: Edge,
): Promise<FollowState> {
  if (!isId(writerId)) throw failure("not_found");
  await commitWithRetry(async () => {
    const edge = await kv.get<number>(keys.follow(followerId, writerId));
    if (edge.value === null) return { write: null, value: undefined };
    const write = kv.atomic().check(edge);
    putUnfollow(write, { followerId, writerId }, edge.value);
    return { write, value: undefined };
  });
  return await getFollowState(kv, { followerId, writerId });
}

/** Puts the end of an edge, which is checked to be as old as `sinceMs` says, into a commit. */
export function putUnfollow(write: Deno.AtomicOperation, edge: Edge, sinceMs: number): void {
  const { followerId, writerId } = edge;
  write.delete(keys.follow(followerId, writerId))
    .delete(keys.following(followerId, sinceMs, writerId))
    .delete(keys.follower(writerId, sinceMs, followerId));
  count1(write, edge, MINUS_ONE);
  const deed = { toId: writerId, byId: followerId, subject: null, atMs: sinceMs };
  ungather(write, { kind: "follower", ...deed });
  ringBell(write, followerId);
}

/** Blind sums: they never collide, so the writer whom thousands follow is no slower to follow than any other. */
function count1(
  write: Deno.AtomicOperation,
  { followerId, writerId }: Edge,
  value: Deno.KvU64,
): void {
  write
    .mutate({ type: "sum", key: keys.followCount(writerId, "followers"), value })
    .mutate({ type: "sum", key: keys.followCount(followerId, "following"), value });
}

export async function getFollowState(
  kv: Deno.Kv,
  { followerId, writerId }: Edge,
): Promise<FollowState> {
  const [edge, count] = await kv.getMany<[number, Deno.KvU64]>([
    keys.follow(followerId, writerId),
    keys.followCount(writerId, "followers"),
  ]);
  return { following: edge.value !== null, followers: Number(count.value?.value ?? 0n) };
}

/** Whether `followerId`, who may be nobody, follows. */
export async function isFollowing(
  kv: Deno.Kv,
  followerId: string | null,
  writerId: string,
): Promise<boolean> {
  if (followerId === null) return false;
  return (await kv.get(keys.follow(followerId, writerId))).versionstamp !== null;
}

export async function countFollows(
  kv: Deno.Kv,
  userId: string,
): Promise<{ followers: number; following: number }> {
  const [followers, following] = await kv.getMany<[Deno.KvU64, Deno.KvU64]>([
    keys.followCount(userId, "followers"),
    keys.followCount(userId, "following"),
  ]);
  return {
    followers: Number(followers.value?.value ?? 0n),
    following: Number(following.value?.value ?? 0n),
  };
}

export type FollowList = "followers" | "following";

/** Lists the ids of those who follow somebody, or are followed, the latest first, each with the moment it began. */
export async function listFollows(
  kv: Deno.Kv,
  userId: string,
  { list, ...page }: { list: FollowList; limit: number; cursor?: string | undefined },
): Promise<Page<{ id: string; sinceMs: number }>> {
  const prefix = list === "followers" ? keys.followers(userId) : keys.followings(userId);
  const { items, nextCursor } = await listPage<string>(kv, prefix, { ...page, reverse: true });
  return {
    items: items.map(({ key, value }) => ({ id: value, sinceMs: Number(key[2]) })),
    nextCursor,
  };
}
