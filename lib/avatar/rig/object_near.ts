/**
 * Owns the things that lie in a palm, hang or sit nearby: fruit, bowl, cat, jar and their kind. Each
 * function is named by its key in the spec. Pure and browser-safe.
 */
import { clothRamp, mix, type Ramp } from "@/lib/avatar/rig/color.ts";
import { fingers, palm } from "@/lib/avatar/rig/hand.ts";
import type { Look } from "@/lib/avatar/rig/look.ts";
import type { Thing } from "@/lib/avatar/rig/object.ts";
import {
  blob,
  brush,
  dots,
  ellipse,
  line,
  poly,
  rect,
  type RigPath,
  segment,
} from "@/lib/avatar/rig/shape.ts";

const X = 486;
const Y = 730;
const GOLD = "#D8AE55";

function lit(d: string, ramp: Ramp, shift: readonly [number, number] = [7, 6]): RigPath[] {
  return [{ d, fill: ramp.light }, { d, fill: ramp.base, shift, clip: d }];
}

function carried(look: Look, things: readonly RigPath[], y = Y): Thing {
  return { front: [...palm(look, X, y), ...things, ...fingers(look, X - 4, y + 2)] };
}

/** One ripe persimmon. */
export function persimmon(look: Look): Thing {
  const d = blob(
    [X - 58, 676],
    [X - 40, 632],
    [X, 622],
    [X + 42, 632],
    [X + 60, 676],
    [X + 40, 722],
    [X, 732],
    [X - 40, 722],
  );
  return carried(look, [
    ...lit(d, { ...clothRamp("#DE6A2E"), light: "#F5A15E" }),
    {
      d: blob([X + 20, 640], [X + 70, 640], [X + 66, 740], [X - 20, 740], [X + 34, 704]),
      fill: "#B94F22",
      clip: d,
      opacity: 0.7,
    },
    { d: ellipse(X - 28, 652, 13, 9), fill: "#FFE0B8", opacity: 0.9 },
    {
      d: blob(
        [X - 36, 630, 1],
        [X - 12, 624],
        [X - 4, 610, 1],
        [X + 6, 624],
        [X + 36, 630, 1],
        [X + 12, 640],
        [X + 2, 652, 1],
        [X - 12, 640],
      ),
      fill: "#5E7340",
    },
    { d: brush([[X, 626], [X + 2, 610], [X + 8, 602]], [7, 6, 6]), fill: "#6B4A35" },
  ]);
}

/** Celadon bowl, still steaming. */
export function teacup(look: Look): Thing {
  const bowl = blob([X - 66, 652, 1], [X - 54, 700], [X - 26, 732], [X + 26, 732], [X + 54, 700], [
    X + 66,
    652,
    1,
  ], [X, 664]);
  return carried(look, [
    {
      d: brush([[X - 20, 620], [X - 34, 590], [X - 16, 560], [X - 28, 526]], [1, 9, 9, 1]) +
        brush([[X + 16, 614], [X + 4, 586], [X + 20, 556]], [1, 8, 1]),
      fill: "#FFFDF5",
      opacity: 0.6,
    },
    ...lit(bowl, clothRamp("#8FB9A4")),
    {
      d: blob([X + 18, 660], [X + 74, 650], [X + 50, 740], [X - 10, 740]),
      fill: "#6E9A86",
      clip: bowl,
      opacity: 0.8,
    },
    { d: ellipse(X, 652, 66, 15), fill: "#B9D6C6" },
    { d: ellipse(X, 654, 56, 10), fill: "#A8723C" },
    {
      d: line([X - 44, 690], [X - 30, 680], [X - 18, 692], [X - 4, 682]),
      stroke: "#E3F1E8",
      width: 3.5,
      opacity: 0.8,
    },
  ]);
}

/** A well-read book, held open to the reader. */
export function book(look: Look): Thing {
  const cover = look.accent;
  const d = poly([X - 84, 612], [X - 4, 634], [X + 72, 606], [X + 80, 716], [X + 2, 746], [
    X - 80,
    722,
  ]);
  return carried(look, [
    { d, fill: cover.base },
    { d: poly([X - 4, 634], [X + 72, 606], [X + 80, 716], [X + 2, 746]), fill: cover.shade },
    {
      d: poly([X - 78, 604], [X - 4, 626], [X + 66, 600], [X + 66, 608], [X - 4, 634], [
        X - 78,
        612,
      ]),
      fill: "#FFF8EA",
    },
    { d: segment(X - 4, 634, X + 2, 744), stroke: cover.deep, width: 4 },
    { d: poly([X - 66, 642], [X - 26, 653], [X - 25, 690], [X - 64, 680]), fill: "#FFF3DA" },
    {
      d: segment(X - 55, 656, X - 37, 661) + segment(X - 54, 670, X - 42, 673),
      stroke: cover.deep,
      width: 4,
    },
  ]);
}

