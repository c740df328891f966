import assert from "node:assert/strict";
import { createGuest } from "@/lib/accounts/store.ts";
import { asFailure } from "@/lib/errors.ts";
import { block, isBlocked, unblock } from "@/lib/social/block.ts";
import { countFollows, follow, isFollowing, listFollows, unfollow } from "@/lib/social/follow.ts";
import { MAX_FOLLOWING } from "@/lib/social/model.ts";
import { checkStore } from "@/lib/store/check/check.ts";
import { keys } from "@/lib/store/keys.ts";

const NOW_MS = Date.UTC(2026, 4, 1, 9);

async function people(kv: Deno.Kv, count: number): Promise<string[]> {
  const made = await Promise.all(
    Array.from({ length: count }, (_, n) => createGuest(kv, { nickname: `P${n}`, nowMs: n })),
  );
  return made.map(({ id }) => id);
}

async function reasonOf(doing: Promise<unknown>): Promise<string> {
  try {
    await doing;
  } catch (error) {
    return asFailure(error).reason;
  }
  return "nothing was refused";
}

Deno.test("follow() counts a person once, and unfollow() takes everything back", async () => {
  using kv = await Deno.openKv(":memory:");
  const [reader, writer] = await people(kv, 2) as [string, string];
  const edge = { followerId: reader, writerId: writer };
  assert.deepEqual(await follow(kv, edge, NOW_MS), { following: true, followers: 1 });
  assert.deepEqual(await follow(kv, edge, NOW_MS + 5), { following: true, followers: 1 });
  assert.deepEqual(await countFollows(kv, reader), { followers: 0, following: 1 });
  assert.deepEqual(await checkStore(kv), []);
  assert.deepEqual(await unfollow(kv, edge), { following: false, followers: 0 });
  assert.deepEqual(await unfollow(kv, edge), { following: false, followers: 0 });
  assert.deepEqual(await checkStore(kv), []);
});

Deno.test("forty who follow one writer at once are all counted", async () => {
  using kv = await Deno.openKv(":memory:");
  const [writer = "", ...readers] = await people(kv, 41);
  await Promise.all(
    readers.map((followerId, n) => follow(kv, { followerId, writerId: writer }, NOW_MS + n)),
  );
  assert.equal((await countFollows(kv, writer)).followers, 40);
  const first = await listFollows(kv, writer, { list: "followers", limit: 30 });
  const rest = await listFollows(kv, writer, {
    list: "followers",
    limit: 30,
    cursor: first.nextCursor!,
  });
  const listed = [...first.items, ...rest.items];
  assert.deepEqual(listed.map(({ id }) => id), readers.toReversed());
  assert.equal(rest.nextCursor, null);
  assert.deepEqual(await checkStore(kv), []);
});

Deno.test("follow() refuses oneself, nobody, those who are going, and one more than there may be", async () => {
  using kv = await Deno.openKv(":memory:");
  const [reader, writer, going] = await people(kv, 3) as [string, string, string];
  await kv.set(keys.gone(going), NOW_MS);
  const tries = {
    [reader]: "invalid_input",
    nobody: "not_found",
    "no id/": "not_found",
    [going]: "not_found",
  };
  for (const [writerId, reason] of Object.entries(tries)) {
    assert.equal(await reasonOf(follow(kv, { followerId: reader, writerId }, NOW_MS)), reason);
  }
  assert.equal(
    await reasonOf(follow(kv, { followerId: going, writerId: writer }, NOW_MS)),
    "unauthorized",
  );
  await kv.set(keys.followCount(reader, "following"), new Deno.KvU64(BigInt(MAX_FOLLOWING)));
  const one = follow(kv, { followerId: reader, writerId: writer }, NOW_MS);
  assert.equal(await reasonOf(one), "too_many");
});

Deno.test("block() ends following both ways and keeps it from beginning again", async () => {
  using kv = await Deno.openKv(":memory:");
  const [me, other] = await people(kv, 2) as [string, string];
  const there = { followerId: me, writerId: other };
  const back = { followerId: other, writerId: me };
  await follow(kv, there, NOW_MS);
  await follow(kv, back, NOW_MS);
  await block(kv, { userId: me, otherId: other }, NOW_MS);
  await block(kv, { userId: me, otherId: other }, NOW_MS);
  assert.equal(await isFollowing(kv, me, other), false);
  assert.equal(await isFollowing(kv, other, me), false);
  assert.equal(await reasonOf(follow(kv, there, NOW_MS)), "forbidden");
  assert.equal(await reasonOf(follow(kv, back, NOW_MS)), "forbidden");
  assert.deepEqual(await checkStore(kv), []);
  await unblock(kv, { userId: me, otherId: other });
  assert.equal(await isBlocked(kv, { userId: me, otherId: other }), false);
  assert.equal((await follow(kv, back, NOW_MS)).following, true);
  assert.deepEqual(await checkStore(kv), []);
});
