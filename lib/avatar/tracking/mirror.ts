/** Turns a pose into that of its mirror image. Pure and browser-safe. */
import {
  type HandPose,
  type Pose,
  type Quaternion,
  type Shape,
  shapeIndex,
  SHAPES,
  type Vector,
} from "@/lib/avatar/pose/pose.ts";

/** Where each shape's other side stands; its own place for what has no side. */
const OTHER_SIDE: readonly number[] = SHAPES.map((name) => {
  const other = /Left$/.test(name)
    ? name.replace(/Left$/, "Right")
    : name.replace(/Right$/, "Left");
  return shapeIndex[other as Shape];
});

const mirrorTurn = ([x, y, z, w]: Quaternion): Quaternion => [x, -y, -z, w];
const mirrorPlace = ([x, y, z]: Vector): Vector => [-x, y, z];

function mirrorHand(hand: HandPose | null): HandPose | null {
  return hand && {
    wrist: mirrorPlace(hand.wrist),
    turn: mirrorTurn(hand.turn),
    curls: hand.curls,
  };
}

/** What a mirror shows: left becomes right. Twice is once. */
export function mirrored(pose: Pose): Pose {
  return {
    ...pose,
    shapes: pose.shapes.map((_, i) => pose.shapes[OTHER_SIDE[i]!]!),
    head: mirrorTurn(pose.head),
    shift: mirrorPlace(pose.shift),
    torso: pose.torso && mirrorTurn(pose.torso),
    left: mirrorHand(pose.right),
    right: mirrorHand(pose.left),
  };
}
