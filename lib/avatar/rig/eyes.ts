/**
 * Owns the eyes and brows: large quiet eyes whose lids, gaze and brows follow the expression.
 * Local units: x grows outwards from the eye's centre on both sides. Pure and browser-safe.
 */
import type { AvatarSpec } from "@/lib/avatar/model.ts";
import { luma, mix } from "@/lib/avatar/rig/color.ts";
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
import { swatchOf } from "@/lib/avatar/spec.ts";

interface EyeShape {
  /** Half width, height above and below the centre line, iris radius. */
  readonly w: number;
  readonly up: number;
  readonly low: number;
  readonly iris: number;
  /** Drop of the outer corner; negative lifts it. */
  readonly outer: number;
  /** Where the upper lid is highest, −1 inner to 1 outer. */
  readonly peak: number;
  /** Lid crease: 0 none, 1 fine, 2 heavy. */
  readonly crease: 0 | 1 | 2;
}

const EYE_SHAPES: { readonly [K in AvatarSpec["eyes"]]: EyeShape } = {
  round: { w: 29, up: 25, low: 17, iris: 20.5, outer: 0, peak: -0.05, crease: 1 },
  almond: { w: 33, up: 21, low: 14, iris: 19.5, outer: -4, peak: 0.05, crease: 1 },
  monolid: { w: 33, up: 17, low: 12, iris: 18.5, outer: -5, peak: 0, crease: 0 },
  sleepy: { w: 32, up: 14, low: 15, iris: 19.5, outer: 3, peak: 0.05, crease: 2 },
  upturned: { w: 34, up: 20, low: 12, iris: 18.5, outer: -11, peak: 0.25, crease: 1 },
  droopy: { w: 32, up: 21, low: 14, iris: 19.5, outer: 8, peak: -0.25, crease: 1 },
  narrow: { w: 34, up: 12, low: 9, iris: 16.5, outer: -4, peak: 0.1, crease: 1 },
  wide: { w: 32, up: 28, low: 20, iris: 22, outer: -1, peak: 0, crease: 1 },
};

interface Mood {
  readonly open: number;
  readonly low: number;
  readonly iris: number;
  readonly gaze: readonly [x: number, y: number];
  /** Drop of the inner and outer upper lid. */
  readonly lids: readonly [inner: number, outer: number];
  /** Drop of the inner and outer brow, then an extra drop of the right brow. */
  readonly brow: readonly [inner: number, outer: number, right: number];
  readonly closed?: true;
}

const MOODS: { readonly [K in AvatarSpec["expression"]]: Mood } = {
  neutral: { open: 1, low: 1, iris: 1, gaze: [0, 0], lids: [0, 0], brow: [0, 0, 0] },
  smile: { open: 0.93, low: 0.72, iris: 1, gaze: [0, 0], lids: [0, 0], brow: [-3, -1, -1] },
  laugh: {
    open: 0,
    low: 0,
    iris: 1,
    gaze: [0, 0],
    lids: [0, 0],
    brow: [-9, -5, 0],
    closed: true,
  },
  sad: { open: 0.86, low: 0.95, iris: 1, gaze: [0, 4], lids: [-3, 4], brow: [-11, 6, 0] },
  angry: { open: 0.9, low: 0.85, iris: 0.94, gaze: [0, 0], lids: [8, -2], brow: [14, -5, 0] },
  surprised: {
    open: 1.2,
    low: 1.15,
    iris: 0.88,
    gaze: [0, 0],
    lids: [0, 0],
    brow: [-15, -13, 0],
  },
  shy: { open: 0.82, low: 0.9, iris: 1, gaze: [8, 5], lids: [0, 2], brow: [-8, 3, 0] },
  thinking: { open: 0.97, low: 0.92, iris: 0.97, gaze: [8, -6], lids: [0, 0], brow: [0, 0, -10] },
};

type Side = -1 | 1;
type Place = (x: number, y: number, corner?: 1) => Knot;

/** Everything is drawn for the left eye; the right one is its reflection. */
function placer(look: Look): Place {
  const { eyeX, eyeY, eyeScale } = look.m;
  return (x, y, corner) => {
    const at = [CX - eyeX - x * eyeScale, eyeY + y * eyeScale] as const;
    return corner ? [...at, corner] : at;
  };
}

interface Lids {
  readonly upper: readonly Knot[];
  readonly lower: readonly Knot[];
}

