/** Recorded calls: asked for, agreed to, seen by both, played again with another face; refused, dropped, damaged. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import { callWords } from "@/lib/i18n/calls.ts";
import { recordingWords } from "@/lib/i18n/recordings.ts";
import { closeAll, holdAxe } from "@/tests/browser/lounge_visitors.ts";
import { fakeSpeech } from "@/tests/browser/speech_page.ts";
import {
  type BrowserApp,
  openApp,
  type Visitor,
  type VisitorOptions,
} from "@/tests/browser/support.ts";

const words = callWords.en;
const record = recordingWords.en;

let app: BrowserApp;

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
Deno.test.afterAll(() => app[Symbol.asyncDispose]());

async function caller(options: VisitorOptions = {}): Promise<Visitor> {
  const visitor = await app.visitor({
    javaScript: true,
    ...options,
    // What a test evaluates while it waits needs `eval`.
    context: { permissions: ["microphone", "camera"], bypassCSP: true, ...options.context },
  });
  visitor.page.setDefaultTimeout(30_000);
  await fakeSpeech(visitor.context);
  return visitor;
}

/** Two people who are connected. */
async function talking(): Promise<[Visitor, Visitor]> {
  const [ann, bo] = [await caller(), await caller()];
  await ann.page.goto("/calls");
  await ann.page.getByLabel(words.name).fill("Ann");
  await ann.page.getByRole("button", { name: words.start }).click();
  await ann.page.waitForURL(/\/calls\/[0-9a-z]+$/);
  const link = ann.page.url();
  for (const [{ page }, name] of [[ann, "Ann"], [bo, "Bo"]] as const) {
    if (page.url() !== link) await page.goto(link);
    await page.getByRole("button", { name: words.join }).waitFor();
    await page.getByLabel(words.name).fill(name);
    await page.getByRole("button", { name: words.join }).click();
  }
  for (const { page } of [ann, bo]) await page.locator('#call[data-phase="live"]').waitFor();
  return [ann, bo];
}

async function ask({ page }: Visitor): Promise<void> {
  const settings = page.locator("#call-open-settings");
  if (await settings.getAttribute("aria-expanded") === "false") await settings.click();
  await page.getByRole("button", { name: record.ask }).click();
}

const sign = ({ page }: Visitor) => page.locator("#call-recording");

/** Waits until a recording has gone on for a while, by the clock of the page that records. */
async function passes({ page }: Visitor, ms: number): Promise<void> {
  await page.evaluate(
    `new Promise((done) => { const from = performance.now(); const look = () => performance.now() - from > ${ms} ? done() : requestAnimationFrame(look); look(); })`,
  );
}

async function write({ page }: Visitor, text: string): Promise<void> {
  const opener = page.locator("#call-open-write");
  if (await opener.getAttribute("aria-expanded") === "false") await opener.click();
  await page.locator("#call-write").fill(text);
  await page.keyboard.press("Enter");
}

async function openList(page: Page): Promise<void> {
  await page.goto("/calls/recordings");
  await page.locator(".recordings").waitFor();
}

Deno.test("a call that both want recorded is kept by both, and played again with any face", async () => {
  const [ann, bo] = await talking();
  await ask(ann);
  await ann.page.getByText(record.asking("Bo")).waitFor();
  await bo.page.getByText(record.asked("Ann")).waitFor();
  assert.equal(await sign(ann).count(), 0);
  await holdAxe(bo.page);
  await bo.page.getByRole("button", { name: record.agree }).click();
  await Promise.all([sign(ann).waitFor(), sign(bo).waitFor()]);
  await holdAxe(ann.page);
  // A smile by key, a line, and what is said.
  await ann.page.keyboard.press("Escape");
  await ann.page.keyboard.press("3");
  await write(bo, "Is this on?");
  await ann.page.locator("#call-open-write").click();
  await ann.page.locator(".call-lines", { hasText: "Is this on?" }).waitFor();
  await passes(ann, 2_500);
  await sign(bo).getByRole("button", { name: record.stop }).click();
  await Promise.all([
    sign(ann).waitFor({ state: "detached" }),
    sign(bo).waitFor({ state: "detached" }),
  ]);
  for (const { page } of [ann, bo]) {
    const settings = page.locator("#call-open-settings");
    await settings.click();
    await page.getByText(record.kept).waitFor();
  }
  await ann.page.getByRole("button", { name: words.leave, exact: true }).click();
  await ann.page.getByText(record.kept).waitFor();

  const { page } = ann;
  await openList(page);
  await holdAxe(page);
  await page.getByRole("button", { name: record.playOf(record.names("Ann", "Bo")) }).click();
  await page.getByRole("heading", { name: record.names("Ann", "Bo") }).waitFor();
  const [me, them] = [0, 1].map((n) => page.locator(".player-stage [role=img]").nth(n));
  await page.locator('.player-stage [role=img][data-drawn="rig"]').nth(1).waitFor();
  const place = page.locator("#player-place");
  await page.keyboard.press("End");
  assert.equal(await place.inputValue(), await place.getAttribute("max"));
  await page.locator(`.player-stage [role=img][aria-label*="Ann: ${words.doing.laugh}"]`).waitFor();
  // Words stand for five seconds, which is a key's step: none is stepped over.
  const line = page.locator(".player-said", { hasText: "Is this on?" });
  for (let n = 0; n < 20 && !await line.isVisible(); n++) await page.keyboard.press("ArrowLeft");
  await line.waitFor();
  await page.keyboard.press("Home");
  assert.equal(await place.inputValue(), "0");
  await page.getByRole("radio", { name: record.speeds("2") }).check({ force: true });
  await page.locator("#player-play").click();
  await page.getByRole("button", { name: record.pause }).waitFor();
  // It comes to its end by itself.
  await page.getByRole("button", { name: record.play, exact: true }).waitFor();
  const before = await them!.screenshot();
  const faces = page.getByLabel(record.faceOf("Bo"));
  const other = await faces.locator("option").last().getAttribute("value");
  await faces.selectOption(other!);
  await page.waitForFunction(
    `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))`,
  );
  assert.notDeepEqual(await them!.screenshot(), before);
  assert(await me!.getAttribute("aria-label"));
  await holdAxe(page);
  await page.getByRole("button", { name: record.back }).click();

  await page.getByRole("button", { name: record.removeOf(record.names("Ann", "Bo")) }).click();
  await page.getByText(record.empty).waitFor();
  await page.getByRole("button", { name: record.undo }).click();
  await page.getByRole("button", { name: record.playOf(record.names("Ann", "Bo")) }).waitFor();
  await page.getByRole("button", { name: record.removeOf(record.names("Ann", "Bo")) }).click();
  await page.getByText(record.empty).waitFor();
  await openList(page);
  await page.getByText(record.empty).waitFor();
  await closeAll(ann, bo);
});

