import assert from "node:assert/strict";
import fc from "fast-check";
import { packCharx } from "@/lib/characters/card/charx.ts";
import { decodeCard, type DecodedCard } from "@/lib/characters/card/decode.ts";
import { encodeCardPng, V2_COPY_NOTE } from "@/lib/characters/card/encode.ts";
import {
  bytesOf,
  cardChunk,
  chunk,
  IHDR,
  jsonBytes,
  PNG_SIGNATURE,
  pngWith,
  rawZip,
} from "@/lib/characters/card/fixtures_for_tests.ts";
import { type CardLimits } from "@/lib/characters/card/limits.ts";
import { CardData, createCard, emptyCardData } from "@/lib/characters/card/model.ts";
import { readPngCardTexts } from "@/lib/characters/card/png.ts";
import { CARD_REFUSALS, CARD_WARNINGS } from "@/lib/characters/card/refusals.ts";
import { withCardLimits } from "@/lib/characters/card/limits.ts";

const V2 = { spec: "chara_card_v2", spec_version: "2.0", data: emptyCardData("둘") };
const V3 = { spec: "chara_card_v3", spec_version: "3.0", data: emptyCardData("셋") };

function read(bytes: Uint8Array): DecodedCard {
  const result = decodeCard(bytes);
  assert.ok(result.ok, result.ok ? "" : `${result.reason}: ${result.detail}`);
  return result;
}

function refusalOf(bytes: Uint8Array, limits?: Partial<CardLimits>): string {
  const result = decodeCard(bytes, limits);
  return result.ok ? "ok" : result.reason;
}

Deno.test("decodeCard() prefers ccv3 over chara, wherever they stand", () => {
  assert.equal(read(pngWith(cardChunk("chara", V2), cardChunk("ccv3", V3))).card.data.name, "셋");
  assert.equal(read(pngWith(cardChunk("ccv3", V3), cardChunk("chara", V2))).card.data.name, "셋");
});

Deno.test("decodeCard() decides the version by spec, not by the name of the chunk", () => {
  assert.equal(read(pngWith(cardChunk("chara", V3))).card.spec, "chara_card_v3");
  assert.equal(read(pngWith(cardChunk("ccv3", V2))).card.spec, "chara_card_v2");
});

Deno.test("decodeCard() reads the keyword in any case, as V1 writes Chara", () => {
  assert.equal(read(pngWith(cardChunk("Chara", V2))).card.data.name, "둘");
});

Deno.test("decodeCard() gives the PNG itself as the image", () => {
  const png = pngWith(cardChunk("chara", V2));
  assert.equal(read(png).image, png);
});

Deno.test("decodeCard() falls back to chara when ccv3 is damaged, and says so", () => {
  const damaged = chunk("tEXt", "ccv3\0%%%");
  const result = read(pngWith(damaged, cardChunk("chara", V2)));
  assert.equal(result.card.data.name, "둘");
  assert.deepEqual(result.warnings, [{ code: "chunk_ignored", path: "" }]);
  assert.equal(refusalOf(pngWith(damaged)), "text_damaged");
});

Deno.test("decodeCard() reads JSON that was put into the chunk without base64", () => {
  const data = { ...V2, data: emptyCardData("plain") };
  assert.equal(
    read(pngWith(chunk("tEXt", `chara\0${JSON.stringify(data)}`))).card.data.name,
    "plain",
  );
});

Deno.test("decodeCard() reads JSON with a byte-order mark and emoji", () => {
  const data = { ...V2, data: emptyCardData("🦊 여우") };
  assert.equal(read(bytesOf("\ufeff \n", jsonBytes(data))).card.data.name, "🦊 여우");
});

Deno.test("decodeCard() warns about letters that are not UTF-8", () => {
  const json = jsonBytes({ ...V2, data: emptyCardData("aXb") });
  json[json.indexOf(0x58)] = 0xff;
  const result = read(json);
  assert.equal(result.card.data.name, "a\ufffdb");
  assert.deepEqual(result.warnings, [{ code: "text_replaced", path: "" }]);
});

Deno.test("decodeCard() reads a CHARX with its icon, and behind a JPEG", () => {
  const icon = pngWith();
  const data = {
    ...emptyCardData("셋"),
    assets: [{ type: "icon", uri: "embeded://assets/icon/images/a.png", name: "main", ext: "png" }],
  };
  const charx = packCharx({ ...V3, data }, new Map([["assets/icon/images/a.png", icon]]));
  for (const file of [charx, bytesOf([0xff, 0xd8, 0xff, 0xe0], "jpeg", charx)]) {
    const result = read(file);
    assert.deepEqual(bytesOf(result.image ?? []), icon);
    assert.deepEqual(result.warnings, []);
  }
});

