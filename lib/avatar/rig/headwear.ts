/**
 * Owns which headwear is worn, and what is neither hat nor cap: bands, headphones, hoods, flowers. Pure
 * and browser-safe.
 */
import { blossom } from "@/lib/avatar/rig/accessory.ts";
import { h, hs } from "@/lib/avatar/rig/hair_shape.ts";
import { bokgeon, gat, jobawi } from "@/lib/avatar/rig/hat_hanbok.ts";
import { ballCap, bandana, beanie, beret, straw } from "@/lib/avatar/rig/hat_modern.ts";
import { type Headwear, lit } from "@/lib/avatar/rig/hat_shape.ts";
import type { Look } from "@/lib/avatar/rig/look.ts";
import { blob, brush, CX, line, rect } from "@/lib/avatar/rig/shape.ts";

const NOTHING: Headwear = { front: [] };

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
