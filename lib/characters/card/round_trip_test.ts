import assert from "node:assert/strict";
import fc from "fast-check";
import { decodeCard, type DecodedCard } from "@/lib/characters/card/decode.ts";
import { encodeCardJson, encodeCardPng, encodeCharx } from "@/lib/characters/card/encode.ts";
import { cardChunk, chunk, jsonBytes, pngWith } from "@/lib/characters/card/fixtures_for_tests.ts";
import { isObject } from "@/lib/characters/card/coerce.ts";
import { packCharx } from "@/lib/characters/card/charx.ts";
import { type JsonObject } from "@/lib/characters/card/model.ts";

const RUNS = { seed: 20260112, numRuns: 60 };

/** Text as authors write it: any Unicode, emoji and Korean among it. */
const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.constantFrom(
    "안녕, {{user}}!\n*웃는다*",
    "👩‍👩‍👧 {{char}}",
    "<START>\n{{user}}: hi",
    "a\u0000b",
    "\ud800",
  ),
);
const texts = fc.array(text, { maxLength: 4 });
/** What another app may have put anywhere. Integers and plain fractions survive JSON exactly. */
const foreign = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    text,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("any"), { maxLength: 3 }),
    fc.dictionary(text.filter((key) => key !== "__proto__"), tie("any"), {
      maxKeys: 3,
      noNullPrototype: true,
    }),
  ),
})).any;
const extensions = fc.dictionary(
  fc.constantFrom(
    "talkativeness",
    "fav",
    "world",
    "depth_prompt",
    "agnai",
    "risuai",
    "maru/x",
    "키",
  ),
  foreign,
  { noNullPrototype: true },
);
const unknowns = fc.dictionary(
  fc.constantFrom("x_later", "create_date", "avatar", "모름", "constructor"),
  foreign,
  { maxKeys: 3, noNullPrototype: true },
);

const v2Entry = fc.record({
  keys: texts,
  content: fc.oneof(text, fc.constant("@@depth 4\n@@@role user\n\n비밀")),
  extensions,
  enabled: fc.boolean(),
  insertion_order: fc.integer(),
  case_sensitive: fc.boolean(),
  name: text,
  priority: fc.integer(),
  id: fc.integer(),
  comment: text,
  selective: fc.boolean(),
  secondary_keys: texts,
  constant: fc.boolean(),
  position: fc.constantFrom("before_char", "after_char"),
}, {
  requiredKeys: ["keys", "content", "extensions", "enabled", "insertion_order"],
  noNullPrototype: true,
});

const v3Entry = fc.tuple(
  v2Entry,
  fc.record({ use_regex: fc.boolean(), id: fc.oneof(fc.integer(), text) }, {
    noNullPrototype: true,
  }),
  unknowns,
).map(([entry, more, rest]) => ({ ...rest, ...entry, ...more }));

function bookOf(entry: fc.Arbitrary<JsonObject>): fc.Arbitrary<JsonObject> {
  return fc.tuple(
    unknowns,
    fc.record({
      name: text,
      description: text,
      scan_depth: fc.nat(100),
      token_budget: fc.nat(4000),
      recursive_scanning: fc.boolean(),
      extensions,
      entries: fc.array(entry, { maxLength: 5 }),
    }, { requiredKeys: ["extensions", "entries"], noNullPrototype: true }),
  ).map(([rest, book]) => ({ ...rest, ...book }));
}

const v1Fields = {
  name: text,
  description: text,
  personality: text,
  scenario: text,
  first_mes: text,
  mes_example: text,
};
const v2Fields = {
  ...v1Fields,
  creator_notes: text,
  system_prompt: text,
  post_history_instructions: text,
  alternate_greetings: texts,
  tags: texts,
  creator: text,
  character_version: text,
  extensions,
  character_book: bookOf(
    fc.tuple(unknowns, v2Entry).map(([rest, entry]) => ({ ...rest, ...entry })),
  ),
};
const asset = fc.tuple(
  unknowns,
  fc.record({
    type: fc.constantFrom("icon", "background", "emotion", "user_icon", "x_vrm", "x_voice"),
    uri: fc.constantFrom(
      "ccdefault:",
      "https://example.com/a.png",
      "data:image/png;base64,AAAA",
      "embeded://gone.png",
    ),
    name: fc.constantFrom("main", "neutral", "기쁨"),
    ext: fc.constantFrom("png", "webp", "unknown"),
  }, { noNullPrototype: true }),
).map(([rest, known]) => ({ ...rest, ...known }));

function without<T extends object>(fields: T, key: keyof T): (keyof T)[] {
  return Object.keys(fields).filter((name): name is keyof T & string => name !== key);
}

