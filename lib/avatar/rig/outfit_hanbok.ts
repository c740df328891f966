/**
 * Owns the Korean dress: jeogori, durumagi, baeja, official's robe and dangui. Pure and browser-safe.
 */
import { clothRamp } from "@/lib/avatar/rig/color.ts";
import {
  collarBack,
  crew,
  crossedCollar,
  garment,
  goreum,
  type Outfit,
  torso,
  vee,
} from "@/lib/avatar/rig/cloth.ts";
import { h, hs } from "@/lib/avatar/rig/hair_shape.ts";
import type { Look } from "@/lib/avatar/rig/look.ts";
import {
  blob,
  brush,
  CX,
  dots,
  ellipse,
  line,
  type Point,
  rect,
  type RigPath,
} from "@/lib/avatar/rig/shape.ts";

const WHITE = clothRamp("#FBF6EC");
const GOLD = "#DDB65C";

/** The seam where a hanbok's sleeve meets its body. */
function sleeveSeams(look: Look, color: string): RigPath {
  const s = look.m.shoulder;
  return {
    d: line(h(-s + 36, 664), h(-s + 44, 740), h(-s + 40, 830)) +
      line(h(s - 36, 664), h(s - 44, 740), h(s - 40, 830)),
    stroke: color,
    width: 2.5,
    opacity: 0.45,
  };
}

/** Short jacket with crossed collar and ribbon. */
export function jeogori(look: Look): Outfit {
  const d = torso(look, vee(look, 716));
  return {
    back: collarBack(look, look.accent),
    front: [
      ...garment(d, look, look.cloth),
      sleeveSeams(look, look.cloth.deep),
      ...crossedCollar(look, look.accent, { y: 756 }),
      ...goreum(-38, 752, look.accent),
    ],
  };
}

/** Long coat over white, tied low at the side. */
export function durumagi(look: Look): Outfit {
  const d = torso(look, vee(look, 722), 6);
  return {
    back: collarBack(look, WHITE),
    front: [
      ...garment(d, look, look.cloth),
      sleeveSeams(look, look.cloth.deep),
      ...crossedCollar(look, { ...look.cloth, base: look.cloth.light, light: "#FFFDF6" }, {
        y: 812,
        width: 38,
      }),
      {
        d: brush(hs([-44, 742], [-68, 800], [-72, 850]), [8, 20, 24]) +
          brush(hs([-40, 742], [-30, 800], [-34, 850]), [8, 18, 22]),
        fill: look.accent.base,
      },
      { d: ellipse(CX - 42, 744, 15, 12), fill: look.accent.shade },
    ],
  };
}

/** Fur-edged vest over a jeogori. */
export function baeja(look: Look): Outfit {
  const inner = torso(look, vee(look, 716));
  const s = look.m.shoulder;
  const n = look.m.neck;
  const panel = (k: number) =>
    blob(
      h(k * (n + 14), 606, 1),
      h(k * (n + 58), 632),
      h(k * (s - 42), 658, 1),
      h(k * (s - 62), 740),
      h(k * (s - 52), 850, 1),
      h(k * 30, 850, 1),
      h(k * 34, 740),
      h(k * (n + 6), 668),
    );
  const gilt = dots([CX - 104, 716], [CX - 84, 786], [CX + 98, 712], [CX + 88, 784]);
  const fur = (k: number) =>
    brush(hs([k * (n + 12), 602], [k * (n + 4), 664], [k * 36, 740], [k * 32, 850]), [
      18,
      20,
      20,
      20,
    ]) +
    brush(hs([k * (s - 40), 654], [k * (s - 62), 740], [k * (s - 50), 850]), [15, 17, 17]);
  return {
    back: collarBack(look, look.accent),
    front: [
      ...garment(inner, look, look.accent),
      ...crossedCollar(look, { ...look.accent, base: look.accent.shade }, { y: 776, width: 28 }),
      { d: panel(-1), fill: look.cloth.light },
      { d: panel(-1), fill: look.cloth.base, shift: [6, 5], clip: panel(-1) },
      { d: panel(-1), mirror: true, fill: look.cloth.shade },
      { d: panel(-1), mirror: true, fill: look.cloth.base, shift: [16, 0], clip: panel(-1) },
      { d: gilt, stroke: GOLD, width: 22, opacity: 0.75 },
      { d: gilt, stroke: look.cloth.base, width: 17 },
      { d: gilt, stroke: GOLD, width: 9, opacity: 0.75 },
      { d: fur(-1) + fur(1), fill: "#FBF3E2" },
      { d: fur(1), fill: "#DCC9B0", opacity: 0.45 },
      { d: brush(hs([-34, 752], [0, 760], [34, 752]), [9, 8, 9]), fill: look.cloth.deep },
      { d: ellipse(CX, 759, 13, 11), fill: "#2F7F6B" },
      { d: ellipse(CX - 4, 755, 4), fill: "#A9D8C6" },
    ],
  };
}

