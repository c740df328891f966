/** Keeping people away: whoever is kept away neither follows nor is told of. */
import { requireStay } from "@/lib/accounts/gone.ts";
import { failure } from "@/lib/errors.ts";
import { isId } from "@/lib/id.ts";
import { putUnfollow } from "@/lib/social/follow.ts";
import { MAX_BLOCKS } from "@/lib/social/model.ts";
import { ringBell } from "@/lib/social/notify.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";
import { listValues } from "@/lib/store/page.ts";

export interface Pair {
  userId: string;
  otherId: string;
}

/**
 * Keeps somebody away, and ends following in both directions. Saying so twice changes nothing.
 *
 * @throws {HttpError} `not_found`, `invalid_input` for oneself, `too_many`.
 */
export async function block(
  kv: Deno.Kv,
  { userId, otherId }: Pair,
  nowMs: number,
): Promise<void> {
  if (!isId(otherId)) throw failure("not_found");
  if (userId === otherId) {
    throw failure("invalid_input", { detail: "Cannot keep oneself away" });
  }
  await commitWithRetry(async () => {
    const [known, other, there, back, gone] = await kv.getMany<
      [number, unknown, number, number, unknown]
    >([
      keys.block(userId, otherId),
      keys.user(otherId),
      keys.follow(userId, otherId),
      keys.follow(otherId, userId),
      keys.gone(otherId),
    ]);
    if (known.value !== null) return { write: null, value: undefined };
    if (other.value === null || gone.value !== null) throw failure("not_found");
    if ((await listValues(kv, keys.blocks(userId))).length >= MAX_BLOCKS) throw failure("too_many");
    const write = kv.atomic().check(known, there, back, gone, await requireStay(kv, userId))
      .set(known.key, nowMs)
      .set(keys.blockedBy(otherId, userId), nowMs);
    if (there.value !== null) {
      putUnfollow(write, { followerId: userId, writerId: otherId }, there.value);
    }
    if (back.value !== null) {
      putUnfollow(write, { followerId: otherId, writerId: userId }, back.value);
    }
    ringBell(write, userId);
    return { write, value: undefined };
  });
}

/** Lets somebody near again. Nothing happens where nobody is kept away. */
export async function unblock(kv: Deno.Kv, { userId, otherId }: Pair): Promise<void> {
  if (!isId(otherId)) throw failure("not_found");
  await commitWithRetry(async () => {
    const known = await kv.get<number>(keys.block(userId, otherId));
    if (known.value === null) return { write: null, value: undefined };
    const write = kv.atomic().check(known)
      .delete(known.key)
      .delete(keys.blockedBy(otherId, userId));
    ringBell(write, userId);
    return { write, value: undefined };
  });
}

/** Ids of those whom somebody keeps away, at most {@link MAX_BLOCKS}. */
export async function listBlocked(kv: Deno.Kv, userId: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { key } of kv.list({ prefix: keys.blocks(userId) })) {
    found.push(String(key.at(-1)));
  }
  return found;
}

export async function isBlocked(kv: Deno.Kv, { userId, otherId }: Pair): Promise<boolean> {
  return (await kv.get(keys.block(userId, otherId))).versionstamp !== null;
}
