import assert from "node:assert/strict";
import { SHAPE_COUNT, shapeIndex } from "@/lib/avatar/pose/pose.ts";
import { fromEuler } from "@/lib/avatar/pose/rotation.ts";
import type { FaceBundle } from "@/lib/avatar/tracking/face_finder/bundle.ts";
import {
  EGG,
  photographed,
  toProtobuf,
  turned,
} from "@/lib/avatar/tracking/face_finder/canonical_face_for_tests.ts";
import { readDetection } from "@/lib/avatar/tracking/face_finder/detect.ts";
import {
  detections,
  type MadeDetection,
} from "@/lib/avatar/tracking/face_finder/detections_for_tests.ts";
import { FaceFinder, type OpenNet } from "@/lib/avatar/tracking/face_finder/finder.ts";
import { placeFace, readCanonicalFace } from "@/lib/avatar/tracking/face_finder/geometry.ts";
import {
  cutOut,
  levelsOf,
  type Pixels,
  type Region,
  regionAround,
  toPicture,
  wholeOf,
} from "@/lib/avatar/tracking/face_finder/region.ts";
import { EXPRESSIVE_POINTS } from "@/lib/avatar/tracking/face_finder/scores.ts";

const BUNDLE: FaceBundle = {
  detector: Uint8Array.of(1),
  landmarks: Uint8Array.of(2),
  blendshapes: Uint8Array.of(3),
  geometry: toProtobuf(EGG),
};
const NAMES = ["detector", "landmarks", "blendshapes"] as const;
type Name = typeof NAMES[number];
const nameOf = (model: Uint8Array): Name => NAMES[model[0]! - 1]!;

const TURN = fromEuler([0.1, -0.3, 0.2]);
const PLACE = [1, -2, -35] as const;

/** Points of a face as the model tells them, in the 256 × 256 pixels it looks at: those of the egg and both irises. */
const POINTS = Float32Array.of(
  ...photographed(EGG, { turn: TURN, place: PLACE }, { width: 256, height: 256, depthOffset: 20 }),
  ...Array.from({ length: 10 }, (_, i) => [100 + 5 * i, 110 + i, 3]).flat(),
);

const SCORES = Float32Array.from({ length: 52 }, (_, i) => i / 64);

/** Takes a fifth of the picture. */
const FACE: MadeDetection = { guess: 300, logit: 3, x: 0.4, y: 0.6, width: 0.2, height: 0.2 };

/** Models that say what they are told to. */
class FakeNets {
  detected: readonly MadeDetection[] = [FACE];
  points = POINTS;
  /** What the model of points says next of whether a face is there; then that one is. */
  readonly presences: number[] = [];
  /** The models that were asked, with what. */
  readonly asked: { name: Name; input: Float32Array }[] = [];
  readonly shapes: Partial<Record<Name, readonly number[]>> = {};
  readonly closed: Name[] = [];

  readonly open: OpenNet = (model, inputShape) => {
    const name = nameOf(model);
    this.shapes[name] = inputShape;
    return Promise.resolve({
      run: (input) => {
        this.asked.push({ name, input: input.slice() });
        return this.#answer(name);
      },
      close: () => void this.closed.push(name),
    });
  };

  /** The names of those that were asked since this was asked last. */
  takeAsked(): Name[] {
    return this.asked.splice(0).map(({ name }) => name);
  }

  input(name: Name): Float32Array {
    return this.asked.findLast((asked) => asked.name === name)!.input;
  }

  #answer(name: Name): Float32Array[] {
    if (name === "blendshapes") return [SCORES.slice()];
    if (name === "landmarks") {
      return [this.points.slice(), Float32Array.of(this.presences.shift() ?? 8)];
    }
    const { boxes, logits } = detections(this.detected);
    return [logits, boxes];
  }
}

async function openFinder(): Promise<{ nets: FakeNets; finder: FaceFinder }> {
  const nets = new FakeNets();
  return { nets, finder: await FaceFinder.open(BUNDLE, nets.open) };
}

/** A picture in which no two places are alike. */
function gaudy(width: number, height: number): Pixels {
  const data = Uint8ClampedArray.from(
    { length: width * height * 4 },
    (_, i) => (i * 7 + (i >> 2) % width * 3 + (i >> 11)) % 256,
  );
  return { width, height, data };
}

const PICTURE = gaudy(640, 480);

/** Where the face is by the detector alone. */
function detectedIn(picture: Pixels): Region {
  const { boxes, logits } = detections([FACE]);
  return readDetection(boxes, logits, wholeOf(picture))!;
}

