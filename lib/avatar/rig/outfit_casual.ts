/**
 * Owns the everyday clothes: knits, tees, hoods, aprons. Pure and browser-safe.
 */
import {
  buttons,
  collarBack,
  crew,
  garment,
  type Outfit,
  shirtCollar,
  torso,
  vee,
} from "@/lib/avatar/rig/cloth.ts";
import { bib, openFront, ribbing } from "@/lib/avatar/rig/cloth_modern.ts";
import { h, hs } from "@/lib/avatar/rig/hair_shape.ts";
import type { Look } from "@/lib/avatar/rig/look.ts";
import { blob, brush, CX, ellipse, poly, rect, segment } from "@/lib/avatar/rig/shape.ts";

/** Buttoned cardigan over a plain top. */
export function cardigan(look: Look): Outfit {
  const n = look.m.neck;
  const edge = (s: number) =>
    hs([s * (n + 10), 602], [s * (n - 2), 664], [s * 16, 766], [s * 12, 850]);
  return {
    back: collarBack(look, look.cloth),
    front: [
      ...bib(look.accent, crew(look, 642)),
      ...ribbing(look, look.accent, 642),
      ...openFront(look, look.cloth, 12, 4),
      {
        d: brush(edge(-1), [19, 21, 22, 22]) + brush(edge(1), [19, 21, 22, 22]),
        fill: look.cloth.shade,
      },
      {
        d: brush(edge(-1).map(([x, y]) => [x - 7, y] as const), [2, 4, 4, 3]),
        fill: look.cloth.light,
        opacity: 0.9,
      },
      ...buttons([[14, 770], [12, 816]], look.accent.light, look.cloth.deep, 7.5),
    ],
  };
}

/** Ribbed high neck. */
export function turtleneck(look: Look): Outfit {
  const n = look.m.neck;
  const { cloth } = look;
  const neck = blob(
    h(-n - 5, 560),
    h(0, 578),
    h(n + 5, 560),
    h(n + 16, 632),
    h(0, 656),
    h(-n - 16, 632),
  );
  return {
    front: [
      ...garment(torso(look, crew(look, 630)), look, cloth),
      { d: neck, fill: cloth.light },
      { d: neck, fill: cloth.base, shift: [6, 4], clip: neck },
      { d: look.head, fill: cloth.deep, shift: [6, 26], clip: neck, opacity: 0.6 },
      {
        d: [-44, -26, -8, 10, 28, 46].map((x) => segment(CX + x, 566, CX + x * 1.12, 646)).join(""),
        stroke: cloth.shade,
        width: 3,
        clip: neck,
      },
      ...(look.spec.jewel === "necklace" ? [] : [{
        d: brush(hs([-60, 640], [0, 662], [60, 640]), [1, 5, 1]),
        fill: cloth.deep,
        opacity: 0.5,
      }]),
    ],
  };
}

/** Hooded sweatshirt. */
export function hoodie(look: Look): Outfit {
  const n = look.m.neck;
  const { cloth, accent } = look;
  const roll = (s: number) =>
    blob(
      h(s * (n - 8), 586),
      h(s * (n + 44), 592),
      h(s * (n + 54), 634),
      h(s * 42, 690),
      h(s * 2, 706, 1),
      h(s * 10, 674),
      h(s * (n - 4), 634),
    );
  return {
    back: [
      {
        d: blob(
          h(-n - 62, 620),
          h(-n - 40, 546),
          h(0, 520),
          h(n + 40, 546),
          h(n + 62, 620),
          h(0, 660),
        ),
        fill: cloth.deep,
      },
    ],
    front: [
      ...garment(torso(look, crew(look, 660), 6), look, cloth),
      { d: roll(-1), fill: cloth.light },
      { d: roll(-1), fill: cloth.base, shift: [6, 5], clip: roll(-1) },
      { d: roll(-1), mirror: true, fill: cloth.shade },
      {
        d: brush(hs([-20, 694], [-26, 738], [-22, 778]), [5, 5, 5]) +
          brush(hs([22, 692], [30, 732], [28, 764]), [5, 5, 5]),
        fill: accent.base,
      },
      { d: ellipse(CX - 22, 780, 5, 8) + ellipse(CX + 28, 768, 5, 8), fill: accent.shade },
    ],
  };
}

