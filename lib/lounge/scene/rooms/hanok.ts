/** Korean carpentry: tiled roofs with lifted corners, posts and beams, stone walls, jars. Browser-safe. */
import type { Clay } from "@/lib/lounge/scene/clay/clay.ts";
import type { Vec3 } from "@/lib/lounge/scene/clay/vector.ts";
import { blend, INK, type Rgb, scale } from "@/lib/lounge/scene/clay/color.ts";

/** A gabled roof of giwa tiles around (0, 0): `y` is the height of its eaves. */
export function tiledRoof(
  clay: Clay,
  { halfWidth, halfDepth, y, height, sides = "both", color = INK.tile }: {
    halfWidth: number;
    halfDepth: number;
    y: number;
    height: number;
    /** `front` leaves out the slope behind. */
    sides?: "both" | "front";
    color?: Rgb;
  },
): void {
  const rib = 0.46;
  const ribs = Math.round(halfWidth * 2 / rib);
  const rows = 5;
  // Slack as a rope: steep at the ridge, nearly level at the eaves, and up again in the corners.
  const surface = (x: number, t: number): number => {
    const corner = Math.pow(Math.abs(x) / halfWidth, 3.2) * 0.55 * Math.pow(1 - t, 2);
    return y + height * (0.28 * t + 0.72 * t * t) + corner;
  };
  const columns: [number, number][] = [];
  for (let i = 0; i < ribs; i++) {
    const x = -halfWidth + i * halfWidth * 2 / ribs;
    columns.push([x, 0], [x + rib * 0.52, 0], [x + rib * 0.62, 0.09], [x + rib * 0.9, 0.09]);
  }
  columns.push([halfWidth, 0]);
  for (const side of sides === "both" ? [1, -1] : [1]) {
    const point = ([x, lift]: [number, number], row: number): Vec3 => {
      const t = row / rows;
      return [x * side, surface(x, t) + lift, (halfDepth * (1 - t)) * side];
    };
    for (let c = 0; c + 1 < columns.length; c++) {
      const [left, right] = [columns[c]!, columns[c + 1]!];
      const tint = left[1] > 0 && right[1] > 0 ? blend(color, INK.tilePale, 0.55) : color;
      for (let row = 0; row < rows; row++) {
        clay.face(
          [point(left, row), point(right, row), point(right, row + 1), point(left, row + 1)],
          tint,
          { grain: 0.07 },
        );
      }
    }
    eaves(clay, { halfWidth, halfDepth, side, surface });
  }
  const ridge = y + height;
  for (let i = -6; i < 6; i++) {
    const [a, b] = [i / 6 * halfWidth, (i + 1) / 6 * halfWidth];
    const lift = (x: number) => ridge + 0.3 * Math.pow(Math.abs(x) / halfWidth, 4);
    clay.beam([a, lift(a) + 0.12, 0], [b, lift(b) + 0.12, 0], 0.2, INK.tilePale);
  }
  for (const end of [-1, 1]) {
    clay.box([end * halfWidth, ridge + 0.2, 0], [0.3, 0.62, 0.42], INK.tilePale, { top: 0.7 });
    if (sides === "both") gable(clay, end * (halfWidth - 0.5), y + 0.15, halfDepth * 0.62, height);
  }
  const inner = halfDepth * 0.45;
  clay.face(
    [[-halfWidth, y + 0.1, -inner], [halfWidth, y + 0.1, -inner], [halfWidth, y + 0.1, inner], [
      -halfWidth,
      y + 0.1,
      inner,
    ]],
    blend(INK.oiled, INK.celadon, 0.25),
  );
  const depth = sides === "both" ? halfDepth * 2 : halfDepth;
  clay.shade([0, y + 0.1, sides === "both" ? 0 : halfDepth / 2], [
    halfWidth * 2,
    height * 0.55,
    depth,
  ], {
    solid: true,
  });
}

function eaves(
  clay: Clay,
  { halfWidth, halfDepth, side, surface }: {
    halfWidth: number;
    halfDepth: number;
    side: number;
    surface: (x: number, t: number) => number;
  },
): void {
  const parts = 14;
  for (let i = 0; i < parts; i++) {
    const [a, b] = [
      -halfWidth + halfWidth * 2 * i / parts,
      -halfWidth + halfWidth * 2 * (i + 1) / parts,
    ];
    const z = halfDepth * side;
    const [ya, yb] = [surface(a, 0), surface(b, 0)];
    const lip: Vec3[] = [[a, ya - 0.14, z], [b, yb - 0.14, z], [b, yb + 0.02, z], [
      a,
      ya + 0.02,
      z,
    ]];
    clay.face(side > 0 ? lip : lip.reverse(), INK.umber);
    const under: Vec3[] = [[a, ya - 0.14, z], [a, ya + 0.1, z * 0.45], [b, yb + 0.1, z * 0.45], [
      b,
      yb - 0.14,
      z,
    ]];
    clay.face(side > 0 ? under : under.reverse(), INK.oiled);
  }
  const rafters = Math.round(halfWidth * 2 / 0.62);
  for (let i = 0; i <= rafters; i++) {
    const x = -halfWidth + 0.1 + (halfWidth * 2 - 0.2) * i / rafters;
    const y = surface(x, 0) - 0.2;
    clay.beam(
      [x, y, (halfDepth - 0.08) * side],
      [x, y + 0.22, halfDepth * 0.5 * side],
      0.07,
      INK.wood,
    );
  }
}

