/** Gives life to a face that nobody tracks: blinks, glances, breath, a head that is never quite still. Browser-safe. */
import { type Quaternion, SHAPE_COUNT, shapeIndex, type Vector } from "@/lib/avatar/pose/pose.ts";
import { fromEuler } from "@/lib/avatar/pose/rotation.ts";

/** Between two blinks, and within one: closing, shut, opening. In milliseconds. */
const BETWEEN_BLINKS_MS = [2000, 6000] as const;
const CLOSING_MS = 70;
const SHUT_MS = 40;
const OPENING_MS = 130;

/** How likely a second blink follows at once. */
const TWICE = 0.12;

/** Between two glances in milliseconds, and how far they go as a share of the eyes' way (about 5°). */
const BETWEEN_GLANCES_MS = [600, 2800] as const;
const GLANCE = 0.16;

/** Sway in radians about x, y and z: two slow waves each that never meet. */
const SWAY = [
  [0.014, 0.23, 0.009, 0.41],
  [0.022, 0.17, 0.012, 0.37],
  [0.010, 0.13, 0.006, 0.29],
] as const;

const BREATHS_HZ = 0.24;
const BREATH = 0.006;

export interface Life {
  readonly shapes: Float32Array;
  readonly head: Quaternion;
  readonly shift: Vector;
}

/** A face that lives by itself. */
export class Idle {
  readonly #random: () => number;
  #blinkMs: number | null = null;
  #glanceMs = 0;
  #from: readonly [number, number] = [0, 0];
  #to: readonly [number, number] = [0, 0];
  #glancedMs = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  #between([from, to]: readonly [number, number]): number {
    return from + (to - from) * this.#random();
  }

  next(atMs: number): Life {
    const shapes = new Float32Array(SHAPE_COUNT);
    const lid = this.#lid(atMs);
    shapes[shapeIndex.eyeBlinkLeft] = lid;
    shapes[shapeIndex.eyeBlinkRight] = lid;
    this.#look(shapes, atMs);
    const wave = (hz: number) => Math.sin(2 * Math.PI * hz * atMs / 1000);
    const [x, y, z] = SWAY.map(([a, aHz, b, bHz]) => a * wave(aHz) + b * wave(bHz));
    const breath = BREATH * wave(BREATHS_HZ);
    return { shapes, head: fromEuler([x! - breath, y!, z!]), shift: [0, breath, 0] };
  }

  #lid(atMs: number): number {
    this.#blinkMs ??= atMs + this.#between(BETWEEN_BLINKS_MS);
    const since = atMs - this.#blinkMs;
    if (since < 0) return 0;
    if (since < CLOSING_MS) return since / CLOSING_MS;
    if (since < CLOSING_MS + SHUT_MS) return 1;
    const opened = (since - CLOSING_MS - SHUT_MS) / OPENING_MS;
    if (opened < 1) return 1 - opened;
    this.#blinkMs = atMs + (this.#random() < TWICE ? 80 : this.#between(BETWEEN_BLINKS_MS));
    return 0;
  }

  /** Both eyes go together, fast as eyes do, and mostly come back to the middle. */
  #look(shapes: Float32Array, atMs: number): void {
    if (atMs >= this.#glanceMs) {
      this.#glanceMs = atMs + this.#between(BETWEEN_GLANCES_MS);
      this.#glancedMs = atMs;
      this.#from = this.#to;
      const far = () => this.#random() < 0.45 ? 0 : (this.#random() * 2 - 1) * GLANCE;
      this.#to = [far(), far() * 0.6];
    }
    const share = Math.min(1, (atMs - this.#glancedMs) / 50);
    const left = this.#from[0] + (this.#to[0] - this.#from[0]) * share;
    const up = this.#from[1] + (this.#to[1] - this.#from[1]) * share;
    shapes[shapeIndex.eyeLookOutLeft] = shapes[shapeIndex.eyeLookInRight] = Math.max(0, left);
    shapes[shapeIndex.eyeLookInLeft] = shapes[shapeIndex.eyeLookOutRight] = Math.max(0, -left);
    shapes[shapeIndex.eyeLookUpLeft] = shapes[shapeIndex.eyeLookUpRight] = Math.max(0, up);
    shapes[shapeIndex.eyeLookDownLeft] = shapes[shapeIndex.eyeLookDownRight] = Math.max(0, -up);
  }
}
