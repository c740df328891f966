/**
 * Plays poses that come over a network as if they had not: an adaptive jitter buffer, interpolation, and a face that
 * comes to rest where nothing comes any more. Browser-safe.
 *
 * - [PL1] Mouth and eyelids are shown as soon as they are known, as words and looks do not wait; the head waits until there
 *   is a pose to go to.
 * - [PL2] Beyond the newest pose the head goes on for a tenth of a second at most, ever slower.
 * - [PL3] After a second without any, the face eases to rest; what comes then is eased into.
 * - [PL4] The wait follows the network: at once when it gets worse, slowly when it gets better.
 */
import {
  type HandPose,
  NO_SHIFT,
  NO_TURN,
  type Pose,
  type Quaternion,
  restPose,
  SHAPE_COUNT,
  SHAPES,
  type Vector,
} from "@/lib/avatar/pose/pose.ts";
import { slerp } from "@/lib/avatar/pose/rotation.ts";

/** Poses that are kept: a second of them. */
const KEPT = 32;
/** Offsets of the last so many poses tell how the network is. */
const WINDOW = 90;
/** The share of poses that shall be there in time. */
const IN_TIME = 0.95;
const MOST_JITTER_MS = 150;
/** An interval between poses is not taken for longer than this: a sender that is slow is shown slowly. */
const MOST_INTERVAL_MS = 80;
const EXTRAPOLATE_MS = 100;
const HOLD_MS = 1_000;
const TO_REST_MS = 600;
const FROM_REST_MS = 200;
/** How fast a wait gets shorter, in ms per ms. */
const SHORTEN = 0.05;
const LENGTHEN = 0.5;

/** Blendshapes that are shown without waiting: what is too late there is seen at once. */
const QUICK = SHAPES.map((name) => /^(mouth|jaw|tongue|eyeBlink)/.test(name));

interface Kept {
  pose: Pose;
  arrivedAtMs: number;
}

export class Playout {
  readonly #kept: Kept[] = [];
  /** How much later than the sender's clock says poses arrived. */
  readonly #offsets: number[] = [];
  readonly #intervals: number[] = [];
  #fastest = 0;
  #jitterMs = 0;
  #waitMs = 0;
  #sampledAtMs: number | null = null;
  /** 0 is at rest, 1 is what came. */
  #presence = 0;
  readonly #shapes = new Float32Array(SHAPE_COUNT);

  /** How long a pose waits on top of its way here, in milliseconds. */
  get delayMs(): number {
    return this.#waitMs;
  }

  /** Spread of the ways here, in milliseconds. */
  get jitterMs(): number {
    return this.#jitterMs;
  }

  /** Takes a pose from the network; an older one than the newest is left out. */
  take(pose: Pose, arrivedAtMs: number): void {
    const newest = this.#kept.at(-1);
    if (newest && pose.atMs <= newest.pose.atMs) {
      // A clock that went back is of a sender that began anew.
      if (newest.pose.atMs - pose.atMs < 5_000) return;
      this.#forget();
    }
    if (newest) {
      const passedMs = pose.atMs - newest.pose.atMs;
      if (passedMs < 500) push(this.#intervals, passedMs, WINDOW);
    }
    push(this.#offsets, arrivedAtMs - pose.atMs, WINDOW);
    push(this.#kept, { pose, arrivedAtMs }, KEPT);
    const sorted = [...this.#offsets].sort((a, b) => a - b);
    this.#fastest = sorted[0]!;
    const late = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * IN_TIME))]!;
    this.#jitterMs = Math.min(MOST_JITTER_MS, late - this.#fastest);
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
    this.#appear(nowMs - newest.arrivedAtMs, sinceMs);
    const playedMs = nowMs - this.#fastest;
    return this.#blend(
      this.#at(playedMs - this.#waitMs),
      this.#at(newest.pose.atMs), // [PL1]
    );
  }

