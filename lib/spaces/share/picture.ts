/** Makes a picture of anywhere one of ours: checked, decoded, and written anew from its pixels alone, or refused. */
import { type ImageHeader, readImageHeader } from "@/lib/avatar/image_header.ts";
import { runImageJob } from "@/lib/avatar/image_jobs.ts";

/** What a picture may be. */
export interface PictureLimits {
  maxBytes: number;
  /** Width × height of the file. */
  maxPixels: number;
  /** Shortest side, in pixels. */
  minSide: number;
  /** Longest side of what is kept. */
  maxSide: number;
}

/** For pictures that people share. */
export const IMAGE_LIMITS: PictureLimits = {
  maxBytes: 5 * 1024 * 1024,
  maxPixels: 24_000_000,
  minSide: 8,
  maxSide: 1600,
};

/** For the picture of a page: small, so that nobody keeps the painter busy with links. Counting pixels are none. */
export const PREVIEW_LIMITS: PictureLimits = {
  maxBytes: 1024 * 1024,
  maxPixels: 8_000_000,
  minSide: 48,
  maxSide: 800,
};

/** As those of portraits: see `lib/avatar/portrait.ts`. */
export type PictureRefusal =
  | "empty"
  | "too_large"
  | "unknown_type"
  | "animated"
  | "too_many_pixels"
  | "too_small"
  | "damaged";

/** WebP without any metadata. Sizes are in pixels. */
export interface Picture {
  bytes: Uint8Array<ArrayBuffer>;
  type: "image/webp";
  width: number;
  height: number;
}

export type PictureResult = { ok: true; picture: Picture } | { ok: false; reason: PictureRefusal };

/** What can be known of a file without decoding it; what it claims is bounded before a pixel is made. */
function check(bytes: Uint8Array, limits: PictureLimits): ImageHeader | PictureRefusal {
  if (bytes.length === 0) return "empty";
  if (bytes.length > limits.maxBytes) return "too_large";
  const result = readImageHeader(bytes);
  if (!result.ok) return result.reason;
  const { width, height, animated } = result.header;
  if (width * height > limits.maxPixels) return "too_many_pixels";
  if (Math.min(width, height) < limits.minSide) return "too_small";
  return animated ? "animated" : result.header;
}

/**
 * Takes a PNG, JPEG or WebP file. Its real kind counts, not what it is called; where it was taken, by whom and with
 * which camera stays behind.
 *
 * @throws {HttpError} `rate_limited` when too many pictures wait already.
 */
export async function takePicture(
  bytes: Uint8Array,
  limits: PictureLimits,
): Promise<PictureResult> {
  const header = check(bytes, limits);
  if (typeof header === "string") return { ok: false, reason: header };
  const picture = await runImageJob({ kind: "fit", bytes, header, maxSide: limits.maxSide });
  return picture ? { ok: true, picture } : { ok: false, reason: "damaged" };
}
