/**
 * Owns hats, hoods and whatever else covers or crowns the head. Pure and browser-safe.
 */
import { blossom } from "@/lib/avatar/rig/accessory.ts";
import { clothRamp, type Ramp } from "@/lib/avatar/rig/color.ts";
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
  poly,
  rect,
  type RigPath,
} from "@/lib/avatar/rig/shape.ts";

/** Headwear sheet by sheet. */
export interface Headwear {
  readonly back?: readonly RigPath[];
  readonly front: readonly RigPath[];
}

const NOTHING: Headwear = { front: [] };

function lit(d: string, ramp: Ramp): RigPath[] {
  return [{ d, fill: ramp.light }, { d, fill: ramp.base, shift: [6, 6], clip: d }];
}

/** The side of a hat that is turned from the light. */
function turned(d: string, ramp: Ramp): RigPath {
  return {
    d: blob(h(70, 90), h(118, 150), h(124, 220), h(108, 300), h(230, 320), h(230, 80)),
    fill: ramp.shade,
    opacity: 0.75,
    clip: d,
  };
}

function gat(look: Look): Headwear {
  const horsehair = clothRamp("#2A2427");
  const crown = blob(
    h(-86, 240, 1),
    h(-80, 170),
    h(-72, 104),
    h(-40, 88),
    h(0, 85),
    h(40, 88),
    h(72, 104),
    h(80, 170),
    h(86, 240, 1),
    h(0, 252),
  );
  const brim = ellipse(CX, 240, 246, 43);
  const { cheek, chinY } = look.m;
  const cord = hs(
    [-cheek + 4, 268],
    [-cheek - 3, 400],
    [-cheek + 46, chinY - 26],
    [-6, chinY + 26],
    [cheek - 46, chinY - 26],
    [cheek + 3, 400],
    [cheek - 4, 268],
  );
  const beads = [[-cheek - 3, 420], [-cheek + 6, 462], [-cheek + 24, 500], [cheek + 3, 420], [
    cheek - 6,
    462,
  ], [cheek - 24, 500]];
  return {
    front: [
      { d: line(...cord), stroke: "#2A2427", width: 3.5 },
      {
        d: dots(...beads.map(([x = 0, y = 0]): Point => [CX + x, y])),
        stroke: "#B5762B",
        width: 14,
      },
      { d: brim, fill: horsehair.base, opacity: 0.9 },
      { d: ellipse(CX - 4, 235, 238, 37), fill: "#4B4044", opacity: 0.55 },
      { d: ellipse(CX, 243, 104, 22), fill: "#171315" },
      ...lit(crown, horsehair),
      turned(crown, { ...horsehair, shade: "#151113" }),
      {
        d: line(h(-50, 104), h(-56, 170), h(-60, 232)) + line(h(-24, 98), h(-26, 170), h(-28, 240)),
        stroke: "#6B5D60",
        width: 2.5,
        opacity: 0.6,
      },
      { d: brush(hs([-85, 222], [0, 240], [85, 222]), [13, 14, 13]), fill: "#171315" },
      {
        d: line(h(-224, 226), h(-150, 208), h(-96, 203)),
        stroke: "#FFEBC8",
        width: 3,
        opacity: 0.55,
      },
    ],
  };
}

function bokgeon(look: Look): Headwear {
  const { cloth } = look;
  const d = blob(
    h(-150, 356, 1),
    h(-162, 290),
    h(-150, 200),
    h(-92, 144),
    h(0, 118),
    h(96, 142),
    h(152, 200),
    h(162, 290),
    h(150, 356, 1),
    h(132, 290),
    h(70, 252),
    h(0, 244),
    h(-70, 252),
    h(-132, 290),
  );
  return {
    back: [{
      d: blob(
        h(0, 180),
        h(-156, 260),
        h(-168, 420),
        h(-196, 640),
        h(0, 660),
        h(196, 640),
        h(168, 420),
        h(156, 260),
      ),
      fill: cloth.deep,
    }],
    front: [
      ...lit(d, cloth),
      turned(d, cloth),
      {
        d: brush(
          hs([-141, 330], [-120, 272], [-64, 245], [0, 238], [64, 245], [120, 272], [141, 330]),
          [5, 12, 13, 13, 13, 12, 5],
        ),
        fill: look.accent.base,
      },
      { d: line(h(0, 120), h(4, 180), h(0, 234)), stroke: cloth.deep, width: 3.5 },
    ],
  };
}

