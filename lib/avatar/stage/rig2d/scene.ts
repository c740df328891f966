/**
 * Owns the places somebody can stand in, as drawings: far, middle and near, in a frame of 1280×800 of which a
 * portrait shows the middle. Same hand as the portraits' backdrops. Pure and browser-safe.
 */
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
import type { Background } from "@/lib/avatar/stage/renderer.ts";

/** A place, sheet by sheet from the farthest; each moves a little less than the one before. */
export interface Scene {
  readonly sheets: readonly (readonly RigPath[])[];
  /** What moves in it by itself. */
  readonly weather: "none" | "rain" | "stars" | "glints" | "motes";
}

const W = 1280;
const H = 800;
const FRAME = rect(-60, -60, W + 120, H + 120);

function range(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}

function down(from: string, to: string, y1 = 0, y2 = H): RigPath {
  return { d: FRAME, fill: { x1: 0, y1, x2: 0, y2, stops: [[0, from], [1, to]] } };
}

/** The light of a late afternoon from the upper left, and the shade it leaves. */
function light(warm = 0.5, shade = 0.16): RigPath {
  return {
    d: FRAME,
    fill: {
      x1: 380,
      y1: 90,
      r: 980,
      stops: [[0, "#FFF7E8", warm], [0.6, "#FFF7E8", 0], [1, "#5B3426", shade]],
    },
  };
}

const paper: Scene = {
  weather: "none",
  sheets: [[
    { d: FRAME, fill: "#F3E9DA" },
    {
      d: range(5).map((i) => segment(256 * i + 0, -60, 256 * i + 0, 860)).join(""),
      stroke: "#E4D5C0",
      width: 2,
    },
    {
      d: range(26).map((i) => {
        const [x, y] = [(i * 397) % W, (i * 263) % H];
        const bend = (i % 5) * 8 - 16;
        return line([x, y], [x + 28, y - bend], [x + 58, y + bend * 0.4]);
      }).join(""),
      stroke: "#D8C5AA",
      width: 1.5,
      opacity: 0.6,
    },
    { d: ellipse(930, 250, 190), fill: "#FBF4E8", opacity: 0.7 },
    light(0.6, 0.12),
  ]],
};

function hill(y: number, lift: number, fill: string): RigPath {
  const knots = range(9).map((
    i,
  ): Point => [-80 + i * 180, y - Math.abs(Math.sin(i * 1.7 + y)) * lift]);
  return { d: blob(...knots, [1400, 880], [-100, 880]), fill };
}

function persimmonTree(): RigPath[] {
  const leaf = (i: number): Point => [880 + (i * 67) % 220 - 30, 190 + (i * 43) % 150];
  const fruit = ([x, y]: Point) => ellipse(x, y, 13, 12);
  const fruits: Point[] = [[868, 306], [930, 236], [1002, 330], [1046, 262], [960, 366], [
    1088,
    330,
  ]];
  return [
    {
      d: brush([[986, 640], [978, 520], [990, 420], [972, 330]], [30, 24, 18, 8]) +
        brush([[986, 470], [930, 390], [888, 330]], [14, 9, 3]) +
        brush([[990, 440], [1044, 370], [1082, 330]], [13, 9, 3]),
      fill: "#7A5C46",
    },
    {
      d: range(24).map(leaf).map(([x, y]) => ellipse(x, y, 38, 27)).join(""),
      fill: "#A9AF76",
      opacity: 0.9,
    },
    {
      d: range(14).map((i) => leaf(i * 5 + 2)).map(([x, y]) => ellipse(x - 8, y - 10, 24, 15)).join(
        "",
      ),
      fill: "#C3C38B",
      opacity: 0.8,
    },
    { d: fruits.map(fruit).join(""), fill: "#DE7238" },
    { d: dots(...fruits.map(([x, y]): Point => [x - 4, y - 4])), stroke: "#F6B77F", width: 7 },
  ];
}

/** A door of paper panes at x. */
function paperDoor(x: number, w: number): RigPath[] {
  const bars =
    range(4).map((i) => segment(x + w * (i + 1) / 5, 60, x + w * (i + 1) / 5, 596)).join("") +
    range(7).map((i) => segment(x + 8, 60 + 67 * (i + 1), x + w - 8, 60 + 67 * (i + 1))).join("");
  return [
    { d: rect(x, 44, w, 570), fill: "#F6ECD9" },
    { d: bars, stroke: "#B98F68", width: 5 },
    { d: rect(x, 44, w, 570), stroke: "#8C6645", width: 15 },
  ];
}

