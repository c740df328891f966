import assert from "node:assert/strict";
import fc from "fast-check";
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

type Colour = readonly [red: number, green: number, blue: number];

function draw(width: number, height: number, colourAt: (x: number, y: number) => Colour): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data.set([...colourAt(x, y), 255], 4 * (y * width + x));
  }
  return { width, height, data };
}

/** Each pixel another colour, with bytes of all sizes. */
const gaudy = (width: number, height: number) =>
  draw(width, height, (x, y) => [(x * 37 + y * 101) % 256, (x * 83 + 255) % 256, y * 29 % 256]);

const BYTES = levelsOf(1, 0);

function cut(picture: Pixels, region: Region, options: Partial<CutOptions> = {}): number[] {
  const { side = region.size, levels = BYTES, beside = "edge" } = options;
  const into = new Float32Array(side * side * 3).fill(NaN);
  cutOut(picture, region, { into, side, levels, beside });
  return [...into];
}

const colours = ({ data }: Pixels) => [...data].filter((_, i) => i % 4 < 3);

function assertNear(found: readonly number[], wanted: readonly number[], within: number): void {
  assert.equal(found.length, wanted.length);
  const off = found.findIndex((value, i) => !(Math.abs(value - wanted[i]!) <= within));
  assert.equal(off, -1, `${found[off]} is not ${wanted[off]} at ${off}`);
}

Deno.test("toPicture() carries corners and middle of an upright region", () => {
  const region = { x: 100, y: 50, size: 40, angle: 0 };
  assert.deepEqual(toPicture(region, 0.5, 0.5), [100, 50]);
  assert.deepEqual(toPicture(region, 0, 0), [80, 30]);
  assert.deepEqual(toPicture(region, 1, 0), [120, 30]);
  assert.deepEqual(toPicture(region, 0, 1), [80, 70]);
  assert.deepEqual(toPicture(region, 1, 1), [120, 70]);
});

Deno.test("toPicture() turns clockwise about the middle, as seen in the picture", () => {
  const quarter = { x: 100, y: 50, size: 40, angle: Math.PI / 2 };
  assertNear(toPicture(quarter, 0.5, 0.5), [100, 50], 1e-9);
  // What is the region's top left lies at the top right of the picture.
  assertNear(toPicture(quarter, 0, 0), [120, 30], 1e-9);
  assertNear(toPicture(quarter, 1, 0), [120, 70], 1e-9);
  assertNear(toPicture(quarter, 0, 1), [80, 30], 1e-9);
  const eighth = { x: 0, y: 0, size: 2, angle: Math.PI / 4 };
  assertNear(toPicture(eighth, 1, 0.5), [Math.SQRT1_2, Math.SQRT1_2], 1e-9);
});

Deno.test("toPicture() keeps lengths, whatever the turn", () => {
  const part = fc.double({ min: -1, max: 2, noNaN: true });
  fc.assert(
    fc.property(
      part,
      part,
      part,
      part,
      fc.double({ min: -7, max: 7, noNaN: true }),
      (...[x0, y0, x1, y1, angle]) => {
        const region = { x: 320, y: 240, size: 200, angle };
        const [from, to] = [toPicture(region, x0, y0), toPicture(region, x1, y1)];
        const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
        assert.ok(Math.abs(length - 200 * Math.hypot(x1 - x0, y1 - y0)) < 1e-6);
      },
    ),
  );
});

Deno.test("wholeOf() is a square as long as the longer side, in the picture's middle", () => {
  const data = new Uint8ClampedArray();
  const wide = wholeOf({ width: 640, height: 480, data });
  assert.deepEqual(wide, { x: 320, y: 240, size: 640, angle: 0 });
  const tall = wholeOf({ width: 480, height: 640, data });
  assert.deepEqual(tall, { x: 240, y: 320, size: 640, angle: 0 });
});

