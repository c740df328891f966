import assert from "node:assert/strict";
import { inlineAssets } from "@/lib/characters/card/assets.ts";
import { decodeCard } from "@/lib/characters/card/decode.ts";
import { encodeCardJson, encodeCardPng, encodeCharx } from "@/lib/characters/card/encode.ts";
import { pngWith } from "@/lib/characters/card/fixtures_for_tests.ts";
import { createCard, emptyCardData } from "@/lib/characters/card/model.ts";

function parse(bytes: Uint8Array) {
  return JSON.parse(new TextDecoder().decode(bytes));
}

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
