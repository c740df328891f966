import assert from "node:assert/strict";
import type { ServerMessage } from "@/lib/spaces/protocol.ts";
import type { Connection, Refusal } from "@/lib/lounge/connection.ts";
import {
  type Earlier,
  type LinkHandlers,
  type OutgoingFrame,
  Session,
  type SessionDeps,
} from "@/lib/lounge/session.ts";
import {
  eventId,
  message,
  NOW_MS,
  person,
  snapshot,
  welcome,
} from "@/lib/lounge/room_for_tests.ts";

/** A session whose surroundings are in the test's hands. */
function open(
  options: { refuse?: Refusal; pages?: Earlier[]; snapshot?: SessionDeps["snapshot"] } = {},
) {
  const sent: OutgoingFrame[] = [];
  const asked: (string | null)[] = [];
  const timers = new Set<{ atMs: number; call: () => void }>();
  const world = {
    nowMs: NOW_MS,
    handlers: null as LinkHandlers | null,
    closed: 0,
    retries: 0,
    up: true,
  };
  let nonces = 0;
  const session = new Session({
    snapshot: options.snapshot ?? snapshot(),
    join: () =>
      Promise.resolve(options.refuse ? { ok: false, reason: options.refuse } : { ok: true }),
    leave: () => Promise.resolve(),
    connect(handlers) {
      world.handlers = handlers;
      return {
        send: (frame) => world.up && sent.push(frame) > 0,
        retry: () => void world.retries++,
        close: () => void world.closed++,
      };
    },
    loadEarlier(before) {
      asked.push(before);
      const page = options.pages?.shift();
      return page ? Promise.resolve(page) : Promise.reject(new Error("offline"));
    },
    now: () => world.nowMs,
    after(ms, call) {
      const timer = { atMs: world.nowMs + ms, call };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    newNonce: () => `n${++nonces}`,
  });
  return {
    session,
    sent,
    asked,
    world,
    /** Lets time pass, and what waits for it happen. */
    wait(ms: number) {
      const untilMs = world.nowMs + ms;
      for (;;) {
        const next = [...timers].filter(({ atMs }) => atMs <= untilMs)
          .sort((a, b) => a.atMs - b.atMs)[0];
        if (!next) break;
        timers.delete(next);
        world.nowMs = next.atMs;
        next.call();
      }
      world.nowMs = untilMs;
    },
    receive: (...frames: ServerMessage[]) =>
      frames.forEach((frame) => world.handlers!.onFrame(frame)),
    become: (connection: Connection) => world.handlers!.onConnection(connection),
    timers,
  };
}

type Room = ReturnType<typeof open>;

async function inside(room: Room): Promise<Room> {
  await room.session.enter();
  room.receive(welcome());
  return room;
}

Deno.test("one stands at the door until one goes in, and is in when one is welcomed", async () => {
  const room = open();
  const kind = () => room.session.connection.value.kind;
  assert.equal(kind(), "outside");
  await room.session.enter();
  assert.equal(kind(), "connecting");
  room.become({ kind: "live" });
  assert.equal(kind(), "connecting", "an open socket is no welcome");
  room.receive(welcome());
  assert(room.session.live.value);
  assert.equal(room.session.me.value?.userId, "me");
});

Deno.test("a full room says so, and may be tried again", async () => {
  const room = open({ refuse: "full" });
  await room.session.enter();
  assert.deepEqual(room.session.connection.value, { kind: "refused", reason: "full" });
  assert.equal(room.world.handlers, null);
  await room.session.enter();
  assert.equal(room.session.entering.value, false);
});

Deno.test("words stand in the outbox until the log has them", async () => {
  const room = await inside(open());
  assert.equal(room.session.say("  ", null), false);
  assert(room.session.say(" hello ", "soha"));
  assert.deepEqual(room.sent, [{
    type: "chat",
    message: "hello",
    nonce: "n1",
    character_id: "soha",
  }]);
  assert.equal(room.session.outbox.value.length, 1);
  room.receive({ ...message("m1", { user_id: "me", nonce: "n1" }), event_id: eventId(1) });
  assert.deepEqual(room.session.outbox.value, []);
  assert.equal(room.session.lines.value.length, 1);
});

Deno.test("what was said while the connection was gone is sent after it, in order, once [LO4]", async () => {
  const room = await inside(open());
  room.session.say("one", null);
  room.become({ kind: "waiting", retryAtMs: NOW_MS + 1000, restarting: true });
  room.session.say("two", null);
  room.session.say("three", null);
  assert.equal(room.sent.length, 1);
  room.receive(
    welcome({ resumed: true }),
    { ...message("m1", { user_id: "me", nonce: "n1" }), event_id: eventId(1) },
  );
  const texts = room.sent.map((frame) => frame.type === "chat" && frame.message);
  assert.deepEqual(
    texts,
    ["one", "one", "two", "three"],
    "the nonce makes the second `one` harmless",
  );
  assert.deepEqual(room.session.outbox.value.map(({ nonce }) => nonce), ["n2", "n3"]);
});

Deno.test("refused words stay, can be said again as new ones, or taken back", async () => {
  const room = await inside(open());
  room.session.say("hello", null);
  room.receive({ type: "error", code: "slow", message: "", retry_after_s: 3, nonce: "n1" });
  room.receive(welcome({ resumed: true }));
  assert.equal(room.sent.length, 1, "what was refused is not sent by itself");
  room.session.sayAgain("n1");
  assert.deepEqual(room.session.outbox.value.map(({ nonce }) => nonce), ["n2"]);
  room.session.takeBack("n2");
  assert.deepEqual(room.session.outbox.value, []);
  room.session.sayAgain("n2");
  assert.equal(room.sent.length, 2);
});

Deno.test("who is put out stays out [LO5]", async () => {
  const room = await inside(open());
  room.receive({ type: "kicked", user_id: "me", by: "owner", event_id: eventId(1) });
  assert.deepEqual(room.session.connection.value, { kind: "refused", reason: "kicked" });
  assert.equal(room.world.closed, 1);
  assert.equal(room.session.emote("wave"), false);
});

Deno.test("a refusal of the socket ends the link; a wait does not", async () => {
  const room = await inside(open());
  room.become({ kind: "waiting", retryAtMs: NOW_MS, restarting: false });
  room.session.retry();
  assert.equal(room.world.retries, 1);
  room.become({ kind: "refused", reason: "banned" });
  assert.equal(room.world.closed, 1);
  room.session.retry();
  assert.equal(
    room.session.connection.value.kind,
    "connecting",
    "asked for by hand, it is tried anew",
  );
});

Deno.test("who leaves is gone from the list at once, and knows no place in the log any more", async () => {
  const room = await inside(open());
  room.receive({ ...message("m1"), event_id: eventId(7) });
  await room.session.leave();
  assert.equal(room.session.state.value.lastEventId, null);
  assert.equal(room.session.people.value.has("me"), false);
  assert.equal(room.session.connection.value.kind, "outside");
});

Deno.test("what others say while one looks elsewhere is unread, from the first of it on", async () => {
  const room = await inside(open());
  room.receive({ ...message("m1"), event_id: eventId(1) });
  assert.equal(room.session.unread.value, 0);
  room.session.watch(false);
  room.receive(
    { ...message("m2"), event_id: eventId(2) },
    { ...message("m3", { user_id: "me" }), event_id: eventId(3) },
    { ...message("m4"), event_id: eventId(4) },
  );
  assert.equal(room.session.unread.value, 2);
  assert.equal(room.session.readUpTo.value, "m1");
  room.session.watch(true);
  assert.equal(room.session.unread.value, 0);
  room.session.say("back", null);
  assert.equal(room.session.readUpTo.value, null);
});

Deno.test("what happens is announced once, and the last few stand", async () => {
  const room = await inside(open());
  for (let n = 1; n <= 9; n++) {
    room.receive({
      type: "participant_joined",
      participant: person(`p${n}`, n + 1),
      event_id: eventId(n),
    });
  }
  const announced = room.session.announced.value;
  assert.deepEqual(announced.map(({ key }) => key), [4, 5, 6, 7, 8, 9]);
  assert.deepEqual(announced.at(-1)?.effect, { type: "came", name: "P9" });
});

Deno.test("writing is told at once, again while it goes on, and its end after a pause", async () => {
  const room = await inside(open());
  const told = () => room.sent.map((frame) => frame.type === "typing" && frame.is_typing);
  room.session.type();
  room.wait(1_000);
  room.session.type();
  assert.deepEqual(told(), [true]);
  room.wait(2_500);
  room.session.type();
  assert.deepEqual(told(), [true, true]);
  room.wait(4_000);
  assert.deepEqual(told(), [true, true, false]);
  room.session.hush();
  assert.equal(told().length, 3);
});

Deno.test("somebody who fell silent while writing is forgotten", async () => {
  const room = await inside(open());
  room.receive({ type: "typing", user_id: "ann", character_id: null, is_typing: true });
  assert.equal(room.session.typing.value.size, 1);
  room.wait(7_000);
  assert.equal(room.session.typing.value.size, 0);
  assert.equal(room.timers.size, 0);
});

Deno.test("earlier messages are loaded from before the first line", async () => {
  const room = open({
    snapshot: snapshot({ messages: [message("m3")], cursor: "c3" }),
    pages: [{ messages: [message("m2")], cursor: "c2" }, {
      messages: [message("m1")],
      cursor: null,
    }],
  });
  await room.session.loadEarlier();
  assert.equal(room.session.state.value.hasEarlier, true);
  await room.session.loadEarlier();
  assert.deepEqual(room.asked, ["c3", "c2"]);
  assert.deepEqual(room.session.lines.value.map(({ id }) => id), ["m1", "m2", "m3"]);
  assert.equal(room.session.state.value.hasEarlier, false);
});

Deno.test("a failure to load says so, and what is here stays", async () => {
  const room = open({ snapshot: snapshot({ messages: [message("m3")], cursor: "c3" }) });
  await room.session.loadEarlier();
  assert.equal(room.session.earlier.value, "failed");
  assert.equal(room.session.lines.value.length, 1);
});

Deno.test("after a welcome with other lines, pages are looked through for something new", async () => {
  const lines = ["m3", "m4"].map((id) => message(id));
  const room = open({
    snapshot: snapshot({ messages: [message("m0")], cursor: "c0" }),
    pages: [
      { messages: lines, cursor: "c3" },
      { messages: [message("m2")], cursor: "c2" },
    ],
  });
  await room.session.enter();
  room.receive(welcome({ messages: lines }));
  await room.session.loadEarlier();
  assert.deepEqual(room.asked, [null, "c3"]);
  assert.deepEqual(room.session.lines.value.map(({ id }) => id), ["m2", "m3", "m4"]);
  assert.equal(room.session.earlier.value, "idle");
});

Deno.test("one's own place is known at once, and told", async () => {
  const room = await inside(open());
  room.session.move({ x: 1, z: 2, heading: 0.5, motion: "walk" });
  assert.equal(room.session.state.value.places.get("u:me")?.x, 1);
  assert.deepEqual(room.sent, [
    { type: "move", position: { x: 1, y: 0, z: 2 }, heading: 0.5, motion: "walk" },
  ]);
});

Deno.test("listeners hear of effects until they are let go", async () => {
  const room = await inside(open());
  const heard: string[] = [];
  const off = room.session.onEffects((effects) => heard.push(...effects.map(({ type }) => type)));
  const frame = { type: "emote", user_id: "ann", character_id: null, emote: "wave" } as const;
  room.receive({ ...frame, event_id: eventId(1) });
  off();
  room.receive({ ...frame, event_id: eventId(2) });
  assert.deepEqual(heard, ["emote"]);
  room.session.close();
  assert.equal(room.world.closed, 1);
});
