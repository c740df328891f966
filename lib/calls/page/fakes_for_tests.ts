/** A call, a tracker and drawers that tests hold in their hands. */
import { signal } from "@preact/signals";
import { type Pose, restPose } from "@/lib/avatar/pose/pose.ts";
import type { Tracker, TrackerState, TrackingRate } from "@/lib/avatar/tracking/tracker.ts";
import type { Call, CallAvatar, CallPhase } from "@/lib/calls/client/connection.ts";
import type { ControlMessage, ControlType } from "@/lib/calls/client/control.ts";
import { NO_QUALITY } from "@/lib/calls/client/quality.ts";
import type { OpenDrawer } from "@/lib/calls/page/settings.ts";

/** A drawer that can be looked into; that of a copied tab begins with what the first one kept. */
export function fakeDrawer(
  first: Iterable<readonly [string, string]> = [],
): OpenDrawer & { kept: Map<string, string> } {
  const kept = new Map(first);
  const drawer = () => ({
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
  return Object.assign(drawer, { kept });
}

/** A call whose other side is played by the test. */
export function fakeCall() {
  const phase = signal<CallPhase>({ kind: "idle" });
  const peer = signal<{ id: string; avatar: CallAvatar } | null>(null);
  const sent: ControlMessage[] = [];
  const poses: Pose[] = [];
  const joined: CallAvatar[] = [];
  const tracks: (MediaStreamTrack | null)[] = [];
  const listeners = new Map<ControlType, Set<(message: never) => void>>();
  let open = true;
  const call: Call = {
    phase,
    peer,
    quality: signal(NO_QUALITY),
    code: signal(null),
    codeChanged: signal(false),
    acceptCode() {},
    voice: signal(null),
    join(avatar) {
      joined.push(avatar);
      phase.value = { kind: "joining" };
    },
    giveWay: () => void (phase.value = { kind: "ended", reason: "elsewhere" }),
    leave: () => void (phase.value = { kind: "ended", reason: "left" }),
    sendPose: (pose) => void poses.push(pose),
    samplePeer: restPose,
    setMicrophone(track) {
      tracks.push(track);
      return Promise.resolve();
    },
    setAvatar() {},
    sendModel: () => Promise.resolve(),
    ownModel: signal(null),
    peerModel: signal(null),
    control: {
      send(message) {
        if (open) sent.push(message);
        return open;
      },
      on(type, listener) {
        const heard = listeners.get(type) ?? new Set();
        listeners.set(type, heard);
        heard.add(listener as (message: never) => void);
        return () => void heard.delete(listener as (message: never) => void);
      },
    },
    consent: {
      state: signal("none"),
      ask() {},
      answer() {},
      stop() {},
    },
    stats: () => ({
      durationMs: 61_000,
      reconnects: 1,
      sentBytes: 1_000,
      receivedBytes: 2_000,
      sentBytesPerS: null,
      receivedBytesPerS: null,
      posesSent: poses.length,
      posesReceived: 0,
      posesSkipped: 0,
      meanPoseBytes: null,
      loss: null,
      roundTripMs: 12,
      path: "direct",
    }),
    network() {},
    dispose() {},
  };
  return {
    call,
    phase,
    peer,
    sent,
    poses,
    joined,
    tracks,
    /** The channel takes nothing any more, or again. */
    cut: (on: boolean) => void (open = !on),
    /** The other side says something. */
    hear(message: ControlMessage): void {
      for (const listener of listeners.get(message.type) ?? []) listener(message as never);
    },
    meet(name: string, id = name): void {
      peer.value = { id, avatar: { spec: "", name, vrm: null, background: "art" } };
      phase.value = { kind: "live", sinceMs: 0 };
    },
  };
}

/** A tracker without a camera. */
export function fakeTracker() {
  const state = signal<TrackerState>({ kind: "off" });
  const listeners = new Set<(pose: Pose) => void>();
  const done: string[] = [];
  const tracker: Tracker = {
    state,
    note: signal(null),
    rate: signal({ fps: 0, cpu: null } as TrackingRate),
    video: signal(null),
    guide: signal(null),
    extras: signal({ hands: { kind: "off" }, body: { kind: "off" } }),
    devices: signal([]),
    hands: signal(false),
    body: signal(false),
    onPose(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    start(device) {
      done.push(`start ${device ?? "any"}`);
      state.value = { kind: "on" };
      return Promise.resolve();
    },
    stop() {
      done.push("stop");
      state.value = { kind: "off" };
    },
    cameras: () => Promise.resolve([]),
    calibrate: () => Promise.resolve(true),
    setVoice: (stream) => void done.push(stream ? "voice" : "silence"),
    setEmotion: (emotion) => void done.push(`feel ${emotion}`),
    gesture: (gesture) => void done.push(gesture),
    dispose: () => void done.push("dispose"),
  };
  return {
    tracker,
    state,
    done,
    pose(atMs: number, rest: Partial<Pose> = {}): void {
      for (const listener of listeners) listener({ ...restPose(atMs), ...rest });
    },
  };
}
