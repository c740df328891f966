/** A rooftop at night: string lights, a brazier, a green water tank, and Seoul below with the tower on its hill. */
import type { Floor } from "@/lib/spaces/floor.ts";
import type { Clay } from "@/lib/lounge/scene/clay/clay.ts";
import { unit, type Vec3 } from "@/lib/lounge/scene/clay/vector.ts";
import { blend, INK, type Rgb, rgb, scale } from "@/lib/lounge/scene/clay/color.ts";
import { city, moonAndStars, namsan } from "@/lib/lounge/scene/rooms/seoul.ts";
import type { RoomPlan } from "@/lib/lounge/scene/rooms/plan.ts";
import { bench, crown, hills, noticeBoard } from "@/lib/lounge/scene/rooms/fixtures.ts";

const WARM = rgb("#FFC774");
const BULB: Rgb = [1.15, 0.78, 0.4];

/** Poles of the string lights, and which are joined. */
const POLES: readonly Vec3[] = [
  [-7.6, 3.1, -4.2],
  [3.4, 3.1, -4.6],
  [7.8, 3.1, 3.6],
  [-7.6, 3.1, 3.8],
];

export const ROOFTOP: RoomPlan = {
  light: {
    sun: unit([-0.45, 0.72, -0.5]),
    sunColor: [0.2, 0.25, 0.36],
    sky: [0.13, 0.16, 0.24],
    ground: [0.13, 0.1, 0.09],
    lamps: [
      ...POLES.flatMap((pole, i) => {
        const next = POLES[(i + 1) % POLES.length]!;
        return [0.2, 0.5, 0.8].map((t) => ({
          at: [
            pole[0] + (next[0] - pole[0]) * t,
            2.7 - 0.5 * Math.sin(t * Math.PI),
            pole[2] + (next[2] - pole[2]) * t,
          ] as const,
          color: [1, 0.62, 0.28] as const,
          reach: 2.1,
        }));
      }),
      { at: [-2, 0.7, -1.4], color: [1.8, 0.72, 0.22], reach: 1.3 },
      { at: [7.6, 2.3, -5.4], color: [0.8, 0.6, 0.36], reach: 1.4 },
      { at: [-10.4, 2.3, 1.4], color: [0.5, 0.34, 0.18], reach: 1 },
    ],
    softness: 0.06,
  },
  air: { color: rgb("#2A2F40"), glow: rgb("#4A4450"), near: 22, density: 0.008 },
  sky: [
    [-0.25, rgb("#12151F")],
    [-0.02, rgb("#6A4C3A")],
    [0.03, rgb("#5A4A48")],
    [0.12, rgb("#343C53")],
    [0.35, rgb("#1B2640")],
    [1, rgb("#0C1428")],
  ],
  bounds: { minX: -12.2, maxX: 12.2, minY: 0.2, maxY: 8, minZ: -10.1, maxZ: 10.1 },
  build(clay, floor) {
    terrace(clay);
    lights(clay);
    corner(clay, floor);
    waterTank(clay);
    stairs(clay);
    plants(clay);
    noticeBoard(clay, floor.board);
  },
  backdrop(clay) {
    moonAndStars(clay);
    hills(clay, {
      z: -330,
      from: -460,
      to: 460,
      y: -30,
      height: 62,
      step: 10,
      color: rgb("#1E273A"),
      seed: 3.9,
    });
    namsan(clay);
    city(clay);
  },
};

