/** The catalogue: a search sees what was committed before it, on this instance and any other. */
import assert from "node:assert/strict";
import { createCatalogue } from "@/lib/characters/catalogue.ts";
import { make, START_MS } from "@/lib/characters/characters_for_tests.ts";
import { deleteCharacter, updateCharacter } from "@/lib/characters/store.ts";
import { asFailure } from "@/lib/errors.ts";

const HOUR_MS = 60 * 60 * 1000;

async function names(
  catalogue: ReturnType<typeof createCatalogue>,
  q: string,
  more = {},
): Promise<string[]> {
  const { items } = await catalogue.search({ q, limit: 50, ...more });
  return items.map(({ character }) => character.name);
}

Deno.test("a catalogue sees what another instance made, changed and deleted", async () => {
  using kv = await Deno.openKv(":memory:");
  const [one, other] = [createCatalogue(kv, () => START_MS), createCatalogue(kv, () => START_MS)];
  const first = await make(kv, "파도");
  assert.deepEqual(await names(one, "파도"), ["파도"]);
  assert.deepEqual(await names(other, "파도"), ["파도"]);
  await make(kv, "잔파도", { nowMs: START_MS + 1 });
  assert.deepEqual(await names(one, "파도"), ["파도", "잔파도"]);
  const change = { patch: { name: "바람" } };
  await updateCharacter(kv, first.id, { viewerId: "owner", change, nowMs: START_MS + 2 });
  assert.deepEqual(await names(other, "파도"), ["잔파도"]);
  assert.deepEqual(await names(one, "바람"), ["바람"]);
  await deleteCharacter(kv, first.id, "owner");
  assert.deepEqual(await names(one, "바람"), []);
  assert.deepEqual(await names(other, "바람"), []);
});

Deno.test("a character that becomes private leaves the catalogue, and comes back", async () => {
  using kv = await Deno.openKv(":memory:");
  const catalogue = createCatalogue(kv, () => START_MS);
  const { id } = await make(kv, "파도");
  for (const visibility of ["private", "public", "unlisted"] as const) {
    await updateCharacter(kv, id, {
      viewerId: "owner",
      change: { patch: { visibility } },
      nowMs: START_MS,
    });
    const wanted = visibility === "public" ? ["파도"] : [];
    assert.deepEqual(await names(catalogue, "파도"), wanted, visibility);
  }
});

Deno.test("whoever writes and then searches finds it, however many search meanwhile", async () => {
  using kv = await Deno.openKv(":memory:");
  const catalogue = createCatalogue(kv, () => START_MS);
  await Promise.all(Array.from({ length: 30 }, async (_, n) => {
    await make(kv, `wave${n}x`, { nowMs: START_MS + n });
    assert.deepEqual(await names(catalogue, `wave${n}x`), [`wave${n}x`]);
  }));
});

Deno.test("a catalogue that slept past the change log starts anew", async () => {
  using kv = await Deno.openKv(":memory:");
  let nowMs = START_MS;
  const catalogue = createCatalogue(kv, () => nowMs);
  await make(kv, "파도");
  assert.deepEqual(await names(catalogue, "파도"), ["파도"]);
  await make(kv, "파도 둘");
  // The log of that second one is gone by then.
  for await (const { key } of kv.list({ prefix: ["character_change"] })) await kv.delete(key);
  nowMs += 21 * HOUR_MS;
  assert.deepEqual((await names(catalogue, "파도")).sort(), ["파도", "파도 둘"]);
});

Deno.test("cursors go through all results once, also when one of them goes in between", async () => {
  using kv = await Deno.openKv(":memory:");
  const catalogue = createCatalogue(kv, () => START_MS);
  const made = [];
  for (let n = 0; n < 11; n++) made.push(await make(kv, `파도 ${n}`, { nowMs: START_MS + n % 3 }));
  const seen: string[] = [];
  let cursor: string | undefined;
  for (let n = 0; n < 10; n++) {
    const page = await catalogue.search({ q: "파도", limit: 4, cursor });
    seen.push(...page.items.map(({ character }) => character.name));
    if (n === 0) await deleteCharacter(kv, page.items.at(-1)!.character.id, "owner");
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  assert.equal(seen.length, 11);
  assert.equal(new Set(seen).size, 11);
});

for (const cursor of ["nonsense", "WyJhIl0", "", "W10", "%"]) {
  Deno.test(`search() refuses the cursor ${JSON.stringify(cursor)}`, async () => {
    using kv = await Deno.openKv(":memory:");
    await make(kv, "파도");
    await assert.rejects(
      createCatalogue(kv, () => START_MS).search({ q: "파도", limit: 5, cursor }),
      (error) => asFailure(error).reason === "bad_cursor",
    );
  });
}
