/** What a tracker of one person is, and what it needs. Browser-safe. */
import type { ReadonlySignal, Signal } from "@preact/signals";
import type { Emotion, Gesture, Pose } from "@/lib/avatar/pose/pose.ts";
import type { GuideStage, OpenDrawer } from "@/lib/avatar/tracking/calibration.ts";
import type { Media } from "@/lib/avatar/tracking/camera.ts";
import type { Engine } from "@/lib/avatar/tracking/engine.ts";
import type { Extra, ExtraState } from "@/lib/avatar/tracking/extras.ts";
import type { FrameSource } from "@/lib/avatar/tracking/frames.ts";
import type { ModelStore } from "@/lib/avatar/tracking/model_store.ts";
import type { Voice } from "@/lib/avatar/tracking/voice_mouth.ts";
import type { Delegate } from "@/lib/avatar/tracking/worker_protocol.ts";

export type TrackerTrouble = "denied" | "no_camera" | "in_use" | "models" | "unsupported";

export type TrackerState =
  | { readonly kind: "off" }
  /** `fraction` is the share of the model that is there; null while there is nothing to count. */
  | { readonly kind: "loading"; readonly fraction: number | null }
  | { readonly kind: "on" }
  | { readonly kind: "no_face" }
  | { readonly kind: "failed"; readonly reason: TrackerTrouble };

/** Why nothing moves although the camera is on, or why it went off. */
export type TrackerNote = "hidden" | "muted" | "unplugged";

/** How well tracking does, as it is. */
export interface TrackingRate {
  /** Pictures that were looked at within a second. */
  readonly fps: number;
  /** Share of one processor core; null until it is known. */
  readonly cpu: number | null;
  /** The step of the budget as words of figures: `30·640`. */
  readonly step: string;
  readonly targetFps: number;
  /** Width of the pictures in pixels. */
  readonly width: number;
  /** False where hands and body rest to keep the budget. */
  readonly extras: boolean;
  readonly delegate: Delegate;
}

/** Hears a voice. */
export interface Ear {
  hear(): Voice;
  close(): void;
}

export interface TrackerDeps {
  readonly media: Media | null;
  /** Whether workers and WebAssembly are there. */
  readonly supported: boolean;
  readonly models: ModelStore;
  readonly createEngine: () => Engine;
  readonly createFrames: () => FrameSource;
  readonly listen: (stream: MediaStream) => Ear;
  readonly drawer: OpenDrawer;
  /** Milliseconds of `performance.now()`. */
  readonly now: () => number;
  readonly random: () => number;
  /** Calls again and again until it is stopped. */
  readonly every: (ms: number, run: () => void) => () => void;
  readonly page: {
    hidden(): boolean;
    /** Tells of each change. */
    onChange(listener: () => void): () => void;
  };
  readonly reducedMotion: () => boolean;
}

export interface Tracker {
  readonly state: ReadonlySignal<TrackerState>;
  readonly note: ReadonlySignal<TrackerNote | null>;
  readonly rate: ReadonlySignal<TrackingRate>;
  /** The camera's own picture, for a preview that stays on this page. */
  readonly video: ReadonlySignal<MediaStream | null>;
  /** What a guided calibration asks for right now. */
  readonly guide: ReadonlySignal<{ stage: GuideStage; leftMs: number } | null>;
  readonly extras: ReadonlySignal<Readonly<Record<Extra, ExtraState>>>;
  /** The cameras that can be chosen; asked again when one is plugged in or out. */
  readonly devices: ReadonlySignal<readonly MediaDeviceInfo[]>;
  readonly hands: Signal<boolean>;
  readonly body: Signal<boolean>;
  /** Calls with each pose as soon as it is made. */
  onPose(listener: (pose: Pose) => void): () => void;
  start(deviceId?: string): Promise<void>;
  stop(): void;
  cameras(): Promise<MediaDeviceInfo[]>;
  /** Learns this face at rest and at most; false where it was not there. Nine seconds, which `guide` leads through. */
  calibrate(): Promise<boolean>;
  /** A voice that moves the mouth where no camera does. */
  setVoice(stream: MediaStream | null): void;
  setEmotion(emotion: Emotion | null): void;
  gesture(gesture: Gesture): void;
  dispose(): void;
}

/** No camera is on. */
export const NO_RATE: TrackingRate = {
  fps: 0,
  cpu: null,
  step: "–",
  targetFps: 0,
  width: 0,
  extras: false,
  delegate: "CPU",
};