function jobawi(look: Look): Headwear {
  const { cloth, accent } = look;
  const gilt = dots(
    ...hs([-112, 216], [-44, 196], [44, 196], [112, 216], [-142, 330], [142, 330])
      .map(([x, y]): Point => [x, y]),
  );
  const side = (
    s: number,
  ) => [
    h(s * 150, 480),
    h(s * 120, 486),
    h(s * 116, 430),
    h(s * 128, 360),
    h(s * 122, 292),
    h(s * 62, 258),
  ];
  const d = blob(
    h(-160, 420),
    h(-168, 330),
    h(-150, 220),
    h(-96, 162),
    h(0, 140),
    h(96, 162),
    h(150, 220),
    h(168, 330),
    h(160, 420),
    ...side(1),
    h(0, 276),
    ...side(-1).reverse(),
  );
  return {
    front: [
      ...lit(d, cloth),
      turned(d, cloth),
      {
        d: brush(
          hs([-118, 478], [-120, 380], [-114, 292], [-60, 252], [0, 268], [60, 252], [114, 292], [
            120,
            380,
          ], [118, 478]),
          [8, 9, 9, 9, 9, 9, 9, 9, 8],
        ),
        fill: "#2A2427",
      },
      { d: gilt, stroke: "#DDB65C", width: 22 },
      { d: gilt, stroke: cloth.base, width: 16 },
      { d: gilt, stroke: "#DDB65C", width: 9 },
      { d: brush(hs([0, 150], [4, 132], [0, 122]), [6, 6, 6]), fill: accent.shade },
      { d: ellipse(CX, 118, 20, 17), fill: "#B5332E" },
      { d: brush(hs([0, 268], [2, 290], [0, 308]), [5, 11, 14]), fill: "#B5332E" },
      { d: ellipse(CX, 266, 8), fill: "#2F7F6B" },
    ],
  };
}

function headband(look: Look): Headwear {
  const arc = hs([-155, 318], [-142, 232], [-84, 176], [0, 158], [84, 174], [142, 228], [155, 314]);
  return {
    front: [
      { d: brush(arc, [14, 20, 23, 24, 23, 20, 14]), fill: look.accent.base },
      {
        d: brush(arc.slice(0, 4).map(([x, y]) => [x - 1, y - 6] as const), [2, 5, 5, 1]),
        fill: look.accent.light,
      },
    ],
  };
}

/** The closed top of a soft hat that ends on the forehead. */
function dome(top: number, edge: number, side = 160): string {
  return blob(
    h(-side, edge + 26, 1),
    h(-side + 2, 236),
    h(-side * 0.66, top + 32),
    h(4, top),
    h(side * 0.68, top + 30),
    h(side - 2, 232),
    h(side, edge + 26, 1),
    h(side * 0.55, edge - 4),
    h(0, edge - 12),
    h(-side * 0.55, edge - 4),
  );
}

function bandana(look: Look): Headwear {
  const { accent } = look;
  const d = dome(136, 268, 157);
  const spots = [
    [-104, 230],
    [-62, 186],
    [-56, 242],
    [-6, 160],
    [0, 214],
    [52, 186],
    [60, 240],
    [108, 224],
    [-124, 278],
    [126, 276],
  ];
  return {
    back: [{
      d: blob(h(130, 300), h(206, 282), h(238, 326, 1), h(190, 330), h(222, 378, 1), h(160, 346)),
      fill: accent.shade,
    }],
    front: [
      ...lit(d, accent),
      turned(d, accent),
      {
        d: dots(...spots.map(([x = 0, y = 0]): Point => [CX + x, y])),
        stroke: "#FFFAF0",
        width: 13,
        opacity: 0.85,
        clip: d,
      },
      {
        d: brush(hs([-158, 296], [-84, 262], [0, 254], [84, 262], [158, 296]), [5, 7, 8, 7, 5]),
        fill: accent.deep,
        opacity: 0.6,
      },
    ],
  };
}

