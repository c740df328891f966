/**
 * One call as its page has it: who one is, what is on, the way in and out, and what is left at the end. The islands of a
 * page share one. Knows neither elements nor the network: a call, a tracker and a microphone come in. Browser-safe.
 *
 * - [SE1] Nothing of the camera or the microphone begins by itself, but after a reload of somebody who had turned it on.
 * - [SE2] A reload is no leaving: who was in is in again, as who they were.
 * - [SE3] The tracker gives a face also without a camera; it is sent while one is in, and shown from the lobby on.
 * - [SE4] Of two tabs with one seat, one is in; the other says so, and may take the call over with all switched off.
 */
import { batch, computed, createModel, effect, signal, untracked } from "@preact/signals";
import type { Emotion, Gesture, Pose } from "@/lib/avatar/pose/pose.ts";
import { Playout } from "@/lib/avatar/pose/playout.ts";
import { restPose } from "@/lib/avatar/pose/pose.ts";
import type { Tracker } from "@/lib/avatar/tracking/tracker.ts";
import type { Call, CallAvatar, CallPhase } from "@/lib/calls/client/connection.ts";
import type { TabSeat, Taking } from "@/lib/calls/client/tab_seat.ts";
import { type EndReason, type Figures, figuresOf, keepFigures } from "@/lib/calls/page/figures.ts";
import { Microphone, type MicrophoneDeps } from "@/lib/calls/page/microphone.ts";
import type { OwnVrm } from "@/lib/calls/page/own_model.ts";
import type { CallPageProps } from "@/lib/calls/page/props.ts";
import {
  type CallSettings,
  DEFAULT_CALL_SETTINGS,
  type OpenDrawer,
  readCallSettings,
  readVisit,
  writeCallSettings,
  writeVisit,
} from "@/lib/calls/page/settings.ts";
import { Talk, type TalkNews } from "@/lib/calls/page/talk.ts";
import { tieCall } from "@/lib/calls/page/tie.ts";
import { Together } from "@/lib/calls/page/together.ts";

export interface SessionDeps {
  props: Pick<CallPageProps, "roomId" | "me" | "view" | "animator">;
  /** Loads what connects; it does not join by itself. */
  openCall(): Promise<Call>;
  /** Loads what reads faces; no camera is opened by it. */
  openTracker(): Promise<Tracker>;
  microphone: MicrophoneDeps;
  /** `localStorage` and `sessionStorage`; either may throw. */
  drawer: OpenDrawer;
  tab: OpenDrawer;
  /** Null where each tab has a call of its own. */
  seat: Pick<TabSeat, "isElsewhere" | "take" | "letGo"> | null;
  /** This document came by a reload. */
  isReload(): boolean;
  now(): number;
  after(ms: number, call: () => void): () => void;
}

export type View = "lobby" | "in" | "ended";
/** What is open beside the faces, one at a time. */
export type PanelName = "faces" | "write" | "settings" | "connection";

/** What just happened, for the page's words. */
export type News =
  | TalkNews
  | { type: "came" | "went" | "trouble" | "back" }
  | { type: "not_loaded" };

export type NewsListener = (news: News) => void;

