/**
 * The face of a character in a call: it lives by itself, looks at whoever calls, listens, thinks, and says its words with
 * its mouth. Pure and browser-safe.
 *
 * - [CF1] A feeling comes only while the eyes are open, eases in from whatever shows, and is never a mask.
 * - [CF2] Who is spoken to nods now and then; who has a reply on its way looks up, and never stands still.
 * - [CF3] Who asked for less motion sees words, feelings and blinks, and no more.
 */
import {
  type Emotion,
  type Gesture,
  type Pose,
  SHAPE_COUNT,
  shapeIndex,
} from "@/lib/avatar/pose/pose.ts";
import { fromEuler, multiply } from "@/lib/avatar/pose/rotation.ts";
import { Idle } from "@/lib/avatar/tracking/idle.ts";
import { Presets } from "@/lib/avatar/tracking/presets.ts";
import { writeMouth } from "@/lib/speech/mouth.ts";
import type { MouthShape } from "@/lib/speech/visemes.ts";

/** What a character does at the moment. */
export type Mood = "waiting" | "listening" | "thinking" | "speaking";

export interface FaceOptions {
  random: () => number;
  /** The mouth at a moment of the clock of `sample()`. */
  mouth: (nowMs: number) => MouthShape;
  reducedMotion: boolean;
}

/** Where a head goes in each mood, in radians about x, y and z. */
const HEAD: Readonly<Record<Mood, readonly [number, number, number]>> = {
  waiting: [0, 0, 0],
  listening: [0.02, 0, 0.045],
  thinking: [-0.07, 0.11, 0.02],
  speaking: [0.01, 0, 0],
};
/** Share of a head's way that is left after a second. */
const HEAD_LEFT_AFTER_1S = 0.02;
/** A lid above this is a blink: a feeling waits for its end. */
const OPEN_LID = 0.2;
/** Between two nods of somebody who listens, and how one goes. Milliseconds and radians. */
const BETWEEN_NODS_MS = [1_600, 4_200] as const;
const NOD_MS = 420;
const NOD = 0.11;
/** A head that speaks goes along with its words by this much, in radians for a jaw all open. */
const BEAT = 0.05;
/** Somebody thinks only after this long: a reply that comes at once needs no thought. Milliseconds. */
const THOUGHT_MS = 250;
const GESTURE_MS = 1_800;

export class CharacterFace {
  readonly #options: FaceOptions;
  readonly #idle: Idle;
  readonly #presets = new Presets();
  #mood: Mood = "waiting";
  #moodSinceMs: number | null = null;
  #feeling: Emotion = "neutral";
  #lastMs: number | null = null;
  readonly #head: [number, number, number] = [0, 0, 0];
  #nodMs: number | null = null;
  #gesture: { gesture: Gesture; untilMs: number | null } | null = null;

  constructor(options: FaceOptions) {
    this.#options = options;
    this.#idle = new Idle(options.random);
  }

  get mood(): Mood {
    return this.#mood;
  }

  set mood(mood: Mood) {
    if (mood === this.#mood) return;
    this.#mood = mood;
    this.#moodSinceMs = null;
    this.#nodMs = null;
  }

  /** What the reply says is felt. */
  feel(emotion: Emotion): void {
    this.#feeling = emotion;
  }

  gesture(gesture: Gesture): void {
    this.#gesture = { gesture, untilMs: null };
  }

  /** The pose of a moment; its `shapes` belong to whoever asked. */
  sample(nowMs: number): Pose {
    const { reducedMotion } = this.#options;
    const dtS = Math.min(0.1, Math.max(0, (nowMs - (this.#lastMs ?? nowMs)) / 1000));
    this.#lastMs = nowMs;
    this.#moodSinceMs ??= nowMs;
    const life = this.#idle.next(nowMs);
    const shapes = reducedMotion ? blinkOf(life.shapes) : life.shapes;
    const mouth = this.#options.mouth(nowMs);
    writeMouth(shapes, mouth);
    // [CF1]
    if (shapes[shapeIndex.eyeBlinkLeft]! <= OPEN_LID) this.#presets.set(this.#shown(nowMs));
    const felt = this.#presets.over(shapes, dtS);
    return {
      atMs: nowMs,
      source: "voice",
      shapes: felt,
      head: this.#turn(nowMs, { dtS, jaw: mouth.jawOpen, sway: life.head }),
      shift: reducedMotion ? [0, 0, 0] : life.shift,
      torso: null,
      left: null,
      right: null,
      emotion: this.#presets.emotion,
      gesture: this.#gestureAt(nowMs),
    };
  }

  /** [CF2] */
  #shown(nowMs: number): Emotion {
    const thinks = this.#mood === "thinking" && nowMs - this.#moodSinceMs! >= THOUGHT_MS;
    return thinks ? "thinking" : this.#feeling;
  }

  #turn(
    nowMs: number,
    { dtS, jaw, sway }: { dtS: number; jaw: number; sway: Pose["head"] },
  ): Pose["head"] {
    if (this.#options.reducedMotion) return fromEuler([0, 0, 0]);
    const step = 1 - HEAD_LEFT_AFTER_1S ** dtS;
    const wanted = HEAD[this.#mood];
    for (const axis of [0, 1, 2] as const) {
      this.#head[axis] += (wanted[axis] - this.#head[axis]) * step;
    }
    const [x, y, z] = this.#head;
    const beat = this.#mood === "speaking" ? BEAT * jaw : 0;
    return multiply(sway, fromEuler([x + beat + this.#nod(nowMs), y, z]));
  }

  #nod(nowMs: number): number {
    if (this.#mood !== "listening") return 0;
    const [least, most] = BETWEEN_NODS_MS;
    const later = () => nowMs + least + (most - least) * this.#options.random();
    this.#nodMs ??= later();
    const share = (nowMs - this.#nodMs) / NOD_MS;
    if (share < 0) return 0;
    if (share >= 1) this.#nodMs = later();
    return NOD * Math.sin(Math.PI * Math.min(1, share)) ** 2;
  }

  #gestureAt(nowMs: number): Gesture | null {
    if (!this.#gesture) return null;
    this.#gesture.untilMs ??= nowMs + GESTURE_MS;
    if (nowMs < this.#gesture.untilMs) return this.#gesture.gesture;
    this.#gesture = null;
    return null;
  }
}

/** [CF3] */
function blinkOf(shapes: Float32Array): Float32Array {
  const still = new Float32Array(SHAPE_COUNT);
  for (const at of [shapeIndex.eyeBlinkLeft, shapeIndex.eyeBlinkRight]) still[at] = shapes[at]!;
  return still;
}
