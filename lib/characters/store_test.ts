/** Characters in the store: whatever happens in whatever order, records, lists, counters and blobs agree. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { make, openKvWith, pictureOf, START_MS } from "@/lib/characters/characters_for_tests.ts";
import { setLike } from "@/lib/characters/likes.ts";
import type { Character } from "@/lib/characters/model.ts";
import { RANK_SORTS } from "@/lib/characters/standing.ts";
import {
  listCharacters,
  listOwnCharacters,
  listTags,
  viewCharacters,
} from "@/lib/characters/listing.ts";
import {
  deleteCharacter,
  duplicateCharacter,
  getCard,
  getCharacter,
  requireCharacter,
  requireOwnCharacter,
  updateCharacter,
} from "@/lib/characters/store.ts";
import { asFailure } from "@/lib/errors.ts";
import { getBlob, sweepOrphanBlobs } from "@/lib/store/blob.ts";
import { checkStore } from "@/lib/store/check/check.ts";
import { keys } from "@/lib/store/keys.ts";

const failsWith = (reason: string) => (error: unknown) => asFailure(error).reason === reason;

async function count(kv: Deno.Kv, prefix: Deno.KvKey): Promise<number> {
  return (await Array.fromAsync(kv.list({ prefix }))).length;
}

async function listAll(
  kv: Deno.Kv,
  filter: Omit<Parameters<typeof listCharacters>[1], "limit" | "cursor">,
  limit: number,
): Promise<Character[]> {
  const all: Character[] = [];
  let cursor: string | undefined;
  for (;;) {
    const page = await listCharacters(kv, { ...filter, limit, cursor });
    assert.ok(page.items.length <= limit);
    all.push(...page.items.map(({ character }) => character));
    if (page.nextCursor === null) return all;
    cursor = page.nextCursor;
  }
}

// ── Random interleavings ────────────────────────────────────────────────────────────────────────────

const TAGS = ["바다", "위로", "Sea", "sea ", "ㅎㅎ"];
const which = fc.nat({ max: 30 });
const fields = fc.record({
  tags: fc.subarray(TAGS),
  lang: fc.constantFrom("ko" as const, "en" as const),
  visibility: fc.constantFrom("public" as const, "unlisted" as const, "private" as const),
  rating: fc.constantFrom("everyone" as const, "mature" as const),
});
const picture = fc.constantFrom(undefined, null, "a", "b");
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("create" as const), fields, picture }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("edit" as const), which, fields, picture }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("delete" as const), which }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("copy" as const), which }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("like" as const),
      which,
      user: fc.constantFrom("u1", "u2", "u3"),
      liked: fc.boolean(),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const portraitOf = (name: string | null | undefined) =>
  typeof name === "string" ? pictureOf(name) : name;

/** Does a step to one of the characters that are there; what others deleted meanwhile is no failure. */
async function take(kv: Deno.Kv, done: Step, nowMs: number): Promise<void> {
  if (done.kind === "create") {
    const portrait = portraitOf(done.picture) ?? null;
    await make(kv, `n${nowMs}`, { ...done.fields, portrait, nowMs });
    return;
  }
  const there = await Array.fromAsync(kv.list<Character>({ prefix: keys.characters() }));
  const chosen = there[done.which % Math.max(1, there.length)]?.value;
  if (!chosen) return;
  try {
    if (done.kind === "like") {
      const { user: userId, liked } = done;
      await setLike(kv, { kind: "character", subjectId: chosen.id, userId, liked, nowMs });
    } else if (done.kind === "edit") {
      const change = { patch: done.fields, portrait: portraitOf(done.picture) };
      await updateCharacter(kv, chosen.id, { viewerId: "owner", change, nowMs });
    } else if (done.kind === "copy") {
      await duplicateCharacter(kv, chosen, { ownerId: "owner", name: `c${nowMs}`, nowMs });
    } else await deleteCharacter(kv, chosen.id, "owner");
  } catch (error) {
    if (asFailure(error).reason !== "not_found") throw error;
  }
}

