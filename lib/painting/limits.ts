/** How many pictures one person may have painted. */
import type { Viewer } from "@/lib/accounts/model.ts";
import type { ThrottleRule } from "@/lib/http/throttle.ts";
import type { PictureLimits } from "@/lib/spaces/share/picture.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** Pictures in a day; their tokens count among those of replies as well. */
export const PAINT_RULES: Readonly<Record<Viewer["kind"], ThrottleRule>> = {
  guest: { name: "paint_guest", burst: 2, windowMs: DAY_MS },
  full: { name: "paint", burst: 12, windowMs: DAY_MS },
};

/** Longest a painter may take before it counts as lost: longer than the model is waited for. */
export const PAINT_WITHIN_MS = 120_000;

/** What a picture that a model painted may be, and how large it is kept. */
export const PAINTED_LIMITS: PictureLimits = {
  maxBytes: 8 * 1024 * 1024,
  maxPixels: 24_000_000,
  minSide: 256,
  maxSide: 1248,
};
