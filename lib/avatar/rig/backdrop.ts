/**
 * Owns the ground behind a face: warm paper, its fibres, the light from the upper left and one quiet
 * motif. Pure and browser-safe.
 */
import type { AvatarSpec } from "@/lib/avatar/model.ts";
import { luma, mix } from "@/lib/avatar/rig/color.ts";
import type { Look } from "@/lib/avatar/rig/look.ts";
import {
  blob,
  brush,
  dots,
  ellipse,
  line,
  type Point,
  poly,
  rect,
  type RigPath,
  segment,
} from "@/lib/avatar/rig/shape.ts";
import { swatchOf } from "@/lib/avatar/swatches.ts";

interface Ground {
  readonly base: string;
  readonly dark: boolean;
  /** A tone lighter and a tone deeper than the ground, for the motif. */
  readonly up: string;
  readonly down: string;
  readonly deeper: string;
}

function groundOf(look: Look): Ground {
  const base = swatchOf(look.spec, "backdrop_color");
  const dark = luma(base) < 0.55;
  return {
    base,
    dark,
    up: mix(base, dark ? "#FFDDB0" : "#FFFBF0", dark ? 0.2 : 0.55),
    down: mix(base, "#7A4A34", dark ? 0.25 : 0.13),
    deeper: mix(base, dark ? "#14101C" : "#7A4A34", dark ? 0.3 : 0.24),
  };
}

/** Mulberry fibres, as they lie in hanji. */
const FIBRES = line([60, 92], [96, 80], [128, 98]) + line([540, 58], [566, 74], [592, 62]) +
  line([36, 330], [48, 366], [82, 380]) + line([560, 300], [590, 322], [588, 352]) +
  line([250, 40], [282, 52], [318, 44]) + line([556, 540], [584, 562], [576, 590]);

type Motif = (g: Ground) => RigPath[];

const moon: Motif = (g) => [
  { d: ellipse(452, 232, 176), fill: g.up, opacity: 0.4 },
  { d: ellipse(452, 232, 142), fill: g.dark ? "#FBEFD2" : g.up },
  {
    d: ellipse(412, 196, 30, 24) + ellipse(492, 262, 22, 17) + ellipse(470, 176, 14, 11),
    fill: g.down,
    opacity: g.dark ? 0.12 : 0.35,
  },
];

const sun: Motif = (g) => [
  { d: ellipse(190, 236, 158), fill: g.dark ? "#E58A54" : "#E9895A", opacity: g.dark ? 0.75 : 0.5 },
  {
    d: brush([[40, 318], [190, 304], [360, 322]], [0.6, 7, 0.6]) +
      brush([[60, 352], [180, 344], [330, 354]], [0.6, 6, 0.6]),
    fill: g.base,
  },
];

const lattice: Motif = (g) => {
  const bars = [56, 144, 232, 408, 496, 584].map((x) => segment(x, 0, x, 800)).join("") +
    [66, 154, 242, 330, 418, 506, 594].map((y) => segment(0, y, 640, y)).join("");
  return [
    { d: bars, stroke: g.down, width: 7 },
    { d: segment(320, 0, 320, 800), stroke: g.deeper, width: 15 },
  ];
};

const hills: Motif = (g) => [
  { d: ellipse(486, 170, 54), fill: g.up },
  {
    d: blob([-40, 520], [90, 386], [170, 430], [290, 330], [420, 452], [530, 370], [680, 470], [
      700,
      820,
    ], [-40, 820]),
    fill: g.down,
    opacity: 0.55,
  },
  {
    d: blob([-40, 620], [60, 520], [190, 570], [330, 500], [480, 566], [590, 500], [690, 580], [
      700,
      820,
    ], [-40, 820]),
    fill: g.deeper,
    opacity: 0.7,
  },
];

const waves: Motif = (g) => {
  const scale = (x: number, y: number) =>
    `M${x - 76} ${y}a76 76 0 01152 0m-26 0a50 50 0 00-100 0m25 0a25 25 0 0150 0`;
  const arcs: string[] = [];
  for (let row = 0; row < 5; row++) {
    for (let x = row % 2 ? 80 : 0; x <= 640; x += 160) {
      // The figure hides the middle.
      if (row < 3 || Math.abs(x - 320) > 200) arcs.push(scale(x, 480 + row * 62));
    }
  }
  return [
    { d: rect(0, 404, 640, 396), fill: g.down, opacity: 0.35 },
    { d: arcs.join(""), stroke: g.up, width: 5, opacity: 0.85 },
  ];
};

