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
import { type Live, openLive, type Places } from "@/lib/lounge/voice/live.ts";
import type { Ice } from "@/lib/rtc/servers.ts";
import type { Spot } from "@/lib/lounge/voice/mesh.ts";
import type { LinkState } from "@/lib/rtc/negotiation_model.ts";
import type { Peer, PeerDeps } from "@/lib/lounge/voice/peer.ts";
import type { TalkMode, VoiceSettings } from "@/lib/lounge/voice/settings.ts";
import type { VoiceSignal } from "@/lib/lounge/voice/signal.ts";
import { meterOf, volumeGain } from "@/lib/lounge/voice/sound.ts";

export interface VoiceDeps {
  /** Own user id. */
  me: string;
  /** Sends a `signal` frame. */
  send(to: string, signal: VoiceSignal): void;
  /** Servers of `GET /api/v1/ice`, with the seconds that they hold. */
  ice(): Promise<Ice>;
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
  let live: Live | null = null;
  let stopTicking: (() => void) | null = null;
  let microphone: MediaStreamTrack | null = null;
  let screen: MediaStreamTrack | null = null;
  /** Counts starts and stops, so that what was asked for before a stop is let go when it comes. */
  let generation = 0;
  let places: Places = { me: { x: 0, z: 0, heading: 0 }, others: [] };
  let silenced: ReadonlySet<string> = new Set();

  async function start(): Promise<void> {
    if (live || phase.value === "starting") return;
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

  function open(ear: Ear, ice: Ice): void {
    const opened = openLive({
      me: deps.me,
      ear,
      ice,
      blocked: settings.value.blocked,
      fetchIce: deps.ice,
      send: deps.send,
      createPeer: deps.createPeer,
      now: deps.now,
      random: deps.random,
      loudnessOf: (id) => silenced.has(id) ? 0 : volumeGain(settings.value.volumes[id] ?? 1),
      onLink: (id, link) => setPerson(id, link === null ? null : { link }),
      onScreen: (id, stream) => setPerson(id, { screen: stream }, false),
      onElsewhere: () => stop("elsewhere"),
    });
    live = opened;
    stopTicking = deps.every(TICK_MS, tick);
    audible.value = ear.running;
    ear.onRunning((running) => audible.value = running);
    opened.setPlaces(places);
  }

  function stop(next: Phase = "off"): void {
    generation++;
    batch(() => {
      phase.value = next;
      endScreen();
      endMicrophone();
      stopTicking?.();
      stopTicking = null;
      const was = live;
      live = null;
      was?.close();
      people.value = new Map();
    });
  }

  function tick(): void {
    live?.tick();
    const now = live;
    if (!now) return;
    batch(() => {
      for (const id of people.value.keys()) setPerson(id, { speaking: now.isSpeaking(id) }, false);
      const heard = isSending();
      const level = heard ? Math.round(meterOf(now.ear.level(null)) * 20) / 20 : 0;
      meter.value = level;
      speaking.value = now.isSpeaking(null) && heard;
    });
  }

  /** Changes a person; one who is not there is made if `make`, and goes with null. */
  function setPerson(id: string, change: Partial<VoicePerson> | null, make = true): void {
    const had = people.value.get(id);
    if (change === null ? !had : !had && !make) return;
    const next = new Map(people.value);
    if (change === null) {
      next.delete(id);
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

  /** Whether others can hear the microphone now. */
  function isSending(): boolean {
    return mic.value === "on" && !muted.value && (settings.value.mode === "open" || pressed.value);
  }

  function applySending(): void {
    if (microphone) microphone.enabled = isSending();
  }

  async function turnMic(on: boolean): Promise<void> {
    if (!on) return endMicrophone();
    const now = live;
    if (!now || mic.value !== "off" || muted.value) return;
    mic.value = "asking";
    trouble.value = null;
    const captured = await deps.openMicrophone(settings.value.device);
    if (live !== now || mic.value !== "asking") {
      if (captured.ok) captured.track.stop();
      return;
    }
    if (!captured.ok) {
      mic.value = "off";
      trouble.value = captured.reason;
      return;
    }
    microphone = captured.track;
    microphone.onended = () => {
      endMicrophone();
      trouble.value = "lost";
    };
    mic.value = "on";
    applySending();
    now.ear.watch(captured.stream);
    now.links.setVoice(microphone);
    // The browser's question may have been the first gesture.
    await now.ear.resume().catch(() => {});
    devices.value = await deps.listMicrophones();
  }

  function endMicrophone(): void {
    mic.value = "off";
    pressed.value = false;
    meter.value = 0;
    speaking.value = false;
    if (!microphone) return;
    microphone.onended = null;
    microphone.stop();
    microphone = null;
    live?.links.setVoice(null);
    live?.ear.watch(null);
  }

  async function shareScreen(): Promise<void> {
    const now = live;
    if (!now || screen) return;
    screenTrouble.value = null;
    const captured = await deps.openScreen();
    if (!captured.ok) {
      // To change one's mind in the browser's own dialogue is no trouble.
      screenTrouble.value = captured.reason === "denied" ? null : captured.reason;
      return;
    }
    if (live !== now || screen) return captured.track.stop();
    screen = captured.track;
    screen.onended = endScreen;
    now.links.setScreen(screen);
    sharing.value = true;
    deps.announceScreen(true);
  }

  function endScreen(): void {
    if (!screen) return;
    screen.onended = null;
    screen.stop();
    screen = null;
    live?.links.setScreen(null);
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
      // The one that was set last is kept longest.
      const { [id]: _, ...others } = settings.value.volumes;
      change({ volumes: { ...others, [id]: volume } });
      live?.setPlaces(places);
    },
    setBlocked(id: string, on: boolean): void {
      const others = settings.value.blocked.filter((one) => one !== id);
      change({ blocked: on ? [...others, id] : others });
      live?.setBlocked(settings.value.blocked);
      live?.setPlaces(places);
    },
    setMuted(on: boolean): void {
      muted.value = on;
      if (on) endMicrophone();
    },
    /** People whom the room keeps from speaking: they are heard by nobody, whatever their browser sends. */
    setSilenced(ids: ReadonlySet<string>): void {
      silenced = ids;
      live?.setPlaces(places);
    },
    /** Metres and radians. `others` are the people of the room, without oneself. */
    setPlaces(me: { x: number; z: number; heading: number }, others: readonly Spot[]): void {
      places = { me, others };
      live?.setPlaces(places);
    },
    receive: (from: string, value: unknown): void => live?.receive(from, value),
    /** Signals may have been lost on the way. */
    resync: (): void => live?.resync(),
    /** The machine has another network, or one again. */
    network: (): void => live?.links.network(),
    /** In a gesture: lets sound begin. */
    resume: async (): Promise<void> => await live?.ear.resume().catch(() => {}),
    shareScreen,
    endScreen,
    getStats: (id: string): Promise<RTCStatsReport> | null => live?.links.getStats(id) ?? null,
    dispose: () => stop(),
  };
});
export type Voice = InstanceType<typeof Voice>;
