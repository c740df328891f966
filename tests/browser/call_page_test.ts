/** Calls as two people see them: from the link to the last figures, by pointer, by keys, on a phone, and without a script. */
import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { callWords } from "@/lib/i18n/calls.ts";
import { closeAll, holdAxe } from "@/tests/browser/lounge_visitors.ts";
import {
  type BrowserApp,
  openApp,
  type Visitor,
  type VisitorOptions,
} from "@/tests/browser/support.ts";

const words = callWords.en;
/** What a call needs before a camera, a drawing or a connection is asked for. */
const MAX_SCRIPT_BYTES = 60 * 1024;

let app: BrowserApp | undefined;

Deno.test.beforeAll(async () => {
  app = await openApp({
    browser: {
      args: [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        "--allow-loopback-in-peer-connection",
      ],
    },
  });
});
Deno.test.afterAll(() => app?.[Symbol.asyncDispose]());

/** Somebody with a script and a microphone. */
async function caller(options: VisitorOptions = {}): Promise<Visitor> {
  return await app!.visitor({
    javaScript: true,
    ...options,
    context: { permissions: ["microphone", "camera"], ...options.context },
  });
}

/** Opens a call from its start, and gives its link. */
async function openLobby({ page }: Visitor, name: string): Promise<string> {
  await page.goto("/calls");
  await page.getByLabel(words.name).fill(name);
  await page.getByRole("button", { name: words.start }).click();
  await page.waitForURL(/\/calls\/[0-9a-z]+$/);
  await page.getByRole("button", { name: words.join }).waitFor();
  return page.url();
}

async function sitDown({ page }: Visitor, link: string, name?: string): Promise<void> {
  if (page.url() !== link) await page.goto(link);
  const join = page.getByRole("button", { name: words.join });
  await join.waitFor();
  if (name) await page.getByLabel(words.name).fill(name);
  await join.click();
}

async function reach({ page }: Visitor, phase: string): Promise<void> {
  await page.locator(`#call[data-phase="${phase}"]`).waitFor();
}

/** Two people who are connected. */
async function talking(options: VisitorOptions = {}): Promise<[Visitor, Visitor]> {
  const [ann, bo] = [await caller(options), await caller(options)];
  const link = await openLobby(ann, "Ann");
  await sitDown(ann, link);
  await reach(ann, "alone");
  await sitDown(bo, link, "Bo");
  await Promise.all([reach(ann, "live"), reach(bo, "live")]);
  return [ann, bo];
}

/** Opens what stands beside the faces. */
async function show(page: Page, name: string): Promise<void> {
  const button = page.locator(`#call-open-${name}`);
  if (await button.getAttribute("aria-expanded") === "false") await button.click();
  await page.locator(".call-panel").waitFor();
}

function peerOf({ page }: Visitor) {
  return page.locator(".call-peer .avatar-canvas");
}

/** A picture whose words hold these. */
async function seen(of: Visitor, text: string): Promise<void> {
  await of.page.locator(`.call-peer [role=img][aria-label*="${text}"]`).waitFor();
}

/** Words that pass by are waited for before what brings them about. */
async function told({ page }: Visitor, text: string, act: () => Promise<void>): Promise<void> {
  const passing = page.locator(".call-passing", { hasText: text }).waitFor();
  await Promise.all([passing, act()]);
}

async function holdWidth(page: Page): Promise<void> {
  const over = await page.evaluate(() =>
    document.documentElement.scrollWidth - document.documentElement.clientWidth
  );
  assert(over <= 0, `the page is ${over} px wider than its window`);
}

