/** The body of a resident at one moment: where it stands and what it is at, as plain data. Browser-safe. */
import type { Emotion } from "@/lib/ai/model.ts";
import { isFree, type Point } from "@/lib/lounge/scene/ground.ts";
import type { Floor, Spot } from "@/lib/spaces/floor.ts";
import type { Motion } from "@/lib/spaces/motion.ts";
import type { ClientMessage } from "@/lib/spaces/protocol.ts";

/** Least time between two positions: five a second. */
export const STEP_MS = 200;

/** The direction from one point to another: 0 looks along +z, and turning left adds. */
export function headingTo(from: Point, to: Point): number {
  return Math.atan2(to.x - from.x, to.z - from.z);
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.z - b.z);
}

/** What a body may ask for. */
export type BodyInput = Extract<ClientMessage, { type: "move" | "emote" | "typing" }>;

/** What a body is at. */
export type Doing =
  /** Stands, or sits, with nothing on its mind. */
  | { kind: "rest"; untilMs: number }
  | { kind: "walk"; corners: Point[]; arrive: Spot; sit: boolean; lastMs: number }
  /** Looks at somebody: one who speaks, or one whom it talks with. */
  | { kind: "attend"; untilMs: number; nextNodMs: number }
  /** Its reply is being written. */
  | { kind: "reply" };

/** A body at one moment. Plain data. */
export interface Body {
  readonly characterId: string;
  readonly floor: Floor;
  /** Where chance stands. */
  seed: number;
  x: number;
  z: number;
  heading: number;
  motion: Motion;
  doing: Doing;
  /** When a gesture is over and the body is still again; null without one. */
  gestureUntilMs: number | null;
  /** A wave that is about to be given. */
  waveAtMs: number | null;
  wavedAtMs: number;
  /** When its place was told last, and whether it has changed since. */
  sentAtMs: number;
  moved: boolean;
  typing: boolean;
  /** When there is something to do again, if nothing happens before. */
  wakeAtMs: number;
}

/** What a body sees and hears. */
export type Observation =
  /** Time passed. `others`: everybody else's place, people's and residents'. */
  | { type: "tick"; others: readonly Point[] }
  /** Somebody said something; `at` is where they stand, if they stand anywhere. */
  | { type: "heard"; at: Point | null; toMe: boolean }
  | { type: "arrived"; at: Point | null }
  | { type: "waved"; at: Point | null }
  | { type: "replying"; to: Point | null }
  /** The face changed in the middle of a reply. */
  | { type: "felt"; emotion: Emotion }
  /** The reply is over: said, or not. */
  | { type: "replied"; to: Point | null };

export interface Step {
  state: Body;
  inputs: BodyInput[];
}

export interface BodyOptions {
  characterId: string;
  floor: Floor;
  seed: number;
  nowMs: number;
  /** Its place among the residents, so that they begin at different haunts. */
  index?: number;
  /** Where it stands already, as another instance left it. */
  place?: { x: number; z: number; heading: number; motion: Motion };
}

/** Makes a body, at one of its haunts where it is nowhere yet. */
export function createBody(
  { characterId, floor, seed, nowMs, index = 0, place }: BodyOptions,
): Body {
  const { haunts, entrance } = floor;
  const haunt = haunts[index % Math.max(1, haunts.length)] ?? entrance;
  const spot = place ?? { ...beside(floor, haunt, Math.floor(index / Math.max(1, haunts.length))) };
  return {
    characterId,
    floor,
    seed,
    x: spot.x,
    z: spot.z,
    heading: spot.heading,
    motion: place?.motion === "sit" ? "sit" : "idle",
    doing: { kind: "rest", untilMs: nowMs + 3_000 },
    gestureUntilMs: null,
    waveAtMs: null,
    wavedAtMs: -Infinity,
    sentAtMs: -Infinity,
    moved: true,
    typing: false,
    wakeAtMs: nowMs,
  };
}

/** Where the `n`th of those stands who share a haunt. */
function beside(floor: Floor, haunt: Spot, n: number): Spot {
  if (n === 0) return haunt;
  for (let turn = 0; turn < 8; turn++) {
    const angle = haunt.heading + Math.PI / 2 + turn * Math.PI / 4;
    const at = { x: haunt.x + Math.sin(angle) * 1.2 * n, z: haunt.z + Math.cos(angle) * 1.2 * n };
    if (isFree(floor, at.x, at.z)) return { ...at, heading: haunt.heading };
  }
  return haunt;
}
