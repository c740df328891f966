/** Things that more than one room has: cushions, tables, lanterns, screens, trees, hills. Browser-safe. */
import type { Spot } from "@/lib/spaces/floor.ts";
import type { Clay, Style } from "@/lib/lounge/scene/clay/clay.ts";
import type { Vec3 } from "@/lib/lounge/scene/clay/vector.ts";
import { blend, INK, type Rgb, scale } from "@/lib/lounge/scene/clay/color.ts";

/** A flat sitting cushion with a button in the middle. */
export function cushion(clay: Clay, spot: Spot, color: Rgb, y = 0): void {
  clay.at(spot.x, y, spot.z, spot.heading, () => {
    clay.box([0, 0, 0], [0.72, 0.1, 0.72], color, { top: 0.9, grain: 0.08 });
    clay.box([0, 0.1, 0], [0.5, 0.015, 0.5], scale(color, 1.12), { casts: false });
    clay.box([0, 0.112, 0], [0.07, 0.02, 0.07], INK.ochre, { casts: false });
  });
}

/** A low tray table with curved legs, and tea on it. */
export function lowTable(clay: Clay, [x, y, z]: Vec3, radius: number, tea = true): void {
  clay.at(x, y, z, 0.2, () => {
    for (const [sx, sz] of [[1, 1], [1, -1], [-1, 1], [-1, -1]] as const) {
      const [lx, lz] = [sx * radius * 0.62, sz * radius * 0.62];
      clay.beam([lx * 1.12, 0, lz * 1.12], [lx, 0.3, lz], 0.045, INK.umber, { top: 0.06 });
    }
    clay.pole([0, 0.3, 0], { radius, height: 0.06, sides: 12 }, INK.oiled);
    clay.turned([0, 0.3, 0], [[radius * 1.03, 0.02], [radius * 1.03, 0.09]], INK.bark, {
      sides: 12,
      casts: false,
    });
    if (tea) teaSet(clay, 0.36);
  });
}

function teaSet(clay: Clay, y: number): void {
  clay.turned(
    [-0.06, y, 0.02],
    [[0.07, 0], [0.13, 0.06], [0.12, 0.13], [0.05, 0.17], [0, 0.18]],
    INK.celadonPale,
    {
      sides: 9,
    },
  );
  clay.ball([-0.06, y + 0.2, 0.02], 0.025, INK.celadonPale, { detail: 0, casts: false });
  clay.beam([0.06, y + 0.08, 0.04], [0.15, y + 0.14, 0.07], 0.022, INK.celadonPale, { top: 0.014 });
  for (const [cx, cz] of [[0.22, 0.2], [-0.26, 0.18], [0.2, -0.22]] as const) {
    clay.turned([cx, y, cz], [[0.03, 0], [0.055, 0.03], [0.06, 0.065]], INK.white, {
      sides: 8,
      casts: false,
    });
    clay.pole([cx, y + 0.035, cz], { radius: 0.05, height: 0.01, casts: false }, INK.moss);
  }
}

/** A paper lantern that hangs; the lamp in it belongs to the room's light. */
export function lantern(clay: Clay, [x, y, z]: Vec3, size: number, color: Rgb, cord = 0.8): void {
  const style: Style = { glow: 0.92, casts: false, sway: 0.015, grain: 0 };
  clay.turned(
    [x, y - size, z],
    [
      [0.34, 0],
      [0.56, 0.18],
      [0.65, 0.42],
      [0.64, 0.62],
      [0.52, 0.84],
      [0.34, 1],
    ].map(([r, h]) => [r! * size, h! * size] as const),
    color,
    {
      ...style,
      sides: 12,
      tints: [0.62, 0.95, 1.25, 1.15, 0.85, 0.55].map((light) => scale(color, light)),
    },
  );
  clay.pole(
    [x, y, z],
    { radius: size * 0.3, height: size * 0.1, sides: 8, casts: false },
    INK.umber,
  );
  clay.pole(
    [x, y - size * 1.06, z],
    { radius: size * 0.26, height: size * 0.08, sides: 8, casts: false },
    INK.umber,
  );
  if (cord > 0) clay.beam([x, y, z], [x, y + cord, z], 0.012, INK.umber);
}

