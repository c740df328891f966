import assert from "node:assert/strict";
import type { Captured } from "@/lib/lounge/voice/capture.ts";
import { reasonOf } from "@/lib/lounge/voice/capture.ts";
import type { Ear } from "@/lib/lounge/voice/ear.ts";
import type { Peer, PeerDeps } from "@/lib/lounge/voice/peer.ts";
import { DEFAULT_VOICE, type VoiceSettings } from "@/lib/lounge/voice/settings.ts";
import { Voice, type VoiceDeps } from "@/lib/lounge/voice/voice.ts";

/** A track that only knows whether it is on. */
class FakeTrack {
  enabled = true;
  stopped = false;
  onended: (() => void) | null = null;
  stop() {
    this.stopped = true;
  }
}

/** A peer connection that gets along with any other at once. */
class FakePeer implements Peer {
  voice: unknown = null;
  screen: unknown = null;
  closed = false;
  constructor(readonly deps: PeerDeps) {
    if (deps.caller) queueMicrotask(() => this.#emit({ type: "needed" }));
  }
  #emit(event: Parameters<PeerDeps["onEvent"]>[0]) {
    if (!this.closed) this.deps.onEvent(event);
  }
  perform(effect: Parameters<Peer["perform"]>[0]) {
    if (effect.type === "apply") {
      this.#emit({ type: "applied" });
      if (effect.description.type === "answer") this.#emit({ type: "state", state: "connected" });
    } else if (effect.type === "make") {
      const type = this.deps.caller ? "offer" : "answer";
      this.#emit({ type: "made", description: { type, sdp: "a=ice-ufrag:x\r\n" } });
      if (type === "answer") this.#emit({ type: "state", state: "connected" });
    }
  }
  setVoice(track: MediaStreamTrack | null) {
    this.voice = track;
  }
  setScreen(track: MediaStreamTrack | null) {
    this.screen = track;
  }
  getStats = () => Promise.resolve(new Map() as unknown as RTCStatsReport);
  close() {
    this.closed = true;
  }
}

class FakeEar implements Ear {
  closed = false;
  gains = new Map<string, number>();
  levels = new Map<string | null, number>();
  running = true;
  add() {}
  remove() {}
  setGain(id: string, gain: number) {
    this.gains.set(id, gain);
  }
  setPlace() {}
  setListener() {}
  watch() {}
  level(id: string | null) {
    return this.levels.get(id) ?? 0;
  }
  resume = () => Promise.resolve();
  onRunning() {}
  close() {
    this.closed = true;
  }
}

interface Side {
  voice: Voice;
  ear: FakeEar;
  peers: FakePeer[];
  tracks: FakeTrack[];
  saved: VoiceSettings[];
  shown: boolean[];
  tick(): void;
}

/** Makes voices that hear each other's signals at once, and a clock that they share. */
function room() {
  const sides = new Map<string, Side[]>();
  const clock = { nowMs: 1_000_000 };
  const capture = (side: Side): Promise<Captured> => {
    const track = new FakeTrack();
    side.tracks.push(track);
    // Of a track and its stream, the model needs no more than the fake has.
    return Promise.resolve(
      { ok: true, stream: {}, track } as unknown as Extract<Captured, { ok: true }>,
    );
  };
  function enter(me: string, change: Partial<VoiceDeps> = {}): Side {
    const ear = new FakeEar();
    let call: (() => void) | null = null;
    const side: Side = {
      ear,
      peers: [],
      tracks: [],
      saved: [],
      shown: [],
      tick: () => {
        clock.nowMs += 100;
        call?.();
      },
      voice: new Voice({
        me,
        send: (to, signal) => {
          const text = JSON.stringify(signal);
          for (const other of sides.get(to) ?? []) other.voice.receive(me, JSON.parse(text));
        },
        ice: () => Promise.resolve({ config: {}, ttlS: 3600 }),
        announceScreen: (on) => side.shown.push(on),
        settings: DEFAULT_VOICE,
        save: (settings) => side.saved.push(settings),
        createPeer: (deps) => {
          const peer = new FakePeer(deps);
          side.peers.push(peer);
          return peer;
        },
        createEar: () => ear,
        openMicrophone: () => capture(side),
        openScreen: () => capture(side),
        listMicrophones: () => Promise.resolve([{ id: "m", name: "Mic" }]),
        every: (_ms, given) => {
          call = given;
          return () => void (call = null);
        },
        now: () => clock.nowMs,
        random: () => "r",
        ...change,
      }),
    };
    sides.set(me, [...sides.get(me) ?? [], side]);
    return side;
  }
  return { enter, clock };
}

