/** A room that is heard and spoken to, in Chromium with voices and ears of the test's own. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { loungeWords } from "@/lib/i18n/lounge.ts";
import { speechWords } from "@/lib/i18n/speech.ts";
import { speakable } from "@/lib/speech/speakable.ts";
import {
  closeAll,
  comeIn,
  holdAxe,
  line,
  live,
  reader as readerOf,
  RESIDENT,
  say,
} from "@/tests/browser/lounge_visitors.ts";
import { ends, fakeSpeech, hears, saidOn, withoutSpeech } from "@/tests/browser/speech_page.ts";
import { type BrowserApp, openApp, type VisitorOptions } from "@/tests/browser/support.ts";

const room = loungeWords.en;
const words = speechWords.en;

let app: BrowserApp;
Deno.test.beforeAll(async () => {
  app = await openApp({ server: { env: { DEMO_DELAY_MS: "2" } } });
});
Deno.test.afterAll(() => app[Symbol.asyncDispose]());

const reader = (options: VisitorOptions = {}) => readerOf(app, options);
const open = (page: Page) => page.locator(".room-aloud > summary").click();
const turnOn = async (page: Page) => {
  await open(page);
  await page.getByLabel(words.on).check();
};

/** Asks a resident, and gives the line with what they answered. */
async function ask(page: Page, text: string): Promise<string> {
  await page.getByLabel(room.to, { exact: true }).selectOption(RESIDENT.id);
  await say(page, text);
  const asked = page.locator(".line", { has: page.getByText(text) });
  await asked.locator(".line-reply .line-text").waitFor();
  return (await asked.locator(".line-reply .line-text").textContent()) ?? "";
}

Deno.test("replies are read in the character's voice, one sentence after the other, until one leaves", async () => {
  const ann = await reader();
  const { page } = ann;
  await fakeSpeech(ann.context);
  await comeIn(page);
  await ask(page, "Anybody here?");
  assert.deepEqual(await saidOn(page), [], "off until it is turned on");
  await turnOn(page);
  await ask(page, "오늘은 무엇을 고치고 있어요?");
  const first = await hears(page, 1);
  assert.equal(first.lang, "ko-KR");
  assert.equal(first.voice, "Google 한국의", "the name that the card hints at");
  assert.ok(Math.abs(first.rate - 1.1) < 1e-9);
  assert.ok(first.pitch < 0.7);
  await page.getByText(words.reading(RESIDENT.name)).waitFor();
  await ends(page);
  await hears(page, 2);
  const said = await saidOn(page);
  assert.equal(said.length, 2, "one at a time");
  const reply = page.locator(".line", { has: page.getByText("오늘은 무엇을") });
  await page.waitForFunction(() => !document.querySelector(".line-thinking"));
  const written = speakable((await reply.locator(".line-reply .line-text").textContent()) ?? "");
  for (const { text } of said) {
    assert.ok(written.replace(/\s/g, "").includes(text.replace(/\s/g, "")), text);
  }
  await holdAxe(page);

  await page.getByRole("button", { name: room.leave }).click();
  await page.waitForFunction(() => Reflect.get(Reflect.get(globalThis, "fake"), "cancels") > 0);
  assert.equal(await page.locator(".room-aloud").count(), 0);
  await closeAll(ann);
});

Deno.test("a reading is paused, goes on, is skipped and turned off, and all of it is kept", async () => {
  const ann = await reader();
  const { page } = ann;
  await fakeSpeech(ann.context, { voices: "late" });
  await comeIn(page);
  await open(page);
  await page.getByText(words.looking).waitFor();
  await page.evaluate("fake.arrive()");
  await page.getByLabel(words.on).check();
  await page.getByLabel(words.voice, { exact: true }).selectOption({ label: "Yuna · Korean" });
  await page.getByLabel(words.volume).fill("0.5");
  await ask(page, "이야기 하나 해 주세요");
  const first = await hears(page, 1);
  assert.equal(first.voice, "Yuna");
  assert.ok(first.volume > 0.3 && first.volume <= 0.5);

  await page.getByRole("button", { name: words.pause }).click();
  await page.getByText(words.paused).waitFor();
  await page.getByRole("button", { name: words.resume }).click();
  assert.equal((await hears(page, 2)).text, first.text);
  await page.getByRole("button", { name: words.skip }).click();
  await page.getByText(words.quiet).waitFor();

  await page.getByLabel(RESIDENT.name, { exact: true }).uncheck();
  await ask(page, "하나 더요");
  await page.getByText(words.quiet).waitFor();
  assert.equal((await saidOn(page)).length, 2, "nothing of somebody who is not to be read");

  await page.reload();
  await live(page);
  await open(page);
  await page.evaluate("fake.arrive()");
  assert.equal(await page.getByLabel(words.on).isChecked(), true);
  assert.equal(await page.getByLabel(RESIDENT.name, { exact: true }).isChecked(), false);
  await page.getByLabel(RESIDENT.name, { exact: true }).check();
  await ask(page, "그리고요?");
  await hears(page, 1);
  await page.getByLabel(words.on).uncheck();
  await page.waitForFunction(() => Reflect.get(Reflect.get(globalThis, "fake"), "cancels") > 0);
  await closeAll(ann);
});