/** A lattice door of paper, its front to +z: (x, z) is its middle. */
export function paperDoor(
  clay: Clay,
  [x, y, z]: Vec3,
  [w, h]: readonly [number, number],
  { glow = 0, turn = 0, frame = INK.bark, paper = INK.hanji }: {
    glow?: number;
    turn?: number;
    frame?: Rgb;
    paper?: Rgb;
  } = {},
): void {
  clay.at(x, y, z, turn, () => {
    const low = h * 0.24;
    clay.face(
      [[-w / 2, low, 0], [w / 2, low, 0], [w / 2, h, 0], [-w / 2, h, 0]],
      paper,
      { glow, grain: 0.02 },
    );
    clay.face([[-w / 2, 0, 0], [w / 2, 0, 0], [w / 2, low, 0], [-w / 2, low, 0]], frame);
    const bar = (bx: number, by: number, bw: number, bh: number, out = 0.03) =>
      clay.box([bx, by, out / 2], [bw, bh, out], frame, { casts: false });
    bar(-w / 2, 0, 0.07, h, 0.06);
    bar(w / 2, 0, 0.07, h, 0.06);
    bar(0, h - 0.07, w, 0.07, 0.06);
    bar(0, 0, w, 0.07, 0.06);
    bar(0, low - 0.03, w, 0.06, 0.05);
    for (let i = 1; i < 4; i++) bar(-w / 2 + w * i / 4, low, 0.03, h - low);
    for (let i = 1; i < 5; i++) bar(0, low + (h - low) * i / 5, w, 0.03);
  });
}

/** A notice board with a small roof; its front is seen by who stands at the spot. */
export function noticeBoard(clay: Clay, spot: Spot, y = 0): void {
  const [x, z] = [spot.x + Math.sin(spot.heading) * 1.1, spot.z + Math.cos(spot.heading) * 1.1];
  clay.at(x, y, z, spot.heading + Math.PI, () => {
    for (const side of [-1, 1]) clay.box([side * 0.95, 0, 0], [0.12, 2.05, 0.12], INK.bark);
    clay.box([0, 0.85, 0], [1.8, 1.05, 0.07], INK.oiled);
    clay.box([0, 0.93, 0.045], [1.62, 0.9, 0.02], INK.hanji, { casts: false });
    clay.box([0, 2, 0.05], [2.3, 0.1, 0.55], INK.tile, { top: 0.92 });
    clay.box([0, 2.1, 0.05], [2.3, 0.09, 0.16], INK.tilePale);
    const notes = [[-0.5, 1.5, INK.white], [0.05, 1.45, INK.celadonPale], [0.52, 1.52, INK.white], [
      -0.35,
      1.12,
      INK.ochre,
    ], [0.3, 1.1, INK.white]] as const;
    for (const [nx, ny, color] of notes) {
      clay.box([nx, ny - 0.12, 0.062], [0.34, 0.24, 0.01], color, { casts: false, grain: 0.1 });
      clay.box([nx, ny + 0.08, 0.07], [0.04, 0.04, 0.02], INK.persimmon, { casts: false });
    }
  });
}

/** A bench of planks. */
export function bench(clay: Clay, [x, y, z]: Vec3, turn: number, width: number, color: Rgb): void {
  clay.at(x, y, z, turn, () => {
    for (const dz of [-0.15, 0, 0.15]) {
      clay.box([0, 0.37, dz], [width, 0.05, 0.135], color, { grain: 0.1 });
    }
    for (const side of [-1, 1]) {
      clay.box([side * (width / 2 - 0.18), 0, 0], [0.09, 0.37, 0.4], scale(color, 0.8));
    }
  });
}

/** A crown of leaves from a few rough balls. */
export function crown(
  clay: Clay,
  balls: readonly (readonly [x: number, y: number, z: number, radius: number])[],
  color: Rgb,
  { sway = 0.04, through = 0.25 } = {},
): void {
  for (const [x, y, z, radius] of balls) {
    clay.ball([x, y, z], radius, blend(color, INK.ochre, clay.random() * 0.18), {
      rough: 0.28,
      squash: 0.82,
      sway,
      through,
      grain: 0.14,
      detail: radius > 0.5 ? 2 : 1,
    });
  }
}

