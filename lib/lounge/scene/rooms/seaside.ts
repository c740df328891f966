/** A pavilion by the sea on a clear morning: painted beams, pines on the rocks, water that glitters. */
import type { Floor } from "@/lib/spaces/floor.ts";
import type { Clay } from "@/lib/lounge/scene/clay/clay.ts";
import { unit, type Vec3 } from "@/lib/lounge/scene/clay/vector.ts";
import { blend, INK, type Rgb, rgb, scale } from "@/lib/lounge/scene/clay/color.ts";
import type { RoomPlan } from "@/lib/lounge/scene/rooms/plan.ts";
import {
  bench,
  cushion,
  deck,
  hills,
  lowTable,
  noticeBoard,
} from "@/lib/lounge/scene/rooms/fixtures.ts";
import { post, tiledRoof } from "@/lib/lounge/scene/rooms/hanok.ts";

const SAND = rgb("#DDC79C");

export const SEASIDE: RoomPlan = {
  light: {
    sun: unit([-0.62, 0.66, 0.42]),
    sunColor: [0.98, 0.88, 0.68],
    sky: [0.4, 0.47, 0.53],
    ground: [0.36, 0.31, 0.24],
    lamps: [],
    softness: 0.03,
  },
  air: { color: rgb("#CFE3E2"), glow: rgb("#FBEFCF"), near: 26, density: 0.006 },
  sky: [
    [-0.2, rgb("#A9CFCB")],
    [0, rgb("#E9EFE2")],
    [0.08, rgb("#D7E8E2")],
    [0.3, rgb("#A5CDD3")],
    [1, rgb("#5F9EB5")],
  ],
  bounds: { minX: -14, maxX: 14, minY: 0.2, maxY: 8, minZ: -11, maxZ: 15 },
  sea: {
    y: -0.72,
    minX: -260,
    maxX: 260,
    minZ: -420,
    maxZ: -8,
    shallow: rgb("#6FB9AE"),
    deep: rgb("#2C7F92"),
    glitter: rgb("#FFF6DC"),
  },
  build(clay, floor) {
    shore(clay);
    pavilion(clay);
    seating(clay, floor);
    rocks(clay);
    pines(clay);
    noticeBoard(clay, floor.board);
  },
  backdrop(clay) {
    clouds(clay);
    const islands = [[-150, -330, 70, 15, 1.1], [40, -380, 110, 20, 2.7], [
      190,
      -340,
      60,
      12,
      4.2,
    ]] as const;
    for (const [x, z, half, height, seed] of islands) {
      hills(clay, {
        z,
        from: x - half,
        to: x + half,
        y: -5.5,
        height,
        step: half / 12,
        island: true,
        color: blend(rgb("#A9C4C3"), rgb("#8FB1B4"), (seed % 2) / 2),
        seed,
      });
    }
    clay.at(0, 0, 0, Math.PI, () => {
      hills(clay, {
        z: -110,
        from: -190,
        to: 190,
        y: -6,
        height: 34,
        step: 7,
        color: rgb("#9DB59B"),
        seed: 1.9,
      });
      hills(clay, {
        z: -70,
        from: -150,
        to: 150,
        y: -6,
        height: 17,
        step: 5,
        color: rgb("#7FA07E"),
        seed: 5.2,
      });
    });
    // A white lighthouse at the end of its mole, and two boats.
    clay.at(74, -0.7, -150, 0, () => {
      clay.box([0, 0, 0], [26, 2.2, 4], rgb("#B9B7AE"), { glow: 1 });
      clay.turned([0, 2, 0], [[2.2, 0], [1.4, 13]], INK.white, { glow: 1, sides: 10 });
      clay.turned([0, 8, 0], [[1.86, 0], [1.62, 3]], INK.madder, { glow: 1, sides: 10 });
      clay.turned(
        [0, 15, 0],
        [[1.7, 0], [1.7, 0.5], [1.1, 0.6], [1.1, 2.3], [0, 3.4]],
        rgb("#D9C9A4"),
        { glow: 1, sides: 10 },
      );
    });
    for (const [x, z, size] of [[-46, -92, 1], [18, -170, 1.5]] as const) {
      clay.at(x, -0.7, z, 0.5, () => {
        clay.box([0, 0, 0], [5 * size, 1.1 * size, 1.8 * size], INK.white, {
          glow: 0.9,
          top: 1.15,
        });
        clay.box([-size, 1.1 * size, 0], [1.7 * size, 1.4 * size, 1.3 * size], INK.celadonPale, {
          glow: 0.9,
        });
        clay.beam([0.6 * size, 1 * size, 0], [0.6 * size, 5 * size, 0], 0.1 * size, INK.bark, {
          glow: 0.8,
        });
      });
    }
  },
};

