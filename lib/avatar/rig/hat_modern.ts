/**
 * Owns the hats and caps of today. Pure and browser-safe.
 */
import { clothRamp } from "@/lib/avatar/rig/color.ts";
import { h, hs } from "@/lib/avatar/rig/hair_shape.ts";
import { type Headwear, lit, turned } from "@/lib/avatar/rig/hat_shape.ts";
import type { Look } from "@/lib/avatar/rig/look.ts";
import { blob, brush, CX, dots, ellipse, line, type Point, poly } from "@/lib/avatar/rig/shape.ts";

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

export function bandana(look: Look): Headwear {
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

export function beanie(look: Look): Headwear {
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

export function ballCap(look: Look): Headwear {
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

export function beret(look: Look): Headwear {
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

export function straw(look: Look): Headwear {
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
