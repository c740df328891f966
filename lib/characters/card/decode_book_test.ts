import assert from "node:assert/strict";
import { decodeLorebook } from "@/lib/characters/card/decode_book.ts";
import { encodeLorebookJson } from "@/lib/characters/card/encode.ts";
import { jsonBytes } from "@/lib/characters/card/fixtures_for_tests.ts";
import { type Lorebook } from "@/lib/characters/card/model.ts";
import { encodeStWorld } from "@/lib/characters/card/st_world.ts";

function readBook(value: unknown): Lorebook {
  const result = decodeLorebook(jsonBytes(value));
  assert.ok(result.ok, result.ok ? "" : result.reason);
  return result.book;
}

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
      extensions: { "other/app": 1 },
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

Deno.test("decodeLorebook() reads Agnai memory books", () => {
  const book = readBook({
    kind: "memory",
    name: "m",
    entries: [{
      name: "n",
      entry: "text",
      keywords: ["k"],
      weight: 3,
      priority: 7,
      enabled: false,
    }],
  });
  assert.deepEqual(book, {
    kind: "memory",
    name: "m",
    extensions: {},
    entries: [{
      name: "n",
      content: "text",
      keys: ["k"],
      insertion_order: 3,
      priority: 7,
      enabled: false,
      extensions: {},
      use_regex: false,
    }],
  });
});

Deno.test("decodeLorebook() reads NovelAI lorebooks and keeps what it does not use", () => {
  const contextConfig = { budgetPriority: 400, prefix: "" };
  const book = readBook({
    lorebookVersion: 5,
    entries: [{
      text: "text",
      displayName: "n",
      keys: ["k"],
      forceActivation: true,
      contextConfig,
    }],
  });
  assert.deepEqual(book.entries, [{
    name: "n",
    content: "text",
    keys: ["k"],
    constant: true,
    insertion_order: 400,
    contextConfig,
    enabled: true,
    extensions: {},
    use_regex: false,
  }]);
});
