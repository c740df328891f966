/** The room beside a chapter in a Chromium without scripts: whoever asks goes on reading where they were. */
import assert from "node:assert/strict";
import type { Frame, Page } from "playwright-core";
import { chatWords } from "@/lib/i18n/chat.ts";
import { shellWords } from "@/lib/i18n/shell.ts";
import { storyPeopleWords } from "@/lib/i18n/story_people.ts";
import { Browser } from "@/tests/integration/accounts_client.ts";
import { type BrowserApp, openApp } from "@/tests/browser/support.ts";
import { until } from "@/tests/browser/talk.ts";
import { describeViolations, seriousViolations } from "@/tests/support/axe.ts";

let app: BrowserApp;
let member: Browser;
/** The room beside a long chapter, in which two people have come up. */
let room: string;

Deno.test.beforeAll(async () => {
  app = await openApp({ server: { env: { DEMO_DELAY_MS: "5" } } });
  member = new Browser(
    { send: (request) => fetch(request, { redirect: "manual" }) },
    app.origin,
  );
  await member.signUp("reader@example.com", "a long enough password");
  room = await writeStory(member);
});
Deno.test.afterAll(() => app[Symbol.asyncDispose]());

async function writeStory(member: Browser): Promise<string> {
  const made = await member.post("/stories/new", { title: "The Pier", lang: "en" });
  const path = made.headers.get("location") ?? "";
  const id = /^\/stories\/([0-9a-z]+)\//.exec(path)?.[1];
  assert(id, await made.text());
  const body = Array.from(
    { length: 60 },
    (_, n) => `Line ${n}. Ada looked out for Bram, and the ferry was late once more that winter.`,
  ).join("\n\n");
  await member.post(path, { title: "The wait", body, do: "save" });
  for (const name of ["Ada", "Bram"]) {
    const brought = await member.post(`/stories/${id}/people`, {
      act: "bring",
      name,
      looks: "",
      as: "1",
    });
    assert.equal(brought.status, 303, await brought.text());
  }
  await member.post(`/stories/${id}/publish`, { do: "now" });
  return `/stories/${id}/1/room`;
}

/** The frame with the conversation, once its page is there. */
async function talkOf(page: Page): Promise<Frame> {
  const element = await page.locator("iframe.beside-talk").elementHandle();
  const frame = await element?.contentFrame();
  assert(frame, "the room has no frame");
  await frame.locator("#composer").waitFor();
  return frame;
}

/** What was said so far, once the reply is over; null while it is coming, or one page gives way to another. */
async function said(talk: Frame): Promise<string[] | null> {
  try {
    return await talk.evaluate(() => {
      const over = document.readyState === "complete" &&
        (document.querySelector(".is-streaming") === null ||
          document.querySelector(".turn-over") !== null);
      const bubbles = [...document.querySelectorAll(".bubble")];
      return over ? bubbles.map((bubble) => bubble.textContent?.trim() ?? "") : null;
    });
  } catch (error) {
    if (error instanceof Error && /context was destroyed|navigat/i.test(error.message)) return null;
    throw error;
  }
}

async function send(talk: Frame, text: string, lang: "ko" | "en"): Promise<void> {
  await talk.locator("#composer").fill(text);
  await talk.getByRole("button", { name: chatWords[lang].send, exact: true })
    .click({ noWaitAfter: true });
}

async function ask(talk: Frame, text: string, lang: "ko" | "en"): Promise<void> {
  await send(talk, text, lang);
  await answered(talk, text);
}

async function answered(talk: Frame, text: string): Promise<void> {
  await until("the question is answered", async () => {
    const bubbles = await said(talk);
    return bubbles?.at(-2) === text && bubbles.at(-1) !== "" ? bubbles : null;
  });
}

/** Reads on in the text, as a hand on the wheel does, and tells how far down that is. */
async function readOn(page: Page): Promise<number> {
  const text = page.locator(".beside-text");
  await text.hover();
  await page.mouse.wheel(0, 900);
  return await until("the text has moved", async () => {
    const before = await placeOf(page);
    return before > 0 && before === await placeOf(page) ? before : null;
  });
}

const placeOf = (page: Page) => page.locator(".beside-text").evaluate((text) => text.scrollTop);

