/** What a reader does on a conversation page: says something, watches the reply, presses its buttons. */
import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import type { Locale } from "@/lib/i18n/locale.ts";
import { chatWords } from "@/lib/i18n/chat.ts";

/** How often a condition is looked at, and for how long at most. */
const LOOK_MS = 25;
const PATIENCE_MS = 30_000;

/** A look at the reply that is being written. */
export interface Glance {
  /** Whether the document is still coming. */
  loading: boolean;
  /** Whether the page says that the reply is over. */
  over: boolean;
  /** Words of every message that is shown. */
  bubbles: string[];
}

/** Waits until `condition` answers something that is not null. */
export async function until<T>(
  what: string,
  condition: () => Promise<T | null>,
): Promise<T> {
  const deadlineMs = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = await condition();
    if (found !== null) return found;
    if (performance.now() > deadlineMs) throw new Error(`Waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

/** Looks at the page as it is now; null while it is being replaced by another. */
export async function glance(page: Page): Promise<Glance | null> {
  try {
    return await page.evaluate(() => ({
      loading: document.readyState === "loading",
      over: document.readyState === "complete" &&
        (document.querySelector(".is-streaming") === null ||
          document.querySelector(".turn-over") !== null),
      bubbles: [...document.querySelectorAll(".bubble")].map((bubble) =>
        bubble.textContent?.trim() ?? ""
      ),
    }));
  } catch (error) {
    // The look fell between two documents. Anything else is a failure.
    if (error instanceof Error && /context was destroyed|navigat/i.test(error.message)) return null;
    throw error;
  }
}

/** Writes into the composer and sends, without waiting for the page that follows to be complete. */
export async function say(page: Page, text: string, lang: Locale = "en"): Promise<void> {
  await page.locator("#composer").fill(text);
  await leadOn(page, page.getByRole("button", { name: chatWords[lang].send, exact: true }));
}

/** Presses what leads to a page that may go on growing, and waits until that page is there. */
export async function leadOn(page: Page, button: Locator): Promise<void> {
  const arrived = page.waitForEvent("framenavigated");
  await button.click({ noWaitAfter: true });
  await arrived;
}

/** Waits until `count` messages are shown and the last one has words; returns these. */
export async function firstWords(page: Page, count: number): Promise<string> {
  return await until(`${count} messages are shown`, async () => {
    const { bubbles } = await glance(page) ?? { bubbles: [] };
    return bubbles.length === count && bubbles.at(-1) !== "" ? bubbles.at(-1)! : null;
  });
}

/** Watches the reply until it is over: how long its words were at each look while the page was loading. */
export async function watchReply(page: Page): Promise<{ lengths: number[]; bubbles: string[] }> {
  const looks: Glance[] = [];
  const bubbles = await until("the reply is over", async () => {
    const look = await glance(page);
    if (look?.loading) looks.push(look);
    return look?.over ? look.bubbles : null;
  });
  // Before its own bubble has come, the last one is that of what it answers.
  const there = looks.filter((look) => look.bubbles.length === bubbles.length);
  return { lengths: there.map((look) => look.bubbles.at(-1)?.length ?? 0), bubbles };
}

/** Holds a reply to having grown before the reader's eyes: at least three lengths, each more than the one before. */
export function assertGrew(lengths: readonly number[]): void {
  const grown = new Set(lengths.filter((length) => length > 0));
  assert(grown.size >= 3, `the reply was not seen to grow: ${lengths}`);
  assert.deepEqual(lengths, lengths.toSorted((a, b) => a - b));
}

/** Opens the menu of the message at `index` and returns it. */
export async function openMenu(page: Page, index: number): Promise<Locator> {
  const menu = page.locator(".message").nth(index).locator("details");
  await menu.locator("summary").click();
  return menu;
}
