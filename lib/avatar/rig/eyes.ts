/**
 * Owns how a portrait draws eyes and brows: large quiet eyes whose lids, gaze and brows follow the expression.
 * Pure and browser-safe.
 */
import { luma, mix } from "@/lib/avatar/rig/color.ts";
import {
  BROW_SHAPES,
  browKnots,
  browTint,
  EYE_MOODS,
  EYE_SHAPES,
  type EyeMood,
  eyePlacer,
  type EyeShape,
  lashTint,
  type Lids,
  lidsOf,
  type Place,
} from "@/lib/avatar/rig/eye_shape.ts";
import type { Look } from "@/lib/avatar/rig/look.ts";
import {
  blob,
  CX,
  dots,
  ellipse,
  fineBrush,
  type Knot,
  line,
  mirrored,
  type RigPath,
} from "@/lib/avatar/rig/shape.ts";
import { swatchOf } from "@/lib/avatar/swatches.ts";

type Side = -1 | 1;

function iris(look: Look, shape: EyeShape, mood: EyeMood, side: Side, clip: string): RigPath[] {
  const k = look.m.eyeScale;
  const color = swatchOf(look.spec, "eye_color");
  const r = shape.iris * mood.iris * k;
  // Gaze and light are the viewer's left and right, so they are turned back before the reflection.
  const cx = CX - look.m.eyeX + 1.5 * k - side * mood.gaze[0] * k;
  const cy = look.m.eyeY + (mood.gaze[1] - 1) * k;
  return [
    {
      d: ellipse(cx, cy, r - 1.5, r * 1.05 - 1.5),
      fill: mix(color, "#190E12", 0.14),
      stroke: mix(color, "#190E12", 0.66),
      width: 3.5,
      clip,
    },
    { d: ellipse(cx, cy + r * 0.52, r * 0.62, r * 0.44), fill: mix(color, "#FFE0AC", 0.5), clip },
    { d: dots([cx, cy]), stroke: mix(color, "#140A0E", 0.88), width: r * 1.04, clip },
  ];
}

function catchlights(look: Look, shape: EyeShape, mood: EyeMood, side: Side): RigPath[] {
  const k = look.m.eyeScale;
  const r = shape.iris * mood.iris * k;
  const cx = CX - look.m.eyeX + 1.5 * k - side * mood.gaze[0] * k;
  const cy = look.m.eyeY + (mood.gaze[1] - 1) * k;
  return [
    { d: dots([cx + side * r * 0.34, cy - r * 0.38]), stroke: "#FFFDF8", width: r * 0.62 },
    {
      d: dots([cx - side * r * 0.36, cy + r * 0.42]),
      stroke: "#FFF6E6",
      width: r * 0.27,
      opacity: 0.85,
    },
  ];
}

function upperLid(look: Look, shape: EyeShape, lids: Lids, at: Place): RigPath[] {
  const tint = lashTint(look);
  const { lashes } = look.spec;
  const weight = (lashes === "long" ? 1.25 : lashes === "none" ? 0.78 : 1) * look.m.eyeScale;
  const wing = lashes === "long" ? 8 : lashes === "none" ? 2 : 5;
  const [a, b, c, d, e] = lids.upper;
  if (!a || !b || !c || !d || !e) return [];
  const tip = at(shape.w + wing, shape.outer - wing * 0.75);
  const paths: RigPath[] = [{
    d: fineBrush(
      [[a[0], a[1]], b, c, d, [e[0], e[1]], tip],
      [1.5, 5, 6.4, 6.6, 5, 0.4].map((x) => x * weight),
    ),
    fill: tint,
  }];
  if (lashes !== "long") return paths;
  const lash = (x: number, y: number, dx: number, dy: number) =>
    fineBrush([at(x, y), at(x + dx * 0.6, y + dy * 0.4), at(x + dx, y + dy)], [4, 2.6, 0.4]);
  const o = shape.outer;
  const up = -shape.up;
  paths.push({
    d: lash(shape.w * 0.86, o * 0.8 + up * 0.3, 10, -8) +
      lash(shape.w * 0.6, up * 0.66 + o * 0.4, 8, -9),
    fill: tint,
  });
  return paths;
}

