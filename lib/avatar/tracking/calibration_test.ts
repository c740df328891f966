import assert from "node:assert/strict";
import { type Shape, SHAPE_COUNT, shapeIndex } from "@/lib/avatar/pose/pose.ts";
import { angleOf, fromEuler, invert, multiply } from "@/lib/avatar/pose/rotation.ts";
import {
  calibrated,
  type Calibration,
  firstCalibration,
  forgetCalibration,
  GUIDE,
  Guided,
  learned,
  rangeOf,
  readCalibration,
  writeCalibration,
} from "@/lib/avatar/tracking/calibration.ts";
import type { HeadPlace } from "@/lib/avatar/tracking/head.ts";

const HEAD: HeadPlace = { turn: [0, 0, 0, 1], placeCm: [0, 0, -40] };

function scores(of: Partial<Record<Shape, number>>): Float32Array {
  const all = new Float32Array(SHAPE_COUNT);
  for (const [name, value] of Object.entries(of)) all[shapeIndex[name as Shape]] = value;
  return all;
}

/** Learns from one face for some seconds, 30 times a second. */
function learnFor(
  from: Calibration,
  seconds: number,
  shapes: Float32Array,
  head: HeadPlace = HEAD,
): Calibration {
  let known = from;
  for (let i = 0; i < seconds * 30; i++) known = learned(known, shapes, { head, dtS: 1 / 30 });
  return known;
}

/** A drawer of nobody's browser. */
function drawer(content: Record<string, string> = {}) {
  const items = new Map(Object.entries(content));
  return () => ({
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  });
}

const locked = () => {
  throw new DOMException("no", "SecurityError");
};

Deno.test("a face at rest is at rest, whatever its scores are", () => {
  const resting = scores({ browDownLeft: 0.4, eyeSquintLeft: 0.5, eyeBlinkLeft: 0.12 });
  const shapes = calibrated(resting, firstCalibration(resting, HEAD));
  assert.ok(shapes.every((value) => value === 0));
});

Deno.test("a face that is first seen with its mouth open is not believed to rest so", () => {
  const open = scores({ jawOpen: 0.7 });
  const known = firstCalibration(open, HEAD);
  assert.ok(calibrated(open, known)[shapeIndex.jawOpen]! > 0.9);
  const shut = learnFor(known, 5, scores({}));
  assert.ok(rangeOf(shut, "jawOpen").rest < 0.01);
});

Deno.test("a weak face reaches whole shapes once its range is known, and jitter is not blown up", () => {
  const first = firstCalibration(scores({}), HEAD);
  const smile = scores({ mouthSmileLeft: 0.9 });
  const wide = learnFor(first, 4, smile);
  assert.ok(rangeOf(wide, "mouthSmileLeft").full > 0.88);
  assert.ok(calibrated(scores({ mouthSmileLeft: 0.01 }), wide)[shapeIndex.mouthSmileLeft] === 0);
});

Deno.test("rest rises slowly: a long smile stays a smile", () => {
  const known = learnFor(firstCalibration(scores({}), HEAD), 60, scores({ mouthSmileLeft: 0.6 }));
  const smile = calibrated(scores({ mouthSmileLeft: 0.6 }), known)[shapeIndex.mouthSmileLeft]!;
  assert.ok(smile > 0.7, String(smile));
});

Deno.test("the rest of a head is learned where it mostly is, and not where it looks for a while", () => {
  const low: HeadPlace = { turn: fromEuler([-0.2, 0, 0]), placeCm: [0, 0, -40] };
  const known = learnFor(firstCalibration(scores({}), HEAD), 20, scores({}), low);
  const off = (head: HeadPlace) => angleOf(multiply(known.head.turn, invert(head.turn)));
  assert.ok(off(low) < 0.03, String(off(low)));
  const aside = { ...low, turn: fromEuler([-0.2, 0.6, 0]) };
  const after = learnFor(known, 30, scores({}), aside);
  assert.deepEqual(after.head.turn, known.head.turn);
});

Deno.test("a guided calibration learns rest, range and where the head is", () => {
  const guided = new Guided(1000);
  const totalMs = GUIDE.reduce((sum, { ms }) => sum + ms, 0);
  const seen: string[] = [];
  for (let atMs = 1000; atMs < 1000 + totalMs; atMs += 33) {
    const stage = guided.stage(atMs)!.name;
    if (seen.at(-1) !== stage) seen.push(stage);
    const jawOpen = stage === "mouth" ? 0.55 : 0.02;
    guided.take(scores({ jawOpen, browDownLeft: 0.3 }), { ...HEAD, placeCm: [1, 2, -50] }, atMs);
  }
  assert.deepEqual(seen, ["still", "mouth", "eyes"]);
  assert.equal(guided.stage(1000 + totalMs), null);
  const found = guided.finish()!;
  assert.ok(Math.abs(rangeOf(found, "browDownLeft").rest - 0.3) < 1e-6);
  assert.ok(Math.abs(rangeOf(found, "jawOpen").full - 0.55) < 1e-6);
  // Nobody blinked: the range of that stays the usual one.
  assert.ok(Math.abs(rangeOf(found, "eyeBlinkLeft").full - 0.6) < 1e-6);
  assert.deepEqual(found.head.placeCm, [1, 2, -50]);
});

Deno.test("a guided calibration without a face finds nothing", () => {
  const guided = new Guided(0);
  for (let atMs = 0; atMs < 100; atMs += 33) guided.take(scores({}), HEAD, atMs);
  assert.equal(guided.finish(), null);
});

Deno.test("what was learned is kept, read again and forgotten", () => {
  const open = drawer();
  const known = learnFor(
    firstCalibration(scores({ browDownLeft: 0.3 }), HEAD),
    12,
    scores({ browDownLeft: 0.3 }),
  );
  writeCalibration(open, known);
  const read = readCalibration(open)!;
  assert.ok(Math.abs(rangeOf(read, "browDownLeft").rest - 0.3) < 0.002);
  assert.ok(Math.abs(read.seenS - 12) < 0.1);
  forgetCalibration(open);
  assert.equal(readCalibration(open), null);
});

Deno.test("what is not ours in the drawer is no calibration, and a locked drawer hurts nobody", () => {
  const good = (): Record<string, unknown> => ({
    v: 1,
    rest: new Array(52).fill(0),
    full: new Array(52).fill(0.7),
    turn: [0, 0, 0, 1],
    placeCm: [0, 0, -40],
    seenS: 3,
  });
  const table: [string, unknown][] = [
    ["nothing", null],
    ["a word", "x"],
    ["another version", { ...good(), v: 2 }],
    ["too few", { ...good(), rest: [0] }],
    ["no numbers", { ...good(), full: new Array(52).fill("1") }],
    ["out of range", { ...good(), rest: new Array(52).fill(2) }],
    ["no turn", { ...good(), turn: [0, 0, 0, 0] }],
    ["no time", { ...good(), seenS: -1 }],
  ];
  for (const [name, kept] of table) {
    assert.equal(readCalibration(drawer({ "maru-face": JSON.stringify(kept) })), null, name);
  }
  assert.ok(readCalibration(drawer({ "maru-face": JSON.stringify(good()) })));
  assert.equal(readCalibration(drawer({ "maru-face": "{" })), null);
  assert.equal(readCalibration(locked), null);
  writeCalibration(locked, firstCalibration(scores({}), HEAD));
  forgetCalibration(locked);
});