export const CallSession = createModel((deps: SessionDeps) => {
  const { roomId } = deps.props;
  /** False in the server's markup, where nothing of a script may be offered. */
  const ready = signal(false);
  const settings = signal<CallSettings>(DEFAULT_CALL_SETTINGS);
  const me = signal(deps.props.me);
  const vrm = signal<OwnVrm | null>(null);
  const call = signal<Call | null>(null);
  const tracker = signal<Tracker | null>(null);
  const wanted = signal(false);
  const elsewhere = signal(false);
  const panel = signal<PanelName | null>(null);
  const feeling = signal<Emotion>("neutral");
  const figures = signal<Figures | null>(null);
  const listeners = new Set<NewsListener>();
  const microphone = new Microphone(deps.microphone);
  const talk = new Talk({ after: deps.after, onNews: tell });
  const phase = computed<CallPhase>(() =>
    call.value?.phase.value ?? { kind: wanted.value ? "joining" : "idle" }
  );
  const view = computed<View>(() => {
    const { kind } = phase.value;
    if (kind === "ended" || deps.props.view === "ended") return "ended";
    return kind === "idle" ? "lobby" : "in";
  });
  const camera = computed(() => {
    const kind = tracker.value?.state.value.kind ?? "off";
    return kind !== "off" && kind !== "failed";
  });
  const avatar = computed<CallAvatar>(() => ({
    spec: me.value.face,
    name: me.value.name,
    vrm: vrm.value && { hash: vrm.value.hash, bytes: vrm.value.file.byteLength },
    background: settings.value.background,
  }));
  /** Smooth between two looks of the camera; both clocks are the page's. */
  const own = new Playout();
  const stops: (() => void)[] = [];
  const together = new Together();
  let metName: string | null = null;
  let reading: Promise<void> | null = null;

  function tell(news: News): void {
    for (const listener of listeners) listener(news);
  }

  function set(change: Partial<CallSettings>): void {
    settings.value = { ...settings.value, ...change };
    writeCallSettings(deps.drawer, settings.value);
  }

  function remember(): void {
    const { name, face } = me.value;
    const on = microphone.state.value === "on";
    writeVisit(deps.tab, roomId, { name, face, camera: camera.value, microphone: on });
  }

  async function join(how: Taking = "if_free"): Promise<void> {
    if (wanted.value) return;
    batch(() => {
      wanted.value = true;
      elsewhere.value = false;
      figures.value = null;
    });
    try {
      const taken = await deps.seat?.take(how, giveWay) ?? true;
      if (!taken) return giveWay();
      const opened = call.value ?? await deps.openCall();
      if (!wanted.value) return deps.seat?.letGo();
      if (opened !== call.value) useCall(opened);
      opened.join(avatar.value);
      remember();
    } catch {
      deps.seat?.letGo();
      wanted.value = false;
      tell({ type: "not_loaded" });
    }
  }

  /** [SE4] */
  function giveWay(): void {
    writeVisit(deps.tab, roomId, null);
    batch(() => {
      elsewhere.value = true;
      wanted.value = false;
      call.peek()?.giveWay();
    });
  }

  function useCall(opened: Call): void {
    talk.tie(opened);
    call.value = opened;
    const voice = microphone.stream;
    stops.push(
      tieCall(opened, { avatar, vrm, voice, onPeer: () => talk.meet(), onPhase: moved }),
    );
  }

  function moved(before: CallPhase["kind"], now: CallPhase): void {
    if (now.kind === "live") {
      together.begin(deps.now());
      metName = call.peek()?.peer.peek()?.avatar.name || metName;
      talk.greet();
      tell({ type: before === "trouble" ? "back" : "came" });
    }
    if (now.kind === "trouble") tell({ type: "trouble" });
    if (now.kind === "alone" || now.kind === "ended") {
      const met = together.end(deps.now());
      if (met && now.kind === "alone") tell({ type: "went" });
    }
    if (now.kind === "ended") end(now.reason);
  }

  function end(reason: EndReason): void {
    const stats = call.peek()?.stats();
    batch(() => {
      figures.value = stats ? figuresOf(stats, { reason, withName: metName }) : null;
      panel.value = null;
      wanted.value = false;
    });
    if (figures.value) keepFigures(deps.tab, roomId, figures.value);
    writeVisit(deps.tab, roomId, null);
    deps.seat?.letGo();
    microphone.turnOff();
    tracker.value?.stop();
  }

  async function begin(): Promise<void> {
    settings.value = readCallSettings(deps.drawer);
    ready.value = true;
    if (deps.props.view === "ended") return;
    const visit = readVisit(deps.tab, roomId);
    stops.push(effect(() => {
      const off = { microphone: microphone.state.value !== "on", camera: !camera.value };
      untracked(() => {
        talk.mute(off);
        if (wanted.value) remember();
      });
    }));
    const returns = visit !== null && deps.isReload();
    if (visit && !returns) writeVisit(deps.tab, roomId, null);
    const who = visit && { name: visit.name, face: visit.face };
    if (who && returns) me.value = who; // [SE2]
    const seated = returns ? join("soon") : look();
    await Promise.all([seated, readFaces()]);
    if (who && elsewhere.value) me.value = who;
    if (returns && wanted.value) { // [SE1]
      if (visit.camera) void turnCamera(true);
      if (visit.microphone) void microphone.turnOn(settings.value.microphone);
    }
  }

  /** [SE4] */
  async function look(): Promise<void> {
    const taken = await deps.seat?.isElsewhere() ?? false;
    if (!wanted.value) elsewhere.value = taken;
  }

  /** Loads what reads faces, once, however many ask for it. */
  function readFaces(): Promise<void> {
    reading ??= openFaces().then((there) => {
      if (!there) reading = null;
    });
    return reading;
  }

  /** [SE3] */
  async function openFaces(): Promise<boolean> {
    try {
      const opened = await deps.openTracker();
      tracker.value = opened;
      stops.push(
        opened.onPose((pose) => {
          own.take(pose, pose.atMs);
          if (view.peek() === "in") call.peek()?.sendPose(pose);
        }),
        effect(() => {
          const { hands, body } = settings.value;
          opened.hands.value = hands;
          opened.body.value = body;
        }),
        effect(() => opened.setVoice(microphone.stream.value)),
      );
      return true;
    } catch {
      tell({ type: "not_loaded" });
      return false;
    }
  }

  async function turnCamera(on: boolean): Promise<void> {
    if (!on) return tracker.value?.stop();
    if (!tracker.value) await readFaces();
    await tracker.value?.start(settings.value.camera ?? undefined);
  }

  function show(name: PanelName | null): void {
    panel.value = panel.value === name ? null : name;
    talk.read(panel.value === "write");
  }

  return {
    /** The address of this house's portrait animator; null where it has none. */
    animator: signal(deps.props.animator),
    ready,
    settings,
    me,
    vrm,
    call,
    tracker,
    phase,
    view,
    /** Another tab of this browser is in, in this tab's seat. */
    elsewhere,
    camera,
    microphone,
    talk,
    panel,
    feeling,
    figures,
    avatar,
    set,
    show,
    begin,
    join: (): Promise<void> => join(),
    /** Looks whether another tab still sits in this one's seat. */
    look,
    /** Brings a call here that goes on in another tab. */
    takeOver: (): Promise<void> => join("from_another"),
    leave: (): void => {
      if (call.value) call.value.leave();
      wanted.value = false;
    },
    turnCamera,
    toggleMicrophone: (): void => {
      if (microphone.state.value === "off") void microphone.turnOn(settings.value.microphone);
      else microphone.turnOff();
    },
    /** Chooses a feeling; the one that holds is taken back to calm. */
    feel: (emotion: Emotion): void => {
      const next = feeling.value === emotion ? "neutral" : emotion;
      feeling.value = next;
      tracker.value?.setEmotion(next === "neutral" ? null : next);
      talk.feel(next);
    },
    gesture: (gesture: Gesture): void => {
      tracker.value?.gesture(gesture);
      talk.gesture(gesture);
    },
    be: (change: Partial<CallPageProps["me"]>): void => {
      me.value = { ...me.value, ...change };
    },
    sampleSelf: (nowMs: number): Pose => own.sample(nowMs),
    samplePeer: (nowMs: number): Pose => call.peek()?.samplePeer(nowMs) ?? restPose(nowMs),
    /** How long both have been connected, in milliseconds. */
    togetherMs: (): number => together.ms(deps.now()),
    onNews: (listener: NewsListener): () => void => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: (): void => {
      for (const stop of stops) stop();
      deps.seat?.letGo();
      talk.close();
      microphone.turnOff();
      tracker.value?.dispose();
      call.value?.dispose();
      listeners.clear();
    },
  };
});
export type CallSession = InstanceType<typeof CallSession>;
