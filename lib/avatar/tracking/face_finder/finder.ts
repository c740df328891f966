/**
 * Finds the face in one picture after the other: where it was, it is looked for again, and all of a picture is looked
 * through only where it is lost. Browser-safe.
 *
 * The models and what is done between them are MediaPipe's Face Landmarker, on another runtime; it takes three
 * quarters of the time. Its points are not smoothed here, as whoever follows does that for each movement as it needs.
 * Source: MediaPipe, `face_landmarker_graph.cc` and `face_landmarks_detector_graph.cc`; pinned by "a face is found as
 * MediaPipe finds it" in tests/browser/tracking_test.ts.
 */
import type { FaceBundle } from "@/lib/avatar/tracking/face_finder/bundle.ts";
import { DETECTOR_SIDE, readDetection } from "@/lib/avatar/tracking/face_finder/detect.ts";
import {
  type CanonicalFace,
  placeFace,
  readCanonicalFace,
} from "@/lib/avatar/tracking/face_finder/geometry.ts";
import {
  type CutOptions,
  cutOut,
  levelsOf,
  type Pixels,
  type Region,
  regionAround,
  toPicture,
  wholeOf,
} from "@/lib/avatar/tracking/face_finder/region.ts";
import { EXPRESSIVE_POINTS, shapesOf } from "@/lib/avatar/tracking/face_finder/scores.ts";
import type { SeenFace } from "@/lib/avatar/tracking/seen.ts";

/** A model that computes. */
export interface Net {
  /** Gives its outputs in the model's order. */
  run(input: Float32Array): Float32Array[];
  close(): void;
}

/** Makes a model ready. */
export type OpenNet = (model: Uint8Array, inputShape: readonly number[]) => Promise<Net>;

/** Pixels of a side of what the model of points looks at, and what it takes a pixel as. */
const FACE: CutOptions = { side: 256, levels: levelsOf(1 / 255, 0), beside: "edge" };
const PICTURE: CutOptions = {
  side: DETECTOR_SIDE,
  levels: levelsOf(1 / 127.5, -1),
  beside: "black",
};

/** Outer corners of the right and the left eye. */
const EYES = [33, 263] as const;

/** Below this logit no face is there: one half. */
const LEAST_PRESENCE = 0;

export class FaceFinder {
  readonly #nets: { detector: Net; landmarks: Net; blendshapes: Net };
  readonly #face: CanonicalFace;
  readonly #inputs = {
    picture: new Float32Array(PICTURE.side ** 2 * 3),
    face: new Float32Array(FACE.side ** 2 * 3),
    points: new Float32Array(EXPRESSIVE_POINTS.length * 2),
  };
  /** Where the face was last. */
  #region: Region | null = null;

  private constructor(
    nets: { detector: Net; landmarks: Net; blendshapes: Net },
    geometry: Uint8Array,
  ) {
    this.#nets = nets;
    this.#face = readCanonicalFace(geometry);
  }

  static async open(bundle: FaceBundle, openNet: OpenNet): Promise<FaceFinder> {
    const opened: Net[] = [];
    const open = async (model: Uint8Array, shape: readonly number[]) => {
      const net = await openNet(model, shape);
      opened.push(net);
      return net;
    };
    try {
      const nets = {
        detector: await open(bundle.detector, [1, PICTURE.side, PICTURE.side, 3]),
        landmarks: await open(bundle.landmarks, [1, FACE.side, FACE.side, 3]),
        blendshapes: await open(bundle.blendshapes, [1, EXPRESSIVE_POINTS.length, 2]),
      };
      return new FaceFinder(nets, bundle.geometry);
    } catch (error) {
      for (const net of opened) net.close();
      throw error;
    }
  }

  /** Null where nobody is seen. */
  look(picture: Pixels): SeenFace | null {
    const points = this.#follow(picture) ?? this.#search(picture);
    this.#region = points && regionAround(points, { stride: 3, along: EYES });
    if (!points) return null;
    const matrix = placeFace(this.#face, points, picture);
    return matrix && { shapes: this.#express(points), matrix };
  }

  close(): void {
    for (const net of Object.values(this.#nets)) net.close();
  }

  /** Points of the face, x, y and z of each in pixels of the picture, where it was before. */
  #follow(picture: Pixels): Float32Array | null {
    return this.#region && this.#findPoints(picture, this.#region);
  }

  #search(picture: Pixels): Float32Array | null {
    const whole = wholeOf(picture);
    const input = this.#inputs.picture;
    cutOut(picture, whole, { ...PICTURE, into: input });
    // Its outputs, "classificators" and "regressors", stand in the order of their names.
    const [logits, boxes] = this.#nets.detector.run(input);
    const region = readDetection(boxes!, logits!, whole);
    return region && this.#findPoints(picture, region);
  }

  #findPoints(picture: Pixels, region: Region): Float32Array | null {
    const input = this.#inputs.face;
    cutOut(picture, region, { ...FACE, into: input });
    const [points, presence] = this.#nets.landmarks.run(input);
    if (!(presence![0]! >= LEAST_PRESENCE)) return null;
    const found = points!;
    for (let i = 0; i < found.length; i += 3) {
      const [x, y] = toPicture(region, found[i]! / FACE.side, found[i + 1]! / FACE.side);
      found[i] = x;
      found[i + 1] = y;
      found[i + 2] = found[i + 2]! / FACE.side * region.size;
    }
    return found;
  }

  #express(points: Float32Array): Float32Array {
    const input = this.#inputs.points;
    for (const [i, point] of EXPRESSIVE_POINTS.entries()) {
      input[2 * i] = points[3 * point]!;
      input[2 * i + 1] = points[3 * point + 1]!;
    }
    return shapesOf(this.#nets.blendshapes.run(input)[0]!);
  }
}
