/**
 * Owns how an uploaded picture becomes a portrait: checked, decoded, turned upright, cut to 4:5 and
 * written anew as WebP in two sizes, or refused. Nothing of the file but its pixels survives. Deno only.
 */
import { type ImageHeader, readImageHeader } from "@/lib/avatar/image_header.ts";
import { runImageJob } from "@/lib/avatar/image_jobs.ts";
import type { Portrait } from "@/lib/avatar/portrait_work.ts";

export type { Portrait, PortraitImage } from "@/lib/avatar/portrait_work.ts";

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

/**
 * Makes a portrait of an uploaded file of any kind. All checks that need no decoding come first, so a
 * file that claims a billion pixels costs nothing.
 *
 * @throws If the worker cannot be started.
 */
export async function decodePortrait(
  bytes: Uint8Array,
  limits: PortraitLimits = PORTRAIT_LIMITS,
): Promise<PortraitResult> {
  const header = check(bytes, limits);
  if (typeof header === "string") return { ok: false, reason: header };
  const portrait = await runImageJob({ kind: "portrait", bytes, header });
  return portrait ? { ok: true, portrait } : { ok: false, reason: "damaged" };
}
