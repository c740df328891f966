/**
 * Owns the measures of eyes and brows: where lids, lashes and brows run for a shape and a mood. Portraits draw them
 * as they are for an expression, the live rig for every moment between. Local units: x grows outwards from the eye's
 * centre on both sides. Pure and browser-safe.
 */
import type { AvatarSpec } from "@/lib/avatar/model.ts";
import { luma, mix } from "@/lib/avatar/rig/color.ts";
import type { Look } from "@/lib/avatar/rig/look.ts";
import { CX, type Knot } from "@/lib/avatar/rig/shape.ts";

/** One kind of eye, open. */
export interface EyeShape {
  /** Half width, height above and below the centre line, iris radius. */
  readonly w: number;
  readonly up: number;
  readonly low: number;
  readonly iris: number;
  /** Drop of the outer corner; negative lifts it. */
  readonly outer: number;
  /** Where the upper lid is highest, −1 inner to 1 outer. */
  readonly peak: number;
  /** Lid crease: 0 none, 1 fine, 2 heavy. */
  readonly crease: 0 | 1 | 2;
}

export const EYE_SHAPES: { readonly [K in AvatarSpec["eyes"]]: EyeShape } = {
  round: { w: 29, up: 25, low: 17, iris: 20.5, outer: 0, peak: -0.05, crease: 1 },
  almond: { w: 33, up: 21, low: 14, iris: 19.5, outer: -4, peak: 0.05, crease: 1 },
  monolid: { w: 33, up: 17, low: 12, iris: 18.5, outer: -5, peak: 0, crease: 0 },
  sleepy: { w: 32, up: 14, low: 15, iris: 19.5, outer: 3, peak: 0.05, crease: 2 },
  upturned: { w: 34, up: 20, low: 12, iris: 18.5, outer: -11, peak: 0.25, crease: 1 },
  droopy: { w: 32, up: 21, low: 14, iris: 19.5, outer: 8, peak: -0.25, crease: 1 },
  narrow: { w: 34, up: 12, low: 9, iris: 16.5, outer: -4, peak: 0.1, crease: 1 },
  wide: { w: 32, up: 28, low: 20, iris: 22, outer: -1, peak: 0, crease: 1 },
};

/** How an eye and its brow feel; multiples of the shape, or units. */
export interface EyeMood {
  readonly open: number;
  readonly low: number;
  readonly iris: number;
  readonly gaze: readonly [x: number, y: number];
  /** Drop of the inner and outer upper lid. */
  readonly lids: readonly [inner: number, outer: number];
  /** Drop of the inner and outer brow, then an extra drop of the right brow. */
  readonly brow: readonly [inner: number, outer: number, right: number];
  readonly closed?: true;
}

export const EYE_MOODS: { readonly [K in AvatarSpec["expression"]]: EyeMood } = {
  neutral: { open: 1, low: 1, iris: 1, gaze: [0, 0], lids: [0, 0], brow: [0, 0, 0] },
  smile: { open: 0.93, low: 0.72, iris: 1, gaze: [0, 0], lids: [0, 0], brow: [-3, -1, -1] },
  laugh: {
    open: 0,
    low: 0,
    iris: 1,
    gaze: [0, 0],
    lids: [0, 0],
    brow: [-9, -5, 0],
    closed: true,
  },
  sad: { open: 0.86, low: 0.95, iris: 1, gaze: [0, 4], lids: [-3, 4], brow: [-11, 6, 0] },
  angry: { open: 0.9, low: 0.85, iris: 0.94, gaze: [0, 0], lids: [8, -2], brow: [14, -5, 0] },
  surprised: {
    open: 1.2,
    low: 1.15,
    iris: 0.88,
    gaze: [0, 0],
    lids: [0, 0],
    brow: [-15, -13, 0],
  },
  shy: { open: 0.82, low: 0.9, iris: 1, gaze: [8, 5], lids: [0, 2], brow: [-8, 3, 0] },
  thinking: { open: 0.97, low: 0.92, iris: 0.97, gaze: [8, -6], lids: [0, 0], brow: [0, 0, -10] },
};

/** Puts local units into the portrait. */
export type Place = (x: number, y: number, corner?: 1) => Knot;

