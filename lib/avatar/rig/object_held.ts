/**
 * Owns the things a hand closes around: fan, lantern, brush and their kind. Each function is named by
 * its key in the spec. Pure and browser-safe.
 */
import { clothRamp, mix } from "@/lib/avatar/rig/color.ts";
import { grip } from "@/lib/avatar/rig/hand.ts";
import type { Look } from "@/lib/avatar/rig/look.ts";
import type { Thing } from "@/lib/avatar/rig/object.ts";
import {
  blob,
  brush,
  ellipse,
  line,
  type Point,
  poly,
  rect,
  type RigPath,
  segment,
} from "@/lib/avatar/rig/shape.ts";

const X = 488;
const Y = 716;
const WOOD = "#8A5B3A";
const GOLD = "#D8AE55";

/** A point at `deg` degrees (0 up, clockwise) and `r` from the hand. */
function polar(deg: number, r: number, x = X, y = Y): Point {
  const a = deg * Math.PI / 180;
  return [x + Math.sin(a) * r, y - Math.cos(a) * r];
}

/** Folding fan of hanji with a painted sprig. */
export function fan(look: Look): Thing {
  const from = -58;
  const to = 52;
  const arc = (r: number): Point[] =>
    Array.from({ length: 7 }, (_, i) => polar(from + (to - from) * i / 6, r));
  const leaf = blob(...arc(176), ...arc(70).reverse());
  const ribs = Array.from({ length: 9 }, (_, i) => {
    const deg = from + (to - from) * i / 8;
    const [[x1, y1], [x2, y2]] = [polar(deg, 8), polar(deg, 172)];
    return segment(x1, y1, x2, y2);
  }).join("");
  return {
    front: [
      { d: poly([X, Y], ...arc(84)), fill: mix(WOOD, "#E9C493", 0.35) },
      { d: leaf, fill: "#FFF8EA" },
      { d: leaf, fill: mix(look.accent.base, "#FFF8EA", 0.62), shift: [0, -54], clip: leaf },
      { d: ribs, stroke: WOOD, width: 3, opacity: 0.6 },
      { d: brush([polar(-34, 98), polar(-10, 128), polar(18, 148)], [5, 4, 1]), fill: "#5B4038" },
      {
        d: ellipse(...polar(-12, 138), 10) + ellipse(...polar(10, 128), 8) +
          ellipse(...polar(22, 152), 7),
        fill: "#C8453C",
      },
      ...grip(look, X, Y + 6),
    ],
  };
}

/** Red and blue silk lantern on its rod. */
export function lantern(look: Look): Thing {
  const [cx, cy] = [520, 600];
  const body = rect(cx - 46, cy - 56, 92, 112, 30);
  return {
    front: [
      {
        d: ellipse(cx, cy, 118),
        fill: { x1: cx, y1: cy, r: 118, stops: [[0, "#FFD98A", 0.65], [1, "#FFD98A", 0]] },
      },
      {
        d: brush([[X - 6, Y + 30], [478, 600], [498, 512], [522, 496]], [10, 9, 8, 6]),
        fill: WOOD,
      },
      { d: segment(522, 498, cx, cy - 60), stroke: "#6B4A35", width: 3 },
      { d: body, fill: "#C8453C" },
      { d: rect(cx - 50, cy + 2, 100, 60), fill: "#33508A", clip: body },
      { d: ellipse(cx - 6, cy, 30, 46), fill: "#FFE3A0", opacity: 0.55 },
      {
        d: line([cx - 20, cy - 56], [cx - 26, cy], [cx - 20, cy + 56]) +
          line([cx + 20, cy - 56], [cx + 26, cy], [cx + 20, cy + 56]),
        stroke: "#5A1F24",
        width: 2.5,
        opacity: 0.45,
      },
      { d: rect(cx - 34, cy - 64, 68, 14, 6) + rect(cx - 34, cy + 50, 68, 14, 6), fill: "#3D2C27" },
      { d: brush([[cx, cy + 62], [cx + 3, cy + 92], [cx, cy + 118]], [4, 9, 12]), fill: GOLD },
      ...grip(look, X - 10, Y + 24),
    ],
  };
}

