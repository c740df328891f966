/**
 * Makes words of a face: what somebody in front of the camera does, as one would notice it. Numbers go in and stay here;
 * out come words of `CUES`. Pure and browser-safe.
 *
 * - [CW1] A word holds only after it lasted, and goes only after it was over for a while: no trembling at a border.
 * - [CW2] A nod is a head that goes down and up again twice within a moment; a look to the side is none.
 * - [CW3] Without a camera nothing is known, and nothing is said.
 */
import { type Pose, type Shape, shapeIndex } from "@/lib/avatar/pose/pose.ts";
import { toEuler } from "@/lib/avatar/pose/rotation.ts";
import { type Cue, MAX_CUES } from "@/lib/calls/character/cues.ts";

/** A word begins above `on` and ends below `off`; `holdMs` is how long either has to last. */
interface Border {
  readonly on: number;
  readonly off: number;
  readonly holdMs: number;
}

type Lasting = "smiling" | "laughing" | "frowning" | "surprised" | "looking_away";

const BORDERS: Readonly<Record<Lasting, Border>> = {
  smiling: { on: 0.4, off: 0.25, holdMs: 500 },
  laughing: { on: 0.35, off: 0.2, holdMs: 350 },
  frowning: { on: 0.4, off: 0.25, holdMs: 600 },
  surprised: { on: 0.45, off: 0.3, holdMs: 250 },
  /** Radians: 23 and 16 degrees. */
  looking_away: { on: 0.4, off: 0.28, holdMs: 1_200 },
};
const LASTING = Object.keys(BORDERS) as Lasting[];

/** Nobody is in view for this long before that is said. */
const AWAY_MS = 2_000;
/** A nod or a shake is remembered for this long. */
const SWING_KEPT_MS = 4_000;
/** Turns of a head that make a swing: this far each, so many, within this time. Radians, milliseconds. */
const SWING = { far: 0.07, turns: 2, withinMs: 1_400 } as const;

/** What is told first where there is more than may be told. */
const ORDER: readonly Cue[] = [
  "away",
  "shaking_head",
  "nodding",
  "laughing",
  "surprised",
  "frowning",
  "smiling",
  "looking_away",
];

/** One word that holds or does not. */
class Holding {
  holds = false;
  #differsSinceMs: number | null = null;

  take(value: number, { on, off, holdMs }: Border, nowMs: number): void {
    const wants = this.holds ? value >= off : value > on;
    if (wants === this.holds) {
      this.#differsSinceMs = null;
      return;
    }
    this.#differsSinceMs ??= nowMs;
    if (nowMs - this.#differsSinceMs < holdMs) return;
    this.holds = wants;
    this.#differsSinceMs = null;
  }
}

/** Counts how often an angle turns back. */
class Swing {
  #extreme = 0;
  #direction = 0;
  #turnsMs: number[] = [];

  /** Whether the head turned back just now, and often enough for a swing. */
  take(angle: number, nowMs: number): boolean {
    const way = angle - this.#extreme;
    if (this.#direction !== 0 && way * this.#direction > 0) this.#extreme = angle;
    else if (Math.abs(way) >= SWING.far) {
      // The first way there is no turn yet.
      if (this.#direction !== 0) this.#turnsMs.push(nowMs);
      this.#direction = Math.sign(way);
      this.#extreme = angle;
      this.#turnsMs = this.#turnsMs.filter((atMs) => nowMs - atMs <= SWING.withinMs);
      return this.#turnsMs.length >= SWING.turns;
    }
    return false;
  }
}

export class CueWatch {
  readonly #lasting = new Map(LASTING.map((cue) => [cue, new Holding()]));
  #nod = new Swing();
  #shake = new Swing();
  #noddedMs = -Infinity;
  #shookMs = -Infinity;
  #unseenSinceMs: number | null = null;
  /** When the camera last gave anything, a face or none. */
  #lastMs: number | null = null;

  /** Takes a pose of the tracker. `camera` is whether one is on: a face that lives by itself tells nothing. */
  take(pose: Pose, { camera, nowMs }: { camera: boolean; nowMs: number }): void {
    if (!camera) return this.forget(); // [CW3]
    this.#lastMs = nowMs;
    if (pose.source !== "camera") {
      this.#unseenSinceMs ??= nowMs;
      for (const cue of LASTING) this.#lasting.get(cue)!.take(0, BORDERS[cue], nowMs);
      return;
    }
    this.#unseenSinceMs = null;
    const [pitch, yaw] = toEuler(pose.head);
    const values = valuesOf(pose, pitch, yaw);
    for (const cue of LASTING) this.#lasting.get(cue)!.take(values[cue], BORDERS[cue], nowMs);
    // A head that shakes dips a little, and one that nods turns a little: the larger of the two is meant.
    if (this.#nod.take(pitch, nowMs) && nowMs - this.#shookMs > SWING.withinMs) {
      this.#noddedMs = nowMs;
    }
    if (this.#shake.take(yaw, nowMs) && nowMs - this.#noddedMs > SWING.withinMs) {
      this.#shookMs = nowMs;
    }
  }

  /** What holds now, the most telling first; at most `MAX_CUES`. */
  current(nowMs: number): Cue[] {
    if (this.#lastMs === null) return [];
    const isAway = this.#unseenSinceMs !== null && nowMs - this.#unseenSinceMs >= AWAY_MS;
    if (isAway) return ["away"];
    const told = ORDER.filter((cue) => {
      switch (cue) {
        case "away":
          return false;
        case "nodding":
          return nowMs - this.#noddedMs <= SWING_KEPT_MS;
        case "shaking_head":
          return nowMs - this.#shookMs <= SWING_KEPT_MS;
        case "smiling":
          return this.#lasting.get(cue)!.holds && !this.#lasting.get("laughing")!.holds;
        default:
          return this.#lasting.get(cue)!.holds;
      }
    });
    return told.slice(0, MAX_CUES);
  }

  /** Nothing is known any more: the camera is off, or consent was taken back. */
  forget(): void {
    for (const one of this.#lasting.values()) one.holds = false;
    this.#nod = new Swing();
    this.#shake = new Swing();
    this.#noddedMs = this.#shookMs = -Infinity;
    this.#unseenSinceMs = this.#lastMs = null;
  }
}

function valuesOf(pose: Pose, pitch: number, yaw: number): Readonly<Record<Lasting, number>> {
  const of = (name: Shape) => pose.shapes[shapeIndex[name]] ?? 0;
  const least = (one: Shape, other: Shape) => Math.min(of(one), of(other));
  const smile = least("mouthSmileLeft", "mouthSmileRight");
  return {
    smiling: smile,
    laughing: Math.min(smile, of("jawOpen")),
    frowning: Math.max(
      least("mouthFrownLeft", "mouthFrownRight"),
      smile < 0.2 ? least("browDownLeft", "browDownRight") : 0,
    ),
    surprised: Math.max(
      Math.min(of("browInnerUp"), of("jawOpen") + 0.2),
      least("eyeWideLeft", "eyeWideRight"),
    ),
    looking_away: Math.max(Math.abs(yaw), Math.abs(pitch)),
  };
}
