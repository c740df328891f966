/** Calls with a character, as somebody has them: by typing, by speaking, with and without voices, on a phone, by keys. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { callWords } from "@/lib/i18n/calls.ts";
import { characterCallWords } from "@/lib/i18n/character_call.ts";
import { DEMO_NOTICE } from "@/lib/ai/demo/notice.ts";
import { closeAll, holdAxe } from "@/tests/browser/lounge_visitors.ts";
import { ends, fakeSpeech, hears, saidOn, withoutSpeech } from "@/tests/browser/speech_page.ts";
import {
  type BrowserApp,
  openApp,
  type Visitor,
  type VisitorOptions,
} from "@/tests/browser/support.ts";

const CHARACTER = "baek-yeoun";
const NAME = "백여운";
const words = characterCallWords.en(NAME);
const doing = callWords.en.doing;

let app: BrowserApp;

Deno.test.beforeAll(async () => {
  app = await openApp({
    browser: { args: ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"] },
  });
});
Deno.test.afterAll(() => app[Symbol.asyncDispose]());

async function caller(options: VisitorOptions = {}): Promise<Visitor> {
  const visitor = await app.visitor({
    javaScript: true,
    ...options,
    context: {
      permissions: ["camera", "microphone"],
      // What a test evaluates while it waits needs `eval`.
      bypassCSP: true,
      ...options.context,
    },
  });
  visitor.page.setDefaultTimeout(20_000);
  return visitor;
}

/** Calls the character, and waits until it is listening. */
async function call({ page }: Visitor): Promise<void> {
  await page.goto(`/calls/character/${CHARACTER}`);
  await page.getByRole("button", { name: words.start, exact: true }).click();
  await page.locator('#call[data-phase="live"]').waitFor();
}

/** Lets replies come as a test wants them, instead of what the offline improviser thinks of. */
async function script(page: Page, ...replies: [emotion: string, text: string][][]): Promise<void> {
  let n = 0;
  await page.route("**/api/v1/calls/characters/*/replies/*", async (route) => {
    const reply = replies[Math.min(n++, replies.length - 1)]!;
    let chars = 0;
    const events = reply.map(([emotion, text]) => {
      chars += text.length;
      return `event: emotion\ndata: ${JSON.stringify({ emotion })}\n\n` +
        `id: ${chars}\nevent: text\ndata: ${JSON.stringify({ text })}\n\n`;
    });
    const end = { reply: null, emotion: null, finish: "stop", failure: null, retry_after_s: null };
    await route.fulfill({
      contentType: "text/event-stream",
      body: `${events.join("")}event: end\ndata: ${JSON.stringify(end)}\n\n`,
    });
  });
}

async function say(page: Page, text: string): Promise<void> {
  await page.locator("#call-say").fill(text);
  await page.getByRole("button", { name: words.say }).click();
}

const mood = (page: Page, which: string) =>
  page.locator(`#call-mood[data-mood="${which}"]`).waitFor();
/** What the picture of the character tells, for those who do not see it. */
const shows = (page: Page, what: string) =>
  page.locator(`.call-peer [role=img][aria-label*="${what}"]`).waitFor();

/** Ends all that is being said, one after the other. */
async function falls(page: Page): Promise<void> {
  for (let said = -1; said !== (await saidOn(page)).length;) {
    said = (await saidOn(page)).length;
    await ends(page);
    await page.evaluate("new Promise((done) => setTimeout(done, 120))");
  }
}

Deno.test("what is said is answered aloud, with a mouth that moves and a face that feels", async () => {
  const visitor = await caller();
  await fakeSpeech(visitor.context);
  const { page, problems } = visitor;
  await script(page, [["laugh", "Ha, you came! "], ["sad", "It rains again."]]);
  await call(visitor);
  const greeting = await hears(page, 1);
  // As its card wishes.
  assert.deepEqual([greeting.voice, greeting.rate], ["Google 한국의", 0.85]);
  await mood(page, "speaking");
  await falls(page);
  assert((await saidOn(page)).some(({ pitch }) => pitch === 0.8));
  const before = (await saidOn(page)).length;
  await say(page, "Hello there");
  const first = await hears(page, before + 1);
  assert.equal(first.text, "Ha, you came!");
  await page.locator(".call-captions", { hasText: "Ha, you came!" }).waitFor();
  await shows(page, doing.laugh);
  await ends(page);
  assert.equal((await hears(page, before + 2)).text, "It rains again.");
  await shows(page, doing.sad);
  await ends(page);
  await mood(page, "waiting");
  await page.locator("#call-open-write").click();
  const lines = page.locator(".call-lines p");
  assert.deepEqual((await lines.allTextContents()).slice(-2), [
    "Hello there",
    "Ha, you came! It rains again.",
  ]);
  await closeAll(visitor);
  assert.deepEqual(problems, []);
});

