/**
 * Owns what a moment of a face is: 52 blendshapes, the head's turn, and where switched on the torso and the hands.
 * Everything between the camera and the drawing speaks of this. Pure and browser-safe.
 *
 * Axes are the avatar's own, as in VRM 1.0: +x to its left, +y up, +z out of its face. So a turn about +y looks to its
 * left, a turn about +x looks down, a turn about +z leans towards its right shoulder. Nothing here is mirrored.
 */
import type { AvatarExpression } from "@/lib/avatar/model.ts";

/** The blendshapes, in the order of ARKit's face anchor. Source: Apple, `ARFaceAnchor.BlendShapeLocation`. */
export const SHAPES = [
  "eyeBlinkLeft",
  "eyeLookDownLeft",
  "eyeLookInLeft",
  "eyeLookOutLeft",
  "eyeLookUpLeft",
  "eyeSquintLeft",
  "eyeWideLeft",
  "eyeBlinkRight",
  "eyeLookDownRight",
  "eyeLookInRight",
  "eyeLookOutRight",
  "eyeLookUpRight",
  "eyeSquintRight",
  "eyeWideRight",
  "jawForward",
  "jawLeft",
  "jawRight",
  "jawOpen",
  "mouthClose",
  "mouthFunnel",
  "mouthPucker",
  "mouthLeft",
  "mouthRight",
  "mouthSmileLeft",
  "mouthSmileRight",
  "mouthFrownLeft",
  "mouthFrownRight",
  "mouthDimpleLeft",
  "mouthDimpleRight",
  "mouthStretchLeft",
  "mouthStretchRight",
  "mouthRollLower",
  "mouthRollUpper",
  "mouthShrugLower",
  "mouthShrugUpper",
  "mouthPressLeft",
  "mouthPressRight",
  "mouthLowerDownLeft",
  "mouthLowerDownRight",
  "mouthUpperUpLeft",
  "mouthUpperUpRight",
  "browDownLeft",
  "browDownRight",
  "browInnerUp",
  "browOuterUpLeft",
  "browOuterUpRight",
  "cheekPuff",
  "cheekSquintLeft",
  "cheekSquintRight",
  "noseSneerLeft",
  "noseSneerRight",
  "tongueOut",
] as const;
export type Shape = typeof SHAPES[number];

export const SHAPE_COUNT = SHAPES.length;

/** Where a blendshape stands in `Pose.shapes`. */
export const shapeIndex: { readonly [S in Shape]: number } = Object.fromEntries(
  SHAPES.map((name, i) => [name, i]),
) as Record<Shape, number>;

/** A unit quaternion. */
export type Quaternion = readonly [x: number, y: number, z: number, w: number];
export type Vector = readonly [x: number, y: number, z: number];

export const NO_TURN: Quaternion = [0, 0, 0, 1];
export const NO_SHIFT: Vector = [0, 0, 0];

/** A hand that is seen. */
export interface HandPose {
  /** Where the wrist is from the middle between the shoulders, in widths of the shoulders; ±2 at most. */
  readonly wrist: Vector;
  /** The hand's turn from a hand that points up with its palm to the front. */
  readonly turn: Quaternion;
  /** Thumb to little finger: 0 is straight, 1 is curled into the palm. */
  readonly curls: readonly [number, number, number, number, number];
}

/** What a hand does that is understood as more than a hand. */
export const GESTURES = ["wave", "thumbs_up", "heart"] as const;
export type Gesture = typeof GESTURES[number];

/** Emotions that can be shown over the face; the same words as everywhere. */
export type Emotion = AvatarExpression;

/** What moves the face: a camera, a voice without one, or nothing at all. */
export type PoseSource = "camera" | "voice" | "rest";

/** One moment of a person. */
export interface Pose {
  /** The sender's clock in milliseconds; grows from pose to pose. */
  readonly atMs: number;
  readonly source: PoseSource;
  /** 52 values from 0 to 1, in the order of `SHAPES`. */
  readonly shapes: Float32Array;
  /** The head's turn from where this person looks at rest. */
  readonly head: Quaternion;
  /** The head's way from where it is at rest, in widths of the shoulders; ±1 at most. */
  readonly shift: Vector;
  /** The torso's turn; null where the body is not tracked. */
  readonly torso: Quaternion | null;
  readonly left: HandPose | null;
  readonly right: HandPose | null;
  readonly emotion: Emotion;
  /** What the person does right now: chosen by a key, or seen by the camera. */
  readonly gesture: Gesture | null;
}

/** Nobody moves: open eyes, closed mouth, head upright. */
export function restPose(atMs: number): Pose {
  return {
    atMs,
    source: "rest",
    shapes: new Float32Array(SHAPE_COUNT),
    head: NO_TURN,
    shift: NO_SHIFT,
    torso: null,
    left: null,
    right: null,
    emotion: "neutral",
    gesture: null,
  };
}
