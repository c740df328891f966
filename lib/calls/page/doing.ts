/** Says in words what a face does right now, for those who do not see it. Pure and browser-safe. */
import type { CallWords } from "@/lib/i18n/calls.ts";
import { type Pose, type Quaternion, type Shape, shapeIndex } from "@/lib/avatar/pose/pose.ts";

export type Doing = keyof CallWords["doing"];

/** From which on a shape is worth a word. */
const CLOSED = 0.55;
const OPEN_JAW = 0.18;
const SMILES = 0.35;
const LAUGHS = 0.4;
/** A head that is turned further than this looks elsewhere: 14 and 11 degrees. */
const TURNED_RAD = 0.25;
const NODDED_RAD = 0.19;

/** What is to be said of a moment, most telling first. */
export function doingOf(pose: Pose): Doing[] {
  const told: Doing[] = [];
  if (pose.gesture) told.push(pose.gesture);
  told.push(feelingOf(pose));
  const looks = looksTo(pose.head);
  if (looks) told.push(looks);
  if (both(pose, "eyeBlinkLeft", "eyeBlinkRight") > CLOSED) told.push("eyesClosed");
  if (told.includes("laugh")) return told;
  if (shape(pose, "jawOpen") > OPEN_JAW) told.push("speaking");
  return told;
}

function feelingOf(pose: Pose): Doing {
  if (pose.emotion !== "neutral") return pose.emotion;
  const smile = both(pose, "mouthSmileLeft", "mouthSmileRight");
  if (smile < SMILES) return "neutral";
  return shape(pose, "jawOpen") > LAUGHS ? "laugh" : "smile";
}

/** Where the head is turned, as the person themself would say it. */
function looksTo([x, y, z, w]: Quaternion): Doing | null {
  const yaw = Math.atan2(2 * (w * y + x * z), 1 - 2 * (x * x + y * y));
  const pitch = Math.asin(Math.max(-1, Math.min(1, 2 * (w * x - y * z))));
  if (Math.abs(yaw) > TURNED_RAD) return yaw > 0 ? "left" : "right";
  if (Math.abs(pitch) > NODDED_RAD) return pitch > 0 ? "down" : "up";
  return null;
}

function shape(pose: Pose, name: Shape): number {
  return pose.shapes[shapeIndex[name]] ?? 0;
}

function both(pose: Pose, one: Shape, other: Shape): number {
  return Math.min(shape(pose, one), shape(pose, other));
}

/** What was done lately counts for so long, in milliseconds: a blink is nothing, and speech is more than an open mouth. */
const MEMORY_MS = 800;
/** What is done for this share of it is told, and until it is done for less than that one. */
const TOLD = 0.35;
const KEPT = 0.15;
const FEELINGS: ReadonlySet<Doing> = new Set<Doing>([
  "neutral",
  "smile",
  "laugh",
  "sad",
  "angry",
  "surprised",
  "shy",
  "thinking",
]);

/** Tells what somebody does once it lasts, so that a text does not flicker with the face. */
export class Telling {
  readonly #weights = new Map<Doing, number>();
  #told: readonly Doing[] = [];
  #lookedAtMs: number | null = null;

  /** The words that hold at a moment; to be asked a few times a second. */
  tell(pose: Pose, words: CallWords["doing"], nowMs: number): string {
    const passedMs = this.#lookedAtMs === null ? Infinity : nowMs - this.#lookedAtMs;
    this.#lookedAtMs = nowMs;
    const now = doingOf(pose);
    const share = 1 - Math.exp(-Math.max(0, passedMs) / MEMORY_MS);
    for (const one of new Set([...this.#weights.keys(), ...now])) {
      const before = this.#weights.get(one) ?? 0;
      this.#weights.set(one, before + share * (Number(now.includes(one)) - before));
    }
    this.#told = this.#lasting();
    return this.#told.map((one) => words[one]).join(", ");
  }

  /** One feeling, the one that lasts most, and whatever else goes on. */
  #lasting(): Doing[] {
    const weightOf = (one: Doing) => this.#weights.get(one) ?? 0;
    const lasts = (one: Doing) => weightOf(one) >= (this.#told.includes(one) ? KEPT : TOLD);
    const all = [...this.#weights.keys()];
    const feelings = all.filter((one) => FEELINGS.has(one))
      .sort((a, b) => weightOf(b) - weightOf(a));
    return [...feelings.slice(0, 1), ...all.filter((one) => !FEELINGS.has(one) && lasts(one))];
  }
}