/** Oiled-paper umbrella over the shoulder. */
export function umbrella(look: Look): Thing {
  const ramp = look.accent;
  const [cx, cy] = [368, 290];
  const canopy = blob(
    [cx - 268, cy + 96, 1],
    [cx - 210, cy - 60],
    [cx - 40, cy - 176],
    [cx + 120, cy - 150],
    [cx + 250, cy - 20],
    [cx + 280, cy + 130, 1],
    [cx + 190, cy + 104],
    [cx + 100, cy + 128],
    [cx, cy + 100],
    [cx - 90, cy + 120],
    [cx - 180, cy + 92],
  );
  const rib = (x: number, y: number) =>
    line([cx + 10, cy - 174], [cx + x * 0.6, cy - 60 + y * 0.3], [cx + x, cy + y]);
  return {
    back: [
      { d: brush([[X, 800], [450, 500], [cx + 14, cy - 190]], [12, 11, 9]), fill: WOOD },
      { d: canopy, fill: ramp.light },
      { d: canopy, fill: ramp.base, shift: [8, 8], clip: canopy },
      {
        d: blob([cx + 90, cy - 160], [cx + 190, cy], [cx + 190, cy + 160], [cx + 330, cy + 160], [
          cx + 300,
          cy - 120,
        ]),
        fill: ramp.shade,
        clip: canopy,
      },
      {
        d: rib(-180, 92) + rib(-90, 120) + rib(0, 100) + rib(100, 128) + rib(190, 104),
        stroke: ramp.deep,
        width: 3,
        opacity: 0.6,
      },
      {
        d: brush([[cx - 214, cy - 18], [cx - 110, cy - 44], [cx, cy - 50], [cx + 120, cy - 36], [
          cx + 236,
          cy + 10,
        ]], [9, 10, 10, 10, 9]),
        fill: "#FFF8EA",
        opacity: 0.7,
        clip: canopy,
      },
    ],
    front: [
      { d: brush([[X - 3, 620], [X + 4, 700], [X + 8, 820]], [11, 12, 12]), fill: WOOD },
      ...grip(look, X + 2, Y),
    ],
  };
}

/** Calligraphy brush. */
function brushPen(look: Look): Thing {
  return {
    front: [
      { d: brush([[X + 8, Y + 20], [X - 6, 640], [X - 16, 566]], [15, 14, 13]), fill: "#B98A55" },
      { d: brush([[X + 4, Y + 20], [X - 10, 640], [X - 20, 568]], [3, 4, 3]), fill: "#E9C493" },
      { d: brush([[X - 14, 582], [X - 18, 556]], [17, 18]), fill: "#3D2C27" },
      {
        d: blob([X - 28, 556, 1], [X - 34, 522], [X - 30, 470, 1], [X - 8, 522], [X - 8, 556, 1]),
        fill: "#F5EBDA",
      },
      { d: blob([X - 33, 516], [X - 30, 470, 1], [X - 12, 512], [X - 22, 522]), fill: "#2B2528" },
      ...grip(look, X, Y - 10),
    ],
  };
}
export { brushPen as brush };

/** Stage microphone. */
export function microphone(look: Look): Thing {
  const head = ellipse(X - 26, 588, 38, 42);
  return {
    front: [
      { d: brush([[X + 10, Y + 36], [X - 8, 670], [X - 20, 620]], [24, 26, 32]), fill: "#3A3336" },
      { d: head, fill: "#D9D3CB" },
      { d: head, fill: "#A49C98", shift: [8, 8], clip: head },
      {
        d: [-22, -6, 10, 26].map((o) => segment(X - 70, 588 + o, X + 16, 576 + o)).join("") +
          [-44, -26, -8].map((o) => segment(X + o, 540, X + o + 4, 636)).join(""),
        stroke: "#7C7472",
        width: 2.5,
        clip: head,
      },
      {
        d: brush([[X - 56, 626], [X - 22, 634], [X + 10, 618]], [9, 10, 9]),
        fill: look.accent.base,
      },
      ...grip(look, X + 2, Y + 2),
    ],
  };
}