function gable(clay: Clay, x: number, y: number, half: number, height: number): void {
  const corners: Vec3[] = [[x, y, half], [x, y, -half], [x, y + height * 0.9, 0]];
  clay.face(x > 0 ? corners : corners.reverse(), INK.plaster);
}

/** A round post on a stone. */
export function post(clay: Clay, [x, y, z]: Vec3, height: number, color: Rgb = INK.oiled): void {
  clay.box([x, y, z], [0.5, 0.16, 0.5], INK.stone, { top: 0.8 });
  clay.pole([x, y + 0.16, z], { radius: 0.16, top: 0.14, height: height - 0.16, sides: 10 }, color);
}

/** A wall of stones with a small tiled top, from a to b along the ground. */
export function stoneWall(clay: Clay, a: Vec3, b: Vec3, height: number): void {
  const [dx, dz] = [b[0] - a[0], b[2] - a[2]];
  const length = Math.hypot(dx, dz);
  clay.at((a[0] + b[0]) / 2, a[1], (a[2] + b[2]) / 2, Math.atan2(-dz, dx), () => {
    clay.box([0, 0, 0], [length, height, 0.4], scale(INK.earth, 0.86), { solid: true });
    const rows = Math.round(height / 0.34);
    for (let row = 0; row < rows; row++) {
      let x = -length / 2 + (row % 2) * 0.2;
      while (x < length / 2 - 0.2) {
        const w = 0.34 + clay.random() * 0.34;
        for (const side of [-1, 1]) {
          clay.box(
            [x + w / 2, 0.05 + row * 0.34, side * 0.2],
            [w * 0.86, 0.26, 0.09],
            blend(INK.stone, INK.stoneDark, clay.random()),
            { casts: false, top: 0.9 },
          );
        }
        x += w + 0.05;
      }
    }
    clay.box([0, height, 0], [length + 0.1, 0.14, 0.78], INK.tile, { top: 0.86 });
    clay.box([0, height + 0.14, 0], [length + 0.1, 0.14, 0.22], INK.tilePale);
    for (let x = -length / 2 + 0.2; x < length / 2; x += 0.42) {
      for (const side of [-1, 1]) {
        clay.beam(
          [x, height + 0.13, side * 0.4],
          [x, height + 0.2, side * 0.1],
          0.06,
          INK.tilePale,
        );
      }
    }
  });
}

/** A jar for soy or bean paste, with its lid. */
export function sauceJar(clay: Clay, [x, y, z]: Vec3, size: number): void {
  const clayColor = blend(INK.onggi, INK.umber, clay.random() * 0.5);
  clay.turned(
    [x, y, z],
    [[0.3, 0], [0.48, 0.3], [0.52, 0.55], [0.4, 0.9], [0.3, 1], [0.34, 1.04]].map(([r, h]) =>
      [r! * size, h! * size] as const
    ),
    clayColor,
    { sides: 12 },
  );
  clay.turned(
    [x, y + size * 1.03, z],
    [[0.38 * size, 0], [0.36 * size, 0.06 * size], [0.1 * size, 0.14 * size], [0, 0.15 * size]],
    scale(clayColor, 1.25),
    { sides: 12, casts: false },
  );
}

/** A stone lantern; its lamp is the room's. */
export function stoneLantern(clay: Clay, [x, y, z]: Vec3, glow: number): void {
  clay.at(x, y, z, 0, () => {
    clay.box([0, 0, 0], [0.62, 0.16, 0.62], INK.stone, { top: 0.8 });
    clay.pole([0, 0.16, 0], { radius: 0.14, height: 0.6, sides: 8 }, INK.stone);
    clay.box([0, 0.76, 0], [0.5, 0.1, 0.5], INK.stone);
    clay.box([0, 0.86, 0], [0.26, 0.28, 0.26], [1, 0.75, 0.4], { glow, casts: false });
    for (const [sx, sz] of [[1, 1], [1, -1], [-1, 1], [-1, -1]] as const) {
      clay.box([sx * 0.15, 0.86, sz * 0.15], [0.07, 0.28, 0.07], INK.stone, { casts: false });
    }
    clay.box([0, 1.14, 0], [0.74, 0.2, 0.74], INK.stoneDark, { top: 0.35 });
    clay.ball([0, 1.4, 0], 0.09, INK.stone, { casts: false });
  });
}
