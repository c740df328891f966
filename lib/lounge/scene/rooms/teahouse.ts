/** The tea house on a day of rain: lamps and wood inside, bamboo and grey light behind the open wall. */
import type { Floor } from "@/lib/spaces/floor.ts";
import type { Clay } from "@/lib/lounge/scene/clay/clay.ts";
import { unit } from "@/lib/lounge/scene/clay/vector.ts";
import { blend, INK, rgb } from "@/lib/lounge/scene/clay/color.ts";
import type { RoomPlan } from "@/lib/lounge/scene/rooms/plan.ts";
import {
  crown,
  cushion,
  deck,
  hills,
  lantern,
  lowTable,
  noticeBoard,
  paperDoor,
} from "@/lib/lounge/scene/rooms/fixtures.ts";
import { sauceJar, stoneLantern } from "@/lib/lounge/scene/rooms/hanok.ts";

const AMBER = rgb("#FFB35C");
const LAMPS = [[0, 2.75, -1.5], [-4.6, 2.7, 1.6], [4.6, 2.7, 1.6], [-4.8, 2.8, -4.6], [
  4.8,
  2.8,
  -4.6,
]] as const;
const CEILING = 4.1;

export const TEAHOUSE: RoomPlan = {
  light: {
    sun: unit([0.2, 0.62, -0.76]),
    sunColor: [0.34, 0.42, 0.45],
    sky: [0.32, 0.34, 0.35],
    ground: [0.3, 0.22, 0.16],
    lamps: [
      ...LAMPS.map(([x, y, z]) => ({
        at: [x, y - 0.25, z] as const,
        color: [1.75, 1, 0.47] as const,
        reach: 2.2,
      })),
      { at: [7.2, 0.9, -5.4], color: [1.1, 0.42, 0.12], reach: 0.9 },
      { at: [-5, 0.9, -11.4], color: [1, 0.6, 0.25], reach: 0.9 },
    ],
    softness: 0.3,
  },
  air: { color: rgb("#A9B7B3"), glow: rgb("#C4CEC8"), near: 17.5, density: 0.036 },
  sky: [
    [-0.2, rgb("#8B9A95")],
    [0, rgb("#A9B7B3")],
    [0.25, rgb("#B4C0BD")],
    [1, rgb("#8C9DA1")],
  ],
  bounds: { minX: -8.7, maxX: 8.7, minY: 0.2, maxY: 3.75, minZ: -7.7, maxZ: 7.9 },
  rain: {
    box: { minX: -16, maxX: 16, minY: -0.2, maxY: 8, minZ: -19, maxZ: -8.7 },
    streaks: 1600,
    color: rgb("#DCE8E6"),
  },
  build(clay, floor) {
    shell(clay);
    openWall(clay);
    counters(clay);
    tables(clay, floor);
    garden(clay);
    noticeBoard(clay, floor.board);
    for (const [x, y, z] of LAMPS) lantern(clay, [x, y, z], 0.5, AMBER, CEILING - y);
  },
  backdrop(clay) {
    hills(clay, {
      z: -70,
      from: -120,
      to: 120,
      y: -4,
      height: 26,
      step: 6,
      color: rgb("#93A39D"),
      seed: 2.6,
    });
    hills(clay, {
      z: -46,
      from: -90,
      to: 90,
      y: -4,
      height: 13,
      step: 4,
      color: rgb("#7D9088"),
      seed: 0.7,
    });
  },
};