const persimmon: Motif = (g) => {
  const wood = mix(g.deeper, "#5A3A28", 0.5);
  const fruit = (x: number, y: number, r: number): RigPath[] => [
    { d: ellipse(x, y, r, r * 0.92), fill: "#DE7238" },
    { d: ellipse(x - r * 0.34, y - r * 0.3, r * 0.3, r * 0.22), fill: "#F6B77F" },
    {
      d: poly([x - r * 0.5, y - r * 0.78], [x, y - r * 0.55], [x + r * 0.5, y - r * 0.78], [
        x + r * 0.1,
        y - r,
      ], [x - r * 0.1, y - r]),
      fill: "#6B7A45",
    },
  ];
  const leaf = (x: number, y: number, dx: number, dy: number) =>
    blob([x, y, 1], [x + dx * 0.6 - dy * 0.3, y + dy * 0.4 + dx * 0.3], [x + dx, y + dy, 1], [
      x + dx * 0.4 + dy * 0.3,
      y + dy * 0.6 - dx * 0.3,
    ]);
  return [
    {
      d: brush([[660, 84], [560, 92], [486, 66], [410, 78]], [20, 14, 9, 2]) +
        brush([[566, 90], [590, 150], [574, 206]], [10, 7, 2]) +
        brush([[660, 120], [690, 40]], [6, 6]) +
        brush([[-10, 40], [70, 66], [132, 54]], [12, 8, 2]),
      fill: wood,
    },
    {
      d: leaf(486, 68, -36, -44) + leaf(560, 92, 10, -56) + leaf(586, 140, 44, 26) +
        leaf(76, 66, 36, 34),
      fill: mix(g.deeper, "#7C8A4C", 0.6),
    },
    ...fruit(572, 240, 38),
    ...fruit(452, 112, 31),
    ...fruit(100, 104, 33),
  ];
};

const clouds: Motif = (g) => {
  const cloud = (x: number, y: number, k: number) => {
    const arc = (r: number, dx: number, dy: number) => {
      const [radius, stepX, stepY] = [r * k, dx * k, dy * k].map(Math.round);
      return `a${radius} ${radius} 0 00${stepX} ${stepY}`;
    };
    return `M${x} ${y}h${Math.round(190 * k)}${arc(24, 0, -48)}${arc(30, -46, -28)}${
      arc(42, -76, 6)
    }${arc(28, -52, 22)}${arc(24, -16, 48)}z`;
  };
  return [
    {
      d: cloud(-50, 250, 1.1) + cloud(470, 180, 1.2) + cloud(500, 560, 0.9) + cloud(-30, 590, 1),
      fill: g.up,
      opacity: 0.8,
    },
    {
      d: `M40 226a22 22 0 1 1 22 22M548 148a24 24 0 1 1 24 24M560 536a17 17 0 1 1 17 17M52 566a18 18 0 1 1 18 18`,
      stroke: g.down,
      width: 5,
      opacity: 0.7,
    },
  ];
};

const STAR_AT = [
  [70, 110, 9],
  [150, 250, 6],
  [96, 410, 8],
  [210, 70, 6],
  [420, 60, 7],
  [540, 130, 10],
  [590, 280, 6],
  [498, 330, 5],
  [572, 450, 8],
  [44, 300, 4],
  [330, 40, 4],
  [470, 210, 4],
  [600, 60, 4],
  [50, 520, 5],
  [120, 170, 3],
] as const;

const stars: Motif = (g) => {
  const star = (x: number, y: number, r: number) =>
    `M${x} ${y - r * 2}q0 ${r * 2} ${r * 2} ${r * 2}-${r * 2} 0-${r * 2} ${r * 2} 0-${r * 2}-${
      r * 2
    }-${r * 2} ${r * 2} 0 ${r * 2}-${r * 2}z`;
  const tint = g.dark ? "#FBE9C0" : g.deeper;
  const small = STAR_AT.filter(([, , r]) => r < 5).map(([x, y]): Point => [x, y]);
  return [
    {
      d: STAR_AT.filter(([, , r]) => r >= 5).map(([x, y, r]) => star(x, y, r)).join(""),
      fill: tint,
      opacity: 0.9,
    },
    { d: dots(...small), stroke: tint, width: 5 },
  ];
};

const RAIN_AT = [
  [60, 60],
  [140, 150],
  [40, 260],
  [110, 350],
  [60, 470],
  [130, 560],
  [220, 60],
  [300, 110],
  [390, 50],
  [470, 130],
  [560, 70],
  [610, 190],
  [520, 250],
  [590, 340],
  [540, 430],
  [604, 540],
  [500, 40],
  [180, 20],
] as const;

const rain: Motif = (g) => [{
  d: RAIN_AT.map(([x, y], i) => `M${x} ${y}l-12 ${54 + (i % 3) * 14}`).join(""),
  stroke: g.up,
  width: 4.5,
  opacity: 0.85,
}];

