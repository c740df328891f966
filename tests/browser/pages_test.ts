/** Every page as it is without scripts: in both languages, on a phone and a wide screen, light and dark, by eye, key and reader. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { Locale } from "@/lib/i18n/locale.ts";
import { shellWords } from "@/lib/i18n/shell.ts";
import { buildWorld, type PageCase, PAGES, type World } from "@/tests/browser/pages.ts";
import { type BrowserApp, openApp, type Visitor } from "@/tests/browser/support.ts";
import { describeViolations, seriousViolations } from "@/tests/support/axe.ts";

/** How a page is looked at; each language and each width in both schemes. */
interface View {
  lang: Locale;
  width: 360 | 1440;
  colorScheme: "light" | "dark";
}

const VIEWS: readonly View[] = [
  { lang: "ko", width: 360, colorScheme: "light" },
  { lang: "ko", width: 1440, colorScheme: "dark" },
  { lang: "en", width: 360, colorScheme: "dark" },
  { lang: "en", width: 1440, colorScheme: "light" },
];

/** How many steps of the Tab key are looked at: the header, and the beginning of the content. */
const TABS = 14;

let app: BrowserApp;
let world: World;
/** One window for each view and person, kept for all pages: they share fonts and style sheets. */
const windows = new Map<string, Visitor>();

Deno.test.beforeAll(async () => {
  app = await openApp({ server: { env: { DEMO_DELAY_MS: "0" } } });
  world = await buildWorld(app.origin);
});
Deno.test.afterAll(() => app[Symbol.asyncDispose]());

async function windowOf(as: PageCase["as"], view: View): Promise<Visitor> {
  const key = `${as} ${JSON.stringify(view)}`;
  const known = windows.get(key);
  if (known) return known;
  const visitor = await app.visitor(view);
  if (as === "member") {
    const cookies = [...world.member.cookies].filter(([name]) => name !== "maru-lang");
    await visitor.context.addCookies(
      cookies.map(([name, value]) => ({ name, value, url: app.origin })),
    );
  }
  windows.set(key, visitor);
  return visitor;
}

for (const page of PAGES) {
  Deno.test(`${page.name} (${page.as}): nothing amiss in either language, width and scheme`, async () => {
    for (const view of VIEWS) {
      const visitor = await windowOf(page.as, view);
      try {
        await holdPage(page, view, visitor);
      } catch (cause) {
        const where = `${view.lang}, ${view.width} px, ${view.colorScheme}`;
        throw new Error(`${page.path(world)} (${where}): ${String(cause)}`, { cause });
      }
    }
  });
}

async function holdPage(
  { path, status = 200, act, island = false }: PageCase,
  view: View,
  { page, problems }: Visitor,
): Promise<void> {
  problems.length = 0;
  const response = await page.goto(path(world));
  assert.equal(response?.status(), status);
  const scripts = island ? 1 : 0;
  assert.equal((await response!.text()).match(/<script/gi)?.length ?? 0, scripts);
  await act?.(page);
  await holdDocument(page, view.lang, scripts);
  for (const width of view.width === 360 ? [320, 360] : [view.width]) {
    await page.setViewportSize({ width, height: width < 600 ? 780 : 900 });
    assert.deepEqual(await listOverflows(page), [], `wider than ${width} px`);
  }
  const violations = await seriousViolations(page);
  assert.equal(violations.length, 0, `axe-core:\n${describeViolations(violations)}`);
  await holdKeyboard(page, view.lang);
  assert.deepEqual(problems, []);
}

