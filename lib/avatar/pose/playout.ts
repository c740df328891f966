/**
 * Plays poses that come over a network as if they had not: a head, a mouth and eyes that are shown as they are by now, an
 * adaptive jitter buffer for the rest, and a face that comes to rest where nothing comes any more. Browser-safe.
 *
 * - [PL1] Brows, cheeks, torso and hands wait until there is a pose to go to, as only between two of them they move evenly.
 * - [PL2] Words and looks do not wait, nor does the head: it goes on beyond the newest pose for a tenth of a second at most,
 *   ever slower; mouth, lids and gaze with it, but no farther than the last step was long. What turns out to have been wrong
 *   is made good within a few frames, without a jump.
 * - [PL3] After a second without any, the face eases to rest; what comes then is eased into.
 * - [PL4] Waits follow the network: soon when it gets worse, slowly when it gets better. What goes on waits where poses are
 *   later than can be bridged.
 */
import { mix, mixHand, mixTurn, mixVector, type Moment } from "@/lib/avatar/pose/moment.ts";
import {
  NO_SHIFT,
  NO_TURN,
  type Pose,
  type Quaternion,
  restPose,
  SHAPE_COUNT,
  SHAPES,
  type Vector,
} from "@/lib/avatar/pose/pose.ts";
import { invert, multiply, slerp } from "@/lib/avatar/pose/rotation.ts";
import { Wait } from "@/lib/avatar/pose/wait.ts";

/** Poses that are kept: a second of them. */
const KEPT = 32;
/** Offsets of the last so many poses tell how the network is. */
const WINDOW = 90;
/** The share of poses that shall be there in time. */
const IN_TIME = 0.95;
const MOST_JITTER_MS = 150;
/** An interval between poses is not taken for longer than this: a sender that is slow is shown slowly. */
const MOST_INTERVAL_MS = 80;
/** What goes on does so evenly for so long, as until the next pose of a slow sender, and halts in twice the rest. */
const GO_ON_MS = 60;
const MOST_BEYOND_MS = 100;
/** Ways that differ by less are bridged by going on; beyond that is waited instead. */
const BRIDGE_MS = 80;
/** In this time all but a third of a wrong guess is made good. */
const MAKE_GOOD_MS = 40;
const HOLD_MS = 1_000;
const TO_REST_MS = 600;
const FROM_REST_MS = 200;

/** A mouth is too quick to be guessed farther than from the last pose but one to the last. */
const MOST_SHARE = 2;

/** Blendshapes that go on: what is too late there is seen at once. */
const QUICK = SHAPES.map((name) => /^(mouth|jaw|tongue|eyeBlink|eyeLook)/.test(name));

/** What goes on: a head, and quick shapes, which may pass what a shape can be. */
interface Quick {
  turn: Quaternion;
  shift: Vector;
  shapes: Float32Array;
}

export class Playout {
  readonly #kept: Pose[] = [];
  /** When the newest came. */
  #arrivedAtMs = 0;
  /** How much later than the sender's clock says poses arrived. */
  readonly #offsets: number[] = [];
  readonly #intervals: number[] = [];
  #fastest = 0;
  #jitterMs = 0;
  readonly #wait = new Wait();
  readonly #quickWait = new Wait();
  /** How far what goes on is from where it would be by the newest pose, and since when that is made good. */
  #error: Quick & { sinceMs: number } | null = null;
  #sampledAtMs: number | null = null;
  /** 0 is at rest, 1 is what came. */
  #presence = 0;
  readonly #shapes = new Float32Array(SHAPE_COUNT);

  /** How long what moves evenly waits on top of its way here, in milliseconds. */
  get delayMs(): number {
    return this.#wait.ms;
  }

  /** The same of what goes on. */
  get quickDelayMs(): number {
    return this.#quickWait.ms;
  }

  /** Spread of the ways here, in milliseconds. */
  get jitterMs(): number {
    return this.#jitterMs;
  }

  /** Takes a pose from the network; an older one than the newest is left out. */
  take(pose: Pose, arrivedAtMs: number): void {
    const newest = this.#kept.at(-1);
    if (newest && pose.atMs <= newest.atMs) {
      // A clock that went back is of a sender that began anew.
      if (newest.atMs - pose.atMs < 5_000) return;
      this.#forget();
    }
    const shown = this.#kept.length > 0 ? this.#quickAt(arrivedAtMs) : null;
    if (newest) {
      const passedMs = pose.atMs - newest.atMs;
      if (passedMs < 500) push(this.#intervals, passedMs, WINDOW);
    }
    push(this.#offsets, arrivedAtMs - pose.atMs, WINDOW);
    push(this.#kept, pose, KEPT);
    this.#arrivedAtMs = arrivedAtMs;
    const sorted = [...this.#offsets].sort((a, b) => a - b);
    this.#fastest = sorted[0]!;
    const late = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * IN_TIME))]!;
    this.#jitterMs = Math.min(MOST_JITTER_MS, late - this.#fastest);
    if (shown) this.#makeGood(shown, arrivedAtMs);
  }

  /**
   * The pose to be shown now. Its `shapes` are written anew by the next call.
   *
   * @param nowMs On the clock of `arrivedAtMs`; never goes back.
   */
  sample(nowMs: number): Pose {
    const sinceMs = this.#sampledAtMs === null ? 0 : Math.max(0, nowMs - this.#sampledAtMs);
    this.#sampledAtMs = nowMs;
    const newest = this.#kept.at(-1);
    if (!newest) return { ...restPose(nowMs), shapes: this.#shapes };
    this.#adapt(sinceMs);
    this.#appear(nowMs - this.#arrivedAtMs, sinceMs);
    return this.#show(newest, nowMs);
  }

  /** Nothing is known of the sender any more. */
  #forget(): void {
    this.#kept.length = 0;
    this.#offsets.length = 0;
    this.#intervals.length = 0;
    this.#error = null;
  }

  /** [PL4] */
  #adapt(sinceMs: number): void {
    const sorted = [...this.#intervals].sort((a, b) => a - b);
    const interval = Math.min(MOST_INTERVAL_MS, sorted[sorted.length >> 1] ?? 0);
    this.#wait.approach(interval + this.#jitterMs, sinceMs);
    this.#quickWait.approach(Math.max(0, this.#jitterMs - BRIDGE_MS), sinceMs);
  }

  /** [PL3] */
  #appear(silenceMs: number, sinceMs: number): void {
    const step = silenceMs > HOLD_MS ? -sinceMs / TO_REST_MS : sinceMs / FROM_REST_MS;
    this.#presence = Math.max(0, Math.min(1, this.#presence + step));
  }

