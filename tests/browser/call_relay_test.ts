/** Calls that go through a relay alone: two people on the real pages meet by it, and without its secret nobody does. */
import assert from "node:assert/strict";
import { callWords } from "@/lib/i18n/calls.ts";
import {
  caller,
  hangUp,
  meet,
  openLobby,
  reach,
  sees,
  show,
  sitDown,
} from "@/tests/browser/call_people.ts";
import { type BrowserApp, openApp, type Visitor } from "@/tests/browser/support.ts";
import { hasCoturn, startCoturn } from "@/tests/support/coturn.ts";

const words = callWords.en;
const SECRET = "a-secret-of-the-relay";
const UNAUTHORIZED = 401;

const isHere = hasCoturn();
if (!isHere) {
  // deno-lint-ignore no-console -- a test that does not run must say so
  console.warn("coturn is not installed, so nothing is shown of calls through a relay");
}

declare global {
  // As functions that are evaluated in a page see it.
  var relayed: { peers: RTCPeerConnection[]; refusals: number[] };
}

/** Notes in a page which connections it makes, and with what a relay refused them. */
function watchConnections(): void {
  const seen: typeof globalThis.relayed = { peers: [], refusals: [] };
  globalThis.relayed = seen;
  const Peer = globalThis.RTCPeerConnection;
  globalThis.RTCPeerConnection = class extends Peer {
    constructor(...args: ConstructorParameters<typeof RTCPeerConnection>) {
      super(...args);
      seen.peers.push(this);
      this.addEventListener("icecandidateerror", ({ errorCode }) => seen.refusals.push(errorCode));
    }
  };
}

/** The app as it is where TURN is all there is: `secret` is what it believes the relay's to be. */
async function openRelayed(port: number, secret: string): Promise<BrowserApp> {
  return await openApp({
    browser: {
      args: [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        "--allow-loopback-in-peer-connection",
      ],
    },
    server: {
      env: { TURN_URLS: `turn:127.0.0.1:${port}`, TURN_SECRET: secret, TURN_ONLY: "true" },
    },
  });
}

async function arrive(app: BrowserApp): Promise<{ visitor: Visitor; frames: string[] }> {
  // What a test evaluates while it waits needs `eval`.
  const visitor = await caller(app, { context: { bypassCSP: true } });
  await visitor.context.addInitScript(watchConnections);
  const frames: string[] = [];
  visitor.page.on("websocket", (socket) => {
    socket.on("framesent", ({ payload }) => frames.push(String(payload)));
    socket.on("framereceived", ({ payload }) => frames.push(String(payload)));
  });
  return { visitor, frames };
}

const OPTIONS = { ignore: !isHere, sanitizeOps: false, sanitizeResources: false };

Deno.test("two people meet through a relay, and tell each other no address", OPTIONS, async () => {
  await using coturn = await startCoturn(SECRET, { args: ["--allow-loopback-peers"] });
  await using app = await openRelayed(coturn.port, SECRET);
  const [ann, bo] = [await arrive(app), await arrive(app)];
  await meet(ann.visitor, bo.visitor);

  for (const { visitor: { page } } of [ann, bo]) {
    await show(page, "connection");
    await page.getByText(words.paths.relay).waitFor();
    const types = await page.evaluate(async () => {
      const report = await globalThis.relayed.peers.at(-1)!.getStats();
      const all: Record<string, string>[] = [];
      report.forEach((one) => all.push(one));
      const { selectedCandidatePairId } = all.find(({ type }) => type === "transport")!;
      const pair = all.find(({ id }) => id === selectedCandidatePairId)!;
      return [pair.localCandidateId, pair.remoteCandidateId].map((wanted) =>
        all.find(({ id }) => id === wanted)!.candidateType
      );
    });
    assert.deepEqual(types, ["relay", "relay"]);
  }

  // A face that is made comes to the other side, both ways.
  await bo.visitor.page.keyboard.press("2");
  await sees(ann.visitor, words.doing.smile);
  await ann.visitor.page.keyboard.press("3");
  await sees(bo.visitor, words.doing.laugh);

  const candidates = [ann, bo].flatMap(({ frames }) => frames)
    .flatMap((text) => [...text.matchAll(/candidate:[^"\\]*? typ (\w+)/g)].map(([, type]) => type));
  assert(candidates.length > 0, "no candidate was told");
  assert.deepEqual([...new Set(candidates)], ["relay"]);

  await hangUp(ann.visitor);
  await Promise.all([reach(ann.visitor, "ended"), reach(bo.visitor, "ended")]);
  assert.deepEqual([...ann.visitor.problems, ...bo.visitor.problems], []);
});

Deno.test("a relay with another secret lets nobody through", OPTIONS, async () => {
  await using coturn = await startCoturn(SECRET, { args: ["--allow-loopback-peers"] });
  await using app = await openRelayed(coturn.port, "another-secret-of-old");
  const [ann, bo] = [await arrive(app), await arrive(app)];
  const link = await openLobby(ann.visitor, "Ann");
  await sitDown(ann.visitor, link);
  await reach(ann.visitor, "alone");
  await sitDown(bo.visitor, link, "Bo");
  await Promise.all([reach(ann.visitor, "connecting"), reach(bo.visitor, "connecting")]);
  for (const { visitor: { page } } of [ann, bo]) {
    await page.waitForFunction(
      (code) => globalThis.relayed.refusals.includes(code),
      UNAUTHORIZED,
    );
    // Nothing is left to try: there is no address by which either could be reached.
    await page.waitForFunction(() =>
      globalThis.relayed.peers.some(({ iceGatheringState }) => iceGatheringState === "complete")
    );
    const phase = await page.locator("#call").getAttribute("data-phase");
    assert.equal(phase, "connecting");
  }
  const told = [ann, bo].flatMap(({ frames }) => frames).filter((text) => / typ \w+/.test(text));
  assert.deepEqual(told, []);
});
