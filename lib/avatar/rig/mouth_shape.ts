/**
 * Owns the measures of mouths: how wide, curved and full each is, and what an expression does to it. Pure and
 * browser-safe.
 */
import type { AvatarSpec } from "@/lib/avatar/model.ts";

/** One kind of mouth: half width, how far its corners are raised, how full its lips are. */
export interface MouthShape {
  readonly w: number;
  readonly curve: number;
  readonly full: number;
}

export const MOUTH_SHAPES: { readonly [K in AvatarSpec["mouth"]]: MouthShape } = {
  gentle: { w: 29, curve: 4, full: 0.8 },
  small: { w: 19, curve: 3, full: 0.9 },
  wide: { w: 41, curve: 5, full: 0.8 },
  full: { w: 30, curve: 2, full: 1.6 },
  thin: { w: 33, curve: 1.5, full: 0.35 },
  cat: { w: 27, curve: 5, full: 0.3 },
  crooked: { w: 31, curve: 3, full: 0.7 },
  fang: { w: 30, curve: 5, full: 0.6 },
};

/** What an expression does to a mouth: adds to its curve, multiplies its width, moves it aside. */
export interface MouthMood {
  readonly curve: number;
  readonly width: number;
  readonly dx: number;
}

export const MOUTH_MOODS: { readonly [K in AvatarSpec["expression"]]: MouthMood } = {
  neutral: { curve: 0, width: 1, dx: 0 },
  smile: { curve: 8, width: 1.18, dx: 0 },
  laugh: { curve: 8, width: 1.2, dx: 0 },
  sad: { curve: -11, width: 0.9, dx: 0 },
  angry: { curve: -8, width: 0.95, dx: 0 },
  surprised: { curve: 0, width: 0.6, dx: 0 },
  shy: { curve: 4, width: 0.72, dx: 3 },
  thinking: { curve: -3, width: 0.7, dx: 7 },
};
