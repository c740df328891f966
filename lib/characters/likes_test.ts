/** Likes: exact under a crowd, harmless to repeat, gone with what was liked. */
import assert from "node:assert/strict";
import { make, openKvWith, START_MS } from "@/lib/characters/characters_for_tests.ts";
import { countChat, forgetLikesOf, isLiked, setLike } from "@/lib/characters/likes.ts";
import { getCounts, settleDueStandings } from "@/lib/characters/standing.ts";
import { listCharacters } from "@/lib/characters/listing.ts";
import { deleteCharacter } from "@/lib/characters/store.ts";
import { checkStore } from "@/lib/store/check/check.ts";
import { keys } from "@/lib/store/keys.ts";

const CROWD = Array.from({ length: 200 }, (_, n) => `u${n}`);

const like = (kv: Deno.Kv, subjectId: string, userId: string, liked = true) =>
  setLike(kv, { kind: "character", subjectId, userId, liked, nowMs: START_MS });

Deno.test("the likes of 200 people at once are counted exactly", async () => {
  using kv = await openKvWith("owner", "leaving", "staying", ...CROWD);
  const { id } = await make(kv, "a");
  const states = await Promise.all(CROWD.map((user) => like(kv, id, user)));
  assert.ok(states.every(({ liked }) => liked));
  assert.equal((await like(kv, id, "u0")).likes, 200);
  assert.deepEqual(await getCounts(kv, [id]), [{ likes: 200, chats: 0 }]);
  await Promise.all(CROWD.slice(0, 150).map((user) => like(kv, id, user, false)));
  assert.equal((await like(kv, id, "u199")).likes, 50);
  assert.deepEqual(await checkStore(kv), []);
});

Deno.test("liking twice is one like, and so is a like sent ten times at once", async () => {
  using kv = await openKvWith("owner", "leaving", "staying", ...CROWD);
  const { id } = await make(kv, "a");
  await Promise.all(Array.from({ length: 10 }, () => like(kv, id, "u")));
  assert.deepEqual(await like(kv, id, "u"), { liked: true, likes: 1 });
  assert.deepEqual(await like(kv, id, "u", false), { liked: false, likes: 0 });
  assert.deepEqual(await like(kv, id, "u", false), { liked: false, likes: 0 });
  assert.equal(await isLiked(kv, "character", { subjectId: id, userId: "u" }), false);
});

Deno.test("what is gone cannot be liked, and its likes go with it", async () => {
  using kv = await openKvWith("owner", "leaving", "staying", ...CROWD);
  const { id } = await make(kv, "a");
  for (let n = 0; n < 25; n++) await like(kv, id, `u${n}`);
  await Promise.all([
    deleteCharacter(kv, id, "owner"),
    ...Array.from({ length: 25 }, (_, n) => like(kv, id, `late${n}`)),
    ...Array.from({ length: 5 }, (_, n) => like(kv, id, `u${n}`, false)),
  ]);
  assert.deepEqual(await like(kv, id, "u1"), { liked: false, likes: 0 });
  for (const prefix of [keys.likes(), keys.likedByAny(), keys.counts(), keys.standingsDue()]) {
    assert.deepEqual(await Array.fromAsync(kv.list({ prefix })), []);
  }
});

Deno.test("forgetLikesOf() takes back every like of one person and nobody else's", async () => {
  using kv = await openKvWith("owner", "leaving", "staying", ...CROWD);
  const [a, b] = [await make(kv, "a"), await make(kv, "b")];
  for (const { id } of [a, b]) {
    await like(kv, id, "leaving");
    await like(kv, id, "staying");
  }
  await forgetLikesOf(kv, "leaving", START_MS);
  assert.deepEqual(await getCounts(kv, [a.id, b.id]), [
    { likes: 1, chats: 0 },
    { likes: 1, chats: 0 },
  ]);
  assert.deepEqual(await checkStore(kv), []);
});

Deno.test("chats move a character in the lists once they are settled", async () => {
  using kv = await openKvWith("owner", "leaving", "staying", ...CROWD);
  const [quiet, busy] = [await make(kv, "quiet", { nowMs: START_MS + 1 }), await make(kv, "busy")];
  const write = kv.atomic();
  countChat(write, busy.id);
  await write.commit();
  const order = async () =>
    (await listCharacters(kv, { sort: "popular", limit: 5 })).items.map(({ character }) =>
      character.id
    );
  await settleDueStandings(kv, START_MS + 2);
  assert.deepEqual(await order(), [busy.id, quiet.id]);
  assert.deepEqual(await checkStore(kv), []);
});
