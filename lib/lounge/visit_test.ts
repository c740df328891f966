import assert from "node:assert/strict";
import type { ServerMessage } from "@/lib/spaces/protocol.ts";
import {
  type BodyInfo,
  type Lounge,
  type LoungeDeps,
  LoungeUnavailableError,
} from "@/lib/lounge/scene/model.ts";
import { type LinkHandlers, Session } from "@/lib/lounge/session.ts";
import { Visit, type VisitDeps } from "@/lib/lounge/visit.ts";
import {
  eventId,
  message,
  NOW_MS,
  person,
  RESIDENT,
  snapshot,
  welcome,
} from "@/lib/lounge/room_for_tests.ts";

/** A drawing that writes down what it is asked for. */
function fakeLounge() {
  const calls: unknown[][] = [];
  const state = { deps: null as LoungeDeps | null, me: null as unknown };
  const answers: Record<string, unknown> = { approach: true, walkTo: true, sit: true };
  const lounge = new Proxy({}, {
    get: (_, name) =>
      // A promise of it is not to wait for it.
      name === "then" ? undefined : (...args: unknown[]) => {
        calls.push([String(name), ...args]);
        if (name === "me") return state.me;
        return answers[String(name)];
      },
  }) as Lounge;
  const of = (name: string) =>
    calls.filter(([called]) => called === name).map((call) => call.slice(1));
  return { lounge, of, state };
}

function open(options: Partial<VisitDeps> & { fail?: Error } = {}) {
  const drawing = fakeLounge();
  const drawer = new Map<string, string>();
  const sent: { type: string }[] = [];
  let handlers: LinkHandlers | null = null;
  const frames = new Set<(dtS: number) => void>();
  const session = new Session({
    snapshot: snapshot({
      participants: [person("ann", 0), person("bo", 3, { character_id: "soha" })],
    }),
    join: () => Promise.resolve({ ok: true }),
    leave: () => Promise.resolve(),
    connect(given) {
      handlers = given;
      return { send: (frame) => sent.push(frame) > 0, retry() {}, close() {} };
    },
    loadEarlier: () => Promise.reject(new Error("not asked for")),
    now: () => NOW_MS,
    after: () => () => {},
    newNonce: () => "n",
  });
  const visit = new Visit({
    session,
    to: null,
    drawer: () => ({
      getItem: (key) => drawer.get(key) ?? null,
      setItem: (key, value) => void drawer.set(key, value),
    }),
    loadScene: () =>
      Promise.resolve({
        createLounge: (deps: LoungeDeps) => {
          if (options.fail) return Promise.reject(options.fail);
          drawing.state.deps = deps;
          return Promise.resolve(drawing.lounge);
        },
      }),
    canDraw: () => true,
    faceUrl: (id, emotion) => `/${id}/${emotion}`,
    font: () => "serif",
    reducedMotion: () => false,
    clock: {
      now: () => 7,
      run(frame) {
        frames.add(frame);
        return () => void frames.delete(frame);
      },
    },
    after: () => () => {},
    ...options,
  });
  return {
    visit,
    session,
    drawing,
    drawer,
    sent,
    frames,
    receive: (...list: ServerMessage[]) => list.forEach((frame) => handlers!.onFrame(frame)),
    draw: () => visit.draw({} as HTMLCanvasElement),
  };
}

Deno.test("a visit begins as lists, and becomes a room once there is a script that can draw", () => {
  const { visit } = open();
  assert.equal(visit.view.value, "list");
  visit.start();
  assert.equal(visit.view.value, "room");
});

Deno.test("a machine that cannot draw stays with the lists, and says why", () => {
  const { visit } = open({ canDraw: () => false });
  visit.start();
  assert.equal(visit.view.value, "list");
  assert.deepEqual(visit.picture.value, { kind: "none", why: "no_webgl" });
});

