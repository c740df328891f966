/** What hands do in a gesture, as hands that a camera might have seen. Pure. Browser-safe. */
import type { Gesture, HandPose, Quaternion } from "@/lib/avatar/pose/pose.ts";

/** Hands of a moment; null where a hand has no part in it. */
export interface GestureHands {
  readonly left: HandPose | null;
  readonly right: HandPose | null;
}

const OPEN = [0.1, 0.04, 0.03, 0.04, 0.08] as const;
const FIST = [0, 0.95, 0.97, 0.97, 0.95] as const;
const HALF = [0.3, 0.5, 0.5, 0.5, 0.5] as const;

/** A turn about an axis of length one, in radians. */
function about(x: number, y: number, z: number, angle: number): Quaternion {
  const sin = Math.sin(angle / 2);
  return [x * sin, y * sin, z * sin, Math.cos(angle / 2)];
}

/** First `b`, then `a`. */
function after(a: Quaternion, b: Quaternion): Quaternion {
  const [ax, ay, az, aw] = a;
  const [bx, by, bz, bw] = b;
  return [
    aw * bx + ax * bw + ay * bz - az * by,
    aw * by - ax * bz + ay * bw + az * bx,
    aw * bz + ax * by - ay * bx + az * bw,
    aw * bw - ax * bx - ay * by - az * bz,
  ];
}

/** Where the hands are `s` seconds into a gesture. With `still`, they are held and nothing swings. */
export function gestureHands(gesture: Gesture, s: number, still: boolean): GestureHands {
  switch (gesture) {
    case "wave": {
      const swing = still ? 0 : 0.38 * Math.sin(s * 9);
      return {
        left: null,
        right: {
          wrist: [-0.54 - 0.08 * swing, 0.24, 0.5],
          turn: about(0, 0, 1, swing),
          curls: OPEN,
        },
      };
    }
    case "thumbs_up": {
      const nod = still ? 0 : 0.05 * Math.sin(s * 5) * Math.exp(-s);
      // The fingers to the front and inwards, the palm inwards, the thumb up.
      const turn = after(about(0, 1, 0, 0.55), [0.5, 0.5, 0.5, 0.5]);
      return {
        left: null,
        right: { wrist: [-0.42, -0.12 + nod, 0.85], turn, curls: FIST },
      };
    }
    case "heart": {
      const beat = still ? 0 : 0.03 * Math.max(0, Math.sin(s * 6));
      return {
        left: heartHand(1, beat),
        right: heartHand(-1, beat),
      };
    }
  }
}

/** Half of a heart before the chest: the fingers up and bent inwards, the palms towards each other. */
function heartHand(sign: 1 | -1, nearer: number): HandPose {
  return {
    wrist: [0.27 * sign, -0.3, 0.72 + nearer],
    turn: after(about(0, 0, 1, 0.45 * sign), about(0, 1, 0, -1.15 * sign)),
    curls: HALF,
  };
}
