/** The theatre for fan meetings: a stage of warm light before the screen of sun, moon and five peaks. */
import type { Floor } from "@/lib/spaces/floor.ts";
import type { Clay } from "@/lib/lounge/scene/clay/clay.ts";
import { unit, type Vec3 } from "@/lib/lounge/scene/clay/vector.ts";
import { INK, type Rgb, rgb, scale } from "@/lib/lounge/scene/clay/color.ts";
import { fivePeaks } from "@/lib/lounge/scene/rooms/five_peaks.ts";
import type { RoomPlan } from "@/lib/lounge/scene/rooms/plan.ts";
import { lantern, noticeBoard, planks } from "@/lib/lounge/scene/rooms/fixtures.ts";

const CURTAIN = rgb("#8E2F2B");
const WALL = rgb("#7A5C48");
const STAGE = { x: 0, z: -8.7, w: 13.2, d: 8.6, y: 0.7 } as const;
const CEILING = 7.2;

const SPOTS: readonly { from: Vec3; to: Vec3; color: Rgb }[] = [
  { from: [-6.4, 6.6, -1.5], to: [-2.6, 0.7, -7.6], color: rgb("#FFD9A0") },
  { from: [6.4, 6.6, -1.5], to: [2.6, 0.7, -7.6], color: rgb("#FFD9A0") },
  { from: [0, 6.8, -0.6], to: [0, 0.7, -7.9], color: rgb("#FFF0D2") },
];

export const THEATRE: RoomPlan = {
  light: {
    sun: unit([0.1, 0.75, 0.6]),
    sunColor: [0.07, 0.06, 0.05],
    sky: [0.36, 0.29, 0.25],
    ground: [0.27, 0.2, 0.16],
    lamps: [
      { at: [-3.4, 4.6, -6], color: [2.6, 1.9, 1.1], reach: 2.6 },
      { at: [3.4, 4.6, -6], color: [2.6, 1.9, 1.1], reach: 2.6 },
      { at: [0, 5, -8], color: [2.4, 1.9, 1.2], reach: 2.8 },
      ...[-5, -2.5, 0, 2.5, 5].map((x) => ({
        at: [x, 1, -4.2] as const,
        color: [0.5, 0.32, 0.14] as const,
        reach: 0.9,
      })),
      ...[-6, 0, 6].flatMap((z) =>
        [-13, 13].map((x) => ({
          at: [x, 3, z] as const,
          color: [1.7, 0.95, 0.42] as const,
          reach: 2.4,
        }))
      ),
      ...[2.4, 7.6].flatMap((z) =>
        [-4.8, 4.8].map((x) => ({
          at: [x, 4.6, z] as const,
          color: [1.6, 1.05, 0.58] as const,
          reach: 2.6,
        }))
      ),
    ],
    softness: 0.2,
  },
  air: { color: rgb("#2B1D18"), glow: rgb("#6B4428"), near: 14, density: 0.012 },
  sky: [[-1, rgb("#1B120F")], [0, rgb("#241813")], [1, rgb("#1B120F")]],
  bounds: { minX: -13.6, maxX: 13.6, minY: 0.2, maxY: 6.4, minZ: -12.4, maxZ: 13.2 },
  beams: SPOTS.map((spot) => ({ ...spot, radius: 1.7 })),
  build(clay, floor) {
    hall(clay);
    stage(clay);
    curtains(clay);
    fivePeaks(clay);
    rows(clay, floor);
    lamps(clay);
    noticeBoard(clay, floor.board);
  },
  backdrop() {
    // Indoors: there is nothing behind.
  },
};

