import assert from "node:assert/strict";
import { readDetection } from "@/lib/avatar/tracking/face_finder/detect.ts";
import {
  detections,
  type MadeDetection,
} from "@/lib/avatar/tracking/face_finder/detections_for_tests.ts";
import { type Region, wholeOf } from "@/lib/avatar/tracking/face_finder/region.ts";

const NO_PIXELS = new Uint8ClampedArray();
const WIDE = wholeOf({ width: 640, height: 480, data: NO_PIXELS });
const TALL = wholeOf({ width: 480, height: 640, data: NO_PIXELS });

const FACE: MadeDetection = { guess: 300, logit: 3, x: 0.4, y: 0.6, width: 0.2, height: 0.25 };

function find(seen: Region, ...made: MadeDetection[]): Region | null {
  const { boxes, logits } = detections(made);
  return readDetection(boxes, logits, seen);
}

function assertRegion(found: Region | null, wanted: Partial<Region>): void {
  assert.ok(found);
  for (const [name, value] of Object.entries(wanted) as [keyof Region, number][]) {
    assert.ok(Math.abs(found[name] - value) < 1e-3, `${name} is ${found[name]}, not ${value}`);
  }
}

Deno.test("a face is found where it is, in a wide and in a tall picture", () => {
  assertRegion(find(WIDE, FACE), { x: 256, y: 0.6 * 640 - 80, size: 1.5 * 160, angle: 0 });
  assertRegion(find(TALL, FACE), { x: 0.4 * 640 - 80, y: 384, size: 1.5 * 160, angle: 0 });
});

Deno.test("a face is found by each kind of cell, the first and the last of them too", () => {
  for (const guess of [0, 1, 2, 31, 32, 33, 511, 512, 517, 518, 559, 560, 890, 895]) {
    assertRegion(find(WIDE, { ...FACE, guess }), { x: 256, y: 304, size: 240, angle: 0 });
  }
});

Deno.test("a face's region is turned along its eyes", () => {
  const turned = (dx: number, dy: number): MadeDetection => ({
    ...FACE,
    rightEye: [0.4 - dx, 0.55 - dy],
    leftEye: [0.4 + dx, 0.55 + dy],
  });
  const place = { x: 256, y: 304, size: 240 };
  assertRegion(find(WIDE, turned(0.05, 0.05)), { ...place, angle: Math.PI / 4 });
  assertRegion(find(WIDE, turned(0.05, -0.02)), { ...place, angle: Math.atan2(-2, 5) });
  assertRegion(find(TALL, turned(0, 0.05)), { x: 176, angle: Math.PI / 2 });
  assertRegion(find(TALL, turned(-0.05, 0.001)), { angle: Math.atan2(0.001, -0.05) });
});

Deno.test("a face is found in a region that is turned itself", () => {
  const seen = { x: 100, y: 100, size: 200, angle: Math.PI / 2 };
  // To the region's left is up in the picture, down in it is to the picture's left.
  assertRegion(find(seen, FACE), { x: 80, y: 80, size: 75, angle: Math.PI / 2 });
});

Deno.test("the longer side of a face makes its size", () => {
  assertRegion(find(WIDE, { ...FACE, width: 0.5, height: 0.1 }), { size: 1.5 * 320 });
});

Deno.test("nobody is found where no guess is at least as likely as not", () => {
  assert.equal(find(WIDE), null);
  assert.equal(find(WIDE, { ...FACE, logit: -0.001 }), null);
  assert.ok(find(WIDE, { ...FACE, logit: 0 }));
});

Deno.test("nobody is found where scores are no numbers", () => {
  const { boxes, logits } = detections([FACE]);
  assert.equal(readDetection(boxes, logits.fill(NaN), WIDE), null);
});

Deno.test("a score that is no number hides no other", () => {
  assertRegion(find(WIDE, { ...FACE, guess: 7, logit: NaN, x: 0.9 }, FACE), { x: 256, y: 304 });
});

Deno.test("a guess without a size is none, however sure", () => {
  const sizes = [
    ...[[0, 0], [0, 0.2], [0.2, -0.2], [-0.2, -0.2]],
    ...[[NaN, 0.2], [0.2, NaN], [Infinity, 0.2], [0.2, Infinity]],
  ] as [width: number, height: number][];
  for (const [width, height] of sizes) {
    const eyes = { rightEye: [0.3, 0.5], leftEye: [0.5, 0.5] } as const;
    const empty = { ...FACE, ...eyes, guess: 8, logit: 9, width, height };
    assert.equal(find(WIDE, empty), null, `${width} × ${height}`);
    assertRegion(find(WIDE, empty, FACE), { x: 256, y: 304, size: 240 });
  }
});

Deno.test("a guess so small that it shares nothing with itself is still one", () => {
  assertRegion(find(WIDE, { ...FACE, width: 1e-32, height: 1e-32 }), { x: 256, y: 304, size: 0 });
});

Deno.test("guesses at one face are averaged, each as heavy as its score", () => {
  // Of scores 0.9 and 0.6; the surer is not the first.
  const guesses = [
    { ...FACE, guess: 40, logit: Math.log(0.6 / 0.4), x: 0.43, width: 0.22, height: 0.28 },
    { ...FACE, guess: 600, logit: Math.log(0.9 / 0.1) },
  ];
  const x = (0.6 * 0.43 + 0.9 * 0.4) / 1.5;
  const height = (0.6 * 0.28 + 0.9 * 0.25) / 1.5;
  assertRegion(find(WIDE, ...guesses), { x: 640 * x, y: 304, size: 1.5 * 640 * height });
});

Deno.test("eyes are averaged too", () => {
  const lean = (guess: number, dy: number): MadeDetection => ({
    ...FACE,
    guess,
    rightEye: [0.35, 0.55 - dy],
    leftEye: [0.45, 0.55 + dy],
  });
  assertRegion(find(WIDE, lean(40, 0.06), lean(41, -0.02)), { angle: Math.atan2(0.04, 0.1) });
});

Deno.test("another face, less sure, is left out", () => {
  const other = { ...FACE, guess: 100, logit: 2, x: 0.8, y: 0.2 };
  const surer = { x: 256, y: 304, size: 240, angle: 0 };
  assertRegion(find(WIDE, other, FACE), surer);
  assertRegion(find(WIDE, { ...other, logit: 4 }, FACE), { x: 512, y: 48, size: 240 });
});

Deno.test("a face that shares less than three tenths with the surest is another", () => {
  const square = { ...FACE, width: 0.2, height: 0.2 };
  // Moved by m of their width, two squares share (1 - m) / (1 + m).
  const beside = (part: number) => ({ ...square, guess: 9, logit: 2, x: 0.4 + 0.2 * part });
  assertRegion(find(WIDE, square, beside(0.55)), { x: 256 });
  const both = find(WIDE, square, beside(0.52));
  assert.ok(both && both.x > 270, String(both?.x));
});
