/**
 * Owns what is worn on the head besides hats: glasses, jewellery, horns and their like. Pure and
 * browser-safe.
 */
import { mix } from "@/lib/avatar/rig/color.ts";
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
  segment,
} from "@/lib/avatar/rig/shape.ts";

const GOLD = "#D8AE55";
const SIDES = [-1, 1] as const;

interface Frame {
  readonly lens: (cx: number, cy: number) => string;
  readonly color: string;
  readonly width: number;
  /** Half width of a lens, for bridge and arms. */
  readonly half: number;
  readonly dy: number;
  readonly tint?: string;
}

function frameOf(look: Look): Frame | null {
  switch (look.spec.glasses) {
    case "round":
      return { lens: (x, y) => ellipse(x, y, 47), color: "#8A5F3C", width: 4.5, half: 47, dy: 5 };
    case "square":
      return {
        lens: (x, y) => rect(x - 52, y - 35, 104, 74, 20),
        color: "#2B2326",
        width: 7,
        half: 52,
        dy: 2,
      };
    case "half":
      return {
        lens: (x, y) =>
          line([x - 50, y + 6], [x - 46, y - 26], [x, y - 34], [x + 46, y - 26], [x + 50, y + 6]),
        color: "#3A3034",
        width: 6,
        half: 50,
        dy: 4,
      };
    case "reading":
      return {
        lens: (x, y) => rect(x - 40, y - 20, 80, 44, 20),
        color: GOLD,
        width: 4,
        half: 40,
        dy: 26,
      };
    case "tinted":
      return {
        lens: (x, y) => rect(x - 50, y - 34, 100, 74, 32),
        color: "#3A2A2C",
        width: 5,
        half: 50,
        dy: 4,
        tint: look.accent.base,
      };
    default:
      return null;
  }
}

function goggles(look: Look): RigPath[] {
  const lens = (s: number) => ellipse(CX + s * 54, 238, 46, 37);
  return [
    {
      d: brush(hs([-166, 306], [-104, 248], [0, 232], [104, 248], [166, 306]), [
        22,
        20,
        18,
        20,
        22,
      ]),
      fill: "#3A3034",
    },
    { d: lens(-1) + lens(1), fill: "#C98F4E", stroke: "#4A3B36", width: 8 },
    { d: lens(-1) + lens(1), fill: mix(look.accent.base, "#BFE0E6", 0.55) },
    {
      d: line(h(-78, 246), h(-62, 218)) + line(h(30, 246), h(46, 218)),
      stroke: "#FFFDF5",
      width: 8,
      opacity: 0.8,
    },
  ];
}

/** Draws the glasses. */
export function glassesPaths(look: Look): RigPath[] {
  if (look.spec.glasses === "goggles") return goggles(look);
  const frame = frameOf(look);
  if (!frame) return [];
  const { eyeX, eyeY, cheek } = look.m;
  const y = eyeY + frame.dy;
  const x = eyeX + 2;
  const lenses = frame.lens(CX - x, y) + frame.lens(CX + x, y);
  const inner = x - frame.half;
  const outer = x + frame.half;
  const glare = (cx: number) =>
    line([cx - frame.half * 0.62, y - 6], [cx - frame.half * 0.4, y - 24]);
  return [
    frame.tint
      ? { d: lenses, fill: mix(frame.tint, "#3A2226", 0.3), opacity: 0.72 }
      : { d: lenses, fill: "#FFFFFF", opacity: 0.12 },
    {
      d: glare(CX - x) + glare(CX + x),
      stroke: "#FFFFFF",
      width: 7,
      opacity: frame.tint ? 0.35 : 0.28,
    },
    {
      d: lenses + line(h(-inner, y - 6), h(0, y - 13), h(inner, y - 6)) +
        SIDES.map((s) => segment(CX + s * outer, y - 8, CX + s * (cheek + 2), y - 14)).join(""),
      stroke: frame.color,
      width: frame.width,
    },
  ];
}

/** A five-petalled flower at axis-measured x. */
export function blossom(x: number, y: number, r: number, fill: string): RigPath[] {
  const petals = dots(...[0, 1, 2, 3, 4].map((i): Point => {
    const a = i * 1.2566 - 1.57;
    return [CX + x + Math.cos(a) * r * 0.62, y + Math.sin(a) * r * 0.62];
  }));
  return [
    { d: petals, stroke: mix(fill, "#7A2F36", 0.25), width: r, shift: [2, 3] },
    { d: petals, stroke: fill, width: r },
    { d: dots([CX + x, y]), stroke: "#F1C65B", width: r * 0.6 },
  ];
}

