/**
 * Voice in a room: who is heard, how loud, and whether one is heard oneself. A model of signals; WebRTC, WebAudio and
 * devices come in as functions. Off until it is turned on, and then the microphone is off until that is. Browser-safe.
 *
 * Give `receive` every `signal` frame, `setPlaces` where everybody is (a few times a second; who is not in it is gone),
 * `resync` after a connection that was not resumed, and `dispose` at the end.
 */
import { batch, createModel, signal } from "@preact/signals";
import type { Captured, CaptureTrouble, Device } from "@/lib/lounge/voice/capture.ts";
import type { Ear } from "@/lib/lounge/voice/ear.ts";
import { createLinks, type Links } from "@/lib/lounge/voice/links.ts";
import { distance, type Spot } from "@/lib/lounge/voice/mesh.ts";
import type { LinkState } from "@/lib/lounge/voice/negotiation.ts";
import { openOutbox, type Outbox, post, take } from "@/lib/lounge/voice/outbox.ts";
import {
  openPairs,
  type PairsEvent,
  type PairsState,
  stepPairs,
} from "@/lib/lounge/voice/pairs.ts";
import type { Peer, PeerDeps } from "@/lib/lounge/voice/peer.ts";
import type { TalkMode, VoiceSettings } from "@/lib/lounge/voice/settings.ts";
import { decodeSignal, newSession, type VoiceSignal } from "@/lib/lounge/voice/signal.ts";
import {
  gainAt,
  listen,
  meterOf,
  SILENCE,
  type Speech,
  volumeGain,
} from "@/lib/lounge/voice/sound.ts";

export interface VoiceDeps {
  /** Own user id. */
  me: string;
  /** Sends a `signal` frame. */
  send(to: string, signal: VoiceSignal): void;
  /** Servers of `GET /api/v1/ice`, with the seconds that they hold. */
  ice(): Promise<{ config: RTCConfiguration; ttlS: number }>;
  /** Tells the room that a screen is shown or no longer, as a `share` frame of kind `screen`. */
  announceScreen(on: boolean): void;
  settings: VoiceSettings;
  save(settings: VoiceSettings): void;
  createPeer(deps: PeerDeps): Peer;
  createEar(): Ear;
  openMicrophone(device: string | null): Promise<Captured>;
  openScreen(): Promise<Captured>;
  listMicrophones(): Promise<Device[]>;
  /** Calls again and again until it is stopped. */
  every(ms: number, call: () => void): () => void;
  /** Milliseconds since 1970. */
  now(): number;
  random(): string;
}

export type Phase = "off" | "starting" | "on" | "failed" | "elsewhere";

/** Somebody whom one hears, or is about to hear. */
export interface VoicePerson {
  id: string;
  link: LinkState;
  speaking: boolean;
  screen: MediaStream | null;
}

/** How often levels are looked at and timers run. Milliseconds. */
const TICK_MS = 100;

