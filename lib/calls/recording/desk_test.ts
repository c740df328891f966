import assert from "node:assert/strict";
import { signal } from "@preact/signals";
import { restPose } from "@/lib/avatar/pose/pose.ts";
import type { Call, CallPhase } from "@/lib/calls/client/connection.ts";
import { type Consent, stepConsent } from "@/lib/calls/client/consent.ts";
import type { ControlMessage } from "@/lib/calls/client/control.ts";
import { CallSession } from "@/lib/calls/page/session.ts";
import { readRecording } from "@/lib/calls/recording/container.ts";
import { Desk } from "@/lib/calls/recording/desk.ts";
import { Recorder } from "@/lib/calls/recording/recorder.ts";
import type { KeptRecording, Shelf } from "@/lib/calls/recording/shelf.ts";
import { Clock } from "@/lib/speech/clock_for_tests.ts";

/** One side of a call whose other side is the test. */
function callOf() {
  const phase = signal<CallPhase>({ kind: "idle" });
  const state = signal<Consent>("none");
  const sent: ControlMessage[] = [];
  const listeners = new Map<string, Set<(message: never) => void>>();
  const step = (event: Parameters<typeof stepConsent>[1]) => {
    const { consent, say } = stepConsent(state.peek(), event);
    state.value = consent;
    if (say) sent.push(say);
  };
  const hear = (message: ControlMessage) => {
    step({ type: "heard", message });
    for (const listener of listeners.get(message.type) ?? []) listener(message as never);
  };
  const call = {
    phase,
    peer: signal({ id: "bo", avatar: { spec: "", name: "Bo", vrm: null, background: "sea" } }),
    join: () => void (phase.value = { kind: "live", sinceMs: 0 }),
    leave: () => void (phase.value = { kind: "ended", reason: "left" }),
    samplePeer: (nowMs: number) => restPose(nowMs),
    setAvatar() {},
    sendPose() {},
    sendModel: () => Promise.resolve(),
    setMicrophone: () => Promise.resolve(),
    stats: () => null,
    dispose() {},
    consent: {
      state,
      ask: () => step({ type: "ask" }),
      answer: (agree: boolean) => step({ type: "answer", agree }),
      stop: () => step({ type: "stop" }),
    },
    control: {
      send(message: ControlMessage) {
        sent.push(message);
        return true;
      },
      on(type: string, listener: (message: never) => void) {
        const held = listeners.get(type) ?? new Set();
        listeners.set(type, held.add(listener));
        return () => held.delete(listener);
      },
    },
  };
  return { call: call as unknown as Call, sent, hear };
}

async function open({ keeps = true } = {}) {
  const clock = new Clock();
  const { call, sent, hear } = callOf();
  const drawer = () => {
    throw new DOMException("no", "SecurityError");
  };
  const session = new CallSession({
    props: { roomId: "r", me: { name: "Ann", face: "" }, view: "lobby", animator: null },
    openCall: () => Promise.resolve(call),
    openTracker: () => Promise.reject(new Error("No camera here")),
    microphone: {
      open: () => Promise.reject(new Error("No microphone here")),
      list: () => Promise.resolve([]),
      watch: () => () => {},
    },
    drawer,
    tab: drawer,
    seat: null,
    isReload: () => false,
    now: () => clock.nowMs,
    after: clock.after,
  });
  const kept: [KeptRecording, Blob][] = [];
  const ticks = new Set<() => void>();
  const desk = new Desk({
    session,
    shelf: {
      put: (recording: KeptRecording, file: Blob) =>
        keeps
          ? Promise.resolve(void kept.push([recording, file]))
          : Promise.reject(new DOMException("full", "QuotaExceededError")),
    } as Shelf,
    with: "person",
    openRecorder: (startMs) => Promise.resolve(new Recorder(startMs)),
    newId: () => "one",
    now: () => clock.nowMs,
    today: () => 1_000,
    every(_, tick) {
      ticks.add(tick);
      return () => ticks.delete(tick);
    },
  });
  await session.join();
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 33) {
      clock.tick(33);
      for (const tick of ticks) tick();
    }
    await settle();
  };
  return { desk, session, sent, hear, kept, pass };
}

async function settle(): Promise<void> {
  for (let n = 0; n < 20; n++) await Promise.resolve();
}

async function agreed(options: Parameters<typeof open>[0] = {}) {
  const world = await open(options);
  world.desk.ask();
  world.hear({ type: "record_answer", agree: true });
  await settle();
  return world;
}

Deno.test("nothing is written before both have agreed", async () => {
  const { desk, hear, pass, kept } = await open();
  desk.ask();
  await pass(1_000);
  assert.equal(desk.sinceMs.value, null);
  hear({ type: "record_answer", agree: false });
  await pass(1_000);
  assert.deepEqual([desk.sinceMs.value, kept.length], [null, 0]);
  hear({ type: "record_ask" });
  assert.equal(desk.consent.value, "asked");
  desk.answer(true);
  await settle();
  assert.notEqual(desk.sinceMs.value, null);
});

Deno.test("a stop by either keeps what both did and wrote", async () => {
  const { desk, session, hear, pass, kept } = await agreed();
  await pass(1_000);
  session.talk.say("Is this on?");
  session.talk.caption("It is", { final: true, lang: "en" });
  session.be({ face: "hair=bun" });
  await pass(1_000);
  hear({ type: "record_stop" });
  await settle();
  assert.equal(desk.outcome.value?.kind, "kept");
  const [[meta, file]] = kept as [[KeptRecording, Blob]];
  assert.deepEqual(meta.names, ["Ann", "Bo"]);
  const read = readRecording(new Uint8Array(await file.arrayBuffer()))!;
  assert(read.poses[1].length > 40);
  assert.deepEqual(read.events.map(({ event }) => event.type), ["line", "caption", "person"]);
  assert.equal(read.header.people[1].background, "sea");
});

Deno.test("consent that is taken back drops it all, whoever takes it", async () => {
  const mine = await agreed();
  await mine.pass(1_000);
  mine.desk.withdraw();
  await settle();
  assert.equal(mine.desk.outcome.value?.kind, "dropped");
  assert(mine.sent.some((message) => message.type === "record_stop" && message.drop === true));
  const theirs = await agreed();
  await theirs.pass(1_000);
  theirs.hear({ type: "record_stop", drop: true });
  await settle();
  assert.equal(theirs.desk.outcome.value?.kind, "dropped");
  assert.deepEqual([mine.kept, theirs.kept], [[], []]);
});

Deno.test("one that was dropped says nothing of the next", async () => {
  const { desk, hear, pass, kept } = await agreed();
  await pass(1_000);
  hear({ type: "record_stop", drop: true });
  await settle();
  desk.ask();
  hear({ type: "record_answer", agree: true });
  await settle();
  await pass(1_000);
  hear({ type: "record_stop" });
  await settle();
  assert.equal(kept.length, 1);
});

Deno.test("a call that ends keeps what was recorded of it", async () => {
  const { desk, session, pass, kept } = await agreed();
  await pass(2_000);
  session.call.value?.leave();
  await settle();
  assert.deepEqual([desk.sinceMs.value, kept.length], [null, 1]);
});

Deno.test("a slip of the hand is nothing to keep, and a full browser lets it be taken along", async () => {
  const slip = await agreed();
  await slip.pass(100);
  slip.desk.stop();
  await settle();
  assert.equal(slip.desk.outcome.value, null);
  const full = await agreed({ keeps: false });
  await full.pass(2_000);
  full.desk.stop();
  await settle();
  assert.equal(full.desk.outcome.value?.kind, "unkept");
});
