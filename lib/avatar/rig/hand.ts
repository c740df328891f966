/**
 * Owns the hand with its sleeve that holds an object. Pure and browser-safe.
 */
import type { Ramp } from "@/lib/avatar/rig/color.ts";
import type { Look } from "@/lib/avatar/rig/look.ts";
import { blob, brush, line, type RigPath } from "@/lib/avatar/rig/shape.ts";

/** The sleeve that comes up from the lower edge to a wrist at (x, y). */
function sleeve(ramp: Ramp, x: number, y: number): RigPath[] {
  const d = blob(
    [x - 36, y + 34, 1],
    [x, y + 26],
    [x + 36, y + 36, 1],
    [x + 74, y + 110],
    [x + 84, 860, 1],
    [x - 56, 860, 1],
    [x - 50, y + 100],
  );
  return [
    { d, fill: ramp.light },
    { d, fill: ramp.base, shift: [6, 4], clip: d },
    {
      d: brush([[x + 20, y + 60], [x + 44, y + 110], [x + 50, 860]], [4, 24, 40]),
      fill: ramp.shade,
      clip: d,
    },
    {
      d: line([x - 33, y + 39], [x, y + 31], [x + 33, y + 42]),
      stroke: ramp.deep,
      width: 11,
      opacity: 0.55,
      clip: d,
    },
  ];
}

/** A closed hand around a handle at (x, y), seen from the back of the fingers, with its sleeve. */
export function grip(look: Look, x: number, y: number): RigPath[] {
  const { skin } = look;
  const d = blob(
    [x - 30, y - 16],
    [x - 10, y - 26],
    [x + 20, y - 25],
    [x + 33, y - 8],
    [x + 31, y + 22],
    [x + 20, y + 42],
    [x - 22, y + 42],
    [x - 32, y + 16],
  );
  return [
    ...sleeve(look.cloth, x, y),
    { d, fill: skin.light },
    { d, fill: skin.base, shift: [4, 4], clip: d },
    {
      d: blob([x + 8, y + 26], [x + 36, y - 6], [x + 50, y + 50], [x - 20, y + 54]),
      fill: skin.shade,
      clip: d,
      opacity: 0.8,
    },
    {
      d: line([x - 28, y - 3], [x - 8, y - 1], [x + 6, y - 4]) +
        line([x - 30, y + 11], [x - 8, y + 13], [x + 6, y + 10]) +
        line([x - 28, y + 25], [x - 10, y + 27], [x + 4, y + 24]),
      stroke: skin.line,
      width: 2.4,
      opacity: 0.5,
    },
  ];
}

/** An open palm that carries something whose underside is at (x, y): sleeve and palm behind it. */
export function palm(look: Look, x: number, y: number): RigPath[] {
  const { skin } = look;
  const d = blob(
    [x - 62, y - 14],
    [x - 40, y - 2],
    [x + 34, y - 2],
    [x + 58, y - 22],
    [x + 66, y - 8],
    [x + 44, y + 24],
    [x + 24, y + 48],
    [x - 24, y + 48],
    [x - 48, y + 22],
  );
  return [
    ...sleeve(look.cloth, x, y + 6),
    { d, fill: skin.light },
    { d, fill: skin.base, shift: [4, 4], clip: d },
    {
      d: brush([[x - 36, y + 14], [x, y + 22], [x + 36, y + 14]], [1, 4, 1]),
      fill: skin.line,
      opacity: 0.4,
    },
  ];
}

/** The fingers that lie over the lower edge of what `palm` carries. */
export function fingers(look: Look, x: number, y: number): RigPath[] {
  const { skin } = look;
  const tips = [-46, -26, -6].map((dx, i) =>
    line([x + dx - 6, y + 14], [x + dx, y], [x + dx + 4, y - 12 - 2 * i])
  )
    .join("");
  return [
    { d: tips, stroke: skin.shade, width: 17, shift: [3, 2] },
    { d: tips, stroke: skin.base, width: 16 },
  ];
}
