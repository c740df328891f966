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

/** How long somebody has to do something before it is said, in milliseconds: a blink is none. */
const SETTLED_MS = 700;

/** Tells what somebody does once it lasts, so that a text does not flicker with the face. */
export class Telling {
  #said = "";
  #seen = "";
  #sinceMs = 0;

  /** The words that hold at a moment. */
  tell(pose: Pose, words: CallWords["doing"], nowMs: number): string {
    const now = doingOf(pose).map((one) => words[one]).join(", ");
    if (now !== this.#seen) {
      this.#seen = now;
      this.#sinceMs = nowMs;
    }
    if (this.#said === "" || nowMs - this.#sinceMs >= SETTLED_MS) this.#said = this.#seen;
    return this.#said;
  }
}
