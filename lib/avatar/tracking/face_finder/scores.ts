/** What the model of expressions is given, and what its answer means. Pure and browser-safe. */
import { type Shape, SHAPE_COUNT, shapeIndex } from "@/lib/avatar/pose/pose.ts";

/**
 * Numbers of the points that the model looks at, as runs from the first to the last.
 *
 * Source: MediaPipe, `face_blendshapes_graph.cc`.
 */
// deno-fmt-ignore
const RUNS: readonly (readonly [first: number, last: number])[] = [
  [0, 1], [4, 8], [10, 10], [13, 14], [17, 17], [21, 21], [33, 33], [37, 37], [39, 40], [46, 46],
  [52, 55], [58, 58], [61, 61], [63, 63], [65, 67], [70, 70], [78, 78], [80, 82], [84, 84],
  [87, 88], [91, 91], [93, 93], [95, 95], [103, 103], [105, 105], [107, 107], [109, 109],
  [127, 127], [132, 133], [136, 136], [144, 146], [148, 150], [152, 155], [157, 163], [168, 168],
  [172, 173], [176, 176], [178, 178], [181, 181], [185, 185], [191, 191], [195, 195], [197, 197],
  [234, 234], [246, 246], [249, 249], [251, 251], [263, 263], [267, 267], [269, 270], [276, 276],
  [282, 285], [288, 288], [291, 291], [293, 293], [295, 297], [300, 300], [308, 308], [310, 312],
  [314, 314], [317, 318], [321, 321], [323, 324], [332, 332], [334, 334], [336, 336], [338, 338],
  [356, 356], [361, 362], [365, 365], [373, 375], [377, 382], [384, 390], [397, 398], [400, 400],
  [402, 402], [405, 405], [409, 409], [415, 415], [454, 454], [466, 466], [468, 477],
];

/** The points one by one; the model takes x and y of each, in pixels of the picture. */
export const EXPRESSIVE_POINTS: readonly number[] = RUNS.flatMap(([first, last]) =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i)
);

/** The scores in the order of the model, without the first, which tells of no movement. Source: as above. */
// deno-fmt-ignore
const SCORES: readonly Shape[] = [
  "browDownLeft", "browDownRight", "browInnerUp", "browOuterUpLeft", "browOuterUpRight",
  "cheekPuff", "cheekSquintLeft", "cheekSquintRight", "eyeBlinkLeft", "eyeBlinkRight",
  "eyeLookDownLeft", "eyeLookDownRight", "eyeLookInLeft", "eyeLookInRight", "eyeLookOutLeft",
  "eyeLookOutRight", "eyeLookUpLeft", "eyeLookUpRight", "eyeSquintLeft", "eyeSquintRight",
  "eyeWideLeft", "eyeWideRight", "jawForward", "jawLeft", "jawOpen", "jawRight", "mouthClose",
  "mouthDimpleLeft", "mouthDimpleRight", "mouthFrownLeft", "mouthFrownRight", "mouthFunnel",
  "mouthLeft", "mouthLowerDownLeft", "mouthLowerDownRight", "mouthPressLeft", "mouthPressRight",
  "mouthPucker", "mouthRight", "mouthRollLower", "mouthRollUpper", "mouthShrugLower",
  "mouthShrugUpper", "mouthSmileLeft", "mouthSmileRight", "mouthStretchLeft", "mouthStretchRight",
  "mouthUpperUpLeft", "mouthUpperUpRight", "noseSneerLeft", "noseSneerRight",
];

/** Puts the model's scores into the order of `SHAPES`; `tongueOut` is not among them and stays 0. */
export function shapesOf(scores: ArrayLike<number>): Float32Array {
  const shapes = new Float32Array(SHAPE_COUNT);
  for (const [i, name] of SCORES.entries()) shapes[shapeIndex[name]] = scores[i + 1]!;
  return shapes;
}