export const Voice = createModel((deps: VoiceDeps) => {
  const phase = signal<Phase>("off");
  const mic = signal<"off" | "asking" | "on">("off");
  const trouble = signal<CaptureTrouble | null>(null);
  const screenTrouble = signal<CaptureTrouble | null>(null);
  const pressed = signal(false);
  const meter = signal(0);
  const speaking = signal(false);
  const audible = signal(true);
  const people = signal<ReadonlyMap<string, VoicePerson>>(new Map());
  const settings = signal(deps.settings);
  const devices = signal<readonly Device[]>([]);
  const sharing = signal(false);
  const muted = signal(false);
  let session: Live | null = null;
  /** Counts starts and stops, so that what was asked for before a stop is let go when it comes. */
  let generation = 0;
  let spots: { me: { x: number; z: number; heading: number }; others: readonly Spot[] } = {
    me: { x: 0, z: 0, heading: 0 },
    others: [],
  };
  let silenced: ReadonlySet<string> = new Set();

  interface Live {
    name: string;
    ear: Ear;
    links: Links;
    pairs: PairsState;
    outbox: Outbox;
    ice: { config: RTCConfiguration; ttlS: number; atMs: number };
    speech: Map<string | null, Speech>;
    microphone: { stream: MediaStream; track: MediaStreamTrack } | null;
    screen: MediaStreamTrack | null;
    stopTicking: () => void;
  }

  async function start(): Promise<void> {
    if (session || phase.value === "starting") return;
    const mine = ++generation;
    phase.value = "starting";
    // Made at once: a browser lets sound begin only within the gesture.
    const ear = deps.createEar();
    const resumed = ear.resume().catch(() => {});
    try {
      const ice = await deps.ice();
      if (mine !== generation) return ear.close();
      open(ear, ice);
      phase.value = "on";
    } catch {
      ear.close();
      if (mine === generation) phase.value = "failed";
      return;
    }
    await resumed;
  }

  function open(ear: Ear, ice: { config: RTCConfiguration; ttlS: number }): void {
    const name = newSession(deps.now(), deps.random());
    const live: Live = {
      name,
      ear,
      links: createLinks({
        me: deps.me,
        session: name,
        config: () => live.ice.config,
        freshConfig: () => freshConfig(live),
        createPeer: deps.createPeer,
        now: deps.now,
        send: (to, link) => say(to, link),
        onState: (id, state) => {
          setPerson(id, state === null ? null : { link: state });
          if (state !== null) step({ type: "connected", id, on: state === "connected" });
        },
        onVoice: (id, stream) => {
          if (stream) ear.add(id, stream);
          else ear.remove(id);
          place();
        },
        onScreen: (id, stream) => setPerson(id, { screen: stream }, false),
      }),
      pairs: { ...openPairs(deps.me, name), blocked: new Set(settings.value.blocked) },
      outbox: openOutbox(deps.now()),
      ice: { ...ice, atMs: deps.now() },
      speech: new Map(),
      microphone: null,
      screen: null,
      stopTicking: deps.every(TICK_MS, tick),
    };
    session = live;
    audible.value = ear.running;
    ear.onRunning((running) => audible.value = running);
    // [VO1] Another page of the same person hears this, and gives way.
    say(deps.me, { kind: "here", session: name, want: false, full: false, ask: false });
    place();
  }

  async function freshConfig(live: Live): Promise<RTCConfiguration> {
    const { config, ttlS, atMs } = live.ice;
    if (deps.now() - atMs < ttlS * 500) return config;
    live.ice = { ...await deps.ice(), atMs: deps.now() };
    return live.ice.config;
  }

  function stop(next: Phase = "off"): void {
    generation++;
    const live = session;
    batch(() => {
      phase.value = next;
      if (!live) return;
      endScreen();
      endMicrophone();
      step({ type: "leave" });
      live.stopTicking();
      live.links.closeAll();
      // Farewells are few, and there is no later.
      for (const { to, signal } of live.outbox.waiting) {
        if (signal.kind === "gone") deps.send(to, signal);
      }
      live.ear.close();
      session = null;
      people.value = new Map();
    });
  }

  function say(to: string, words: VoiceSignal): void {
    if (session) session.outbox = post(session.outbox, { to, signal: words });
    else deps.send(to, words);
  }

  function flush(live: Live): void {
    const { outbox, out } = take(live.outbox, deps.now());
    live.outbox = outbox;
    for (const { to, signal } of out) deps.send(to, signal);
  }

  function step(event: PairsEvent): void {
    if (!session) return;
    const { state, effects } = stepPairs(session.pairs, event, deps.now());
    session.pairs = state;
    for (const effect of effects) {
      if (effect.type === "tell") say(effect.to, effect.signal);
      else if (effect.type === "open") session?.links.open(effect.id, effect.session);
      else if (effect.type === "close") session?.links.close(effect.id);
      else stop("elsewhere");
    }
  }

  function receive(from: string, value: unknown): void {
    if (!session) return;
    const heard = decodeSignal(value);
    if (!heard) return;
    if (heard.kind !== "link") step({ type: "heard", from, signal: heard });
    else if (from !== deps.me && !session.links.receive(from, heard)) step({ type: "stray", from });
    if (session) flush(session);
  }

  function tick(): void {
    const live = session;
    if (!live) return;
    step({ type: "tick" });
    if (session !== live) return;
    live.links.tick();
    flush(live);
    batch(() => {
      for (const id of people.value.keys()) {
        setPerson(id, { speaking: hear(live, id).speaking }, false);
      }
      const level = sending() ? live.ear.level(null) : 0;
      meter.value = Math.round(meterOf(level) * 20) / 20;
      speaking.value = hear(live, null, level).speaking && sending();
    });
  }

  function hear(live: Live, id: string | null, level = live.ear.level(id)): Speech {
    const speech = listen(live.speech.get(id) ?? SILENCE, level, deps.now());
    live.speech.set(id, speech);
    return speech;
  }

  /** Changes a person; one who is not there is made if `make`, and goes with null. */
  function setPerson(id: string, change: Partial<VoicePerson> | null, make = true): void {
    const had = people.value.get(id);
    if (change === null ? !had : !had && !make) return;
    const next = new Map(people.value);
    if (change === null) {
      next.delete(id);
      session?.speech.delete(id);
    } else {
      const one = had ?? { id, link: "connecting" as const, speaking: false, screen: null };
      const changed = { ...one, ...change };
      if (
        had && had.link === changed.link && had.speaking === changed.speaking &&
        had.screen === changed.screen
      ) return;
      next.set(id, changed);
    }
    people.value = next;
  }

  /** Puts everybody where they are, as loud as they are there. */
  function place(): void {
    if (!session) return;
    step({ type: "spots", me: spots.me, spots: spots.others });
    const ear = session?.ear;
    if (!ear) return;
    ear.setListener(spots.me);
    for (const spot of spots.others) {
      const volume = settings.value.volumes[spot.id] ?? 1;
      const loudness = silenced.has(spot.id) ? 0 : volumeGain(volume);
      ear.setPlace(spot.id, spot);
      ear.setGain(spot.id, loudness * gainAt(distance(spots.me, spot)));
    }
  }

  function sending(): boolean {
    return mic.value === "on" && !muted.value && (settings.value.mode === "open" || pressed.value);
  }

  function applySending(): void {
    if (session?.microphone) session.microphone.track.enabled = sending();
  }

  async function turnMic(on: boolean): Promise<void> {
    if (!on) return endMicrophone();
    const live = session;
    if (!live || mic.value !== "off" || muted.value) return;
    mic.value = "asking";
    trouble.value = null;
    const captured = await deps.openMicrophone(settings.value.device);
    if (session !== live || mic.value !== "asking") {
      if (captured.ok) captured.track.stop();
      return;
    }
    if (!captured.ok) {
      mic.value = "off";
      trouble.value = captured.reason;
      return;
    }
    const { stream, track } = captured;
    live.microphone = { stream, track };
    track.onended = () => {
      endMicrophone();
      trouble.value = "lost";
    };
    mic.value = "on";
    applySending();
    live.ear.watch(stream);
    live.links.setVoice(track);
    await live.ear.resume().catch(() => {});
    devices.value = await deps.listMicrophones();
  }

  function endMicrophone(): void {
    const live = session;
    mic.value = "off";
    pressed.value = false;
    meter.value = 0;
    speaking.value = false;
    if (!live?.microphone) return;
    live.microphone.track.onended = null;
    live.microphone.track.stop();
    live.microphone = null;
    live.links.setVoice(null);
    live.ear.watch(null);
  }

  async function shareScreen(): Promise<void> {
    const live = session;
    if (!live || live.screen) return;
    screenTrouble.value = null;
    const captured = await deps.openScreen();
    if (!captured.ok) {
      // To change one's mind in the browser's own dialogue is no trouble.
      screenTrouble.value = captured.reason === "denied" ? null : captured.reason;
      return;
    }
    if (session !== live || live.screen) return captured.track.stop();
    live.screen = captured.track;
    captured.track.onended = endScreen;
    live.links.setScreen(captured.track);
    sharing.value = true;
    deps.announceScreen(true);
  }

  function endScreen(): void {
    const live = session;
    if (!live?.screen) return;
    live.screen.onended = null;
    live.screen.stop();
    live.screen = null;
    live.links.setScreen(null);
    sharing.value = false;
    deps.announceScreen(false);
  }

  function change(part: Partial<VoiceSettings>): void {
    settings.value = { ...settings.value, ...part };
    deps.save(settings.value);
  }

  return {
    phase,
    mic,
    trouble,
    screenTrouble,
    pressed,
    meter,
    speaking,
    /** False while the browser waits for a gesture before it plays anything. */
    audible,
    people,
    settings,
    devices,
    sharing,
    /** The room keeps the reader from speaking. */
    muted,
    start,
    stop: () => stop(),
    turnMic,
    /** Push to talk: down or up. */
    press(down: boolean): void {
      pressed.value = down;
      applySending();
    },
    setMode(mode: TalkMode): void {
      change({ mode });
      pressed.value = false;
      applySending();
    },
    async chooseDevice(device: string | null): Promise<void> {
      change({ device });
      if (mic.value !== "on") return;
      endMicrophone();
      await turnMic(true);
    },
    async refreshDevices(): Promise<void> {
      devices.value = await deps.listMicrophones();
    },
    setVolume(id: string, volume: number): void {
      change({ volumes: { ...settings.value.volumes, [id]: volume } });
      place();
    },
    setBlocked(id: string, on: boolean): void {
      const others = settings.value.blocked.filter((one) => one !== id);
      change({ blocked: on ? [...others, id] : others });
      step({ type: "blocked", ids: new Set(settings.value.blocked) });
      place();
    },
    setMuted(on: boolean): void {
      muted.value = on;
      if (on) endMicrophone();
    },
    /** People whom the room keeps from speaking: they are heard by nobody, whatever their browser sends. */
    setSilenced(ids: ReadonlySet<string>): void {
      silenced = ids;
      place();
    },
    /** Metres and radians. `others` are the people of the room, without oneself. */
    setPlaces(me: { x: number; z: number; heading: number }, others: readonly Spot[]): void {
      spots = { me, others };
      place();
    },
    receive,
    /** Signals may have been lost on the way. */
    resync: () => step({ type: "resync" }),
    /** The machine has another network, or one again. */
    network: () => session?.links.network(),
    /** In a gesture: lets sound begin. */
    resume: () => session?.ear.resume().catch(() => {}) ?? Promise.resolve(),
    shareScreen,
    endScreen,
    getStats: (id: string): Promise<RTCStatsReport> | null => session?.links.getStats(id) ?? null,
    dispose: () => stop(),
  };
});
export type Voice = InstanceType<typeof Voice>;
