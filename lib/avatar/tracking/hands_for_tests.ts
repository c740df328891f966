/** Hands that were built joint by joint, as the Hand Landmarker would see them. For tests. */
import type { Quaternion, Vector } from "@/lib/avatar/pose/pose.ts";
import { rotate } from "@/lib/avatar/tracking/head.ts";
import type { Point, SeenHand } from "@/lib/avatar/tracking/seen.ts";

export interface BuiltHand {
  side: "left" | "right";
  /** Thumb to little finger, 0 to 1. */
  curls?: readonly [number, number, number, number, number];
  turn?: Quaternion;
  /** Where the wrist is in the picture, and how long the palm is there. */
  at?: { x: number; y: number };
  palm?: number;
}

/** The palm's length in metres. */
const PALM_M = 0.09;

/** Of a right hand that points up with its palm to the front: where fingers begin, seen along the person's axes. */
const BASES: readonly Vector[] = [
  [0.03, 0.025, 0],
  [0.025, 0.09, 0],
  [0.005, 0.092, 0],
  [-0.015, 0.086, 0],
  [-0.035, 0.075, 0],
];
const BONES_M = [0.035, 0.035, 0.025, 0.02] as const;

export function buildHand(
  { side, curls = [0, 0, 0, 0, 0], turn = [0, 0, 0, 1], at = { x: 0.5, y: 0.5 }, palm = 0.1 }:
    BuiltHand,
): SeenHand {
  const flip = side === "right" ? 1 : -1;
  const points: Vector[] = [[0, 0, 0]];
  for (const [finger, base] of BASES.entries()) {
    points.push(...fingerOf(base, finger, curls[finger]!));
  }
  const turned = points.map(([x, y, z]) => rotate(turn, [x * flip, y, z]));
  // The person's axes against the picture's: x is the same, y and z are the other way round.
  const world = turned.map(([x, y, z]): Point => ({ x, y: -y, z: -z }));
  const picture = world.map(({ x, y, z }): Point => ({
    x: at.x + x / PALM_M * palm,
    y: at.y + y / PALM_M * palm,
    z: z / PALM_M * palm,
  }));
  return { side, world, picture };
}

/** Four joints, each bent by the same share: towards the palm, which is in front. */
function fingerOf(base: Vector, finger: number, curl: number): Vector[] {
  const isThumb = finger === 0;
  const bend = curl * (isThumb ? 0.55 : 1.25);
  const points: Vector[] = [base];
  let [x, y, z] = base;
  for (let bone = 1; bone < 4; bone++) {
    const angle = bend * bone;
    const length = BONES_M[bone]!;
    // A thumb bends across the palm, a finger into it.
    if (isThumb) {
      x += length * 0.7 * Math.cos(angle) - length * 0.7 * Math.sin(angle);
      y += length * 0.7 * Math.cos(angle) + length * 0.2;
    } else {
      y += length * Math.cos(angle);
      z += length * Math.sin(angle);
    }
    points.push([x, y, z]);
  }
  return points;
}
