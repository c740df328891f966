/** What the models see in one picture, as it leaves the worker: nothing of the picture itself. Browser-safe. */
import { type Shape, SHAPE_COUNT, shapeIndex } from "@/lib/avatar/pose/pose.ts";

/** A point that a model found. Its axes depend on the model; see where it is read. */
export interface Point {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** A face. */
export interface SeenFace {
  /** Scores in the order of `SHAPES`; not calibrated. */
  readonly shapes: Float32Array;
  /** The face's place and turn as 16 numbers, column by column, in centimetres from the camera. */
  readonly matrix: Float32Array;
}

/** A hand. */
export interface SeenHand {
  /** The person's own side. */
  readonly side: "left" | "right";
  /** 21 points in the picture: x and y from 0 to 1, from the top left. */
  readonly picture: readonly Point[];
  /** 21 points in metres around the hand's middle: x to the right of the picture, y down, z away from the camera. */
  readonly world: readonly Point[];
}

/** An upper body. */
export interface SeenBody {
  /** 33 points in metres around the hips: x to the right of the picture, y down, z away from the camera. */
  readonly world: readonly (Point & { readonly visibility: number })[];
}

/** What was found in a picture. */
export interface Seen {
  /** When it was taken, in milliseconds of `performance.now()`. */
  readonly atMs: number;
  readonly face: SeenFace | null;
  /** Null where nobody looked for hands this time. */
  readonly hands: readonly SeenHand[] | null;
  /** Null where nobody looked, `"none"` where none was found. */
  readonly body: SeenBody | "none" | null;
  /** How long looking took in the worker, in milliseconds. */
  readonly busyMs: number;
  /** Width over height of the picture. */
  readonly aspect: number;
}

/** One score as MediaPipe gives it. */
export interface NamedScore {
  readonly categoryName: string;
  readonly score: number;
}

/**
 * Puts MediaPipe's 52 scores into ARKit's order, by their names: `_neutral` is no movement and falls away, `tongueOut` is
 * not among them and stays 0.
 *
 * Source of the names: MediaPipe, `face_blendshapes_graph.cc`.
 */
export function toShapes(scores: readonly NamedScore[]): Float32Array {
  const shapes = new Float32Array(SHAPE_COUNT);
  for (const { categoryName, score } of scores) {
    const at = shapeIndex[categoryName as Shape];
    // Undefined for `_neutral`, and for whatever else is no shape of ours.
    if (at !== undefined) shapes[at] = score;
  }
  return shapes;
}
