/**
 * Owns how an uploaded picture becomes a portrait: checked, decoded, turned upright, cut to 4:5 and
 * written anew as WebP in two sizes, or refused. Nothing of the file but its pixels survives. Deno only.
 */
import { decodePixels, encodeWebp, scalePixels } from "@/lib/avatar/codec.ts";
import { type ImageHeader, type Orientation, readImageHeader } from "@/lib/avatar/image_header.ts";

/** What an upload may be. */
export interface PortraitLimits {
  readonly maxBytes: number;
  /** Width × height of the stored picture. */
  readonly maxPixels: number;
  /** Shortest side, in pixels. */
  readonly minSide: number;
}

export const PORTRAIT_LIMITS: PortraitLimits = {
  maxBytes: 5 * 1024 * 1024,
  maxPixels: 24_000_000,
  minSide: 64,
};

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

/**
 * Why a picture is refused: `empty`, more bytes than allowed (`too_large`), neither PNG, JPEG nor WebP
 * (`unknown_type`), moving (`animated`), more or fewer pixels than allowed (`too_many_pixels`,
 * `too_small`), or cut off or broken (`damaged`).
 */
export type PortraitRefusal =
  | "empty"
  | "too_large"
  | "unknown_type"
  | "animated"
  | "too_many_pixels"
  | "too_small"
  | "damaged";

export type PortraitResult =
  | { readonly ok: true; readonly portrait: Portrait }
  | { readonly ok: false; readonly reason: PortraitRefusal };

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

function check(bytes: Uint8Array, limits: PortraitLimits): ImageHeader | PortraitRefusal {
  if (bytes.length === 0) return "empty";
  if (bytes.length > limits.maxBytes) return "too_large";
  const result = readImageHeader(bytes);
  if (!result.ok) return result.reason;
  const { header } = result;
  if (header.width * header.height > limits.maxPixels) return "too_many_pixels";
  if (Math.min(header.width, header.height) < limits.minSide) return "too_small";
  if (header.animated) return "animated";
  return header;
}

async function write(image: ImageData, size: Size, quality: number) {
  const scaled = await scalePixels(image, size);
  const bytes = await encodeWebp(scaled, quality);
  return { image: scaled, encoded: { bytes, type: "image/webp" as const, ...size } };
}

async function makePortrait(bytes: Uint8Array, header: ImageHeader): Promise<PortraitResult> {
  let pixels: ImageData;
  try {
    pixels = await decodePixels(bytes, header.type);
  } catch {
    // The codecs throw their own strings and traps; all of them mean that the file is broken.
    return { ok: false, reason: "damaged" };
  }
  if (pixels.width !== header.width || pixels.height !== header.height) {
    return { ok: false, reason: "damaged" };
  }
  const cut = cutUpright(pixels, header.orientation, PORTRAIT_LARGE);
  const large = await write(cut, PORTRAIT_LARGE, 84);
  const small = await write(large.image, PORTRAIT_SMALL, 80);
  return { ok: true, portrait: { large: large.encoded, small: small.encoded } };
}

let last: Promise<unknown> = Promise.resolve();

/** One picture at a time: a decoded one is up to 96 MB, and the codecs block the thread anyway. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = last.then(work);
  last = mine.catch(() => undefined); // The caller sees the failure; the next in line must not.
  return mine;
}

/**
 * Makes a portrait of an uploaded file of any kind. All checks that need no decoding come first, so a
 * file that claims a billion pixels costs nothing.
 */
export async function decodePortrait(
  bytes: Uint8Array,
  limits: PortraitLimits = PORTRAIT_LIMITS,
): Promise<PortraitResult> {
  const checked = check(bytes, limits);
  if (typeof checked === "string") return { ok: false, reason: checked };
  return await inTurn(() => makePortrait(bytes, checked));
}
