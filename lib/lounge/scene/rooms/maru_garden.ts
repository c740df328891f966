/** What grows in the yard of the maru: the persimmon tree, pines beyond the wall, shrubs, pampas grass. Browser-safe. */
import type { Clay } from "@/lib/lounge/scene/clay/clay.ts";
import { blend, INK, rgb } from "@/lib/lounge/scene/clay/color.ts";
import type { Vec3 } from "@/lib/lounge/scene/clay/vector.ts";
import { crown } from "@/lib/lounge/scene/rooms/fixtures.ts";

/** Bare by November but for its fruit, and the last leaves. */
export function persimmonTree(clay: Clay, [x, y, z]: Vec3): void {
  clay.at(x, y, z, 0.3, () => {
    clay.turned(
      [0, 0, 0],
      [[0.62, 0], [0.42, 0.3], [0.33, 1], [0.28, 1.9], [0.24, 2.3]],
      INK.bark,
      {
        sides: 9,
        grain: 0.1,
      },
    );
    const limbs: [Vec3, Vec3, number][] = [
      [[0, 2.1, 0], [-1.5, 3.5, 0.5], 0.17],
      [[0, 2.2, 0], [1.4, 3.7, -0.3], 0.17],
      [[0, 2, 0], [0.3, 3.9, 1.3], 0.14],
      [[0, 2.2, 0], [-0.2, 4.3, -1.1], 0.15],
      [[-1.5, 3.5, 0.5], [-2.5, 4, 0.2], 0.1],
      [[1.4, 3.7, -0.3], [2.4, 3.9, 0.5], 0.1],
      [[1.4, 3.7, -0.3], [1.7, 4.9, -0.8], 0.09],
      [[-1.5, 3.5, 0.5], [-1.6, 4.8, 0.9], 0.09],
    ];
    for (const [a, b, r] of limbs) clay.beam(a, b, r, INK.bark, { top: r * 0.5, grain: 0.1 });
    const leaves = [
      [-1.7, 4.2, 0.5, 0.95],
      [1.6, 4.3, -0.2, 1.05],
      [0.2, 4.9, -0.9, 1],
      [0.3, 4.3, 1.2, 0.85],
      [-0.4, 5.4, 0.3, 0.85],
      [2.5, 4, 0.5, 0.56],
      [-2.6, 4.1, 0.1, 0.52],
      [-0.9, 4.7, -1.5, 0.52],
    ] as const;
    crown(clay, leaves, rgb("#B98A34"), { sway: 0.05, through: 0.3 });
    // Fruit hangs out of the leaves, below more than above.
    for (const [lx, ly, lz, r] of leaves) {
      for (let i = 0; i < 11; i++) {
        const turn = i * 2.399 + lx;
        const up = 0.35 - 1.25 * ((i * 0.618) % 1);
        const flat = Math.sqrt(Math.max(0, 1 - up * up));
        clay.ball(
          [lx + Math.sin(turn) * flat * r, ly + up * r * 0.9, lz + Math.cos(turn) * flat * r],
          0.135,
          blend(INK.persimmon, rgb("#F2842A"), clay.random()),
          { casts: false, squash: 0.86, glow: 0.35, sway: 0.05, detail: 0 },
        );
      }
    }
  });
  // Windfalls and leaves on the ground.
  for (let i = 0; i < 70; i++) {
    const turn = i * 2.399;
    const r = 0.8 + 3.4 * Math.sqrt((i * 0.618) % 1);
    const [lx, lz] = [x + Math.sin(turn) * r, z + Math.cos(turn) * r];
    if (lx < 3.5) continue;
    clay.at(lx, 0.012, lz, turn * 3, () => {
      clay.face(
        [[-0.09, 0, 0], [0, 0, 0.06], [0.1, 0.02, 0], [0, 0, -0.06]],
        [INK.ochre, rgb("#B5642D"), rgb("#C9953F")][i % 3]!,
      );
    });
    if (i % 14 === 0) {
      clay.ball([lx + 0.3, 0.1, lz], 0.11, INK.persimmon, { squash: 0.86, casts: false });
    }
  }
}

/** Everything else that is green, or was. */
export function greenery(clay: Clay): void {
  // A pine beyond the wall, shrubs along it, pampas grass in the sun.
  for (
    const [x, z, size] of [[10.8, -13.6, 1.25], [-15.6, -4, 1.1], [16.4, 3, 1.2], [
      -15.4,
      7.4,
      0.9,
    ]] as const
  ) {
    clay.at(x, 0, z, x, () => {
      clay.beam([0, 0, 0], [0.3 * size, 2.6 * size, 0.1], 0.24 * size, INK.bark, { top: 0.12 });
      crown(
        clay,
        [[0.2 * size, 2.7 * size, 0, 1.3 * size], [1 * size, 3.3 * size, 0.4, 0.9 * size], [
          -0.6 * size,
          3.6 * size,
          -0.2,
          1 * size,
        ], [0.3 * size, 4.3 * size, 0, 0.8 * size]],
        INK.pine,
        { sway: 0.02, through: 0.1 },
      );
    });
  }
  for (
    const [x, z, r] of [
      [12.4, -8.6, 0.8],
      [11.4, -9.4, 0.6],
      [12.7, 8.6, 0.75],
      [11.8, 9.3, 0.5],
      [-12.7, 8.9, 0.7],
      [-12.6, 1.6, 0.5],
      [5.2, -8.7, 0.6],
      [4.6, -9.2, 0.42],
    ] as const
  ) {
    crown(clay, [[x, r * 0.6, z, r]], blend(INK.moss, INK.pine, 0.35), {
      sway: 0.01,
      through: 0.1,
    });
  }
  for (let i = 0; i < 46; i++) {
    const [x, z] = [9.5 + 3.2 * ((i * 0.618) % 1), 6.2 + 2.8 * ((i * 0.377) % 1)];
    const lean = (clay.random() - 0.5) * 0.5;
    const tall = 1 + clay.random() * 0.6;
    clay.at(x, 0, z, i, () => {
      clay.face(
        [[-0.02, 0, 0], [0.02, 0, 0], [lean + 0.01, tall, 0.1], [lean - 0.01, tall, 0.1]],
        INK.leaf,
        { sway: 0.1 },
      );
      clay.face(
        [[lean - 0.02, tall - 0.05, 0.1], [lean + 0.06, tall, 0.1], [
          lean * 1.5,
          tall + 0.42,
          0.16,
        ]],
        rgb("#EBD7B0"),
        { sway: 0.14, glow: 0.15 },
      );
      clay.face(
        [[lean + 0.06, tall, 0.1], [lean - 0.02, tall - 0.05, 0.1], [
          lean * 1.5,
          tall + 0.42,
          0.16,
        ]],
        rgb("#EBD7B0"),
        { sway: 0.14, glow: 0.15 },
      );
    });
  }
}