Deno.test("two people meet by a link, see and hear of each other, and part with figures", async () => {
  const [ann, bo] = await talking();
  const { page } = ann;
  await page.getByRole("heading", { level: 1, name: "Bo" }).waitFor();
  for (const one of [ann, bo]) {
    await one.page.locator('.call-peer .avatar-canvas:not([data-drawn="none"])').waitFor();
    await one.page.locator('.call-self .avatar-canvas:not([data-drawn="none"])').waitFor();
  }

  // A face that is chosen is seen at the other side, in the pose and in words.
  await told(ann, words.felt("Bo", words.emotion.smile), () => bo.page.keyboard.press("2"));
  await seen(ann, words.doing.smile);
  await show(bo.page, "faces");
  assert.equal(
    await bo.page.getByRole("button", { name: words.emotion.smile }).getAttribute("aria-pressed"),
    "true",
  );
  await told(
    ann,
    words.gestured.heart("Bo"),
    () => bo.page.getByRole("button", { name: words.gesture.heart }).click(),
  );

  // What is off is told, and what is turned on is, too.
  await page.locator(".call-theirs", { hasText: words.theirMic.true }).waitFor();
  await bo.page.keyboard.press("m");
  await page.locator(".call-theirs", { hasText: words.theirMic.false }).waitFor();
  await bo.page.getByRole("button", { name: words.mic, exact: true }).click();
  await page.locator(".call-theirs", { hasText: words.theirMic.true }).waitFor();

  // Lines go both ways, and one that came unseen is counted.
  await page.keyboard.press("t");
  await page.locator("#call-write:focus").waitFor();
  await page.keyboard.type("Did you see the persimmons?");
  await page.keyboard.press("Enter");
  await bo.page.locator(".call-badge", { hasText: "1" }).waitFor();
  await show(bo.page, "write");
  await bo.page.locator(".call-lines li", { hasText: "Did you see the persimmons?" }).waitFor();
  assert.equal(await bo.page.locator(".call-badge").count(), 0);

  // Both are told the same code.
  await Promise.all([show(page, "connection"), show(bo.page, "connection")]);
  const code = page.locator("#call-code");
  assert.match((await code.textContent())!, /^\d\d \d\d \d\d$/);
  assert.equal(await bo.page.locator("#call-code").textContent(), await code.textContent());

  await page.getByRole("button", { name: words.leave }).click();
  await bo.page.getByText(words.endedReasons.peer_left).waitFor();
  await page.getByText(words.endedReasons.left).waitFor();
  await page.waitForURL(/\/ended$/);
  const pictures = page.locator(".call-figures .is-pictures dd");
  assert.equal(await pictures.textContent(), "0");
  await holdAxe(page);
  await page.reload();
  assert.equal(await pictures.textContent(), "0");
  await page.getByRole("button", { name: words.callAgain }).click();
  await page.getByRole("button", { name: words.join }).waitFor();
  assert.equal(await page.getByLabel(words.name).inputValue(), "Ann");
  await closeAll(ann, bo);
});

Deno.test("a reload comes back to its seat by itself, as who one was", async () => {
  const [ann, bo] = await talking();
  await ann.page.reload();
  await reach(ann, "live");
  await reach(bo, "live");
  await bo.page.getByRole("heading", { level: 1, name: "Ann" }).waitFor();
  await bo.page.keyboard.press("3");
  await seen(ann, words.doing.laugh);
  await closeAll(ann, bo);
});

/** Duplicates a tab: the copy begins with what the first one kept of its session. */
async function duplicate({ context, page, problems }: Visitor): Promise<Visitor> {
  const kept = await page.evaluate(() => ({ ...sessionStorage }));
  const copy = await context.newPage();
  await copy.addInitScript((kept) => {
    // Once for the tab: what it keeps from then on is its own.
    if (Object.keys(sessionStorage).length > 0) return;
    for (const [name, value] of Object.entries(kept)) sessionStorage.setItem(name, value);
  }, kept);
  await copy.goto(page.url());
  return { context, page: copy, problems };
}

Deno.test("a duplicated tab leaves the call where it is, and takes it over when it is told to", async () => {
  const [ann, bo] = await talking();
  const copy = await duplicate(ann);
  await copy.page.getByRole("heading", { level: 1, name: words.elsewhereTitle }).waitFor();
  assert.equal(await copy.page.getByRole("button", { name: words.join }).count(), 0);
  await holdWidth(copy.page);
  await holdAxe(copy.page);
  await reach(ann, "live");

  await copy.page.getByRole("button", { name: words.takeOver }).click();
  await reach(copy, "live");
  await reach(bo, "live");
  await ann.page.getByRole("heading", { level: 1, name: words.movedTitle }).waitFor();
  await bo.page.getByRole("heading", { level: 1, name: "Ann" }).waitFor();
  await bo.page.keyboard.press("3");
  await seen(copy, words.doing.laugh);

  // A reload comes back to the seat that was taken over; the first tab may take it back.
  await copy.page.reload();
  await reach(copy, "live");
  await ann.page.getByRole("link", { name: words.backIn }).click();
  await ann.page.getByRole("button", { name: words.takeOver }).click();
  await reach(ann, "live");
  await reach(copy, "ended");

  // What a tab held goes with it.
  const other = await duplicate(ann);
  await other.page.getByRole("heading", { level: 1, name: words.elsewhereTitle }).waitFor();
  await ann.page.close();
  await other.page.reload();
  await other.page.getByRole("heading", { level: 1, name: words.lobbyFull })
    .or(other.page.getByRole("button", { name: words.join })).waitFor();
  await closeAll(bo, copy);
});

