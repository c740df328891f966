import assert from "node:assert/strict";
import type { LinkSocket } from "@/lib/realtime/link.ts";
import { encodePositions } from "@/lib/spaces/position_frame.ts";
import type { Connection, Refusal } from "@/lib/lounge/connection.ts";
import { connectionOf, connectRoom } from "@/lib/lounge/connect.ts";
import type { SeatedPlace } from "@/lib/lounge/body_frames.ts";
import { eventId, NOW_MS, welcome } from "@/lib/lounge/room_for_tests.ts";

/** A room's connection whose sockets and answers are in the test's hands. */
function connect(options: { refuse?: () => Refusal | null } = {}) {
  const sockets: (LinkSocket & { url: string; sent: string[] })[] = [];
  const opened = { waiting: Promise.withResolvers<void>() };
  const connections: Connection[] = [];
  const frames: string[] = [];
  const places: SeatedPlace[] = [];
  let joins = 0;
  const changed = { waiting: Promise.withResolvers<void>() };
  const link = connectRoom({
    spaceId: "maru",
    socket: "ws://maru.test/ws",
    calls: {
      join: () => {
        joins++;
        const reason = options.refuse?.() ?? null;
        return Promise.resolve(reason ? { ok: false, reason } : { ok: true });
      },
      ticket: (topic) => Promise.resolve(`ticket-for-${topic}`),
    },
    now: () => NOW_MS,
    random: () => 0,
    open(url) {
      const sent: string[] = [];
      const socket = {
        url,
        sent,
        binaryType: "blob" as BinaryType,
        readyState: 1,
        send: (data: string) => void sent.push(data),
        close() {},
        onmessage: null,
        onclose: null,
      };
      sockets.push(socket);
      opened.waiting.resolve();
      return socket;
    },
  }, {
    onFrame: ({ type }) => void frames.push(type),
    onPlaces: (rows) => void places.push(...rows),
    onConnection(connection) {
      connections.push(connection);
      changed.waiting.resolve();
    },
  });
  return {
    link,
    sockets,
    connections,
    frames,
    places,
    joins: () => joins,
    /** The next socket that is opened. */
    async next() {
      await opened.waiting.promise;
      opened.waiting = Promise.withResolvers();
      return sockets.at(-1)!;
    },
    /** Waits until the connection is of that kind. */
    async until(kind: Connection["kind"]) {
      while (connections.at(-1)?.kind !== kind) {
        await changed.waiting.promise;
        changed.waiting = Promise.withResolvers();
      }
    },
  };
}

function receive(socket: LinkSocket, data: unknown): void {
  socket.onmessage!(new MessageEvent("message", { data }));
}

Deno.test("a connection brings a ticket, asks for bytes, and passes frames of both kinds on", async () => {
  const { link, next, frames, places, connections } = connect();
  const socket = await next();
  assert.equal(socket.url, "ws://maru.test/ws?ticket=ticket-for-space%3Amaru&positions=binary");
  receive(socket, JSON.stringify(welcome()));
  const row = { seat: 2, x: 1, y: 0, z: 2, heading: 0, motion: "walk", typing: true } as const;
  receive(socket, encodePositions([row]).buffer);
  receive(socket, new Uint8Array([9, 9]).buffer);
  assert.deepEqual(frames, ["welcome"]);
  assert.deepEqual(places, [row]);
  assert.deepEqual(connections.map(({ kind }) => kind), ["connecting", "live"]);
  assert(link.send({ type: "ping" }));
  assert.deepEqual(socket.sent, ['{"type":"ping"}']);
  link.close();
});

Deno.test("after a break it takes its seat again, and goes on where it was", async () => {
  const { link, next, until, joins } = connect();
  const socket = await next();
  receive(socket, JSON.stringify(welcome({ last_event_id: eventId(5) })));
  socket.onclose!(new CloseEvent("close", { code: 1006 }));
  await until("waiting");
  link.retry();
  const again = await next();
  assert.equal(joins(), 0, "a seat outlives a moment");
  assert.match(again.url, new RegExp(`last_event_id=${eventId(5)}`));
  again.onclose!(new CloseEvent("close", { code: 1006 }));
  link.retry();
  await next();
  assert.equal(joins(), 1, "what did not open twice may have lost its seat");
  link.close();
});

Deno.test("a reason that lasts ends it; one that passes is tried again", async () => {
  let reason: Refusal = "full";
  const { link, next, until, connections } = connect({ refuse: () => reason });
  const socket = await next();
  socket.onclose!(new CloseEvent("close", { code: 1006 }));
  await until("waiting");
  link.retry();
  await until("connecting");
  await until("waiting");
  reason = "banned";
  link.retry();
  await until("refused");
  assert.deepEqual(connections.at(-1), { kind: "refused", reason: "banned" });
  link.close();
});

Deno.test("phases of the link mean something in the room", () => {
  assert.equal(connectionOf({ kind: "idle" }), null);
  assert.deepEqual(connectionOf({ kind: "waiting", retryAtMs: 5, restarting: true }), {
    kind: "waiting",
    retryAtMs: 5,
    restarting: true,
  });
  for (
    const [code, reason] of [[4003, "kicked"], [4004, "gone"], [4008, "elsewhere"], [
      1008,
      "failed",
    ]] as const
  ) {
    assert.deepEqual(connectionOf({ kind: "ended", code, reason: "" }), {
      kind: "refused",
      reason,
    });
  }
});
