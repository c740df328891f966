/**
 * Owns the building blocks of hair: the cap over the skull with its fringe line, strands, plaits and
 * buns. x is measured from the portrait's axis here. Pure and browser-safe.
 */
import type { AvatarSpec } from "@/lib/avatar/model.ts";
import type { Ramp } from "@/lib/avatar/rig/color.ts";
import { blob, brush, CX, ellipse, type Knot, line, type RigPath } from "@/lib/avatar/rig/shape.ts";

/** A knot measured from the axis. */
export function h(x: number, y: number, corner?: 1): Knot {
  return corner ? [CX + x, y, corner] : [CX + x, y];
}

/** Knots measured from the axis; `[x, y, 1]` is a corner. */
export function hs(...knots: readonly Knot[]): Knot[] {
  return knots.map(([x, y, corner]) => h(x, y, corner));
}

/** Reflects axis-measured knots and reverses them, so that a right side becomes a left side. */
export function flip(knots: readonly Knot[]): Knot[] {
  return knots.map(([x, y, corner]): Knot => corner ? [-x, y, corner] : [-x, y]).reverse();
}

type Fringe = AvatarSpec["fringe"];

/** The inner edge of the cap, from the right temple over the forehead to the left one. */
const FRINGE_LINES: { readonly [K in Fringe]: readonly Knot[] } = {
  open: [
    [126, 382],
    [122, 318],
    [100, 270],
    [54, 245],
    [0, 240],
    [-54, 245],
    [-100, 270],
    [-122, 318],
    [-126, 382],
  ],
  center: [
    [127, 392],
    [124, 340],
    [99, 286],
    [52, 248],
    [2, 210, 1],
    [-50, 250],
    [-98, 288],
    [-123, 342],
    [-127, 392],
  ],
  side: [
    [127, 392],
    [125, 354],
    [106, 314],
    [58, 276],
    [-2, 246],
    [-50, 208, 1],
    [-84, 252],
    [-112, 302],
    [-124, 350],
    [-127, 392],
  ],
  straight: [
    [127, 392],
    [122, 350, 1],
    [84, 341],
    [52, 343, 1],
    [45, 322, 1],
    [41, 342, 1],
    [0, 338],
    [-34, 342, 1],
    [-41, 318, 1],
    [-46, 342, 1],
    [-86, 341],
    [-122, 351, 1],
    [-127, 392],
  ],
  wispy: [
    [126, 388],
    [122, 324],
    [98, 276],
    [52, 250],
    [0, 244],
    [-52, 250],
    [-98, 276],
    [-122, 324],
    [-126, 388],
  ],
  curtain: [
    [136, 444, 1],
    [114, 398],
    [84, 334],
    [42, 270],
    [4, 206, 1],
    [-34, 272],
    [-78, 336],
    [-112, 400],
    [-138, 440, 1],
  ],
  choppy: [
    [127, 392],
    [121, 330],
    [104, 356, 1],
    [92, 318],
    [66, 352, 1],
    [54, 312],
    [18, 346, 1],
    [8, 306],
    [-30, 352, 1],
    [-38, 312],
    [-74, 350, 1],
    [-82, 316],
    [-108, 354, 1],
    [-118, 328],
    [-127, 392],
  ],
  swoop: [
    [128, 478, 1],
    [98, 438],
    [56, 392],
    [10, 326],
    [-34, 262],
    [-58, 206, 1],
    [-90, 252],
    [-115, 302],
    [-125, 350],
    [-127, 392],
  ],
};

/** The outer silhouette of a cap. */
export interface Crown {
  /** y of the highest point and half width at the temples. */
  readonly top: number;
  readonly side: number;
  /** Pushes the apex sideways, for a livelier silhouette. */
  readonly lean?: number;
  /** From the outer right temple down and back in to the hairline; the left is its reflection… */
  readonly right: readonly Knot[];
  /** …unless given, from the hairline out and up to the outer left temple. */
  readonly left?: readonly Knot[];
  /** Replaces the smooth top, from left temple to right temple. */
  readonly over?: readonly Knot[];
}

/** Closes a crown with a fringe line: the hair one sees from the front. */
export function cap(crown: Crown, fringe: Fringe): string {
  const { top, side, lean = 0 } = crown;
  const over = crown.over ?? [
    [-side, 306],
    [-side * 0.94, 238],
    [-side * 0.6 + lean * 0.7, top + 28],
    [lean, top],
    [side * 0.6 + lean * 0.7, top + 25],
    [side * 0.94, 234],
    [side, 306],
  ];
  const left = crown.left ?? flip(crown.right);
  return blob(...hs(...left, ...over, ...crown.right, ...FRINGE_LINES[fringe]));
}