Deno.test("a third person is told that two sit there", async () => {
  const [ann, bo] = await talking();
  const cyn = await caller();
  await cyn.page.goto(ann.page.url());
  await cyn.page.getByRole("heading", { level: 1, name: words.lobbyFull }).waitFor();
  assert.equal(await cyn.page.getByRole("button", { name: words.join }).count(), 0);
  await holdAxe(cyn.page);
  await closeAll(ann, bo, cyn);
});

Deno.test("captions of what one says stand at both sides", async () => {
  const [ann, bo] = [await caller(), await caller()];
  // The browser's recognition asks a service, which is not there: it is played.
  await ann.context.addInitScript(() => {
    class Recognition extends EventTarget {
      onresult: ((event: unknown) => void) | null = null;
      start() {
        Object.assign(globalThis, { heard: (text: string) => this.hear(text) });
      }
      abort() {}
      hear(text: string) {
        const result = Object.assign([{ transcript: text }], { isFinal: true });
        this.onresult?.({ resultIndex: 0, results: [result] });
      }
    }
    Object.assign(globalThis, { webkitSpeechRecognition: Recognition });
    Reflect.deleteProperty(globalThis, "SpeechRecognition");
  });
  const link = await openLobby(ann, "Ann");
  await sitDown(ann, link);
  await sitDown(bo, link, "Bo");
  await Promise.all([reach(ann, "live"), reach(bo, "live")]);
  await show(ann.page, "settings");
  const captions = ann.page.getByRole("checkbox", { name: words.captionsOn });
  assert(await captions.isDisabled(), "there are captions of a microphone that is off");
  await ann.page.getByRole("button", { name: words.mic, exact: true }).click();
  await captions.check();
  await ann.page.evaluate(() => Reflect.get(globalThis, "heard")("The rain has stopped."));
  for (const { page } of [ann, bo]) {
    await page.locator(".call-captions p", { hasText: "The rain has stopped." }).waitFor();
  }
  await closeAll(ann, bo);
});

Deno.test("everything goes by keys, and the focus comes back to where one was", async () => {
  const ann = await caller();
  const { page } = ann;
  await openLobby(ann, "Ann");
  await page.getByLabel(words.name).focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await reach(ann, "alone");
  await page.locator("#call-title:focus").waitFor();

  await page.keyboard.press("s");
  await page.locator(".call-panel", { hasText: words.readingTitle }).waitFor();
  await page.keyboard.press("Escape");
  await page.locator("#call-open-settings:focus").waitFor();
  assert.equal(await page.locator(".call-panel").count(), 0);

  await page.keyboard.press("Shift+?");
  const keys = page.getByRole("dialog", { name: words.help });
  await keys.waitFor();
  await keys.getByRole("checkbox", { name: words.keysOn }).uncheck();
  await page.keyboard.press("Escape");
  await keys.waitFor({ state: "hidden" });
  await page.keyboard.press("s");
  assert.equal(await page.locator(".call-panel").count(), 0, "keys that are off do something");

  // Corner by corner, and around.
  const corner = page.getByRole("button", { name: words.corner });
  for (const at of ["start-bottom", "start-top", "end-top", "end-bottom"]) {
    await corner.press("Enter");
    await page.locator(`#call[data-corner="${at}"]`).waitFor();
  }
  await page.getByRole("button", { name: words.leave }).press("Enter");
  await page.getByRole("heading", { level: 1, name: words.endedTitle }).waitFor();
  await closeAll(ann);
});

