/** A card describes its character's voice under an extension of ours, and leaves all others alone. */
import assert from "node:assert/strict";
import { decodeCard } from "@/lib/characters/card/decode.ts";
import { encodeCardJson, encodeCardPng, encodeCharx } from "@/lib/characters/card/encode.ts";
import { pngWith } from "@/lib/characters/card/fixtures_for_tests.ts";
import { createCard, emptyCardData } from "@/lib/characters/card/model.ts";
import { preferredModel, withPreferredModel } from "@/lib/characters/card/preferred_model.ts";
import { VOICE_EXTENSION, voiceOfCard, withVoice } from "@/lib/characters/card/spoken_voice.ts";
import { checkChanges, emptyValues, readCharacterForm } from "@/lib/characters/form.ts";
import { PLAIN_VOICE } from "@/lib/speech/voice.ts";

const CARD = { ...emptyCardData("하루"), extensions: { "other/app": { kept: true } } };
const VOICE = { lang: "ko-KR", name: "Yuna, Heami", pitch: 1.2, rate: 0.85 };
const withExtension = (value: unknown) => ({ extensions: { [VOICE_EXTENSION]: value } });

Deno.test("withVoice() writes, replaces and takes away, and keeps other extensions", () => {
  const given = withVoice(CARD, VOICE);
  assert.deepEqual(voiceOfCard(given), VOICE);
  assert.deepEqual(given.extensions["other/app"], { kept: true });
  assert.deepEqual(withVoice(given, null).extensions, CARD.extensions);
  assert.deepEqual(withVoice(given, PLAIN_VOICE).extensions, CARD.extensions);
  assert.equal(voiceOfCard(CARD), null);
});

for (
  const [name, value] of [
    ["a word", "Yuna"],
    ["null", null],
    ["a pitch that is too high", { pitch: 2.5 }],
    ["a rate that is none", { rate: "fast" }],
    ["a rate of NaN, as JSON has it", { rate: null }],
    ["a language that is none", { lang: "../etc" }],
    ["a language that says something twice", { lang: "en-aaaaa-aaaaa" }],
    ["a name that is a book", { name: "a".repeat(81) }],
    ["nothing in particular", { lang: null, name: "  ", pitch: 1, rate: 1 }],
  ] as const
) {
  Deno.test(`voiceOfCard() reads ${name} as no voice`, () => {
    assert.equal(voiceOfCard(withExtension(value)), null);
  });
}

Deno.test("voiceOfCard() takes what is there, and puts it on its step", () => {
  assert.deepEqual(voiceOfCard(withExtension({ pitch: 1.33, lang: "KO-kr", later: true })), {
    ...PLAIN_VOICE,
    lang: "ko-KR",
    pitch: 1.35,
  });
});

Deno.test("voice and model come back out of every file that a card is written to", () => {
  const card = createCard(withPreferredModel(withVoice(CARD, VOICE), "claude/claude-sonnet-5-5"));
  const files = [
    encodeCardJson(card, 2),
    encodeCardJson(card, 3),
    encodeCardPng(card, pngWith()),
    encodeCharx(card, null, new Map()),
  ];
  for (const file of files) {
    const read = decodeCard(file);
    assert.ok(read.ok);
    assert.deepEqual(voiceOfCard(read.card.data), VOICE);
    assert.equal(preferredModel(read.card.data), "claude/claude-sonnet-5-5");
    assert.deepEqual(read.card.data.extensions["other/app"], { kept: true });
  }
});

const BEFORE = { ...emptyValues("ko", ""), name: "하루", lang: "", visibility: "", rating: "" };
const sent = async (fields: Record<string, string>) => {
  const body = new FormData();
  for (const [name, value] of Object.entries({ name: "하루", ...fields })) body.append(name, value);
  return (await readCharacterForm(new Request("http://maru.test", { method: "POST", body })))
    .values;
};
const change = async (fields: Record<string, string>, before = BEFORE) =>
  checkChanges(await sent(fields), before, "ko");

Deno.test("the form gives a voice and a model, and takes them away", async () => {
  const fields = {
    "voice.lang": "ko-KR",
    "voice.name": "Yuna, Heami",
    "voice.pitch": "1.2",
    "voice.rate": "0.85",
    "model": "openai/qwen3:8b",
  };
  assert.deepEqual(await change(fields), {
    ok: true,
    value: { voice: VOICE, model: "openai/qwen3:8b" },
  });
  const typed = { lang: "ko-KR", name: "Yuna, Heami", pitch: "1.2", rate: "0.85" };
  const had = { ...BEFORE, voice: typed, model: "openai/qwen3:8b" };
  assert.deepEqual(await change(fields, had), { ok: true, value: {} });
  assert.deepEqual(await change({ "voice.pitch": "1", "voice.rate": "1" }, had), {
    ok: true,
    value: { voice: PLAIN_VOICE, model: null },
  });
});

Deno.test("a form of before there were voices says nothing of them", async () => {
  assert.deepEqual(await change({}), { ok: true, value: {} });
});

for (
  const [path, fields] of [
    ["voice.pitch", { "voice.pitch": "9" }],
    ["voice.rate", { "voice.rate": "fast" }],
    ["voice.lang", { "voice.lang": "한국어" }],
    ["voice.name", { "voice.name": "가".repeat(81) }],
    ["model", { "model": "rm -rf" }],
  ] as const
) {
  Deno.test(`the form tells what is wrong with ${path}, in words`, async () => {
    const wrong = await change(fields);
    assert.ok(!wrong.ok);
    assert.deepEqual(wrong.errors.map((error) => error.path), [path]);
    assert.match(wrong.errors[0]!.message, /요\.$/);
  });
}