function beanie(look: Look): Headwear {
  const { accent } = look;
  const d = dome(106, 262, 160);
  const cuff = blob(
    h(-166, 262),
    h(-158, 226),
    h(-90, 208),
    h(0, 202),
    h(90, 208),
    h(158, 226),
    h(166, 262),
    h(160, 304),
    h(92, 278),
    h(0, 268),
    h(-92, 278),
    h(-160, 304),
  );
  return {
    front: [
      ...lit(d, accent),
      turned(d, accent),
      {
        d: [-110, -66, -22, 24, 70, 114].map((x) =>
          line(h(x, 260), h(x * 0.9, 180), h(x * 0.4, 118))
        ).join(""),
        stroke: accent.deep,
        width: 3,
        opacity: 0.5,
        clip: d,
      },
      { d: cuff, fill: accent.base },
      { d: line(h(-158, 232), h(-90, 213), h(0, 207), h(60, 210)), stroke: accent.light, width: 5 },
      {
        d: [-136, -104, -70, -36, 0, 36, 70, 104, 136].map((x) =>
          line(h(x, 226 + x * x / 560), h(x * 1.03, 266 + x * x / 500))
        ).join(""),
        stroke: accent.shade,
        width: 5,
        clip: cuff,
      },
    ],
  };
}

function ballCap(look: Look): Headwear {
  const { accent, cloth } = look;
  const d = dome(116, 264, 157);
  const visor = blob(
    h(-158, 276, 1),
    h(-80, 240),
    h(10, 232),
    h(96, 242),
    h(158, 278, 1),
    h(132, 304),
    h(60, 292),
    h(-60, 296),
    h(-148, 312),
  );
  return {
    front: [
      ...lit(d, accent),
      turned(d, accent),
      {
        d: line(h(2, 118), h(6, 180), h(2, 232)) + line(h(-60, 132), h(-92, 190), h(-96, 246)),
        stroke: accent.deep,
        width: 3,
        opacity: 0.55,
      },
      { d: ellipse(CX, 114, 13, 8), fill: accent.shade },
      { d: ellipse(CX + 2, 188, 27), fill: "#FFF8EA" },
      { d: poly([CX + 2, 173], [CX + 17, 188], [CX + 2, 203], [CX - 13, 188]), fill: cloth.base },
      { d: visor, fill: accent.deep },
      { d: visor, fill: accent.base, shift: [0, -7], clip: visor },
      {
        d: line(h(-142, 282), h(-70, 256), h(10, 249)),
        stroke: accent.light,
        width: 4,
        opacity: 0.8,
      },
    ],
  };
}

function beret(look: Look): Headwear {
  const { accent } = look;
  const d = blob(
    h(-158, 262),
    h(-186, 204),
    h(-140, 136),
    h(-20, 96),
    h(110, 112),
    h(186, 176),
    h(176, 238),
    h(110, 228),
    h(0, 218),
    h(-100, 244),
  );
  return {
    front: [
      {
        d: brush(hs([-148, 282], [-84, 240], [0, 224], [90, 232], [152, 264]), [
          16,
          18,
          18,
          18,
          14,
        ]),
        fill: accent.deep,
      },
      ...lit(d, accent),
      {
        d: blob(
          h(60, 150),
          h(140, 150),
          h(220, 200),
          h(180, 260),
          h(100, 236),
          h(-20, 222),
          h(90, 206),
        ),
        fill: accent.shade,
        clip: d,
      },
      { d: brush(hs([-10, 104], [-16, 84], [-8, 72]), [8, 7, 5]), fill: accent.deep },
    ],
  };
}

function straw(look: Look): Headwear {
  const ramp = clothRamp("#E3BE78");
  const crown = blob(
    h(-112, 246, 1),
    h(-106, 172),
    h(-76, 116),
    h(0, 98),
    h(76, 116),
    h(106, 172),
    h(112, 246, 1),
    h(0, 262),
  );
  const brim = blob(
    h(-262, 262),
    h(-180, 214),
    h(0, 204),
    h(180, 214),
    h(262, 258),
    h(176, 290),
    h(0, 284),
    h(-176, 294),
  );
  return {
    front: [
      ...lit(brim, ramp),
      { d: ellipse(CX, 250, 128, 24), fill: ramp.deep, opacity: 0.6 },
      {
        d: line(h(-230, 262), h(-150, 234), h(0, 226), h(150, 234), h(230, 260)) +
          line(h(-200, 276), h(0, 262), h(200, 274)),
        stroke: ramp.deep,
        width: 2.5,
        opacity: 0.5,
      },
      ...lit(crown, ramp),
      turned(crown, ramp),
      {
        d: line(h(-98, 178), h(0, 158), h(98, 178)) + line(h(-84, 142), h(0, 126), h(84, 142)),
        stroke: ramp.deep,
        width: 2.5,
        opacity: 0.5,
      },
      { d: brush(hs([-112, 226], [0, 240], [112, 226]), [30, 31, 30]), fill: look.accent.base },
      { d: brush(hs([-110, 215], [-60, 224], [-10, 227]), [4, 5, 1]), fill: look.accent.light },
    ],
  };
}