/** What every document owes to machines and to those who cannot see it. */
async function holdDocument(page: Page, lang: Locale, scripts: number): Promise<void> {
  const found = await page.evaluate(() => ({
    lang: document.documentElement.lang,
    title: document.title,
    counts: Object.fromEntries(
      ["script", "h1", "main", "body > * > header, body > header", "nav:not([aria-label])"].map(
        (selector) => [selector, document.querySelectorAll(selector).length],
      ),
    ),
    handlers: [...document.querySelectorAll("*")].flatMap((element) =>
      [...element.attributes].map(({ name }) => name).filter((name) => name.startsWith("on"))
    ),
    heading: document.querySelector("h1")?.textContent?.trim() ?? "",
    description: document.querySelector("meta[name=description]")?.getAttribute("content") ?? "",
  }));
  assert.equal(found.lang, lang);
  assert.match(found.title, new RegExp(shellWords[lang].brand));
  assert(found.title.length > shellWords[lang].brand.length);
  assert.deepEqual(found.counts, {
    "script": scripts,
    "h1": 1,
    "main": 1,
    "body > * > header, body > header": 1,
    "nav:not([aria-label])": 0,
  });
  assert.deepEqual(found.handlers, []);
  assert.notEqual(found.heading, "");
  assert.notEqual(found.description, "");
}

/** Elements that reach out of the window sideways, other than inside something that scrolls by itself. */
async function listOverflows(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    const name = (element: Element) => {
      const { left, right } = element.getBoundingClientRect();
      const label = element.getAttribute("class") ?? element.getAttribute("id") ?? "";
      return `${element.tagName.toLowerCase()}.${label} ${Math.round(left)}–${Math.round(right)}`;
    };
    const clipped = (element: Element): boolean => {
      for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
        if (getComputedStyle(at).overflowX !== "visible") return true;
      }
      return false;
    };
    const out = [...document.body.querySelectorAll("*")].filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      // One pixel is what words for screen readers alone take up.
      return width > 1 && (right > clientWidth + 1 || left < -1) &&
        getComputedStyle(element).position !== "fixed" && !clipped(element);
    }).map(name);
    return scrollWidth > clientWidth ? [`the document: ${scrollWidth}`, ...out] : out;
  });
}

/** The skip link comes first and leads to the content; whatever has the focus shows it. */
async function holdKeyboard(page: Page, lang: Locale): Promise<void> {
  // Where a field has the focus from the start, Tab goes on from there.
  if (await readFocus(page) === null) await page.keyboard.press("Tab");
  else await page.locator(".skip-link").focus();
  const first = await readFocus(page);
  assert.equal(first?.what, `a ${shellWords[lang].skip}`);
  assert(first.inView && first.isMarked, "the skip link does not show itself");
  for (let n = 0; n < TABS; n++) {
    await page.keyboard.press("Tab");
    const focus = await readFocus(page);
    if (focus === null) break;
    assert(focus.inView && focus.isMarked, `the focus cannot be seen on: ${focus.what}`);
  }
  await page.locator(".skip-link").focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/#content$/);
  assert.equal(await page.evaluate(() => document.activeElement?.id), "content");
}

/** What has the focus, whether it is in view, and whether a frame is drawn for it; null where nothing has it. */
async function readFocus(page: Page) {
  return await page.evaluate(() => {
    const outer = document.activeElement;
    // In a frame of ours something inside it has the focus.
    const element = outer instanceof HTMLIFrameElement
      ? outer.contentDocument?.activeElement
      : outer;
    if (!element || element === document.body) return null;
    // The frame may stand around what the element is part of: its card, its field, its label.
    const around = [element, element.nextElementSibling].filter((one) => one !== null);
    for (let at = element.parentElement; at && around.length < 6; at = at.parentElement) {
      around.push(at);
    }
    const styles = [
      ...around.map((one) => getComputedStyle(one)),
      getComputedStyle(element, "::before"),
      getComputedStyle(element, "::after"),
    ];
    const { top, bottom, width } = element.getBoundingClientRect();
    return {
      what: `${element.tagName.toLowerCase()} ${(element.textContent ?? "").trim().slice(0, 40)}`,
      inView: bottom > 0 && width > 0 &&
        top < (element.ownerDocument.defaultView?.innerHeight ?? 0),
      isMarked: styles.some(({ outlineStyle, outlineWidth }) =>
        outlineStyle !== "none" && parseFloat(outlineWidth) >= 2
      ),
    };
  });
}
