/** The maru: a raised wooden floor before a tiled house, and a yard with a persimmon tree, late in the afternoon. */
import type { Floor } from "@/lib/spaces/floor.ts";
import type { Clay } from "@/lib/lounge/scene/clay/clay.ts";
import { unit } from "@/lib/lounge/scene/clay/vector.ts";
import { blend, INK, rgb, scale } from "@/lib/lounge/scene/clay/color.ts";
import { greenery, persimmonTree } from "@/lib/lounge/scene/rooms/maru_garden.ts";
import type { RoomPlan } from "@/lib/lounge/scene/rooms/plan.ts";
import {
  bench,
  cushion,
  deck,
  disc,
  hills,
  lantern,
  lowTable,
  noticeBoard,
  paperDoor,
} from "@/lib/lounge/scene/rooms/fixtures.ts";
import {
  post,
  sauceJar,
  stoneLantern,
  stoneWall,
  tiledRoof,
} from "@/lib/lounge/scene/rooms/hanok.ts";

const SUN = unit([-0.74, 0.5, 0.34]);
const HORIZON = rgb("#F7D9A6");

export const MARU: RoomPlan = {
  light: {
    sun: SUN,
    sunColor: [1.38, 1, 0.64],
    sky: [0.5, 0.5, 0.56],
    ground: [0.36, 0.27, 0.19],
    lamps: [
      { at: [-7.2, 2.6, -8.6], color: [0.9, 0.5, 0.2], reach: 1.6 },
      { at: [-3.2, 2.6, -8.6], color: [0.9, 0.5, 0.2], reach: 1.6 },
      { at: [0.8, 2.6, -8.6], color: [0.9, 0.5, 0.2], reach: 1.6 },
      { at: [4.9, 1, 2.2], color: [0.8, 0.45, 0.18], reach: 0.7 },
    ],
    softness: 0.035,
  },
  air: { color: rgb("#F2D8AE"), glow: rgb("#FFE0A0"), near: 14, density: 0.011 },
  sky: [
    [-0.2, rgb("#E9C893")],
    [0, HORIZON],
    [0.1, rgb("#F6DDB2")],
    [0.28, rgb("#E7DCC4")],
    [0.6, rgb("#B9CBC6")],
    [1, rgb("#93B3B8")],
  ],
  bounds: { minX: -12.9, maxX: 12.9, minY: 0.2, maxY: 7, minZ: -9, maxZ: 12.9 },
  build(clay, floor) {
    yard(clay);
    house(clay);
    seating(clay, floor);
    persimmonTree(clay, [7.4, 0, -3.6]);
    jars(clay);
    walls(clay);
    stoneLantern(clay, [4.9, 0, 2.2], 0.9);
    noticeBoard(clay, floor.board);
    greenery(clay);
  },
  backdrop(clay) {
    disc(clay, [SUN[0] * 220, SUN[1] * 220, SUN[2] * 220], 12, rgb("#FFEFC6"));
    const far = rgb("#D8CDB0");
    hills(clay, {
      z: -170,
      from: -260,
      to: 260,
      y: -6,
      height: 52,
      step: 9,
      color: far,
      seed: 1.3,
    });
    const mid = rgb("#BDBB98");
    hills(clay, {
      z: -130,
      from: -220,
      to: 220,
      y: -8,
      height: 34,
      step: 8,
      color: mid,
      seed: 4.1,
    });
    const near = rgb("#98A07A");
    hills(clay, {
      z: -90,
      from: -170,
      to: 170,
      y: -7,
      height: 20,
      step: 6,
      color: near,
      seed: 2.2,
    });
    for (const [turn, seed] of [[Math.PI / 2, 0.4], [-Math.PI / 2, 5.2], [Math.PI, 3.3]] as const) {
      clay.at(0, 0, 0, turn, () => {
        hills(clay, { z: -130, from: -150, to: 150, y: -8, height: 36, step: 8, color: far, seed });
        hills(clay, {
          z: -100,
          from: -140,
          to: 140,
          y: -8,
          height: 22,
          step: 7,
          color: mid,
          seed: seed + 1,
        });
      });
    }
  },
};

