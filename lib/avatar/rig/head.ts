/**
 * Owns the head itself: neck, human and other ears, and the face with its light and shadow. Pure and
 * browser-safe.
 */
import { mix } from "@/lib/avatar/rig/color.ts";
import type { Look } from "@/lib/avatar/rig/look.ts";
import {
  blob,
  CX,
  dots,
  ellipse,
  type Knot,
  line,
  mirrored,
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
      d: line([CX - 58, 652], [CX - 34, 662], [CX - 14, 673]) +
        line([CX + 58, 652], [CX + 34, 662], [CX + 14, 673]),
      stroke: skin.shade,
      width: 3.5,
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
    const px = CX - cheek + 8 - x;
    return corner ? [px, y, corner] : [px, y];
  };
  const d = pointed
    ? blob(at(-4, 386), at(20, 366), at(66, 322, 1), at(50, 388), at(26, 436), at(4, 454))
    : blob(at(-4, 384), at(14, 372), at(29, 386), at(27, 418), at(14, 448), at(0, 456));
  const inner = pointed
    ? blob(at(4, 398), at(26, 378), at(48, 350, 1), at(34, 392), at(14, 426))
    : blob(at(4, 394), at(14, 386), at(20, 396), at(15, 420), at(6, 434));
  const lit = side === -1;
  return [
    { d, fill: lit ? skin.light : skin.base },
    { d, fill: lit ? skin.base : skin.shade, shift: lit ? [4, 3] : [-3, 4], clip: d },
    { d: inner, fill: skin.deep, opacity: 0.55 },
  ];
}

function robotEar(look: Look): RigPath[] {
  const x = CX - look.m.cheek - 6;
  const { skin, accent } = look;
  return [
    { d: rect(x - 18, 372, 36, 82, 14), fill: skin.deep },
    { d: rect(x - 14, 380, 28, 66, 12), fill: skin.base },
    { d: dots([x, 413]), stroke: accent.base, width: 18 },
    { d: dots([x - 3, 410]), stroke: "#FFFDF8", width: 6 },
  ];
}

/** Draws the ears at the side of the head; animal ears sit on top and are `crownEarPaths`. */
export function earPaths(look: Look, side: -1 | 1): RigPath[] {
  const { ears } = look.spec;
  if (ears !== "robot" && ears !== "human" && ears !== "elf") return [];
  const paths = ears === "robot" ? robotEar(look) : humanEar(look, side, ears === "elf");
  return side === 1 ? mirrored(paths) : paths;
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
    outer: [[-30, 30], [-46, -30], [-30, -98], [2, -104], [30, -50], [34, 30]],
    inner: [[-12, 10], [-26, -30], [-18, -76], [-2, -80], [14, -40], [16, 12]],
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
      const at = [CX - root - x, drop + y] as const;
      return corner ? [...at, corner] : at;
    });
  const shape = CROWN_EARS[ears];
  const d = blob(...put(shape.outer));
  const inner = blob(...put(shape.inner));
  const down = mix(skin.blush, "#FFE9DC", 0.45);
  const tip = ears === "fox"
    ? [{
      d: ellipse(CX - root - 26, drop - 112, 34, 42),
      fill: hair.deep,
      clip: d,
      opacity: 0.85,
    }]
    : [];
  const lit = side === -1;
  const paths: RigPath[] = [
    { d, fill: hair.light },
    { d, fill: hair.base, shift: lit ? [5, 6] : [-3, 6], clip: d },
    ...tip,
    { d: inner, fill: down },
    { d: inner, fill: mix(down, hair.deep, 0.25), shift: [-7, -5], clip: inner, opacity: 0.6 },
  ];
  return side === 1 ? mirrored(paths) : paths;
}

/** Draws the face: rim light from the upper left, one soft shade at the right, the hair's shadow. */
export function facePaths(look: Look, casts: string): RigPath[] {
  const { head, skin, m } = look;
  const side = blob(
    [CX + m.temple + 20, 200],
    [CX + m.temple - 8, 270],
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
