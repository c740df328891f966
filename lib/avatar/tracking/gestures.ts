/** Understands what hands say: a wave, a thumb up, a heart. Pure and browser-safe. */
import type { Gesture } from "@/lib/avatar/pose/pose.ts";
import {
  type Curls,
  curlsOf,
  INDEX_BASE,
  INDEX_TIP,
  MIDDLE_BASE,
  minus,
  THUMB_TIP,
  toPerson,
  turnOf,
  WRIST,
} from "@/lib/avatar/tracking/hand.ts";
import { rotate } from "@/lib/avatar/tracking/head.ts";
import type { Point, SeenHand } from "@/lib/avatar/tracking/seen.ts";

/** How long a hand has to hold still to mean it, in milliseconds. */
const HOLD_MS = 300;

/** How long a gesture shows after it was seen, and how long after it began the next may come. */
const SHOWN_MS = 1500;
const PAUSE_MS = 2500;

/** A wave: so many turns to and fro within this time, each so wide in widths of the hand. */
const WAVE_TURNS = 3;
const WAVE_MS = 1600;
const WAVE_WIDTH = 0.35;

/** Fingertips that touch, in lengths of the palm. */
const TOUCH = 0.4;

const length = (a: Point, b: Point) => Math.hypot(...minus(toPerson(a), toPerson(b)));

/** How long a palm is in the picture and in metres. */
function palmOf(points: readonly Point[]): number {
  const [wrist, middle] = [points[WRIST], points[MIDDLE_BASE]];
  return wrist && middle ? Math.max(1e-4, length(wrist, middle)) : 1e-4;
}

const open = (curls: Curls) => curls.slice(1).every((curl) => curl < 0.4);
const lastCurled = (curls: Curls, from: number) => curls.slice(from).every((curl) => curl > 0.5);

/** A fist whose thumb is straight and points up. */
export function isThumbUp(hand: SeenHand): boolean {
  const curls = curlsOf(hand);
  const [tip, base] = [hand.world[THUMB_TIP], hand.world[INDEX_BASE]];
  if (!tip || !base || !lastCurled(curls, 1) || curls[0] > 0.45) return false;
  const [x, y, z] = minus(toPerson(tip), toPerson(base));
  return y > 0.7 * Math.hypot(x, y, z) && y > 0.3 * palmOf(hand.world);
}

/** Thumb and index cross at their tips while the rest is curled: the small heart that Korea knows. */
export function isFingerHeart(hand: SeenHand): boolean {
  const curls = curlsOf(hand);
  const [thumb, index, base] = [THUMB_TIP, INDEX_TIP, INDEX_BASE].map((at) => hand.world[at]);
  if (!thumb || !index || !base || !lastCurled(curls, 2)) return false;
  const palm = palmOf(hand.world);
  // Both tips stand above the knuckles: a fist with the thumb on it is none.
  return length(thumb, index) < TOUCH * palm && length(index, base) > 0.35 * palm &&
    toPerson(index)[1] > toPerson(base)[1];
}

/** Two hands whose thumbs meet below and whose index fingers meet above. */
export function isHandHeart(first: SeenHand, second: SeenHand): boolean {
  const [thumbA, indexA] = [first.picture[THUMB_TIP], first.picture[INDEX_TIP]];
  const [thumbB, indexB] = [second.picture[THUMB_TIP], second.picture[INDEX_TIP]];
  if (!thumbA || !thumbB || !indexA || !indexB) return false;
  const palm = (palmInPicture(first) + palmInPicture(second)) / 2;
  const apart = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);
  const thumbsBelow = (thumbA.y + thumbB.y) / 2 - (indexA.y + indexB.y) / 2;
  return apart(thumbA, thumbB) < 0.6 * palm && apart(indexA, indexB) < 0.6 * palm &&
    thumbsBelow > 0.4 * palm;
}

function palmInPicture({ picture }: SeenHand): number {
  const [wrist, middle] = [picture[WRIST], picture[MIDDLE_BASE]];
  return wrist && middle
    ? Math.max(1e-4, Math.hypot(wrist.x - middle.x, wrist.y - middle.y))
    : 1e-4;
}

/** A hand that goes to and fro. */
class Wave {
  #turns: number[] = [];
  #extreme = 0;
  #direction = 0;
  #begun = false;

  /** @returns Whether it waves. */
  next(hand: SeenHand, atMs: number): boolean {
    const turn = turnOf(hand);
    const middle = hand.picture[MIDDLE_BASE];
    const isUp = turn !== null && rotate(turn, [0, 1, 0])[1] > 0.4;
    if (!middle || !isUp || !open(curlsOf(hand))) {
      this.#turns = [];
      this.#begun = false;
      return false;
    }
    this.#follow(middle.x / palmInPicture(hand), atMs);
    this.#turns = this.#turns.filter((at) => atMs - at < WAVE_MS);
    return this.#turns.length >= WAVE_TURNS;
  }

  #follow(x: number, atMs: number): void {
    if (!this.#begun) {
      this.#begun = true;
      this.#extreme = x;
      this.#direction = 0;
      return;
    }
    const way = x - this.#extreme;
    if (Math.sign(way) === this.#direction) this.#extreme = x;
    else if (Math.abs(way) > WAVE_WIDTH) {
      if (this.#direction !== 0) this.#turns.push(atMs);
      this.#direction = Math.sign(way);
      this.#extreme = x;
    }
  }
}

/** Reads gestures out of hands over time. */
export class GestureReader {
  readonly #waves = { left: new Wave(), right: new Wave() };
  #held: { gesture: Gesture; sinceMs: number } | null = null;
  #shown: { gesture: Gesture; sinceMs: number } | null = null;

  /** @returns What shows right now. */
  next(hands: readonly SeenHand[], atMs: number): Gesture | null {
    const seen = this.#see(hands, atMs);
    const mayBegin = this.#shown === null || atMs - this.#shown.sinceMs > PAUSE_MS;
    if (seen && mayBegin) this.#shown = { gesture: seen, sinceMs: atMs };
    else if (seen && this.#shown?.gesture === seen && atMs - this.#shown.sinceMs < SHOWN_MS) {
      // A gesture that is held goes on.
      this.#shown = { gesture: seen, sinceMs: atMs };
    }
    return this.#shown && atMs - this.#shown.sinceMs < SHOWN_MS ? this.#shown.gesture : null;
  }

  #see(hands: readonly SeenHand[], atMs: number): Gesture | null {
    let waves = false;
    // Each is followed, or the other would forget where it was.
    for (const hand of hands) waves = this.#waves[hand.side].next(hand, atMs) || waves;
    if (waves) return "wave";
    const pose = poseOf(hands);
    if (pose === null) this.#held = null;
    else if (this.#held?.gesture !== pose) this.#held = { gesture: pose, sinceMs: atMs };
    return this.#held && atMs - this.#held.sinceMs >= HOLD_MS ? this.#held.gesture : null;
  }
}

function poseOf(hands: readonly SeenHand[]): Gesture | null {
  const [first, second] = hands;
  if (first && second && isHandHeart(first, second)) return "heart";
  if (hands.some(isFingerHeart)) return "heart";
  return hands.some(isThumbUp) ? "thumbs_up" : null;
}
