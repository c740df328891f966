/**
 * Owns the tailored clothes: uniform, suit, coats and jackets. Pure and browser-safe.
 */
import {
  buttons,
  collarBack,
  crew,
  lapels,
  type Outfit,
  shirtCollar,
  tie,
} from "@/lib/avatar/rig/cloth.ts";
import { bib, openFront, ribbing, shirt, WHITE } from "@/lib/avatar/rig/cloth_modern.ts";
import { h, hs } from "@/lib/avatar/rig/hair_shape.ts";
import type { Look } from "@/lib/avatar/rig/look.ts";
import { blob, brush, CX, ellipse, line, poly, segment } from "@/lib/avatar/rig/shape.ts";

/** Blazer, white shirt, tie and badge. */
export function uniform(look: Look): Outfit {
  return {
    back: collarBack(look, WHITE),
    front: [
      ...shirt(look, WHITE),
      ...tie(look.accent),
      {
        d: segment(CX - 20, 706, CX + 16, 720) + segment(CX - 22, 736, CX + 18, 752),
        stroke: look.accent.light,
        width: 5,
        opacity: 0.8,
      },
      ...openFront(look, look.cloth, 6),
      ...lapels(look, look.cloth, { y: 820, wide: 88 }),
      ...shirtCollar(look, WHITE),
      {
        d: blob(h(-128, 738, 1), h(-98, 738, 1), h(-98, 760), h(-113, 778), h(-128, 760)),
        fill: look.accent.base,
      },
      { d: ellipse(CX - 113, 754, 6), fill: look.accent.light },
    ],
  };
}

/** Suit jacket, shirt and tie. */
export function suit(look: Look): Outfit {
  return {
    back: collarBack(look, WHITE),
    front: [
      ...shirt(look, WHITE),
      ...tie(look.accent),
      ...openFront(look, look.cloth, 4),
      ...lapels(look, look.cloth, { y: 838, wide: 94 }),
      ...shirtCollar(look, WHITE),
      {
        d: poly([CX - 138, 752], [CX - 98, 744], [CX - 96, 756], [CX - 137, 764]),
        fill: look.accent.light,
      },
    ],
  };
}

/** Double-breasted coat with wide lapels. */
export function trench(look: Look): Outfit {
  const s = look.m.shoulder;
  const { cloth, accent } = look;
  const strap = (k: number) =>
    brush(hs([k * 96, 642], [k * (s - 56), 664], [k * (s - 22), 684]), [17, 19, 17]);
  return {
    back: collarBack(look, cloth, 6),
    front: [
      ...bib(accent, crew(look, 640)),
      ...ribbing(look, accent, 640),
      ...openFront(look, cloth, 2, 6),
      { d: strap(-1) + strap(1), fill: cloth.shade },
      ...lapels(look, cloth, { y: 782, wide: 116 }),
      ...buttons([[-62, 790], [62, 790], [-136, 678], [138, 678]], "#6E4B36", cloth.deep, 8),
      { d: line(h(2, 782), h(12, 850)), stroke: cloth.deep, width: 3 },
    ],
  };
}

/** White gown over shirt or knit. */
export function lab_coat(look: Look): Outfit {
  const { cloth, accent } = look;
  return {
    back: collarBack(look, WHITE),
    front: [
      ...shirt(look, cloth),
      ...tie(accent),
      ...openFront(look, WHITE, 22, 2),
      ...lapels(look, WHITE, { y: 830, wide: 88 }),
      ...shirtCollar(look, cloth),
      {
        d: blob(h(-148, 770, 1), h(-92, 770, 1), h(-92, 850, 1), h(-148, 850, 1)),
        stroke: WHITE.deep,
        width: 3,
      },
      { d: segment(CX - 122, 750, CX - 122, 786), stroke: accent.base, width: 7 },
      { d: segment(CX - 106, 756, CX - 106, 786), stroke: "#45403E", width: 6 },
    ],
  };
}

/** Biker jacket over a plain tee. */
export function jacket(look: Look): Outfit {
  const { cloth, accent } = look;
  return {
    back: collarBack(look, cloth),
    front: [
      ...bib(accent, crew(look, 648)),
      ...ribbing(look, accent, 648),
      ...openFront(look, cloth, 26, 6),
      ...lapels(look, cloth, { y: 812, wide: 104 }),
      {
        d: line(h(-34, 850), h(-30, 800), h(-64, 726)) + line(h(34, 850), h(30, 800)),
        stroke: "#D9CDB8",
        width: 4,
      },
      { d: segment(CX + 78, 776, CX + 132, 758), stroke: "#D9CDB8", width: 4 },
      ...buttons([[-78, 694], [78, 694]], "#E9DFCB", cloth.deep, 5),
    ],
  };
}
