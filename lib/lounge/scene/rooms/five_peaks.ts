/** The painted screen of the theatre's stage. Browser-safe. */
import type { Clay } from "@/lib/lounge/scene/clay/clay.ts";
import { blend, INK, type Rgb, rgb } from "@/lib/lounge/scene/clay/color.ts";
import type { Vec3 } from "@/lib/lounge/scene/clay/vector.ts";

/** The screen that stood behind the king: sun and moon over five peaks, two waterfalls, pines, waves. */
export function fivePeaks(clay: Clay): void {
  const [z, y, half] = [-12.6, 1.0, 5];
  clay.box([0, 0.7, z - 0.12], [half * 2 + 0.5, 4.9, 0.1], INK.umber, { casts: false });
  const flat = { grain: 0, casts: false, glow: 0.12 };
  const piece = (corners: readonly (readonly [number, number])[], color: Rgb, out: number) =>
    clay.face(corners.map(([px, py]): Vec3 => [px, y + py, z + out]), color, flat);
  piece([[-half, 0], [half, 0], [half, 4.3], [-half, 4.3]], rgb("#CDBB8A"), 0);
  piece([[-half, 2.4], [half, 2.4], [half, 4.3], [-half, 4.3]], rgb("#BFAE82"), 0.005);
  const peak = (x: number, w: number, h: number, color: Rgb, out: number) => {
    const steps = 10;
    for (let i = 0; i < steps; i++) {
      const [a, b] = [i / steps * 2 - 1, (i + 1) / steps * 2 - 1];
      const top = (t: number) => h * Math.pow(Math.max(0, 1 - t * t), 0.75);
      piece(
        [[x + a * w, 0.5], [x + b * w, 0.5], [x + b * w, 0.5 + top(b)], [x + a * w, 0.5 + top(a)]],
        color,
        out,
      );
      piece(
        [
          [x + a * w * 0.62, 0.5],
          [x + b * w * 0.62, 0.5],
          [x + b * w * 0.62, 0.5 + top(b) * 0.78],
          [x + a * w * 0.62, 0.5 + top(a) * 0.78],
        ],
        blend(color, INK.jade, 0.5),
        out + 0.004,
      );
    }
  };
  peak(-3.5, 1.5, 2.1, INK.indigo, 0.012);
  peak(3.5, 1.5, 2.1, INK.indigo, 0.012);
  peak(-1.9, 1.35, 2.5, rgb("#2F5E6E"), 0.024);
  peak(1.9, 1.35, 2.5, rgb("#2F5E6E"), 0.024);
  peak(0, 1.55, 3.2, INK.indigo, 0.036);
  for (const side of [-1, 1]) {
    piece(
      [[side * 2.75 - 0.1, 0.4], [side * 2.75 + 0.1, 0.4], [side * 2.7 + 0.07, 1.9], [
        side * 2.7 - 0.07,
        1.9,
      ]],
      INK.white,
      0.06,
    );
    // Red pines frame it.
    const x = side * 4.55;
    piece(
      [[x - 0.12, 0.3], [x + 0.12, 0.3], [x - side * 0.2 + 0.07, 2.6], [
        x - side * 0.2 - 0.07,
        2.6,
      ]],
      rgb("#A0492F"),
      0.07,
    );
    for (
      const [dx, dy, r] of [[-0.25, 2.8, 0.5], [-0.6, 2.3, 0.36], [0.2, 2.2, 0.36], [
        -0.2,
        3.25,
        0.36,
      ]] as const
    ) {
      ellipse(clay, [x + side * dx, y + dy, z + 0.08], [r, r * 0.55], INK.celadon);
    }
  }
  for (let row = 0; row < 3; row++) {
    for (let i = 0; i < 17; i++) {
      const x = -half + 0.3 + i * (half * 2 - 0.6) / 16 + (row % 2) * 0.15;
      if (Math.abs(x) > half - 0.25) continue;
      ellipse(
        clay,
        [x, y + 0.34 - row * 0.13, z + 0.09 + row * 0.01],
        [0.34, 0.2],
        [INK.celadonPale, INK.jade, INK.white][row]!,
      );
    }
  }
  clay.at(0, 0, z, 0, () => {
    discOn(clay, [-2.75, y + 3.45, 0.05], 0.4, rgb("#C8402C"));
    discOn(clay, [2.75, y + 3.45, 0.05], 0.4, INK.white);
  });
  for (const x of [-half - 0.1, half + 0.1]) {
    clay.box([x, 0.7, z], [0.22, 4.9, 0.22], rgb("#7A3A2C"));
  }
  clay.box([0, 5.4, z], [half * 2 + 0.5, 0.24, 0.24], rgb("#7A3A2C"));
}

function ellipse(clay: Clay, [x, y, z]: Vec3, [w, h]: readonly [number, number], color: Rgb): void {
  clay.face(
    Array.from({ length: 14 }, (_, i): Vec3 => [
      x + Math.cos(i / 7 * Math.PI) * w,
      y + Math.sin(i / 7 * Math.PI) * h,
      z,
    ]),
    color,
    { grain: 0.03, glow: 0.12 },
  );
}

function discOn(clay: Clay, at: Vec3, radius: number, color: Rgb): void {
  clay.face(
    Array.from({ length: 24 }, (_, i): Vec3 => [
      at[0] + Math.cos(i / 12 * Math.PI) * radius,
      at[1] + Math.sin(i / 12 * Math.PI) * radius,
      at[2],
    ]),
    color,
    { grain: 0, glow: 0.55 },
  );
}
