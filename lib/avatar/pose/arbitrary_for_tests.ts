/** Any pose, for property tests. */
import fc from "fast-check";
import {
  GESTURES,
  type HandPose,
  type Pose,
  type Quaternion,
  SHAPE_COUNT,
  type Vector,
} from "@/lib/avatar/pose/pose.ts";
import { EMOTIONS } from "@/lib/avatar/pose/packed_pose.ts";
import { normalize } from "@/lib/avatar/pose/rotation.ts";

const share = fc.double({ min: 0, max: 1, noNaN: true });
const part = fc.double({ min: -1, max: 1, noNaN: true });

export const anyTurn: fc.Arbitrary<Quaternion> = fc.tuple(part, part, part, part)
  .filter((parts) => Math.hypot(...parts) > 0.1).map(normalize);

function anyVector(limit: number): fc.Arbitrary<Vector> {
  const within = fc.double({ min: -limit, max: limit, noNaN: true });
  return fc.tuple(within, within, within);
}

const anyHand: fc.Arbitrary<HandPose> = fc.record({
  wrist: anyVector(2),
  turn: anyTurn,
  curls: fc.tuple(share, share, share, share, share),
});

export function anyPose(atMs: fc.Arbitrary<number> = fc.integer({ min: 0 })): fc.Arbitrary<Pose> {
  return fc.record({
    atMs,
    source: fc.constantFrom("camera", "voice", "rest"),
    shapes: fc.array(share, { minLength: SHAPE_COUNT, maxLength: SHAPE_COUNT })
      .map((values) => Float32Array.from(values)),
    head: anyTurn,
    shift: anyVector(1),
    torso: fc.option(anyTurn),
    left: fc.option(anyHand),
    right: fc.option(anyHand),
    emotion: fc.constantFrom(...EMOTIONS),
    gesture: fc.option(fc.constantFrom(...GESTURES)),
  });
}
