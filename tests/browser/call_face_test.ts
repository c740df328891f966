// deno-lint-ignore-file no-console -- figures for whoever runs it
/**
 * Two people in a call on the real pages, one of them before a camera that shows a known face: the other sees that face's
 * motion, and no picture of it leaves the page. Every frame of both sockets is looked at. Nothing is timed.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { z } from "zod";
import { SHAPES } from "@/lib/avatar/pose/pose.ts";
import { Looks } from "@/lib/calls/model.ts";
import { ClientMessage } from "@/lib/calls/protocol.ts";
import { FILM_ARGS, FILM_FOLDER, hasFilm, readTruth } from "@/tests/browser/call_film.ts";
import {
  follows,
  isWhole,
  readSeen,
  type Seen,
  truthAt,
  watchFilm,
} from "@/tests/browser/call_follow.ts";
import {
  caller,
  hangUp,
  openLobby,
  reach,
  sitDown,
  turnCameraOn,
} from "@/tests/browser/call_people.ts";
import { addWatch } from "@/tests/browser/call_watch.ts";
import { type BrowserApp, openApp, type Visitor } from "@/tests/browser/support.ts";
import { traces } from "@/tests/integration/calls_client.ts";

const MOST_ROUNDS = 6;
const MOST_BODY_BYTES = 2_048;
/** What the models' own program says as it starts, on the way of errors. */
const NOTICE = /: INFO: Created TensorFlow Lite/;
/** How often it is looked whether a call has gone from the store. */
const MOST_LOOKS = 500;

/** What the page of one person says to the server. */
interface Wire {
  sent: string[];
  received: string[];
  bodies: { path: string; bytes: number; text: string }[];
}

function listen({ context, page }: Visitor): Wire {
  const wire: Wire = { sent: [], received: [], bodies: [] };
  const text = (payload: string | Uint8Array) =>
    typeof payload === "string" ? payload : `binary, ${payload.byteLength} bytes`;
  page.on("websocket", (socket) => {
    socket.on("framesent", ({ payload }) => wire.sent.push(text(payload)));
    socket.on("framereceived", ({ payload }) => wire.received.push(text(payload)));
  });
  // Of the worker, too.
  context.on("request", (request) => {
    const body = request.postDataBuffer();
    if (!body) return;
    const { pathname } = new URL(request.url());
    wire.bodies.push({ path: pathname, bytes: body.length, text: body.toString("utf8") });
  });
  return wire;
}

/** What the server may say: each to the letter. Signals that it passes on are what a client may send, and from whom. */
const EventId = { event_id: z.string() };
const Peer = { peer_id: z.string(), avatar: Looks.nullable() };
const Said = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("joined"),
    peer_id: z.string(),
    polite: z.boolean(),
    peers: z.array(z.strictObject(Peer)),
    resumed: z.boolean(),
    last_event_id: z.string(),
  }),
  z.strictObject({ type: z.literal("peer_joined"), ...Peer, ...EventId }),
  z.strictObject({ type: z.literal("peer_left"), peer_id: z.string(), ...EventId }),
  z.strictObject({ type: z.literal("pong") }),
]);
const Passed = z.looseObject({
  type: z.enum(["offer", "answer", "ice"]),
  from: z.string(),
  ...EventId,
});

function holdSignals({ sent, received, bodies }: Wire): void {
  assert(
    sent.length > 3 && received.length > 3,
    `${sent.length} sent, ${received.length} received`,
  );
  for (const text of sent) ClientMessage.parse(JSON.parse(text));
  for (const text of received) {
    const frame: unknown = JSON.parse(text);
    const passed = Passed.safeParse(frame);
    if (!passed.success) {
      Said.parse(frame);
      continue;
    }
    const { from: _from, event_id: _id, ...signal } = passed.data;
    ClientMessage.parse(signal);
  }
  for (const text of [...sent, ...received, ...bodies.map(({ text }) => text)]) {
    assert.doesNotMatch(text, /m=video/);
    for (const name of SHAPES) assert(!text.includes(name), `${name} went to the server`);
  }
  // A picture of the smallest use has more.
  for (const { path, bytes } of bodies) {
    assert(bytes <= MOST_BODY_BYTES, `${bytes} bytes to ${path}`);
  }
}

async function arrive(app: BrowserApp): Promise<{ visitor: Visitor; wire: Wire }> {
  // What a test evaluates while it waits needs `eval`.
  const visitor = await caller(app, { context: { bypassCSP: true } });
  await addWatch(visitor.context);
  return { visitor, wire: listen(visitor) };
}

