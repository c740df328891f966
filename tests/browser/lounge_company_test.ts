/** A room in Chromium, and those who keep it company: voices, moderators, a stage, a glance from the door, a body of one's own. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { BrowserContext, Page } from "playwright-core";
import { eventWords } from "@/lib/i18n/events.ts";
import { loungeWords } from "@/lib/i18n/lounge.ts";
import { ownModelWords } from "@/lib/i18n/own_model.ts";
import { voiceWords } from "@/lib/i18n/voice.ts";
import { GLANCE_MS } from "@/lib/lounge/door.ts";
import { MAX_VRM_BYTES } from "@/lib/lounge/scene/wardrobe.ts";
import {
  act,
  closeAll,
  comeIn,
  holdAxe,
  line,
  live,
  makeSpace,
  ownName,
  prefer,
  reader,
  RESIDENT,
  row,
  say,
  signUp,
  SOFTWARE_GL,
  SPACE,
} from "@/tests/browser/lounge_visitors.ts";
import { type BrowserApp, openApp } from "@/tests/browser/support.ts";
import { until } from "@/tests/browser/talk.ts";
import { tinyVrm } from "@/tests/support/tiny_vrm.ts";

const words = loungeWords.en;
const voice = voiceWords.en;
const stage = eventWords.en.stage;
const ownModel = ownModelWords.en;

const VOICES = [
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
  "--allow-loopback-in-peer-connection",
];

let app: BrowserApp;
Deno.test.beforeAll(async () => {
  app = await openApp({
    server: { env: { DEMO_DELAY_MS: "5" } },
    browser: { args: [...SOFTWARE_GL, ...VOICES] },
  });
});
Deno.test.afterAll(() => app[Symbol.asyncDispose]());

/** Somebody with an account and a room of their own, who is in it. */
async function host(fields: Record<string, unknown> = {}) {
  const visitor = await reader(app);
  await signUp(visitor.page, "Olga");
  const space = await makeSpace(visitor.page, { name: "Olga's room", ...fields });
  await comeIn(visitor.page, space);
  return { ...visitor, space };
}

/** Lets a test count what is heard in the page, and look at how loud it is played. */
async function bugEars(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const ears = { peers: [] as RTCPeerConnection[], gains: [] as GainNode[] };
    Object.assign(globalThis, { ears });
    const [Peer, Gain] = [RTCPeerConnection, GainNode];
    globalThis.RTCPeerConnection = class extends Peer {
      constructor(config?: RTCConfiguration) {
        super(config);
        ears.peers.push(this);
      }
    };
    globalThis.GainNode = class extends Gain {
      constructor(context: BaseAudioContext, options?: GainOptions) {
        super(context, options);
        ears.gains.push(this);
      }
    };
  });
}

/** Packets of voices that came so far, and the loudest that one is played at. */
async function heard(page: Page): Promise<{ packets: number; gain: number }> {
  return await page.evaluate(async () => {
    const { ears } = globalThis as unknown as {
      ears: { peers: RTCPeerConnection[]; gains: GainNode[] };
    };
    let packets = 0;
    for (const peer of ears.peers) {
      for (const one of (await peer.getStats()).values()) {
        if (one.type === "inbound-rtp" && one.kind === "audio") packets += one.packetsReceived;
      }
    }
    return { packets, gain: Math.max(0, ...ears.gains.map(({ gain }) => gain.value)) };
  });
}

/** Waits until nothing came for as long as a voice sends twenty packets. */
async function silent(page: Page): Promise<void> {
  let [packets, looks] = [0, 0];
  await until("what was on its way has come", async () => {
    const now = (await heard(page)).packets;
    looks = now === packets ? looks + 1 : 0;
    packets = now;
    return looks === 20 ? true : null;
  });
}

async function speakUp(page: Page): Promise<void> {
  await page.locator(".room-voice > summary").click();
  await page.getByRole("button", { name: voice.turnOn }).click();
  await page.getByRole("button", { name: voice.micOn }).click();
  await page.getByRole("button", { name: voice.micOff }).waitFor();
}

/** Waits until more packets came, and whether they are played. */
async function hears(page: Page, { aloud }: { aloud: boolean }): Promise<void> {
  const before = await heard(page);
  await until(`a voice comes, ${aloud ? "aloud" : "in silence"}`, async () => {
    const { packets, gain } = await heard(page);
    return packets > before.packets + 10 && (gain > 0.2) === aloud ? true : null;
  });
}

