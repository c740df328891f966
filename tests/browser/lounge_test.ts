/** A room in Chromium: two people in it, its residents, a server that goes away, and readers without script, mouse or eyes. */
import assert from "node:assert/strict";
import { createServer } from "node:net";
import { loungeWords } from "@/lib/i18n/lounge.ts";
import {
  closeAll,
  comeIn,
  holdAxe,
  line,
  live,
  ownName,
  reader as readerOf,
  RESIDENT,
  row,
  say,
  SOFTWARE_GL,
  SPACE,
} from "@/tests/browser/lounge_visitors.ts";
import { type BrowserApp, openApp, type VisitorOptions } from "@/tests/browser/support.ts";

const words = loungeWords.en;

/** Most compressed script that the whole lounge may load. */
const MAX_SCRIPT_BYTES = 230 * 1024;

let app: BrowserApp;

// The server comes back where it was: its clients know no other address.
Deno.test.beforeAll(async () => {
  const env = { PORT: String(await freePort()), DEMO_DELAY_MS: "5" };
  app = await openApp({ server: { env }, browser: { args: SOFTWARE_GL } });
});
Deno.test.afterAll(() => app[Symbol.asyncDispose]());

function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const server = createServer().once("error", reject).listen(0, "127.0.0.1", () => {
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    server.close(() => resolve(port));
  });
  return promise;
}

/** See `reader()` of lounge_visitors.ts. */
const reader = (options: VisitorOptions = {}) => readerOf(app, options);

Deno.test("two people see each other come, talk, sign, walk and go", async () => {
  const [ann, bo] = [await reader(), await reader()];
  await comeIn(ann.page);
  await comeIn(bo.page);
  const [annName, boName] = [await ownName(ann.page), await ownName(bo.page)];
  await row(ann.page, boName).waitFor();
  await row(bo.page, annName).waitFor();

  await ann.page.getByLabel(words.composer).pressSequentially("Good evening");
  await bo.page.getByText(words.typing([annName])).waitFor();
  await ann.page.getByLabel(words.composer).press("Enter");
  await line(bo.page, "Good evening").waitFor();
  await line(ann.page, "Good evening").waitFor();
  assert.equal(await ann.page.locator(".is-outgoing").count(), 0);

  // Residents stand far from the door: who walks up to one is seen to be further away.
  await row(ann.page, "고순덕").locator("summary").click();
  await row(ann.page, "고순덕").getByRole("button", { name: words.walkTo }).click();
  await row(bo.page, annName).getByText(/\b([6-9]|1\d) m away/).waitFor();
  await row(ann.page, "고순덕").getByText(words.near).waitFor();

  await ann.page.getByRole("button", { name: words.leave }).click();
  await row(bo.page, annName).waitFor({ state: "detached" });
  await ann.page.getByText(words.status.outside).waitFor();
  await closeAll(ann, bo);
});

Deno.test("a resident answers whom they were asked by, for everybody to read", async () => {
  const [ann, bo] = [await reader(), await reader()];
  await comeIn(ann.page);
  await comeIn(bo.page);
  await ann.page.getByLabel(words.to, { exact: true }).selectOption(RESIDENT.id);
  await say(ann.page, "What are you making today?");
  for (const { page } of [ann, bo]) {
    const asked = page.locator(".line", { has: page.getByText("What are you making today?") });
    await asked.locator(".line-reply .line-text").waitFor();
    await asked.locator(".line-reply", { hasText: RESIDENT.name }).waitFor();
    assert.match((await asked.locator(".line-reply").textContent())!, new RegExp(words.demo));
  }
  await closeAll(ann, bo);
});

Deno.test("a picture is shared from where one writes, for everybody to see", async () => {
  const [ann, bo] = [await reader(), await reader()];
  await comeIn(ann.page);
  await comeIn(bo.page);
  await ann.page.locator(".share-menu > summary").press("Enter");
  await ann.page.locator(".share-menu input[type=file]").setInputFiles("static/icon-192.png");
  for (const { page } of [ann, bo]) await page.locator(".line .share-image img").waitFor();
  await ann.page.locator(".share-menu > summary").press("Enter");
  await ann.page.getByLabel(words.shareKinds.link, { exact: true }).fill("not an address");
  await ann.page.getByLabel(words.shareKinds.link, { exact: true }).press("Enter");
  await ann.page.getByRole("status").getByText(words.shareNoLink).waitFor();
  await holdAxe(ann.page);
  await closeAll(ann, bo);
});

Deno.test("what is said while the server is away is not lost, and not said twice", async () => {
  const [ann, bo] = [await reader(), await reader()];
  await comeIn(ann.page);
  await comeIn(bo.page);
  await say(ann.page, "before the wind");
  await line(bo.page, "before the wind").waitFor();
  await app.server.kill("SIGTERM");
  await ann.page.locator(".lounge-status.is-waiting, .lounge-status.is-connecting").waitFor();
  await say(ann.page, "into the wind");
  await ann.page.locator(".is-outgoing", { hasText: "into the wind" }).waitFor();
  await app.server.start();
  for (const { page } of [ann, bo]) {
    await live(page);
    await line(page, "into the wind").waitFor();
  }
  await say(bo.page, "after the wind");
  for (const { page } of [ann, bo]) {
    await line(page, "after the wind").waitFor();
    const said = await page.locator(".line > .line-body .line-text", { hasText: "the wind" })
      .allTextContents();
    assert.deepEqual(said, ["before the wind", "into the wind", "after the wind"]);
  }
  // A server that is gone refuses connections, which browsers report.
  ann.problems.length = bo.problems.length = 0;
  await closeAll(ann, bo);
});