function hall(clay: Clay): void {
  const boards = planks(rgb("#8A5F3E"), "z", 0.6);
  clay.sheet({ minX: -14.4, maxX: 14.4, minZ: -13.4, maxZ: 14, y: 0, cell: 0.36 }, boards);
  // A runner of madder down the middle, edged with ochre.
  clay.sheet(
    { minX: -0.8, maxX: 0.8, minZ: -3.9, maxZ: 13.6, y: 0.012, cell: 0.5 },
    () => INK.ochre,
  );
  clay.sheet(
    { minX: -0.68, maxX: 0.68, minZ: -3.9, maxZ: 13.6, y: 0.02, cell: 0.5 },
    () => CURTAIN,
  );
  for (const side of [-1, 1]) {
    clay.box([side * 14.3, 0, 0], [0.4, CEILING, 27.6], WALL, { solid: true });
    clay.box([side * 14.06, 0, 0], [0.12, 1.1, 27.4], INK.umber, { casts: false });
    clay.box([side * 14.04, 1.1, 0], [0.16, 0.1, 27.4], INK.ochre, { casts: false });
    for (let z = -9; z <= 12; z += 3) {
      clay.pole(
        [side * 13.9, 0, z],
        { radius: 0.24, height: CEILING - 0.8, sides: 10 },
        rgb("#9C4433"),
      );
      dancheong(clay, [side * 13.9, CEILING - 0.8, z], side);
    }
    for (let z = -7.5; z <= 12; z += 3) {
      clay.box([side * 14.05, 1.5, z], [0.06, 2.6, 1.9], rgb("#6B5140"), { casts: false });
    }
  }
  clay.box([0, 0, 14], [28.8, CEILING, 0.4], WALL, { solid: true });
  clay.box([0, 0, -13.4], [28.8, CEILING, 0.4], rgb("#3A2620"), { solid: true });
  for (const x of [-0.9, 0.9]) {
    clay.box([x, 0, 13.75], [1.7, 3.1, 0.1], rgb("#7A3A2C"), { casts: false });
    clay.box([x - Math.sign(x) * 0.6, 1.4, 13.66], [0.12, 0.3, 0.08], INK.ochre, { casts: false });
  }
  clay.face(
    [[-14.4, CEILING, -13.4], [14.4, CEILING, -13.4], [14.4, CEILING, 14], [-14.4, CEILING, 14]],
    rgb("#4A3225"),
    { grain: 0 },
  );
  for (let z = -12; z <= 13; z += 3) {
    clay.box([0, CEILING - 0.42, z], [28.4, 0.4, 0.4], z % 2 === 0 ? INK.jade : rgb("#3A7B6B"));
  }
  for (const x of [-9, -4.5, 0, 4.5, 9]) {
    clay.box([x, CEILING - 0.2, 0], [0.28, 0.2, 27], rgb("#8E4A36"), { casts: false });
  }
}

function dancheong(clay: Clay, [x, y, z]: Vec3, side: number): void {
  const colors = [INK.indigo, INK.ochre, INK.jade, INK.madder, INK.white];
  colors.forEach((color, i) => {
    const w = 0.5 + i * 0.16;
    clay.box([x - side * i * 0.08, y + i * 0.13, z], [w, 0.13, w * 0.8], color, { casts: false });
  });
}

function stage(clay: Clay): void {
  const { x, z, w, d, y } = STAGE;
  clay.box([x, 0, z], [w - 0.1, y - 0.03, d - 0.1], INK.umber);
  const boards = planks(rgb("#B98552"), "x", 0.46);
  clay.sheet(
    { minX: x - w / 2, maxX: x + w / 2, minZ: z - d / 2, maxZ: z + d / 2, y, cell: 0.24 },
    boards,
  );
  clay.box([x, 0, z + d / 2], [w, y, 0.1], rgb("#7A3A2C"), { casts: false });
  for (let i = 0; i < 12; i++) {
    const px = x - w / 2 + (i + 0.5) * w / 12;
    clay.box(
      [px, 0.12, z + d / 2 + 0.05],
      [w / 12 - 0.16, y - 0.26, 0.04],
      i % 2 ? INK.jade : INK.indigo,
      { casts: false },
    );
  }
  clay.box([x, y - 0.08, z + d / 2 + 0.04], [w + 0.1, 0.1, 0.2], INK.ochre, { casts: false });
  // Steps along the front, and shells that hide the footlights.
  for (const side of [-1, 1]) {
    clay.box([side * 4.6, 0, z + d / 2 + 0.5], [2, 0.24, 0.9], INK.bark, { casts: false });
    clay.box([side * 4.6, 0.24, z + d / 2 + 0.3], [2, 0.22, 0.5], INK.bark, { casts: false });
  }
  for (const fx of [-5, -2.5, 0, 2.5, 5]) {
    clay.turned([fx, y, -4.45], [[0.2, 0], [0.2, 0.16], [0, 0.24]], INK.umber, {
      sides: 8,
      casts: false,
    });
    clay.box([fx, y + 0.02, -4.6], [0.26, 0.12, 0.06], rgb("#FFE2A8"), { glow: 1, casts: false });
  }
  for (const { from } of SPOTS) {
    clay.pole([from[0], from[1] - 0.1, from[2]], {
      radius: 0.2,
      height: 0.5,
      sides: 8,
      casts: false,
    }, INK.ink);
    clay.pole([from[0], from[1] - 0.14, from[2]], {
      radius: 0.17,
      height: 0.03,
      sides: 8,
      casts: false,
      glow: 1,
    }, rgb("#FFF0D2"));
  }
}

