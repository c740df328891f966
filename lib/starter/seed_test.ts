import assert from "node:assert/strict";
import { listCharacters } from "@/lib/characters/listing.ts";
import { deleteCharacter, getCharacter } from "@/lib/characters/store.ts";
import { createLog } from "@/lib/log.ts";
import {
  STARTER_CHARACTERS,
  STARTER_SPACES,
  STARTER_STORIES,
} from "@/lib/starter/content/index.ts";
import { HOUSE_ID, starterId } from "@/lib/starter/house.ts";
import { describeSeeded, seedOnce } from "@/lib/starter/seed.ts";
import { getSpace, listSpaces, spaceIndexKeys } from "@/lib/spaces/store.ts";
import { checkStore } from "@/lib/store/check/check.ts";
import { keys } from "@/lib/store/keys.ts";
import { mortal } from "@/tests/support/mortal_kv.ts";

const START_MS = Date.UTC(2026, 2, 1, 9);
const ALL = {
  characters: STARTER_CHARACTERS.length,
  stories: STARTER_STORIES.length,
  spaces: STARTER_SPACES.length,
};

function seed(kv: Deno.Kv, nowMs = START_MS) {
  const lines: string[] = [];
  const log = createLog({ level: "info", write: (line) => lines.push(line) });
  return seedOnce({ kv, now: () => nowMs, log }).then((seeded) => ({ seeded, lines }));
}

async function count(kv: Deno.Kv, prefix: Deno.KvKey): Promise<number> {
  return (await Array.fromAsync(kv.list({ prefix }))).length;
}

async function holds(kv: Deno.Kv) {
  return {
    characters: await count(kv, keys.characters()),
    stories: await count(kv, keys.stories()),
    spaces: await count(kv, keys.spaces()),
  };
}

Deno.test("seedOnce() fills an empty store, says so, and does so once", async () => {
  using kv = await Deno.openKv(":memory:");
  const { seeded, lines } = await seed(kv);
  assert.deepEqual(seeded, ALL);
  assert.equal(lines.length, 1);
  assert.equal(JSON.parse(lines[0]!).event, "seeded");
  assert.deepEqual(await holds(kv), ALL);
  assert.deepEqual(await checkStore(kv), []);
  assert.deepEqual(await seed(kv), { seeded: null, lines: [] });
  assert.deepEqual(await holds(kv), ALL);
});

Deno.test("seedOnce() puts in at least 12 characters in both languages, 3 stories and 3 spaces", () => {
  assert(ALL.characters >= 12 && ALL.stories >= 3 && ALL.spaces >= 3);
  assert.deepEqual([...new Set(STARTER_CHARACTERS.map(({ lang }) => lang))].sort(), ["en", "ko"]);
});

Deno.test("seedOnce() shows the characters in the order of the list, all of the house", async () => {
  using kv = await Deno.openKv(":memory:");
  await seed(kv);
  const { items } = await listCharacters(kv, { sort: "new", limit: 100 });
  assert.deepEqual(
    items.map(({ character }) => character.id),
    STARTER_CHARACTERS.map(({ slug }) => starterId(slug)),
  );
  assert(items.every(({ character }) => character.ownerId === HOUSE_ID));
  assert(items.every(({ creator }) => creator.nickname !== ""));
});

Deno.test("seedOnce() brings nothing back that was deleted or changed since", async () => {
  using kv = await Deno.openKv(":memory:");
  await seed(kv);
  const gone = starterId(STARTER_CHARACTERS[0]!.slug);
  await deleteCharacter(kv, gone, HOUSE_ID);
  assert.equal((await seed(kv)).seeded, null);
  assert.equal(await getCharacter(kv, gone), null);
});

Deno.test("seedOnce() gives a store from before its new spaces, once, below those that it had", async () => {
  using kv = await Deno.openKv(":memory:");
  await seed(kv);
  // As a store is that knew three spaces, one of which was deleted since.
  const [first, second, third, ...later] = STARTER_SPACES.map(({ slug }) => slug);
  await kv.delete(keys.meta("starter_spaces"));
  for (const slug of [second!, ...later]) await removeSpace(kv, starterId(slug));
  const { seeded, lines } = await seed(kv, START_MS + 86_400_000);
  assert.deepEqual(seeded, { characters: 0, stories: 0, spaces: later.length });
  assert.equal(lines.length, 1);
  const { items } = await listSpaces(kv, { limit: 10 });
  assert.deepEqual(items.map(({ id }) => id), [first, third, ...later]);
  await removeSpace(kv, starterId(later[0]!));
  assert.equal((await seed(kv)).seeded, null);
  assert.deepEqual(await checkStore(kv), []);
});

async function removeSpace(kv: Deno.Kv, id: string): Promise<void> {
  const space = await getSpace(kv, id);
  assert(space);
  const write = kv.atomic().delete(keys.space(id));
  for (const key of spaceIndexKeys(space)) write.delete(key);
  await write.commit();
}

Deno.test("seedOnce() that was interrupted anywhere goes on where it was, and ends as if it had not been", async () => {
  for (let diesAt = 1;; diesAt += 3) {
    using kv = await Deno.openKv(":memory:");
    const died = await seed(mortal(kv, { diesAt })).then(() => false, () => true);
    if (!died) {
      assert(diesAt > ALL.characters, "it never died in the middle");
      break;
    }
    assert.deepEqual(await checkStore(kv), [], `died at commit ${diesAt}`);
    // The clock went on: what was put in before keeps its time.
    assert.deepEqual((await seed(kv, START_MS + 3_600_000)).seeded, ALL);
    assert.deepEqual(await holds(kv), ALL);
    assert.deepEqual(await checkStore(kv), [], `went on after commit ${diesAt}`);
  }
});

Deno.test("seedOnce() by several instances at once puts each thing in once, and one of them says so", async () => {
  using kv = await Deno.openKv(":memory:");
  const results = await Promise.all([0, 1, 2].map((n) => seed(kv, START_MS + n)));
  assert.equal(results.filter(({ seeded }) => seeded !== null).length, 1);
  assert.deepEqual(await holds(kv), ALL);
  assert.deepEqual(await checkStore(kv), []);
});

Deno.test("describeSeeded() says it to people", () => {
  assert.equal(
    describeSeeded({ characters: 14, stories: 3, spaces: 3 }),
    "Moved in: 14 characters, 3 stories and 3 spaces",
  );
  assert.equal(
    describeSeeded({ characters: 0, stories: 0, spaces: 2 }),
    "Moved in: 2 new spaces",
  );
});