/** Puts local units where the left eye is. Everything is drawn for the left eye; the right one is its reflection. */
export function eyePlacer(look: Look): Place {
  const { eyeX, eyeY, eyeScale } = look.m;
  return (x, y, corner) => {
    const at = [CX - eyeX - x * eyeScale, eyeY + y * eyeScale] as const;
    return corner ? [...at, corner] : at;
  };
}

/** Where the lids of one eye run, corner to corner. */
export interface Lids {
  readonly upper: readonly Knot[];
  readonly lower: readonly Knot[];
}

/** Runs the upper lid from the inner to the outer corner, and the lower one back. */
export function lidsOf(shape: EyeShape, mood: EyeMood, at: Place): Lids {
  const { w, outer, peak } = shape;
  const up = shape.up * mood.open;
  const low = shape.low * mood.low;
  const [innerDrop, outerDrop] = mood.lids;
  return {
    upper: [
      at(-w, 6, 1),
      at(-w * 0.62, -up * 0.62 + innerDrop),
      at(peak * w, -up + (innerDrop + outerDrop) / 2),
      at(w * 0.66, -up * 0.6 + outer * 0.55 + outerDrop),
      at(w, outer + outerDrop * 0.6, 1),
    ],
    lower: [
      at(w, outer + outerDrop * 0.6, 1),
      at(w * 0.55, low * 0.82 + outer * 0.35),
      at(-w * 0.1, low),
      at(-w * 0.65, low * 0.78),
      at(-w, 6, 1),
    ],
  };
}

/** The colour of lashes. */
export function lashTint(look: Look): string {
  return mix(mix(look.hair.line, "#23151A", 0.75), look.skin.line, 0.12);
}

/** One kind of brow. */
export interface BrowShape {
  /** Thickness at the inner end, the middle and the outer end. */
  readonly thick: readonly [number, number, number];
  readonly arch: number;
  /** Where the arch peaks, −1 to 1. */
  readonly peak: number;
  readonly drop: number;
  /** Half length. */
  readonly half: number;
}

export const BROW_SHAPES: { readonly [K in AvatarSpec["brows"]]: BrowShape } = {
  soft: { thick: [6, 8, 1.5], arch: 7, peak: 0.15, drop: 3, half: 34 },
  straight: { thick: [8, 8.5, 3], arch: 2, peak: 0.1, drop: 0, half: 34 },
  arched: { thick: [6, 7, 1], arch: 13, peak: 0.3, drop: 5, half: 35 },
  thick: { thick: [11, 12.5, 4], arch: 6, peak: 0.2, drop: 2, half: 36 },
  thin: { thick: [3, 4, 1], arch: 9, peak: 0.15, drop: 4, half: 33 },
  angled: { thick: [8, 9, 1.5], arch: 9, peak: 0.45, drop: -3, half: 35 },
  short: { thick: [8, 10, 6], arch: 4, peak: 0, drop: 2, half: 20 },
  bushy: { thick: [12, 15, 7], arch: 6, peak: 0.25, drop: 4, half: 37 },
};

/** The colour of brows. */
export function browTint(look: Look): string {
  const bright = luma(look.hair.base);
  if (look.spec.hair === "bald") return mix(look.skin.line, UMBER_BROW, 0.4);
  return bright > 0.62
    ? mix(look.hair.line, look.skin.line, 0.3)
    : mix(look.hair.base, look.hair.line, 0.35);
}

const UMBER_BROW = "#3B2A26";

/** Runs a left brow from its inner to its outer end; drops and `extra` (of the whole brow) are in units. */
export function browKnots(
  look: Look,
  { inner, outer, extra }: { inner: number; outer: number; extra: number },
): { at: Place; knots: Knot[] } {
  const { half, arch, peak, drop } = BROW_SHAPES[look.spec.brows];
  const { eyeX, browY, eyeScale } = look.m;
  const at: Place = (x, y) => [CX - eyeX - 2 - x * eyeScale, browY + extra + y];
  const knots = [
    at(-half, inner + 2),
    at(-half * 0.55, inner * 0.75 - arch * 0.45),
    at(peak * half, (inner + outer) / 2 - arch),
    at(half * 0.7, outer * 0.8 - arch * 0.5 + drop * 0.5),
    at(half, outer + drop),
  ];
  return { at, knots };
}
