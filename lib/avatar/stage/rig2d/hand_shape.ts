/**
 * Owns the joints of a drawn hand: from a tracked hand or a gesture to points in portrait units. A hand is modelled
 * pointing up with its palm to the viewer, in millimetre-like units, y up; only the answer has y down. Pure.
 */
import type { Gesture, HandPose, Quaternion, Vector } from "@/lib/avatar/pose/pose.ts";

/** Whose hand: the avatar's left is at the viewer's right. */
export type HandSide = "left" | "right";

/** A joint on the picture; `z` grows towards the viewer. */
export interface Joint {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** A finger from knuckle to tip. */
export interface Finger {
  readonly joints: readonly Joint[];
  readonly width: number;
  readonly curl: number;
}

/** A hand to draw. */
export interface HandShape {
  readonly wrist: Joint;
  /** The palm's outline. */
  readonly palm: readonly Joint[];
  readonly thumb: Finger;
  /** Index to little finger. */
  readonly fingers: readonly Finger[];
  /** Above 0 the palm is to the viewer, below it the back. */
  readonly facing: number;
  /** Between the tips of thumb and index: where a small heart rises from. */
  readonly pinch: Joint;
}

/** Turns a vector by a unit quaternion. */
export function turnVector([x, y, z]: Vector, [qx, qy, qz, qw]: Quaternion): Vector {
  const tx = 2 * (qy * z - qz * y);
  const ty = 2 * (qz * x - qx * z);
  const tz = 2 * (qx * y - qy * x);
  return [
    x + qw * tx + qy * tz - qz * ty,
    y + qw * ty + qz * tx - qx * tz,
    z + qw * tz + qx * ty - qy * tx,
  ];
}

interface FingerPlan {
  readonly x: number;
  readonly y: number;
  readonly length: number;
  readonly width: number;
  /** Radians to the thumb's side when spread. */
  readonly spread: number;
}

/** Measured from the wrist; x grows to the thumb. */
const PLANS: readonly FingerPlan[] = [
  { x: 23, y: 66, length: 60, width: 18, spread: 0.15 },
  { x: 7.5, y: 70, length: 67, width: 18.5, spread: 0.04 },
  { x: -8, y: 67, length: 61, width: 17.5, spread: -0.08 },
  { x: -23, y: 59, length: 48, width: 15.5, spread: -0.22 },
];
const PALM: readonly (readonly [number, number])[] = [
  [18, -6],
  [33, 16],
  [33, 44],
  [31, 66],
  [8, 74],
  [-14, 72],
  [-31, 62],
  [-32, 36],
  [-26, 10],
  [-18, -6],
];
/** Bends of the three joints of a curled finger, radians. */
const BENDS = [1.35, 1.7, 1.1] as const;
const BONES = [0.46, 0.3, 0.24] as const;

function fingerOf(plan: FingerPlan, curl: number, side: number): Vector[] {
  const spread = plan.spread * (1 - curl);
  let at: Vector = [plan.x * side, plan.y, 0];
  const joints: Vector[] = [at];
  let bend = 0;
  BONES.forEach((share, i) => {
    bend += curl * (BENDS[i] ?? 0);
    const length = share * plan.length;
    at = [
      at[0] + Math.sin(spread) * side * Math.cos(bend) * length,
      at[1] + Math.cos(spread) * Math.cos(bend) * length,
      at[2] + Math.sin(bend) * length,
    ];
    joints.push(at);
  });
  return joints;
}

function thumbOf(curl: number, side: number): Vector[] {
  // From sticking out at the side to lying across the palm.
  const out = 0.85 - curl * 1.55;
  const front = 0.15 + 0.55 * Math.max(0, curl);
  const base: Vector = [27 * side, 16, 4];
  const step = (from: Vector, length: number, turn: number): Vector => [
    from[0] + Math.sin(turn) * side * length,
    from[1] + Math.cos(turn) * length * 0.95,
    from[2] + front * length * 0.7,
  ];
  const middle = step(base, 33, out);
  return [base, middle, step(middle, 27, out - 0.25 - curl * 0.45)];
}

/**
 * Builds a hand.
 *
 * @param at Where the wrist is, in portrait units.
 * @param size Multiplies the hand; 1 goes with a grown-up's head.
 */
export function handShape(
  pose: Pick<HandPose, "turn" | "curls">,
  { side, at, size = 1 }: { side: HandSide; at: readonly [x: number, y: number]; size?: number },
): HandShape {
  const s = side === "left" ? -1 : 1;
  const put = (v: Vector): Joint => {
    const [x, y, z] = turnVector(v, pose.turn);
    const near = size * (1 + z / 700);
    return { x: at[0] + x * near, y: at[1] - y * near, z };
  };
  const [thumbCurl, ...curls] = pose.curls;
  const finger = (joints: readonly Vector[], width: number, curl: number): Finger => ({
    joints: joints.map(put),
    width: width * size,
    curl,
  });
  const fingers = PLANS.map((plan, i) => {
    const curl = Math.min(1, Math.max(0, curls[i] ?? 0));
    return finger(fingerOf(plan, curl, s), plan.width, curl);
  });
  const thumb = finger(thumbOf(Math.min(1, Math.max(-0.6, thumbCurl)), s), 19, thumbCurl);
  const [a, b] = [thumb.joints.at(-1), fingers[0]?.joints.at(-1)];
  const wrist = put([0, 0, 0]);
  return {
    wrist,
    palm: PALM.map(([x, y]) => put([x * s, y, 0])),
    thumb,
    fingers,
    facing: turnVector([0, 0, 1], pose.turn)[2],
    pinch: a && b ? { x: (a.x + b.x) / 2, y: Math.min(a.y, b.y), z: 0 } : wrist,
  };
}

/** A turn about one axis. */
function about(axis: 0 | 1 | 2, angle: number): Quaternion {
  const q: [number, number, number, number] = [0, 0, 0, Math.cos(angle / 2)];
  q[axis] = Math.sin(angle / 2);
  return q;
}

/** First `b`, then `a`. */
function times(a: Quaternion, b: Quaternion): Quaternion {
  const [ax, ay, az, aw] = a;
  const [bx, by, bz, bw] = b;
  return [
    aw * bx + ax * bw + ay * bz - az * by,
    aw * by - ax * bz + ay * bw + az * bx,
    aw * bz + ax * by - ay * bx + az * bw,
    aw * bw - ax * bx - ay * by - az * bz,
  ];
}

const WAVE_HZ = 1.9;

/**
 * What a hand does in a gesture.
 *
 * @param timeS Goes on while the gesture lasts: a wave waves.
 * @param still A wave that is only a raised hand.
 */
export function gestureHand(
  gesture: Gesture,
  { side, timeS, still }: { side: HandSide; timeS: number; still: boolean },
): HandPose {
  const s = side === "left" ? 1 : -1;
  switch (gesture) {
    case "wave": {
      const swing = still ? 0.12 : Math.sin(2 * Math.PI * WAVE_HZ * timeS);
      return {
        wrist: [s * (0.53 + 0.02 * swing), 0.12, 0.2],
        turn: about(2, -s * (0.1 + 0.3 * swing)),
        curls: [0.05, 0.04, 0.02, 0.05, 0.1],
      };
    }
    case "thumbs_up": {
      // Fingers to the front, palm to the middle, thumb up; turned a little so that one sees the fist.
      const fist: Quaternion = s < 0 ? [0.5, 0.5, 0.5, 0.5] : [0.5, -0.5, -0.5, 0.5];
      return {
        wrist: [s * 0.5, -0.08, 0.25],
        turn: times(about(1, -s * 0.75), times(about(0, 0.18), fist)),
        curls: [-0.45, 1, 1, 1, 1],
      };
    }
    case "heart":
      return {
        wrist: [s * 0.47, 0.02, 0.25],
        turn: times(about(2, s * 0.12), about(1, s * 0.35)),
        curls: [0.1, 0.36, 1, 1, 1],
      };
  }
}
