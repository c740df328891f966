import assert from "node:assert/strict";
import { getReason } from "@/lib/stories/reason_for_tests.ts";
import { storyDomain } from "@/lib/stories/account_domain.ts";
import { addComment } from "@/lib/stories/comments/store.ts";
import { createStory, deleteStory, publishStory, updateStory } from "@/lib/stories/edit.ts";
import {
  addChapter,
  changeChapter,
  moveChapter,
  removeChapter,
  restoreChapter,
} from "@/lib/stories/edit_chapters.ts";
import { listOldStories } from "@/lib/stories/list_old.ts";
import { MAX_CHAPTERS, MAX_REMOVED, StoryDetails } from "@/lib/stories/model.ts";
import { rememberPlace } from "@/lib/stories/place.ts";
import { publishDue } from "@/lib/stories/publish_due.ts";
import {
  getChapter,
  getStory,
  listChapters,
  listOwnStories,
  listStories,
  requireStory,
} from "@/lib/stories/store.ts";
import { setLike } from "@/lib/characters/likes.ts";
import { checkStories } from "@/lib/store/check/stories.ts";
import { checkShapes } from "@/lib/store/check/shapes.ts";
import { walkStore } from "@/lib/store/check/walk.ts";
import { keys } from "@/lib/store/keys.ts";

const NOW = Date.UTC(2026, 3, 1, 9);
const ANN = { viewerId: "ann", nowMs: NOW };

const chapter = (title: string) => ({ title, body: `${title} begins.` });

async function write(
  kv: Deno.Kv,
  { titles = ["One", "Two", "Three"], ...details }: Record<string, unknown> & {
    titles?: string[];
  } = {},
) {
  return await createStory(kv, {
    ownerId: "ann",
    details: StoryDetails.parse({
      title: "Tale",
      visibility: "public",
      genre: "fantasy",
      lang: "en",
      ...details,
    }),
    chapters: titles.map(chapter),
  }, NOW);
}

/** Nothing of the store contradicts itself, but that the people of these tests have no accounts. */
async function agrees(kv: Deno.Kv) {
  const walk = await walkStore(kv);
  const found = [...checkShapes(walk), ...checkStories(walk)];
  assert.deepEqual(found.filter((line) => !line.endsWith("is of nobody")), []);
}

/** Kinds of entries that belong to stories; who was told of one is no part of it. */
async function storyKinds(kv: Deno.Kv) {
  const kinds = await Array.fromAsync(kv.list({ prefix: [] }), ({ key }) => String(key[0]));
  return kinds.filter((kind) =>
    !kind.startsWith("story_change") && !/^(news|notice|follow|feedback|inbox|block)/.test(kind)
  );
}

async function titles(kv: Deno.Kv, id: string) {
  const story = await getStory(kv, id);
  assert.ok(story);
  const chapters = await listChapters(kv, story);
  assert.deepEqual(chapters.map(({ title }) => title), story.chapters.map(({ title }) => title));
  return chapters.map(({ title }) => title).join(" ");
}

Deno.test("a new story is its writer's draft, and stands in no list but theirs", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await write(kv);
  await agrees(kv);
  assert.deepEqual((await listStories(kv, { limit: 9 })).items, []);
  assert.equal((await listOwnStories(kv, "ann", { limit: 9 })).items[0]?.id, id);
  const nowMs = NOW;
  assert.equal(await getReason(requireStory(kv, id, { viewerId: null, nowMs })), "not_found");
  assert.equal(await getReason(requireStory(kv, id, { viewerId: "ben", nowMs })), "not_found");
  assert.equal((await requireStory(kv, id, { viewerId: "ann", nowMs })).id, id);
});