function shell(clay: Clay): void {
  clay.sheet({ minX: -9.2, maxX: 9.2, minZ: -8.4, maxZ: 8.4, y: -0.03, cell: 4 }, () => INK.umber);
  deck(clay, {
    minX: -9.1,
    maxX: 9.1,
    minZ: -8.3,
    maxZ: 8.3,
    y: 0,
    board: 0.5,
    color: rgb("#9C6B3E"),
  });
  // Walls: dark wood below, plaster above, windows of paper that the grey day shines through.
  for (const side of [-1, 1]) {
    clay.box([side * 9.15, 0, 0], [0.3, CEILING, 17], rgb("#C6B598"), { solid: true });
    clay.box([side * 8.97, 0, 0], [0.08, 0.85, 16.6], INK.umber, { casts: false });
    for (const z of [-6, -2.4, 1.2, 4.8]) {
      clay.box([side * 8.93, 0, z - 1.8], [0.22, CEILING, 0.22], INK.bark);
      for (const dz of [-0.52, 0.52]) {
        paperDoor(clay, [side * 8.94, 1, z + dz], [1, 1.75], {
          turn: -side * Math.PI / 2,
          glow: 0.5,
          paper: rgb("#D6DAD0"),
        });
      }
    }
  }
  clay.box([0, 0, 8.35], [18.4, CEILING, 0.3], rgb("#C6B598"), { solid: true });
  clay.box([0, 0, 8.17], [18, 0.85, 0.08], INK.umber, { casts: false });
  for (const dx of [-0.85, 0.85]) {
    paperDoor(clay, [dx, 0.05, 8.14], [1.6, 2.7], { turn: Math.PI, glow: 0.3 });
  }
  for (const x of [-6.6, -4.4, 4.4, 6.6]) {
    paperDoor(clay, [x, 1, 8.15], [1.6, 1.75], {
      turn: Math.PI,
      glow: 0.45,
      paper: rgb("#D6DAD0"),
    });
  }
  // The ceiling: boards over round beams.
  clay.at(0, CEILING, 0, 0, () => {
    clay.face(
      [[-9.2, 0, -8.4], [9.2, 0, -8.4], [9.2, 0, 8.4], [-9.2, 0, 8.4]],
      rgb("#B99A6C"),
      { grain: 0 },
    );
    clay.shade([0, 0, 0], [18.4, 0.3, 16.8]);
  });
  for (const z of [-6, -2.4, 1.2, 4.8]) {
    clay.beam([-9, CEILING - 0.16, z - 1.8], [9, CEILING - 0.16, z - 1.8], 0.2, INK.bark);
  }
  for (let x = -8.4; x <= 8.4; x += 0.84) {
    clay.beam([x, CEILING - 0.05, -8.3], [x, CEILING - 0.05, 8.3], 0.07, rgb("#8A6238"));
  }
}

/** The wall to the garden: posts, a sill to lean on, nothing between. */
function openWall(clay: Clay): void {
  clay.box([0, 0, -8.2], [18.4, 0.46, 0.34], INK.bark, { solid: true });
  clay.box([0, 0.46, -8.15], [18.2, 0.07, 0.6], INK.oiled);
  clay.box([0, 3.3, -8.2], [18.4, CEILING - 3.3, 0.3], rgb("#B79F78"));
  clay.box([0, 3.18, -8.12], [18.4, 0.2, 0.34], INK.bark);
  for (const x of [-8.8, -4.6, 4.6, 8.8]) {
    clay.pole([x, 0, -8.15], { radius: 0.19, height: CEILING, sides: 10 }, INK.oiled);
  }
  // Doors hung up under the eaves, as houses do when they open their walls.
  for (const x of [-2.3, 2.3]) {
    clay.box([x, 3.05, -7.35], [4.2, 0.06, 1.5], INK.hanji, { glow: 0.12, casts: false });
    for (let i = 0; i < 8; i++) {
      clay.box([x - 2 + i * 0.57, 3.02, -7.35], [0.04, 0.04, 1.5], INK.bark, { casts: false });
    }
  }
  clay.box([0, 3.55, -9.1], [19.5, 0.12, 1.9], INK.tile, { solid: true });
  for (let x = -9.4; x <= 9.4; x += 0.55) {
    clay.beam([x, 3.6, -9.95], [x, 3.78, -8.2], 0.09, INK.tilePale);
    clay.beam([x, 3.48, -9.9], [x, 3.5, -8.3], 0.06, INK.wood);
  }
}