function shore(clay: Clay): void {
  const edge = (x: number) => -10.6 + 0.6 * Math.sin(x * 0.5) + 0.35 * Math.sin(x * 1.3 + 1);
  const lift = (x: number, z: number) => {
    const out = edge(x) - z;
    const side = Math.max(0, Math.abs(x) - 15) * 0.12;
    return -Math.max(0, out) * 0.34 - Math.max(0, out + 1.2) * 0.03 +
      side * Math.sin(x + z * 0.3) * 0.4;
  };
  clay.sheet({ minX: -34, maxX: 34, minZ: -16, maxZ: 26, y: 0, cell: 0.5 }, (x, z) => {
    const wet = Math.min(1, Math.max(0, (edge(x) + 0.9 - z) / 1.4));
    const ripple = 0.5 + 0.5 * Math.sin(z * 3 + Math.sin(x * 0.7) * 2);
    const grass = Math.min(1, Math.max(0, (z - 9.5 + Math.sin(x * 0.6) * 1.4) / 3));
    const dry = blend(SAND, scale(SAND, 0.9), ripple * 0.5);
    return blend(blend(dry, rgb("#B59C72"), wet), rgb("#A5B06A"), grass);
  }, lift);
  // A path of planks from the entrance to the pavilion.
  for (let i = 0; i < 12; i++) {
    clay.box([Math.sin(i * 5) * 0.05, 0, 10.4 - i * 0.46], [2.1, 0.06, 0.36], INK.oiled, {
      casts: false,
      turn: Math.sin(i * 9) * 0.03,
    });
  }
}

function pavilion(clay: Clay): void {
  const [hx, hz, y] = [5.9, 4.9, 0.35];
  clay.box([0, 0, 0], [hx * 2 - 0.2, 0.27, hz * 2 - 0.2], INK.umber);
  deck(clay, { minX: -hx, maxX: hx, minZ: -hz, maxZ: hz, y, board: 0.44, color: rgb("#C59A6A") });
  for (
    const [x, z, w, d] of [[0, hz, hx * 2, 0.14], [0, -hz, hx * 2, 0.14], [hx, 0, 0.14, hz * 2], [
      -hx,
      0,
      0.14,
      hz * 2,
    ]] as const
  ) {
    clay.box([x, 0.14, z], [w, 0.22, d], INK.bark, { casts: false });
  }
  const red = rgb("#9C4433");
  for (const x of [-5, 5]) {
    for (const z of [-4, 4]) post(clay, [x, y, z], 3.15, red);
  }
  // Beams painted as temples and palaces are: jade, ochre, madder, indigo, white between.
  for (const z of [-4, 4]) paintedBeam(clay, [0, 3.3, z], 10.6, 0);
  for (const x of [-5, 5]) paintedBeam(clay, [x, 3.3, 0], 8.6, Math.PI / 2);
  for (const [x, z] of [[-5, -4], [5, -4], [-5, 4], [5, 4], [0, -4], [0, 4]] as const) {
    bracket(clay, [x, 3.62, z]);
  }
  tiledRoof(clay, { halfWidth: 7.1, halfDepth: 5.9, y: 3.95, height: 2.9 });
  // A rail to lean on, open where one walks in.
  for (const z of [-hz + 0.1]) rail(clay, [-hx + 0.1, y, z], [hx - 0.1, y, z]);
  for (const x of [-hx + 0.1, hx - 0.1]) rail(clay, [x, y, -hz + 0.1], [x, y, 1.2]);
  clay.box([0, 3.1, -4.16], [2.1, 0.62, 0.08], INK.indigo, { casts: false });
  clay.box([0, 3.17, -4.1], [1.85, 0.48, 0.06], INK.white, { casts: false });
  for (const x of [-0.55, 0, 0.55]) {
    clay.box([x, 3.28, -4.05], [0.28, 0.26, 0.03], INK.ink, { casts: false });
  }
}

function paintedBeam(clay: Clay, [x, y, z]: Vec3, length: number, turn: number): void {
  clay.at(x, y, z, turn, () => {
    clay.box([0, 0, 0], [length, 0.34, 0.26], INK.jade);
    const bands: readonly (readonly [number, number, Rgb])[] = [
      [0.46, 0.1, INK.white],
      [0.44, 0.22, INK.madder],
      [0.41, 0.1, INK.ochre],
      [0.385, 0.16, INK.indigo],
      [0.36, 0.07, INK.white],
      [0.04, 0.6, INK.madder],
      [0.0, 0.2, INK.ochre],
    ];
    for (const [share, w, color] of bands) {
      for (const side of [-1, 1]) {
        clay.box([side * share * length, -0.012, 0], [w, 0.364, 0.284], color, {
          casts: false,
          grain: 0,
        });
      }
    }
  });
}

function bracket(clay: Clay, [x, y, z]: Vec3): void {
  const colors = [INK.jade, INK.ochre, INK.madder];
  for (let i = 0; i < 3; i++) {
    clay.box([x, y + i * 0.13, z], [0.36 + i * 0.3, 0.12, 0.2], colors[i]!, { casts: false });
    clay.box([x, y + i * 0.13, z], [0.2, 0.12, 0.36 + i * 0.3], colors[(i + 1) % 3]!, {
      casts: false,
    });
  }
}