Deno.test("levelsOf() tells what each byte becomes", () => {
  const levels = levelsOf(1 / 127.5, -1);
  assert.equal(levels.length, 256);
  assertNear([levels[0]!, levels[51]!, levels[255]!], [-1, -0.6, 1], 1e-6);
});

Deno.test("cutOut() of all of a picture at its own size gives its pixels back", () => {
  const picture = gaudy(16, 16);
  assertNear(cut(picture, wholeOf(picture)), colours(picture), 1);
});

Deno.test("cutOut() gives levels instead of bytes", () => {
  const picture = gaudy(8, 8);
  const levels = levelsOf(1 / 127.5, -1);
  const wanted = colours(picture).map((byte) => byte / 127.5 - 1);
  assertNear(cut(picture, wholeOf(picture), { levels }), wanted, 1.01 / 127.5);
});

Deno.test("cutOut() of a region that is turned by a quarter gives the turned picture", () => {
  const side = 12;
  const picture = gaudy(side, side);
  // Its rows run down the picture, the first of them along the picture's right edge.
  const turned = draw(side, side, (column, row) => {
    const at = 4 * (column * side + side - 1 - row);
    return [picture.data[at]!, picture.data[at + 1]!, picture.data[at + 2]!];
  });
  const region = { x: side / 2 - 1, y: side / 2, size: side, angle: Math.PI / 2 };
  assertNear(cut(picture, region), colours(turned), 1);
});

Deno.test("cutOut() of a region upside down gives the picture upside down", () => {
  const side = 12;
  const picture = gaudy(side, side);
  const turned = draw(side, side, (column, row) => {
    const at = 4 * ((side - 1 - row) * side + side - 1 - column);
    return [picture.data[at]!, picture.data[at + 1]!, picture.data[at + 2]!];
  });
  const region = { x: side / 2 - 1, y: side / 2 - 1, size: side, angle: Math.PI };
  assertNear(cut(picture, region), colours(turned), 1);
});

Deno.test("cutOut() mixes half-way between pixels to their mean", () => {
  const picture = draw(2, 2, (x, y) => [x * 200, y * 100, x === 1 && y === 1 ? 255 : 0]);
  const at = (x: number, y: number) => cut(picture, { x: x + 0.5, y: y + 0.5, size: 1, angle: 0 });
  assertNear(at(0.5, 0), [100, 0, 0], 1);
  assertNear(at(0, 0.5), [0, 50, 0], 1);
  assertNear(at(0.5, 0.5), [100, 50, 255 / 4], 1);
  assertNear(at(0.25, 0.75), [50, 75, 255 * 0.25 * 0.75], 1);
  assertNear(at(1, 1), [200, 100, 255], 0);
});

Deno.test("cutOut() rounds to the nearest, and leaves grey what is grey", () => {
  const picture = draw(2, 1, (x) => [x * 3, x * 3, x * 3]);
  const at = (x: number) => cut(picture, { x: x + 0.5, y: 0.5, size: 1, angle: 0 });
  assert.deepEqual([0, 0.125, 0.25, 0.5, 0.75, 0.875, 1].map((x) => at(x)), [
    ...[[0, 0, 0], [0, 0, 0], [1, 1, 1], [2, 2, 2]],
    ...[[2, 2, 2], [3, 3, 3], [3, 3, 3]],
  ]);
});

Deno.test("cutOut() mixes no colour into another, and overflows nowhere", () => {
  const byte = fc.integer({ min: 0, max: 255 });
  const colour = fc.tuple(byte, byte, byte);
  const part = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.tuple(colour, colour, colour, colour), part, part, ([a, b, c, d], x, y) => {
      const picture = draw(2, 2, (column, row) => [[a, b], [c, d]][row]![column]!);
      const found = cut(picture, { x: x + 0.5, y: y + 0.5, size: 1, angle: 0 });
      const wanted = [0, 1, 2].map((i) =>
        (a[i]! * (1 - x) + b[i]! * x) * (1 - y) + (c[i]! * (1 - x) + d[i]! * x) * y
      );
      // Weights are parts of 256, each rounded down.
      assertNear(found, wanted, 3.5);
    }),
  );
});