Deno.test("a published story stands in the lists that fit it, and leaves them as a draft", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await write(kv, { tags: ["Sea"], tone: "따뜻한" });
  await publishStory(kv, id, { ...ANN, publishing: { kind: "now" } });
  await agrees(kv);
  const found = async (filter: object) =>
    (await listStories(kv, { limit: 9, ...filter })).items.length;
  for (
    const filter of [
      {},
      { tag: "sea" },
      { genre: "fantasy" },
      { tone: "warm" },
      { length: "short" },
      { lang: "en" },
      { tag: "sea", lang: "en", genre: "fantasy", sort: "trending" },
    ]
  ) assert.equal(await found(filter), 1, JSON.stringify(filter));
  for (
    const filter of [{ tag: "hill" }, { tag: "sea", lang: "ko" }, { mature: true }, {
      genre: "horror",
    }]
  ) assert.equal(await found(filter), 0, JSON.stringify(filter));
  await updateStory(kv, id, { ...ANN, patch: { rating: "mature", tags: [] } });
  await agrees(kv);
  assert.deepEqual([await found({}), await found({ mature: true })], [0, 1]);
  await publishStory(kv, id, { ...ANN, publishing: { kind: "draft" } });
  await agrees(kv);
  assert.equal(await found({ mature: true }), 0);
});

Deno.test("a story comes out at its time, whether or not anything ran, and once", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await write(kv);
  const atMs = NOW + 60_000;
  await publishStory(kv, id, { ...ANN, publishing: { kind: "at", atMs } });
  await agrees(kv);
  const asked = (nowMs: number) => requireStory(kv, id, { viewerId: null, nowMs });
  assert.equal(await getReason(asked(atMs - 1)), "not_found");
  assert.deepEqual(await publishDue(kv, atMs - 1), []);
  const read = await asked(atMs);
  assert.deepEqual([read.status, read.publishedAtMs], ["published", atMs]);
  const runs = await Promise.all([1, 2, 3].map((late) => publishDue(kv, atMs + late)));
  assert.equal(runs.flat().length, 1);
  await agrees(kv);
  const [listed] = (await listStories(kv, { limit: 9 })).items;
  assert.deepEqual([listed?.status, listed?.publishAtMs, listed?.publishedAtMs], [
    "published",
    null,
    atMs,
  ]);
  assert.deepEqual(await publishDue(kv, atMs + 9), []);
});

Deno.test("a time that has gone publishes at once; a new time moves the story, and drafting calls it off", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await write(kv);
  const publish = (publishing: Parameters<typeof publishStory>[2]["publishing"]) =>
    publishStory(kv, id, { ...ANN, publishing });
  await publish({ kind: "at", atMs: NOW + 5 });
  await publish({ kind: "at", atMs: NOW + 9 });
  await agrees(kv);
  await publish({ kind: "draft" });
  await agrees(kv);
  assert.deepEqual(await publishDue(kv, NOW + 99), []);
  const out = await publish({ kind: "at", atMs: NOW - 1 });
  assert.deepEqual([out.status, out.publishAtMs], ["published", null]);
  assert.deepEqual((await publish({ kind: "now" })).publishAtMs, null);
  await agrees(kv);
});

Deno.test("a story without chapters is not published, and one that loses its last is a draft again", async () => {
  using kv = await Deno.openKv(":memory:");
  const empty = await write(kv, { titles: [] });
  assert.equal(
    (await publishStory(kv, empty.id, { ...ANN, publishing: { kind: "now" } })).status,
    "draft",
  );
  const { id } = await write(kv, { titles: ["One"] });
  await publishStory(kv, id, { ...ANN, publishing: { kind: "now" } });
  assert.equal((await removeChapter(kv, id, { ...ANN, chapterId: 1 })).status, "draft");
  await agrees(kv);
});

Deno.test("chapters are added, moved, removed and brought back to where they were", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await write(kv);
  await addChapter(kv, id, { ...ANN, chapter: chapter("Four") });
  assert.equal(await titles(kv, id), "One Two Three Four");
  await moveChapter(kv, id, { ...ANN, chapterId: 4, to: 0 });
  assert.equal(await titles(kv, id), "Four One Two Three");
  await moveChapter(kv, id, { ...ANN, chapterId: 4, to: 99 });
  assert.equal(await titles(kv, id), "One Two Three Four");
  await removeChapter(kv, id, { ...ANN, chapterId: 2 });
  assert.equal(await titles(kv, id), "One Three Four");
  await agrees(kv);
  const story = await getStory(kv, id);
  assert.equal((await getChapter(kv, story!, 2))?.title, "Three");
  await restoreChapter(kv, id, { ...ANN, chapterId: 2 });
  assert.equal(await titles(kv, id), "One Two Three Four");
  assert.equal(await getReason(restoreChapter(kv, id, { ...ANN, chapterId: 2 })), "not_found");
  await agrees(kv);
});