function yard(clay: Clay): void {
  const sand = INK.earth;
  clay.sheet(
    { minX: -15, maxX: 15, minZ: -12, maxZ: 15, y: 0, cell: 0.36 },
    (x, z) => {
      const worn = Math.exp(-((x - 0.2 * Math.sin(z)) ** 2) / 3) * (z > 0 ? 0.5 : 0);
      const patch = 0.5 +
        0.5 * Math.sin(x * 0.9 + Math.sin(z * 0.7) * 2) * Math.sin(z * 0.8 - x * 0.3);
      const mossy = Math.max(0, Math.max(Math.abs(x) / 13, Math.abs(z) / 12) - 0.72) * 2.2;
      const base = blend(sand, scale(sand, 0.86), patch * 0.7);
      return blend(
        blend(base, rgb("#E8D3A9"), worn),
        INK.moss,
        Math.min(0.75, mossy * (0.5 + patch)),
      );
    },
  );
  clay.sheet(
    { minX: -70, maxX: 70, minZ: -70, maxZ: 70, y: -0.12, cell: 14 },
    () => rgb("#A8A673"),
  );
  // Stepping stones from the gate to the deck.
  for (let i = 0; i < 8; i++) {
    const z = 9.2 - i * 1.18;
    clay.turned(
      [Math.sin(i * 1.7) * 0.28 - i * 0.12, 0, z],
      [[0.5, 0], [0.48, 0.05], [0.0, 0.055]],
      blend(INK.stone, INK.stoneDark, clay.random() * 0.6),
      { sides: 7, casts: false, turn: i },
    );
  }
  // The stone where shoes are left.
  clay.box([-1.2, 0, -0.75], [2.1, 0.2, 0.62], INK.stone, { top: 0.95 });
  const pairs = [[-1.8, INK.white], [-1.35, INK.celadon], [-0.8, INK.madder]] as const;
  for (const [x, color] of pairs) {
    for (const side of [-0.08, 0.08]) {
      clay.box([x + side, 0.2, -0.74], [0.1, 0.07, 0.26], color, { casts: false, top: 0.7 });
    }
  }
}

function house(clay: Clay): void {
  const [left, right, back, front, y] = [-10.1, 3.3, -10, -1.2, 0.4];
  clay.box([(left + right) / 2, 0, (back + front) / 2], [
    right - left - 0.3,
    0.3,
    front - back - 0.3,
  ], INK.umber);
  deck(clay, {
    minX: left,
    maxX: right,
    minZ: back,
    maxZ: front,
    y,
    board: 0.46,
    color: INK.oiled,
  });
  clay.box([(left + right) / 2, 0.16, front], [right - left, 0.25, 0.14], INK.bark, {
    casts: false,
  });
  clay.box([right, 0.16, (back + front) / 2], [0.14, 0.25, front - back], INK.bark, {
    casts: false,
  });
  clay.box([left, 0.16, (back + front) / 2], [0.14, 0.25, front - back], INK.bark, {
    casts: false,
  });
  for (let x = left + 0.4; x < right; x += 1.55) {
    clay.box([x, 0, front - 0.1], [0.26, 0.3, 0.26], INK.stone);
  }
  // The house behind: plaster between posts, doors of paper that the lamps inside light.
  const wall = -9.55;
  clay.box([(left + right) / 2, y, wall - 0.25], [right - left, 3.1, 0.3], INK.plaster, {
    solid: true,
  });
  const bays = [-9.7, -5.6, -1.2, 2.9];
  for (const x of bays) post(clay, [x, y, wall + 0.12], 2.95);
  for (const x of [-9.7, 2.9]) post(clay, [x, y, -1.6], 2.95);
  clay.box([(left + right) / 2, y + 2.62, wall + 0.12], [right - left + 0.6, 0.26, 0.24], INK.bark);
  clay.box([(left + right) / 2, y + 0.02, wall + 0.1], [right - left, 0.14, 0.2], INK.bark);
  for (const [middle, doors] of [[-7.65, 4], [-3.4, 4], [0.85, 4]] as const) {
    for (let i = 0; i < doors; i++) {
      const x = middle + (i - (doors - 1) / 2) * 0.88;
      paperDoor(clay, [x, y + 0.14, wall + 0.06], [0.84, 2.4], {
        glow: i === 1 || i === 2 ? 0.62 : 0.4,
      });
    }
  }
  for (const x of [-9.7, 2.9]) {
    clay.box([x, y + 2.72, (wall - 1.6) / 2], [0.22, 0.24, Math.abs(wall) - 1.4], INK.bark);
    clay.beam([x, y + 2.5, -2.6], [x, y + 2.75, -1.7], 0.09, INK.bark);
  }
  clay.at(-3.4, 0, -9.9, 0, () => {
    tiledRoof(clay, { halfWidth: 8.4, halfDepth: 3.1, y: 3.35, height: 2.5 });
  });
  for (const x of [-7.65, -3.4, 0.85]) lantern(clay, [x, 3.05, -7.7], 0.42, rgb("#FFC46B"), 0.4);
  // A verse on paper beside the doors, and the name of the house over them.
  clay.box([-3.4, 3.12, wall + 0.26], [1.7, 0.5, 0.06], INK.umber, { casts: false });
  clay.box([-3.4, 3.17, wall + 0.3], [1.5, 0.4, 0.03], INK.white, { casts: false });
  for (const x of [-3.75, -3.05]) {
    clay.box([x, 3.27, wall + 0.32], [0.26, 0.2, 0.02], INK.ink, { casts: false });
  }
}

