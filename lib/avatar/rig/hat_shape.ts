/**
 * Owns what headwear is, and how the light falls on a hat. Pure and browser-safe.
 */
import type { Ramp } from "@/lib/avatar/rig/color.ts";
import { h } from "@/lib/avatar/rig/hair_shape.ts";
import { blob, type RigPath } from "@/lib/avatar/rig/shape.ts";

/** Headwear sheet by sheet. */
export interface Headwear {
  readonly back?: readonly RigPath[];
  readonly front: readonly RigPath[];
}

export function lit(d: string, ramp: Ramp): RigPath[] {
  return [{ d, fill: ramp.light }, { d, fill: ramp.base, shift: [6, 6], clip: d }];
}

/** The side of a hat that is turned from the light. */
export function turned(d: string, ramp: Ramp): RigPath {
  return {
    d: blob(h(70, 90), h(118, 150), h(124, 220), h(108, 300), h(230, 320), h(230, 80)),
    fill: ramp.shade,
    opacity: 0.75,
    clip: d,
  };
}
