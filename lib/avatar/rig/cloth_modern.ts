/**
 * Owns the building blocks of clothes of today: knit collars, shirt fronts, open coats. Pure and
 * browser-safe.
 */
import { garment, type Neckline, torso, vee } from "@/lib/avatar/rig/cloth.ts";
import { clothRamp, type Ramp } from "@/lib/avatar/rig/color.ts";
import { hs } from "@/lib/avatar/rig/hair_shape.ts";
import type { Look } from "@/lib/avatar/rig/look.ts";
import { blob, CX, ellipse, line, type RigPath } from "@/lib/avatar/rig/shape.ts";

export const WHITE = clothRamp("#FBF6EC");

export function ribbing(look: Look, ramp: Ramp, y: number, wide = 10): RigPath[] {
  const n = look.m.neck + wide;
  const band = hs([-n - 3, 600], [-n * 0.64, y - 14], [0, y], [n * 0.64, y - 14], [n + 3, 600]);
  const d = line(...band);
  return [
    { d, stroke: ramp.base, width: 17 },
    { d, stroke: ramp.deep, width: 3, opacity: 0.5, shift: [0, 7] },
  ];
}

/** What shows of a garment under a coat: a bib from the neckline down, with the head's shadow. */
export function bib(ramp: Ramp, neckline: Neckline): RigPath[] {
  const d = blob(
    ...hs([-104, 850, 1], [-104, 640, 1], ...neckline.toReversed(), [104, 640, 1], [104, 850, 1]),
  );
  return [{ d, fill: ramp.base }, { d: ellipse(CX + 12, 604, 122, 46), fill: ramp.shade, clip: d }];
}

/** The open front of a coat or jacket: two panels that leave a vee of `gap` at the bottom. */
export function openFront(look: Look, ramp: Ramp, gap: number, puff = 0): RigPath[] {
  const n = look.m.neck;
  const d = torso(look, [[n + 8, 598, 1], [n + 6, 660], [gap, 850, 1], [-gap, 850, 1], [
    -n - 6,
    660,
  ], [-n - 8, 598, 1]], puff);
  return garment(d, look, ramp);
}

/** A shirt of which a coat leaves only the chest. */
export function shirt(look: Look, ramp: Ramp): RigPath[] {
  return bib(ramp, vee(look, 664));
}