/** The model's points, carried from a region into the picture. */
function mapped(region: Region): Float32Array {
  const points = POINTS.slice();
  for (let i = 0; i < points.length; i += 3) {
    points.set(toPicture(region, POINTS[i]! / 256, POINTS[i + 1]! / 256), i);
    points[i + 2] = POINTS[i + 2]! / 256 * region.size;
  }
  return points;
}

function assertSame(found: Float32Array, wanted: ArrayLike<number>, within = 0): void {
  assert.equal(found.length, wanted.length);
  const off = found.findIndex((value, i) => !(Math.abs(value - wanted[i]!) <= within));
  assert.equal(off, -1, `${found[off]} is not ${wanted[off]} at ${off}`);
}

function faceCut(picture: Pixels, region: Region): Float32Array {
  const into = new Float32Array(256 * 256 * 3);
  cutOut(picture, region, { into, side: 256, levels: levelsOf(1 / 255, 0), beside: "edge" });
  return into;
}

Deno.test("open() makes all three models ready for what they will be given", async () => {
  const { nets, finder } = await openFinder();
  assert.deepEqual(nets.shapes, {
    detector: [1, 128, 128, 3],
    landmarks: [1, 256, 256, 3],
    blendshapes: [1, 146, 2],
  });
  finder.look(PICTURE);
  for (const { name, input } of nets.asked) {
    assert.equal(input.length, nets.shapes[name]!.reduce((a, b) => a * b), name);
  }
});

Deno.test("where nobody is, nothing else is asked, and all of the next picture is looked through", async () => {
  const { nets, finder } = await openFinder();
  nets.detected = [];
  assert.equal(finder.look(PICTURE), null);
  assert.equal(finder.look(PICTURE), null);
  assert.deepEqual(nets.takeAsked(), ["detector", "detector"]);
  nets.detected = [FACE];
  assert.ok(finder.look(PICTURE));
  assert.deepEqual(nets.takeAsked(), ["detector", "landmarks", "blendshapes"]);
});

Deno.test("a face is searched for once, and then followed", async () => {
  const { nets, finder } = await openFinder();
  for (let i = 0; i < 4; i++) assert.ok(finder.look(PICTURE));
  const follow = ["landmarks", "blendshapes"];
  assert.deepEqual(nets.takeAsked(), ["detector", ...follow, ...follow, ...follow, ...follow]);
});

Deno.test("a face that is lost is searched for in the same picture", async () => {
  const { nets, finder } = await openFinder();
  finder.look(PICTURE);
  nets.takeAsked();
  nets.presences.push(-0.1);
  assert.ok(finder.look(PICTURE));
  assert.deepEqual(nets.takeAsked(), ["landmarks", "detector", "landmarks", "blendshapes"]);
  assert.ok(finder.look(PICTURE));
  assert.deepEqual(nets.takeAsked(), ["landmarks", "blendshapes"]);
});

Deno.test("a face that is lost and not found again is not followed any more", async () => {
  const { nets, finder } = await openFinder();
  finder.look(PICTURE);
  nets.takeAsked();
  nets.presences.push(-0.1, -0.1);
  assert.equal(finder.look(PICTURE), null);
  assert.deepEqual(nets.takeAsked(), ["landmarks", "detector", "landmarks"]);
  nets.detected = [];
  assert.equal(finder.look(PICTURE), null);
  assert.deepEqual(nets.takeAsked(), ["detector"]);
});

Deno.test("a face is there from one half on, and not where that is no number", async () => {
  const { nets, finder } = await openFinder();
  nets.presences.push(0);
  assert.ok(finder.look(PICTURE));
  nets.presences.push(NaN, NaN);
  assert.equal(finder.look(PICTURE), null);
});

Deno.test("the whole picture is looked through in black bands, a face with its edge going on", async () => {
  const { nets, finder } = await openFinder();
  const data = new Uint8ClampedArray(640 * 480 * 4).fill(255);
  nets.detected = [{ ...FACE, x: 0, y: 0.1 }];
  finder.look({ width: 640, height: 480, data });
  const whole = nets.input("detector");
  const red = (x: number, y: number) => whole[3 * (y * 128 + x)]!;
  assert.deepEqual([red(64, 8), red(64, 64), red(64, 120)], [-1, 1, -1]);
  assert.deepEqual([red(0, 64), red(127, 64)], [1, 1]);
  assert.ok(nets.input("landmarks").every((level) => level === 1));
});