/** Film camera on its strap. */
export function camera(look: Look): Thing {
  const body = rect(392, 690, 156, 96, 16);
  return {
    front: [
      {
        d: brush([[262, 616], [300, 690], [398, 716]], [13, 12, 11]) +
          brush([[384, 612], [470, 640], [540, 712]], [13, 12, 11]),
        fill: "#6B4130",
      },
      { d: rect(420, 668, 56, 30, 8) + rect(500, 676, 30, 18, 6), fill: "#4A4346" },
      ...lit(body, clothRamp("#4A4346")),
      { d: rect(392, 690, 156, 26, 12), fill: "#D6CFC6" },
      { d: ellipse(470, 742, 42), fill: "#2B2528" },
      { d: ellipse(470, 742, 33), fill: "#6C6468" },
      { d: ellipse(470, 742, 25), fill: mix(look.accent.base, "#1E1A26", 0.6) },
      { d: ellipse(460, 732, 9), fill: "#FFFDF5", opacity: 0.9 },
      { d: ellipse(408, 703, 7), fill: "#C8453C" },
    ],
  };
}

/** A cat that came along. */
export function cat(_look: Look): Thing {
  const fur = clothRamp("#E0A45E");
  const body = blob([420, 860], [424, 770], [470, 730], [540, 740], [586, 800], [600, 860]);
  const head = blob(
    [424, 690],
    [430, 636, 1],
    [456, 656],
    [490, 652],
    [520, 632, 1],
    [532, 690],
    [514, 732],
    [476, 742],
    [440, 730],
  );
  return {
    front: [
      ...lit(body, fur),
      { d: brush([[560, 770], [600, 740], [612, 690]], [22, 20, 12]), fill: fur.base },
      ...lit(head, fur),
      {
        d: brush([[478, 656], [478, 672], [476, 684]], [10, 8, 1]) +
          brush([[456, 660], [460, 674], [462, 682]], [8, 6, 1]) +
          brush([[500, 658], [497, 672], [494, 682]], [8, 6, 1]) +
          brush([[560, 770], [548, 790], [550, 806]], [10, 8, 1]),
        fill: "#B9732F",
      },
      {
        d: blob([452, 722], [462, 704], [478, 706], [494, 704], [506, 722], [478, 742]) +
          blob([452, 860], [458, 780], [480, 760], [504, 780], [512, 860]),
        fill: "#FFF6E8",
      },
      {
        d: poly([436, 652], [438, 668], [448, 660]) + poly([516, 648], [516, 664], [506, 658]),
        fill: "#EBA79A",
      },
      {
        d: line([448, 692], [456, 698], [465, 692]) + line([491, 691], [500, 697], [508, 690]),
        stroke: "#3B2620",
        width: 4,
      },
      { d: poly([473, 707], [484, 707], [478, 714]), fill: "#C8655E" },
      {
        d: line([478, 714], [472, 722], [465, 720]) + line([478, 714], [485, 722], [492, 719]),
        stroke: "#3B2620",
        width: 2.5,
      },
    ],
  };
}

/** Folded paper crane. */
export function crane(look: Look): Thing {
  const { accent } = look;
  return carried(look, [
    { d: poly([X + 4, 716], [X + 92, 604], [X + 34, 732]), fill: accent.shade },
    { d: poly([X - 92, 646], [X - 72, 640], [X - 10, 728], [X - 26, 726]), fill: accent.base },
    { d: poly([X - 92, 646], [X - 72, 640], [X - 104, 676]), fill: accent.deep },
    { d: poly([X - 16, 722], [X - 44, 560], [X + 36, 722]), fill: accent.light },
    { d: poly([X - 8, 724], [X + 30, 552], [X + 44, 724]), fill: accent.base },
    {
      d: poly([X - 34, 716], [X + 4, 700], [X + 46, 716], [X + 4, 742]),
      fill: mix(accent.light, "#FFFDF5", 0.5),
    },
  ]);
}

