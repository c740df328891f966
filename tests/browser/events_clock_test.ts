/** The clock of an event's page in Chromium with scripts off: it begins where its classes say, and counts down. */
import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import { h } from "preact";
import type { Page } from "playwright-core";
import { Countdown } from "@/components/spaces/events/Countdown.tsx";
import { launchBrowser } from "@/tests/support/browser.ts";

const STATIC = new URL("../../static/", import.meta.url);

async function documentWith(leftMs: number): Promise<string> {
  const sheets = await Promise.all(
    ["maru.css", "parts.css", "events.css"].map((name) => Deno.readTextFile(new URL(name, STATIC))),
  );
  const countdown = renderToString(h(Countdown, { leftMs, words: "Begins soon" }));
  return `<!DOCTYPE html><style>${sheets.join("\n")}</style>${countdown}`;
}

/** Minutes and seconds that the clock shows, `passedMs` after the page was opened. */
async function shownAfter(page: Page, passedMs: number): Promise<string> {
  return await page.evaluate((passedMs) => {
    const [animation] = document.getAnimations();
    if (!animation) return "none";
    animation.pause();
    // An animation's time counts from before its delay, which is negative here.
    animation.currentTime = passedMs;
    const { counterReset } = getComputedStyle(document.querySelector(".clock")!);
    return counterReset;
  }, passedMs);
}

Deno.test("the clock counts the last minutes down without a script, and stops at the start", async () => {
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.setContent(await documentWith(4 * 60_000 + 30_000));
    const steps: readonly [number, string][] = [
      [0, "minutes 4 seconds 30"],
      [999, "minutes 4 seconds 30"],
      [1_000, "minutes 4 seconds 29"],
      [30_000, "minutes 4 seconds 0"],
      [31_000, "minutes 3 seconds 59"],
      [269_500, "minutes 0 seconds 1"],
      [270_000, "minutes 0 seconds 0"],
      [999_000, "minutes 0 seconds 0"],
    ];
    for (const [passedMs, expected] of steps) {
      assert.equal(await shownAfter(page, passedMs), expected, `after ${passedMs} ms`);
    }
    await page.setContent(await documentWith(10 * 60_000));
    assert.equal(await shownAfter(page, 0), "minutes 10 seconds 0");
    await context.close();
  } finally {
    await browser.close();
  }
});

Deno.test("the clock is not there for those who want no motion, and the words stay", async () => {
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext({
      javaScriptEnabled: false,
      reducedMotion: "reduce",
    });
    const page = await context.newPage();
    await page.setContent(await documentWith(60_000));
    assert.equal(await page.locator(".clock").isVisible(), false);
    assert.equal(await page.getByText("Begins soon").isVisible(), true);
    await context.close();
  } finally {
    await browser.close();
  }
});
