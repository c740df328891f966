/**
 * Owns the clothes of a trade or a tale: raincoat, wetsuit, vest, cloak, chassis. Pure and
 * browser-safe.
 */
import {
  buttons,
  collarBack,
  crew,
  garment,
  type Outfit,
  torso,
  vee,
} from "@/lib/avatar/rig/cloth.ts";
import { WHITE } from "@/lib/avatar/rig/cloth_modern.ts";
import { mix } from "@/lib/avatar/rig/color.ts";
import { h, hs } from "@/lib/avatar/rig/hair_shape.ts";
import type { Look } from "@/lib/avatar/rig/look.ts";
import {
  blob,
  brush,
  CX,
  ellipse,
  line,
  rect,
  type RigPath,
  segment,
} from "@/lib/avatar/rig/shape.ts";

/** Glossy raincoat with its hood down. */
export function raincoat(look: Look): Outfit {
  const n = look.m.neck;
  const { cloth, accent } = look;
  const collar = (s: number) =>
    blob(
      h(s * (n - 4), 580),
      h(s * (n + 34), 584),
      h(s * (n + 46), 632),
      h(s * 30, 690),
      h(s * 1, 696, 1),
      h(s * 14, 650),
    );
  return {
    back: [{
      d: blob(h(-n - 70, 640), h(-n - 54, 560), h(0, 528), h(n + 54, 560), h(n + 70, 640)),
      fill: cloth.deep,
    }],
    front: [
      ...garment(torso(look, crew(look, 664), 10), look, cloth),
      { d: collar(-1), fill: cloth.light },
      { d: collar(-1), fill: cloth.base, shift: [6, 6], clip: collar(-1) },
      { d: collar(-1), mirror: true, fill: cloth.shade },
      { d: line(h(4, 696), h(8, 770), h(6, 850)), stroke: cloth.deep, width: 4 },
      {
        d: brush(hs([-150, 690], [-172, 730], [-180, 800]), [2, 14, 2]) +
          brush(hs([-112, 724], [-118, 770]), [7, 1]),
        fill: "#FFFDF4",
        opacity: 0.6,
      },
      ...[730, 786].flatMap((y): RigPath[] => [
        { d: brush(hs([-26, y], [4, y + 3], [36, y]), [5, 5, 5]), fill: accent.shade },
        { d: rect(CX - 12, y - 9, 30, 17, 8), fill: accent.base },
      ]),
    ],
  };
}

/** The diving women's black suit with its coloured yoke and zip. */
export function wetsuit(look: Look): Outfit {
  const n = look.m.neck;
  const { cloth, accent } = look;
  const neck = blob(
    h(-n - 3, 572),
    h(0, 590),
    h(n + 3, 572),
    h(n + 14, 634),
    h(0, 652),
    h(-n - 14, 634),
  );
  const s = look.m.shoulder;
  const d = torso(look, crew(look, 626));
  return {
    front: [
      ...garment(d, look, cloth),
      {
        d: blob(
          h(-s - 30, 650),
          h(-92, 640),
          h(-60, 700),
          h(0, 722),
          h(60, 700),
          h(92, 640),
          h(s + 30, 650),
          h(s - 10, 720),
          h(90, 760),
          h(0, 770),
          h(-90, 760),
          h(-s + 10, 720),
        ),
        fill: accent.base,
        clip: d,
      },
      {
        d: blob(
          h(60, 700),
          h(92, 640),
          h(s + 30, 650),
          h(s - 10, 720),
          h(90, 760),
          h(0, 770),
          h(0, 722),
        ),
        fill: accent.shade,
        clip: d,
        opacity: 0.7,
      },
      { d: neck, fill: cloth.light },
      { d: neck, fill: cloth.base, shift: [6, 4], clip: neck },
      { d: segment(CX, 600, CX, 850), stroke: "#D9D3C8", width: 5 },
      { d: rect(CX - 7, 640, 14, 30, 5), fill: "#F2ECDF" },
      {
        d: brush(hs([-s + 30, 690], [-s + 8, 740], [-s + 4, 800]), [2, 12, 2]),
        fill: "#FFFFFF",
        opacity: 0.35,
      },
    ],
  };
}