  /** Nothing is known of the sender any more. */
  #forget(): void {
    this.#kept.length = 0;
    this.#offsets.length = 0;
    this.#intervals.length = 0;
  }

  /** [PL4] */
  #adapt(sinceMs: number): void {
    const sorted = [...this.#intervals].sort((a, b) => a - b);
    const interval = Math.min(MOST_INTERVAL_MS, sorted[sorted.length >> 1] ?? 0);
    const wanted = interval + this.#jitterMs;
    const room = wanted - this.#waitMs;
    if (sinceMs === 0) this.#waitMs = wanted;
    else if (room > 0) this.#waitMs += Math.min(room, LENGTHEN * sinceMs);
    else this.#waitMs += Math.max(room, -SHORTEN * sinceMs);
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
    while (after > 0 && kept[after - 1]!.pose.atMs > atMs) after--;
    const from = kept[Math.max(0, after - 1)]!.pose;
    const to = kept[Math.min(after, kept.length - 1)]!.pose;
    if (from !== to) return { from, to, share: (atMs - from.atMs) / (to.atMs - from.atMs) };
    const before = kept[after - 2]?.pose;
    if (after === 0 || !before) return { from, to, share: 0 };
    // [PL2] A way that gets shorter all the time, and comes to an end where its second half would begin.
    const beyondMs = Math.min(EXTRAPOLATE_MS, atMs - from.atMs);
    const eased = beyondMs - beyondMs ** 2 / (2 * EXTRAPOLATE_MS);
    return { from: before, to: from, share: 1 + eased / (from.atMs - before.atMs) };
  }

  /** The head of one moment, mouth and lids of another, and both the less the longer nothing came. */
  #blend(slow: Moment, quick: Moment): Pose {
    const presence = this.#presence * this.#presence * (3 - 2 * this.#presence);
    for (let i = 0; i < SHAPE_COUNT; i++) {
      const { from, to, share } = QUICK[i] ? quick : slow;
      // Values are never taken beyond what came.
      const value = mix(from.shapes[i]!, to.shapes[i]!, Math.min(1, share));
      this.#shapes[i] = value * presence;
    }
    const { from, to, share } = slow;
    const { emotion, gesture, source } = share >= 1 ? to : from;
    const present = presence > 0.5;
    return {
      atMs: mix(from.atMs, to.atMs, share),
      source: present ? source : "rest",
      shapes: this.#shapes,
      head: slerp(NO_TURN, slerp(from.head, to.head, share), presence),
      shift: mixVector(NO_SHIFT, mixVector(from.shift, to.shift, share), presence),
      torso: present ? mixTurn(from.torso, to.torso, share) : null,
      left: present ? mixHand(from.left, to.left, share) : null,
      right: present ? mixHand(from.right, to.right, share) : null,
      emotion: present ? emotion : "neutral",
      gesture: present ? gesture : null,
    };
  }
}

/** Between two poses; a share of more than 1 goes on beyond the second. */
interface Moment {
  from: Pose;
  to: Pose;
  share: number;
}

function push<T>(list: T[], item: T, most: number): void {
  list.push(item);
  if (list.length > most) list.shift();
}

function mix(a: number, b: number, share: number): number {
  return a + (b - a) * share;
}

function mixVector(a: Vector, b: Vector, share: number): Vector {
  return [mix(a[0], b[0], share), mix(a[1], b[1], share), mix(a[2], b[2], share)];
}

function mixTurn(a: Quaternion | null, b: Quaternion | null, share: number): Quaternion | null {
  return a && b ? slerp(a, b, share) : share >= 1 ? b : a;
}

function mixHand(a: HandPose | null, b: HandPose | null, share: number): HandPose | null {
  if (!a || !b) return share >= 1 ? b : a;
  // A hand is not taken beyond where it was seen: it stops at once where it stops.
  const near = Math.min(1, share);
  const curl = (i: 0 | 1 | 2 | 3 | 4) => mix(a.curls[i], b.curls[i], near);
  return {
    wrist: mixVector(a.wrist, b.wrist, near),
    turn: slerp(a.turn, b.turn, near),
    curls: [curl(0), curl(1), curl(2), curl(3), curl(4)],
  };
}