Deno.test("people hear each other in the room, and whom the room muted nobody hears", async () => {
  const olga = await host();
  const [ann, bo] = [await reader(app), await reader(app)];
  // Ann's browser is never told of mutes: it goes on sending.
  await ann.context.routeWebSocket(/\/ws\b/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => {
      if (typeof message === "string" && message.includes('"type":"muted"')) return;
      socket.send(message);
    });
  });
  for (const visitor of [ann, bo]) {
    await bugEars(visitor.context);
    await visitor.context.grantPermissions(["microphone"]);
    await comeIn(visitor.page, olga.space);
    await speakUp(visitor.page);
  }
  await hears(bo.page, { aloud: true });
  await hears(ann.page, { aloud: true });
  const [annName, boName] = [await ownName(ann.page), await ownName(bo.page)];

  await act(olga.page, annName, words.mute);
  await olga.page.getByRole("status").getByText(words.done.mute).waitFor();
  await row(bo.page, annName).getByText(words.silenced).waitFor();
  await hears(bo.page, { aloud: false });
  await act(olga.page, annName, words.unmute);
  await hears(bo.page, { aloud: true });

  await act(olga.page, boName, words.mute);
  await bo.page.getByText(voice.muted).waitFor();
  assert.equal(await bo.page.getByRole("button", { name: voice.micOff }).count(), 0);
  await silent(ann.page);
  await bo.page.locator(".composer-muted").waitFor();
  await holdAxe(bo.page);
  await closeAll(olga, ann, bo);
});

Deno.test("a moderator takes a message away, and asks somebody to leave, who stays out", async () => {
  const olga = await host();
  const bo = await reader(app);
  const sockets: string[] = [];
  bo.page.on("websocket", (socket) => sockets.push(socket.url()));
  await bo.page.clock.install();
  await comeIn(bo.page, olga.space);
  const boName = await ownName(bo.page);
  await say(bo.page, "something unkind");
  await line(olga.page, "something unkind").waitFor();
  const unkind = olga.page.locator(".line", { hasText: "something unkind" });
  await unkind.hover();
  await unkind.getByRole("button", { name: words.remove }).click();
  for (const { page } of [olga, bo]) {
    await page.getByText(words.removed).waitFor();
    assert.equal(await line(page, "something unkind").count(), 0);
  }
  await say(bo.page, "and one that I regret");
  await line(bo.page, "and one that I regret").waitFor();
  const regretted = bo.page.locator(".line", { hasText: "and one that I regret" });
  await regretted.hover();
  await regretted.getByRole("button", { name: words.remove }).click();
  await line(olga.page, "and one that I regret").waitFor({ state: "detached" });

  await act(olga.page, boName, words.kick);
  await olga.page.getByRole("status").getByText(words.done.kick).waitFor();
  await row(olga.page, boName).waitFor({ state: "detached" });
  const door = bo.page.locator(".door");
  await door.getByText(words.refusal.kicked).waitFor();
  await door.getByRole("link", { name: words.back }).waitFor();
  assert.equal(await door.getByRole("button").count(), 0, "nothing to try over and over");
  assert.equal(await bo.page.getByLabel(words.composer).count(), 0);
  await holdAxe(bo.page);
  assert.equal(sockets.length, 1);
  await bo.page.clock.fastForward(5 * 60_000);
  await bo.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  assert.equal(sockets.length, 1, "who was asked to leave does not come back by itself");

  await bo.page.reload();
  await bo.page.locator(".door").getByText(words.refusal.banned).waitFor();
  await bo.page.getByRole("link", { name: words.back }).first().click();
  await bo.page.waitForURL(/\/spaces$/);
  await closeAll(olga, bo);
});

