/** A story in a Chromium without scripts: asked for by a form, watched while it is written, changed, and read. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { shellWords } from "@/lib/i18n/shell.ts";
import { storyWords } from "@/lib/i18n/stories.ts";
import { writingWords } from "@/lib/i18n/writing.ts";
import { STAGES } from "@/lib/stories/writing/model.ts";
import { type BrowserApp, openApp, type Visitor } from "@/tests/browser/support.ts";
import { leadOn, until } from "@/tests/browser/talk.ts";
import { describeViolations, seriousViolations } from "@/tests/support/axe.ts";

let app: BrowserApp;
Deno.test.beforeAll(async () => {
  // The improviser takes half a second for each piece: time to look at the room while it is at work.
  app = await openApp({ server: { env: { DEMO_DELAY_MS: "25" } } });
});
Deno.test.afterAll(() => app[Symbol.asyncDispose]());

async function holdPage(page: Page): Promise<void> {
  const violations = await seriousViolations(page);
  assert.equal(violations.length, 0, `${page.url()}\n${describeViolations(violations)}`);
  const { scripts, wide } = await page.evaluate(() => ({
    scripts: document.querySelectorAll("script").length,
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  }));
  assert.equal(scripts, 0, page.url());
  assert(wide <= 0, `${page.url()} is ${wide} px too wide`);
}

interface Room {
  loading: boolean;
  /** Of the desks that are shown, from above: their slot and how they stand. */
  desks: { slot: string; state: string }[];
  progress: number;
}

/** The room as it is seen; null while one page gives way to another. */
async function lookAt(page: Page): Promise<Room | null> {
  try {
    return await page.evaluate(() => {
      const shown = [...document.querySelectorAll(".room > .desk")]
        .filter((desk) => desk.getBoundingClientRect().height > 0);
      shown.sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top);
      const bars = [...document.querySelectorAll<HTMLProgressElement>(".room-head > progress")];
      return {
        loading: document.readyState === "loading",
        desks: shown.map((desk) => ({
          slot: desk.getAttribute("slot") ?? "",
          state: /is-(\w+)/.exec(desk.className)?.[1] ?? "",
        })),
        progress: bars.find((bar) => bar.getBoundingClientRect().height > 0)?.value ?? 0,
      };
    });
  } catch (error) {
    if (error instanceof Error && /context was destroyed|navigat/i.test(error.message)) return null;
    throw error;
  }
}

/** Looks until the room is as wanted; every look on the way has each desk once, in its place. */
async function watch(page: Page, what: string, wanted: (room: Room) => boolean): Promise<Room> {
  return await until(what, async () => {
    const room = await lookAt(page);
    if (!room || room.desks.length === 0) return null;
    if (room.desks.length === STAGES.length || !room.loading) {
      assert.deepEqual(room.desks.map(({ slot }) => slot), STAGES.map((stage) => `desk-${stage}`));
    }
    return wanted(room) ? room : null;
  });
}

/** The one heading of the page that is seen. */
async function shownHeading(page: Page): Promise<string> {
  const shown = await page.locator("h1:visible").allTextContents();
  assert.equal(shown.length, 1, shown.join());
  return shown[0]!.trim();
}

/** Asks for a story by one of the ideas, from the library on. */
async function ask({ page }: Visitor, lang: "ko" | "en"): Promise<void> {
  const words = writingWords[lang];
  await page.goto("/stories");
  await page.getByRole("link", { name: words.enter }).click();
  await holdPage(page);
  await page.getByRole("link", { name: words.ideas[0]!.keywords }).click();
  assert.equal(await page.locator("[name=keywords]").inputValue(), words.ideas[0]!.keywords);
  await leadOn(page, page.getByRole("button", { name: words.form.start }));
}

for (
  const { width, lang, colorScheme } of [
    { width: 360, lang: "ko", colorScheme: "light" },
    { width: 1440, lang: "en", colorScheme: "dark" },
  ] as const
) {
  Deno.test(`a story is asked for, watched at sixteen desks, changed and read, ${width} px, ${lang}`, async () => {
    const words = writingWords[lang];
    const visitor = await app.visitor({ width, lang, colorScheme });
    const { page, context, problems } = visitor;
    await ask(visitor, lang);

    const working = await watch(
      page,
      "somebody is at work after two are done",
      ({ desks }) =>
        desks.filter(({ state }) => state === "done").length >= 2 &&
        desks.some(({ state }) => state === "running"),
    );
    assert(working.loading, "the page is still coming");
    assert.equal(working.desks.filter(({ state }) => state === "running").length, 1);
    await holdPage(page);
    const keywords = words.ideas[0]!.keywords.split(", ").join(" · ");
    assert.equal(await shownHeading(page), keywords);
    const over = await watch(page, "all is written", ({ loading }) => !loading);
    assert(over.desks.every(({ state }) => state === "done"), JSON.stringify(over));
    assert.equal(over.progress, 100);
    const named = await shownHeading(page);
    assert.notEqual(named, keywords, "the story has its title where its keywords were");
    assert(working.progress < over.progress);
    await holdPage(page);
    const room = page.url();
    await page.reload();
    assert.equal(await shownHeading(page), named);

    // What came of a desk unfolds where it stands.
    const desk = page.locator('[slot="desk-characters"]').last();
    await desk.locator("summary").click();
    await desk.locator(".output-head").first().waitFor();
    await desk.getByRole("link").click();
    await holdPage(page);
    await page.getByRole("link", { name: words.unit.edit, exact: true }).click();
    await holdPage(page);
    await page.locator('[name="people.0.name"]').fill(lang === "ko" ? "한바다" : "Marina Vale");
    await page.getByRole("button", { name: words.unit.save }).click();
    await page.getByText(words.change.stands(11)).waitFor();
    await holdPage(page);
    await leadOn(page, page.getByRole("button", { name: words.change.redo }));
    await watch(
      page,
      "the rest is written anew",
      ({ loading, desks }) =>
        !loading && desks.every(({ state }) => state === "done" || state === "edited"),
    );
    assert.equal(page.url(), room);

    await page.getByRole("link", { name: words.room.read }).last().click();
    await holdPage(page);
    await page.getByRole("link", { name: storyWords[lang].begin }).click();
    await page.getByText(lang === "ko" ? "바다" : "Marina").first().waitFor();
    await holdPage(page);
    assert.match(await page.title(), new RegExp(shellWords[lang].brand));
    assert.deepEqual(problems, []);
    await context.close();
  });
}