Deno.test("whatever is made, changed, liked, copied and deleted at once, the store agrees with itself", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 12 }),
      async (rounds) => {
        using kv = await openKvWith("owner", "other", "u1", "u2", "u3");
        let nowMs = START_MS;
        for (const round of rounds) {
          await Promise.all(round.map((done) => take(kv, done, nowMs++)));
        }
        assert.deepEqual(await checkStore(kv), []);
        await agreesWithPlainSorting(kv);
        for (const { value: { id } } of await allOf(kv)) await deleteCharacter(kv, id, "owner");
        assert.deepEqual(await checkStore(kv), []);
        // What an attempt put that lost its race is an orphan, until the sweep comes round.
        await sweepOrphanBlobs(kv, nowMs + 2 * 60 * 60 * 1000);
        for (const left of ["blob", "blob_chunk", "like", "liked", "character_rank", "count"]) {
          assert.equal(await count(kv, [left]), 0, `${left} is left over`);
        }
      },
    ),
    { numRuns: 25, seed: 20260301 },
  );
});

async function allOf(kv: Deno.Kv) {
  return await Array.fromAsync(kv.list<Character>({ prefix: keys.characters() }));
}

/** Every list by "new" holds exactly the public characters that fit, the newest first. */
async function agreesWithPlainSorting(kv: Deno.Kv): Promise<void> {
  const all = (await allOf(kv)).map(({ value }) => value)
    .filter(({ visibility }) => visibility === "public")
    .sort((a, b) => b.createdAtMs - a.createdAtMs || (a.id < b.id ? 1 : -1));
  for (const mature of [false, true]) {
    for (const lang of [undefined, "ko", "en"] as const) {
      for (const tag of [undefined, "바다", "SEA"]) {
        const wanted = all.filter((character) =>
          (character.rating === "mature") === mature &&
          (!lang || character.lang === lang) &&
          (!tag || character.tags.some((one) => one.trim().toLowerCase() === tag.toLowerCase()))
        );
        const listed = await listAll(kv, { sort: "new", lang, tag, mature }, 3);
        assert.deepEqual(
          listed.map(({ id }) => id),
          wanted.map(({ id }) => id),
          `mature ${mature}, lang ${lang}, tag ${tag}`,
        );
      }
    }
  }
}

// ── Single facts ────────────────────────────────────────────────────────────────────────────────────

Deno.test("updateCharacter() changes what is named and keeps the rest of the card", async () => {
  using kv = await openKvWith("owner", "other", "u1", "u2", "u3");
  const { id } = await make(kv, "순덕", { tags: ["바다"] });
  const change = {
    patch: { tagline: "해녀", greeting: "어서 와." },
    editCard: (data: { creator_notes: string }) => ({ ...data, creator_notes: "메모" }) as never,
  };
  const changed = await updateCharacter(kv, id, { viewerId: "owner", change, nowMs: START_MS + 5 });
  assert.equal(changed.rev, 2);
  assert.equal(changed.updatedAtMs, START_MS + 5);
  assert.deepEqual(changed.tags, ["바다"]);
  const { data } = await getCard(kv, changed);
  assert.deepEqual(
    [data.name, data.first_mes, data.creator_notes],
    ["순덕", "어서 와.", "메모"],
  );
});

Deno.test("a portrait's blobs live as long as some character shows them", async () => {
  using kv = await openKvWith("owner", "other", "u1", "u2", "u3");
  const portrait = pictureOf("picture");
  const first = await make(kv, "a", { portrait });
  const second = await make(kv, "b", { portrait });
  const { large } = first.portrait!;
  const drop = { patch: {}, portrait: null };
  await updateCharacter(kv, first.id, { viewerId: "owner", change: drop, nowMs: START_MS });
  assert.ok(await getBlob(kv, large));
  await deleteCharacter(kv, second.id, "owner");
  assert.equal(await getBlob(kv, large), null);
});

Deno.test("a private character is not found by others, a public one is theirs to read alone", async () => {
  using kv = await openKvWith("owner", "other", "u1", "u2", "u3");
  const hidden = await make(kv, "a", { visibility: "private" });
  const open = await make(kv, "b", { visibility: "unlisted" });
  await assert.rejects(requireCharacter(kv, hidden.id, null), failsWith("not_found"));
  await assert.rejects(requireOwnCharacter(kv, hidden.id, "other"), failsWith("not_found"));
  await assert.rejects(deleteCharacter(kv, hidden.id, "other"), failsWith("not_found"));
  assert.equal((await requireCharacter(kv, hidden.id, "owner")).id, hidden.id);
  assert.equal((await requireCharacter(kv, open.id, null)).id, open.id);
  await assert.rejects(requireOwnCharacter(kv, open.id, "other"), failsWith("forbidden"));
  const change = { patch: { name: "x" } };
  await assert.rejects(
    updateCharacter(kv, open.id, { viewerId: "other", change, nowMs: START_MS }),
    failsWith("forbidden"),
  );
  assert.equal((await getCharacter(kv, open.id))?.name, "b");
});