Deno.test("without a script the room is a page: read, say, come in and leave", async () => {
  const visitor = await app.visitor();
  const { page } = visitor;
  await page.goto(SPACE);
  assert.equal(await page.locator(".tools, canvas").count(), 0);
  await page.getByLabel(words.to, { exact: true }).selectOption(RESIDENT.id);
  await page.getByLabel(words.composer).fill("Hello from paper");
  await page.getByRole("button", { name: words.send }).click();
  await line(page, "Hello from paper").waitFor();
  await page.getByText(words.status.live).waitFor();
  for (let n = 0; await page.locator(".line-reply .line-text").count() === 0; n++) {
    assert(n < 50, "nobody answered");
    await page.getByRole("link", { name: words.refresh }).click();
  }
  await holdAxe(page);
  await page.getByRole("button", { name: words.leave }).click();
  await page.waitForURL(/\/spaces\?/);
  await closeAll(visitor);
});

Deno.test("without a script a document grows with what is said", async () => {
  const [paper, ann] = [await app.visitor(), await reader()];
  await paper.page.goto(`${SPACE}/live`, { waitUntil: "commit" });
  await paper.page.getByText(words.liveOn).waitFor();
  await comeIn(ann.page);
  await say(ann.page, "for those who read on paper");
  await line(paper.page, "for those who read on paper").waitFor();
  await paper.page.getByLabel(words.composer).fill("I read it");
  await paper.page.getByRole("button", { name: words.send }).click({ noWaitAfter: true });
  await line(ann.page, "I read it").waitFor();
  await closeAll(paper, ann);
});

Deno.test("a keyboard is enough: come in, speak, look up the keys, walk up to somebody, leave", async () => {
  const visitor = await reader();
  const { page } = visitor;
  await page.goto(SPACE);
  await page.locator(".lounge.is-ready").waitFor();
  await page.getByRole("button", { name: words.enter }).focus();
  await page.keyboard.press("Enter");
  await live(page);
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "say");
  await page.keyboard.type("typed without a mouse?");
  await page.keyboard.press("Enter");
  await line(page, "typed without a mouse?").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.id), "say");
  await page.keyboard.press("Escape");
  assert.equal(await page.evaluate(() => document.activeElement === document.body), true);
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: words.help }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog", { name: words.help }).waitFor({ state: "hidden" });

  await row(page, RESIDENT.name).locator("summary").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await row(page, RESIDENT.name).getByText(words.near).waitFor();
  assert.equal(
    await page.evaluate(() => document.activeElement?.textContent),
    words.actions(RESIDENT.name),
    "the focus goes back to the menu's face",
  );
  await page.getByRole("button", { name: words.leave }).focus();
  await page.keyboard.press("Enter");
  await page.getByText(words.status.outside).waitFor();
  await closeAll(visitor);
});

Deno.test("what happens is read out in whole sentences, and the log itself keeps quiet", async () => {
  const [ann, bo] = [await reader(), await reader()];
  await comeIn(ann.page);
  const announced = ann.page.locator(".lounge > [aria-live=polite]");
  await comeIn(bo.page);
  const boName = await ownName(bo.page);
  await announced.getByText(words.came(boName)).waitFor();
  await say(bo.page, "listen");
  await announced.getByText(words.said(boName, "listen")).waitFor();
  assert.equal(await ann.page.getByRole("log").getAttribute("aria-live"), "off");
  await holdAxe(ann.page);
  await closeAll(ann, bo);
});

Deno.test("the room is drawn above its lists, within its weight, and gives way to them", async () => {
  for (const [width, colorScheme] of [[1440, "light"], [360, "dark"]] as const) {
    const visitor = await app.visitor({ javaScript: true, width, colorScheme });
    const { page } = visitor;
    const scripts: Promise<number>[] = [];
    page.on("requestfinished", (request) => {
      if (request.resourceType() !== "script") return;
      scripts.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
    });
    await comeIn(page);
    await page.locator(".room-picture.is-on").waitFor();
    const bytes = (await Promise.all(scripts)).reduce((sum, size) => sum + size, 0);
    assert(bytes > 0 && bytes <= MAX_SCRIPT_BYTES, `${bytes} bytes of script`);
    await holdAxe(page);

    await page.locator("#room").focus();
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "say");
    await page.keyboard.press("Escape");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "room");

    await page.locator("summary", { hasText: words.view }).click();
    await page.getByRole("button", { name: words.asList }).click();
    await page.locator("canvas").waitFor({ state: "detached" });
    await page.reload();
    await live(page);
    await page.locator(".lounge.is-ready.is-list").waitFor();
    assert.equal(await page.locator("canvas").count(), 0, "the choice is kept");
    await closeAll(visitor);
  }
});

Deno.test("nothing reaches out of a narrow window, at the door, in the room and in its lists", async () => {
  const visitor = await app.visitor({ javaScript: true, width: 320, height: 640, lang: "ko" });
  const { page } = visitor;
  const overflow = () =>
    page.evaluate(() =>
      document.documentElement.scrollWidth - document.documentElement.clientWidth
    );
  const ko = loungeWords.ko;
  await page.goto(SPACE);
  await page.locator(".lounge.is-ready").waitFor();
  assert.equal(await overflow(), 0);
  await page.locator(".room-picture.is-on").waitFor();
  await page.getByRole("button", { name: ko.enter }).press("Enter");
  await live(page);
  assert.equal(await overflow(), 0);
  await page.locator("summary", { hasText: ko.view }).press("Enter");
  await page.getByRole("button", { name: ko.asList }).press("Enter");
  await page.locator(".lounge.is-list").waitFor();
  assert.equal(await overflow(), 0);
  await closeAll(visitor);
});