Deno.test("a fan has a turn on the stage with a character, to applause", async () => {
  const nowMs = Date.now();
  const olga = await host({
    name: "An evening with Duduri",
    type: "fanmeeting",
    theme: "theatre",
    character_ids: [RESIDENT.id],
    event: {
      starts_at: new Date(nowMs - 60_000).toISOString(),
      ends_at: new Date(nowMs + 60 * 60_000).toISOString(),
      host_character_id: RESIDENT.id,
      turn_s: 600,
    },
  });
  const [ann, bo] = [await reader(app, { width: 360 }), await reader(app)];
  for (const { page } of [ann, bo]) await comeIn(page, olga.space);
  const [annName, boName] = [await ownName(ann.page), await ownName(bo.page)];

  await ann.page.getByRole("button", { name: stage.join }).click();
  await ann.page.getByText(stage.yourTurnWith(RESIDENT.name)).waitFor();
  await bo.page.locator(".stage-name", { hasText: annName }).waitFor();
  await bo.page.getByRole("button", { name: stage.join }).click();
  await bo.page.getByText(stage.yourPlace(1)).waitFor();
  await olga.page.locator(".stage-people", { hasText: boName }).waitFor();

  // On the stage, all that is said is for the character.
  await say(ann.page, "I came such a long way");
  for (const { page } of [ann, bo]) {
    const said = page.locator(".line", { hasText: "I came such a long way" });
    await said.locator(".line-reply", { hasText: RESIDENT.name }).locator(".line-text").waitFor();
  }
  await bo.page.getByRole("group", { name: words.applause })
    .getByRole("button", { name: words.emotes.clap }).click();
  await ann.page.locator(".applause-now", { hasText: words.emotes.clap }).waitFor();
  for (const { page } of [ann, bo, olga]) await holdAxe(page);

  await olga.page.getByRole("button", { name: stage.next }).click();
  await bo.page.getByText(stage.yourTurnWith(RESIDENT.name)).waitFor();
  await ann.page.getByRole("button", { name: stage.join }).waitFor();
  await bo.page.getByRole("button", { name: stage.leaveStage }).click();
  await olga.page.getByText(stage.empty).waitFor();
  await closeAll(olga, ann, bo);
});

Deno.test("who stands at the door sees people come and hears what they say", async () => {
  const [guest, ann] = [await reader(app), await reader(app)];
  await guest.page.clock.install();
  await guest.page.goto(SPACE);
  await guest.page.locator(".lounge.is-ready").waitFor();
  await comeIn(ann.page);
  const annName = await ownName(ann.page);
  await say(ann.page, "the door is open");
  await line(ann.page, "the door is open").waitFor();
  await guest.page.clock.fastForward(GLANCE_MS);
  await row(guest.page, annName).waitFor();
  await line(guest.page, "the door is open").waitFor();
  await ann.page.getByRole("button", { name: words.leave }).click();
  await ann.page.getByText(words.status.outside).waitFor();
  await until("the glance after Ann left", async () => {
    await guest.page.clock.fastForward(GLANCE_MS);
    return await row(guest.page, annName).count() === 0 ? true : null;
  });
  await closeAll(guest, ann);
});

async function openFitting(page: Page): Promise<void> {
  await page.locator(".room-picture.is-on").waitFor();
  await page.locator("summary", { hasText: words.view }).press("Enter");
  await page.getByRole("button", { name: words.ownModel }).press("Enter");
  await page.getByRole("dialog", { name: ownModel.title }).waitFor();
}

Deno.test("a body of one's own is worn, kept in the browser and sent nowhere, and taken off", async () => {
  const ann = await app.visitor({ javaScript: true, width: 640, height: 480 });
  const { page } = ann;
  await prefer(ann, { quality: "high" });
  await comeIn(page);
  await openFitting(page);
  const file = page.locator(".own-model input[type=file]");
  const vrm = { name: "me.vrm", mimeType: "model/gltf-binary", buffer: Buffer.from(tinyVrm()) };
  await file.setInputFiles({ ...vrm, name: "cat.vrm", buffer: Buffer.from("a cat") });
  await page.getByText(ownModel.trouble.not_vrm).waitFor();
  await file.setInputFiles({ ...vrm, buffer: Buffer.alloc(MAX_VRM_BYTES + 1) });
  await page.getByText(ownModel.trouble.too_large).waitFor();
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() !== "GET") sent.push(request.url());
  });
  await file.setInputFiles(vrm);
  await page.getByText(ownModel.shown).waitFor();
  await page.getByText("me.vrm").waitFor();
  assert.deepEqual(sent, []);
  await holdAxe(page);

  await page.reload();
  await live(page);
  await openFitting(page);
  await page.getByText(ownModel.shown).waitFor();
  await page.getByRole("button", { name: ownModel.remove }).click();
  await page.getByText(ownModel.choose).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog", { name: ownModel.title }).waitFor({ state: "hidden" });
  await page.locator("summary", { hasText: words.view }).press("Enter");
  await page.getByLabel(words.quality).selectOption("low");
  await page.getByRole("button", { name: words.ownModel }).press("Enter");
  await page.getByText(ownModel.notOffered).waitFor();
  assert.equal(await file.count(), 0);
  await page.getByRole("button", { name: ownModel.finer }).click();
  await page.getByText(ownModel.choose).waitFor();
  await closeAll(ann);
});