  /** What the sender was like at a moment of its own clock. */
  #at(atMs: number): Moment {
    const kept = this.#kept;
    let after = kept.length;
    while (after > 0 && kept[after - 1]!.atMs > atMs) after--;
    const from = kept[Math.max(0, after - 1)]!;
    const to = kept[Math.min(after, kept.length - 1)]!;
    if (from !== to) return { from, to, share: (atMs - from.atMs) / (to.atMs - from.atMs) };
    const before = kept[after - 2];
    if (after === 0 || !before) return { from, to, share: 0 };
    return {
      from: before,
      to: from,
      share: 1 + goOnMs(atMs - from.atMs) / (from.atMs - before.atMs),
    };
  }

  #quickMoment(nowMs: number): Moment {
    return this.#at(nowMs - this.#fastest - this.#quickWait.ms);
  }

  /** [PL2] */
  #quickAt(nowMs: number): Quick {
    const known = quickOf(this.#quickMoment(nowMs));
    if (!this.#error) return known;
    const left = Math.exp((this.#error.sinceMs - nowMs) / MAKE_GOOD_MS);
    return {
      turn: multiply(slerp(NO_TURN, this.#error.turn, left), known.turn),
      shift: addVector(known.shift, this.#error.shift, left),
      shapes: addShapes(known.shapes, this.#error.shapes, left),
    };
  }

  /** Goes on from what was shown before something new was known. */
  #makeGood(shown: Quick, nowMs: number): void {
    const known = quickOf(this.#quickMoment(nowMs));
    this.#error = {
      turn: multiply(shown.turn, invert(known.turn)),
      shift: addVector(shown.shift, known.shift, -1),
      shapes: addShapes(shown.shapes, known.shapes, -1),
      sinceMs: nowMs,
    };
  }

  /** Each part of one moment, all of it the less the longer nothing came. */
  #show(newest: Pose, nowMs: number): Pose {
    const presence = this.#presence * this.#presence * (3 - 2 * this.#presence);
    const { from, to, share } = this.#at(nowMs - this.#fastest - this.#wait.ms);
    const quick = this.#quickAt(nowMs);
    for (let i = 0; i < SHAPE_COUNT; i++) {
      // [PL1] Values that wait are never taken beyond what came.
      const value = QUICK[i]
        ? Math.max(0, Math.min(1, quick.shapes[i]!))
        : mix(from.shapes[i]!, to.shapes[i]!, Math.min(1, share));
      this.#shapes[i] = value * presence;
    }
    const present = presence > 0.5;
    const moment = this.#quickMoment(nowMs);
    return {
      atMs: mix(moment.from.atMs, moment.to.atMs, moment.share),
      source: present ? newest.source : "rest",
      shapes: this.#shapes,
      head: slerp(NO_TURN, quick.turn, presence),
      shift: mixVector(NO_SHIFT, quick.shift, presence),
      torso: present ? mixTurn(from.torso, to.torso, share) : null,
      left: present ? mixHand(from.left, to.left, share) : null,
      right: present ? mixHand(from.right, to.right, share) : null,
      emotion: present ? newest.emotion : "neutral",
      gesture: present ? newest.gesture : null,
    };
  }
}

/** [PL2] How far is gone beyond what is known, in milliseconds of its movement. */
function goOnMs(beyondMs: number): number {
  const haltMs = 2 * (MOST_BEYOND_MS - GO_ON_MS);
  const haltingMs = Math.min(haltMs, Math.max(0, beyondMs - GO_ON_MS));
  return Math.min(beyondMs, GO_ON_MS) + haltingMs - haltingMs ** 2 / (2 * haltMs);
}

function quickOf({ from, to, share }: Moment): Quick {
  const near = Math.min(MOST_SHARE, share);
  return {
    turn: slerp(from.head, to.head, share),
    shift: mixVector(from.shift, to.shift, share),
    shapes: from.shapes.map((value, i) => QUICK[i] ? mix(value, to.shapes[i]!, near) : 0),
  };
}

function addShapes(a: Float32Array, b: Float32Array, share: number): Float32Array {
  return a.map((value, i) => value + b[i]! * share);
}

function addVector(a: Vector, b: Vector, share: number): Vector {
  return [a[0] + b[0] * share, a[1] + b[1] * share, a[2] + b[2] * share];
}

function push<T>(list: T[], item: T, most: number): void {
  list.push(item);
  if (list.length > most) list.shift();
}
