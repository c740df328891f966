/**
 * Owns the pixel work on one picture whose header has been checked: decode, turn upright, cut, scale,
 * write anew. It blocks its thread and may leave a codec broken, so `image_jobs.ts` runs it in a worker.
 * Deno only.
 */
import { decodePixels, encodePng, encodeWebp, scalePixels } from "@/lib/avatar/codec.ts";
import type { ImageHeader, Orientation } from "@/lib/avatar/image_header.ts";

/** One encoded size of a portrait. */
export interface PortraitImage {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: "image/webp";
  readonly width: number;
  readonly height: number;
}

/** A portrait in the size of a page (640×800) and of a gallery card (240×300). */
export interface Portrait {
  readonly large: PortraitImage;
  readonly small: PortraitImage;
}

export const PORTRAIT_LARGE = { width: 640, height: 800 } as const;
export const PORTRAIT_SMALL = { width: 240, height: 300 } as const;

interface Size {
  readonly width: number;
  readonly height: number;
}

interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

/** The largest centred part of `size` with the proportions of `target`; tall ones keep more of the top. */
export function coverBox(size: Size, target: Size): Box {
  const scale = Math.min(size.width / target.width, size.height / target.height);
  const width = Math.max(1, Math.round(target.width * scale));
  const height = Math.max(1, Math.round(target.height * scale));
  // Faces sit above the middle of a tall picture.
  return {
    x: Math.floor((size.width - width) / 2),
    y: Math.floor((size.height - height) / 3),
    width,
    height,
  };
}

/** True where the orientation swaps width and height. */
function isTurned(orientation: Orientation): boolean {
  return orientation >= 5;
}

/**
 * Where pixel (x, y) of the upright picture lies in the stored one, whose size is given.
 * Source: EXIF 2.3, tag 0x0112.
 */
function storedAt(orientation: Orientation, { width: w, height: h }: Size, x: number, y: number) {
  switch (orientation) {
    case 1:
      return [x, y] as const;
    case 2:
      return [w - 1 - x, y] as const;
    case 3:
      return [w - 1 - x, h - 1 - y] as const;
    case 4:
      return [x, h - 1 - y] as const;
    case 5:
      return [y, x] as const;
    case 6:
      return [y, h - 1 - x] as const;
    case 7:
      return [w - 1 - y, h - 1 - x] as const;
    case 8:
      return [w - 1 - y, x] as const;
  }
}

/** The mean of one block of pixels, weighted by alpha so that hidden colours do not bleed. */
function averageBlock(
  source: Uint8ClampedArray,
  { from, steps }: { from: number; steps: readonly number[] },
  out: Uint8ClampedArray,
  at: number,
): void {
  let [r, g, b, a] = [0, 0, 0, 0];
  for (const step of steps) {
    const o = from + step;
    const alpha = source[o + 3] ?? 0;
    r += (source[o] ?? 0) * alpha;
    g += (source[o + 1] ?? 0) * alpha;
    b += (source[o + 2] ?? 0) * alpha;
    a += alpha;
  }
  if (a > 0) {
    out[at] = r / a;
    out[at + 1] = g / a;
    out[at + 2] = b / a;
  }
  out[at + 3] = a / steps.length;
}

/**
 * Cuts the 4:5 box out of a decoded picture, upright, and shrinks it by a whole factor on the way, so
 * that the fine scaler never sees many times the pixels it has to give.
 */
export function cutUpright(image: ImageData, orientation: Orientation, target: Size): ImageData {
  const upright = isTurned(orientation)
    ? { width: image.height, height: image.width }
    : { width: image.width, height: image.height };
  const box = coverBox(upright, target);
  const ratio = Math.min(box.width / target.width, box.height / target.height);
  const factor = Math.max(1, Math.floor(ratio / 1.5));
  const width = Math.max(1, Math.floor(box.width / factor));
  const height = Math.max(1, Math.floor(box.height / factor));
  // Orientation is affine, so walking the upright picture is a constant step in the stored one.
  const offset = (x: number, y: number) => {
    const [sx, sy] = storedAt(orientation, image, x, y);
    return (sy * image.width + sx) * 4;
  };
  const start = offset(box.x, box.y);
  const stepX = offset(box.x + 1, box.y) - start;
  const stepY = offset(box.x, box.y + 1) - start;
  const steps = Array.from(
    { length: factor * factor },
    (_, i) => i % factor * stepX + Math.floor(i / factor) * stepY,
  );
  const out = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = start + x * factor * stepX + y * factor * stepY;
      averageBlock(image.data, { from, steps }, out, (y * width + x) * 4);
    }
  }
  return new ImageData(out, width, height);
}

async function write(image: ImageData, size: Size, quality: number) {
  const scaled = await scalePixels(image, size);
  const bytes = await encodeWebp(scaled, quality);
  return { image: scaled, encoded: { bytes, type: "image/webp" as const, ...size } };
}

async function decodeAsPromised(bytes: Uint8Array, header: ImageHeader): Promise<ImageData> {
  const pixels = await decodePixels(bytes, header.type);
  if (pixels.width !== header.width || pixels.height !== header.height) {
    throw new Error("The picture is not of the size its header tells");
  }
  return pixels;
}

/**
 * Makes both sizes of a portrait.
 *
 * @throws If the file is damaged.
 */
export async function makePortrait(bytes: Uint8Array, header: ImageHeader): Promise<Portrait> {
  const pixels = await decodeAsPromised(bytes, header);
  const cut = cutUpright(pixels, header.orientation, PORTRAIT_LARGE);
  const large = await write(cut, PORTRAIT_LARGE, 84);
  const small = await write(large.image, PORTRAIT_SMALL, 80);
  return { large: large.encoded, small: small.encoded };
}

/** Scaled down until neither side is longer than `maxSide`, never up. */
export function fitWithin({ width, height }: Size, maxSide: number): Size {
  const scale = Math.min(1, maxSide / Math.max(width, height));
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  return { width: side(width), height: side(height) };
}

/**
 * Writes a whole picture anew, upright and no larger than asked for.
 *
 * @throws If the file is damaged.
 */
export async function makeFitting(
  bytes: Uint8Array,
  header: ImageHeader,
  maxSide: number,
): Promise<PortraitImage> {
  const pixels = await decodeAsPromised(bytes, header);
  const size = fitWithin(
    isTurned(header.orientation) ? { width: header.height, height: header.width } : header,
    maxSide,
  );
  const upright = cutUpright(pixels, header.orientation, size);
  return (await write(upright, size, 82)).encoded;
}

/**
 * Writes a picture anew as PNG, in its stored orientation.
 *
 * @throws If the file is damaged.
 */
export async function makePng(
  bytes: Uint8Array,
  header: ImageHeader,
): Promise<Uint8Array<ArrayBuffer>> {
  return await encodePng(await decodeAsPromised(bytes, header));
}