/** Two people two metres apart who hear each other. */
async function pair() {
  const { enter, clock } = room();
  const ann = enter("ann");
  const ben = enter("ben");
  ann.voice.setPlaces({ x: 0, z: 0, heading: 0 }, [{ id: "ben", x: 2, z: 0 }]);
  ben.voice.setPlaces({ x: 2, z: 0, heading: 0 }, [{ id: "ann", x: 0, z: 0 }]);
  await Promise.all([ann.voice.start(), ben.voice.start()]);
  for (let n = 0; n < 10; n++) {
    for (const side of [ann, ben]) side.tick();
    await Promise.resolve();
  }
  assert.equal(ann.voice.people.value.get("ben")?.link, "connected");
  assert.equal(ben.voice.people.value.get("ann")?.link, "connected");
  return { ann, ben, enter, clock };
}

Deno.test("two people near each other are linked, and nobody's microphone is on", async () => {
  const { ann, ben } = await pair();
  assert.equal(ann.voice.mic.value, "off");
  assert.deepEqual([ann.tracks, ben.tracks], [[], []]);
  assert.equal(ann.peers.length, 1);
});

Deno.test("the microphone is sent to all, and let go when it is turned off", async () => {
  const { ann } = await pair();
  await ann.voice.turnMic(true);
  const [track] = ann.tracks;
  assert.equal(ann.peers[0]!.voice, track);
  assert.equal(ann.voice.devices.value.length, 1);
  await ann.voice.turnMic(false);
  assert(track!.stopped);
  assert.equal(ann.peers[0]!.voice, null);
});

Deno.test("push to talk lets the microphone through only while it is held", async () => {
  const { ann } = await pair();
  ann.voice.setMode("push");
  await ann.voice.turnMic(true);
  const track = ann.tracks[0]!;
  assert.equal(track.enabled, false);
  ann.voice.press(true);
  assert.equal(track.enabled, true);
  ann.voice.press(false);
  assert.equal(track.enabled, false);
  ann.voice.setMode("open");
  assert.equal(track.enabled, true);
  assert.equal(ann.saved.at(-1)?.mode, "open");
});

Deno.test("a microphone that comes after voice was turned off is let go at once", async () => {
  const { promise, resolve } = Promise.withResolvers<Captured>();
  const { enter } = room();
  const ann = enter("ann", { openMicrophone: () => promise });
  await ann.voice.start();
  const asked = ann.voice.turnMic(true);
  assert.equal(ann.voice.mic.value, "asking");
  ann.voice.stop();
  const track = new FakeTrack();
  resolve({ ok: true, stream: {}, track } as unknown as Extract<Captured, { ok: true }>);
  await asked;
  assert(track.stopped);
  assert.equal(ann.voice.mic.value, "off");
});

Deno.test("why there is no microphone is told, and one that is pulled out too", async () => {
  const { enter } = room();
  const denied = enter("a", {
    openMicrophone: () => Promise.resolve({ ok: false, reason: "denied" }),
  });
  await denied.voice.start();
  await denied.voice.turnMic(true);
  assert.deepEqual([denied.voice.mic.value, denied.voice.trouble.value], ["off", "denied"]);
  const ann = enter("ann");
  await ann.voice.start();
  await ann.voice.turnMic(true);
  ann.tracks[0]!.onended!();
  assert.deepEqual([ann.voice.mic.value, ann.voice.trouble.value], ["off", "lost"]);
});

Deno.test("reasonOf() knows what browsers throw", () => {
  const cases = [
    ["NotAllowedError", "denied"],
    ["NotFoundError", "none"],
    ["OverconstrainedError", "none"],
    ["NotReadableError", "busy"],
    ["OddError", "failed"],
  ] as const;
  for (const [name, reason] of cases) assert.equal(reasonOf(new DOMException("", name)), reason);
  assert.equal(reasonOf(new TypeError("no mediaDevices")), "unsupported");
});

