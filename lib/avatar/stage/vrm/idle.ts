/** Blinks of somebody whom nothing moves: a face that never blinks is a mask. Pure. Browser-safe. */
import { type Pose, SHAPE_COUNT, shapeIndex } from "@/lib/avatar/pose/pose.ts";

const CLOSE_S = 0.07;
const BLINK_S = 0.2;

export class Blinks {
  readonly #random: () => number;
  readonly #shapes = new Float32Array(SHAPE_COUNT);
  #nextS: number;
  #clockS = 0;

  /** @param random From 0 to 1. */
  constructor(random: () => number) {
    this.#random = random;
    this.#nextS = 1 + 3 * random();
  }

  /** The blendshapes to draw: those of the pose, with blinks where it has none of its own. */
  over(pose: Pose, dtS: number): Float32Array {
    this.#clockS += dtS;
    const s = this.#clockS - this.#nextS;
    // Two to six seconds apart.
    if (s > BLINK_S) this.#nextS = this.#clockS + 2 + 4 * this.#random();
    if (pose.source !== "rest" || s < 0 || s > BLINK_S) return pose.shapes;
    this.#shapes.set(pose.shapes);
    const closed = s < CLOSE_S ? s / CLOSE_S : 1 - (s - CLOSE_S) / (BLINK_S - CLOSE_S);
    for (const eye of [shapeIndex.eyeBlinkLeft, shapeIndex.eyeBlinkRight]) {
      this.#shapes[eye] = Math.max(this.#shapes[eye]!, closed);
    }
    return this.#shapes;
  }
}