/** Brass compass. */
export function compass(look: Look): Thing {
  const [x, y] = [X, 672];
  return carried(look, [
    { d: ellipse(x + 2, y + 4, 60), fill: "#9A7431" },
    { d: ellipse(x, y, 59), fill: GOLD },
    { d: ellipse(x, y, 47), fill: "#FFF9EC" },
    { d: poly([x + 24, y - 32], [x + 9, y + 6], [x - 8, y - 6]), fill: "#C8453C" },
    { d: poly([x - 24, y + 32], [x + 9, y + 6], [x - 8, y - 6]), fill: "#33508A" },
    { d: ellipse(x, y, 6), fill: "#6B4A35" },
    { d: line([x - 46, y - 24], [x - 28, y - 44], [x - 4, y - 53]), stroke: "#FFF3CF", width: 4.5 },
  ]);
}

/** A young tree in its pot. */
export function sapling(look: Look): Thing {
  const pot = poly([X - 52, 664], [X + 52, 664], [X + 38, 740], [X - 38, 740]);
  const leaf = (x: number, y: number, dx: number, dy: number) =>
    blob([x, y, 1], [x + dx * 0.4 - dy * 0.35, y + dy * 0.4 + dx * 0.35], [x + dx, y + dy, 1], [
      x + dx * 0.6 + dy * 0.35,
      y + dy * 0.6 - dx * 0.35,
    ]);
  return carried(look, [
    { d: brush([[X, 668], [X - 4, 610], [X + 4, 540]], [8, 7, 3]), fill: "#6B5A38" },
    {
      d: leaf(X - 2, 626, -64, -26) + leaf(X, 590, 62, -30) + leaf(X + 2, 556, 20, -62),
      fill: "#6C9A4B",
    },
    { d: leaf(X, 640, 58, -4) + leaf(X, 580, -54, -40), fill: "#8DB561" },
    ...lit(pot, clothRamp("#B9683F")),
    { d: rect(X - 58, 652, 116, 22, 8), fill: "#C97B4E" },
    { d: rect(X - 58, 652, 116, 7, 3), fill: "#E6A67C" },
    {
      d: poly([X + 14, 676], [X + 50, 676], [X + 38, 740], [X + 12, 740]),
      fill: "#96512F",
      opacity: 0.6,
    },
  ]);
}

/** White porcelain moon jar. */
export function moon_jar(look: Look): Thing {
  const d = blob(
    [X - 26, 588, 1],
    [X - 66, 620],
    [X - 78, 668],
    [X - 58, 716],
    [X - 26, 740, 1],
    [X + 28, 740, 1],
    [X + 62, 716],
    [X + 80, 666],
    [X + 66, 618],
    [X + 26, 588, 1],
  );
  return carried(look, [
    { d, fill: "#FFFEFA" },
    { d, fill: "#F1EDE6", shift: [8, 6], clip: d },
    {
      d: blob([X + 34, 600], [X + 90, 610], [X + 90, 740], [X - 30, 750], [X + 34, 700]),
      fill: "#D4CDC8",
      clip: d,
    },
    { d: ellipse(X, 588, 27, 7), fill: "#DAD3CC" },
    { d: line([X - 54, 650], [X - 50, 632], [X - 38, 616]), stroke: "#FFFFFF", width: 8 },
  ], 738);
}

/** Orange float of the diving women, in its net. */
export function taewak(look: Look): Thing {
  const d = ellipse(516, 722, 88);
  const net =
    [-56, -20, 20, 56].map((o) =>
      line([516 + o * 0.6, 634], [516 + o * 1.5, 722], [516 + o * 0.6, 812])
    ).join("") +
    [-46, 0, 46].map((o) => line([430, 722 + o * 0.8], [516, 722 + o * 1.3], [604, 722 + o * 0.8]))
      .join("");
  return {
    front: [
      ...lit(d, { ...clothRamp("#E0702F"), light: "#F8AF6C" }),
      {
        d: blob([560, 640], [620, 680], [610, 810], [500, 820], [560, 760]),
        fill: "#B85321",
        clip: d,
        opacity: 0.75,
      },
      { d: ellipse(478, 678, 19, 13), fill: "#FFE5C4", opacity: 0.8 },
      { d: net, stroke: "#F2E8D5", width: 4, opacity: 0.85, clip: d },
      {
        d: brush([[516, 638], [470, 600], [420, 640], [380, 740]], [9, 8, 8, 8]),
        fill: look.accent.base,
      },
    ],
  };
}

