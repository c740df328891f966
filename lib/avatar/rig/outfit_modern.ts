/**
 * Owns the clothes of today and tomorrow, from school uniform to robot chassis. Pure and browser-safe.
 */
import {
  buttons,
  collarBack,
  crew,
  garment,
  lapels,
  type Outfit,
  shirtCollar,
  tie,
  torso,
  vee,
} from "@/lib/avatar/rig/cloth.ts";
import { clothRamp, mix, type Ramp } from "@/lib/avatar/rig/color.ts";
import { h, hs } from "@/lib/avatar/rig/hair_shape.ts";
import type { Look } from "@/lib/avatar/rig/look.ts";
import {
  blob,
  brush,
  CX,
  ellipse,
  line,
  poly,
  rect,
  type RigPath,
  segment,
} from "@/lib/avatar/rig/shape.ts";

const WHITE = clothRamp("#FBF6EC");

function ribbing(look: Look, ramp: Ramp, y: number, wide = 10): RigPath[] {
  const n = look.m.neck + wide;
  const band = hs([-n - 3, 598], [-n * 0.64, y - 14], [0, y], [n * 0.64, y - 14], [n + 3, 598]);
  return [
    { d: brush(band, [16, 17, 18, 17, 16]), fill: ramp.base },
    {
      d: brush(band.map(([x, yy]) => [x, yy + 7] as const), [1, 3, 3, 3, 1]),
      fill: ramp.deep,
      opacity: 0.5,
    },
  ];
}

function shirt(look: Look, ramp: Ramp): RigPath[] {
  return garment(torso(look, vee(look, 664)), look, ramp);
}

/** The open front of a coat or jacket: two panels that leave a vee of `gap` at the bottom. */
function openFront(look: Look, ramp: Ramp, gap: number, puff = 0): RigPath[] {
  const n = look.m.neck;
  const d = torso(look, [[n + 8, 598, 1], [n + 6, 660], [gap, 850, 1], [-gap, 850, 1], [
    -n - 6,
    660,
  ], [-n - 8, 598, 1]], puff);
  return garment(d, look, ramp);
}

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

/** Buttoned cardigan over a plain top. */
export function cardigan(look: Look): Outfit {
  const n = look.m.neck;
  const edge = (s: number) =>
    hs([s * (n + 10), 602], [s * (n - 2), 664], [s * 16, 766], [s * 12, 850]);
  return {
    back: collarBack(look, look.cloth),
    front: [
      ...garment(torso(look, crew(look, 642)), look, look.accent),
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

/** Bib apron over a shirt with rolled collar. */
export function apron(look: Look): Outfit {
  const { cloth, accent } = look;
  const bib = blob(h(-86, 726, 1), h(0, 734), h(86, 726, 1), h(112, 850, 1), h(-112, 850, 1));
  return {
    back: collarBack(look, accent),
    front: [
      ...shirt(look, accent),
      ...shirtCollar(look, accent),
      {
        d: brush(hs([-66, 612], [-84, 670], [-78, 734]), [15, 15, 15]) +
          brush(hs([66, 612], [84, 670], [78, 734]), [15, 15, 15]),
        fill: cloth.shade,
      },
      { d: bib, fill: cloth.light },
      { d: bib, fill: cloth.base, shift: [5, 6], clip: bib },
      {
        d: blob(h(-40, 778, 1), h(40, 778, 1), h(38, 850, 1), h(-38, 850, 1)),
        stroke: cloth.deep,
        width: 3,
      },
      ...buttons([[-76, 740], [76, 740]], "#E2BE72", cloth.deep, 7),
    ],
  };
}

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

/** Biker jacket over a plain tee. */
export function jacket(look: Look): Outfit {
  const { cloth, accent } = look;
  return {
    back: collarBack(look, cloth),
    front: [
      ...garment(torso(look, crew(look, 648)), look, accent),
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

/** Double-breasted coat with wide lapels. */
export function trench(look: Look): Outfit {
  const s = look.m.shoulder;
  const { cloth, accent } = look;
  const strap = (k: number) =>
    brush(hs([k * 96, 642], [k * (s - 56), 664], [k * (s - 22), 684]), [17, 19, 17]);
  return {
    back: collarBack(look, cloth, 6),
    front: [
      ...garment(torso(look, crew(look, 640)), look, accent),
      ...ribbing(look, accent, 640),
      ...openFront(look, cloth, 2, 6),
      { d: strap(-1) + strap(1), fill: cloth.shade },
      ...lapels(look, cloth, { y: 782, wide: 116 }),
      ...buttons([[-62, 790], [62, 790], [-136, 678], [138, 678]], "#6E4B36", cloth.deep, 8),
      { d: line(h(2, 782), h(12, 850)), stroke: cloth.deep, width: 3 },
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

/** Dungarees over a tee. */
export function overalls(look: Look): Outfit {
  const { cloth, accent } = look;
  const bib = blob(h(-82, 748, 1), h(0, 754), h(82, 748, 1), h(120, 850, 1), h(-120, 850, 1));
  const strap = (k: number) =>
    brush(hs([k * 116, 644], [k * 94, 700], [k * 72, 768]), [28, 28, 26]);
  return {
    back: collarBack(look, accent, -8),
    front: [
      ...garment(torso(look, crew(look, 646)), look, accent),
      ...ribbing(look, accent, 646),
      { d: strap(-1), fill: cloth.base },
      { d: strap(-1), mirror: true, fill: cloth.shade },
      { d: bib, fill: cloth.light },
      { d: bib, fill: cloth.base, shift: [5, 6], clip: bib },
      { d: rect(CX - 34, 788, 68, 70, 6), stroke: cloth.deep, width: 3 },
      ...buttons([[-72, 768], [72, 768]], "#E8C77C", cloth.deep, 10),
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