function crease(look: Look, shape: EyeShape, lids: Lids): RigPath[] {
  if (shape.crease === 0) return [];
  const lift = (shape.crease === 2 ? 9 : 8) * look.m.eyeScale;
  const [, b, c, d, e] = lids.upper;
  if (!b || !c || !d || !e) return [];
  const raised: Knot[] = [
    [b[0], b[1] - lift * 0.7],
    [c[0], c[1] - lift],
    [d[0], d[1] - lift],
    [e[0] + (e[0] - d[0]) * 0.25, e[1] - lift * 0.7],
  ];
  return [{
    d: fineBrush(raised, shape.crease === 2 ? [1, 3.4, 3.4, 1] : [0.6, 2.2, 2.4, 0.6]),
    fill: look.skin.line,
    opacity: 0.55,
  }];
}

function openEye(look: Look, mood: EyeMood, side: Side): RigPath[] {
  const shape = EYE_SHAPES[look.spec.eyes];
  const at = eyePlacer(look);
  const lids = lidsOf(shape, mood, at);
  const white = blob(...lids.upper, ...lids.lower.slice(1, -1));
  const dark = luma(look.skin.base) < 0.45;
  const [p, q, r] = [lids.lower[1], lids.lower[2], lids.lower[3]];
  return [
    { d: white, fill: dark ? "#F6EDE2" : "#FFFBF5" },
    ...iris(look, shape, mood, side, white),
    // The lid's shadow over white and iris alike.
    {
      d: white,
      fill: "#3A1D22",
      opacity: 0.3,
      clip: white,
      shift: [0, -(shape.up + shape.low) * 0.72 * look.m.eyeScale],
    },
    ...catchlights(look, shape, mood, side),
    ...crease(look, shape, lids),
    ...(p && q && r
      ? [{ d: line(p, q, r), stroke: look.skin.line, width: 1.8, opacity: 0.5 }]
      : []),
    ...upperLid(look, shape, lids, at),
  ];
}

function closedEye(look: Look): RigPath[] {
  const at = eyePlacer(look);
  const { w, outer } = EYE_SHAPES[look.spec.eyes];
  const o = outer * 0.6;
  const lashes = look.spec.lashes === "long"
    ? fineBrush([at(w * 0.9, 5 + o), at(w + 4, 2 + o), at(w + 9, -3 + o)], [5, 3, 0.4])
    : "";
  return [
    {
      d: fineBrush(
        [at(-w, 8), at(-w * 0.55, -5), at(0, -10), at(w * 0.55, -5 + o), at(w + 1, 9 + o)],
        [1, 5.6, 6.8, 6, 1].map((x) => x * look.m.eyeScale),
      ) + lashes,
      fill: lashTint(look),
    },
    {
      d: line(at(-w * 0.5, 15), at(0, 18), at(w * 0.6, 14)),
      stroke: look.skin.line,
      width: 2,
      opacity: 0.3,
    },
  ];
}

/** Draws one eye; side −1 is at the viewer's left. */
export function eyePaths(look: Look, side: Side): RigPath[] {
  const mood = EYE_MOODS[look.spec.expression];
  const paths = mood.closed ? closedEye(look) : openEye(look, mood, side);
  return side === 1 ? mirrored(paths) : paths;
}

/** Draws one brow; side −1 is at the viewer's left. */
export function browPaths(look: Look, side: Side): RigPath[] {
  const extra = side === 1 ? EYE_MOODS[look.spec.expression].brow[2] : 0;
  const paths = leftBrow(look, extra);
  return side === 1 ? mirrored(paths) : paths;
}

function leftBrow(look: Look, extra: number): RigPath[] {
  const shape = BROW_SHAPES[look.spec.brows];
  const { brow: [inner, outer] } = EYE_MOODS[look.spec.expression];
  const { half, thick } = shape;
  const { at, knots } = browKnots(look, { inner, outer, extra });
  const [a, b, c] = thick;
  const paths: RigPath[] = [{
    d: fineBrush(knots, [a * 0.75, a, b, (b + c) / 2, c]),
    fill: browTint(look),
    opacity: 0.94,
  }];
  if (look.spec.brows !== "bushy") return paths;
  const tuft = (x: number, dx: number) =>
    fineBrush([at(x, inner - 2), at(x + dx * 0.5, inner - 11), at(x + dx, inner - 14)], [
      7,
      5,
      0.5,
    ]);
  return [...paths, { d: tuft(-half * 0.7, 10) + tuft(-half * 0.2, 12), fill: browTint(look) }];
}
