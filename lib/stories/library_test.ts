import assert from "node:assert/strict";
import { createLog } from "@/lib/log.ts";
import { publishStory, updateStory } from "@/lib/stories/edit.ts";
import { createLibrary, type StoryQuery } from "@/lib/stories/library.ts";
import { storyForTests } from "@/lib/stories/stories_for_tests.ts";
import { getReason } from "@/lib/stories/reason_for_tests.ts";
import { noteStoryChange, putStory } from "@/lib/stories/store.ts";

const NOW = Date.UTC(2026, 3, 1, 9);

/** Two instances that share a store. */
async function openTwo() {
  const kv = await Deno.openKv(":memory:");
  const log = createLog({ level: "silent" });
  const clock = { nowMs: NOW };
  const [a, b] = [1, 2].map(() => createLibrary({ kv, now: () => clock.nowMs, log })) as [
    ReturnType<typeof createLibrary>,
    ReturnType<typeof createLibrary>,
  ];
  const titles = async (library: typeof a, query: Partial<StoryQuery>) =>
    (await library.find({ limit: 9, ...query })).items.map(({ title }) => title);
  return {
    kv,
    clock,
    a,
    b,
    titles,
    async put(id: string, title: string, more: Parameters<typeof storyForTests>[0] = {}) {
      const write = kv.atomic();
      const chapters = [{ id: 1, title: "One", minutes: null }];
      putStory(write, storyForTests({ id, title, chapters, nextChapterId: 2, ...more }), [
        { id: 1, title: "One", body: "Text" },
      ]);
      noteStoryChange(kv, write, id);
      await write.commit();
    },
    [Symbol.dispose]() {
      a.close();
      b.close();
      kv.close();
    },
  };
}

Deno.test("a search sees what another instance changed before it, and nothing that went", async () => {
  using house = await openTwo();
  const { a, b, kv, titles } = house;
  await house.put("one", "바다로 간 우체부", { tags: ["편지"] });
  for (const q of ["우체부", "바다로간", "ㅂㄷㄹ", "편지"]) {
    assert.equal((await titles(b, { q })).length, 1, q);
  }
  const change = { viewerId: "owner", nowMs: NOW };
  await updateStory(kv, "one", { ...change, patch: { title: "산으로 간 우체부" } });
  assert.deepEqual(await titles(b, { q: "바다" }), []);
  assert.deepEqual(await titles(b, { q: "산으로" }), ["산으로 간 우체부"]);
  await publishStory(kv, "one", { ...change, publishing: { kind: "draft" } });
  assert.deepEqual([await titles(a, { q: "우체부" }), await titles(b, { q: "우체부" })], [[], []]);
});

Deno.test("a story that is due is found by whichever instance is asked first", async () => {
  using house = await openTwo();
  const draft = { status: "draft", publishedAtMs: null, publishAtMs: NOW + 5 } as const;
  await house.put("one", "Harbour", draft);
  for (const query of [{}, { q: "harbour" }]) {
    assert.deepEqual(await house.titles(house.a, query), []);
  }
  house.clock.nowMs = NOW + 5;
  const found = await Promise.all(
    [house.a, house.b].map((library) => house.titles(library, { q: "harbour" })),
  );
  assert.deepEqual(found, [["Harbour"], ["Harbour"]]);
});

Deno.test("results page by cursor without missing or repeating any, best first", async () => {
  using house = await openTwo();
  for (let n = 0; n < 7; n++) {
    await house.put(`s${n}`, n === 3 ? "Sea" : `The sea ${n}`, { publishedAtMs: NOW - n });
  }
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await house.a.find({ q: "sea", limit: 2, cursor });
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  assert.deepEqual(seen, ["s3", "s0", "s1", "s2", "s4", "s5", "s6"]);
  assert.equal(await getReason(house.a.find({ q: "sea", limit: 2, cursor: "x" })), "bad_cursor");
});
