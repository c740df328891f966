/**
 * Learns what a face does at rest and at most, and turns a model's scores into shapes from 0 to 1 by that. The scores
 * are guesses of a classifier: somebody's resting brow may score 0.4, and somebody's widest mouth 0.6.
 * Pure and browser-safe.
 */
import { NO_TURN, type Shape, SHAPE_COUNT, shapeIndex, SHAPES } from "@/lib/avatar/pose/pose.ts";
import { angleOf, invert, multiply, slerp } from "@/lib/avatar/pose/rotation.ts";
import type { HeadPlace } from "@/lib/avatar/tracking/head.ts";

/** What is known of one face. */
export interface Calibration {
  /** Scores at rest, in the order of `SHAPES`. */
  readonly rest: Float32Array;
  /** Scores at most. */
  readonly full: Float32Array;
  readonly head: HeadPlace;
  /** For how long the face was looked at, in seconds; no more is counted than `WELL_KNOWN_S`. */
  readonly seenS: number;
}

/** After so long a face is well known, in seconds. */
const WELL_KNOWN_S = 120;

/** Scores of a whole movement where nothing else is known; others reach `FULL`. From looking at faces. */
const FULL_OF: Partial<Record<Shape, number>> = {
  eyeBlinkLeft: 0.6,
  eyeBlinkRight: 0.6,
  jawOpen: 0.7,
  mouthPucker: 0.95,
  mouthFunnel: 0.6,
  mouthSmileLeft: 0.65,
  mouthSmileRight: 0.65,
  eyeWideLeft: 0.45,
  eyeWideRight: 0.45,
  jawLeft: 0.45,
  jawRight: 0.45,
  cheekPuff: 0.5,
};
const FULL = 0.75;

/** No resting face scores more: what does is a movement. Brows and squints of quiet faces score high. */
const HIGHEST_REST_OF: Partial<Record<Shape, number>> = {
  jawOpen: 0.12,
  mouthPucker: 0.5,
  browDownLeft: 0.5,
  browDownRight: 0.5,
  browInnerUp: 0.5,
  eyeSquintLeft: 0.6,
  eyeSquintRight: 0.6,
};
const HIGHEST_REST = 0.3;

/** The least way from rest to most: less would blow jitter up. */
const LEAST_SPAN = 0.25;

/** What is less than this share of the way is rest. */
const QUIET = 0.03;

const fullByDefault = Float32Array.from(SHAPES, (name) => FULL_OF[name] ?? FULL);
const highestRest = Float32Array.from(SHAPES, (name) => HIGHEST_REST_OF[name] ?? HIGHEST_REST);

/** What is believed of a face that was seen once. */
export function firstCalibration(shapes: Float32Array, head: HeadPlace): Calibration {
  return {
    rest: shapes.map((score, i) => Math.min(score, highestRest[i]!)),
    full: fullByDefault.slice(),
    // Who looks elsewhere at first will look at the screen soon.
    head: angleOf(head.turn) > ASIDE ? { ...head, turn: NO_TURN } : head,
    seenS: 0,
  };
}

/** Scores → shapes from 0 to 1. */
export function calibrated(shapes: Float32Array, { rest, full }: Calibration): Float32Array {
  return shapes.map((score, i) => {
    const span = Math.max(LEAST_SPAN, full[i]! - rest[i]!);
    const share = (score - rest[i]!) / span;
    return Math.max(0, Math.min(1, (share - QUIET) / (1 - QUIET)));
  });
}

/** Time constants of slow learning, in seconds: rest sinks fast as nothing is below it; all else takes its time. */
const REST_SINKS_S = 1.5;
const REST_RISES_S = 180;
const FULL_RISES_S = 1;
const FULL_SINKS_S = 600;

/** A head's rest is the mean of what was seen so far, and later of the last two minutes; of a moment at least. */
const HEAD_S = [2, WELL_KNOWN_S] as const;