function seating(clay: Clay, floor: Floor): void {
  lowTable(clay, [-3.2, 0.4, -4.9], 0.55);
  const colors = [INK.madder, INK.indigo, INK.jade, INK.ochre];
  floor.seats.slice(0, 4).forEach((seat, i) => cushion(clay, seat, colors[i % 4]!, 0.4));
  // A bench around the tree.
  const [cx, cz] = [7.4, -3.6];
  for (let i = 0; i < 8; i++) {
    const angle = i / 8 * 2 * Math.PI;
    bench(
      clay,
      [cx + Math.sin(angle) * 1.72, 0, cz + Math.cos(angle) * 1.72],
      angle,
      1.34,
      INK.oiled,
    );
  }
}

function jars(clay: Clay): void {
  const [x, z] = [-10.6, 4.6];
  clay.box([x, 0, z], [3, 0.26, 2.6], INK.stone, { top: 0.97 });
  clay.box([x, 0.26, z - 0.5], [2.9, 0.2, 1.5], INK.stoneDark, { top: 0.97 });
  for (
    const [dx, dz, size, y] of [
      [-0.9, -0.75, 1.25, 0.46],
      [0, -0.8, 1.4, 0.46],
      [0.95, -0.7, 1.15, 0.46],
      [-1, 0.55, 0.75, 0.26],
      [-0.25, 0.6, 0.85, 0.26],
      [0.5, 0.65, 0.6, 0.26],
      [1.05, 0.6, 0.7, 0.26],
    ] as const
  ) sauceJar(clay, [x + dx, y, z + dz], size);
}

function walls(clay: Clay): void {
  const h = 1.45;
  stoneWall(clay, [-13.6, 0, -9.6], [-13.6, 0, 10.4], h);
  stoneWall(clay, [13.6, 0, -11.6], [13.6, 0, 10.4], h);
  stoneWall(clay, [-13.6, 0, 10.4], [-4.2, 0, 10.4], h);
  stoneWall(clay, [4.2, 0, 10.4], [13.6, 0, 10.4], h);
  stoneWall(clay, [5.6, 0, -11.4], [13.6, 0, -11.4], h);
  for (const x of [-3.9, 3.9]) {
    clay.box([x, 0, 10.4], [0.7, 1.7, 0.7], INK.stone, { top: 0.9 });
    clay.box([x, 1.7, 10.4], [0.95, 0.2, 0.95], INK.tile, { top: 0.5 });
  }
}