const maru: Scene = {
  weather: "motes",
  sheets: [
    [
      down("#FBE9CD", "#F3D9B4", 0, 600),
      { d: ellipse(470, 190, 64), fill: "#FFF4DC", opacity: 0.9 },
      hill(470, 110, "#D9C7A0"),
      hill(540, 80, "#BCB587"),
      { d: rect(-60, 556, W + 120, 100), fill: "#DCC7A2" },
      ...persimmonTree(),
      {
        d: rect(-60, 540, W + 120, 26, 6) +
          range(17).map((i) => rect(-50 + i * 82, 566, 76, 34, 6)).join(""),
        fill: "#C8AE8C",
      },
    ],
    [
      ...paperDoor(40, 250),
      ...paperDoor(1010, 250),
      { d: rect(-60, -60, W + 120, 96), fill: "#8A6242" },
      { d: rect(-60, 28, W + 120, 14), fill: "#6F4D34" },
      { d: rect(296, 30, 30, 600) + rect(972, 30, 30, 600), fill: "#9C7250" },
      { d: rect(-60, 614, W + 120, 250), fill: "#C39668" },
      {
        d: range(12).map((i) => segment(640 + (i - 5.5) * 92, 614, 640 + (i - 5.5) * 230, 880))
          .join(""),
        stroke: "#9F7449",
        width: 3,
        opacity: 0.7,
      },
      { d: poly([330, 620], [720, 620], [560, 860], [40, 860]), fill: "#FFE7B8", opacity: 0.34 },
      { d: rect(-60, 608, W + 120, 12), fill: "#8C6645" },
    ],
    [light(0.42, 0.2)],
  ],
};

const rain: Scene = {
  weather: "rain",
  sheets: [
    [
      down("#B9C6C4", "#93A8A2", 0, 640),
      hill(430, 130, "#9DB0AA"),
      hill(520, 100, "#82998F"),
      hill(610, 60, "#6C8579"),
      {
        d: range(7).map((i) =>
          brush([[90 + i * 190, 660], [94 + i * 190, 520], [86 + i * 190, 380 + (i % 3) * 40]], [
            20,
            17,
            12,
          ])
        ).join(""),
        stroke: "#5F786C",
        width: 2,
        fill: "#5F786C",
        opacity: 0.5,
      },
    ],
    [
      { d: rect(-60, -60, W + 120, 120), fill: "#5B4A40" },
      {
        d: range(15).map((i) => `M${i * 92 - 20} 60a46 46 0 0092 0z`).join(""),
        fill: "#4B3D36",
      },
      { d: range(15).map((i) => ellipse(26 + i * 92, 66, 30, 26)).join(""), fill: "#6B5A4F" },
      { d: rect(150, 60, 30, 620) + rect(1100, 60, 30, 620), fill: "#6E5645" },
      { d: rect(-60, 646, W + 120, 220), fill: "#7B6251" },
      { d: rect(-60, 640, W + 120, 16), fill: "#977A64" },
      { d: ellipse(1012, 628, 46, 15) + ellipse(1012, 612, 38, 22), fill: "#DCE4DC" },
      { d: ellipse(1012, 600, 32, 8), fill: "#9C6B43" },
      {
        d: brush([[1002, 580], [994, 556], [1008, 534]], [2, 5, 0.6]) +
          brush([[1024, 582], [1032, 560], [1020, 540]], [2, 4, 0.6]),
        fill: "#FFFDF8",
        opacity: 0.55,
      },
    ],
    [{
      d: FRAME,
      fill: {
        x1: 360,
        y1: 120,
        r: 1000,
        stops: [[0, "#FFF3DC", 0.2], [0.6, "#FFF3DC", 0], [1, "#2A211F", 0.34]],
      },
    }],
  ],
};

function blocks(base: number, step: number, seed: number, fill: string): RigPath {
  const d = range(Math.ceil(1500 / step)).map((i) => {
    const tall = 60 + ((i * 7919 + seed * 131) % 17) * 9;
    return rect(-80 + i * step, base - tall, step - 6 + (i % 3) * 4, H - base + tall + 80);
  }).join("");
  return { d, fill };
}

