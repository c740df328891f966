/**
 * Owns the Korean headwear: gat, bokgeon and jobawi. Pure and browser-safe.
 */
import { clothRamp } from "@/lib/avatar/rig/color.ts";
import { h, hs } from "@/lib/avatar/rig/hair_shape.ts";
import { type Headwear, lit, turned } from "@/lib/avatar/rig/hat_shape.ts";
import type { Look } from "@/lib/avatar/rig/look.ts";
import { blob, brush, CX, dots, ellipse, line, type Point } from "@/lib/avatar/rig/shape.ts";

export function gat(look: Look): Headwear {
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

export function bokgeon(look: Look): Headwear {
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

export function jobawi(look: Look): Headwear {
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
