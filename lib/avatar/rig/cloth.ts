/**
 * Owns the building blocks of clothes: the torso with its neckline, collars, lapels, ribbons, buttons.
 * x is measured from the portrait's axis here. Pure and browser-safe.
 */
import type { Ramp } from "@/lib/avatar/rig/color.ts";
import { h, hs } from "@/lib/avatar/rig/hair_shape.ts";
import type { Look } from "@/lib/avatar/rig/look.ts";
import {
  blob,
  brush,
  CX,
  dots,
  ellipse,
  type Knot,
  line,
  type Point,
  type RigPath,
} from "@/lib/avatar/rig/shape.ts";

/** Clothes of one body: what stands behind the neck, and what one sees in front. */
export interface Outfit {
  readonly back?: readonly RigPath[];
  readonly front: readonly RigPath[];
}

/** The neckline, from the right of the neck to its left. */
export type Neckline = readonly Knot[];

/** A round neckline that dips to `y`. */
export function crew(look: Look, y = 640, wide = 10): Neckline {
  const n = look.m.neck + wide;
  return [[n, 604, 1], [n * 0.62, y - 12], [0, y], [-n * 0.62, y - 12], [-n, 604, 1]];
}

/** A pointed neckline down to `y`. */
export function vee(look: Look, y = 710, wide = 8): Neckline {
  const n = look.m.neck + wide;
  return [[n, 600, 1], [n * 0.6, 646], [0, y, 1], [-n * 0.6, 646], [-n, 600, 1]];
}

/** The outline of shoulders and chest with a neckline cut into it. */
export function torso(look: Look, neckline: Neckline, puff = 0): string {
  const { neck, shoulder } = look.m;
  const s = shoulder + puff;
  const right: Knot[] = [
    [s + 24, 840, 1],
    [s + 14, 760],
    [s - 4, 702],
    [s - 42, 661 - puff * 0.4],
    [neck + 50, 634 - puff * 0.3],
  ];
  const left = right.map(([x, y, c]): Knot => c ? [-x, y, c] : [-x, y]).reverse();
  return blob(...hs(...left.slice(0, -1), [-s - 24, 840, 1], ...right, ...neckline));
}

/** Fills a garment: base, a soft shade away from the light, folds, the head's shadow, a lit edge. */
export function garment(d: string, look: Look, ramp: Ramp): RigPath[] {
  const s = look.m.shoulder;
  return [
    { d, fill: ramp.shade },
    { d, fill: ramp.base, shift: [-20, -2], clip: d },
    { d: ellipse(CX + 12, 604, 122, 46), fill: ramp.shade, clip: d },
    {
      d: line(...hs([-s + 56, 726], [-s + 64, 776], [-s + 60, 840])) +
        line(...hs([s - 60, 718], [s - 66, 776], [s - 62, 840])),
      stroke: ramp.deep,
      width: 4.5,
      opacity: 0.55,
      clip: d,
    },
    {
      d: line(
        ...hs([-s - 24, 830], [-s - 14, 760], [-s + 4, 702], [-s + 42, 661], [
          -look.m.neck - 50,
          634,
        ]),
      ),
      stroke: ramp.light,
      width: 15,
      clip: d,
    },
  ];
}

/** What a standing collar shows behind the neck. */
export function collarBack(look: Look, ramp: Ramp, lift = 0): RigPath[] {
  const n = look.m.neck;
  return [{
    d: blob(
      h(-n - 8, 622),
      h(-n - 3, 590 - lift),
      h(0, 580 - lift),
      h(n + 3, 590 - lift),
      h(n + 8, 622),
      h(0, 640),
    ),
    fill: ramp.deep,
  }];
}

/** Wing points of a shirt collar. */
export function shirtCollar(look: Look, ramp: Ramp): RigPath[] {
  const n = look.m.neck;
  const wing = (s: number) =>
    blob(
      h(s * (n - 4), 584, 1),
      h(s * (n + 20), 606),
      h(s * 50, 682, 1),
      h(s * 6, 648, 1),
      h(s * (n - 22), 622),
    );
  return [
    { d: wing(-1) + wing(1), fill: ramp.light },
    { d: wing(-1), mirror: true, fill: ramp.shade, opacity: 0.6 },
    {
      d: line(h(-6, 648), h(-50, 682)) + line(h(6, 648), h(50, 682)),
      stroke: ramp.shade,
      width: 2.5,
    },
  ];
}

