/** Conversations in a Chromium: what a reader sees and does while a reply is written, and when it fails. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { z } from "zod";
import { errorAnswer, reply, startGemini, textChunk } from "@/lib/ai/testing/gemini_loopback.ts";
import { type Answer, events } from "@/lib/ai/testing/loopback.ts";
import { chatWords } from "@/lib/i18n/chat.ts";
import {
  type BrowserApp,
  openApp,
  type Visitor,
  type VisitorOptions,
} from "@/tests/browser/support.ts";
import { firstWords, glance, leadOn, say, until, watchReply } from "@/tests/browser/talk.ts";
import { describeViolations, seriousViolations } from "@/tests/support/axe.ts";

const words = chatWords.en;
const PARAGRAPHS = Array.from({ length: 40 }, (_, n) => `Paragraph ${n}, about the sea.\n\n`);

/** What the provider answers to the reader's last words. */
const ANSWERS: Record<string, Answer> = {
  "Say a lot": events(PARAGRAPHS.map((text) => textChunk(text)), "hang"),
  "Say a little": events([textChunk("A little")], "hang"),
  "Say nothing": events([], "hang"),
  // Without a reason to finish: the stream was cut on its way.
  "Break off": events([textChunk("Half a sen")], "close"),
  "Be used up": errorAnswer(429, "RESOURCE_EXHAUSTED", [{
    "@type": "type.googleapis.com/google.rpc.RetryInfo",
    retryDelay: "40s",
  }]),
  "Say one word": reply("a".repeat(400)),
};

const Asked = z.object({
  contents: z.array(z.object({ parts: z.array(z.object({ text: z.string() })) })).min(1),
});

let provider: Awaited<ReturnType<typeof startGemini>>;
let app: BrowserApp;

Deno.test.beforeAll(async () => {
  provider = await startGemini((_n, { body }) => {
    const last = Asked.parse(body).contents.at(-1)!.parts.map(({ text }) => text).join("");
    return Object.entries(ANSWERS).find(([said]) => last.includes(said))?.[1] ?? reply("I see.");
  });
  app = await openApp({
    server: {
      env: {
        AI_PROVIDER: "gemini",
        GEMINI_API_KEY: "key-of-the-loopback",
        GOOGLE_GEMINI_BASE_URL: provider.baseUrl,
      },
    },
  });
});
Deno.test.afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await provider[Symbol.asyncDispose]();
});

/** Lets somebody in who begins to talk, and sees to it that nothing went wrong in their window. */
async function withTalk(
  options: VisitorOptions,
  run: (page: Page, visitor: Visitor) => Promise<void>,
): Promise<void> {
  const visitor = await app.visitor(options);
  const { page, context, problems } = visitor;
  await page.goto("/characters/hester-beal");
  await page.locator("form[action='/chats'] button").first().click();
  await page.waitForURL(/\/chats\/[0-9a-z]+$/);
  await run(page, visitor);
  assert.deepEqual(problems, []);
  await context.close();
}

async function assertNoViolations(page: Page): Promise<void> {
  const violations = await seriousViolations(page);
  assert.equal(violations.length, 0, describeViolations(violations));
}

for (const width of [360, 1440]) {
  Deno.test(`the newest line, the composer and stop stay in view while a long reply grows, ${width} px`, () =>
    withTalk({ width }, async (page) => {
      await say(page, "Say a lot");
      await until(
        "all of it has come",
        async () => (await glance(page))?.bubbles.at(-1)?.includes("Paragraph 39") ? true : null,
      );
      const seen = await page.evaluate(() => {
        const bottom = (selector: string) =>
          [...document.querySelectorAll(selector)].at(-1)!.getBoundingClientRect().bottom;
        return {
          loading: document.readyState === "loading",
          bubble: bottom(".bubble"),
          log: bottom(".chat-scroll"),
          stop: bottom(".stop"),
          composer: bottom(".composer"),
          window: innerHeight,
          page: document.documentElement.scrollHeight,
        };
      });
      assert(seen.loading);
      assert(seen.bubble < seen.log && seen.bubble > seen.log - 200, JSON.stringify(seen));
      assert(seen.log <= seen.stop && seen.stop <= seen.composer, JSON.stringify(seen));
      assert(seen.composer <= seen.window && seen.page <= seen.window, JSON.stringify(seen));
    }));
}

for (const lang of ["en", "ko"] as const) {
  for (const said of ["Say nothing", "Say a little"]) {
    Deno.test(`axe finds nothing serious while a reply is awaited ("${said}", ${lang})`, () =>
      withTalk({ lang, width: lang === "ko" ? 360 : 1440 }, async (page) => {
        await say(page, said, lang);
        await page.getByRole("button", { name: chatWords[lang].stop }).waitFor();
        if (said === "Say a little") await firstWords(page, 3);
        await assertNoViolations(page);
      }));
  }
}

