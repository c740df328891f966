/** Owns how noses are drawn. Pure and browser-safe. */
import type { AvatarSpec } from "@/lib/avatar/spec.ts";
import type { Look } from "@/lib/avatar/rig/look.ts";
import { blob, ellipse, fineBrush, type Knot, type RigPath } from "@/lib/avatar/rig/shape.ts";

/** Draws the nose: an underside, a hint of shade away from the light, a touch of light on the tip. */
export function nosePaths(look: Look): RigPath[] {
  const { nose } = look.spec;
  const y = look.m.noseY + (nose === "long" ? 9 : nose === "button" ? -3 : 0);
  const { skin } = look;
  const under = {
    soft: () =>
      fineBrush([[308, y - 3], [313, y + 2], [320, y + 4], [328, y + 2], [333, y - 4]], [
        1,
        3,
        3.6,
        3,
        1,
      ]),
    button: () =>
      fineBrush([[305, y - 2], [311, y + 4], [320, y + 6], [330, y + 4], [336, y - 3]], [
        1,
        3.4,
        4,
        3.4,
        1,
      ]),
    straight: () =>
      fineBrush([[309, y - 1], [315, y + 3], [323, y + 3], [332, y - 3]], [1, 3.2, 3.4, 1]),
    broad: () =>
      fineBrush([
        [299, y - 6],
        [302, y + 2],
        [312, y + 1],
        [320, y + 5],
        [329, y + 1],
        [338, y + 2],
        [
          341,
          y - 6,
        ],
      ], [1, 3.4, 2.6, 3.6, 2.6, 3.4, 1]),
    pointed: () =>
      fineBrush([[311, y], [321, y + 5], [331, y - 2], [333, y - 8]], [1, 3.4, 3, 0.8]),
    long: () =>
      fineBrush([[307, y - 5], [312, y + 2], [320, y + 4], [329, y + 2], [335, y - 6]], [
        1,
        3,
        3.6,
        3,
        1,
      ]),
  }[nose]();
  const bridge: Record<AvatarSpec["nose"], readonly Knot[]> = {
    soft: [[325, y - 22], [334, y - 6], [326, y + 1]],
    button: [[327, y - 14], [337, y - 3], [326, y + 3]],
    straight: [[325, y - 52], [333, y - 6], [324, y + 1]],
    broad: [[328, y - 22], [342, y - 3], [327, y + 1]],
    pointed: [[324, y - 46], [334, y - 4], [322, y + 2]],
    long: [[326, y - 58], [336, y - 8], [325, y + 2]],
  };
  const [a, b, c] = bridge[nose];
  return [
    ...(a && b && c
      ? [{
        d: blob([...a.slice(0, 2) as [number, number], 1], b, [c[0], c[1], 1], [321, y - 14]),
        fill: skin.shade,
        opacity: 0.55,
      }]
      : []),
    { d: ellipse(316, y - 9, nose === "button" ? 5 : 3.6, 5.5), fill: skin.light, opacity: 0.6 },
    { d: under, fill: skin.line, opacity: 0.82 },
  ];
}
