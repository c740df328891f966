/** The part of a picture that a face fills: from where it was found, and cut out of the picture. Pure and browser-safe. */

/** Pixels as `ImageData` has them: four bytes each, row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** A square of a picture, in pixels from its top left. */
export interface Region {
  /** Its middle. */
  readonly x: number;
  readonly y: number;
  /** Length of a side. */
  readonly size: number;
  /** How far it is turned clockwise, in radians. */
  readonly angle: number;
}

/** All of a picture, and beside it what is missing to a square. */
export function wholeOf({ width, height }: Pixels): Region {
  return { x: width / 2, y: height / 2, size: Math.max(width, height), angle: 0 };
}

/** Carries a point of a region, whose sides are 0 to 1, into the picture. */
export function toPicture(region: Region, x: number, y: number): [x: number, y: number] {
  const [across, down] = axesOf(region);
  return [
    region.x + (x - 0.5) * across - (y - 0.5) * down,
    region.y + (x - 0.5) * down + (y - 0.5) * across,
  ];
}

function axesOf({ size, angle }: Region): [across: number, down: number] {
  return [size * Math.cos(angle), size * Math.sin(angle)];
}

export interface CutOptions {
  /** Pixels of a side of what is cut out. */
  readonly side: number;
  /** What each byte becomes: 256 numbers. */
  readonly levels: Float32Array;
  /** What is beside the picture: its edge goes on, or it is black. */
  readonly beside: "edge" | "black";
}

/** What bytes become: `byte * scale + offset`. */
export function levelsOf(scale: number, offset: number): Float32Array {
  return Float32Array.from({ length: 256 }, (_, byte) => byte * scale + offset);
}

/** Red and blue of a pixel as one number, so that one product weighs both; and the half that rounds them. */
const RED_BLUE = 0xff00ff;
const HALVES = 0x800080;

/**
 * Cuts a region out, upright and as large as it is wanted, each point mixed of the four pixels around it.
 *
 * @param into Takes `side` × `side` points of red, green and blue.
 */
export function cutOut(
  { width, height, data }: Pixels,
  region: Region,
  { into, side, levels, beside }: CutOptions & { readonly into: Float32Array },
): void {
  // Red is the lowest byte: all machines that run browsers are little-endian.
  const pixels = new Uint32Array(data.buffer, data.byteOffset, width * height);
  const [right, bottom] = [width - 1, height - 1];
  const [across, down] = axesOf(region).map((way) => way / side) as [number, number];
  const [left, top] = toPicture(region, 0, 0);
  let at = 0;
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++, at += 3) {
      const wantedX = left + column * across - row * down;
      const wantedY = top + column * down + row * across;
      const x = Math.min(Math.max(wantedX, 0), right);
      const y = Math.min(Math.max(wantedY, 0), bottom);
      if (beside === "black" && (x !== wantedX || y !== wantedY)) {
        into.fill(levels[0]!, at, at + 3);
        continue;
      }
      const x0 = x | 0;
      const y0 = y | 0;
      const here = y0 * width + x0;
      const next = x0 < right ? 1 : 0;
      const below = y0 < bottom ? here + width : here;
      const a = pixels[here]!;
      const b = pixels[here + next]!;
      const c = pixels[below]!;
      const d = pixels[below + next]!;
      // Weights in parts of 256, which add up to all of them.
      const toRight = (x - x0) * 256 | 0;
      const toBottom = (y - y0) * 256 | 0;
      const wd = toRight * toBottom >> 8;
      const wc = toBottom - wd;
      const wb = toRight - wd;
      const wa = 256 - toRight - wc;
      const redBlue = Math.imul(a & RED_BLUE, wa) + Math.imul(b & RED_BLUE, wb) +
          Math.imul(c & RED_BLUE, wc) + Math.imul(d & RED_BLUE, wd) + HALVES >>> 8;
      const green = (a >>> 8 & 255) * wa + (b >>> 8 & 255) * wb + (c >>> 8 & 255) * wc +
          (d >>> 8 & 255) * wd + 128 >>> 8;
      into[at] = levels[redBlue & 255]!;
      into[at + 1] = levels[green]!;
      into[at + 2] = levels[redBlue >>> 16 & 255]!;
    }
  }
}

/** How much larger than a face its region is, so that it stays within from one picture to the next. */
const ROOM = 1.5;

/**
 * The square around points, upright along the line from one to another.
 *
 * @param points x and y (and z, not looked at) of each, in pixels.
 * @param along The first and the second point of the line.
 */
export function regionAround(
  points: Float32Array,
  { stride, along: [from, to] }: { stride: number; along: readonly [number, number] },
): Region {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < points.length; i += stride) {
    const [x, y] = [points[i]!, points[i + 1]!];
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  const [dx, dy] = [0, 1].map((axis) =>
    points[to * stride + axis]! - points[from * stride + axis]!
  );
  return {
    x: (left + right) / 2,
    y: (top + bottom) / 2,
    size: ROOM * Math.max(right - left, bottom - top),
    angle: Math.atan2(dy!, dx!),
  };
}
