/** Bringing cards in and taking them along: what came in goes out, and what is guessed is guessed well. */
import assert from "node:assert/strict";
import { randomAvatar } from "@/lib/avatar/model.ts";
import { renderAvatarPng } from "@/lib/avatar/raster.ts";
import { decodeCard } from "@/lib/characters/card/decode.ts";
import { encodeCardJson, encodeCardPng, encodeCharx } from "@/lib/characters/card/encode.ts";
import { pngWith } from "@/lib/characters/card/fixtures_for_tests.ts";
import { type Card, createCard, emptyCardData } from "@/lib/characters/card/model.ts";
import { make, openKvWith, START_MS } from "@/lib/characters/characters_for_tests.ts";
import {
  asAttachment,
  AVATAR_EXTENSION,
  exportCharacter,
  fileStem,
  readAssets,
} from "@/lib/characters/export.ts";
import {
  guessFrom,
  guessLang,
  guessTagline,
  importCharacter,
  packAssets,
} from "@/lib/characters/import.ts";
import type { Character } from "@/lib/characters/model.ts";
import { getCard, updateCharacter } from "@/lib/characters/store.ts";
import { checkStore } from "@/lib/store/check/check.ts";

const FULL: Card = createCard({
  ...emptyCardData("Hester"),
  description: "Keeps a light. {{char}} hums.",
  first_mes: "*She waves.* Come in.",
  alternate_greetings: ["Evening."],
  creator_notes: "<b>Keeper</b> of a light\nSecond line",
  tags: ["sea", "NSFW?", "<bad>", "sea", ...Array.from({ length: 12 }, (_, n) => `t${n}`)],
  nickname: "Hes",
  extensions: { "other/app": { deep: [1, { two: null }] }, talkativeness: 0.5 },
  creation_date: 0,
  modification_date: 0,
  character_book: {
    extensions: { x: 1 },
    entries: [{
      keys: ["lamp"],
      content: "@@depth 2\nIt went out once.",
      extensions: { position: 4 },
      enabled: true,
      insertion_order: 3,
      use_regex: false,
      unknown: "kept",
    }],
  },
  unknown_field: ["kept"],
});

async function bring(kv: Deno.Kv, bytes: Uint8Array) {
  const read = await importCharacter(kv, { ownerId: "owner", bytes, nowMs: START_MS });
  assert.ok(read.ok, JSON.stringify(read));
  return read;
}

async function takeAlong(kv: Deno.Kv, character: Character, format: "png" | "json" | "charx") {
  const read = decodeCard((await exportCharacter(kv, character, { format })).bytes);
  assert.ok(read.ok, JSON.stringify(read));
  return read;
}

const drawn = await renderAvatarPng(randomAvatar("face"), { widthPx: 200 });

Deno.test("a PNG card goes in, out and in again with every field, known or not", async () => {
  using kv = await openKvWith("owner");
  const { character, warnings } = await bring(kv, encodeCardPng(FULL, drawn));
  assert.deepEqual(warnings, []);
  assert.equal(character.visibility, "private");
  assert.equal(character.origin, "imported");
  assert.notEqual(character.portrait, null);
  for (const format of ["png", "json", "charx"] as const) {
    const again = await takeAlong(kv, character, format);
    const { assets: _, ...data } = again.card.data;
    assert.deepEqual(data, FULL.data, format);
    assert.deepEqual(
      (await bring(kv, encodeCardJson(again.card, 3))).character.tags,
      character.tags,
    );
  }
  assert.deepEqual(await checkStore(kv), []);
});

Deno.test("a CHARX keeps its files, and its icon until somebody changes the picture", async () => {
  using kv = await openKvWith("owner");
  const files = new Map([
    ["assets/emotion/images/smile.png", drawn],
    ["assets/other/other/notes.bin", Uint8Array.of(1, 2, 3)],
    ["app.json", new TextEncoder().encode("{}")],
  ]);
  const smile = {
    type: "emotion",
    uri: "embeded://assets/emotion/images/smile.png",
    name: "smile",
    ext: "png",
  };
  const icon = { type: "icon", uri: "ccdefault:", name: "main", ext: "png" };
  const card = createCard({ ...FULL.data, assets: [icon, smile] });
  const { character } = await bring(kv, encodeCharx(card, drawn, files));
  const kept = await takeAlong(kv, character, "charx");
  assert.deepEqual(kept.card.data.assets, (await getCard(kv, character)).data.assets);
  for (const [path, bytes] of files) assert.deepEqual(kept.assets.get(path), bytes, path);
  assert.deepEqual(kept.image, drawn);
  const change = { patch: {}, portrait: null };
  const changed = await updateCharacter(kv, character.id, {
    viewerId: "owner",
    change,
    nowMs: START_MS + 5000,
  });
  assert.notDeepEqual((await takeAlong(kv, changed, "charx")).image, drawn);
});

Deno.test("a JSON card without a picture gets a face, and leaves without one in its data", async () => {
  using kv = await openKvWith("owner");
  const { character } = await bring(kv, encodeCardJson(FULL, 2));
  assert.equal(character.portrait, null);
  const { card } = await takeAlong(kv, character, "json");
  assert.deepEqual(card.data, { ...FULL.data, character_book: card.data.character_book });
  assert.equal(Object.hasOwn(card.data.extensions, AVATAR_EXTENSION), false);
});

