/** Two browsers in a call through the real server: the connection alone, without the pages around it. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import type { Page } from "playwright-core";
import { z } from "zod";
import { type BrowserApp, openApp } from "@/tests/browser/support.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url)).replace(/\/$/, "");
const ARGS = [
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
  "--allow-loopback-in-peer-connection",
];

/** Puts a call into a page; what a test evaluates is text, so that the page's own names need no types here. */
const SCRIPT = `
import { openBrowserCall } from "@/lib/calls/client/browser.ts";
import { restPose, shapeIndex } from "@/lib/avatar/pose/pose.ts";
const sockets = [], frames = [], descriptions = [], tracks = [];
const Socket = globalThis.WebSocket;
globalThis.WebSocket = class extends Socket {
  constructor(...args) { super(...args); sockets.push(this); }
  send(data) { frames.push(JSON.parse(data).type); super.send(data); }
};
const Peer = globalThis.RTCPeerConnection;
const peers = [];
globalThis.RTCPeerConnection = class extends Peer {
  constructor(...args) { super(...args); peers.push(this); this.addEventListener("track", ({ track }) => tracks.push(track.kind)); }
  async setLocalDescription(...args) { await super.setLocalDescription(...args); descriptions.push(this.localDescription.sdp); }
};
let call, chats = [], jaw = 0;
Object.assign(globalThis, {
  sockets, frames, descriptions, tracks, peers, chats,
  enter(roomId, name) {
    call = globalThis.call = openBrowserCall({ roomId });
    call.control.on("chat", ({ text }) => chats.push(text));
    call.join({ spec: "", name, vrm: null, background: "maru" });
    setInterval(() => {
      const pose = restPose(performance.now());
      pose.shapes[shapeIndex.jawOpen] = jaw;
      call.sendPose({ ...pose, source: "camera" });
    }, 33);
  },
  speak: (share) => { jaw = share; },
  kind: () => call.phase.value.kind,
  seen: () => call.samplePeer(performance.now()).shapes[shapeIndex.jawOpen],
  async microphone() {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    await call.setMicrophone(stream.getAudioTracks()[0]);
  },
  async heard() {
    let energy = 0;
    for (const pc of peers) (await pc.getStats()).forEach((one) => {
      if (one.type === "inbound-rtp") energy += one.totalAudioEnergy ?? 0;
    });
    return energy;
  },
});
`;

async function bundle(): Promise<string> {
  const built = await esbuild.build({
    stdin: { contents: SCRIPT, resolveDir: ROOT, loader: "ts" },
    bundle: true,
    write: false,
    format: "iife",
    minify: true,
    target: "es2022",
    alias: { "@": ROOT },
    logLevel: "silent",
  });
  await esbuild.stop();
  return built.outputFiles[0]!.text;
}

interface Guest {
  page: Page;
  problems: string[];
}

async function arrive(app: BrowserApp, script: string): Promise<Guest> {
  const { page, problems } = await app.visitor({
    javaScript: true,
    context: {
      // Without a permission, a browser in a network of its own finds no address of itself.
      permissions: ["microphone", "camera"],
      // What a test evaluates while it waits needs `eval`.
      bypassCSP: true,
    },
  });
  page.setDefaultTimeout(30_000);
  await page.goto("/about");
  await page.evaluate(script);
  return { page, problems };
}

const is = ({ page }: Guest, kind: string) => page.waitForFunction(`kind() === "${kind}"`);

/** One's mouth is seen to open by the other. */
async function sees(from: Guest, to: Guest): Promise<void> {
  await from.page.evaluate("speak(0.9)");
  await to.page.waitForFunction("seen() > 0.8");
  await from.page.evaluate("speak(0)");
  await to.page.waitForFunction("seen() < 0.1");
}