/** A head that is turned further than this from its rest looks at something, in radians. */
const LOOKS_AWAY = 0.25;

/** While the rest of a head is hardly known, the camera stands for it: most people sit before it. */
const HARDLY_KNOWN_S = 10;
const ASIDE = 0.35;

const share = (dtS: number, tauS: number) => 1 - Math.exp(-dtS / tauS);

/** Goes on learning from a face, `dtS` seconds after the last one. */
export function learned(
  calibration: Calibration,
  shapes: Float32Array,
  { head, dtS }: { head: HeadPlace; dtS: number },
): Calibration {
  const towards = (from: number, to: number, tauS: number) => from + (to - from) * share(dtS, tauS);
  const rest = calibration.rest.map((at, i) => {
    const score = Math.min(shapes[i]!, highestRest[i]!);
    return towards(at, score, score < at ? REST_SINKS_S : REST_RISES_S);
  });
  const full = calibration.full.map((at, i) => {
    const score = shapes[i]!;
    return score > at
      ? towards(at, score, FULL_RISES_S)
      : towards(at, Math.min(at, fullByDefault[i]!), FULL_SINKS_S);
  });
  const seenS = Math.min(WELL_KNOWN_S, calibration.seenS + dtS);
  return { rest, full, head: headLearned(calibration, head, dtS), seenS };
}

function headLearned({ head: rest, seenS }: Calibration, head: HeadPlace, dtS: number): HeadPlace {
  const isAside = seenS < HARDLY_KNOWN_S
    ? angleOf(head.turn) > ASIDE
    : angleOf(multiply(head.turn, invert(rest.turn))) > LOOKS_AWAY;
  if (isAside) return rest;
  const by = share(dtS, Math.max(HEAD_S[0], Math.min(HEAD_S[1], seenS)));
  const way = (axis: 0 | 1 | 2) =>
    rest.placeCm[axis] + (head.placeCm[axis] - rest.placeCm[axis]) * by;
  return { turn: slerp(rest.turn, head.turn, by), placeCm: [way(0), way(1), way(2)] };
}

/** Where a calibration is kept in this browser. */
const KEY = "maru-face";

/** The part of `localStorage` that is needed. Where storing is not allowed, even asking for it throws. */
export type OpenDrawer = () => Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** Reads what was learned at an earlier visit; null where nothing was, or it is not ours. */
export function readCalibration(drawer: OpenDrawer): Calibration | null {
  try {
    return decodeCalibration(JSON.parse(drawer().getItem(KEY) ?? "null"));
  } catch {
    // Not allowed to be read, or not written by us: the face is learned anew.
    return null;
  }
}

/** Keeps what was learned. */
export function writeCalibration(drawer: OpenDrawer, calibration: Calibration): void {
  const { rest, full, head } = calibration;
  const round = (value: number) => Math.round(value * 1000) / 1000;
  const kept = {
    v: 1,
    rest: Array.from(rest, round),
    full: Array.from(full, round),
    turn: head.turn,
    placeCm: head.placeCm,
    seenS: calibration.seenS,
  };
  try {
    drawer().setItem(KEY, JSON.stringify(kept));
  } catch {
    // Storing is not allowed, or the drawer is full: it holds for this visit alone.
  }
}

/** Forgets what was learned. */
export function forgetCalibration(drawer: OpenDrawer): void {
  try {
    drawer().removeItem(KEY);
  } catch {
    // Where storing is not allowed, nothing was kept.
  }
}