function terrace(clay: Clay): void {
  const tile = rgb("#7F9078");
  clay.sheet({ minX: -12.6, maxX: 12.6, minZ: -10.6, maxZ: 10.6, y: 0, cell: 0.4 }, (x, z) => {
    const stain = 0.5 + 0.5 * Math.sin(x * 1.1 + Math.sin(z * 0.8)) * Math.sin(z * 0.9);
    return blend(tile, scale(tile, 0.78), stain);
  });
  // A deck of wood before the view.
  clay.box([0.4, 0, -6.6], [14.4, 0.02, 5.2], INK.bark, { casts: false });
  for (let i = 0; i < 13; i++) {
    const tint = scale(INK.oiled, 0.85 + clay.random() * 0.25);
    clay.sheet(
      { minX: -6.7, maxX: 7.5, minZ: -9.15 + i * 0.4, maxZ: -8.79 + i * 0.4, y: 0.03, cell: 0.4 },
      () => tint,
    );
  }
  for (
    const [x, z, w, d] of [[0, -10.6, 25.6, 0.3], [0, 10.6, 25.6, 0.3], [-12.6, 0, 0.3, 21], [
      12.6,
      0,
      0.3,
      21,
    ]] as const
  ) {
    clay.box([x, 0, z], [w, 0.72, d], rgb("#8D8A83"));
    clay.box([x, 0.72, z], [w + 0.1, 0.07, d + 0.14], rgb("#A19D94"));
    const along = Math.max(w, d);
    for (let i = 0; i <= along / 1.6; i++) {
      const at = -along / 2 + i * 1.6;
      clay.box([w > d ? at : x, 0.79, w > d ? z : at], [0.05, 0.42, 0.05], rgb("#3B4247"), {
        casts: false,
      });
    }
    clay.box([x, 1.19, z], [Math.max(0.07, w), 0.06, Math.max(0.07, d)], rgb("#3B4247"), {
      casts: false,
    });
  }
  clay.box([0, -14, 0], [25.4, 13.9, 21.4], rgb("#3A3B41"), { casts: false });
}

function lights(clay: Clay): void {
  POLES.forEach((pole, i) => {
    clay.pole([pole[0], 0, pole[2]], { radius: 0.06, height: pole[1], sides: 6 }, rgb("#3B4247"));
    clay.box([pole[0], 0, pole[2]], [0.5, 0.3, 0.5], rgb("#6E6C66"), { top: 0.8 });
    const next = POLES[(i + 1) % POLES.length]!;
    const parts = 18;
    const along = (t: number): Vec3 => [
      pole[0] + (next[0] - pole[0]) * t,
      3.05 - 0.75 * Math.sin(t * Math.PI),
      pole[2] + (next[2] - pole[2]) * t,
    ];
    for (let p = 0; p < parts; p++) {
      clay.beam(along(p / parts), along((p + 1) / parts), 0.012, INK.ink);
      const [x, y, z] = along((p + 0.5) / parts);
      clay.ball([x, y - 0.1, z], 0.075, BULB, { glow: 1, casts: false, detail: 1, grain: 0.1 });
    }
  });
}

function corner(clay: Clay, floor: Floor): void {
  // Camping chairs around a brazier.
  const cloths = [INK.madder, INK.ochre, INK.jade];
  floor.seats.slice(0, 3).forEach((seat, i) => {
    clay.at(seat.x, 0, seat.z, seat.heading, () => {
      clay.box([0, 0.36, 0], [0.62, 0.06, 0.56], cloths[i]!, { turn: 0 });
      clay.face([[-0.31, 0.4, -0.26], [0.31, 0.4, -0.26], [0.31, 0.95, -0.42], [
        -0.31,
        0.95,
        -0.42,
      ]], cloths[i]!);
      clay.face([[0.31, 0.4, -0.28], [-0.31, 0.4, -0.28], [-0.31, 0.95, -0.44], [
        0.31,
        0.95,
        -0.44,
      ]], cloths[i]!);
      for (const side of [-1, 1]) {
        clay.beam([side * 0.32, 0, 0.28], [side * 0.32, 0.97, -0.44], 0.025, INK.umber);
        clay.beam([side * 0.32, 0, -0.3], [side * 0.32, 0.6, 0.3], 0.025, INK.umber);
        clay.box([side * 0.33, 0.59, 0], [0.07, 0.04, 0.5], INK.oiled, { casts: false });
      }
    });
  });
  clay.at(-2, 0, -1.4, 0, () => {
    for (let i = 0; i < 3; i++) {
      const a = i * 2.1;
      clay.beam(
        [Math.sin(a) * 0.42, 0, Math.cos(a) * 0.42],
        [Math.sin(a) * 0.24, 0.42, Math.cos(a) * 0.24],
        0.03,
        INK.ink,
      );
    }
    clay.turned([0, 0.36, 0], [[0.14, 0], [0.44, 0.16], [0.48, 0.26]], rgb("#33302E"), {
      sides: 12,
    });
    for (let i = 0; i < 9; i++) {
      const a = i * 2.399;
      const r = 0.3 * Math.sqrt(i / 9);
      clay.ball(
        [Math.sin(a) * r, 0.56, Math.cos(a) * r],
        0.1,
        blend(rgb("#FF8A2B"), rgb("#FFD27A"), clay.random()),
        {
          glow: 1,
          casts: false,
          rough: 0.4,
          detail: 0,
        },
      );
    }
    for (let i = 0; i < 5; i++) {
      const a = i * 1.26;
      const [x, z] = [Math.sin(a) * 0.1, Math.cos(a) * 0.1];
      const flame = [[x - 0.09, 0.56, z], [x + 0.09, 0.56, z], [
        x * 0.3,
        0.95 + 0.16 * (i % 2),
        z * 0.3,
      ]] as const;
      clay.face(flame, rgb("#FFB347"), { glow: 1, sway: 0.08, casts: false });
      clay.face([...flame].reverse(), rgb("#FFB347"), { glow: 1, sway: 0.08, casts: false });
    }
  });
  bench(clay, [5.4, 0, 1.2], Math.PI / 2, 3.2, INK.oiled);
}