function windows(base: number, step: number, seed: number): string {
  return range(64).map((i) => {
    const x = -60 + ((i * 211 + seed * 37) % 1400);
    return rect(x - (x % step) + 14 + (i % 3) * 17, base + ((i * 97) % 170) - 40, 9, 12, 2);
  }).join("");
}

const night: Scene = {
  weather: "stars",
  sheets: [
    [
      down("#1E2847", "#4A4468", 0, 640),
      { d: ellipse(930, 190, 150), fill: "#F7E7C2", opacity: 0.08 },
      { d: ellipse(930, 190, 86), fill: "#F7E7C2" },
      { d: ellipse(906, 168, 18, 14) + ellipse(954, 212, 14, 11), fill: "#DCC79E", opacity: 0.5 },
      hill(560, 120, "#343A5E"),
    ],
    [
      blocks(600, 86, 3, "#2D3152"),
      { d: windows(560, 86, 3), fill: "#F3C983", opacity: 0.55 },
      {
        d: brush([[640, 500], [643, 380], [644, 300]], [22, 9, 2]) + rect(626, 372, 36, 24, 10),
        fill: "#343A5E",
      },
    ],
    [
      blocks(700, 122, 11, "#222642"),
      { d: windows(650, 122, 11), fill: "#FBD78B", opacity: 0.8 },
      { d: rect(-60, 712, W + 120, 160), fill: "#3A3348" },
      { d: rect(-60, 704, W + 120, 14), fill: "#554A60" },
      {
        d: line([-60, 250], [300, 330], [640, 352], [980, 330], [1340, 250]),
        stroke: "#171A2C",
        width: 3,
      },
      {
        d: dots(...range(13).map((i): Point => [-20 + i * 110, 362 - ((i - 6) ** 2) * 2.9])),
        stroke: "#FFDFA0",
        width: 15,
      },
      {
        d: dots(...range(13).map((i): Point => [-20 + i * 110, 362 - ((i - 6) ** 2) * 2.9])),
        stroke: "#FFDFA0",
        width: 42,
        opacity: 0.14,
      },
    ],
  ],
};

const sea: Scene = {
  weather: "glints",
  sheets: [
    [
      down("#F9DDBB", "#F6EBDA", 0, 430),
      { d: ellipse(430, 300, 150), fill: "#FFF2D6", opacity: 0.5 },
      { d: ellipse(430, 300, 74), fill: "#F6B583" },
      {
        d: blob([820, 436, 1], [900, 372], [1000, 352], [1090, 396], [1180, 436, 1]),
        fill: "#B7B8B4",
      },
      { d: blob([980, 436, 1], [1090, 386], [1200, 376], [1340, 436, 1]), fill: "#9FABAA" },
      { d: rect(-60, 432, W + 120, 440), fill: "#9FC0BD" },
      {
        d: FRAME,
        clip: rect(-60, 432, W + 120, 440),
        fill: {
          x1: 0,
          y1: 432,
          x2: 0,
          y2: 800,
          stops: [[0, "#F2D9B8", 0.7], [0.25, "#9FC0BD", 0], [1, "#2F6B6B", 0.55]],
        },
      },
    ],
    [
      {
        d: range(22).map((i) => {
          const y = 470 + Math.floor(i / 4) * 52;
          const x = (i * 347) % 1300 - 20;
          return brush([[x, y], [x + 70, y - 5], [x + 150, y + 1]], [0.6, 5, 0.6]);
        }).join(""),
        fill: "#F4EBDD",
        opacity: 0.55,
      },
      { d: rect(-60, -60, W + 120, 92), fill: "#7D5238" },
      { d: range(17).map((i) => rect(-50 + i * 82, 18, 26, 34, 4)).join(""), fill: "#A26B46" },
      { d: rect(130, 30, 40, 840) + rect(1110, 30, 40, 840), fill: "#A0513A" },
      { d: rect(130, 30, 12, 840) + rect(1110, 30, 12, 840), fill: "#C0704F" },
      { d: rect(170, 52, 130, 18, 6) + rect(980, 52, 130, 18, 6), fill: "#2F7F6B" },
      { d: rect(-60, 716, W + 120, 20), fill: "#8A5A3D" },
      { d: rect(-60, 736, W + 120, 130), fill: "#B98860" },
    ],
    [light(0.36, 0.16)],
  ],
};

/** The scenes; `art` is the portrait's own backdrop and no scene. */
export const SCENES: { readonly [B in Exclude<Background, "art">]: Scene } = {
  paper,
  maru,
  rain,
  night,
  sea,
};