Deno.test("a character made here is drawn again by another Maru", async () => {
  using kv = await openKvWith("owner");
  const avatar = randomAvatar("someone");
  const character = await make(kv, "서리", { avatar });
  const { bytes } = await exportCharacter(kv, character, { format: "png" });
  const again = (await bring(kv, bytes)).character;
  assert.deepEqual(again.avatar, avatar);
  assert.equal(again.portrait, null);
});

Deno.test("a picture that cannot be shown is a warning, and the character comes all the same", async () => {
  using kv = await openKvWith("owner");
  const { character, warnings } = await bring(kv, encodeCardPng(FULL, pngWith()));
  assert.deepEqual(warnings, [{ code: "picture_unusable", path: "" }]);
  assert.equal(character.portrait, null);
});

Deno.test("an edited card says when, one that withholds its dates does not", async () => {
  using kv = await openKvWith("owner");
  const dated = createCard({ ...FULL.data, modification_date: 5 });
  const { character } = await bring(kv, encodeCardJson(dated, 3));
  assert.equal((await takeAlong(kv, character, "json")).card.data.modification_date, 5);
  const change = { patch: { tagline: "new" } };
  const nowMs = START_MS + 7000;
  const edited = await updateCharacter(kv, character.id, { viewerId: "owner", change, nowMs });
  assert.equal(
    (await takeAlong(kv, edited, "json")).card.data.modification_date,
    Math.floor(nowMs / 1000),
  );
  const withheld = (await bring(kv, encodeCardJson(FULL, 3))).character;
  const again = await updateCharacter(kv, withheld.id, { viewerId: "owner", change, nowMs });
  assert.equal((await takeAlong(kv, again, "json")).card.data.modification_date, 0);
});

Deno.test("importCharacter() refuses what is no card, and stores nothing of it", async () => {
  using kv = await openKvWith("owner");
  for (
    const [bytes, reason] of [
      [new Uint8Array(), "empty"],
      [new TextEncoder().encode("hello"), "unknown_type"],
      [drawn, "png_no_card"],
      [drawn.subarray(0, 900), "png_truncated"],
    ] as const
  ) {
    const read = await importCharacter(kv, { ownerId: "owner", bytes, nowMs: START_MS });
    assert.ok(!read.ok);
    assert.equal(read.reason, reason);
  }
  const stored = await Array.fromAsync(kv.list({ prefix: [] }));
  assert.deepEqual(stored.map(({ key }) => key[0]), ["user"]);
});

Deno.test("guessFrom() takes ten sound tags, once each, and knows what is for adults", () => {
  const guessed = guessFrom(FULL.data);
  assert.equal(guessed.tagline, "Keeper of a light");
  assert.equal(guessed.lang, "en");
  assert.equal(guessed.rating, "everyone");
  assert.deepEqual(guessed.tags.slice(0, 3), ["sea", "NSFW?", "t0"]);
  assert.equal(guessed.tags.length, 10);
  for (const tag of ["NSFW", "nsfw ", "18+", "성인"]) {
    assert.equal(guessFrom({ ...FULL.data, tags: [tag] }).rating, "mature", tag);
  }
});

const TAGLINES: [notes: string, tagline: string][] = [
  ["", ""],
  ["\n\n  \nFirst words.\nSecond", "First words."],
  ["# **Bold** [link](https://x.example)", "Bold link"],
  ["<img src=x onerror=y>\n<p>등대지기예요.</p>", "등대지기예요."],
  ["---\n***\n한 줄", "한 줄"],
  ["x".repeat(200), `${"x".repeat(139)}…`],
  [`${"가".repeat(138)}😀😀`, `${"가".repeat(138)}…`],
];
for (const [notes, tagline] of TAGLINES) {
  Deno.test(`guessTagline() makes ${JSON.stringify(notes.slice(0, 24))} into ${JSON.stringify(tagline.slice(0, 20))}`, () => {
    assert.equal(guessTagline(notes), tagline);
  });
}

Deno.test("guessLang() takes Hangul for Korean, but not a name or a quote of it", () => {
  assert.equal(guessLang("순덕은 제주 해녀다. She is a diver."), "ko");
  assert.equal(
    guessLang("Sundeok (순덕) is a diver from Jeju who says 어서 와 to everyone."),
    "en",
  );
  assert.equal(guessLang(""), "en");
  assert.equal(guessLang("1234 !!"), "en");
});

Deno.test("packAssets() and readAssets() give back every path and byte", async () => {
  using kv = await openKvWith("owner");
  const assets = new Map([["a/b.png", drawn], ["한글.txt", Uint8Array.of(0, 255)]]);
  const character = await make(kv, "a", { assets: packAssets(assets) });
  assert.deepEqual(await readAssets(kv, character), assets);
  assert.equal(packAssets(new Map()), null);
  assert.deepEqual(await readAssets(kv, await make(kv, "b")), new Map());
});

const NAMES: [name: string, stem: string][] = [
  ["순덕", "순덕"],
  ["../../etc/passwd", "etc passwd"],
  ['a"b\\c:d', "a b c d"],
  [" ... ", "character"],
  ["\u202efdp.exe", "fdp.exe"],
  ["😀".repeat(80), "😀".repeat(60)],
];
for (const [name, stem] of NAMES) {
  Deno.test(`fileStem() makes ${JSON.stringify(name.slice(0, 20))} a name for a file`, () => {
    assert.equal(fileStem(name), stem);
  });
}

Deno.test("asAttachment() says a Korean name to every browser", () => {
  assert.equal(
    asAttachment("순덕 (2).png"),
    `attachment; filename="_ (2).png"; filename*=UTF-8''%EC%88%9C%EB%8D%95%20%282%29.png`,
  );
});