Deno.test("cutOut() lets the edge go on, or is black, where a region is larger than the picture", () => {
  const picture = draw(4, 2, (x, y) => [10 + x, 20 + y, 30]);
  const [top, bottom] = [
    [0, 1, 2, 3].map((x) => [10 + x, 20, 30]),
    [0, 1, 2, 3].map((x) => [
      10 + x,
      21,
      30,
    ]),
  ];
  const edge = cut(picture, wholeOf(picture), { beside: "edge" });
  assert.deepEqual(edge, [top, top, bottom, bottom].flat(2));
  const levels = levelsOf(1, -7);
  const black = cut(picture, wholeOf(picture), { beside: "black", levels });
  const band = Array<number>(12).fill(-7);
  const middle = [top, bottom].flat(2).map((byte) => byte - 7);
  assert.deepEqual(black, [...band, ...middle, ...band]);
});

Deno.test("cutOut() of a region far beside the picture is its corner, or black", () => {
  const picture = gaudy(4, 4);
  const far = { x: -500, y: -500, size: 8, angle: 0.3 };
  const corner = colours(picture).slice(0, 3);
  assert.deepEqual(cut(picture, far), Array.from({ length: 64 }, () => corner).flat());
  const black = cut(picture, far, { beside: "black", levels: levelsOf(1, 5) });
  assert.deepEqual(black, Array(64 * 3).fill(5));
});

Deno.test("cutOut() stretches a region to the side that is wanted", () => {
  const picture = draw(8, 8, (x, y) => [x * 30, y * 30, 0]);
  const found = cut(picture, { x: 4, y: 4, size: 4, angle: 0 }, { side: 8 });
  assert.deepEqual(found.slice(0, 9), [60, 60, 0, 75, 60, 0, 90, 60, 0]);
  assert.deepEqual(found.slice(8 * 3, 8 * 3 + 3), [60, 75, 0]);
});

Deno.test("cutOut() reads a picture that begins somewhere within a buffer", () => {
  const picture = gaudy(6, 6);
  const buffer = new Uint8ClampedArray(20 + picture.data.length + 8).fill(99);
  buffer.set(picture.data, 20);
  const view = { ...picture, data: buffer.subarray(20, 20 + picture.data.length) };
  assert.equal(view.data.byteOffset, 20);
  assertNear(cut(view, wholeOf(view)), colours(picture), 1);
});

Deno.test("regionAround() is half as large again as the longer side, along the eyes", () => {
  const points = Float32Array.of(110, 100, 9, 150, 100, -9, 130, 180, 500, 100, 90, -500);
  assert.deepEqual(regionAround(points, { stride: 3, along: [0, 1] }), {
    x: 125,
    y: 135,
    size: 135,
    angle: 0,
  });
  const flat = Float32Array.of(0, 0, 300, 0, 150, 40);
  const { angle, ...square } = regionAround(flat, { stride: 2, along: [2, 1] });
  assert.deepEqual(square, { x: 150, y: 20, size: 450 });
  assert.ok(Math.abs(angle - Math.atan2(-40, 150)) < 1e-9);
});

Deno.test("regionAround() turns with a head that is leant, and upside down too", () => {
  for (const lean of [-2.5, -1, -0.2, 0.4, 1.5, 3]) {
    const [x, y] = [30 * Math.cos(lean), 30 * Math.sin(lean)];
    const points = Float32Array.of(200 - x, 200 - y, 200 + x, 200 + y, 200 - y, 200 + x);
    const { angle } = regionAround(points, { stride: 2, along: [0, 1] });
    assert.ok(Math.abs(angle - lean) < 1e-6, `${angle} is not ${lean}`);
  }
});