/** Round-collared official's robe with its crane badge. */
export function dallyeong(look: Look): Outfit {
  const n = look.m.neck;
  const d = torso(look, crew(look, 664, 14), 8);
  const badge = rect(CX - 66, 706, 132, 120, 6);
  return {
    back: collarBack(look, WHITE),
    front: [
      ...garment(d, look, look.cloth),
      sleeveSeams(look, look.cloth.deep),
      {
        d: brush(hs([-n - 2, 592], [-n * 0.4, 636], [-6, 658]), [18, 17, 15]) +
          brush(hs([n + 2, 592], [n * 0.5, 636], [-6, 658]), [18, 17, 15]),
        fill: "#FFFCF5",
      },
      {
        d: brush(hs([-n - 16, 598], [-n * 0.6, 654], [0, 680], [n * 0.6, 654], [n + 16, 598]), [
          15,
          16,
          16,
          16,
          15,
        ]),
        fill: look.cloth.deep,
      },
      { d: badge, fill: look.accent.shade },
      { d: rect(CX - 60, 712, 120, 120, 4), stroke: GOLD, width: 3 },
      { d: blob(h(-38, 806), h(-10, 782), h(30, 778), h(44, 800), h(12, 826)), fill: "#FBF6EC" },
      { d: brush(hs([24, 790], [34, 758], [18, 742], [4, 744]), [13, 8, 8, 3]), fill: "#FBF6EC" },
      { d: ellipse(CX + 17, 737, 6, 4.5), fill: "#B5332E" },
      {
        d: `M${CX - 52} 738a11 11 0 0 1 22 0a9 9 0 0 1 16 6M${CX + 30} 832a11 11 0 0 1 22 -6`,
        stroke: GOLD,
        width: 3,
      },
    ],
  };
}

/** Court jacket with gold-leaf shoulders and wide white collar. */
export function dangui(look: Look): Outfit {
  const d = torso(look, vee(look, 716), 4);
  const s = look.m.shoulder;
  const flower = (x: number, y: number, r: number) =>
    dots(...[0, 1, 2, 3, 4].map((i): Point => {
      const a = i * 1.2566 - 1.57;
      return [CX + x + Math.cos(a) * r, y + Math.sin(a) * r];
    }));
  return {
    back: collarBack(look, look.accent),
    front: [
      ...garment(d, look, look.cloth),
      sleeveSeams(look, look.cloth.deep),
      {
        d: flower(-s + 72, 704, 13) + flower(s - 78, 704, 13) + flower(-s + 92, 784, 13) +
          flower(s - 98, 784, 13),
        stroke: GOLD,
        width: 16,
        opacity: 0.85,
        clip: d,
      },
      ...crossedCollar(look, look.accent, { y: 756, width: 34 }),
      {
        d: flower(look.m.neck - 2, 652, 5.5) + flower(14, 710, 5.5) +
          flower(-look.m.neck + 4, 646, 5.5),
        stroke: GOLD,
        width: 6.5,
      },
      ...goreum(-38, 754, {
        ...look.accent,
        base: "#A93A2E",
        light: "#D2705A",
        shade: "#8A2C26",
        deep: "#6F221F",
      }),
    ],
  };
}
