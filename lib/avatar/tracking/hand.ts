/** Reads hands: how they are turned, how far each finger is curled, and where the wrist is. Pure and browser-safe. */
import type { HandPose, Quaternion, Vector } from "@/lib/avatar/pose/pose.ts";
import { fromAxes, type HeadPlace, SHOULDERS_CM } from "@/lib/avatar/tracking/head.ts";
import type { Point, SeenHand } from "@/lib/avatar/tracking/seen.ts";

export type Curls = HandPose["curls"];

/** Points of a hand. Source: MediaPipe, Hand Landmarker. */
export const WRIST = 0;
export const THUMB_TIP = 4;
export const INDEX_BASE = 5;
export const INDEX_TIP = 8;
export const MIDDLE_BASE = 9;
const LITTLE_BASE = 17;

/** The joints of each finger from the palm to the tip. */
const FINGERS = [
  [1, 2, 3, 4],
  [5, 6, 7, 8],
  [9, 10, 11, 12],
  [13, 14, 15, 16],
  [17, 18, 19, 20],
] as const;

/** The sum of all bends of a straight and of a curled finger, in radians; of the thumb, which bends less. */
const BEND = { straight: 0.9, curled: 3.6 };
const THUMB_BEND = { straight: 0.65, curled: 1.6 };

/** The height of a face-matrix camera's picture at one centimetre's distance. Source: MediaPipe, 63° upright. */
const PICTURE_PER_CM = 2 * Math.tan((63 / 2) * Math.PI / 180);

/** From between the eyes to between the shoulders, in centimetres: down, and back. */
const NECK_CM = { down: 25, back: 6 };

/** A point along the person's axes: x to their left, y up, z towards the camera. */
export function toPerson({ x, y, z }: Point): Vector {
  return [x, -y, -z];
}

export function minus([ax, ay, az]: Vector, [bx, by, bz]: Vector): Vector {
  return [ax - bx, ay - by, az - bz];
}

export function cross([ax, ay, az]: Vector, [bx, by, bz]: Vector): Vector {
  return [ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx];
}

/** Null where it has no length to speak of. */
export function unit([x, y, z]: Vector): Vector | null {
  const length = Math.hypot(x, y, z);
  return length > 1e-6 && Number.isFinite(length) ? [x / length, y / length, z / length] : null;
}

/** Three upright axes of which `y` is kept, and `x` as far as it can be; null where they are one. */
export function upright(x: Vector, y: Vector): Quaternion | null {
  const up = unit(y);
  const front = up && unit(cross(x, up));
  return front && up && fromAxes(cross(up, front), up, front);
}

/** The hand's turn from one that points up with its palm to the front. */
export function turnOf({ side, world }: SeenHand): Quaternion | null {
  const [wrist, index, middle, little] = [WRIST, INDEX_BASE, MIDDLE_BASE, LITTLE_BASE]
    .map((at) => world[at]);
  if (!wrist || !index || !middle || !little) return null;
  // With both palms to the front, the left hand's little finger is on the person's left, the right hand's on the right.
  const across = minus(toPerson(little), toPerson(index));
  const left: Vector = side === "left" ? across : [-across[0], -across[1], -across[2]];
  return upright(left, minus(toPerson(middle), toPerson(wrist)));
}

/** Thumb to little finger: 0 is straight, 1 is curled into the palm. */
export function curlsOf({ world }: SeenHand): Curls {
  const curl = (finger: 0 | 1 | 2 | 3 | 4): number => {
    const points = [WRIST, ...FINGERS[finger]].map((at) => world[at]);
    const { straight, curled } = finger === 0 ? THUMB_BEND : BEND;
    const share = (bendOf(points) - straight) / (curled - straight);
    return Math.max(0, Math.min(1, share));
  };
  return [curl(0), curl(1), curl(2), curl(3), curl(4)];
}

/** The sum of the angles along a chain of points, in radians. */
function bendOf(points: readonly (Point | undefined)[]): number {
  const bones = points.slice(1).map((point, i) => {
    const before = points[i];
    return point && before ? unit(minus(toPerson(point), toPerson(before))) : null;
  });
  let bend = 0;
  for (const [i, bone] of bones.slice(1).entries()) {
    const before = bones[i];
    if (!bone || !before) continue;
    const cosine = bone[0] * before[0] + bone[1] * before[1] + bone[2] * before[2];
    bend += Math.acos(Math.max(-1, Math.min(1, cosine)));
  }
  return bend;
}

/**
 * Finds the wrist by the face, where no body is looked for: the face tells how far away the person is, and the hand's
 * size in the picture how far the hand is.
 *
 * @param rest The head at rest: the shoulders do not nod with it.
 * @returns In widths of the shoulders from the middle between them, ±2 at most.
 */
export function wristByFace(
  { picture, world }: SeenHand,
  { rest, aspect }: { rest: HeadPlace; aspect: number },
): Vector | null {
  const [wrist, middle] = [picture[WRIST], picture[MIDDLE_BASE]];
  const [wristM, middleM] = [world[WRIST], world[MIDDLE_BASE]];
  if (!wrist || !middle || !wristM || !middleM) return null;
  const [restX, restY, restZ] = rest.placeCm;
  // Only what lies across the line of sight shows in the picture.
  const lengthCm = 100 * Math.hypot(middleM.x - wristM.x, middleM.y - wristM.y);
  const lengthInPicture = Math.hypot((middle.x - wrist.x) * aspect, middle.y - wrist.y);
  const faceCm = -restZ;
  const seenCm = lengthInPicture > 0.01 && lengthCm > 2
    ? lengthCm / lengthInPicture / PICTURE_PER_CM
    : faceCm;
  // An arm is so long, and a hand is seldom behind its person.
  const distanceCm = Math.max(faceCm - 55, Math.min(faceCm + 15, Math.max(10, seenCm)));
  const heightCm = distanceCm * PICTURE_PER_CM;
  return clampedWrist([
    ((wrist.x - 0.5) * aspect * heightCm - restX) / SHOULDERS_CM,
    ((0.5 - wrist.y) * heightCm - (restY - NECK_CM.down)) / SHOULDERS_CM,
    (faceCm - distanceCm + NECK_CM.back) / SHOULDERS_CM,
  ]);
}

export function clampedWrist([x, y, z]: Vector): Vector {
  const clamp = (way: number) => Math.max(-2, Math.min(2, way));
  return [clamp(x), clamp(y), clamp(z)];
}

/**
 * Gives each hand its side. The label is the person's own side, as the picture is not mirrored; of two hands with one
 * label, the one further left in the picture is the person's right.
 *
 * Source: google-ai-edge/mediapipe-samples #450 (earlier releases than 0.10.15 gave it the other way round).
 */
export function withSides(hands: readonly SeenHand[]): readonly SeenHand[] {
  const [first, second] = hands;
  if (!first || !second || first.side !== second.side) return hands.slice(0, 2);
  const firstIsRight = (first.picture[WRIST]?.x ?? 0) <= (second.picture[WRIST]?.x ?? 0);
  return [
    { ...first, side: firstIsRight ? "right" : "left" },
    { ...second, side: firstIsRight ? "left" : "right" },
  ];
}