Deno.test("after a stop the same page goes on: its reply can be tried again, its composer sends", () =>
  withTalk({ width: 360 }, async (page) => {
    const url = page.url();
    await say(page, "Say a little");
    await firstWords(page, 3);
    await page.getByRole("button", { name: words.stop }).click({ noWaitAfter: true });
    const { bubbles } = await watchReply(page);
    assert.equal(bubbles.at(-1), "A little");
    assert.equal(page.url(), url);
    assert(await page.getByRole("button", { name: words.regenerate }).isVisible());
    assert(await page.getByRole("button", { name: words.stop }).isHidden());
    await say(page, "Thank you.");
    assert.equal((await watchReply(page)).bubbles.at(-1), "I see.");
  }));

Deno.test("before the first word, too, one can stop, and then ask again", () =>
  withTalk({}, async (page) => {
    await say(page, "Say nothing");
    await page.getByRole("button", { name: words.stop }).click({ noWaitAfter: true });
    await until("the page is complete", async () => (await glance(page))?.over ? true : null);
    await page.reload();
    assert.equal((await glance(page))?.bubbles.length, 2);
    await leadOn(page, page.getByRole("button", { name: /answer/ }));
    await page.getByRole("button", { name: words.stop }).waitFor();
  }));

Deno.test("words said into a reply interrupt it and are answered", () =>
  withTalk({}, async (page) => {
    await say(page, "Say a little");
    await firstWords(page, 3);
    await say(page, "Wait, something else.");
    const { bubbles } = await watchReply(page);
    assert.deepEqual(bubbles.slice(1), [
      "Say a little",
      "A little",
      "Wait, something else.",
      "I see.",
    ]);
  }));

Deno.test("two windows show one reply, and a stop in one ends it in both", () =>
  withTalk({}, async (page, { context }) => {
    await say(page, "Say a little");
    const other = await context.newPage();
    await other.goto(page.url(), { waitUntil: "commit" });
    await Promise.all([firstWords(page, 3), firstWords(other, 3)]);
    await other.getByRole("button", { name: words.stop }).click({ noWaitAfter: true });
    for (const window of [page, other]) {
      assert.equal((await watchReply(window)).bubbles.at(-1), "A little");
    }
  }));

for (const lang of ["en", "ko"] as const) {
  Deno.test(`a used-up allowance is told in words, with what to do (${lang})`, () =>
    withTalk({ lang, width: 360 }, async (page) => {
      await say(page, "Be used up", lang);
      await page.getByText(chatWords[lang].failure.quota).waitFor();
      await page.getByText(chatWords[lang].retryAfter(40)).waitFor();
      await assertNoViolations(page);
      await page.reload();
      assert.equal((await glance(page))?.bubbles.length, 2);
      assert(await page.getByRole("button", { name: chatWords[lang].retry }).isVisible());
      await assertNoViolations(page);
    }));
}

Deno.test("a reply that breaks off keeps its words and offers another try", () =>
  withTalk({ width: 360 }, async (page) => {
    await say(page, "Break off");
    await page.getByText(words.failure.network).waitFor();
    assert.equal((await glance(page))?.bubbles.at(-1), "Half a sen");
    await assertNoViolations(page);
    await leadOn(page, page.getByRole("button", { name: words.retry }));
    await page.getByText(words.version(2, 2)).waitFor();
  }));

Deno.test("blanks alone are not sent; the form says why and has the focus", () =>
  withTalk({ width: 360 }, async (page) => {
    await page.locator("#composer").fill("   ");
    await page.getByRole("button", { name: words.send, exact: true }).click();
    await page.getByText(words.empty).waitFor();
    await page.locator("#composer:focus").waitFor();
    await assertNoViolations(page);
  }));

Deno.test("a word without an end stays inside a window of 320 px", () =>
  withTalk({ width: 320 }, async (page) => {
    await say(page, "Say one word");
    await watchReply(page);
    const [scroll, width] = await page.evaluate(() => [
      Math.max(
        document.documentElement.scrollWidth,
        ...[...document.querySelectorAll(".bubble")].map((one) =>
          one.getBoundingClientRect().right
        ),
      ),
      innerWidth,
    ]);
    assert(scroll! <= width!, `${scroll} > ${width}`);
  }));

Deno.test("with keys alone one writes, sends and stops", () =>
  withTalk({}, async (page) => {
    await page.locator("#composer:focus").waitFor();
    await page.keyboard.type("Say a little");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await firstWords(page, 3);
    await page.getByRole("button", { name: words.stop }).focus();
    await page.keyboard.press("Enter");
    assert.equal((await watchReply(page)).bubbles.at(-1), "A little");
  }));

Deno.test("where scripts may run, the page is the same and runs none", () =>
  withTalk({ javaScript: true }, async (page) => {
    await say(page, "Say a lot");
    await until(
      "all of it has come",
      async () => (await glance(page))?.bubbles.at(-1)?.includes("Paragraph 39") ? true : null,
    );
    await page.getByRole("button", { name: words.stop }).click({ noWaitAfter: true });
    await watchReply(page);
    assert.equal(await page.locator("script").count(), 0);
  }));