Deno.test("points are looked for where the detector saw the face, then around where they were", async () => {
  const { nets, finder } = await openFinder();
  finder.look(PICTURE);
  const first = detectedIn(PICTURE);
  assertSame(nets.input("landmarks"), faceCut(PICTURE, first));
  nets.takeAsked();
  const next = gaudy(640, 480);
  next.data.reverse();
  finder.look(next);
  const second = regionAround(mapped(first), { stride: 3, along: [33, 263] });
  assert.ok(Math.abs(second.angle) > 0.1, "the head is leant");
  assertSame(nets.input("landmarks"), faceCut(next, second));
});

Deno.test("expressions are read off points in pixels of the picture, found and followed", async () => {
  const { nets, finder } = await openFinder();
  const expressive = (points: Float32Array) =>
    EXPRESSIVE_POINTS.flatMap((point) => [points[3 * point]!, points[3 * point + 1]!]);
  finder.look(PICTURE);
  const first = mapped(detectedIn(PICTURE));
  assertSame(nets.input("blendshapes"), expressive(first));
  finder.look(PICTURE);
  const second = mapped(regionAround(first, { stride: 3, along: [33, 263] }));
  assertSame(nets.input("blendshapes"), expressive(second), 1e-3);
});

Deno.test("scores are handed through in the order of shapes", async () => {
  const { finder } = await openFinder();
  const shapes = finder.look(PICTURE)!.shapes;
  assert.equal(shapes.length, SHAPE_COUNT);
  assert.equal(shapes[shapeIndex.browDownLeft], 1 / 64);
  assert.equal(shapes[shapeIndex.jawOpen], 25 / 64);
  assert.equal(shapes[shapeIndex.noseSneerRight], 51 / 64);
  assert.equal(shapes[shapeIndex.tongueOut], 0);
});

Deno.test("a face is placed by its points in the picture, as deep as its region is large", async () => {
  const { nets, finder } = await openFinder();
  const points = mapped(detectedIn(PICTURE));
  const wanted = placeFace(readCanonicalFace(BUNDLE.geometry), points, PICTURE)!;
  assertSame(finder.look(PICTURE)!.matrix, wanted);

  // A face that is all of what is seen is where the camera has it.
  const square = gaudy(512, 512);
  nets.detected = [{ ...FACE, x: 0.5, y: 0.5, width: 2 / 3, height: 2 / 3 }];
  nets.presences.push(-1);
  const { matrix } = finder.look(square)!;
  for (const [i, way] of PLACE.entries()) assert.ok(Math.abs(matrix[12 + i]! - way) < 0.05);
  const nose = turned(TURN, [0, 0, 1]);
  for (const [i, way] of nose.entries()) assert.ok(Math.abs(matrix[8 + i]! - way) < 0.01);
});

Deno.test("points that are no face are nobody", async () => {
  const { nets, finder } = await openFinder();
  nets.points = POINTS.map(() => 128);
  assert.equal(finder.look(PICTURE), null);
  nets.points = POINTS.map(() => NaN);
  assert.equal(finder.look(PICTURE), null);
});

Deno.test("pictures may change their size from one to the next", async () => {
  const { finder } = await openFinder();
  for (const [width, height] of [[640, 480], [480, 640], [96, 64], [1, 1]] as const) {
    const face = finder.look(gaudy(width, height));
    assert.ok(face === null || face.matrix.every(Number.isFinite));
  }
});

Deno.test("close() closes all three models", async () => {
  const { nets, finder } = await openFinder();
  finder.look(PICTURE);
  finder.close();
  assert.deepEqual(nets.closed.sort(), ["blendshapes", "detector", "landmarks"]);
});

Deno.test("open() rejects where a model cannot be opened, and leaves none of the others open", async () => {
  for (const broken of NAMES) {
    const nets = new FakeNets();
    const failure = new Error("No memory");
    const open: OpenNet = (model, shape) =>
      nameOf(model) === broken ? Promise.reject(failure) : nets.open(model, shape);
    await assert.rejects(FaceFinder.open(BUNDLE, open), failure);
    assert.deepEqual(nets.closed.sort(), Object.keys(nets.shapes).sort(), broken);
  }
});

Deno.test("open() rejects where the face of the models is none, and leaves no model open", async () => {
  const nets = new FakeNets();
  const geometry = Uint8Array.of(1, 2, 3);
  await assert.rejects(FaceFinder.open({ ...BUNDLE, geometry }, nets.open), RangeError);
  assert.deepEqual(nets.closed.sort(), Object.keys(nets.shapes).sort());
});