Deno.test({
  name: "two browsers in a call",
  sanitizeOps: false,
  sanitizeResources: false,
  async fn(t) {
    const script = await bundle();
    await using app = await openApp({ browser: { args: ARGS } });
    const ann = await arrive(app, script);
    const ben = await arrive(app, script);
    const room = z.object({ room_id: z.string() }).parse(
      await ann.page.evaluate(
        `fetch("/api/v1/calls", { method: "POST", headers: { "content-type": "application/json" }, body: "{}" }).then((r) => r.json())`,
      ),
    ).room_id;
    const enter = (guest: Guest, name: string) =>
      guest.page.evaluate(`enter(${JSON.stringify(room)}, ${JSON.stringify(name)})`);

    await t.step("see each other", async () => {
      await enter(ann, "Ann");
      await is(ann, "alone");
      await enter(ben, "Ben");
      await Promise.all([is(ann, "live"), is(ben, "live")]);
      assert.equal(await ann.page.evaluate("call.peer.value.avatar.name"), "Ben");
      await sees(ann, ben);
      await sees(ben, ann);
    });

    await t.step("have one code", async () => {
      for (const { page } of [ann, ben]) await page.waitForFunction("call.code.value !== null");
      const [a, b] = [
        await ann.page.evaluate("call.code.value"),
        await ben.page.evaluate("call.code.value"),
      ];
      assert.equal(a, b);
      assert.match(String(a), /^\d\d \d\d \d\d$/);
    });

    await t.step("hear a microphone that is turned on later", async () => {
      await ben.page.evaluate("microphone()");
      await ann.page.waitForFunction("heard().then((energy) => energy > 0)");
      assert.deepEqual(await ann.page.evaluate("tracks"), ["audio"]);
    });

    await t.step("tell how good the way is", async () => {
      await ann.page.waitForFunction("call.quality.value.path === 'direct'");
      await ann.page.waitForFunction("call.quality.value.roundTripMs !== null");
      const bytes = Number(await ann.page.evaluate("call.stats().meanPoseBytes"));
      assert(bytes > 5 && bytes < 64, String(bytes));
    });

    await t.step("get a file of the other whole", async () => {
      await ann.page.evaluate(
        `call.sendModel({ bytes: new Uint8Array(2_000_000).fill(7).buffer, name: "ann.vrm" })`,
      );
      await ben.page.waitForFunction("call.peerModel.value?.bytes?.byteLength === 2_000_000");
      await ann.page.waitForFunction("call.ownModel.value?.kind === 'sent'");
    });

    await t.step("talk on when their sockets are cut, over the same connection", async () => {
      await ann.page.evaluate("sockets.at(-1).close()");
      await ann.page.waitForFunction("sockets.length === 2 && frames.at(-1) !== 'leave'");
      await ann.page.waitForFunction("sockets.at(-1).readyState === 1");
      await ann.page.evaluate(`call.control.send({ type: "chat", text: "still here" })`);
      await ben.page.waitForFunction("chats.includes('still here')");
      await sees(ann, ben);
      assert.equal(await ann.page.evaluate("peers.length"), 1);
    });

    await t.step("find each other again by a restart of ICE", async () => {
      await ben.page.evaluate("peers.at(-1).restartIce()");
      await ben.page.waitForFunction(
        "new Set(descriptions.map((sdp) => /a=ice-ufrag:(.*)/.exec(sdp)[1])).size > 1",
      );
      await ben.page.waitForFunction("peers.at(-1).signalingState === 'stable'");
      await sees(ann, ben);
    });

    await t.step("find each other again when a page was loaded anew", async () => {
      await ben.page.reload();
      await ben.page.evaluate(script);
      await enter(ben, "Ben");
      await is(ben, "live");
      await is(ann, "live");
      await sees(ben, ann);
      await sees(ann, ben);
      assert.equal(await ann.page.evaluate("call.codeChanged.value"), true);
    });

    await t.step("send signals alone to the server, and never a picture", async () => {
      for (const { page } of [ann, ben]) {
        const frames = z.array(z.string()).parse(await page.evaluate("frames"));
        assert.deepEqual(
          frames.filter((type) => !["join", "offer", "answer", "ice", "ping"].includes(type)),
          [],
        );
        const descriptions = z.array(z.string()).parse(await page.evaluate("descriptions"));
        assert(descriptions.length > 0);
        for (const sdp of descriptions) assert.doesNotMatch(sdp, /m=video/);
      }
    });

    await t.step("hang up, for both", async () => {
      await ann.page.evaluate("call.leave()");
      await is(ben, "ended");
      assert.equal(await ben.page.evaluate("call.phase.value.reason"), "peer_left");
      await ann.page.waitForFunction("peers.every((pc) => pc.signalingState === 'closed')");
      assert.equal(
        await ann.page.evaluate(`fetch("/api/v1/calls/${room}").then(({ status }) => status)`),
        404,
      );
    });

    await t.step("meet no problem", () => {
      assert.deepEqual([...ann.problems, ...ben.problems], []);
    });
  },
});