Deno.test("a stop hushes it at once, and so does whoever says something else", async () => {
  const visitor = await caller();
  await fakeSpeech(visitor.context);
  const { page, problems } = visitor;
  await script(page, [["smile", "Once upon a time there was a fox. It went to the sea."]]);
  await call(visitor);
  await falls(page);
  const before = (await saidOn(page)).length;
  await say(page, "Tell me a story");
  await hears(page, before + 1);
  await page.getByRole("button", { name: words.hush, exact: true }).click();
  await mood(page, "waiting");
  assert.equal((await saidOn(page)).length, before + 1);
  await say(page, "Another one");
  await hears(page, before + 2);
  const cancels = Number(await page.evaluate("fake.cancels"));
  await say(page, "And another");
  await hears(page, before + 3);
  assert(Number(await page.evaluate("fake.cancels")) > cancels);
  await closeAll(visitor);
  assert.deepEqual(problems, []);
});

Deno.test("what is spoken is said, over the character's voice too, and its own voice is not", async () => {
  const visitor = await caller();
  await fakeSpeech(visitor.context);
  const { page, problems } = visitor;
  const sent: unknown[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/say")) sent.push(request.postDataJSON().text);
  });
  await script(page, [["smile", "The persimmons are ripe today."]]);
  await call(visitor);
  await falls(page);
  await page.locator("#call-talk").focus();
  await page.keyboard.press("Enter");
  await page.locator('#call-talk[aria-pressed="true"]').waitFor();
  await page.evaluate(`fake.hear(["what is", false])`);
  await mood(page, "listening");
  const before = (await saidOn(page)).length;
  await page.evaluate(`fake.hear(["what is new", true])`);
  await hears(page, before + 1);
  assert.deepEqual(sent, ["what is new"]);
  // The loudspeaker is heard by the microphone.
  await page.evaluate(`fake.hear(["what is new", true], ["persimmons are ripe", false])`);
  await mood(page, "speaking");
  await page.evaluate(
    `fake.hear(["what is new", true], ["persimmons are ripe", true], ["wait a moment", false])`,
  );
  await mood(page, "listening");
  await page.evaluate(
    `fake.hear(["what is new", true], ["persimmons are ripe", true], ["wait a moment please", true])`,
  );
  await hears(page, before + 2);
  assert.deepEqual(sent, ["what is new", "wait a moment please"]);
  await closeAll(visitor);
  assert.deepEqual(problems, []);
});

Deno.test("a button that is held takes what is said until it is let go", async () => {
  const visitor = await caller();
  await fakeSpeech(visitor.context);
  const { page, problems } = visitor;
  await script(page, [["smile", "Yes."]]);
  await call(visitor);
  await falls(page);
  const before = (await saidOn(page)).length;
  const talk = page.locator("#call-talk");
  await talk.hover();
  await page.mouse.down();
  await page.locator("#call-talk", { hasText: words.talkHeld }).waitFor();
  await page.evaluate(`fake.hear(["are you", true])`);
  await page.evaluate(`new Promise((done) => setTimeout(done, 500))`);
  await page.evaluate(`fake.hear(["are you", true], ["there", true])`);
  await page.mouse.up();
  await hears(page, before + 1);
  await page.locator("#call-open-write").click();
  await page.locator(".call-lines", { hasText: "are you there" }).waitFor();
  await closeAll(visitor);
  assert.deepEqual(problems, []);
});

Deno.test("without any speech of the browser's, words are shown and the mouth moves all the same", async () => {
  const visitor = await caller();
  await withoutSpeech(visitor.context);
  const { page, problems } = visitor;
  await script(page, [["surprised", "A guest at this hour, and in this rain."]]);
  await page.goto(`/calls/character/${CHARACTER}`);
  await page.getByText(words.cannotSpeak).waitFor();
  await page.getByText(words.cannotHear).waitFor();
  await call(visitor);
  assert.equal(await page.locator("#call-talk").count(), 0);
  await mood(page, "speaking");
  await page.getByRole("button", { name: words.hush, exact: true }).click();
  await mood(page, "waiting");
  await say(page, "Good evening");
  await page.locator(".call-captions", { hasText: "A guest at this hour" }).waitFor();
  await mood(page, "speaking");
  await shows(page, doing.speaking);
  await mood(page, "waiting");
  await closeAll(visitor);
  assert.deepEqual(problems, []);
});