Deno.test("listCharacters() pages through every order without missing or repeating anyone", async () => {
  using kv = await openKvWith("owner", "other", "u1", "u2", "u3");
  const made: Character[] = [];
  for (let n = 0; n < 23; n++) made.push(await make(kv, `n${n}`, { nowMs: START_MS + n % 5 }));
  for (const [n, { id: subjectId }] of made.entries()) {
    for (let user = 0; user < n % 4; user++) {
      const userId = `u${user}`;
      await setLike(kv, {
        kind: "character",
        subjectId,
        userId,
        liked: true,
        nowMs: START_MS + 9,
      });
    }
  }
  for (const sort of RANK_SORTS) {
    const whole = await listAll(kv, { sort }, 100);
    assert.equal(new Set(whole.map(({ id }) => id)).size, made.length);
    for (const limit of [1, 4, 23]) {
      assert.deepEqual(await listAll(kv, { sort }, limit), whole, `${sort} by ${limit}`);
    }
  }
  const popular = await viewCharacters(
    kv,
    (await listAll(kv, { sort: "popular" }, 7)).map(({ id }) => id),
  );
  const likes = popular.map((view) => view.likes);
  assert.deepEqual(likes, likes.toSorted((a, b) => b - a));
});

Deno.test("listCharacters() looks past those of another language when a tag is given too", async () => {
  using kv = await openKvWith("owner", "other", "u1", "u2", "u3");
  for (let n = 0; n < 60; n++) {
    await make(kv, `n${n}`, { tags: ["sea"], lang: n % 20 === 0 ? "en" : "ko" });
  }
  const { items, nextCursor } = await listCharacters(kv, {
    sort: "new",
    tag: "Sea",
    lang: "en",
    limit: 3,
  });
  assert.equal(items.length, 3);
  const rest = await listAll(kv, { sort: "new", tag: "sea", lang: "en" }, 2);
  assert.equal(rest.length, 3);
  assert.ok(nextCursor === null || typeof nextCursor === "string");
});

Deno.test("listCharacters() refuses a cursor that it never gave", async () => {
  using kv = await openKvWith("owner", "other", "u1", "u2", "u3");
  await make(kv, "a");
  await assert.rejects(
    listCharacters(kv, { sort: "new", limit: 5, cursor: "%%%" }),
    failsWith("bad_cursor"),
  );
});

Deno.test("listOwnCharacters() shows private ones, newest first", async () => {
  using kv = await openKvWith("owner", "other", "u1", "u2", "u3");
  await make(kv, "old", { nowMs: START_MS });
  await make(kv, "new", { nowMs: START_MS + 1, visibility: "private" });
  await make(kv, "another's", { ownerId: "other" });
  const { items } = await listOwnCharacters(kv, "owner", { limit: 10 });
  assert.deepEqual(items.map(({ character }) => character.name), ["new", "old"]);
});

Deno.test("duplicateCharacter() makes a private copy that goes its own way", async () => {
  using kv = await openKvWith("owner", "other", "u1", "u2", "u3");
  const assets = new TextEncoder().encode("zip");
  const source = await make(kv, "순덕", { portrait: pictureOf("p"), assets, tags: ["바다"] });
  const copy = await duplicateCharacter(kv, source, {
    ownerId: "other",
    name: "순덕 (2)",
    nowMs: START_MS + 1,
  });
  assert.deepEqual(
    [copy.visibility, copy.ownerId, copy.origin, copy.name, copy.portrait, copy.assetsHash],
    ["private", "other", "copied", "순덕 (2)", source.portrait, source.assetsHash],
  );
  await deleteCharacter(kv, source.id, "owner");
  assert.ok(await getBlob(kv, copy.portrait!.small));
  assert.equal((await getCard(kv, copy)).data.name, "순덕 (2)");
  assert.deepEqual(await checkStore(kv), []);
});

Deno.test("listTags() names the tags that most carry, once for all spellings", async () => {
  using kv = await openKvWith("owner", "other", "u1", "u2", "u3");
  await make(kv, "a", { tags: ["Sea", "quiet"], lang: "en" });
  await make(kv, "b", { tags: ["sea"], lang: "en" });
  await make(kv, "c", { tags: ["바다"] });
  const tags = await listTags(kv, { lang: "en", limit: 5 });
  assert.equal(tags.length, 2);
  assert.equal(tags[0]?.toLowerCase(), "sea");
});