/** The tank that stands on half the roofs of the city. */
function waterTank(clay: Clay): void {
  clay.at(-8.6, 0, -6.4, 0.3, () => {
    for (const [x, z] of [[-0.9, -0.9], [0.9, -0.9], [-0.9, 0.9], [0.9, 0.9]] as const) {
      clay.box([x, 0, z], [0.14, 0.9, 0.14], rgb("#4B4F52"));
    }
    clay.box([0, 0.9, 0], [2.3, 0.1, 2.3], rgb("#4B4F52"));
    const green = rgb("#3F7F6C");
    clay.turned(
      [0, 1, 0],
      [[1.1, 0], [1.18, 0.2], [1.18, 1.5], [0.95, 1.85], [0.3, 2.05], [0, 2.07]],
      green,
      {
        sides: 18,
      },
    );
    for (const y of [1.3, 1.75, 2.2]) {
      clay.turned([0, y, 0], [[1.2, 0], [1.2, 0.06]], scale(green, 0.75), {
        sides: 18,
        casts: false,
      });
    }
    clay.beam([1.2, 0, 0.3], [1.2, 3, 0.3], 0.03, rgb("#4B4F52"));
    clay.beam([1.2, 0, -0.1], [1.2, 3, -0.1], 0.03, rgb("#4B4F52"));
    for (let i = 0; i < 8; i++) {
      clay.beam([1.2, 0.35 + i * 0.34, 0.3], [1.2, 0.35 + i * 0.34, -0.1], 0.02, rgb("#4B4F52"));
    }
  });
}

function stairs(clay: Clay): void {
  clay.box([9.4, 0, -6.8], [2.7, 2.7, 2.9], rgb("#A49A8C"), { solid: true });
  clay.box([9.4, 2.7, -6.8], [3.1, 0.14, 3.3], rgb("#77706A"));
  clay.at(8.04, 0, -6.8, -Math.PI / 2, () => {
    clay.box([0, 0, 0.02], [0.95, 2.05, 0.06], INK.celadon, { casts: false });
    clay.box([0.32, 1, 0.06], [0.06, 0.14, 0.06], INK.ochre, { casts: false });
    clay.box([0, 2.2, 0.1], [0.5, 0.14, 0.16], WARM, { glow: 1, casts: false });
  });
  // Radishes dry on a mat, as they do in November; a fan unit hums.
  clay.box([10.6, 0, -1.4], [1, 0.85, 0.5], rgb("#B9B6AE"), { turn: Math.PI / 2 });
}

function plants(clay: Clay): void {
  for (
    const [x, z, w] of [[-10.8, 8.9, 2.6], [10.9, 8.9, 2.6], [-11.6, -2.6, 0.9], [4.6, 9.4, 2], [
      -4.6,
      9.4,
      2,
    ], [11.4, 4.6, 0.9]] as const
  ) {
    clay.box([x, 0, z], [w, 0.5, 0.8], rgb("#7A4A38"), { top: 1.04 });
    for (let i = 0; i < w * 2; i++) {
      const bx = x - w / 2 + 0.25 + i * 0.5;
      crown(
        clay,
        [[bx, 0.72, z + (clay.random() - 0.5) * 0.3, 0.32 + clay.random() * 0.14]],
        rgb("#5E7F52"),
        { sway: 0.02, through: 0.1 },
      );
      if (i % 2 === 0) {
        clay.ball([bx, 1.02, z + 0.18], 0.08, [INK.persimmon, INK.ochre, INK.madder][i % 3]!, {
          casts: false,
          detail: 0,
        });
      }
    }
  }
}