function lidsOf(shape: EyeShape, mood: Mood, at: Place): Lids {
  const { w, outer, peak } = shape;
  const up = shape.up * mood.open;
  const low = shape.low * mood.low;
  const [innerDrop, outerDrop] = mood.lids;
  return {
    upper: [
      at(-w, 6, 1),
      at(-w * 0.62, -up * 0.62 + innerDrop),
      at(peak * w, -up + (innerDrop + outerDrop) / 2),
      at(w * 0.66, -up * 0.6 + outer * 0.55 + outerDrop),
      at(w, outer + outerDrop * 0.6, 1),
    ],
    lower: [
      at(w, outer + outerDrop * 0.6, 1),
      at(w * 0.55, low * 0.82 + outer * 0.35),
      at(-w * 0.1, low),
      at(-w * 0.65, low * 0.78),
      at(-w, 6, 1),
    ],
  };
}

function iris(look: Look, shape: EyeShape, mood: Mood, side: Side, clip: string): RigPath[] {
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

function catchlights(look: Look, shape: EyeShape, mood: Mood, side: Side): RigPath[] {
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

function lashTint(look: Look): string {
  return mix(mix(look.hair.line, "#23151A", 0.75), look.skin.line, 0.12);
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

function openEye(look: Look, mood: Mood, side: Side): RigPath[] {
  const shape = EYE_SHAPES[look.spec.eyes];
  const at = placer(look);
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
  const at = placer(look);
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
  const mood = MOODS[look.spec.expression];
  const paths = mood.closed ? closedEye(look) : openEye(look, mood, side);
  return side === 1 ? mirrored(paths) : paths;
}

interface BrowShape {
  /** Thickness at the inner end, the middle and the outer end. */
  readonly thick: readonly [number, number, number];
  readonly arch: number;
  /** Where the arch peaks, −1 to 1. */
  readonly peak: number;
  readonly drop: number;
  /** Half length. */
  readonly half: number;
}

const BROW_SHAPES: { readonly [K in AvatarSpec["brows"]]: BrowShape } = {
  soft: { thick: [6, 8, 1.5], arch: 7, peak: 0.15, drop: 3, half: 34 },
  straight: { thick: [8, 8.5, 3], arch: 2, peak: 0.1, drop: 0, half: 34 },
  arched: { thick: [6, 7, 1], arch: 13, peak: 0.3, drop: 5, half: 35 },
  thick: { thick: [11, 12.5, 4], arch: 6, peak: 0.2, drop: 2, half: 36 },
  thin: { thick: [3, 4, 1], arch: 9, peak: 0.15, drop: 4, half: 33 },
  angled: { thick: [8, 9, 1.5], arch: 9, peak: 0.45, drop: -3, half: 35 },
  short: { thick: [8, 10, 6], arch: 4, peak: 0, drop: 2, half: 20 },
  bushy: { thick: [12, 15, 7], arch: 6, peak: 0.25, drop: 4, half: 37 },
};

function browTint(look: Look): string {
  const bright = luma(look.hair.base);
  if (look.spec.hair === "bald") return mix(look.skin.line, UMBER_BROW, 0.4);
  return bright > 0.62
    ? mix(look.hair.line, look.skin.line, 0.3)
    : mix(look.hair.base, look.hair.line, 0.35);
}

const UMBER_BROW = "#3B2A26";

/** Draws one brow; side −1 is at the viewer's left. */
export function browPaths(look: Look, side: Side): RigPath[] {
  const extra = side === 1 ? MOODS[look.spec.expression].brow[2] : 0;
  const paths = leftBrow(look, extra);
  return side === 1 ? mirrored(paths) : paths;
}

function leftBrow(look: Look, extra: number): RigPath[] {
  const shape = BROW_SHAPES[look.spec.brows];
  const [inner, outer] = MOODS[look.spec.expression].brow;
  const { eyeX, browY, eyeScale } = look.m;
  const { half, arch, peak, drop, thick } = shape;
  const at: Place = (x, y) => [CX - eyeX - 2 - x * eyeScale, browY + extra + y];
  const knots = [
    at(-half, inner + 2),
    at(-half * 0.55, inner * 0.75 - arch * 0.45),
    at(peak * half, (inner + outer) / 2 - arch),
    at(half * 0.7, outer * 0.8 - arch * 0.5 + drop * 0.5),
    at(half, outer + drop),
  ];
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
