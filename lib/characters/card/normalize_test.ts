import assert from "node:assert/strict";
import { decodeCard, type DecodedCard } from "@/lib/characters/card/decode.ts";
import { decodeLorebook } from "@/lib/characters/card/decode_book.ts";
import {
  encodeCardJson,
  encodeCardPng,
  encodeCharx,
  encodeLorebookJson,
} from "@/lib/characters/card/encode.ts";
import { inlineAssets } from "@/lib/characters/card/assets.ts";
import { jsonBytes, pngWith } from "@/lib/characters/card/fixtures_for_tests.ts";
import { createCard, emptyCardData, type Lorebook } from "@/lib/characters/card/model.ts";
import { encodeStWorld } from "@/lib/characters/card/st_world.ts";

function read(value: unknown): DecodedCard {
  const result = decodeCard(jsonBytes(value));
  assert.ok(result.ok, result.ok ? "" : `${result.reason}: ${result.detail}`);
  return result;
}

function readBook(value: unknown): Lorebook {
  const result = decodeLorebook(jsonBytes(value));
  assert.ok(result.ok, result.ok ? "" : result.reason);
  return result.book;
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

Deno.test("export sets the modification date of V3, unless it is withheld", () => {
  const card = createCard(emptyCardData("a"));
  const nowMs = 1_768_000_000_999;
  assert.equal(parse(encodeCardJson(card, 3, { nowMs })).data.modification_date, 1_768_000_000);
  assert.equal(parse(encodeCardJson(card, 3)).data.modification_date, undefined);
  const withheld = createCard({ ...emptyCardData("a"), modification_date: 0 });
  assert.equal(parse(encodeCardJson(withheld, 3, { nowMs })).data.modification_date, 0);
});

Deno.test("a V2 file of a V3 card has no decorators; a V2 card keeps its text", () => {
  const entry = {
    keys: ["k"],
    content: "@@depth 2\n@@@role user\n\nsecret",
    extensions: {},
    enabled: true,
    insertion_order: 1,
    use_regex: false,
  };
  const data = { ...emptyCardData("a"), character_book: { extensions: {}, entries: [entry] } };
  const fromV3 = parse(encodeCardJson(createCard(data), 2));
  assert.equal(fromV3.data.character_book.entries[0].content, "secret");
  assert.equal(Object.hasOwn(fromV3.data.character_book.entries[0], "use_regex"), false);
  const fromV2 = parse(encodeCardJson({ ...createCard(data), spec: "chara_card_v2" }, 2));
  assert.equal(fromV2.data.character_book.entries[0].content, entry.content);
});

const WORLD = {
  name: "Old town",
  mapVersion: 3,
  entries: {
    "0": {
      uid: 0,
      key: ["bakery", "빵집"],
      keysecondary: ["morning"],
      comment: "the bakery",
      content: "It opens at five.",
      constant: false,
      selective: true,
      selectiveLogic: 3,
      order: 90,
      position: 4,
      disable: false,
      excludeRecursion: true,
      probability: 60,
      useProbability: true,
      depth: 2,
      role: 1,
      group: "town",
      scanDepth: null,
      caseSensitive: null,
      sticky: 3,
      addMemo: true,
      characterFilter: { names: ["Mina"] },
    },
    "7": {
      uid: 7,
      key: ["cat"],
      keysecondary: [],
      content: "x",
      order: 1,
      disable: true,
      position: 0,
    },
  },
};

Deno.test("a SillyTavern world becomes a book with its options in extensions", () => {
  const book = readBook(WORLD);
  assert.equal(book.name, "Old town");
  const [bakery, cat] = book.entries;
  assert.deepEqual(bakery?.keys, ["bakery", "빵집"]);
  assert.deepEqual(bakery?.secondary_keys, ["morning"]);
  assert.equal(bakery?.insertion_order, 90);
  assert.equal(bakery?.position, "after_char");
  assert.deepEqual(bakery?.extensions, {
    position: 4,
    depth: 2,
    role: 1,
    selectiveLogic: 3,
    probability: 60,
    useProbability: true,
    exclude_recursion: true,
    scan_depth: null,
    case_sensitive: null,
    group: "town",
    sticky: 3,
  });
  assert.deepEqual([cat?.id, cat?.enabled, cat?.position], [7, false, "before_char"]);
});

Deno.test("a SillyTavern world comes back whole, unknown fields too", () => {
  assert.deepEqual(encodeStWorld(readBook(WORLD)), WORLD);
});

Deno.test("encodeStWorld() gives every entry its own uid", () => {
  const entry = {
    keys: [],
    content: "",
    extensions: {},
    enabled: true,
    insertion_order: 1,
    use_regex: false,
  };
  const world = encodeStWorld({
    extensions: {},
    entries: [{ ...entry, id: "a" }, { ...entry, id: 0 }, { ...entry, id: 0 }, entry],
  });
  assert.deepEqual(Object.keys(Object(world.entries)), ["0", "1", "2", "3"]);
});

Deno.test("decodeLorebook() reads V3 files, bare books, and the book in a card", () => {
  const book = { extensions: {}, name: "b", odd: [1], entries: [] };
  assert.deepEqual(readBook({ spec: "lorebook_v3", data: book }), book);
  assert.deepEqual(readBook(book), book);
  assert.deepEqual(
    readBook({ spec: "chara_card_v2", data: { name: "a", character_book: book } }),
    book,
  );
  const again = decodeLorebook(encodeLorebookJson(book));
  assert.ok(again.ok);
  assert.deepEqual(again.book, book);
});

Deno.test("decodeLorebook() refuses other files", () => {
  const reasons = [
    jsonBytes({ a: 1 }),
    jsonBytes([]),
    new TextEncoder().encode("{"),
    new Uint8Array(),
  ]
    .map((bytes) => {
      const result = decodeLorebook(bytes);
      return result.ok ? "ok" : result.reason;
    });
  assert.deepEqual(reasons, ["not_a_lorebook", "not_a_lorebook", "json_invalid", "empty"]);
});

Deno.test("encodeCharx() makes a picture the main icon, and keeps foreign files", () => {
  const png = pngWith();
  const card = createCard({ ...emptyCardData("a"), tags: ["x"] });
  const bytes = encodeCharx(
    card,
    png,
    new Map([["module.risum", Uint8Array.of(1)], ["../x", png]]),
  );
  const result = decodeCard(bytes);
  assert.ok(result.ok);
  assert.deepEqual(new Uint8Array(result.image ?? []), png);
  assert.deepEqual([...result.assets.keys()].sort(), [
    "assets/icon/images/main.png",
    "module.risum",
  ]);
  const again = encodeCharx(result.card, result.image, result.assets);
  assert.deepEqual(again, encodeCharx(result.card, result.image, result.assets));
  const twice = decodeCard(again);
  assert.ok(twice.ok);
  assert.deepEqual(twice.card, result.card);
  assert.deepEqual(twice.assets, result.assets);
});

Deno.test("encodeCharx() moves older PNG assets to where CHARX wants them", () => {
  const assets = [
    { type: "emotion", uri: "__asset:0", name: "기쁨 1", ext: "webp" },
    { type: "emotion", uri: "__asset:1", name: "기쁨 2", ext: "webp" },
    { type: "x_voice", uri: "__asset:gone", name: "v", ext: "mp3" },
  ];
  const files = new Map([["0", Uint8Array.of(1)], ["1", Uint8Array.of(2)]]);
  const result = decodeCard(
    encodeCharx(createCard({ ...emptyCardData("a"), assets }), null, files),
  );
  assert.ok(result.ok);
  assert.deepEqual([...result.assets.keys()], [
    "assets/emotion/images/_1.webp",
    "assets/emotion/images/_2.webp",
  ]);
  assert.deepEqual(result.card.data.assets?.map(({ uri }) => uri), [
    "embeded://assets/emotion/images/_1.webp",
    "embeded://assets/emotion/images/_2.webp",
    "__asset:gone",
  ]);
});

Deno.test("inlineAssets() carries files into a PNG as far as the room goes, and names the rest", () => {
  const files = new Map([["i.png", pngWith()], ["a.bin", Uint8Array.of(1, 2, 3)], [
    "b.bin",
    new Uint8Array(90),
  ]]);
  const list = [
    { type: "icon", uri: "embeded://i.png", name: "main", ext: "png" },
    { type: "x_a", uri: "embeded://a.bin", name: "a", ext: "bin" },
    { type: "x_b", uri: "embeded://b.bin", name: "b", ext: "bin" },
    { type: "x_c", uri: "https://example.com/c", name: "c", ext: "bin" },
  ];
  const card = createCard({ ...emptyCardData("a"), assets: list });
  const { card: inlined, left } = inlineAssets(card, {
    assets: files,
    maxBytes: 100,
    carriesIcon: true,
  });
  assert.deepEqual(inlined.data.assets?.map(({ uri }) => uri), [
    "ccdefault:",
    "data:application/octet-stream;base64,AQID",
    "embeded://b.bin",
    "https://example.com/c",
  ]);
  assert.deepEqual(left, ["b"]);
  assert.ok(decodeCard(encodeCardPng(inlined, pngWith())).ok);
});