Deno.test("on a phone and on a desk, by day and by night: all fits, and axe finds nothing", async () => {
  for (const [width, colorScheme] of [[360, "dark"], [1440, "light"]] as const) {
    const [ann, bo] = await talking({ width, colorScheme });
    const { page } = ann;
    await holdWidth(page);
    await holdAxe(page);
    for (const panel of ["faces", "write", "settings", "connection"]) {
      await show(page, panel);
      await holdWidth(page);
      await holdAxe(page);
      const [bar, peer] = [
        await page.locator(".call-bar").boundingBox(),
        await peerOf(ann).boundingBox(),
      ];
      assert(
        bar && peer && peer.y + peer.height <= bar.y,
        `the controls lie over the face: ${panel}`,
      );
      assert(peer.height > 100, `nothing is left of the face beside: ${panel}`);
    }
    await closeAll(ann, bo);
    const lobby = await caller({ width, colorScheme });
    await openLobby(lobby, "Cyn");
    await lobby.page.locator("#call-look summary").click();
    await holdWidth(lobby.page);
    await holdAxe(lobby.page);
    await closeAll(lobby);
  }
});

Deno.test("another face is worn at once, and a face can be drawn by chance", async () => {
  const ann = await caller();
  const { page } = ann;
  await openLobby(ann, "Ann");
  await page.locator('.call-self .avatar-canvas:not([data-drawn="none"])').waitFor();
  await page.locator("#call-look summary").click();
  const chosen = () => page.locator("#call-look input[name=face]:checked").inputValue();
  const before = await chosen();
  await page.locator("#call-look").getByRole("button", { name: words.another }).click();
  await page.waitForFunction(
    (old) =>
      document.querySelector<HTMLInputElement>("#call-look input[name=face]:checked")?.value !==
        old,
    before,
  );
  await page.getByRole("radio", { name: words.backgrounds.rain }).check({ force: true });
  await closeAll(ann);
});

Deno.test("no camera ends nothing: what to do is said, and the call goes on", async () => {
  const ann = await caller({ context: { permissions: [] } });
  const { page } = ann;
  await ann.context.addInitScript(() => {
    MediaDevices.prototype.getUserMedia = () =>
      Promise.reject(new DOMException("no", "NotAllowedError"));
  });
  await openLobby(ann, "Ann");
  await page.getByRole("button", { name: words.cameraOn }).click();
  await page.getByRole("alert").filter({ hasText: words.cameraTrouble.denied }).waitFor();
  await page.getByRole("button", { name: words.micOn }).click();
  await page.getByRole("alert").filter({ hasText: words.micTrouble.denied }).waitFor();
  await holdAxe(page);
  await page.getByRole("button", { name: words.join }).click();
  await reach(ann, "alone");
  await closeAll(ann);
});

Deno.test("without a script, the page says what is needed and what to do instead", async () => {
  const ann = await app!.visitor();
  const { page } = ann;
  await page.goto("/calls");
  await page.getByRole("button", { name: words.another }).click();
  await page.waitForURL(/seed=/);
  await page.getByRole("button", { name: words.start }).click();
  await page.locator(".notice-title", { hasText: words.noScriptTitle }).waitFor();
  assert.equal(await page.locator(".call-door").isVisible(), false);
  assert(await page.locator(".notice a", { hasText: words.toChats }).isVisible());
  await holdAxe(page);
  const ended = await page.goto(`${page.url()}/ended`);
  assert.equal(ended?.status(), 200);
  await page.getByText(words.endedNothing).waitFor();
  const gone = await page.goto("/calls/nobody-was-here");
  assert.equal(gone?.status(), 404);
  await page.getByRole("link", { name: words.newCall }).waitFor();
  assert.equal(await page.locator('meta[name="robots"]').getAttribute("content"), "noindex");
  await closeAll(ann);
});

Deno.test("the lobby stands on its own few scripts before anything else is loaded", async () => {
  const ann = await app!.visitor({ javaScript: true });
  const { page } = ann;
  // A page that is never painted starts nothing: only what every reader of it loads is there.
  await ann.context.addInitScript(() => {
    globalThis.requestAnimationFrame = () => 0;
  });
  const scripts: Promise<Buffer>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") scripts.push(response.body());
  });
  await page.goto("/calls");
  await page.getByRole("button", { name: words.start }).click();
  await page.waitForURL(/\/calls\/[0-9a-z]+$/);
  await page.waitForLoadState("networkidle");
  const bytes = (await Promise.all(scripts)).map((body) => gzipSync(body).length);
  const sum = bytes.reduce((all, one) => all + one, 0);
  assert(sum > 10_000 && sum <= MAX_SCRIPT_BYTES, `${sum} bytes of script`);
  await closeAll(ann);
});