/** Quilted vest and a towel round the neck: a night-market stall at eleven. */
export function vest(look: Look): Outfit {
  const n = look.m.neck;
  const s = look.m.shoulder;
  const { cloth, accent } = look;
  const panel = (k: number) =>
    blob(
      h(k * (n + 12), 604, 1),
      h(k * (n + 60), 630),
      h(k * (s - 44), 656, 1),
      h(k * (s - 58), 740),
      h(k * (s - 46), 850, 1),
      h(k * 14, 850, 1),
      h(k * 16, 720),
      h(k * (n - 6), 650),
    );
  const towel = (k: number) =>
    brush(hs([k * (n - 2), 588], [k * (n + 6), 644], [k * (n + 4), 710], [k * (n + 8), 774]), [
      22,
      34,
      38,
      40,
    ]);
  return {
    back: collarBack(look, WHITE, 4),
    front: [
      ...garment(torso(look, crew(look, 652)), look, accent),
      { d: panel(-1), fill: cloth.light },
      { d: panel(-1), fill: cloth.base, shift: [6, 5], clip: panel(-1) },
      { d: panel(-1), mirror: true, fill: cloth.shade },
      { d: panel(-1), mirror: true, fill: cloth.base, shift: [16, 0], clip: panel(-1) },
      {
        d: [700, 752, 804].map((y) =>
          line(h(-s, y - 6), h(-90, y + 6), h(-10, y)) + line(h(s, y - 6), h(90, y + 6), h(10, y))
        ).join(""),
        stroke: cloth.deep,
        width: 3,
        opacity: 0.6,
        clip: panel(-1) + panel(1),
      },
      { d: towel(-1), fill: "#FFFAF0" },
      { d: towel(-1), mirror: true, fill: "#EFE4D3" },
      {
        d: segment(CX - n - 26, 752, CX - n + 12, 756) +
          segment(CX + n + 26, 752, CX + n - 12, 756),
        stroke: "#C4553B",
        width: 5,
      },
    ],
  };
}

/** Travelling cloak with a clasp. */
export function cloak(look: Look): Outfit {
  const n = look.m.neck;
  const { cloth, accent } = look;
  const inner = torso(look, vee(look, 690));
  const fall = (k: number) =>
    blob(
      h(k * (n - 6), 590, 1),
      h(k * (n + 70), 606),
      h(k * 196, 664),
      h(k * 254, 850, 1),
      h(k * 66, 850, 1),
      h(k * 54, 750),
      h(k * 20, 678, 1),
      h(k * (n - 6), 640),
    );
  return {
    back: [{
      d: blob(h(-n - 78, 640), h(-n - 52, 562), h(0, 540), h(n + 52, 562), h(n + 78, 640)),
      fill: cloth.deep,
    }],
    front: [
      ...garment(inner, look, accent),
      { d: fall(-1), fill: cloth.light },
      { d: fall(-1), fill: cloth.base, shift: [7, 6], clip: fall(-1) },
      { d: fall(-1), mirror: true, fill: cloth.shade },
      { d: fall(-1), mirror: true, fill: cloth.base, shift: [16, 0], clip: fall(-1) },
      {
        d: brush(hs([-120, 660], [-128, 750], [-118, 850]), [1, 8, 8]) +
          brush(hs([112, 660], [112, 750], [106, 850]), [1, 8, 8]),
        fill: cloth.deep,
        opacity: 0.55,
      },
      { d: ellipse(CX, 680, 21), fill: "#D8B45A" },
      { d: ellipse(CX, 680, 13), fill: "#2F7F6B" },
      { d: ellipse(CX - 4, 675, 4.5), fill: "#BCE3D2" },
    ],
  };
}

/** Panels of painted metal with a small warm lamp at the heart. */
export function chassis(look: Look): Outfit {
  const n = look.m.neck;
  const s = look.m.shoulder;
  const { cloth, accent, skin } = look;
  const d = torso(look, crew(look, 640, 16));
  return {
    front: [
      ...garment(d, look, cloth),
      {
        d: blob(
          h(-n - 26, 606),
          h(0, 646),
          h(n + 26, 606),
          h(n + 34, 636),
          h(0, 682),
          h(-n - 34, 636),
        ),
        fill: skin.deep,
      },
      {
        d: line(
          h(-s + 40, 850),
          h(-s + 52, 740),
          h(-108, 690),
          h(0, 704),
          h(108, 690),
          h(s - 52, 740),
          h(s - 40, 850),
        ),
        stroke: cloth.deep,
        width: 4,
      },
      {
        d: ellipse(CX - s + 20, 700, 38, 40) + ellipse(CX + s - 20, 700, 38, 40),
        fill: accent.base,
        clip: d,
      },
      { d: ellipse(CX + s - 12, 708, 38, 40), fill: accent.shade, clip: d },
      { d: ellipse(CX, 762, 34), fill: cloth.deep },
      { d: ellipse(CX, 762, 26), fill: mix(accent.base, "#FFE7A8", 0.65) },
      { d: ellipse(CX - 6, 755, 11), fill: "#FFF8E2" },
      ...buttons([[-74, 800], [-98, 792], [74, 800], [98, 792]], cloth.light, cloth.deep, 5),
    ],
  };
}