Deno.test("turning voice off says goodbye and lets everything go", async () => {
  const { ann, ben } = await pair();
  await ann.voice.turnMic(true);
  await ann.voice.shareScreen();
  ann.voice.stop();
  assert(ann.tracks.every(({ stopped }) => stopped));
  assert(ann.peers.every(({ closed }) => closed));
  assert(ann.ear.closed);
  assert.deepEqual(ann.shown, [true, false]);
  assert.equal(ann.voice.people.value.size, 0);
  assert.equal(ben.voice.people.value.size, 0);
});

Deno.test("a screen goes to those who are linked, and ends with its track", async () => {
  const { ann } = await pair();
  await ann.voice.shareScreen();
  assert.equal(ann.peers[0]!.screen, ann.tracks[0]);
  ann.tracks[0]!.onended!();
  assert.equal(ann.peers[0]!.screen, null);
  assert.deepEqual([ann.shown, ann.voice.sharing.value], [[true, false], false]);
});

Deno.test("whoever the room muted cannot turn the microphone on, and is let through to nobody", async () => {
  const { ann, ben } = await pair();
  await ann.voice.turnMic(true);
  ann.voice.setMuted(true);
  assert(ann.tracks[0]!.stopped);
  await ann.voice.turnMic(true);
  assert.equal(ann.voice.mic.value, "off");
  assert(ben.ear.gains.get("ann")! > 0);
  ben.voice.setSilenced(new Set(["ann"]));
  assert.equal(ben.ear.gains.get("ann"), 0);
});

Deno.test("volume is a person's own, and kept", async () => {
  const { ann } = await pair();
  const before = ann.ear.gains.get("ben")!;
  ann.voice.setVolume("ben", 0.5);
  assert.equal(ann.ear.gains.get("ben"), before * 0.25);
  assert.deepEqual(ann.saved.at(-1)?.volumes, { ben: 0.5 });
});

Deno.test("speech shows while it lasts", async () => {
  const { ann } = await pair();
  ann.ear.levels.set("ben", 0.1);
  ann.tick();
  assert(ann.voice.people.value.get("ben")?.speaking);
  ann.ear.levels.set("ben", 0);
  for (let n = 0; n < 6; n++) ann.tick();
  assert(!ann.voice.people.value.get("ben")?.speaking);
});

Deno.test("[VO1] voice that is turned on in another window ends it here", async () => {
  const { ann, ben, enter, clock } = await pair();
  clock.nowMs += 1_000;
  const other = enter("ann");
  other.voice.setPlaces({ x: 0, z: 0, heading: 0 }, [{ id: "ben", x: 2, z: 0 }]);
  await other.voice.start();
  for (let n = 0; n < 10; n++) {
    for (const side of [other, ben]) side.tick();
    await Promise.resolve();
  }
  assert.equal(ann.voice.phase.value, "elsewhere");
  assert(ann.ear.closed);
  assert.equal(other.voice.people.value.get("ben")?.link, "connected");
  assert.equal(ben.voice.people.value.get("ann")?.link, "connected");
});

Deno.test("voice that cannot get its servers says so, and can be tried again", async () => {
  let down = true;
  const { enter } = room();
  const ann = enter("ann", {
    ice: () => down ? Promise.reject(new Error("down")) : Promise.resolve({ config: {}, ttlS: 60 }),
  });
  await ann.voice.start();
  assert.equal(ann.voice.phase.value, "failed");
  assert(ann.ear.closed);
  down = false;
  await ann.voice.start();
  assert.equal(ann.voice.phase.value, "on");
});

Deno.test("what nobody of ours would send changes nothing", async () => {
  const { ann } = await pair();
  const before = ann.voice.people.value;
  for (const odd of [null, 5, {}, { kind: "link", session: "x", to: "y", epoch: 1e9 }]) {
    ann.voice.receive("ben", odd);
    ann.voice.receive("eve", odd);
  }
  assert.equal(ann.voice.people.value, before);
});
