/** Reads an upper body: the torso's turn, and the wrists beside the shoulders. Pure and browser-safe. */
import type { Quaternion, Vector } from "@/lib/avatar/pose/pose.ts";
import { clampedWrist, minus, toPerson, unit, upright } from "@/lib/avatar/tracking/hand.ts";
import type { SeenBody } from "@/lib/avatar/tracking/seen.ts";

/** Points of a body. Source: MediaPipe, Pose Landmarker. */
const LEFT_SHOULDER = 11;
const RIGHT_SHOULDER = 12;
const LEFT_WRIST = 15;
const RIGHT_WRIST = 16;
const LEFT_HIP = 23;
const RIGHT_HIP = 24;

/** What is guessed more than seen is left out. */
const VISIBLE = 0.5;

export interface Body {
  readonly torso: Quaternion;
  /** In widths of the shoulders from the middle between them; null where not seen. */
  readonly leftWrist: Vector | null;
  readonly rightWrist: Vector | null;
}

/** @returns Null where the shoulders are not seen. */
export function readBody({ world }: SeenBody): Body | null {
  const at = (i: number): Vector | null => {
    const point = world[i];
    return point && point.visibility >= VISIBLE ? toPerson(point) : null;
  };
  const left = at(LEFT_SHOULDER);
  const right = at(RIGHT_SHOULDER);
  if (!left || !right) return null;
  const across = minus(left, right);
  const width = Math.hypot(...across);
  if (!(width > 0.05)) return null;
  const middle = half(left, right);
  const torso = torsoOf(across, { middle, leftHip: at(LEFT_HIP), rightHip: at(RIGHT_HIP) });
  if (!torso) return null;
  const wrist = (point: Vector | null): Vector | null => {
    if (!point) return null;
    const [x, y, z] = minus(point, middle);
    return clampedWrist([x / width, y / width, z / width]);
  };
  return { torso, leftWrist: wrist(at(LEFT_WRIST)), rightWrist: wrist(at(RIGHT_WRIST)) };
}

/** At a desk the hips are mostly out of sight: then only the lean to a side and the turn are known. */
function torsoOf(
  across: Vector,
  { middle, leftHip, rightHip }: {
    middle: Vector;
    leftHip: Vector | null;
    rightHip: Vector | null;
  },
): Quaternion | null {
  if (leftHip && rightHip) return upright(across, minus(middle, half(leftHip, rightHip)));
  const x = unit(across);
  // Upright on the shoulders, and as near to straight up as that allows.
  return x && upright(x, [-x[0] * x[1], 1 - x[1] * x[1], -x[2] * x[1]]);
}

function half(a: Vector, b: Vector): Vector {
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2];
}