function headphones(look: Look): Headwear {
  const { accent, m } = look;
  const x = m.cheek + 14;
  const arc = hs([-x, 380], [-x - 8, 268], [-106, 162], [0, 128], [106, 162], [x + 8, 268], [
    x,
    380,
  ]);
  const cup = (s: number) => rect(CX + s * x - 27, 360, 54, 104, 26);
  return {
    front: [
      { d: brush(arc, [14, 18, 22, 23, 22, 18, 14]), fill: accent.base },
      {
        d: brush(arc.slice(0, 4).map(([px, y]) => [px - 2, y - 5] as const), [2, 5, 6, 1]),
        fill: accent.light,
      },
      { d: cup(-1) + cup(1), fill: accent.deep },
      { d: rect(CX - x - 24, 364, 40, 96, 20), fill: accent.base },
      { d: rect(CX + x - 20, 364, 40, 96, 20), fill: accent.shade },
      {
        d: line(h(-x - 14, 384), h(-x - 16, 412), h(-x - 14, 440)),
        stroke: accent.light,
        width: 5,
      },
    ],
  };
}

function hood(look: Look): Headwear {
  const { cloth } = look;
  const ring = hs(
    [-78, 606],
    [-166, 440],
    [-170, 300],
    [-126, 192],
    [0, 142],
    [126, 192],
    [170, 300],
    [166, 440],
    [78, 606],
  );
  const d = brush(ring, [12, 46, 56, 58, 58, 58, 56, 46, 12]);
  return {
    back: [{
      d: blob(
        h(0, 110),
        h(-150, 170),
        h(-204, 320),
        h(-190, 500),
        h(-150, 630),
        h(150, 630),
        h(190, 500),
        h(204, 320),
        h(150, 170),
      ),
      fill: cloth.deep,
    }],
    front: [
      ...lit(d, cloth),
      {
        d: brush(hs([120, 190], [182, 300], [176, 440], [86, 600]), [10, 30, 28, 10]),
        fill: cloth.shade,
        clip: d,
      },
    ],
  };
}

function flowers(look: Look): Headwear {
  const at = [[-138, 262, 22], [-112, 214, 27], [-66, 180, 24], [-14, 166, 30], [42, 172, 24], [
    92,
    198,
    28,
  ], [132, 244, 23]] as const;
  const leaf = at.map(([x, y], i) =>
    blob(
      h(x, y, 1),
      h(x + (i % 2 ? 26 : -24), y - 22),
      h(x + (i % 2 ? 38 : -36), y - 8, 1),
      h(x + (i % 2 ? 20 : -18), y + 6),
    )
  ).join("");
  const tints = [look.accent.base, "#F6D9C8", look.accent.light];
  return {
    front: [
      { d: leaf, fill: "#6B8A54" },
      ...at.flatMap(([x, y, r], i) => blossom(x, y, r, tints[i % 3] ?? look.accent.base)),
    ],
  };
}

/** Draws the headwear of a look. */
export function headwearOf(look: Look): Headwear {
  switch (look.spec.headwear) {
    case "none":
      return NOTHING;
    case "gat":
      return gat(look);
    case "bokgeon":
      return bokgeon(look);
    case "jobawi":
      return jobawi(look);
    case "headband":
      return headband(look);
    case "bandana":
      return bandana(look);
    case "beanie":
      return beanie(look);
    case "cap":
      return ballCap(look);
    case "beret":
      return beret(look);
    case "straw":
      return straw(look);
    case "headphones":
      return headphones(look);
    case "hood":
      return hood(look);
    case "flowers":
      return flowers(look);
  }
}
