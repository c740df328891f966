/** The voice and the model of a character: over the API, by the form without a script, and in the files of its card. */
import assert from "node:assert/strict";
import { voiceOfCard } from "@/lib/characters/card/spoken_voice.ts";
import { CharacterReply } from "@/lib/characters/model.ts";
import { characterWords } from "@/lib/i18n/characters.ts";
import { STARTER_CHARACTERS } from "@/lib/starter/content/index.ts";
import {
  Caller,
  fileForm,
  filled,
  Person,
  problemOf,
} from "@/tests/integration/characters_client.ts";
import { openTestApp } from "@/tests/support/app.ts";

const VOICE = { lang: "ko-KR", name: "Yuna, Heami", pitch: 1.2, rate: 0.85 };
const words = characterWords.ko.form;
/** Two models can be chosen; nobody is asked anything here. */
const TWO_MODELS = {
  ANTHROPIC_API_KEY: "sk-ant-unused",
  ANTHROPIC_MODEL: "claude-test",
  OPENAI_API_KEY: "sk-unused",
};

Deno.test("the API gives a character a voice and a model, and takes them away", async () => {
  await using app = await openTestApp();
  const caller = await new Caller(app).enter();
  const plain = await caller.make({ name: "하루" });
  assert.deepEqual([plain.voice, plain.model], [null, null]);

  const made = await caller.make({ name: "하루", voice: VOICE, model: "claude/claude-test" });
  assert.deepEqual([made.voice, made.model], [VOICE, "claude/claude-test"]);
  const patch = async (body: unknown) =>
    CharacterReply.parse((await caller.call("PATCH", `/characters/${made.id}`, body)).json);
  const kept = await patch({ tagline: "바다" });
  assert.deepEqual([kept.voice, kept.model], [VOICE, "claude/claude-test"]);
  const lower = await patch({ voice: { pitch: 0.501 } });
  assert.deepEqual(lower.voice, { lang: null, name: null, pitch: 0.5, rate: 1 });
  const gone = await patch({ voice: null, model: null });
  assert.deepEqual([gone.voice, gone.model], [null, null]);

  const { json } = await caller.call("GET", `/characters/${made.id}`);
  assert.deepEqual(json, gone);
});

Deno.test("the API names every part of a voice that is at fault", async () => {
  await using app = await openTestApp();
  const caller = await new Caller(app).enter();
  const wrong = {
    name: "하루",
    voice: { lang: "한국어", name: "가".repeat(81), pitch: 0.4, rate: "fast" },
    model: "no model",
  };
  assert.deepEqual(
    problemOf(await caller.call("POST", "/characters", wrong), 422).sort(),
    ["model", "voice.lang", "voice.name", "voice.pitch", "voice.rate"],
  );
});

Deno.test("voice and model travel with the card, to any file and back", async () => {
  await using app = await openTestApp();
  const caller = await new Caller(app).enter();
  const made = await caller.make({ name: "하루", voice: VOICE, model: "claude/elsewhere" });
  for (const format of ["png", "json", "charx"]) {
    const file = await caller.raw("GET", `/characters/${made.id}/card?format=${format}`);
    const { json } = await caller.call(
      "POST",
      "/characters/import",
      fileForm(await file.bytes()),
    );
    const again = JSON.stringify(json);
    const id = /"id":"([0-9a-z]+)"/.exec(again)?.[1] ?? assert.fail(again);
    const read = CharacterReply.parse((await caller.call("GET", `/characters/${id}`)).json);
    assert.deepEqual([read.voice, read.model], [VOICE, "claude/elsewhere"], format);
  }
});

Deno.test("a reader sets voice and model by the form, and finds them in it again", async () => {
  await using app = await openTestApp({ env: TWO_MODELS });
  const person = new Person(app);
  const id = await person.make(filled({
    "name": "하루",
    "voice.lang": "en-GB",
    "voice.name": "Daniel",
    "voice.pitch": "0.8",
    "voice.rate": "1.25",
    "model": "claude/claude-test",
  }));
  const html = await person.page(`/characters/${id}/edit`);
  assert.match(html, /<option value="en-GB" selected>영어\(영국\)<\/option>/);
  assert.match(html, /name="voice\.pitch"[^>]*value="0\.8"/);
  assert.match(html, /name="voice\.rate"[^>]*value="1\.25"/);
  assert.match(html, /name="voice\.name"[^>]*value="Daniel"|value="Daniel"[^>]*name="voice\.name"/);
  assert.match(html, /<option value="claude\/claude-test" selected>Claude · claude-test<\/option>/);

  const wrong = await person.upload(
    `/characters/${id}/edit`,
    filled({
      "name": "하루",
      "voice.pitch": "9",
      "model": "claude/claude-test",
    }),
  );
  assert.equal(wrong.status, 422);
  const back = await wrong.text();
  assert.ok(back.includes(words.errors.voice(0.5, 2)), "the words stand beside the field");
  assert.ok(back.includes(`href="#field-voice-pitch"`), "the summary leads to it");
});

Deno.test("a model is asked for only where there is more than one, and is kept where there is not", async () => {
  await using app = await openTestApp();
  const caller = await new Caller(app).enter();
  const person = new Person(app);
  const id = await person.make(filled({ "name": "하루", "model": "claude/elsewhere" }));
  const html = await person.page(`/characters/${id}/edit`);
  assert.doesNotMatch(html, /<select[^>]*name="model"/);
  assert.match(html, /<input type="hidden" name="model" value="claude\/elsewhere"/);
  assert.equal((await caller.call("GET", `/characters/${id}`)).status, 404, "it is private");
});

Deno.test("a wish that is not offered here can be seen, and stays until it is changed", async () => {
  await using app = await openTestApp({ env: TWO_MODELS });
  const person = new Person(app);
  const id = await person.make(filled({ "name": "하루", "model": "gemini/elsewhere" }));
  const html = await person.page(`/characters/${id}/edit`);
  assert.ok(html.includes(words.modelAbsent("gemini/elsewhere")));
  assert.match(html, /<option value="gemini\/elsewhere" selected>/);
});

Deno.test("every starter character has a voice of its language", () => {
  for (const { slug, lang, card } of STARTER_CHARACTERS) {
    assert.equal(voiceOfCard(card)?.lang?.slice(0, 2), lang, slug);
  }
});