Deno.test("a question may be refused, and consent that is taken back drops what was recorded, on both sides", async () => {
  const [ann, bo] = await talking();
  await ask(ann);
  await bo.page.getByRole("button", { name: record.decline }).click();
  await ann.page.getByText(record.refused("Bo")).waitFor();
  await ask(ann);
  await bo.page.getByRole("button", { name: record.agree }).click();
  await Promise.all([sign(ann).waitFor(), sign(bo).waitFor()]);
  await passes(bo, 1_200);
  await sign(bo).getByRole("button", { name: record.withdraw }).click();
  await ann.page.getByText(record.dropped).waitFor();
  for (const visitor of [ann, bo]) {
    await visitor.page.getByRole("button", { name: words.leave, exact: true }).or(
      visitor.page.getByRole("heading", { name: words.endedTitle }),
    ).first().click();
    await openList(visitor.page);
    await visitor.page.getByText(record.empty).waitFor();
  }
  await closeAll(ann, bo);
});

Deno.test("what one says reaches the other as a caption, by the browser's own recognition", async () => {
  const [ann, bo] = await talking();
  await ann.page.keyboard.press("m");
  await ann.page.locator('.call-bar button[aria-pressed="true"]').first().waitFor();
  await ann.page.keyboard.press("c");
  await ann.page.waitForFunction(() =>
    Reflect.get(Reflect.get(globalThis, "fake"), "ears").length > 0
  );
  await ann.page.evaluate(`fake.hear(["good mor", false])`);
  const theirs = bo.page.locator(".call-captions p", { hasText: "Ann" });
  await theirs.getByText("good mor").waitFor();
  await ann.page.evaluate(`fake.hear(["good morning Bo", true])`);
  await theirs.getByText("good morning Bo").waitFor();
  assert.equal(await theirs.count(), 1);
  await ann.page.keyboard.press("c");
  await closeAll(ann, bo);
});

Deno.test("a file that is no recording is told to be none; one that breaks off is played", async () => {
  const visitor = await caller({ width: 360 });
  const { page, problems } = visitor;
  await openList(page);
  await page.getByText(record.empty).waitFor();
  await holdAxe(page);
  const open = (name: string, bytes: Uint8Array) =>
    page.locator('.recordings input[type="file"]').first().setInputFiles({
      name,
      mimeType: "application/octet-stream",
      buffer: Buffer.from(bytes),
    });
  await open("cat.gif", new TextEncoder().encode("GIF89a"));
  await page.getByText(record.unreadable).waitFor();
  const { Recorder } = await import("@/lib/calls/recording/recorder.ts");
  const { restPose } = await import("@/lib/avatar/pose/pose.ts");
  const recorder = new Recorder(0);
  for (let atMs = 0; atMs < 3_000; atMs += 40) {
    for (const side of [0, 1] as const) {
      recorder.pose(side, { ...restPose(atMs), source: "camera", emotion: "smile" }, atMs);
    }
  }
  const person = { name: "하루", face: "", background: "maru" } as const;
  const file = recorder.finish({
    startedAtMs: 0,
    with: "person",
    people: [person, { ...person, name: "Min" }],
  });
  const bytes = new Uint8Array(await file.arrayBuffer());
  await open("call.maru-call", bytes.subarray(0, bytes.length - 9));
  await page.getByText(record.damaged).waitFor();
  await page.keyboard.press("ArrowRight");
  await page.locator(`.player-stage [role=img][aria-label*="${words.doing.smile}"]`).first()
    .waitFor();
  await page.locator('.player-face input[type="file"]').first().setInputFiles({
    name: "no.vrm",
    mimeType: "model/gltf-binary",
    buffer: Buffer.from("no model at all"),
  });
  await page.getByText(record.vrmNot).waitFor();
  await holdAxe(page);
  assert.equal(await page.evaluate("document.documentElement.scrollWidth > innerWidth"), false);
  await closeAll(visitor);
  assert.deepEqual(problems, []);
});

Deno.test("without a script the page says why it has nothing to show", async () => {
  const visitor = await app.visitor();
  await visitor.page.goto("/calls/recordings");
  await visitor.page.locator(".notice-title", { hasText: record.noScriptTitle }).waitFor();
  await closeAll(visitor);
});