/** Stethoscope round the neck. */
export function stethoscope(_look: Look): Thing {
  return {
    front: [
      {
        d: line([264, 596], [250, 656], [274, 704], [312, 724], [356, 712], [388, 660], [
          376,
          596,
        ]) +
          line([312, 724], [318, 764], [360, 780], [398, 766]),
        stroke: "#3D4A55",
        width: 10,
      },
      { d: line([261, 602], [247, 656], [266, 694]), stroke: "#8796A1", width: 3 },
      { d: dots([412, 750]), stroke: "#A9B4BB", width: 62 },
      { d: dots([410, 748]), stroke: "#E6ECEE", width: 44 },
      { d: line([400, 744], [406, 738]), stroke: "#FFFFFF", width: 6 },
    ],
  };
}

/** Goldfish in a round bowl. */
export function fishbowl(look: Look): Thing {
  const bowl = blob(
    [X - 40, 594, 1],
    [X - 74, 630],
    [X - 80, 678],
    [X - 52, 728],
    [X, 742],
    [X + 52, 728],
    [X + 80, 678],
    [X + 74, 630],
    [X + 40, 594, 1],
  );
  return carried(look, [
    { d: bowl, fill: "#EAF3F2", opacity: 0.75 },
    { d: rect(X - 90, 640, 180, 110), fill: "#9CC7D0", clip: bowl, opacity: 0.85 },
    {
      d: blob(
        [X - 34, 682],
        [X - 12, 662],
        [X + 16, 670],
        [X + 28, 684, 1],
        [X + 54, 662, 1],
        [X + 50, 706, 1],
        [X + 28, 688, 1],
        [X + 6, 702],
        [X - 20, 700],
      ),
      fill: "#E0702F",
    },
    { d: ellipse(X - 20, 679, 4), fill: "#3B2620" },
    {
      d: brush([[X + 44, 738], [X + 38, 700], [X + 50, 672]], [6, 7, 1]) +
        brush([[X + 58, 730], [X + 62, 704], [X + 54, 688]], [5, 5, 1]),
      fill: "#5E8A5A",
      clip: bowl,
    },
    { d: ellipse(X - 40, 658, 4) + ellipse(X - 46, 646, 3), fill: "#FFFFFF", opacity: 0.9 },
    { d: ellipse(X, 594, 41, 9), stroke: "#FFFFFF", width: 5, opacity: 0.85 },
    {
      d: line([X - 64, 700], [X - 68, 660], [X - 54, 626]),
      stroke: "#FFFFFF",
      width: 6,
      opacity: 0.75,
    },
  ], 738);
}

/** Transistor radio. */
export function radio(look: Look): Thing {
  const { accent } = look;
  const body = rect(X - 84, 628, 168, 106, 18);
  return carried(look, [
    { d: segment(X + 56, 632, X + 96, 528), stroke: "#A9A29B", width: 5 },
    { d: ellipse(X + 97, 526, 6), fill: "#D6CFC6" },
    ...lit(body, accent),
    { d: ellipse(X - 38, 682, 35), fill: accent.deep },
    {
      d: [-20, -7, 6, 19].map((o) => segment(X - 64, 682 + o, X - 12, 682 + o)).join(""),
      stroke: accent.light,
      width: 3.5,
    },
    { d: rect(X + 10, 646, 60, 26, 6), fill: "#FFF3D0" },
    { d: segment(X + 46, 648, X + 46, 670), stroke: "#C8453C", width: 4 },
    { d: ellipse(X + 26, 702, 13) + ellipse(X + 58, 702, 13), fill: "#F2E8D5" },
  ]);
}

/** The fox's pearl, afloat over the palm. */
export function orb(look: Look): Thing {
  const [x, y] = [X, 640];
  return carried(look, [
    {
      d: ellipse(x, y, 120),
      fill: { x1: x, y1: y, r: 120, stops: [[0, "#FFE7B0", 0.8], [1, "#FFE7B0", 0]] },
    },
    { d: ellipse(x, y, 50), fill: mix(look.accent.base, "#FFD98F", 0.7) },
    { d: ellipse(x - 6, y - 6, 41), fill: mix(look.accent.light, "#FFF3CF", 0.78) },
    { d: ellipse(x - 16, y - 18, 14, 11), fill: "#FFFDF5" },
    {
      d: brush([[x - 74, y + 22], [x - 20, y + 40], [x + 50, y + 26], [x + 78, y - 6]], [
        1,
        6,
        5,
        1,
      ]),
      fill: "#FFF3CF",
      opacity: 0.9,
    },
    {
      d: ellipse(x + 66, y - 52, 6) + ellipse(x - 70, y - 36, 5) + ellipse(x + 34, y - 78, 4),
      fill: "#FFF3CF",
    },
  ]);
}