async function holdDocument(page: Page | Frame): Promise<void> {
  const { scripts, wide } = await page.evaluate(() => ({
    scripts: document.querySelectorAll("script").length,
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  }));
  assert.equal(scripts, 0, page.url());
  assert(wide <= 0, `${page.url()} is ${wide} px too wide`);
}

for (
  const { width, lang, colorScheme } of [
    { width: 360, lang: "ko", colorScheme: "dark" },
    { width: 1440, lang: "en", colorScheme: "light" },
  ] as const
) {
  Deno.test(`the text stays where it is read while two people are asked, ${width} px, ${lang}`, async () => {
    const words = storyPeopleWords[lang].room;
    const { page, context, problems } = await app.visitor({ width, lang, colorScheme });
    await context.addCookies(
      [...member.cookies].filter(([name]) => name !== "maru-lang")
        .map(([name, value]) => ({ name, value, url: app.origin })),
    );
    const narrow = width === 360;
    const show = async (what: string) => {
      if (narrow) await page.getByRole("radio", { name: what }).check();
    };
    await page.goto(room);
    const talk = await talkOf(page);
    assert.equal(await page.locator(".beside-text").isVisible(), !narrow);
    await talk.locator("#composer:focus").waitFor();

    await show(words.text);
    const place = await readOn(page);
    await show(words.talk);
    await ask(talk, "Ada, who is late?", lang);
    await ask(talk, "And why?", lang);
    assert.equal(await placeOf(page), place);
    await talk.locator('.room-person[aria-current="false"]').click();
    await talk.locator('.room-person[aria-current="page"]:has-text("Bram")').waitFor();
    await ask(talk, "Bram, what of you?", lang);
    await holdDocument(page);
    await holdDocument(talk);
    const violations = await seriousViolations(page);
    assert.equal(violations.length, 0, describeViolations(violations));
    await show(words.text);
    assert(await page.locator(".beside-text").isVisible());
    assert.equal(await placeOf(page), place);

    // Words that cannot be sent come back in the frame; what leads away leaves it.
    await show(words.talk);
    await talk.locator("#composer").fill("  ");
    await talk.getByRole("button", { name: chatWords[lang].send, exact: true }).click();
    await talk.locator("#composer-error").waitFor();
    assert.equal(await placeOf(page), place);
    await talk.getByRole("link", { name: words.back }).click();
    await page.waitForURL(/\/1#room$/);
    assert.deepEqual(problems, []);
    await context.close();
  });
}

for (const { width, lang } of [{ width: 360, lang: "ko" }, { width: 1440, lang: "en" }] as const) {
  Deno.test(`a visitor is a guest in the header after the first question, and reads on from the second, ${width} px, ${lang}`, async () => {
    const words = storyPeopleWords[lang].room;
    const { page, context, problems } = await app.visitor({ width, lang });
    const signIn = page.getByRole("banner").getByRole("link", { name: shellWords[lang].signIn });
    const show = async (what: string) => {
      if (width === 360) await page.getByRole("radio", { name: what }).check();
    };
    await page.goto(room);
    assert.equal(await signIn.count(), 1);
    await send(await talkOf(page), "Ada, who is late?", lang);
    await page.waitForURL(/\/1\/room\?who=/);
    const talk = await talkOf(page);
    await answered(talk, "Ada, who is late?");
    assert.equal(await signIn.count(), 0);
    await holdDocument(page);
    await holdDocument(talk);
    const violations = await seriousViolations(page);
    assert.equal(violations.length, 0, describeViolations(violations));

    await show(words.text);
    const place = await readOn(page);
    await show(words.talk);
    await ask(talk, "And why?", lang);
    assert.equal(await placeOf(page), place);
    assert.deepEqual(problems, []);
    await context.close();
  });
}

Deno.test("what fails in the frame of a room is told there, and leads out of it", async () => {
  const { page, context, problems } = await app.visitor({ width: 360 });
  await context.addCookies(
    [...member.cookies].map(([name, value]) => ({ name, value, url: app.origin })),
  );
  await page.goto(room);
  const talk = await talkOf(page);
  await talk.goto(`${app.origin}${room.replace("/1/", "/9/")}/talk`);
  await talk.getByRole("heading", { level: 1 }).waitFor();
  assert.equal(await talk.locator(".error-status").textContent(), "404");
  await holdDocument(talk);
  await talk.locator(".error-page a").first().click();
  await page.waitForURL(`${app.origin}/characters`);
  assert.deepEqual(problems, []);
  await context.close();
});