Deno.test("decodeCard() takes the JPEG of a hybrid when there is no other icon", () => {
  const jpeg = bytesOf([0xff, 0xd8, 0xff, 0xe0], "picture");
  const result = read(bytesOf(jpeg, packCharx(V3, new Map())));
  assert.deepEqual(bytesOf(result.image ?? []), jpeg);
});

Deno.test("decodeCard() warns about an asset that a CHARX does not hold", () => {
  const assets = [{ type: "emotion", uri: "embeded://gone.png", name: "joy", ext: "png" }];
  const result = read(packCharx({ ...V3, data: { ...emptyCardData("a"), assets } }, new Map()));
  assert.deepEqual(result.warnings, [{ code: "asset_missing", path: "data.assets.0" }]);
  assert.deepEqual(result.card.data.assets, assets);
  assert.equal(result.image, null);
});

Deno.test("decodeCard() reads older assets of a PNG", () => {
  const assets = [{ type: "emotion", uri: "__asset:1", name: "joy", ext: "png" }];
  const result = read(pngWith(
    cardChunk("ccv3", { ...V3, data: { ...emptyCardData("a"), assets } }),
    chunk("tEXt", "chara-ext-asset_:1\0AQID"),
  ));
  assert.deepEqual(result.assets, new Map([["1", Uint8Array.of(1, 2, 3)]]));
  assert.deepEqual(result.warnings, []);
});

Deno.test("decodeCard() takes the icon of a JSON card from its data URL", () => {
  const assets = [{ type: "icon", uri: "data:image/png;base64,AQID", name: "main", ext: "png" }];
  const result = read(jsonBytes({ ...V3, data: { ...emptyCardData("a"), assets } }));
  assert.deepEqual(result.image, Uint8Array.of(1, 2, 3));
});

Deno.test("decodeCard() refuses what is not a card, each for its reason", () => {
  const rows: [string, Uint8Array, string][] = [
    ["nothing", new Uint8Array(), "empty"],
    ["noise", bytesOf("hello"), "unknown_type"],
    ["a JPEG", bytesOf([0xff, 0xd8, 0xff, 0xe0], "x".repeat(50)), "image_type"],
    ["a WEBP", bytesOf("RIFF", [0, 0, 0, 0], "WEBPVP8 "), "image_type"],
    ["a GIF", bytesOf("GIF89a"), "image_type"],
    ["a PNG without a card", pngWith(), "png_no_card"],
    ["a truncated PNG", pngWith(cardChunk("chara", V2)).slice(0, -20), "png_truncated"],
    ["a PNG of noise", bytesOf(PNG_SIGNATURE, IHDR, "x".repeat(40)), "png_truncated"],
    ["broken JSON", bytesOf('{"spec":'), "json_invalid"],
    ["broken JSON in a PNG", pngWith(chunk("tEXt", "chara\0e30x")), "json_invalid"],
    ["an array", bytesOf("[1]"), "not_a_card"],
    ["another object", jsonBytes({ hello: "world" }), "not_a_card"],
    ["another envelope", jsonBytes({ spec: "openapi", data: {} }), "not_a_card"],
    ["only a name", jsonBytes({ name: "a" }), "not_a_card"],
    ["null in base64", pngWith(chunk("tEXt", "chara\0bnVsbA==")), "not_a_card"],
    ["a V3 lorebook", jsonBytes({ spec: "lorebook_v3", data: { entries: [] } }), "is_a_lorebook"],
    ["a world file", jsonBytes({ name: "w", description: "d", entries: {} }), "is_a_lorebook"],
    ["a ZIP without a card", rawZip([{ name: "x.json", data: bytesOf("{}") }]), "zip_no_card"],
    ["a card in a folder", rawZip([{ name: "a/card.json", data: jsonBytes(V3) }]), "zip_no_card"],
    [
      "half a ZIP",
      rawZip([{ name: "card.json", data: jsonBytes(V3) }]).slice(0, -9),
      "zip_damaged",
    ],
  ];
  for (const [name, bytes, reason] of rows) assert.equal(refusalOf(bytes), reason, name);
});