const BOJAGI: readonly (readonly [number, number, number, number, number])[] = [
  [0, 0, 190, 150, 0],
  [190, 0, 250, 110, 1],
  [440, 0, 200, 190, 2],
  [0, 150, 120, 210, 3],
  [120, 150, 70, 210, 1],
  [190, 110, 250, 250, 4],
  [440, 190, 120, 170, 0],
  [560, 190, 80, 170, 3],
  [0, 360, 190, 120, 2],
  [190, 360, 250, 200, 1],
  [440, 360, 200, 130, 4],
  [0, 480, 190, 320, 4],
  [190, 560, 250, 240, 0],
  [440, 490, 90, 310, 3],
  [530, 490, 110, 310, 1],
];

const bojagi: Motif = (g) => {
  const tints = [
    g.up,
    mix(g.base, "#C8605A", 0.16),
    mix(g.base, "#3F7F70", 0.16),
    mix(g.base, "#D19A3B", 0.2),
    mix(g.base, "#33508A", 0.12),
  ];
  return tints.map((fill, tint) => ({
    d: BOJAGI.filter((b) => b[4] === tint).map(([x, y, w, hh]) => rect(x, y, w, hh)).join(""),
    fill,
    stroke: g.deeper,
    width: 2.5,
    opacity: 0.8,
  }));
};

const city: Motif = (g) => {
  const blocks: readonly (readonly [number, number, number])[] = [
    [0, 470, 86],
    [86, 390, 70],
    [156, 500, 60],
    [420, 440, 80],
    [500, 360, 66],
    [566, 480, 80],
  ];
  const lit: readonly (readonly [number, number])[] = [
    [20, 500],
    [52, 540],
    [104, 424],
    [130, 470],
    [104, 520],
    [440, 474],
    [468, 520],
    [516, 396],
    [542, 440],
    [516, 490],
    [586, 512],
    [612, 560],
    [26, 590],
    [176, 540],
  ];
  return [
    {
      d: `${poly([524, 360], [532, 300], [540, 360])}${rect(0, 560, 640, 240)}${
        blocks.map(([x, y, w]) => rect(x, y, w, 800 - y)).join("")
      }`,
      fill: g.deeper,
      opacity: 0.8,
    },
    {
      d: lit.map(([x, y]) => rect(x, y, 13, 17, 2)).join(""),
      fill: g.dark ? "#FBD78B" : g.up,
      opacity: 0.9,
    },
  ];
};

const bamboo: Motif = (g) => {
  const stalk = (x: number) => [16, 168, 320, 472, 624].map((y) => `M${x} ${y}v126`).join("");
  const leaf = (x: number, y: number, dx: number, dy: number) =>
    brush([[x, y], [x + dx * 0.5, y + dy * 0.42], [x + dx, y + dy]], [3, 17, 0.5]);
  const green = mix(g.base, "#4F7A57", g.dark ? 0.3 : 0.42);
  return [
    { d: stalk(76) + stalk(564), stroke: green, width: 25, opacity: 0.6 },
    { d: stalk(124) + stalk(612), stroke: green, width: 14, opacity: 0.35 },
    {
      d: leaf(86, 154, 92, 46) + leaf(86, 154, 66, 90) + leaf(64, 302, -66, 56) +
        leaf(552, 152, -88, 52) + leaf(552, 154, -44, 96) + leaf(576, 304, 70, 66) +
        leaf(76, 454, 70, 60),
      fill: green,
      opacity: 0.85,
    },
  ];
};

const MOTIFS: { readonly [K in AvatarSpec["backdrop"]]: Motif } = {
  plain: () => [],
  moon,
  sun,
  lattice,
  hills,
  waves,
  persimmon,
  clouds,
  stars,
  rain,
  bojagi,
  city,
  bamboo,
};

/** Draws the ground of a portrait; it fills the whole frame. */
export function backdropPaths(look: Look): RigPath[] {
  const g = groundOf(look);
  const frame = rect(0, 0, 640, 800);
  return [
    { d: frame, fill: g.base },
    ...MOTIFS[look.spec.backdrop](g),
    {
      d: frame,
      fill: {
        x1: 150,
        y1: 120,
        r: 720,
        stops: [[0, "#FFF7E8", g.dark ? 0.28 : 0.62], [0.62, "#FFF7E8", 0], [
          1,
          "#5B3426",
          g.dark ? 0.3 : 0.14,
        ]],
      },
    },
    { d: FIBRES, stroke: g.dark ? g.up : g.deeper, width: 1.5, opacity: 0.35 },
  ];
}