Deno.test("of many removed chapters the oldest go for good", async () => {
  using kv = await Deno.openKv(":memory:");
  const all = Array.from({ length: MAX_REMOVED + 2 }, (_, n) => `C${n}`);
  const { id } = await write(kv, { titles: all });
  for (let n = 1; n <= all.length; n++) await removeChapter(kv, id, { ...ANN, chapterId: n });
  await agrees(kv);
  assert.equal(await getReason(restoreChapter(kv, id, { ...ANN, chapterId: 1 })), "not_found");
  await restoreChapter(kv, id, { ...ANN, chapterId: 3 });
  assert.equal(await titles(kv, id), "C2");
});

Deno.test("who saves what was changed elsewhere is told so, and nothing is lost", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await write(kv);
  const save = (rev: number | undefined, title: string) =>
    changeChapter(kv, id, { ...ANN, chapterId: 1, chapter: chapter(title), rev });
  assert.equal((await save(1, "Uno")).chapter.rev, 2);
  assert.equal(await getReason(save(1, "Eins")), "edited_elsewhere");
  assert.equal(await titles(kv, id), "Uno Two Three");
  await save(2, "Eins");
  const patch = { title: "New" };
  const first = await updateStory(kv, id, { ...ANN, patch, rev: 1 });
  assert.deepEqual([first.rev, first.title], [2, "New"]);
  assert.equal(await getReason(updateStory(kv, id, { ...ANN, patch, rev: 1 })), "edited_elsewhere");
  await agrees(kv);
});

Deno.test("changes made at the same moment all hold", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await write(kv);
  await Promise.all([
    ...["A", "B", "C"].map((title) => addChapter(kv, id, { ...ANN, chapter: chapter(title) })),
    updateStory(kv, id, { ...ANN, patch: { title: "New" } }),
    removeChapter(kv, id, { ...ANN, chapterId: 1 }),
  ]);
  const found = (await titles(kv, id)).split(" ");
  assert.deepEqual(found.toSorted(), ["A", "B", "C", "Three", "Two"]);
  await agrees(kv);
});

Deno.test("somebody else's story can be read once it is out, and never changed", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await write(kv);
  const ben = { viewerId: "ben", nowMs: NOW };
  // One after the other: a refusal that nobody waits for yet would end the whole file.
  const tries: (() => Promise<unknown>)[] = [
    () => updateStory(kv, id, { ...ben, patch: { title: "Mine" } }),
    () => addChapter(kv, id, { ...ben, chapter: chapter("X") }),
    () => removeChapter(kv, id, { ...ben, chapterId: 1 }),
    () => publishStory(kv, id, { ...ben, publishing: { kind: "now" } }),
    () => deleteStory(kv, id, ben),
  ];
  for (const tryIt of tries) assert.equal(await getReason(tryIt()), "not_found");
  await publishStory(kv, id, { ...ANN, publishing: { kind: "now" } });
  for (const tryIt of tries) assert.equal(await getReason(tryIt()), "forbidden");
  assert.equal(await titles(kv, id), "One Two Three");
});

Deno.test("a story takes so many chapters and no more, also one that needs several commits", async () => {
  using kv = await Deno.openKv(":memory:");
  const body = "가".repeat(29_000);
  const story = await createStory(kv, {
    ownerId: "ann",
    details: StoryDetails.parse({ title: "Long", visibility: "public" }),
    chapters: Array.from({ length: 30 }, (_, n) => ({ title: `C${n}`, body })),
    publishing: { kind: "now" },
  }, NOW);
  assert.deepEqual([story.chapters.length, story.status, story.length], [30, "published", "long"]);
  await agrees(kv);
  const many = Array.from({ length: MAX_CHAPTERS + 1 }, (_, n) => chapter(`C${n}`));
  const made = { ownerId: "ann", details: StoryDetails.parse({ title: "x" }), chapters: many };
  assert.equal(await getReason(createStory(kv, made, NOW)), "too_many");
});