Deno.test("decodeCard() refuses files and texts over their limits", () => {
  const json = jsonBytes(V2);
  assert.equal(refusalOf(json, { maxFileBytes: json.length }), "ok");
  assert.equal(refusalOf(json, { maxFileBytes: json.length - 1 }), "too_large");
  assert.equal(refusalOf(json, { maxTextBytes: json.length - 1 }), "text_too_large");
  assert.equal(refusalOf(packCharx(V2, new Map()), { maxTextBytes: 10 }), "text_too_large");
  assert.equal(refusalOf(pngWith(cardChunk("chara", V2)), { maxTextBytes: 30 }), "text_too_large");
});

Deno.test("decodeCard() refuses JSON that nests a million levels or has too many values", () => {
  const deep = bytesOf('{"name":"a","description":"b","x":', "[".repeat(1e6), "]".repeat(1e6), "}");
  assert.equal(refusalOf(deep), "json_too_complex");
  const wide = jsonBytes({ ...V2, x: new Array(2000).fill(0) });
  assert.equal(refusalOf(wide, { maxJsonNodes: 1000 }), "json_too_complex");
  assert.equal(refusalOf(wide), "ok");
});

Deno.test("decodeCard() drops __proto__ and tames numbers beyond a double", () => {
  const json =
    '{"name":"a","description":"b","extensions":{"__proto__":{"polluted":1},"n":-1e999}}';
  const { card } = read(bytesOf(json));
  assert.deepEqual(card.data.extensions, { n: -Number.MAX_VALUE });
  assert.equal(Object.getPrototypeOf(card.data.extensions), Object.prototype);
  assert.equal(Reflect.get({}, "polluted"), undefined);
});

Deno.test("decodeCard() answers every damaged file with a value, never with an exception", () => {
  const seeds = [
    encodeCardPng(createCard(emptyCardData("a")), pngWith()),
    packCharx(V3, new Map([["a.bin", new Uint8Array(40)]])),
    jsonBytes({ ...V3, data: { ...V3.data, character_book: { entries: [{ keys: ["k"] }] } } }),
  ];
  const known = new Set(["ok", ...Object.keys(CARD_REFUSALS)]);
  const edit = fc.record({ at: fc.nat(), byte: fc.nat(255) });
  fc.assert(
    fc.property(
      fc.constantFrom(...seeds),
      fc.array(edit, { maxLength: 8 }),
      fc.nat(),
      (seed, edits, cut) => {
        const bytes = seed.slice(0, cut % 4 === 0 ? cut % seed.length : seed.length);
        for (const { at, byte } of edits) if (bytes.length > 0) bytes[at % bytes.length] = byte;
        assert.ok(known.has(refusalOf(bytes)));
      },
    ),
    { seed: 7, numRuns: 2000 },
  );
});

Deno.test("decodeCard() survives any JSON in the place of a card's fields", () => {
  const key = fc.constantFrom(
    ...Object.keys(V3.data),
    "assets",
    "character_book",
    "source",
    "nickname",
  );
  fc.assert(
    fc.property(fc.dictionary(key, fc.jsonValue()), fc.jsonValue(), (fields, entries) => {
      const data = { ...V3.data, character_book: { entries }, ...fields };
      const { card } = read(jsonBytes({ ...V3, data }));
      assert.deepEqual(CardData.parse(card.data), card.data);
    }),
    { seed: 11, numRuns: 500 },
  );
});

Deno.test("encodeCardPng() writes both chunks and marks the V2 copy of a real V3 card", () => {
  const card = createCard({ ...emptyCardData("a"), creator_notes: "mine", nickname: "b" });
  const texts = readPngCardTexts(encodeCardPng(card, pngWith()), withCardLimits());
  assert.ok(texts.ok);
  assert.deepEqual(texts.texts.map(({ keyword }) => keyword), ["chara", "ccv3"]);
  const [copy, real] = texts.texts.map(({ text }) =>
    JSON.parse(new TextDecoder().decode(Uint8Array.fromBase64(text)))
  );
  assert.equal(copy.spec, "chara_card_v2");
  assert.equal(copy.data.creator_notes, `${V2_COPY_NOTE}\n\nmine`);
  assert.equal(real.spec, "chara_card_v3");
  assert.equal(real.data.creator_notes, "mine");
});

Deno.test("every refusal and warning speaks Korean and English without exclamation marks", () => {
  for (const [code, { en, ko }] of Object.entries({ ...CARD_REFUSALS, ...CARD_WARNINGS })) {
    assert.match(ko, /[가-힣].*요\.$/, code);
    assert.match(en, /^[A-Z].*\.$/, code);
    assert.doesNotMatch(en + ko, /!/, code);
  }
});