Deno.test("the offline improviser is called like anybody, and it is one conversation with the written one", async () => {
  const visitor = await caller({ lang: "ko", context: { reducedMotion: "reduce" } });
  const ko = characterCallWords.ko(NAME);
  await fakeSpeech(visitor.context);
  const { page, problems } = visitor;
  await page.goto(`/characters/${CHARACTER}`);
  await page.getByRole("link", { name: ko.callWith }).click();
  await page.getByRole("button", { name: ko.start, exact: true }).click();
  await page.locator('#call[data-phase="live"]').waitFor();
  await falls(page);
  const before = (await saidOn(page)).length;
  await page.locator("#call-say").fill("오늘 바다는 어때요?");
  await page.keyboard.press("Enter");
  assert((await hears(page, before + 1)).text.length > 0);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: callWords.ko.leave, exact: true }).click();
  await page.getByRole("link", { name: ko.toWritten }).click();
  await page.waitForURL(/\/chats\/[0-9a-z]+$/);
  await page.locator(".message", { hasText: "오늘 바다는 어때요?" }).waitFor();
  assert(await page.getByText(DEMO_NOTICE.ko).count() > 0);
  await page.getByRole("button", { name: "더 보기" }).or(page.locator(".chat-head summary")).first()
    .click();
  await page.getByRole("link", { name: ko.callWith }).click();
  await page.getByRole("heading", { name: ko.heading }).waitFor();
  await page.getByRole("button", { name: ko.start, exact: true }).click();
  await page.locator('#call[data-phase="live"]').waitFor();
  await closeAll(visitor);
  assert.deepEqual(problems, []);
});

Deno.test("what it may notice is off until it is allowed, and is a few words then", async () => {
  const visitor = await caller();
  await withoutSpeech(visitor.context);
  const { page, problems } = visitor;
  const seen: unknown[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/say")) seen.push(request.postDataJSON().seen);
  });
  await script(page, [["smile", "Yes."]]);
  await call(visitor);
  await say(page, "One");
  await page.locator("#call-open-settings").click();
  const consent = page.getByRole("checkbox", { name: words.seeTitle });
  assert.equal(await consent.isChecked(), false);
  await consent.check();
  await page.getByText(words.seeNeedsCamera).waitFor();
  await say(page, "Two");
  await page.locator(".call-lines, .call-captions").first().waitFor();
  await consent.uncheck();
  await say(page, "Three");
  await page.locator(".call-captions", { hasText: "Yes." }).waitFor();
  assert.deepEqual(seen, [[], [], []]);
  await closeAll(visitor);
  assert.deepEqual(problems, []);
});

Deno.test("a broken way is told, gone back to, and the reply goes on where it was", async () => {
  const visitor = await caller();
  await withoutSpeech(visitor.context);
  const { page } = visitor;
  let tries = 0;
  const asked: string[] = [];
  await page.route("**/api/v1/calls/characters/*/replies/*", async (route) => {
    asked.push(new URL(route.request().url()).searchParams.get("from")!);
    if (++tries === 1) {
      return await route.fulfill({
        contentType: "text/event-stream",
        body: `id: 5\nevent: text\ndata: {"text":"One. "}\n\n`,
      });
    }
    if (tries === 2) return await route.abort();
    await route.fulfill({
      contentType: "text/event-stream",
      body: `id: 9\nevent: text\ndata: {"text":"Two."}\n\nevent: end\ndata: {"finish":"stop"}\n\n`,
    });
  });
  await call(visitor);
  await say(page, "Count");
  await page.locator('#call[data-phase="trouble"]').waitFor();
  await page.locator('#call[data-phase="live"]').waitFor();
  await page.locator("#call-open-write").click();
  await page.locator(".call-lines", { hasText: "One. Two." }).waitFor();
  assert.deepEqual(asked, ["0", "5", "5"]);
  await closeAll(visitor);
});

for (const width of [360, 1440]) {
  Deno.test(`lobby, call and end of a call with a character are sound at ${width} pixels`, async () => {
    const visitor = await caller({ width });
    await fakeSpeech(visitor.context);
    const { page, problems } = visitor;
    await script(page, [["smile", "Yes."]]);
    await page.goto(`/calls/character/${CHARACTER}`);
    await page.getByRole("button", { name: words.start, exact: true }).waitFor();
    await holdAxe(page);
    await page.getByRole("button", { name: words.start, exact: true }).click();
    await page.locator('#call[data-phase="live"]').waitFor();
    await page.locator("#call-say").waitFor();
    await holdAxe(page);
    const wide = await page.evaluate("document.documentElement.scrollWidth > innerWidth");
    assert.equal(wide, false, "the page is wider than the window");
    await page.locator("#call-open-settings").click();
    await holdAxe(page);
    await page.getByRole("button", { name: callWords.en.leave, exact: true }).click();
    await page.getByRole("heading", { name: words.endedTitle }).waitFor();
    await holdAxe(page);
    await closeAll(visitor);
    assert.deepEqual(problems, []);
  });
}

Deno.test("without a script the page says what is missing, and leads to the written conversation", async () => {
  const visitor = await app.visitor();
  const { page, problems } = visitor;
  await page.goto(`/calls/character/${CHARACTER}`);
  await page.locator(".notice-title", { hasText: words.noScriptTitle }).waitFor();
  await page.locator(".notice a", { hasText: words.written }).click();
  await page.waitForURL(new RegExp(`/characters/${CHARACTER}$`));
  await closeAll(visitor);
  assert.deepEqual(problems, []);
});