/** Loose strands in front of the forehead, where the fringe has any. */
export function strands(fringe: Fringe): string {
  if (fringe !== "wispy") return "";
  const fall: readonly (readonly [number, number, number, number, number])[] = [
    [-84, 262, -98, 312, 348],
    [-58, 248, -72, 304, 345],
    [-34, 242, -40, 300, 339],
    [-8, 240, -6, 296, 344],
    [20, 240, 30, 300, 338],
    [50, 246, 66, 304, 347],
    [82, 260, 98, 312, 344],
  ];
  return fall.map(([x0, y0, x1, y1, y2], i) =>
    brush(hs([x0, y0 - 14], [x1, y1], [x1 + (x1 > 0 ? -5 : 7), y2]), [
      i % 2 ? 20 : 26,
      i % 2 ? 13 : 17,
      0.6,
    ])
  ).join("");
}

/** Lines of flow over the cap, from the parting outwards. */
export function flow(fringe: Fringe): string {
  const part = { side: -50, swoop: -58 }[fringe as string] ?? 2;
  const parted = fringe !== "open" && fringe !== "straight" && fringe !== "choppy";
  const lines: Knot[][] = parted
    ? [
      [[part + 6, 206], [part + 76, 238], [140, 372]],
      [[part + 16, 192], [part + 104, 220], [152, 330]],
      [[part - 6, 206], [part - 60, 244], [-140, 372]],
      [[part - 14, 192], [part - 78, 222], [-152, 336]],
    ]
    : fringe === "open"
    ? [
      [[-20, 238], [-26, 204], [-16, 172]],
      [[44, 243], [54, 212], [48, 180]],
      [[-84, 258], [-100, 226], [-88, 192]],
      [[104, 276], [122, 244], [112, 208]],
      [[124, 336], [146, 306], [146, 270]],
      [[-124, 336], [-146, 306], [-146, 270]],
    ]
    : [
      [[-6, 178], [-14, 240], [-10, 318]],
      [[-40, 182], [-66, 244], [-70, 330]],
      [[34, 182], [64, 244], [74, 328]],
      [[-76, 196], [-122, 260], [-132, 344]],
      [[72, 194], [122, 258], [132, 342]],
    ];
  return lines.map((knots) => brush(hs(...knots), [0, 4, 0])).join("");
}

/** The band of light that lies around a glossy head, broken as real hair breaks it. */
export function gloss(side: number): string {
  const s = side / 158;
  return brush(hs([-134 * s, 290], [-116 * s, 238], [-84 * s, 206]), [1, 13, 2]) +
    brush(hs([-70 * s, 203], [-46 * s, 192], [-14 * s, 188]), [2, 11, 1]) +
    brush(hs([40 * s, 190], [66 * s, 196], [86 * s, 208]), [1, 7, 1]);
}

/** Fills an outline with hair: rim of light at the upper left, then the base, cut to the outline. */
export function strandsOf(
  d: string,
  hair: Ramp,
  shift: readonly [number, number] = [6, 5],
): RigPath[] {
  return [{ d, fill: hair.light }, { d, fill: hair.base, shift, clip: d }];
}

/** A bun: a ball of hair with its turns. */
export function bun(x: number, y: number, r: number, hair: Ramp): RigPath[] {
  const d = ellipse(CX + x, y, r, r * 0.92);
  const turn =
    line(h(x - r * 0.7, y + r * 0.3), h(x, y - r * 0.25), h(x + r * 0.75, y + r * 0.15)) +
    line(h(x - r * 0.45, y - r * 0.45), h(x + r * 0.1, y - r * 0.6), h(x + r * 0.55, y - r * 0.35));
  return [
    ...strandsOf(d, hair),
    {
      d: brush(
        hs([x + r * 0.9, y - r * 0.3], [x + r * 0.72, y + r * 0.5], [x, y + r * 0.86], [
          x - r * 0.6,
          y + r * 0.6,
        ]),
        [r * 0.1, r * 0.5, r * 0.4, r * 0.1],
      ),
      fill: hair.shade,
      clip: d,
    },
    { d: turn, stroke: hair.shade, width: 3.5 },
  ];
}

/** A plait of lobes along a path of centres, thinning to its end. */
export function plait(
  path: readonly (readonly [number, number])[],
  width: number,
  hair: Ramp,
): RigPath[] {
  const n = path.length - 1;
  const [right, left, shine]: [string[], string[], string[]] = [[], [], []];
  path.slice(0, -1).forEach(([x, y], i) => {
    const [x1, y1] = path[i + 1] ?? [x, y];
    const [dx, dy] = [x1 - x, y1 - y];
    const w = width * (1 - 0.32 * (i / n)) / 2;
    const lobe = (s: number) =>
      blob(
        h(x, y),
        h(x + s * w, y + dy * 0.2),
        h(x + s * w * 0.9 + dx, y + dy * 0.9),
        h(x + dx - s * w * 0.1, y + dy * 1.5, 1),
        h(x - s * w * 0.1, y + dy * 0.7),
      );
    right.push(lobe(1));
    left.push(lobe(-1));
    shine.push(line(h(x - w * 0.62, y + dy * 0.34), h(x - w * 0.54 + dx, y + dy * 0.86)));
  });
  return [
    { d: right.join(""), fill: hair.shade },
    { d: left.join(""), fill: hair.base },
    { d: shine.join(""), stroke: hair.light, width: 3, opacity: 0.8 },
  ];
}
