/**
 * Makes the poses that are shown and sent: out of what a camera sees, or else of a voice and idle life; with the emotion
 * and the gesture of the moment. Left is the person's own left. Pure and browser-safe.
 */
import {
  type Emotion,
  type Gesture,
  type Pose,
  restPose,
  SHAPE_COUNT,
} from "@/lib/avatar/pose/pose.ts";
import type { Calibration } from "@/lib/avatar/tracking/calibration.ts";
import { FaceSolver } from "@/lib/avatar/tracking/face.ts";
import { Idle } from "@/lib/avatar/tracking/idle.ts";
import { Limbs } from "@/lib/avatar/tracking/limbs.ts";
import { Presets } from "@/lib/avatar/tracking/presets.ts";
import type { Seen } from "@/lib/avatar/tracking/seen.ts";
import { SourceBlend } from "@/lib/avatar/tracking/source_blend.ts";
import { type Voice, VoiceMouth } from "@/lib/avatar/tracking/voice_mouth.ts";

/** How long a gesture that was chosen shows, in milliseconds. */
const GESTURE_MS = 1800;

/** The longest step of time that anything is eased over, in seconds. */
const LONGEST_STEP_S = 0.1;

export interface PoseMakerOptions {
  readonly calibration: Calibration | null;
  readonly random: () => number;
  /** Leaves out the idle life that nobody asked for. */
  readonly reducedMotion: () => boolean;
}

/** Poses of one person, one after the other. */
export class PoseMaker {
  readonly #face: FaceSolver;
  readonly #limbs = new Limbs();
  readonly #idle: Idle;
  readonly #mouth = new VoiceMouth();
  readonly #presets = new Presets();
  readonly #blend = new SourceBlend();
  readonly #reducedMotion: () => boolean;
  #chosen: { gesture: Gesture; untilMs: number } | null = null;
  #lastMs = 0;

  constructor({ calibration, random, reducedMotion }: PoseMakerOptions) {
    this.#face = new FaceSolver(calibration);
    this.#idle = new Idle(random);
    this.#reducedMotion = reducedMotion;
  }

  get calibration(): Calibration | null {
    return this.#face.calibration;
  }

  calibrate(calibration: Calibration | null): void {
    this.#face.calibrate(calibration);
  }

  setEmotion(emotion: Emotion): void {
    this.#presets.set(emotion);
  }

  /** Shows a gesture for a moment, whatever the camera sees. */
  show(gesture: Gesture, nowMs: number): void {
    this.#chosen = { gesture, untilMs: nowMs + GESTURE_MS };
  }

  /** @returns Null where no face was seen. */
  fromCamera(seen: Seen, nowMs: number): Pose | null {
    const face = seen.face && this.#face.solve(seen.face, seen.atMs);
    const limbs = this.#limbs.next(seen, this.#face.calibration?.head ?? null);
    if (!face) return null;
    return this.#finish({ ...restPose(seen.atMs), ...face, ...limbs, source: "camera" }, nowMs);
  }

  /** A face that no camera sees. `voice` is null where nobody listens. */
  still(voice: Voice | null, nowMs: number): Pose {
    const spoken = voice && this.#mouth.next(voice, this.#stepS(nowMs));
    const life = this.#reducedMotion() ? restPose(nowMs) : this.#idle.next(nowMs);
    const shapes = new Float32Array(SHAPE_COUNT);
    for (let i = 0; i < SHAPE_COUNT; i++) {
      shapes[i] = Math.min(1, life.shapes[i]! + (spoken?.[i] ?? 0));
    }
    return this.#finish({
      ...restPose(nowMs),
      shapes,
      head: life.head,
      shift: life.shift,
      source: voice ? "voice" : "rest",
    }, nowMs);
  }

  #stepS(atMs: number): number {
    return Math.max(0, Math.min(LONGEST_STEP_S, (atMs - this.#lastMs) / 1000));
  }

  #finish(made: Pose, nowMs: number): Pose {
    // A camera's picture is older than the moment: times still have to grow.
    const atMs = Math.max(made.atMs, this.#lastMs + 1);
    const shapes = this.#presets.over(made.shapes, this.#stepS(atMs));
    this.#lastMs = atMs;
    const chosen = this.#chosen && nowMs < this.#chosen.untilMs ? this.#chosen.gesture : null;
    return this.#blend.next({
      ...made,
      atMs,
      shapes,
      emotion: this.#presets.emotion,
      gesture: chosen ?? made.gesture,
    });
  }
}
