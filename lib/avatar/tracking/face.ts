/** Makes the face of a pose out of what was seen of it: calibrated, with lids decided, and smooth. Browser-safe. */
import {
  NO_SHIFT,
  type Quaternion,
  type Shape,
  SHAPES,
  type Vector,
} from "@/lib/avatar/pose/pose.ts";
import { toEuler } from "@/lib/avatar/pose/rotation.ts";
import {
  calibrated,
  type Calibration,
  firstCalibration,
  learned,
} from "@/lib/avatar/tracking/calibration.ts";
import { Eyes } from "@/lib/avatar/tracking/eyes.ts";
import { fromRest, type HeadPlace, readHead } from "@/lib/avatar/tracking/head.ts";
import { OneEuro, type OneEuroOptions, OneEuroTurn } from "@/lib/avatar/tracking/one_euro.ts";
import type { SeenFace } from "@/lib/avatar/tracking/seen.ts";

/** The face of a pose. */
export interface Face {
  readonly shapes: Float32Array;
  readonly head: Quaternion;
  readonly shift: Vector;
}

/** Speech must stay crisp, a blink must not be lost, a brow may take its time. Found by looking, at 30 Hz. */
const FILTERS = {
  lid: { minCutoffHz: 6, beta: 2 },
  gaze: { minCutoffHz: 1, beta: 0.6 },
  mouth: { minCutoffHz: 2.5, beta: 10 },
  skin: { minCutoffHz: 1, beta: 0.6 },
  turn: { minCutoffHz: 2, beta: 16 },
  shift: { minCutoffHz: 1, beta: 2 },
} as const satisfies Record<string, OneEuroOptions>;

function filterOf(name: Shape): OneEuroOptions {
  if (name.startsWith("eyeBlink")) return FILTERS.lid;
  if (name.startsWith("eyeLook")) return FILTERS.gaze;
  return name.startsWith("jaw") || name.startsWith("mouth") ? FILTERS.mouth : FILTERS.skin;
}

/** A gap after which a face that comes back begins anew, in milliseconds. */
const GONE_MS = 500;

/** Solves one face after the other. */
export class FaceSolver {
  #calibration: Calibration | null;
  readonly #eyes = new Eyes();
  readonly #shapes = SHAPES.map((name) => new OneEuro(filterOf(name)));
  readonly #turn = new OneEuroTurn(FILTERS.turn);
  readonly #shift = NO_SHIFT.map(() => new OneEuro(FILTERS.shift));
  #lastMs = Number.NEGATIVE_INFINITY;

  /** @param calibration What was learned before; null learns from the first face on. */
  constructor(calibration: Calibration | null) {
    this.#calibration = calibration;
  }

  get calibration(): Calibration | null {
    return this.#calibration;
  }

  /** Takes over what a guided calibration found; null forgets everything. */
  calibrate(calibration: Calibration | null): void {
    this.#calibration = calibration;
  }

  /** @returns Null where the numbers are no face. */
  solve(face: SeenFace, atMs: number): Face | null {
    const place = readHead(face.matrix);
    if (!place) return null;
    const known = this.#learn(face.shapes, place, atMs);
    const { head, shift } = fromRest(place, known.head);
    const shapes = calibrated(face.shapes, known);
    for (let i = 0; i < shapes.length; i++) shapes[i] = this.#shapes[i]!.next(shapes[i]!, atMs);
    this.#eyes.next(shapes, { yaw: toEuler(head)[1], atMs });
    const [x, y, z] = shift.map((way, i) => this.#shift[i]!.next(way, atMs));
    return { shapes, head: this.#turn.next(head, atMs), shift: [x!, y!, z!] };
  }

  #learn(shapes: Float32Array, head: HeadPlace, atMs: number): Calibration {
    const sinceMs = atMs - this.#lastMs;
    this.#lastMs = atMs;
    if (!this.#calibration) return this.#calibration = firstCalibration(shapes, head);
    // Somebody who comes back may sit elsewhere, and is believed no more than before.
    const dtS = sinceMs > GONE_MS ? 0 : Math.max(0, sinceMs) / 1000;
    return this.#calibration = learned(this.#calibration, shapes, { head, dtS });
  }
}