Deno.test("who had it on hears it after a reload, once the browser is given its gesture", async () => {
  const ann = await reader();
  const { page } = ann;
  await fakeSpeech(ann.context);
  await comeIn(page);
  await turnOn(page);
  await fakeSpeech(ann.context, { shy: true });
  await page.reload();
  await live(page);
  await page.waitForFunction(() => document.querySelector(".room-aloud .voice"));
  // By keys alone, which this browser does not count as a gesture.
  await page.getByLabel(room.composer).focus();
  await page.getByLabel(room.to, { exact: true }).selectOption(RESIDENT.id);
  await page.keyboard.type("안녕하세요");
  await page.keyboard.press("Enter");
  await page.getByText(words.gesture).waitFor({ state: "attached" });
  assert.deepEqual(await saidOn(page), []);
  await page.locator("h1").click();
  await hears(page, 1);
  await closeAll(ann);
});

Deno.test("a browser without speech shows nothing of it; one without voices says why", async () => {
  const [none, mute] = [await reader(), await reader()];
  await withoutSpeech(none.context);
  await comeIn(none.page);
  assert.equal(await none.page.locator(".room-aloud, .dictate").count(), 0);

  await fakeSpeech(mute.context, { voices: "never" });
  await comeIn(mute.page);
  await open(mute.page);
  await mute.page.getByText(words.noVoices).waitFor();
  assert.equal(await mute.page.getByLabel(words.on).count(), 0);
  await closeAll(none, mute);
});

Deno.test("what is heard is written where one writes, and sent by hand", async () => {
  const ann = await reader();
  const { page } = ann;
  await fakeSpeech(ann.context);
  await comeIn(page);
  const field = page.getByLabel(room.composer);
  await field.fill("Well,");
  await page.getByRole("button", { name: words.dictate }).click();
  await page.getByText(words.listening).waitFor();
  assert.equal(await page.evaluate("fake.ear().lang"), "en-US");
  await page.evaluate(`fake.hear(["good eve", false])`);
  assert.equal(await field.inputValue(), "Well, good eve");
  await page.evaluate(`fake.hear(["good evening", true], ["every", false])`);
  assert.equal(await field.inputValue(), "Well, good evening every");
  await holdAxe(page);
  await page.evaluate(`fake.hear(["good evening", true], ["everyone", true])`);
  await page.getByRole("button", { name: words.dictateStop }).click();
  await page.getByText(words.listening).waitFor({ state: "detached" });
  assert.equal(await line(page, "good evening").count(), 0, "nothing is sent by itself");
  await field.press("Enter");
  await line(page, "Well, good evening everyone").waitFor();
  assert.equal(await field.inputValue(), "");
  await closeAll(ann);
});

Deno.test("sending and typing end a dictation; a microphone that is not allowed is told of", async () => {
  const ann = await reader();
  const { page } = ann;
  await fakeSpeech(ann.context);
  await comeIn(page);
  const field = page.getByLabel(room.composer);
  const button = page.getByRole("button", { name: words.dictate });
  await button.focus();
  await page.keyboard.press("Enter");
  await page.getByText(words.listening).waitFor();
  await page.evaluate(`fake.hear(["hello there", false])`);
  await field.press("Enter");
  await line(page, "hello there").waitFor();
  await page.getByText(words.listening).waitFor({ state: "detached" });
  await page.evaluate(`fake.hear(["too late", true])`);
  assert.equal(await field.inputValue(), "");

  await button.click();
  await page.getByText(words.listening).waitFor();
  await page.evaluate(`fake.hear(["one", true])`);
  await field.pressSequentially("!");
  await page.getByText(words.listening).waitFor({ state: "detached" });
  assert.equal(await field.inputValue(), "one!");

  await button.click();
  await page.evaluate(`fake.fail("not-allowed")`);
  await page.getByRole("status").getByText(words.trouble.denied).waitFor();
  await button.waitFor();
  await closeAll(ann);
});

Deno.test("on a narrow window nothing of speech reaches out, in either language", async () => {
  for (const colorScheme of ["light", "dark"] as const) {
    const visitor = await reader({ width: 320, height: 640, lang: "ko", colorScheme });
    const { page } = visitor;
    await fakeSpeech(visitor.context);
    await page.goto("/spaces/persimmon-maru");
    await page.getByRole("button", { name: loungeWords.ko.enter }).click();
    await live(page);
    await open(page);
    await page.getByLabel(speechWords.ko.on).check();
    await page.getByRole("button", { name: speechWords.ko.dictate }).click();
    await page.getByText(speechWords.ko.listening).waitFor();
    const over = await page.evaluate(() =>
      document.documentElement.scrollWidth - document.documentElement.clientWidth
    );
    assert.ok(over <= 0, `${over} pixels`);
    await holdAxe(page);
    await closeAll(visitor);
  }
});