Deno.test("who chose the lists gets them the next time, too", () => {
  const { visit, drawer } = open();
  visit.start();
  visit.show("list");
  assert.equal(visit.view.value, "list");
  const again = open({
    drawer: () => ({ getItem: (key) => drawer.get(key) ?? null, setItem() {} }),
  });
  again.visit.start();
  assert.equal(again.visit.view.value, "list");
});

Deno.test("the drawing is given everybody who is here, once they are, and oneself", async () => {
  const { visit, session, drawing, receive, draw } = open();
  visit.start();
  await draw();
  assert.deepEqual(visit.picture.value, { kind: "on" });
  const bodies = drawing.of("setPeople").at(-1)![0] as BodyInfo[];
  assert.deepEqual(bodies.map(({ id, kind }) => [id, kind]), [
    ["u:ann", "person"],
    ["u:bo", "person"],
    ["c:soha", "resident"],
  ]);
  assert.deepEqual(drawing.of("setMe"), []);
  await session.enter();
  receive(welcome());
  assert.deepEqual(drawing.of("setMe").at(-1), [
    "u:me",
    { x: 0, z: 8, heading: 3, motion: "idle" },
  ]);
  assert.equal(drawing.state.deps!.faceUrl("c:soha", "smile"), "/soha/smile");
  assert.equal(drawing.state.deps!.faceUrl("u:ann", "smile"), null);
});

Deno.test("what happens in the room happens in its drawing", async () => {
  const { visit, session, drawing, receive, draw } = open();
  visit.start();
  await draw();
  await session.enter();
  receive(
    welcome(),
    { ...message("m1"), event_id: eventId(1) },
    { type: "emote", user_id: "ann", character_id: null, emote: "wave", event_id: eventId(2) },
    { type: "typing", user_id: "ann", character_id: null, is_typing: true },
    { type: "typing", user_id: "ann", character_id: null, is_typing: false },
    {
      type: "positions",
      positions: [
        {
          user_id: "ann",
          character_id: null,
          position: { x: 1, y: 0, z: 2 },
          heading: 0,
          motion: "walk",
        },
        {
          user_id: "me",
          character_id: null,
          position: { x: 0, y: 0, z: 8 },
          heading: 0,
          motion: "idle",
        },
      ],
    },
  );
  assert.deepEqual(drawing.of("say"), [["u:ann", "words of m1", "m1"]]);
  assert.deepEqual(drawing.of("emote"), [["u:ann", "wave"]]);
  assert.deepEqual(drawing.of("setTyping"), [["u:ann", true], ["u:ann", false]]);
  assert.deepEqual(drawing.of("applyPositions"), [
    [[{ id: "u:ann", x: 1, z: 2, heading: 0, motion: "walk" }], 7],
  ]);
});

Deno.test("the own body is corrected where the server has it elsewhere, and let be where it is only late", async () => {
  const { visit, session, drawing, receive, draw } = open();
  visit.start();
  await draw();
  await session.enter();
  receive(welcome());
  const before = drawing.of("setMe").length;
  drawing.state.me = { x: 0, z: 7, heading: 0, motion: "walk" };
  const own = (z: number): ServerMessage => ({
    type: "positions",
    positions: [{
      user_id: "me",
      character_id: null,
      position: { x: 0, y: 0, z },
      heading: 0,
      motion: "walk",
    }],
  });
  receive(own(8));
  assert.equal(drawing.of("setMe").length, before);
  receive(own(2));
  assert.deepEqual(drawing.of("setMe").at(-1), ["u:me", {
    x: 0,
    z: 2,
    heading: 0,
    motion: "walk",
  }]);
});

Deno.test("bubbles can be switched off; one that is there may still go", async () => {
  const { visit, session, drawing, receive, draw } = open();
  visit.start();
  await draw();
  await session.enter();
  visit.set({ bubbles: false });
  receive(
    welcome(),
    { ...message("m1"), event_id: eventId(1) },
    { ...message("m2", { character_id: "soha" }), event_id: eventId(2) },
  );
  assert.deepEqual(drawing.of("say"), [["c:soha", null, "m2:reply"]]);
});