/** Cloth in folds: a wavy wall from a to b. */
function cloth(
  clay: Clay,
  { from, to, z, top, low, color, folds }: {
    from: number;
    to: number;
    z: number;
    top: number;
    low: (t: number) => number;
    color: Rgb;
    folds: number;
  },
): void {
  const parts = folds * 4;
  const at = (i: number): Vec3 => {
    const t = i / parts;
    return [from + (to - from) * t, low(t), z + 0.16 * Math.sin(i / 4 * 2 * Math.PI)];
  };
  for (let i = 0; i < parts; i++) {
    const [a, b] = [at(i), at(i + 1)];
    const tint = scale(color, 0.82 + 0.36 * (0.5 + 0.5 * Math.sin((i + 0.5) / 4 * 2 * Math.PI)));
    clay.face([a, b, [b[0], top, b[2]], [a[0], top, a[2]]], tint, { grain: 0.02 });
    clay.face([b, a, [a[0], top, a[2]], [b[0], top, b[2]]], scale(tint, 0.5), { grain: 0 });
  }
  clay.shade([(from + to) / 2, low(0.5), z], [Math.abs(to - from), top - low(0.5), 0.3]);
}

function curtains(clay: Clay): void {
  const z = -4.55;
  for (const side of [-1, 1]) {
    const [a, b] = side < 0 ? [-9.2, -6.1] : [6.1, 9.2];
    cloth(clay, { from: a, to: b, z: z - 0.3, top: 6, low: () => 0.02, color: CURTAIN, folds: 8 });
    const [c, d] = side < 0 ? [-6.8, -5.2] : [5.2, 6.8];
    cloth(clay, {
      from: c,
      to: d,
      z: -10.6,
      top: 6,
      low: () => 0.72,
      color: scale(CURTAIN, 0.8),
      folds: 5,
    });
    clay.box([side * 11.7, 0, z - 0.3], [5, CEILING, 0.5], rgb("#4A3026"), { solid: true });
    clay.pole(
      [side * 9.3, 0, z - 0.1],
      { radius: 0.3, height: CEILING, sides: 12 },
      rgb("#9C4433"),
    );
    // A tassel holds it.
    clay.box([side * 7.65, 1.9, z], [3.1, 0.14, 0.5], INK.ochre, { casts: false });
    clay.turned(
      [side * 6.4, 1.3, z + 0.2],
      [[0.12, 0], [0.09, 0.4], [0.12, 0.55], [0, 0.62]],
      INK.ochre,
      { sides: 8, casts: false },
    );
  }
  // The pelmet: swags of cloth under a painted beam.
  for (let i = 0; i < 6; i++) {
    const from = -9.2 + i * 18.4 / 6;
    cloth(clay, {
      from,
      to: from + 18.4 / 6,
      z: z + 0.1,
      top: 6.1,
      low: (t) => 5.35 - 0.5 * Math.sin(t * Math.PI),
      color: rgb("#9E3630"),
      folds: 4,
    });
  }
  clay.box([0, 6, z], [19, 0.5, 0.5], INK.jade, { casts: false });
  for (let i = -6; i <= 6; i++) {
    clay.box(
      [i * 1.5, 5.99, z + 0.02],
      [0.5, 0.52, 0.5],
      [INK.madder, INK.ochre, INK.indigo][Math.abs(i) % 3]!,
      { casts: false, grain: 0 },
    );
    clay.box([i * 1.5, 5.985, z + 0.03], [0.14, 0.53, 0.5], INK.white, { casts: false, grain: 0 });
  }
}

function rows(clay: Clay, floor: Floor): void {
  for (const seat of floor.seats) {
    clay.at(seat.x, 0, seat.z, seat.heading, () => {
      clay.box([0, 0.1, 0], [0.9, 0.24, 0.62], INK.umber);
      clay.box([0, 0.34, 0.02], [0.86, 0.1, 0.6], rgb("#B84A40"), { top: 0.94 });
      clay.box([0, 0.34, -0.34], [0.9, 0.66, 0.12], rgb("#B84A40"), { top: 0.9 });
      for (const side of [-1, 1]) {
        clay.box([side * 0.49, 0, -0.02], [0.09, 0.62, 0.66], INK.bark);
        clay.box([side * 0.49, 0.62, 0], [0.13, 0.05, 0.6], INK.oiled, { casts: false });
      }
    });
  }
}

function lamps(clay: Clay): void {
  for (const x of [-13, 13]) {
    for (const z of [-6, 0, 6]) {
      lantern(clay, [x, 3.3, z], 0.55, rgb("#FFB765"), 0);
      clay.beam([x, 3.3, z], [x + Math.sign(x) * 0.9, 3.6, z], 0.04, INK.umber);
    }
  }
  for (
    const [x, y, z, size] of [[-4.8, 5.3, 7.6, 0.6], [4.8, 5.3, 7.6, 0.6], [
      -4.8,
      5.3,
      2.4,
      0.6,
    ], [4.8, 5.3, 2.4, 0.6]] as const
  ) {
    lantern(clay, [x, y, z], size, rgb("#F7A35A"), CEILING - y);
  }
}