/** A mechanic's wrench. */
export function wrench(look: Look): Thing {
  return {
    front: [
      { d: brush([[X + 8, Y + 30], [X - 8, 650], [X - 16, 600]], [24, 22, 24]), fill: "#A9B1B6" },
      {
        d: blob(
          [X - 56, 598],
          [X - 62, 552],
          [X - 44, 520, 1],
          [X - 34, 552, 1],
          [X - 14, 556, 1],
          [X - 2, 526, 1],
          [X + 20, 556],
          [X + 12, 600],
          [X - 20, 622],
        ),
        fill: "#C3CBD0",
      },
      {
        d: brush([[X - 52, 590], [X - 54, 556], [X - 46, 534]], [2, 6, 1]) +
          brush([[X - 2, Y], [X - 18, 640]], [4, 4]),
        fill: "#EEF2F3",
      },
      ...grip(look, X + 2, Y + 2),
    ],
  };
}

/** Fish-cake and rice-cake skewer. */
export function skewer(look: Look): Thing {
  const pieces: readonly (readonly [number, number, string])[] = [
    [X - 34, 528, "#D9683A"],
    [X - 26, 574, "#F2E2C2"],
    [X - 18, 620, "#D9683A"],
    [X - 10, 664, "#F2E2C2"],
  ];
  return {
    front: [
      { d: segment(X + 8, Y + 40, X - 44, 470), stroke: "#C9A26A", width: 7 },
      ...pieces.flatMap(([x, y, fill]): RigPath[] => [
        { d: rect(x - 33, y - 21, 64, 43, 20), fill: mix(fill, "#6B2C1E", 0.28) },
        { d: rect(x - 33, y - 21, 60, 37, 18), fill },
        { d: line([x - 20, y - 11], [x - 4, y - 14]), stroke: "#FFF3D8", width: 5, opacity: 0.85 },
      ]),
      ...grip(look, X + 2, Y + 8),
    ],
  };
}

/** Dokkaebi's studded club. */
export function club(look: Look): Thing {
  const wood = clothRamp("#8A5B3A");
  const d = blob(
    [X - 14, Y + 10, 1],
    [X - 50, 600],
    [X - 74, 500],
    [X - 44, 458],
    [X + 8, 470],
    [X + 22, 520],
    [X + 16, 620],
    [X + 16, Y + 10, 1],
  );
  const studs: readonly Point[] = [[X - 54, 520], [X - 20, 500], [X - 4, 546], [X - 38, 570], [
    X - 6,
    606,
  ], [X - 26, 640]];
  return {
    front: [
      { d, fill: wood.light },
      { d, fill: wood.base, shift: [7, 5], clip: d },
      {
        d: blob([X - 4, 470], [X + 30, 500], [X + 24, Y], [X + 2, Y], [X + 4, 600]),
        fill: wood.shade,
        clip: d,
      },
      {
        d: studs.map(([x, y]) => poly([x - 13, y + 7], [x - 3, y - 15], [x + 11, y + 7])).join(""),
        fill: GOLD,
      },
      {
        d: studs.map(([x, y]) => poly([x - 3, y - 15], [x + 11, y + 7], [x + 2, y + 7])).join(""),
        fill: "#A97F35",
      },
      { d: brush([[X - 20, 686], [X + 2, 692], [X + 20, 686]], [10, 11, 10]), fill: "#B5332E" },
      ...grip(look, X, Y + 6),
    ],
  };
}

/** An old iron key on a ribbon. */
export function key(look: Look): Thing {
  return {
    front: [
      { d: segment(X + 2, Y, X - 14, 560), stroke: GOLD, width: 13 },
      { d: ellipse(X - 18, 530, 34, 32), stroke: GOLD, width: 12 },
      { d: line([X - 48, 520], [X - 34, 502], [X - 14, 496]), stroke: "#FFEFC4", width: 4 },
      { d: ellipse(X - 18, 530, 8), fill: look.accent.base },
      {
        d: segment(X - 10, 586, X + 8, 584) + segment(X - 8, 604, X + 10, 602),
        stroke: "#A97F35",
        width: 4,
      },
      {
        d: brush([[X - 40, 548], [X - 74, 590], [X - 64, 640]], [9, 12, 10]),
        fill: look.accent.base,
      },
      ...grip(look, X, Y - 12),
    ],
  };
}