function counters(clay: Clay): void {
  // Shelves of tea along the left wall.
  for (let row = 0; row < 4; row++) {
    clay.box([-8.6, 0.9 + row * 0.55, -6.6], [0.5, 0.05, 2.2], INK.oiled);
    for (let i = 0; i < 6; i++) {
      const z = -7.5 + i * 0.36;
      const colors = [INK.celadonPale, INK.white, INK.onggi, INK.celadon, INK.ochre];
      const color = colors[(i + row * 2) % colors.length]!;
      const size = 0.09 + 0.05 * ((i * 0.618 + row * 0.3) % 1);
      clay.turned(
        [-8.6, 0.95 + row * 0.55, z],
        [[size * 0.7, 0], [size, size], [size * 0.9, size * 1.8], [size * 0.4, size * 2.2], [
          0,
          size * 2.25,
        ]],
        color,
        { sides: 8, casts: false },
      );
    }
  }
  clay.box([-8.55, 0, -6.6], [0.6, 0.86, 2.3], INK.bark);
  // A stove of clay with its kettle.
  clay.turned(
    [7.2, 0, -5.4],
    [[0.62, 0], [0.7, 0.25], [0.6, 0.62], [0.42, 0.72]],
    rgb("#7A4B33"),
    { sides: 14 },
  );
  clay.box([7.2 - 0.5, 0.15, -5.4 + 0.42], [0.3, 0.26, 0.2], rgb("#FF7A2A"), {
    turn: -0.85,
    glow: 1,
    casts: false,
  });
  clay.turned(
    [7.2, 0.72, -5.4],
    [[0.2, 0], [0.36, 0.12], [0.33, 0.34], [0.12, 0.44], [0, 0.46]],
    rgb("#3B3B3D"),
    { sides: 12 },
  );
  clay.beam([6.9, 0.95, -5.3], [6.6, 1.15, -5.2], 0.05, rgb("#3B3B3D"), { top: 0.03 });
  clay.beam([6.95, 1.05, -5.4], [7.2, 1.45, -5.4], 0.025, INK.bark);
  clay.beam([7.2, 1.45, -5.4], [7.45, 1.05, -5.4], 0.025, INK.bark);
  for (const [x, z, size] of [[8.3, -6.7, 0.8], [8.4, -5.9, 0.6], [7.8, -7.2, 0.55]] as const) {
    sauceJar(clay, [x, 0, z], size);
  }
  // A hanging scroll: one branch in blossom.
  clay.at(-8.86, 1.05, 7, Math.PI / 2, () => {
    clay.box([0, 0, 0], [1, 1.9, 0.03], INK.white, { casts: false, grain: 0 });
    clay.box([0, -0.05, 0.02], [1.15, 0.07, 0.07], INK.umber, { casts: false });
    clay.box([0, 1.9, 0.02], [1.15, 0.07, 0.07], INK.umber, { casts: false });
    clay.beam([-0.35, 0.3, 0.03], [0.1, 1, 0.03], 0.03, INK.ink);
    clay.beam([0.1, 1, 0.03], [0.3, 1.6, 0.03], 0.02, INK.ink);
    for (let i = 0; i < 9; i++) {
      clay.ball(
        [-0.2 + i * 0.06 + Math.sin(i * 3) * 0.14, 0.6 + i * 0.12, 0.05],
        0.05,
        INK.madder,
        { casts: false, detail: 0 },
      );
    }
  });
}