function decodeCalibration(kept: unknown): Calibration | null {
  if (typeof kept !== "object" || kept === null) return null;
  const fields = new Map<string, unknown>(Object.entries(kept));
  const rest = numbers(fields.get("rest"), SHAPE_COUNT);
  const full = numbers(fields.get("full"), SHAPE_COUNT);
  const turn = numbers(fields.get("turn"), 4);
  const placeCm = numbers(fields.get("placeCm"), 3);
  const seenS = fields.get("seenS");
  if (typeof seenS !== "number" || !(seenS >= 0)) return null;
  if (fields.get("v") !== 1 || !rest || !full || !turn || !placeCm) return null;
  const [x, y, z, w] = turn;
  if (Math.abs(Math.hypot(x!, y!, z!, w!) - 1) > 0.01) return null;
  const isUnit = (value: number) => value >= 0 && value <= 1;
  if (!rest.every(isUnit) || !full.every(isUnit)) return null;
  return {
    rest: Float32Array.from(rest),
    full: Float32Array.from(full),
    head: { turn: [x!, y!, z!, w!], placeCm: [placeCm[0]!, placeCm[1]!, placeCm[2]!] },
    seenS: Math.min(WELL_KNOWN_S, seenS),
  };
}

function numbers(value: unknown, count: number): number[] | null {
  if (!Array.isArray(value) || value.length !== count) return null;
  return value.every((entry) => typeof entry === "number" && Number.isFinite(entry)) ? value : null;
}

/** A guided calibration asks for these in turn. */
export const GUIDE = [
  { name: "still", ms: 2500 },
  { name: "mouth", ms: 3000 },
  { name: "eyes", ms: 3000 },
] as const;
export type GuideStage = typeof GUIDE[number]["name"];

/** Fewer pictures of a face at rest tell nothing. */
const FEWEST_STILL = 8;

/** Collects what a guided calibration shows. */
export class Guided {
  readonly #startMs: number;
  readonly #still: { shapes: Float32Array; head: HeadPlace }[] = [];
  readonly #moving: Float32Array[] = [];

  constructor(startMs: number) {
    this.#startMs = startMs;
  }

  /** What is asked for, and how long still; null when it is over. */
  stage(atMs: number): { name: GuideStage; leftMs: number } | null {
    let endMs = this.#startMs;
    for (const { name, ms } of GUIDE) {
      endMs += ms;
      if (atMs < endMs) return { name, leftMs: endMs - atMs };
    }
    return null;
  }

  take(shapes: Float32Array, head: HeadPlace, atMs: number): void {
    const stage = this.stage(atMs)?.name;
    if (stage === "still") this.#still.push({ shapes, head });
    else if (stage !== undefined) this.#moving.push(shapes);
  }

  /** What was learned; null where the face was not there long enough. */
  finish(): Calibration | null {
    const middle = this.#still[this.#still.length >> 1];
    if (!middle || this.#still.length < FEWEST_STILL) return null;
    const restOf = (i: number) => quantile(this.#still.map(({ shapes }) => shapes[i]!), 0.5);
    const fullOf = (i: number) => quantile(this.#moving.map((shapes) => shapes[i]!), 0.97);
    const rest = Float32Array.from(SHAPES, (_, i) => Math.min(restOf(i), highestRest[i]!));
    const full = Float32Array.from(SHAPES, (_, i) => {
      const seen = this.#moving.length > 0 ? fullOf(i) : 0;
      // A movement that nobody made says nothing about its range.
      return seen - rest[i]! > 0.5 * (fullByDefault[i]! - rest[i]!) ? seen : fullByDefault[i]!;
    });
    const place = (axis: 0 | 1 | 2) =>
      quantile(this.#still.map(({ head }) => head.placeCm[axis]), 0.5);
    const turn = this.#still.reduce(
      (mean, { head }, n) => slerp(mean, head.turn, 1 / (n + 1)),
      middle.head.turn,
    );
    const head = { turn, placeCm: [place(0), place(1), place(2)] as const };
    return { rest, full, head, seenS: WELL_KNOWN_S };
  }
}

function quantile(values: number[], at: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(at * sorted.length))]!;
}

/** How wide open a shape's range is believed to be: for tests and for those who show it. */
export function rangeOf(calibration: Calibration, shape: Shape): { rest: number; full: number } {
  const i = shapeIndex[shape];
  return { rest: calibration.rest[i]!, full: calibration.full[i]! };
}
