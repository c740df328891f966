/**
 * Owns pictures of avatars as PNG: for character cards, for Open Graph, and from stored portraits.
 * Deno only.
 */
import { readImageHeader } from "@/lib/avatar/image_header.ts";
import { runImageJob } from "@/lib/avatar/image_jobs.ts";
import type { AvatarSpec } from "@/lib/avatar/model.ts";
import { PORTRAIT_LIMITS } from "@/lib/avatar/portrait.ts";
import { renderAvatarSvg, renderSocialSvg } from "@/lib/avatar/svg.ts";

/** How an avatar is drawn to pixels. */
export interface AvatarPngOptions {
  /**
   * `portrait` is 640×800, `face` 640×640, `social` 1200×630: the face on its own ground, for Open
   * Graph and the like.
   */
  readonly crop?: "portrait" | "face" | "social";
  /** Width in pixels; the height follows. Between 16 and 2048. */
  readonly widthPx?: number;
}

const WIDTH_PX = { portrait: 640, face: 640, social: 1200 } as const;

/**
 * Draws an avatar as PNG.
 *
 * @throws {RangeError} If the width is out of bounds.
 * @throws {HttpError} `rate_limited` when too many pictures wait already.
 */
export async function renderAvatarPng(
  spec: AvatarSpec,
  { crop = "portrait", widthPx = WIDTH_PX[crop] }: AvatarPngOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  if (!(widthPx >= 16 && widthPx <= 2048)) {
    throw new RangeError(`Cannot draw an avatar ${widthPx} px wide, as 16 to 2048 is the range`);
  }
  const svg = crop === "social" ? renderSocialSvg(spec) : renderAvatarSvg(spec, { crop });
  return await drawPicture(svg, Math.round(widthPx));
}

/**
 * Draws an SVG of ours as PNG, away from the event loop: it takes a quarter of a second.
 *
 * @throws {HttpError} `rate_limited` when too many pictures wait already.
 */
export async function drawPicture(svg: string, widthPx: number): Promise<Uint8Array<ArrayBuffer>> {
  const png = await runImageJob({ kind: "draw", svg, widthPx });
  if (!png) throw new Error("Cannot draw an SVG of ours");
  return png;
}

export type PngResult =
  | {
    readonly ok: true;
    readonly bytes: Uint8Array<ArrayBuffer>;
    readonly width: number;
    readonly height: number;
  }
  | {
    readonly ok: false;
    readonly reason: "unknown_type" | "animated" | "too_many_pixels" | "damaged";
  };

/** Turns a still PNG, JPEG or WebP file into a PNG without metadata, as a character card carries it. */
export async function toPng(bytes: Uint8Array): Promise<PngResult> {
  const result = readImageHeader(bytes);
  if (!result.ok) return result;
  const { width, height, animated } = result.header;
  if (animated) return { ok: false, reason: "animated" };
  if (width * height > PORTRAIT_LIMITS.maxPixels) return { ok: false, reason: "too_many_pixels" };
  const png = await runImageJob({ kind: "png", bytes, header: result.header });
  return png ? { ok: true, bytes: png, width, height } : { ok: false, reason: "damaged" };
}
