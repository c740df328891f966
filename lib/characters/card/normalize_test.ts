import assert from "node:assert/strict";
import { decodeCard, type DecodedCard } from "@/lib/characters/card/decode.ts";
import { encodeCardJson } from "@/lib/characters/card/encode.ts";
import { jsonBytes } from "@/lib/characters/card/fixtures_for_tests.ts";
import { emptyCardData } from "@/lib/characters/card/model.ts";

function read(value: unknown): DecodedCard {
  const result = decodeCard(jsonBytes(value));
  assert.ok(result.ok, result.ok ? "" : `${result.reason}: ${result.detail}`);
  return result;
}

function parse(bytes: Uint8Array) {
  return JSON.parse(new TextDecoder().decode(bytes));
}

Deno.test("a flat V1 card becomes data, and unknown fields stay in the envelope", () => {
  const { card, warnings } = read({
    name: "Mina",
    description: "d",
    personality: "p",
    scenario: "s",
    first_mes: "hi",
    mes_example: "<START>",
    creatorcomment: "by me",
    create_date: "2024",
  });
  assert.deepEqual(card, {
    data: {
      ...emptyCardData("Mina"),
      description: "d",
      personality: "p",
      scenario: "s",
      first_mes: "hi",
      mes_example: "<START>",
      creator_notes: "by me",
    },
    spec: "chara_card_v1",
    specVersion: "1.0",
    envelope: { creatorcomment: "by me", create_date: "2024" },
  });
  assert.deepEqual(warnings, []);
});

Deno.test("a flat V1 card without notes is read without a warning", () => {
  const { card, warnings } = read({ name: "Mina", description: "d" });
  assert.equal(card.data.creator_notes, "");
  assert.deepEqual(warnings, []);
});

Deno.test("a flat card with V2 fields keeps them as data", () => {
  const { card } = read({ name: "a", description: "b", tags: ["x"], alternate_greetings: ["y"] });
  assert.deepEqual([card.data.tags, card.data.alternate_greetings], [["x"], ["y"]]);
});

Deno.test("data wins over top-level copies, which are refreshed on export", () => {
  const { card } = read({
    name: "old",
    first_mes: "only here",
    spec: "chara_card_v2",
    spec_version: "2.0",
    data: { name: "new", description: "d" },
  });
  assert.equal(card.data.name, "new");
  assert.equal(card.data.first_mes, "only here");
  const out = parse(encodeCardJson({ ...card, data: { ...card.data, name: "newer" } }, 2));
  assert.deepEqual([out.name, out.first_mes, out.data.name], ["newer", "only here", "newer"]);
});

Deno.test("lenient reading converts what it can and says so", () => {
  const { card, warnings } = read({
    spec: "chara_card_v2",
    data: {
      name: "a",
      description: null,
      character_version: 1.2,
      tags: "x, y,,z",
      alternate_greetings: ["hi", null, 3],
      extensions: [],
      creator: { no: 1 },
      assets: null,
      character_book: { entries: [{ keys: "k, l", content: 5, enabled: 1, position: 0 }, 7] },
    },
  });
  assert.equal(card.data.description, "");
  assert.equal(card.data.character_version, "1.2");
  assert.deepEqual(card.data.tags, ["x", "y", "z"]);
  assert.deepEqual(card.data.alternate_greetings, ["hi", "3"]);
  assert.deepEqual(card.data.extensions, {});
  assert.equal(card.data.creator, "");
  assert.equal(Object.hasOwn(card.data, "assets"), false);
  assert.deepEqual(card.data.character_book, {
    extensions: {},
    entries: [{
      keys: ["k", "l"],
      content: "5",
      extensions: {},
      enabled: true,
      insertion_order: 100,
      use_regex: false,
      position: "before_char",
    }],
  });
  const kinds = new Map(warnings.map(({ path, code }) => [path, code]));
  assert.equal(kinds.get("data.character_version"), "coerced");
  assert.equal(kinds.get("data.creator"), "dropped");
  assert.equal(kinds.get("data.alternate_greetings.1"), "dropped");
  assert.equal(kinds.get("data.character_book.entries.1"), "dropped");
});

Deno.test("a version newer than 3.0 is read with a warning and its number is kept", () => {
  const { card, warnings } = read({
    spec: "chara_card_v3",
    spec_version: "3.7",
    data: emptyCardData("a"),
  });
  assert.deepEqual(warnings, [{ code: "newer_version", path: "spec_version" }]);
  assert.equal(parse(encodeCardJson(card, 3)).spec_version, "3.7");
  const later = read({ spec: "chara_card_v4", spec_version: "4.0", data: emptyCardData("a") });
  assert.equal(later.card.spec, "chara_card_v3");
  assert.equal(later.warnings[0]?.code, "newer_version");
});

Deno.test("a card without a name is read with a warning", () => {
  assert.deepEqual(read({ spec: "chara_card_v3", data: {} }).warnings, [
    { code: "missing_name", path: "data.name" },
  ]);
});

Deno.test("warnings of a hostile card stay few", () => {
  const tags = new Array(5000).fill(null);
  const { warnings } = read({ spec: "chara_card_v3", data: { name: "a", tags } });
  assert.equal(warnings.length, 50);
});

Deno.test("a book without entries, and one that is no book", () => {
  const empty = read({ spec: "chara_card_v2", data: { name: "a", character_book: {} } });
  assert.deepEqual(empty.card.data.character_book, { extensions: {}, entries: [] });
  const none = read({ spec: "chara_card_v2", data: { name: "a", character_book: "x" } });
  assert.equal(none.card.data.character_book, undefined);
  assert.deepEqual(none.warnings, [{ code: "dropped", path: "data.character_book" }]);
});