/** A pair of notched lapels that meet at `y`. */
export function lapels(look: Look, ramp: Ramp, { y = 800, wide = 84 } = {}): RigPath[] {
  const n = look.m.neck;
  const lapel = (s: number) =>
    blob(
      h(s * (n + 2), 592, 1),
      h(s * (n + 30), 616),
      h(s * (wide + 4), 668, 1),
      h(s * (wide - 18), 678, 1),
      h(s * wide, 706, 1),
      h(s * 34, y - 46),
      h(s * 2, y, 1),
      h(s * 22, y - 96),
      h(s * (n - 10), 652),
    );
  return [
    { d: lapel(-1), fill: ramp.light },
    { d: lapel(-1), fill: ramp.base, shift: [5, 3], clip: lapel(-1) },
    { d: lapel(-1), mirror: true, fill: ramp.base },
    { d: lapel(-1), mirror: true, fill: ramp.shade, opacity: 0.5 },
    {
      d: line(h(-wide + 18, 678), h(-n - 26, 648)) + line(h(wide - 18, 678), h(n + 26, 648)),
      stroke: ramp.deep,
      width: 2.5,
    },
  ];
}

/** A necktie with its knot. */
export function tie(ramp: Ramp): RigPath[] {
  const blade = blob(h(-11, 672, 1), h(11, 672, 1), h(27, 812, 1), h(-27, 812, 1));
  return [
    { d: blade, fill: ramp.base },
    { d: blob(h(2, 672, 1), h(11, 672, 1), h(27, 812, 1), h(6, 812, 1)), fill: ramp.shade },
    { d: blob(h(-19, 642, 1), h(19, 642, 1), h(11, 678, 1), h(-11, 678, 1)), fill: ramp.light },
  ];
}

/** Round buttons down a line. */
export function buttons(
  points: readonly (readonly [number, number])[],
  fill: string,
  shade: string,
  r = 7,
): RigPath[] {
  const d = dots(...points.map(([x, y]): Point => [CX + x, y]));
  return [{ d, stroke: shade, width: 2 * r, shift: [1.5, 2] }, { d, stroke: fill, width: 1.9 * r }];
}

/** The crossed collar of Korean dress: the wearer's left over the right, edged in white dongjeong. */
export function crossedCollar(
  look: Look,
  band: Ramp,
  { y = 760, width = 32, edge = "#FFFCF5" } = {},
): RigPath[] {
  const n = look.m.neck;
  const under = hs([-n - 12, 588], [-n + 2, 640], [-16, 712]);
  const over = hs([n + 12, 588], [n - 4, 642], [8, 712], [-42, y]);
  const innerUnder = hs([-n + 2, 586], [-n + 16, 634], [-6, 690]);
  const innerOver = hs([n - 3, 586], [n - 19, 636], [-2, 700]);
  const w = width;
  return [
    { d: brush(under, [w, w, w]), fill: band.base },
    { d: brush(innerUnder, [13, 13, 11]), fill: edge },
    { d: brush(over, [w, w, w, w]), fill: band.deep, shift: [3, 5], opacity: 0.35 },
    { d: brush(over, [w, w, w, w]), fill: band.base },
    {
      d: brush(over.map(([x, yy]): Knot => [x - w * 0.4, yy + 2]), [2, 4, 4, 2]),
      fill: band.light,
      opacity: 0.8,
    },
    { d: brush(innerOver, [13, 13, 9]), fill: edge },
    {
      d: brush(innerOver.map(([x, yy]): Knot => [x + 6, yy]), [1, 3, 1]),
      fill: "#D9C8B8",
      opacity: 0.7,
    },
  ];
}

/** The goreum: one loop to the viewer's right, two long ribbons. */
export function goreum(x: number, y: number, ramp: Ramp): RigPath[] {
  const longTail = blob(
    h(x - 8, y),
    h(x - 26, y + 40),
    h(x - 34, 850, 1),
    h(x + 2, 850, 1),
    h(x + 6, y + 30),
  );
  const shortTail = blob(
    h(x + 2, y),
    h(x + 24, y + 34),
    h(x + 32, 850, 1),
    h(x + 60, 846, 1),
    h(x + 38, y + 26),
    h(x + 14, y - 4),
  );
  const loop = blob(
    h(x + 4, y - 4, 1),
    h(x + 40, y - 30),
    h(x + 86, y - 26),
    h(x + 92, y - 4),
    h(x + 50, y + 10),
    h(x + 6, y + 8, 1),
  );
  return [
    { d: shortTail, fill: ramp.shade },
    { d: longTail, fill: ramp.base },
    {
      d: brush(hs([x - 10, y + 14], [x - 20, y + 50], [x - 24, 846]), [2, 5, 5]),
      fill: ramp.light,
      opacity: 0.7,
    },
    { d: loop, fill: ramp.light },
    { d: loop, fill: ramp.base, shift: [3, 5], clip: loop },
    {
      d: brush(hs([x + 14, y - 4], [x + 46, y - 12], [x + 76, y - 12]), [1, 5, 1]),
      fill: ramp.deep,
      opacity: 0.6,
    },
    {
      d: blob(
        h(x - 17, y - 12),
        h(x + 2, y - 18),
        h(x + 17, y - 8),
        h(x + 14, y + 14),
        h(x - 14, y + 14),
      ),
      fill: ramp.base,
    },
    {
      d: line(h(x - 4, y - 13), h(x - 2, y), h(x - 5, y + 11)),
      stroke: ramp.deep,
      width: 2.5,
      opacity: 0.6,
    },
  ];
}
