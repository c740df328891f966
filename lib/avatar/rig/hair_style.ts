/**
 * Owns what a hair style is, and what several styles share. Pure and browser-safe.
 */
import type { AvatarSpec } from "@/lib/avatar/model.ts";
import { type Crown, hs } from "@/lib/avatar/rig/hair_shape.ts";
import type { Look } from "@/lib/avatar/rig/look.ts";
import { blob, brush, type Knot, type RigPath } from "@/lib/avatar/rig/shape.ts";

export interface Cut {
  readonly crown: Crown;
  readonly back?: readonly RigPath[];
  readonly middle?: readonly RigPath[];
  /** Drawn over the cap. */
  readonly extra?: readonly RigPath[];
  readonly ears?: boolean;
  readonly fringe?: AvatarSpec["fringe"];
  readonly plain?: true;
}

export type Style = (look: Look) => Cut;

/** Sideburns that end beside the ear. */
export const SHORT_SIDES: readonly Knot[] = [[148, 350], [138, 402, 1]];

/** Hair drawn back behind the ears. */
export const TIED_SIDES: readonly Knot[] = [[143, 336], [136, 372, 1]];

export function behind(hair: Look["hair"], ...knots: Knot[]): RigPath[] {
  const d = blob(...hs(...knots));
  return [{ d, fill: hair.base }, { d, fill: hair.shade, shift: [7, 6], clip: d }];
}

export function folds(hair: Look["hair"], ...lines: readonly (readonly Knot[])[]): RigPath {
  const d = lines.map((knots) =>
    brush(hs(...knots), knots.map((_, i) => i === 0 || i === knots.length - 1 ? 0.6 : 5))
  ).join("");
  return { d, fill: hair.deep, opacity: 0.55 };
}