Deno.test("a drawing that fails leaves the lists, and can be asked for again", async () => {
  for (
    const [fail, why] of [
      [new LoungeUnavailableError("too_weak"), "too_weak"],
      [new TypeError("Failed to fetch dynamically imported module"), "failed"],
    ] as const
  ) {
    const { visit, draw } = open({ fail });
    visit.start();
    await draw();
    assert.deepEqual(visit.picture.value, { kind: "none", why });
    assert.equal(visit.view.value, "list");
    visit.show("room");
    assert.equal(visit.view.value, "room");
  }
});

Deno.test("a drawing that comes too late is let go at once", async () => {
  const { visit, drawing, draw, frames } = open();
  visit.start();
  const drawn = draw();
  visit.erase();
  await drawn;
  assert.deepEqual(visit.picture.value, { kind: "off" });
  assert.equal(frames.size, 0);
  assert.equal(drawing.of("update").length, 0);
});

Deno.test("progress grows, and the picture's loss and return are told", async () => {
  const seen: number[] = [];
  const { visit, drawing, draw } = open();
  visit.start();
  const stop = visit.picture.subscribe((state) => {
    if (state.kind === "loading") seen.push(state.fraction);
  });
  await draw();
  stop();
  assert.deepEqual(seen, seen.toSorted((a, b) => a - b));
  assert(seen.length >= 2 && seen[0] === 0);
  drawing.state.deps!.onLost!();
  assert.equal(visit.picture.value.kind, "lost");
  drawing.state.deps!.onRestored!();
  assert.equal(visit.picture.value.kind, "on");
});

Deno.test("with a picture one walks in it; without, on bare feet; at the door not at all", async () => {
  const { visit, session, drawing, receive, draw } = open();
  visit.start();
  assert.equal(visit.approach("u:ann"), false);
  await session.enter();
  receive(welcome());
  assert(visit.goTo("board"));
  assert.equal(visit.goTo("stage"), false, "the maru has no stage");
  await draw();
  visit.approach("u:ann");
  assert.deepEqual(drawing.of("approach"), [["u:ann"]]);
  visit.sit();
  drawing.state.me = { x: 0, z: 0, heading: 0, motion: "sit" };
  visit.sit();
  assert.deepEqual([drawing.of("sit").length, drawing.of("stand").length], [1, 1]);
});

Deno.test("signs are sent, and those that bodies can make are made", async () => {
  const { visit, session, drawing, receive, draw, sent } = open();
  visit.start();
  assert.equal(visit.emote("wave"), false);
  await draw();
  await session.enter();
  receive(welcome());
  visit.emote("wave");
  visit.emote("heart");
  assert.deepEqual(sent.map((frame) => frame), [
    { type: "emote", emote: "wave" },
    { type: "emote", emote: "heart" },
  ]);
  assert.deepEqual(drawing.of("act"), [["wave"]]);
});

Deno.test("residents who move in and out are drawn, and new faces are fetched", async () => {
  const { visit, session, drawing, receive, draw } = open();
  visit.start();
  await draw();
  await session.enter();
  receive(welcome(), {
    type: "participant_changed",
    participant: person("ann", 0, { character_id: "bau" }),
    event_id: eventId(1),
  }, {
    type: "space_changed",
    space: welcome().space,
    residents: [{ ...RESIDENT, character_id: "bau", name: "Bau" }],
    event_id: eventId(2),
  });
  assert.deepEqual(drawing.of("refreshFace"), [["u:ann"]]);
  const bodies = drawing.of("setPeople").at(-1)![0] as BodyInfo[];
  assert(bodies.some(({ id }) => id === "c:bau") && !bodies.some(({ id }) => id === "c:soha"));
});

Deno.test("a visit that ends lets go of everything", async () => {
  const { visit, drawing, draw, frames } = open();
  visit.start();
  await draw();
  assert.equal(frames.size, 1);
  visit.close();
  assert.equal(frames.size, 0);
  assert.equal(drawing.of("dispose").length, 1);
});