/** Plain tee with a stripe. */
export function tee(look: Look): Outfit {
  const d = torso(look, crew(look, 646));
  return {
    back: collarBack(look, look.cloth, -8),
    front: [
      ...garment(d, look, look.cloth),
      {
        d: brush(hs([-260, 764], [0, 780], [260, 764]), [26, 26, 26]),
        fill: look.accent.base,
        clip: d,
      },
      {
        d: brush(hs([-260, 796], [0, 812], [260, 796]), [8, 8, 8]),
        fill: look.accent.base,
        clip: d,
      },
      ...ribbing(look, look.cloth, 646),
    ],
  };
}

/** Knit with a patterned yoke. */
export function sweater(look: Look): Outfit {
  const { cloth, accent } = look;
  const d = torso(look, crew(look, 644), 6);
  const diamonds = Array.from({ length: 11 }, (_, i) => {
    const x = (i - 5) * 44;
    const y = 716 - x * x / 1900;
    return poly([CX + x, y - 17], [CX + x + 14, y], [CX + x, y + 17], [CX + x - 14, y]);
  }).join("");
  const bands = [690, 744].map((y) =>
    brush(hs([-250, y - 34], [-110, y - 6], [0, y], [110, y - 6], [250, y - 34]), [6, 6, 6, 6, 6])
  ).join("");
  return {
    back: collarBack(look, cloth, -2),
    front: [
      ...garment(d, look, cloth),
      { d: diamonds + bands, fill: accent.base, clip: d },
      ...ribbing(look, cloth, 644),
      {
        d: [-50, -30, -10, 10, 30, 50].map((x) =>
          segment(CX + x, 640 - x * x / 160, CX + x * 1.1, 654 - x * x / 160)
        ).join(""),
        stroke: cloth.deep,
        width: 2.5,
        opacity: 0.5,
      },
    ],
  };
}

/** Dungarees over a tee. */
export function overalls(look: Look): Outfit {
  const { cloth, accent } = look;
  const front = blob(h(-82, 748, 1), h(0, 754), h(82, 748, 1), h(120, 850, 1), h(-120, 850, 1));
  const strap = (k: number) =>
    brush(hs([k * 116, 644], [k * 94, 700], [k * 72, 768]), [28, 28, 26]);
  return {
    back: collarBack(look, accent, -8),
    front: [
      ...garment(torso(look, crew(look, 646)), look, accent),
      ...ribbing(look, accent, 646),
      { d: strap(-1), fill: cloth.base },
      { d: strap(-1), mirror: true, fill: cloth.shade },
      { d: front, fill: cloth.light },
      { d: front, fill: cloth.base, shift: [5, 6], clip: front },
      { d: rect(CX - 34, 788, 68, 70, 6), stroke: cloth.deep, width: 3 },
      ...buttons([[-72, 768], [72, 768]], "#E8C77C", cloth.deep, 10),
    ],
  };
}

/** Bib apron over a shirt with rolled collar. */
export function apron(look: Look): Outfit {
  const { cloth, accent } = look;
  const front = blob(h(-86, 726, 1), h(0, 734), h(86, 726, 1), h(112, 850, 1), h(-112, 850, 1));
  return {
    back: collarBack(look, accent),
    front: [
      ...garment(torso(look, vee(look, 664)), look, accent),
      ...shirtCollar(look, accent),
      {
        d: brush(hs([-66, 612], [-84, 670], [-78, 734]), [15, 15, 15]) +
          brush(hs([66, 612], [84, 670], [78, 734]), [15, 15, 15]),
        fill: cloth.shade,
      },
      { d: front, fill: cloth.light },
      { d: front, fill: cloth.base, shift: [5, 6], clip: front },
      {
        d: blob(h(-40, 778, 1), h(40, 778, 1), h(38, 850, 1), h(-38, 850, 1)),
        stroke: cloth.deep,
        width: 3,
      },
      ...buttons([[-76, 740], [76, 740]], "#E2BE72", cloth.deep, 7),
    ],
  };
}