Deno.test({
  name: "a face in a call: its motion arrives, its picture stays",
  ignore: !hasFilm("Calls with a face are not tested"),
  // The browser's process and sockets outlive the steps; they end with the test.
  sanitizeOps: false,
  sanitizeResources: false,
  async fn(t) {
    await using app = await openApp({
      browser: { args: FILM_ARGS },
      server: { env: { MODELS_DIR: FILM_FOLDER } },
    });
    const [ann, bo] = [await arrive(app), await arrive(app)];
    const [annPage, boPage] = [ann.visitor.page, bo.visitor.page];
    const link = await openLobby(ann.visitor, "Ann");

    await t.step("two people meet, one of them with a camera", async () => {
      await turnCameraOn(ann.visitor);
      await sitDown(ann.visitor, link);
      await reach(ann.visitor, "alone");
      await sitDown(bo.visitor, link, "Bo");
      await Promise.all([reach(ann.visitor, "live"), reach(bo.visitor, "live")]);
    });

    await t.step("what is drawn at the other side follows the film", async () => {
      let seen: Seen;
      let rounds = 0;
      // A machine that has much else to do misses parts of the film, which then comes again.
      do {
        await watchFilm(boPage, ++rounds);
        seen = await readSeen(annPage, boPage);
      } while (!isWhole(seen) && rounds < MOST_ROUNDS);
      const { shots, poses, drawn, shown } = seen;
      assert(isWhole(seen), `too little was drawn: ${shown.length} of ${drawn.length} pictures`);
      const at = truthAt(shots, await readTruth());
      const found = {
        yaw: follows(shown, at, {
          drawn: ({ yaw }) => yaw,
          truth: ({ yaw }) => yaw,
        }),
        roll: follows(shown, at, {
          drawn: ({ roll }) => roll,
          truth: ({ roll }) => roll,
        }),
        jaw: follows(shown, at, {
          drawn: ({ jaw }) => jaw,
          truth: ({ jaw }) => jaw,
        }),
        blink: follows(shown, at, {
          drawn: ({ blinkL, blinkR }) => blinkL + blinkR,
          truth: ({ blinkL, blinkR }) => blinkL + blinkR,
        }),
      };
      console.log(
        `${shots.length} pictures taken, ${poses.length} poses sent, ` +
          `${shown.length} of ${drawn.length} pictures drawn are compared`,
        found,
      );
      for (const [name, { r }] of Object.entries(found)) assert(r >= 0.9, `${name}: ${r}`);
    });

    await t.step("no connection has anything to do with a picture", async () => {
      for (const page of [annPage, boPage]) {
        const { descriptions, tracks } = await page.evaluate(() => ({
          descriptions: globalThis.watched.descriptions,
          tracks: globalThis.watched.tracks,
        }));
        assert(descriptions.length >= 2, `${descriptions.length} descriptions`);
        for (const sdp of descriptions) assert.doesNotMatch(sdp, /m=video/);
        assert(!tracks.includes("video"), tracks.join());
      }
    });

    await t.step("once both have hung up, nothing of the call is left in the store", async () => {
      await hangUp(ann.visitor);
      await Promise.all([reach(ann.visitor, "ended"), reach(bo.visitor, "ended")]);
      const roomId = new URL(link).pathname.split("/").at(-1)!;
      const peers = [ann, bo].flatMap(({ wire }) =>
        wire.received.flatMap((text) => /"type":"joined","peer_id":"([^"]+)"/.exec(text)?.[1] ?? [])
      );
      assert.equal(peers.length, 2, "both were told who they are");
      using kv = await Deno.openKv(join(app.server.folderPath, "kv.sqlite"));
      const names = [roomId, ...peers, '"Ann"', '"Bo"', ...SHAPES, "m=video"];
      // The last instance says that nobody of the call is on it any more some moments after the last socket.
      let left = await traces(kv, names);
      for (let n = 0; n < MOST_LOOKS && left.length > 0; n++) {
        await fetch(`${app.origin}/api/v1/health`);
        left = await traces(kv, names);
      }
      assert.deepEqual(left, []);
    });

    await t.step("the server heard signals, and nothing else", () => {
      for (const { wire } of [ann, bo]) holdSignals(wire);
    });

    await t.step("nobody met a problem, or asked another host", () => {
      const problems = [ann, bo].flatMap(({ visitor }) => visitor.problems);
      assert.deepEqual(problems.filter((text) => !NOTICE.test(text)), []);
    });
  },
});