function tables(clay: Clay, floor: Floor): void {
  clay.sheet({ minX: -2.6, maxX: 2.6, minZ: -4, maxZ: 1, y: 0.012, cell: 0.4 }, () => INK.indigo);
  clay.sheet(
    { minX: -2.42, maxX: 2.42, minZ: -3.82, maxZ: 0.82, y: 0.02, cell: 0.3 },
    (x) => blend(rgb("#CDBB90"), rgb("#B9A67C"), Math.abs(Math.sin(x * 18))),
  );
  lowTable(clay, [0, 0, -1.5], 0.82);
  for (const x of [-4.6, 4.6]) lowTable(clay, [x, 0, 1.6], 0.66);
  const colors = [
    INK.jade,
    INK.madder,
    INK.ochre,
    INK.indigo,
    INK.hanji,
    INK.celadonPale,
    INK.persimmon,
  ];
  floor.seats.forEach((seat, i) => cushion(clay, seat, colors[i % colors.length]!));
}

function garden(clay: Clay): void {
  clay.sheet(
    { minX: -24, maxX: 24, minZ: -34, maxZ: -8.4, y: -0.25, cell: 0.8 },
    (x, z) => blend(INK.moss, rgb("#5F7348"), 0.5 + 0.5 * Math.sin(x * 0.8 + z * 1.3)),
    (x, z) => Math.max(0, -10 - z) * 0.07 + 0.18 * Math.sin(x * 0.5 + z * 0.4),
  );
  // A pond of grey sky, its stones, a lantern with a light.
  clay.turned([1.5, -0.04, -11.6], [[3.1, 0], [0, 0.005]], rgb("#8FA09D"), {
    sides: 18,
    casts: false,
    glow: 0.55,
  });
  for (let i = 0; i < 16; i++) {
    const a = i / 16 * 2 * Math.PI;
    clay.ball(
      [1.5 + Math.sin(a) * 3.2, -0.1, -11.6 + Math.cos(a) * 3.15],
      0.28 + clay.random() * 0.3,
      blend(INK.stone, INK.stoneDark, clay.random()),
      { rough: 0.3, squash: 0.6, detail: 1 },
    );
  }
  stoneLantern(clay, [-5, 0, -11.4], 1);
  for (let i = 0; i < 30; i++) {
    const side = i % 2 === 0 ? -1 : 1;
    const x = side * (5.4 + 8 * ((i * 0.618) % 1));
    const z = -11.4 - 5 * ((i * 0.377) % 1);
    bamboo(clay, x, z, 5 + clay.random() * 2.4);
  }
  for (
    const [x, z, r] of [[-2.6, -14.6, 1.2], [5.6, -14, 1], [-8, -10.4, 0.7], [8.4, -10.6, 0.8], [
      3,
      -16,
      1.5,
    ]] as const
  ) {
    crown(clay, [[x, r * 0.5, z, r]], rgb("#56724B"), { sway: 0.02 });
  }
}

function bamboo(clay: Clay, x: number, z: number, tall: number): void {
  const lean = (clay.random() - 0.5) * 0.8;
  clay.at(x, -0.2, z, clay.random() * 6, () => {
    const green = blend(rgb("#6F9150"), rgb("#8FA565"), clay.random());
    clay.beam([0, 0, 0], [lean, tall, 0], 0.075, green, { top: 0.04, sway: 0.03 });
    for (let i = 0; i < 14; i++) {
      const t = 0.42 + 0.58 * i / 14;
      const turn = i * 2.4;
      const [cx, cy] = [lean * t, tall * t];
      const [dx, dz] = [Math.sin(turn), Math.cos(turn)];
      const out = 0.75;
      const tip = [cx + dx * out, cy - 0.32, dz * out] as const;
      const [sx, sz] = [dz * 0.1, -dx * 0.1];
      const leaf = [[cx, cy, 0], [cx + dx * 0.35 + sx, cy + 0.02, dz * 0.35 + sz], tip, [
        cx + dx * 0.35 - sx,
        cy + 0.02,
        dz * 0.35 - sz,
      ]] as const;
      clay.face(leaf, green, { sway: 0.1, grain: 0.2 });
      clay.face([...leaf].reverse(), green, { sway: 0.1, grain: 0.2 });
    }
  });
}
