/** The people of a story over the API: as many and as much as their pages tell, as of a chapter. */
import assert from "node:assert/strict";
import {
  addStoryWithLedger,
  KNOWN_MARKS,
  mark,
  PLANNED_MARKS,
  UNKNOWN_MARKS,
} from "@/lib/stories/people/story_for_tests.ts";
import { requirePersonCharacter } from "@/lib/stories/people/make.ts";
import { listPeople } from "@/lib/stories/people/people.ts";
import type { Story } from "@/lib/stories/model.ts";
import { keys } from "@/lib/store/keys.ts";
import { openTestApp, type TestApp } from "@/tests/support/app.ts";
import { addPeople, type Known } from "@/tests/support/people.ts";

const CHAPTERS = 12;

async function call(app: TestApp, path: string, person?: Known) {
  const headers = new Headers(person ? { authorization: `Bearer ${person.token}` } : {});
  const response = await app.fetch(path, { headers });
  const text = await response.text();
  return { status: response.status, text, body: JSON.parse(text) };
}

async function withPeople(
  run: (world: { app: TestApp; story: Story; path: string; reader: Known }) => Promise<void>,
): Promise<void> {
  await using app = await openTestApp();
  const story = await addStoryWithLedger(app.kv, { chapters: CHAPTERS });
  const [reader] = await addPeople(app.kv, 1) as [Known];
  await run({ app, story, path: `/api/v1/stories/${story.id}/people`, reader });
}

const names = (body: { people: { name: string }[] }) => body.people.map(({ name }) => name);

const chapters = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);

Deno.test("the people of a story are listed as of a chapter, and those who come up later are counted alone", () =>
  withPeople(async ({ app, path, story, reader }) => {
    const early = await call(app, `${path}?as=3`);
    assert.equal(early.status, 200, early.text);
    assert.deepEqual([early.body.story_id, early.body.as_of], [story.id, 3]);
    assert(!early.text.includes("Orla"));
    const all = await call(app, `${path}?as=${CHAPTERS}`);
    assert.equal(all.body.later, 0);
    assert.equal(names(early.body).length + early.body.later, names(all.body).length);
    assert(names(all.body).includes("Orla"));
    for (const { since } of early.body.people) assert(since <= 3);
    // Without a chapter it is the reader's own: none for who has read none, all for the writer.
    assert.equal((await call(app, path)).body.as_of, 0);
    assert.equal((await call(app, path, reader)).body.as_of, 0);
    await app.kv.set(keys.story(story.id), { ...story, ownerId: reader.id });
    assert.equal((await call(app, path, reader)).body.as_of, CHAPTERS);
  }));

Deno.test("what somebody knows as of a chapter is told, and nothing of what comes later, is planned, or others know", () =>
  withPeople(async ({ app, path }) => {
    const { body: { people } } = await call(app, `${path}?as=1`);
    const mina = people.find(({ name }: { name: string }) => name === "Mina");
    for (const n of [0, 1, 4, CHAPTERS]) {
      const { status, text, body } = await call(app, `${path}/${mina.id}?as=${n}`);
      assert.equal(status, 200, text);
      assert.deepEqual([body.id, body.name, body.as_of], [mina.id, "Mina", n]);
      const forbidden = [
        ...PLANNED_MARKS.map((kind) => mark(kind, 0)),
        ...chapters(1, CHAPTERS).flatMap((c) => UNKNOWN_MARKS.map((kind) => mark(kind, c))),
        ...chapters(n + 1, CHAPTERS).flatMap((c) => KNOWN_MARKS.map((kind) => mark(kind, c))),
      ];
      assert.deepEqual(forbidden.filter((each) => text.includes(each)), [], `as of ${n}`);
      if (n === 0) assert.deepEqual([body.facts, body.scenes, body.lines], [[], [], []]);
      for (const c of chapters(1, n)) assert(text.includes(mark("mine", c)), `${c} as of ${n}`);
    }
    const { body } = await call(app, `${path}/${mina.id}?as=4`);
    const turning = body.facts.find(({ what }: { what: string }) =>
      what.includes(mark("turning", 3))
    );
    assert.deepEqual([turning.chapter, turning.known_to], [3, ["Joss"]]);
    const common = body.facts.find(({ what }: { what: string }) => what.includes(mark("all", 2)));
    assert.equal(common.known_to, null);
  }));

Deno.test("whoever comes up later, is closed by the writer, or is nobody of the story is not there", () =>
  withPeople(async ({ app, path, story, reader }) => {
    const { people, cast } = await listPeople(app.kv, story);
    const [mina, orla] = ["Mina", "Orla"].map((name) => people.find((one) => one.name === name)!);
    assert.equal((await call(app, `${path}/${orla!.id}?as=3`)).status, 404);
    assert.equal((await call(app, `${path}/${orla!.id}?as=${CHAPTERS}`)).status, 200);
    assert.equal((await call(app, `${path}/nobody?as=3`)).status, 404);
    const before = await call(app, `${path}/${mina!.id}?as=3`, reader);
    assert.deepEqual([before.body.character_id, before.body.portrait_url], [null, null]);
    const character = await requirePersonCharacter(app.kv, story, {
      person: mina!,
      cast,
      nowMs: app.nowMs(),
    });
    const made = await call(app, `${path}/${mina!.id}?as=3`, reader);
    assert.equal(made.body.character_id, mina!.id);
    assert.equal((await app.fetch(made.body.portrait_url)).status, 200);
    await app.kv.set(keys.character(character.id), { ...character, visibility: "private" });
    assert.equal((await call(app, `${path}/${mina!.id}?as=3`, reader)).status, 404);
    assert(!names((await call(app, `${path}?as=3`, reader)).body).includes("Mina"));
  }));

Deno.test("the people of a story that is not open to a reader are not there either", () =>
  withPeople(async ({ app, path, story, reader }) => {
    const { id } = (await listPeople(app.kv, story)).people[0]!;
    const ask = async (person?: Known) => [
      (await call(app, `${path}?as=3`, person)).status,
      (await call(app, `${path}/${id}?as=3`, person)).status,
    ];
    assert.deepEqual(await ask(), [200, 200]);
    for (const closed of [{ visibility: "private" }, { status: "draft" }] as const) {
      await app.kv.set(keys.story(story.id), { ...story, ...closed });
      assert.deepEqual(await ask(), [404, 404], JSON.stringify(closed));
      assert.deepEqual(await ask(reader), [404, 404], JSON.stringify(closed));
      await app.kv.set(keys.story(story.id), { ...story, ...closed, ownerId: reader.id });
      assert.deepEqual(await ask(reader), [200, 200], "the writer's own");
    }
    assert.equal((await call(app, "/api/v1/stories/none/people")).status, 404);
  }));

Deno.test("a chapter that is none is said so: 404 beyond the last, 422 for what is no number", () =>
  withPeople(async ({ app, path, story }) => {
    const { id } = (await listPeople(app.kv, story)).people[0]!;
    for (const at of [path, `${path}/${id}`]) {
      assert.equal((await call(app, `${at}?as=${CHAPTERS}`)).status, 200);
      for (const as of [String(CHAPTERS + 1), "9999"]) {
        assert.equal((await call(app, `${at}?as=${as}`)).status, 404, `${at} ${as}`);
      }
      for (const as of ["", "-1", "1.5", "three", "12345", "1e2"]) {
        const { status, body } = await call(app, `${at}?as=${encodeURIComponent(as)}`);
        assert.equal(status, 422, `${at} ${as}`);
        assert.equal(body.errors[0].path, "as");
      }
    }
  }));
