/** Standings: how likes, chats and time become an order. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { make, START_MS } from "@/lib/characters/characters_for_tests.ts";
import { advanceStanding, newStanding, rankKeys, scopesOf } from "@/lib/characters/standing.ts";
import type { Character } from "@/lib/characters/model.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

async function someone(change: Partial<Character> = {}): Promise<Character> {
  using kv = await Deno.openKv(":memory:");
  return { ...await make(kv, "a"), ...change };
}

Deno.test("scopesOf() lists a public character under all, its language and each tag once", async () => {
  const character = await someone({ tags: ["Sea", "sea", "바다"], lang: "en" });
  assert.deepEqual(scopesOf(character), ["", "lang:en", "tag:sea", "tag:바다"]);
  assert.deepEqual(
    scopesOf({ ...character, rating: "mature" }),
    ["mature|", "mature|lang:en", "mature|tag:sea", "mature|tag:바다"],
  );
  assert.deepEqual(scopesOf({ ...character, visibility: "unlisted" }), []);
});

Deno.test("trending puts a little of today above more of last week", async () => {
  const character = await someone();
  const start = newStanding(character);
  const old = advanceStanding(start, { likes: 10, chats: 0, nowMs: START_MS });
  const fresh = advanceStanding(start, { likes: 4, chats: 0, nowMs: START_MS + 7 * DAY_MS });
  assert.ok(fresh.scores.trending > old.scores.trending);
  assert.ok(fresh.scores.popular < old.scores.popular);
  const sooner = advanceStanding(start, { likes: 4, chats: 0, nowMs: START_MS + DAY_MS });
  assert.ok(sooner.scores.trending < old.scores.trending);
});

Deno.test("trending puts who came today above who came long ago, where nobody did anything", async () => {
  const old = newStanding(await someone());
  const young = newStanding(await someone({ createdAtMs: START_MS + DAY_MS }));
  assert.ok(young.scores.trending > old.scores.trending);
});

Deno.test("advanceStanding() gives the same score for likes one by one as for all at once", async () => {
  const start = newStanding(await someone());
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 0, max: 40 }),
      (likes, chats) => {
        const nowMs = START_MS + DAY_MS;
        const whole = advanceStanding(start, { likes, chats, nowMs });
        let step = start;
        for (let n = 1; n <= likes; n++) {
          step = advanceStanding(step, {
            likes: n,
            chats: 0,
            nowMs,
          });
        }
        for (let n = 1; n <= chats; n++) step = advanceStanding(step, { likes, chats: n, nowMs });
        assert.ok(Math.abs(step.scores.trending - whole.scores.trending) < 1e-6);
        assert.equal(step.scores.popular, whole.scores.popular);
      },
    ),
    { seed: 7, numRuns: 50 },
  );
});

Deno.test("a like that is taken back lowers popular and leaves trending finite", async () => {
  const liked = advanceStanding(newStanding(await someone()), {
    likes: 3,
    chats: 1,
    nowMs: START_MS,
  });
  const back = advanceStanding(liked, { likes: 0, chats: 1, nowMs: START_MS + DAY_MS });
  assert.ok(back.scores.popular < liked.scores.popular);
  assert.equal(back.scores.trending, liked.scores.trending);
  assert.ok(Number.isFinite(back.scores.trending));
});

Deno.test("rankKeys() names one key for each order and list", async () => {
  const character = await someone({ tags: ["sea"] });
  const found = rankKeys(character.id, newStanding(character));
  assert.equal(found.size, 9);
  assert.equal(new Set([...found.values()].map((key) => JSON.stringify(key))).size, 9);
});