function rail(clay: Clay, a: Vec3, b: Vec3): void {
  const length = Math.hypot(b[0] - a[0], b[2] - a[2]);
  const count = Math.round(length / 0.9);
  for (let i = 0; i <= count; i++) {
    const t = i / count;
    clay.box(
      [a[0] + (b[0] - a[0]) * t, a[1], a[2] + (b[2] - a[2]) * t],
      [0.07, 0.58, 0.07],
      rgb("#9C4433"),
    );
  }
  for (const [h, r] of [[0.3, 0.03], [0.6, 0.05]] as const) {
    clay.beam([a[0], a[1] + h, a[2]], [b[0], b[1] + h, b[2]], r, rgb("#9C4433"));
  }
}

function seating(clay: Clay, floor: Floor): void {
  for (const x of [-2.2, 2.2]) bench(clay, [x, 0.35, -4], 0, 3.6, INK.oiled);
  lowTable(clay, [0, 0.35, 0], 0.6);
  floor.seats.slice(4).forEach((seat, i) =>
    cushion(clay, seat, [INK.indigo, INK.ochre][i % 2]!, 0.35)
  );
}

function rocks(clay: Clay): void {
  const places = [
    [-12.4, -9.4, 1.5],
    [-14.6, -7.6, 2],
    [-10.2, -10.8, 0.8],
    [13.2, -9.8, 1.8],
    [11, -11, 1],
    [15.6, -7, 2.2],
    [-17, -10, 2.6],
    [18, -11, 2.4],
    [-6, -11.4, 0.5],
    [6.6, -11.6, 0.6],
    [-15.8, 2, 1.2],
    [16, 5, 1.3],
  ] as const;
  for (const [x, z, r] of places) {
    clay.ball([x, r * 0.1 - 0.3, z], r, blend(rgb("#8E8B84"), rgb("#A39A8B"), clay.random()), {
      rough: 0.36,
      squash: 0.72,
      detail: 1,
      grain: 0.1,
    });
  }
  // Shells and a starfish.
  for (let i = 0; i < 26; i++) {
    const x = -11 + 22 * ((i * 0.618) % 1);
    clay.ball(
      [x, 0.01, -8.4 - 1.2 * ((i * 0.377) % 1)],
      0.05 + 0.03 * (i % 3),
      [INK.white, rgb("#E8BFA6"), rgb("#D8C8B0")][i % 3]!,
      { squash: 0.5, detail: 0, casts: false },
    );
  }
}

function pines(clay: Clay): void {
  for (
    const [x, z, size, lean] of [
      [-12.6, -5.6, 1.25, 0.9],
      [-15.5, 4.8, 1.5, 0.4],
      [15.2, -3.4, 1.35, -0.8],
      [14.4, 8.6, 1.1, -0.3],
      [-12.8, 10.5, 1.1, 0.2],
    ] as const
  ) {
    clay.at(x, 0, z, 0, () => {
      const bend: Vec3[] = [[0, 0, 0], [lean * 0.5 * size, 1.5 * size, 0.1], [
        lean * 0.7 * size,
        2.8 * size,
        -0.2,
      ], [lean * 1.6 * size, 4.1 * size, 0]];
      for (let i = 0; i < 3; i++) {
        clay.beam(bend[i]!, bend[i + 1]!, (0.3 - i * 0.07) * size, rgb("#7B4F3A"), {
          top: (0.23 - i * 0.07) * size,
          grain: 0.1,
        });
      }
      clay.shade([lean * 0.5 * size, 0, 0], [0.4, 2.8 * size, 0.4]);
      const [tx, ty] = [lean * 1.6 * size, 4.1 * size];
      for (
        const [dx, dy, dz, r] of [
          [0, 0.1, 0, 1.2],
          [1.1, -0.4, 0.4, 0.85],
          [-1, -0.5, -0.3, 0.9],
          [0.2, 0.6, -0.5, 0.8],
          [-1.4, -1.2, 0.5, 0.6],
          [0.9, -1.3, -0.4, 0.55],
        ] as const
      ) {
        clay.ball(
          [tx + dx * size, ty + dy * size, dz * size],
          r * size,
          blend(INK.pine, rgb("#5F7F52"), clay.random() * 0.7),
          { rough: 0.24, squash: 0.46, sway: 0.04, through: 0.15, detail: 2, grain: 0.14 },
        );
      }
    });
  }
}

function clouds(clay: Clay): void {
  for (
    const [x, y, z, w] of [
      [-130, 62, -260, 26],
      [30, 92, -280, 34],
      [170, 55, -240, 22],
      [-40, 48, -290, 18],
      [-210, 84, -160, 24],
      [220, 90, -80, 26],
      [60, 80, 260, 30],
    ] as const
  ) {
    for (let i = 0; i < 6; i++) {
      const dx = (i - 2.5) * w * 0.32;
      clay.ball(
        [x + dx, y + Math.sin(i * 2.1) * w * 0.06, z],
        w * (0.3 - Math.abs(i - 2.5) * 0.06),
        scale(rgb("#F4F3EA"), 0.96 + 0.04 * Math.sin(i)),
        { squash: 0.42, glow: 1, casts: false, detail: 2, grain: 0.008 },
      );
    }
  }
}