/** Draws earrings and pins; `ears` tells whether the lobes show. The necklace is `necklacePaths`. */
export function jewelPaths(look: Look, ears: boolean): RigPath[] {
  const { cheek } = look.m;
  const x = cheek + 7;
  const both = (draw: (px: number) => string) => draw(CX - x) + draw(CX + x);
  switch (look.spec.jewel) {
    case "hairpin":
      return blossom(-112, 226, 27, mix(look.accent.base, "#F5C8C0", 0.25));
    case "studs":
      return ears
        ? [{ d: both((px) => ellipse(px, 450, 6.5)), fill: GOLD }, {
          d: both((px) => ellipse(px - 2, 448, 2.2)),
          fill: "#FFF4D6",
        }]
        : [];
    case "hoops":
      return ears ? [{ d: both((px) => ellipse(px, 472, 19, 22)), stroke: GOLD, width: 5 }] : [];
    case "drops":
      return ears
        ? [
          { d: both((px) => ellipse(px, 450, 4.5)), fill: GOLD },
          {
            d: both((px) => blob([px, 456, 1], [px + 10, 482], [px, 496], [px - 10, 482])),
            fill: "#3C8F78",
          },
          { d: both((px) => ellipse(px - 3, 480, 2.6, 5)), fill: "#BFE6D6" },
        ]
        : [];
    default:
      return [];
  }
}

/** Draws the necklace on the chest, over the clothes. */
export function necklacePaths(look: Look): RigPath[] {
  if (look.spec.jewel !== "necklace") return [];
  const n = look.m.neck;
  return [
    {
      d: line(h(-n - 8, 610), h(-n * 0.6, 660), h(0, 690), h(n * 0.6, 660), h(n + 8, 610)),
      stroke: GOLD,
      width: 3.5,
    },
    { d: ellipse(CX, 702, 14), fill: GOLD },
    { d: ellipse(CX, 702, 9), fill: look.accent.base },
    { d: ellipse(CX - 3, 698, 3), fill: "#FFF8E6" },
  ];
}

function hornAt(x: number, y: number, lean: number, size: number): RigPath[] {
  const d = blob(
    h(x - 22 * size, y),
    h(x - 12 * size + lean * 0.4, y - 36 * size),
    h(x + lean, y - 82 * size, 1),
    h(x + 15 * size + lean * 0.5, y - 34 * size),
    h(x + 22 * size, y),
    h(x, y + 9 * size),
  );
  const ring = (k: number) =>
    line(
      h(x - 19 * size + lean * k * 0.5, y - 22 * size * k * 2),
      h(x + lean * k * 0.5, y - 16 * size * k * 2),
      h(x + 17 * size + lean * k * 0.5, y - 22 * size * k * 2),
    );
  return [
    { d, fill: "#F7E6BF" },
    { d, fill: "#DDBE86", shift: [6, 3], clip: d },
    { d: ring(0.35) + ring(0.75), stroke: "#A97F4F", width: 3.5, opacity: 0.7, clip: d },
  ];
}

/** Draws horns, antlers, an antenna or a sprout on the crown of the head. */
export function crestPaths(look: Look): RigPath[] {
  switch (look.spec.crest) {
    case "none":
      return [];
    case "horn":
      return hornAt(4, 172, 16, 1.1);
    case "horns":
      return [...hornAt(-86, 190, -16, 0.8), ...hornAt(88, 188, 18, 0.8)];
    case "antlers": {
      const antler = (s: number) =>
        brush(hs([s * 64, 182], [s * 92, 142], [s * 148, 118], [s * 162, 74]), [17, 14, 10, 2]) +
        brush(hs([s * 94, 140], [s * 84, 106], [s * 92, 78]), [11, 8, 2]) +
        brush(hs([s * 140, 122], [s * 184, 120], [s * 206, 94]), [9, 7, 2]);
      return [
        { d: antler(-1) + antler(1), fill: "#A9794F" },
        {
          d: brush(hs([-70, 174], [-96, 137], [-150, 114]), [3, 4, 1]) +
            brush(hs([58, 174], [86, 140], [140, 116]), [3, 4, 1]),
          fill: "#E9C493",
        },
      ];
    }
    case "antenna":
      return [
        { d: brush(hs([0, 176], [6, 136], [0, 100]), [10, 7, 6]), fill: "#8C969D" },
        { d: rect(CX - 20, 158, 40, 18, 7), fill: "#A9B4BB" },
        { d: ellipse(CX, 92, 18), fill: look.accent.base },
        { d: ellipse(CX - 6, 86, 5.5), fill: "#FFF8E6" },
      ];
    case "sprout": {
      const leaf = (s: number) =>
        blob(h(0, 126, 1), h(s * 26, 84), h(s * 78, 82, 1), h(s * 56, 120));
      return [
        { d: brush(hs([2, 176], [-3, 148], [0, 122]), [8, 6, 5]), fill: "#55793F" },
        { d: leaf(-1), fill: "#8DB561" },
        { d: leaf(1), fill: "#6C9A4B" },
        {
          d: line(h(-8, 122), h(-60, 92)) + line(h(8, 122), h(60, 92)),
          stroke: "#C8DE9B",
          width: 3,
          opacity: 0.8,
        },
      ];
    }
  }
}