const v2Card: fc.Arbitrary<JsonObject> = fc.record({
  top: unknowns,
  data: fc.tuple(
    unknowns,
    fc.record(v2Fields, {
      requiredKeys: without(v2Fields, "character_book"),
      noNullPrototype: true,
    }),
  ).map(([rest, data]) => ({ ...rest, ...data })),
}).map(({ top, data }) => ({ ...top, spec: "chara_card_v2", spec_version: "2.0", data }));

const v3More = fc.record({
  nickname: text,
  creator_notes_multilingual: fc.dictionary(fc.constantFrom("en", "ko", "ja"), text, {
    noNullPrototype: true,
  }),
  source: texts,
  group_only_greetings: texts,
  creation_date: fc.nat(),
  modification_date: fc.nat(),
  assets: fc.array(asset, { maxLength: 4 }),
  character_book: bookOf(v3Entry),
}, { requiredKeys: ["group_only_greetings"], noNullPrototype: true });

const v3Card: fc.Arbitrary<JsonObject> = fc.record({
  top: unknowns,
  data: fc.tuple(
    unknowns,
    fc.record(v2Fields, {
      requiredKeys: without(v2Fields, "character_book"),
      noNullPrototype: true,
    }),
    v3More,
  ).map(([rest, data, more]) => ({ ...rest, ...data, ...more })),
}).map(({ top, data }) => ({ ...top, spec: "chara_card_v3", spec_version: "3.0", data }));

function read(bytes: Uint8Array): DecodedCard {
  const result = decodeCard(bytes);
  assert.ok(result.ok, result.ok ? "" : `${result.reason}: ${result.detail}`);
  return result;
}

function parse(bytes: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(bytes));
}

/** Asserts that everything in `before` is in `after` with the same value; lists keep their length. */
function assertKept(after: unknown, before: unknown, path = ""): void {
  if (Array.isArray(before)) {
    assert.ok(Array.isArray(after) && after.length === before.length, path);
    before.forEach((item, i) => assertKept(after[i], item, `${path}.${i}`));
  } else if (isObject(before)) {
    assert.ok(isObject(after), path);
    for (const key of Object.keys(before)) {
      assert.ok(Object.hasOwn(after, key), `${path}.${key} is gone`);
      assertKept(after[key], before[key], `${path}.${key}`);
    }
  } else assert.deepEqual(after, before, path);
}

function dataOf(file: unknown): JsonObject {
  assert.ok(isObject(file) && isObject(file.data));
  return file.data;
}

const KINDS = [["V2", 2, v2Card], ["V3", 3, v3Card]] as const;

for (const [label, version, cards] of KINDS) {
  Deno.test(`a ${label} card keeps every field through JSON of its own version`, () => {
    fc.assert(
      fc.property(cards, (file) => {
        const first = read(jsonBytes(file));
        assert.deepEqual(
          first.warnings.filter(({ code }) => code !== "missing_name" && code !== "asset_missing"),
          [],
        );
        const out = encodeCardJson(first.card, version);
        assertKept(parse(out), file);
        assert.deepEqual(read(out).card, first.card);
      }),
      RUNS,
    );
  });

  Deno.test(`a ${label} card keeps every field through PNG`, () => {
    fc.assert(
      fc.property(cards, (file) => {
        const first = read(pngWith(cardChunk(version === 2 ? "chara" : "ccv3", file)));
        const again = read(encodeCardPng(first.card, pngWith(chunk("tEXt", "Comment\0x"))));
        assertKept(again.card.data, dataOf(file));
        assert.deepEqual(again.card.data, first.card.data);
        assert.deepEqual(again.card.envelope, first.card.envelope);
      }),
      RUNS,
    );
  });

  Deno.test(`a ${label} card keeps every field through CHARX`, () => {
    fc.assert(
      fc.property(cards, (file) => {
        const extra = new Map([["app.json", jsonBytes({ a: 1 })], [
          "assets/other/other/x.bin",
          new Uint8Array(9),
        ]]);
        const first = read(packCharx(file, extra));
        const again = read(encodeCharx(first.card, null, first.assets));
        assertKept(again.card.data, dataOf(file));
        assert.deepEqual(again.card.data, first.card.data);
        assert.deepEqual(again.card.envelope, first.card.envelope);
        assert.deepEqual(again.assets, first.assets);
      }),
      RUNS,
    );
  });
}

Deno.test("a V2 card keeps its data on the long way JSON, PNG, CHARX, JSON", () => {
  fc.assert(
    fc.property(v2Card, (file) => {
      const first = read(jsonBytes(file)).card;
      const png = read(encodeCardPng(first, pngWith())).card;
      const charx = read(encodeCharx(png, null, new Map())).card;
      assert.deepEqual(read(encodeCardJson(charx, 3)).card.data, first.data);
    }),
    RUNS,
  );
});