/** A row of hills far away: `y` is their foot. The nearer rows are drawn darker by the caller. */
export function hills(
  clay: Clay,
  { z, from, to, y, height, step, color, seed, island = false }: {
    z: number;
    from: number;
    to: number;
    y: number;
    height: number;
    step: number;
    color: Rgb;
    seed: number;
    /** Comes down to its foot at both ends. */
    island?: boolean;
  },
): void {
  const ridge = (x: number) =>
    y +
    height * (island ? Math.sin(Math.PI * Math.max(0, (x - from) / (to - from))) : 1) *
      (0.55 + 0.28 * Math.sin(x * 0.021 + seed) + 0.17 * Math.sin(x * 0.057 + seed * 2.3) +
        0.06 * Math.sin(x * 0.16 + seed * 5));
  for (let x = from; x < to; x += step) {
    const [a, b] = [ridge(x), ridge(x + step)];
    const foot = blend(color, [0.9, 0.85, 0.8], 0.12);
    const n: Vec3 = [0, 0, 1];
    const [p, q, r, s] = [
      clay.vertex([x, y - 14, z], n, foot, { glow: 1 }),
      clay.vertex([x + step, y - 14, z], n, foot, { glow: 1 }),
      clay.vertex([x + step, b, z], n, color, { glow: 1 }),
      clay.vertex([x, a, z], n, color, { glow: 1 }),
    ];
    clay.mesh.index.push(p, q, r, p, r, s);
  }
}

/** A disc that faces the middle of the room: sun or moon. */
export function disc(clay: Clay, at: Vec3, radius: number, color: Rgb): void {
  const length = Math.hypot(...at);
  const to: Vec3 = [-at[0] / length, -at[1] / length, -at[2] / length];
  const flat = Math.hypot(to[0], to[2]) || 1;
  const right: Vec3 = [to[2] / flat, 0, -to[0] / flat];
  const up: Vec3 = [
    to[1] * right[2] - to[2] * right[1],
    to[2] * right[0] - to[0] * right[2],
    to[0] * right[1] - to[1] * right[0],
  ];
  clay.face(
    Array.from({ length: 24 }, (_, i): Vec3 => {
      const [c, s] = [Math.cos(i / 12 * Math.PI) * radius, Math.sin(i / 12 * Math.PI) * radius];
      return [
        at[0] + right[0] * c + up[0] * s,
        at[1] + right[1] * c + up[1] * s,
        at[2] + right[2] * c + up[2] * s,
      ];
    }),
    color,
    { glow: 1, grain: 0 },
  );
}

/** Floorboards: long planks whose tone changes from one to the next. */
export function planks(
  color: Rgb,
  across: "x" | "z",
  width: number,
): (x: number, z: number) => Rgb {
  return (x, z) => {
    const row = Math.floor((across === "x" ? x : z) / width);
    const tone = Math.sin(row * 12.9898) * 43758.5453;
    return scale(color, 0.9 + 0.2 * (tone - Math.floor(tone)));
  };
}

/** Boards that one can see between: each its own box, so that their edges catch the light. */
export function deck(
  clay: Clay,
  { minX, maxX, minZ, maxZ, y, board, color }: {
    minX: number;
    maxX: number;
    minZ: number;
    maxZ: number;
    y: number;
    board: number;
    color: Rgb;
  },
): void {
  const rows = Math.round((maxX - minX) / board);
  for (let i = 0; i < rows; i++) {
    const x = minX + (maxX - minX) * i / rows;
    const w = (maxX - minX) / rows - 0.035;
    const tone = Math.sin((i + 1) * 78.233) * 43758.5453;
    const tint = scale(color, 0.86 + 0.24 * (tone - Math.floor(tone)));
    clay.sheet({ minX: x, maxX: x + w, minZ, maxZ, y, cell: 0.42 }, () => tint);
  }
}