/** Camellia on its twig. */
export function flower(look: Look): Thing {
  const [x, y] = [X - 20, 584];
  const petal = (deg: number) => ellipse(...polar(deg, 30, x, y), 30, 28);
  const leaf = (deg: number) => {
    const [tx, ty] = polar(deg, 92, x, y);
    const [ax, ay] = polar(deg - 24, 60, x, y);
    const [bx, by] = polar(deg + 24, 60, x, y);
    return blob([x, y, 1], [ax, ay], [tx, ty, 1], [bx, by]);
  };
  return {
    front: [
      { d: brush([[X + 4, Y + 20], [X - 4, 660], [x, y + 20]], [8, 8, 7]), fill: "#5E7A45" },
      { d: leaf(118) + leaf(-112) + leaf(58), fill: "#3F6B4C" },
      { d: [0, 72, 144, 216, 288].map(petal).join(""), fill: "#9C2B2E" },
      {
        d: [36, 108, 180, 252, 324].map((deg) => ellipse(...polar(deg, 23, x, y), 25, 23)).join(""),
        fill: "#C8423F",
      },
      { d: ellipse(x - 10, y - 12, 22, 19), fill: "#DE6A60" },
      { d: ellipse(x, y, 15), fill: "#F1C65B" },
      { d: ellipse(x - 3, y - 3, 7), fill: "#FFE7A3" },
      ...grip(look, X, Y),
    ],
  };
}

/** Pocket watch on its chain. */
export function pocket_watch(look: Look): Thing {
  const [x, y] = [X - 4, 610];
  return {
    front: [
      { d: line([X - 6, Y + 10], [X - 30, 676], [x - 8, y + 52]), stroke: "#B08A3E", width: 5 },
      { d: rect(x - 9, y - 70, 18, 20, 6) + ellipse(x, y - 74, 10), fill: "#B08A3E" },
      { d: ellipse(x, y, 55), fill: "#B08A3E" },
      { d: ellipse(x - 2, y - 2, 52), fill: GOLD },
      { d: ellipse(x, y, 42), fill: "#FFF9EC" },
      {
        d: [0, 90, 180, 270].map((deg) => {
          const [[a, b], [c, e]] = [polar(deg, 31, x, y), polar(deg, 37, x, y)];
          return segment(a, b, c, e);
        }).join(""),
        stroke: "#8A6A50",
        width: 4,
      },
      {
        d: line([x, y], polar(-52, 22, x, y)) + line([x, y], polar(40, 30, x, y)),
        stroke: "#3D2C27",
        width: 4.5,
      },
      { d: line([x - 40, y - 20], [x - 26, y - 38], [x - 6, y - 46]), stroke: "#FFF3CF", width: 4 },
      ...grip(look, X, Y + 4),
    ],
  };
}

/** Bamboo flute, held across. */
export function flute(look: Look): Thing {
  const stem: readonly Point[] = [[392, 806], [X - 10, 690], [612, 548]];
  return {
    front: [
      { d: brush(stem, [25, 25, 24]), fill: "#B98F4E" },
      { d: brush([[390, 799], [X - 14, 684], [608, 542]], [4, 6, 4]), fill: "#EBCF92" },
      {
        d: brush([[424, 768], [434, 776]], [27, 27]) + brush([[546, 622], [556, 630]], [26, 26]),
        fill: "#8A5B3A",
      },
      {
        d: [[514, 658], [532, 636], [576, 584], [592, 566]].map(([x = 0, y = 0]) =>
          ellipse(x, y, 5)
        ).join(""),
        fill: "#4A2F24",
      },
      { d: brush([[604, 566], [622, 612], [612, 664]], [5, 10, 12]), fill: look.accent.base },
      ...grip(look, X - 12, Y - 14),
    ],
  };
}

/** A letter with its seal. */
export function letter(look: Look): Thing {
  const p = [[424, 596], [556, 570], [572, 664], [440, 690]] as const;
  return {
    front: [
      { d: poly(...p), fill: "#D9C8AA", shift: [5, 6] },
      { d: poly(...p), fill: "#FFF8EA" },
      { d: line([424, 596], [504, 640], [556, 570]), stroke: "#CDB48F", width: 3.5 },
      { d: ellipse(500, 637, 15), fill: "#B5332E" },
      { d: ellipse(496, 633, 5), fill: "#DE6A60" },
      ...grip(look, X + 14, Y - 6),
    ],
  };
}