Deno.test("a story that goes takes everything with it", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await write(kv);
  await publishStory(kv, id, { ...ANN, publishing: { kind: "now" } });
  await addComment(kv, { storyId: id, authorId: "ben", text: "Hm", nowMs: NOW });
  await setLike(kv, { kind: "story", subjectId: id, userId: "ben", liked: true, nowMs: NOW });
  await deleteStory(kv, id, ANN);
  const left = await storyKinds(kv);
  assert.deepEqual(left, []);
});

Deno.test("likes and comments raise a story in the popular order", async () => {
  using kv = await Deno.openKv(":memory:");
  const ids: string[] = [];
  for (const title of ["First", "Second", "Third"]) {
    const { id } = await write(kv, { title });
    await publishStory(kv, id, { ...ANN, publishing: { kind: "now" } });
    ids.push(id);
  }
  const [first, second, third] = ids;
  await addComment(kv, { storyId: second!, authorId: "ben", text: "Hm", nowMs: NOW });
  const like = { kind: "story", userId: "ben", liked: true, nowMs: NOW } as const;
  await setLike(kv, { ...like, subjectId: third! });
  const order = (await listStories(kv, { sort: "popular", limit: 9 })).items.map(({ id }) => id);
  assert.deepEqual(order, [third, second, first]);
  assert.equal((await listStories(kv, { sort: "trending", limit: 1 })).items[0]?.id, third);
  await agrees(kv);
});

Deno.test("everything of a person is exported, moves with them, and goes with them", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await write(kv);
  await publishStory(kv, id, { ...ANN, publishing: { kind: "at", atMs: NOW + 5 } });
  const other = await write(kv);
  await addComment(kv, { storyId: other.id, authorId: "ann", text: "Mine", nowMs: NOW });
  await rememberPlace(kv, { userId: "ann", storyId: other.id, chapterId: 2, nowMs: NOW });
  const files = async (userId: string) =>
    (await Array.fromAsync(storyDomain.exportData(kv, userId)))
      .flatMap(([path, content]) => Array.isArray(content) && content.length === 0 ? [] : [path]);
  assert.equal((await files("ann")).length, 2 * (1 + 3) + 2);
  await storyDomain.moveData(kv, "ann", "ben");
  assert.deepEqual(await files("ann"), []);
  assert.equal((await files("ben")).length, 2 * (1 + 3) + 2);
  await agrees(kv);
  await storyDomain.deleteData(kv, "ben");
  const left = await storyKinds(kv);
  assert.deepEqual(left, []);
});

Deno.test("stories of an earlier version are read as they were, and found in the lists", async () => {
  using kv = await Deno.openKv(":memory:");
  await kv.set(keys.story("old"), {
    v: 1,
    id: "old",
    ownerId: "ann",
    title: "Old",
    synopsis: "",
    genre: "역사 판타지",
    tone: "",
    tags: ["sea"],
    lang: "ko",
    palette: ["#000000", "#000000", "#000000"],
    motif: "moon",
    characterIds: ["who"],
    chapterTitles: ["One", "Two"],
    createdAtMs: NOW,
  });
  await kv.set(["story_by_time", NOW, "old"], "old");
  for (const n of [1, 2]) {
    await kv.set(keys.chapter("old", n), { v: 1, storyId: "old", n, title: "One", body: "Text" });
  }
  const story = await requireStory(kv, "old", { viewerId: null, nowMs: NOW });
  assert.equal((await getChapter(kv, story, 2))?.body, "Text");
  await listOldStories(kv);
  await listOldStories(kv);
  await agrees(kv);
  for (const genre of ["history", "fantasy"] as const) {
    assert.equal((await listStories(kv, { limit: 9, genre })).items.length, 1);
  }
  assert.equal((await kv.get(["story_by_time", NOW, "old"])).value, null);
});
