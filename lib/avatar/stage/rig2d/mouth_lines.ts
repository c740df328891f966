/**
 * Owns where the lips of a mouth run for what jaw and lips do. At rest they run as the portrait draws them. Pure.
 */
import type { Look } from "@/lib/avatar/rig/look.ts";
import { MOUTH_MOODS, MOUTH_SHAPES } from "@/lib/avatar/rig/mouth_shape.ts";
import { CX, type Knot } from "@/lib/avatar/rig/shape.ts";
import type { Moves, Pair } from "@/lib/avatar/stage/rig2d/moves.ts";
import type { Rest } from "@/lib/avatar/stage/rig2d/rest.ts";

/** The lines of a mouth at a moment. */
export interface MouthLines {
  /** The inner edges of the lips, from the viewer's left corner to the right one; both end in the same corners. */
  readonly upper: readonly Knot[];
  readonly lower: readonly Knot[];
  /** How far the lips are apart in the middle, in units. */
  readonly gap: number;
  readonly x: number;
  readonly upperY: number;
  readonly lowerY: number;
  readonly half: number;
  /** Thickness of the lips, 1 as in the portrait. */
  readonly upperLip: number;
  readonly lowerLip: number;
  /** How much a cat's mouth it is at the moment. */
  readonly cat: number;
}

/** What a mouth is pulled to, side by side. */
interface Pull {
  readonly x: number;
  readonly y: number;
  /** Half widths, and how far the corners are raised. */
  readonly width: Pair;
  readonly curve: Pair;
  /** How far the lips part upwards and downwards. */
  readonly lift: Pair;
  readonly drop: Pair;
  /** How far the jaw draws the corners down. */
  readonly sag: number;
  /** 0 a line, 1 an O. */
  readonly round: number;
  /** How much of its curve the line keeps as it opens. */
  readonly flat: number;
  readonly tilt: number;
}

function pullOf(look: Look, rest: Rest, moves: Moves): Pull {
  const shape = MOUTH_SHAPES[look.spec.mouth];
  const calm = MOUTH_MOODS[rest.expression];
  const stays = rest.weight * moves.calm;
  const jaw = moves.jaw * (1 - 0.85 * moves.close);
  const smile = (moves.smile[0] + moves.smile[1]) / 2;
  const round = Math.min(1, moves.pucker + moves.funnel * 0.7);
  const narrow = 1 - 0.52 * moves.pucker - 0.3 * moves.funnel - 0.14 * jaw * (1 - smile);
  const both = (of: (i: 0 | 1) => number): Pair => [of(0), of(1)];
  const drop = both((i) =>
    Math.max(0, 34 * jaw + 7 * moves.lowerDown[i] + 7 * moves.funnel * (1 - moves.close))
  );
  return {
    x: CX + calm.dx * stays + moves.mouthSide * 10,
    y: look.m.mouthY - 2.5 * moves.shrugUpper - 2 * moves.shrugLower,
    width: both((i) =>
      shape.w * (1 + (calm.width - 1) * stays) *
      (1 + 0.26 * moves.smile[i] + 0.24 * moves.stretch[i]) * narrow
    ),
    curve: both((i) =>
      (shape.curve + calm.curve * stays) * (1 - 0.75 * round) + 9 * moves.smile[i] -
      11 * moves.frown[i] - 2 * moves.stretch[i]
    ),
    lift: both((i) => (3 + 5 * smile) * jaw + 7 * moves.upperUp[i] + 4 * moves.funnel),
    drop,
    sag: drop[0] * 0.2 * (1 - smile),
    round,
    flat: 1 - 0.7 * Math.min(1, jaw * 2),
    tilt: look.spec.mouth === "crooked" ? 5 : 0,
  };
}

function lipLines(pull: Pull): Pick<MouthLines, "upper" | "lower" | "upperY" | "lowerY"> {
  const { x, y, width: [wl, wr], curve: [cl, cr], lift, drop, sag, round, flat, tilt } = pull;
  const left: Knot = [x - wl, y - cl + tilt * 0.6 + sag, 1];
  const right: Knot = [x + wr, y - cr - tilt + sag, 1];
  const mid = y + (cl + cr) / 4 * flat;
  const upperY = mid - (lift[0] + lift[1]) / 2;
  const lowerY = mid + (drop[0] + drop[1]) / 2;
  const bow = 0.8 + 0.12 * round;
  const belly = 0.72 + 0.12 * round;
  return {
    upper: [
      left,
      [x - wl * 0.5, y + cl * 0.35 * flat + tilt * 0.3 - lift[0] * bow],
      [x, upperY],
      [x + wr * 0.5, y + cr * 0.35 * flat - tilt * 0.4 - lift[1] * bow],
      right,
    ],
    lower: [
      left,
      [x - wl * 0.72, y - cl * 0.22 + sag * 0.4 + drop[0] * belly],
      [x, lowerY],
      [x + wr * 0.72, y - cr * 0.22 + sag * 0.4 + drop[1] * belly],
      right,
    ],
    upperY,
    lowerY,
  };
}

/** Two round halves that meet under the nose, and a jaw that drops below them. */
function catLines(
  pull: Pull,
  cat: number,
): Pick<MouthLines, "upper" | "lower" | "upperY" | "lowerY"> {
  const { x, width, curve, lift, drop, sag } = pull;
  const [l, r] = [width[0] * 0.82, width[1] * 0.82];
  const y = pull.y - (lift[0] + lift[1]) / 2;
  const corner = (i: 0 | 1) => y - 4 * cat - Math.max(0, curve[i] - 8) * 0.3 + sag;
  const left: Knot = [x - l, corner(0), 1];
  const right: Knot = [x + r, corner(1), 1];
  const lowerY = pull.y + (drop[0] + drop[1]) / 2 + 4 * cat;
  return {
    upper: [
      left,
      [x - l * 0.62, y + 6 * cat],
      [x - l * 0.22, y + 5 * cat],
      [x, y - 3 * cat],
      [x + r * 0.22, y + 5 * cat],
      [x + r * 0.62, y + 6 * cat],
      right,
    ],
    lower: [left, [x - l * 0.6, y + 6 + drop[0] * 0.72], [x, lowerY], [
      x + r * 0.6,
      y + 6 + drop[1] * 0.72,
    ], right],
    upperY: y,
    lowerY,
  };
}

/** Works out the lines of a mouth. */
export function mouthLines(look: Look, rest: Rest, moves: Moves): MouthLines {
  const pull = pullOf(look, rest, moves);
  const { curve, round, width, lift, drop } = pull;
  const mood = (curve[0] + curve[1]) / 2;
  const cat = look.spec.mouth === "cat" ? Math.min(1, Math.max(0, mood / 3)) * (1 - round) : 0;
  const lines = cat > 0.01 ? catLines(pull, cat) : lipLines(pull);
  const gap = (lift[0] + lift[1] + drop[0] + drop[1]) / 2;
  const press = (moves.press[0] + moves.press[1]) / 2;
  const plump = 1 + 0.5 * moves.pucker + 0.35 * moves.funnel - 0.45 * press;
  return {
    ...lines,
    lower: gap < 1 ? lines.upper : lines.lower,
    gap,
    x: pull.x,
    half: (width[0] + width[1]) / 2,
    upperLip: Math.max(0.15, plump - 0.75 * moves.rollUpper),
    lowerLip: Math.max(0.15, plump - 0.75 * moves.rollLower + 0.3 * moves.shrugLower),
    cat,
  };
}
