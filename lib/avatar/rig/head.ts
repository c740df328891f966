/**
 * Owns the head itself: neck, human and other ears, and the face with its light and shadow. Pure and
 * browser-safe.
 */
import { mix } from "@/lib/avatar/rig/color.ts";
import type { Look } from "@/lib/avatar/rig/look.ts";
import {
  blob,
  brush,
  CX,
  ellipse,
  type Knot,
  line,
  rect,
  type RigPath,
} from "@/lib/avatar/rig/shape.ts";

/** Draws neck and upper chest with the shadow that the chin throws. */
export function neckPaths(look: Look): RigPath[] {
  const { m, skin, head } = look;
  const n = m.neck;
  const d = blob(
    [CX - n, 470, 1],
    [CX - n + 2, 560],
    [CX - n - 5, 606],
    [CX - n - 22, 634],
    [CX - 70, 780, 1],
    [CX + 70, 780, 1],
    [CX + n + 22, 634],
    [CX + n + 5, 606],
    [CX + n - 2, 560],
    [CX + n, 470, 1],
  );
  const robot = look.spec.skin === "steel";
  return [
    { d, fill: skin.base },
    { d: head, fill: skin.deep, shift: [7, 30], clip: d, opacity: 0.62 },
    {
      d: brush([[CX - 60, 652], [CX - 34, 662], [CX - 12, 674]], [0.6, 4, 0.6]) +
        brush([[CX + 60, 652], [CX + 34, 662], [CX + 12, 674]], [0.6, 4, 0.6]),
      fill: skin.shade,
    },
    ...(robot
      ? [{
        d: line([CX - n, 580], [CX, 592], [CX + n, 580]) +
          line([CX - n, 600], [CX, 612], [CX + n, 600]),
        stroke: skin.line,
        width: 3,
        opacity: 0.5,
      }]
      : []),
  ];
}

function humanEar(look: Look, side: -1 | 1, pointed: boolean): RigPath[] {
  const { cheek } = look.m;
  const { skin } = look;
  const at = (x: number, y: number, corner?: 1): Knot => {
    const px = CX + side * (cheek - 8 + x);
    return corner ? [px, y, corner] : [px, y];
  };
  const d = pointed
    ? blob(at(-4, 386), at(20, 366), at(66, 322, 1), at(50, 388), at(26, 436), at(4, 454))
    : blob(at(-4, 384), at(14, 372), at(29, 386), at(27, 418), at(14, 448), at(0, 456));
  const inner = pointed
    ? blob(at(4, 398), at(26, 378), at(48, 350, 1), at(34, 392), at(14, 426))
    : blob(at(4, 394), at(14, 386), at(20, 396), at(15, 420), at(6, 434));
  return [
    { d, fill: side === -1 ? skin.light : skin.base },
    {
      d,
      fill: side === -1 ? skin.base : skin.shade,
      shift: side === -1 ? [4, 3] : [3, 4],
      clip: d,
    },
    { d: inner, fill: skin.deep, opacity: 0.55 },
  ];
}

function robotEar(look: Look, side: -1 | 1): RigPath[] {
  const x = CX + side * (look.m.cheek + 6);
  const { skin, accent } = look;
  return [
    { d: rect(x - 18, 372, 36, 82, 14), fill: skin.deep },
    { d: rect(x - 14, 380, 28, 66, 12), fill: skin.base },
    { d: ellipse(x, 413, 9), fill: accent.base },
    { d: ellipse(x - 3, 410, 3), fill: "#FFFDF8" },
  ];
}

/** Draws the ears at the side of the head; animal ears sit on top and are `crownEarPaths`. */
export function earPaths(look: Look, side: -1 | 1): RigPath[] {
  switch (look.spec.ears) {
    case "robot":
      return robotEar(look, side);
    case "human":
    case "elf":
      return humanEar(look, side, look.spec.ears === "elf");
    default:
      return [];
  }
}

interface EarShape {
  readonly outer: readonly Knot[];
  readonly inner: readonly Knot[];
}

/** Animal ears as knots from the ear's root; x grows outwards, y up is negative. */
const CROWN_EARS: { readonly [K in "fox" | "cat" | "rabbit" | "bear"]: EarShape } = {
  fox: {
    outer: [[-44, 34], [-26, -40], [26, -118, 1], [56, -44], [60, 46]],
    inner: [[-16, 18], [-4, -36], [24, -84, 1], [40, -34], [38, 26]],
  },
  cat: {
    outer: [[-46, 24], [-20, -36], [28, -88, 1], [52, -30], [58, 48]],
    inner: [[-18, 14], [-2, -30], [25, -60, 1], [38, -22], [38, 26]],
  },
  rabbit: {
    outer: [[-30, 30], [-44, -60], [-18, -150], [14, -158], [32, -90], [34, 30]],
    inner: [[-12, 10], [-24, -60], [-8, -126], [8, -128], [16, -80], [16, 12]],
  },
  bear: {
    outer: [[-40, 22], [-42, -26], [-6, -58], [36, -44], [52, -4], [44, 44]],
    inner: [[-16, 12], [-18, -18], [4, -34], [26, -24], [32, 2], [24, 24]],
  },
};

/** Draws fox, cat, rabbit or bear ears on top of the hair, one side. */
export function crownEarPaths(look: Look, side: -1 | 1): RigPath[] {
  const { ears } = look.spec;
  if (ears === "human" || ears === "elf" || ears === "robot") return [];
  const { hair, skin } = look;
  const root = ears === "rabbit" ? 58 : ears === "bear" ? 104 : 88;
  const drop = ears === "rabbit" ? 168 : ears === "bear" ? 192 : 180;
  const put = (knots: readonly Knot[]): Knot[] =>
    knots.map(([x, y, corner]) => {
      const at = [CX + side * (root + x), drop + y * (side === 1 ? 0.97 : 1)] as const;
      return corner ? [...at, corner] : at;
    });
  const shape = CROWN_EARS[ears];
  const d = blob(...put(shape.outer));
  const inner = blob(...put(shape.inner));
  const down = mix(skin.blush, "#FFE9DC", 0.45);
  const tip = ears === "fox"
    ? [{
      d: ellipse(CX + side * (root + 26), drop - 112, 34, 42),
      fill: hair.deep,
      clip: d,
      opacity: 0.85,
    }]
    : [];
  return [
    { d, fill: hair.light },
    { d, fill: hair.base, shift: [5, 6], clip: d },
    ...tip,
    { d: inner, fill: down },
    { d: inner, fill: mix(down, hair.deep, 0.25), shift: [-7, -5], clip: inner, opacity: 0.6 },
  ];
}

/** Draws the face: rim light from the upper left, one soft shade at the right, the hair's shadow. */
export function facePaths(look: Look, casts: string): RigPath[] {
  const { head, skin, m } = look;
  const side = blob(
    [CX + m.temple + 20, 250],
    [CX + m.cheek - 22, 360],
    [CX + m.cheek - 20, 430],
    [CX + m.jaw - 26, 492],
    [CX + 22, m.chinY - 8],
    [CX - 60, m.chinY + 4],
    [CX + 40, m.chinY + 60],
    [CX + m.cheek + 60, 480],
  );
  return [
    { d: head, fill: skin.light },
    { d: head, fill: skin.base, shift: [5, 4], clip: head },
    { d: side, fill: skin.shade, clip: head, opacity: 0.72 },
    ...(casts
      ? [{ d: casts, fill: skin.shade, shift: [4, 13] as const, clip: head, opacity: 0.75 }]
      : []),
  ];
}
