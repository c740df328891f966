/**
 * Owns how eyes and brows are drawn at any moment between open and closed: lids that close, an iris that looks about,
 * brows that rise and knit. At rest they are the portrait's own. Browser-safe.
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
  lidsOf,
  type Place,
} from "@/lib/avatar/rig/eye_shape.ts";
import type { Look } from "@/lib/avatar/rig/look.ts";
import { CX, type Knot } from "@/lib/avatar/rig/shape.ts";
import { swatchOf } from "@/lib/avatar/swatches.ts";
import type { FleshPen } from "@/lib/avatar/stage/rig2d/flesh_pen.ts";
import type { Moves } from "@/lib/avatar/stage/rig2d/moves.ts";
import type { Rest } from "@/lib/avatar/stage/rig2d/rest.ts";

/** How far the iris goes at the ends of its range, in the eye's units. */
const GAZE = { x: 12.5, up: 9, down: 8 } as const;

function blend(a: number, b: number, t: number): number {
  return a + (b - a) * t;
}

function between(from: readonly Knot[], to: readonly Knot[], t: number): Knot[] {
  return from.map((knot, i): Knot => {
    const [x, y] = to[i] ?? knot;
    const at = [blend(knot[0], x, t), blend(knot[1], y, t)] as const;
    return knot[2] ? [...at, 1] : at;
  });
}

/** Paints both eyes and brows of a look. */
export class EyePainter {
  readonly #shape: EyeShape;
  readonly #at: Place;
  #mood: EyeMood = EYE_MOODS.neutral;
  #calm = -1;
  readonly #colors: {
    readonly white: string;
    readonly iris: string;
    readonly rim: string;
    readonly glow: string;
    readonly pupil: string;
    readonly lash: string;
    readonly brow: string;
    readonly lid: string;
  };

  constructor(readonly look: Look, readonly rest: Rest) {
    this.#shape = EYE_SHAPES[look.spec.eyes];
    this.#at = eyePlacer(look);
    const color = swatchOf(look.spec, "eye_color");
    this.#colors = {
      white: luma(look.skin.base) < 0.45 ? "#F6EDE2" : "#FFFBF5",
      iris: mix(color, "#190E12", 0.14),
      rim: mix(color, "#190E12", 0.66),
      glow: mix(color, "#FFE0AC", 0.5),
      pupil: mix(color, "#140A0E", 0.88),
      lash: lashTint(look),
      brow: browTint(look),
      lid: mix(look.skin.base, look.skin.shade, 0.55),
    };
  }

  /** Paints the eye at the viewer's left (0) or right (1). The pen is on the eye's sheet. */
  eye(pen: FleshPen, moves: Moves, i: 0 | 1): void {
    pen.mirrored = i === 1;
    this.#settle(moves.calm);
    const lids = this.#lids(moves, i);
    const { upper, lower, closed } = lids;
    const white = [...upper, ...lower.slice(1, -1)];
    if (closed > 0.05) this.#lid(pen, lids, closed);
    if (closed < 0.985) {
      pen.blob(white).fill(this.#colors.white);
      pen.clipped(() => this.#ball(pen, moves, i, white));
      if (closed < 0.6) this.#lowerLine(pen, lower, 0.5 * (1 - closed));
    }
    this.#crease(pen, upper, closed);
    this.#lashes(pen, upper, closed);
    pen.mirrored = false;
  }

  #settle(calm: number): void {
    if (calm === this.#calm) return;
    this.#calm = calm;
    this.#mood = restMood(this.rest, calm);
  }

  #lids(moves: Moves, i: 0 | 1) {
    const { w, low, outer } = this.#shape;
    const [squint, wide, down] = [moves.squint[i], moves.wide[i], moves.gazeY[i]];
    const mood = this.#mood;
    const follow = down > 0 ? down * 5.5 : down * 3;
    const lids = lidsOf(this.#shape, {
      ...mood,
      open: mood.open * (1 + 0.24 * wide - 0.16 * squint),
      low: mood.low * (1 + 0.12 * wide - 0.42 * squint),
      lids: [mood.lids[0] + follow, mood.lids[1] + follow],
    }, this.#at);
    const closed = moves.blink[i];
    const happy = moves.happy[i] * 0.9;
    const o = outer * 0.6;
    // Relaxed lids meet low in the eye; those of somebody who laughs meet in an arch.
    const relaxed = [6, low * 0.66 + 1, low * 0.9, low * 0.7 + outer * 0.35, outer + 2];
    const arch = [8, -5, -10, -5 + o, 8 + o];
    const xs = [-w, -w * 0.6, 0, w * 0.6, w];
    const line = xs.map((x, n): Knot =>
      this.#at(x, blend(relaxed[n] ?? 0, arch[n] ?? 0, happy), n === 0 || n === 4 ? 1 : undefined)
    );
    return {
      openUpper: lids.upper,
      upper: between(lids.upper, line, closed),
      lower: between(lids.lower, [...line].reverse(), closed),
      closed,
    };
  }

  /** The skin of the lid, which one sees as it comes down. */
  #lid(
    pen: FleshPen,
    lids: { openUpper: readonly Knot[]; upper: readonly Knot[] },
    closed: number,
  ) {
    pen.blob([...lids.openUpper, ...[...lids.upper].reverse().slice(1, -1)])
      .fill(this.#colors.lid, closed * 0.45);
  }

  #ball(pen: FleshPen, moves: Moves, i: 0 | 1, white: readonly Knot[]): void {
    const { look } = this;
    const c = this.#colors;
    const k = look.m.eyeScale;
    const mood = this.#mood;
    const r = this.#shape.iris * mood.iris * (1 - 0.1 * moves.wide[i]) * k;
    const side = i === 0 ? -1 : 1;
    const [gx, gy] = [
      mood.gaze[0] + GAZE.x * moves.gazeX[i],
      mood.gaze[1] +
      moves.gazeY[i] * (moves.gazeY[i] > 0 ? GAZE.down : GAZE.up),
    ];
    const cx = CX - look.m.eyeX + 1.5 * k - side * gx * k;
    const cy = look.m.eyeY + (gy - 1) * k;
    pen.ellipse(cx, cy, r - 1.5, r * 1.05 - 1.5).fill(c.iris).stroke(c.rim, 3.5);
    pen.ellipse(cx, cy + r * 0.52, r * 0.62, r * 0.44).fill(c.glow);
    pen.ellipse(cx, cy, r * 0.52, r * 0.52).fill(c.pupil);
    // The lid's shadow over white and iris alike.
    const lift = (this.#shape.up + this.#shape.low) * 0.72 * k;
    pen.blob(white.map(([x, y, corner]): Knot => corner ? [x, y - lift, corner] : [x, y - lift]))
      .fill("#3A1D22", 0.3);
    // Light stays where the lamp is: it follows the iris only in part.
    const [lx, ly] = [
      cx + side * 0.35 * GAZE.x * moves.gazeX[i] * k,
      cy - 0.35 * GAZE.up * moves.gazeY[i],
    ];
    pen.ellipse(lx + side * r * 0.34, ly - r * 0.38, r * 0.31, r * 0.31).fill("#FFFDF8");
    pen.ellipse(lx - side * r * 0.36, ly + r * 0.42, r * 0.135, r * 0.135).fill("#FFF6E6", 0.85);
  }

  #lowerLine(pen: FleshPen, lower: readonly Knot[], opacity: number): void {
    pen.line(lower.slice(1, -1)).stroke(this.look.skin.line, 1.8, opacity);
  }

  #crease(pen: FleshPen, upper: readonly Knot[], closed: number): void {
    const heavy = this.#shape.crease === 2;
    if (this.#shape.crease === 0) return;
    const lift = (heavy ? 9 : 8) * this.look.m.eyeScale * (1 + 0.5 * closed);
    const [, b, c, d, e] = upper;
    if (!b || !c || !d || !e) return;
    pen.brush([
      [b[0], b[1] - lift * 0.7],
      [c[0], c[1] - lift],
      [d[0], d[1] - lift],
      [e[0] + (e[0] - d[0]) * 0.25, e[1] - lift * 0.7],
    ], heavy ? [1, 3.4, 3.4, 1] : [0.6, 2.2, 2.4, 0.6])
      .fill(this.look.skin.line, 0.55 * (1 - 0.75 * closed));
  }

  #lashes(pen: FleshPen, upper: readonly Knot[], closed: number): void {
    const { lashes } = this.look.spec;
    const [a, b, c, d, e] = upper;
    if (!a || !b || !c || !d || !e) return;
    const k = this.look.m.eyeScale;
    const weight = (lashes === "long" ? 1.25 : lashes === "none" ? 0.78 : 1) * k;
    const wing = lashes === "long" ? 8 : lashes === "none" ? 2 : 5;
    const { w, outer } = this.#shape;
    const tip = this.#at(w + wing, outer - wing * 0.75 * (1 - 1.3 * closed));
    pen.brush(
      [[a[0], a[1]], b, c, d, [e[0], e[1]], tip],
      [1.5, 5, 6.4, 6.6, 5, 0.4].map((x) => x * weight),
    ).fill(this.#colors.lash);
    if (lashes !== "long") return;
    // Long lashes stand on the lid wherever it is, and point down once it is shut.
    const fall = 1 - 1.6 * closed;
    for (const [on, dx, dy] of [[0.8, 10, -8], [0.22, 8, -9]] as const) {
      const [x, y] = [d[0] + (e[0] - d[0]) * on, d[1] + (e[1] - d[1]) * on];
      pen.brush([
        [x, y],
        [x - dx * 0.6 * k, y + dy * 0.4 * fall * k],
        [x - dx * k, y + dy * fall * k],
      ], [4, 2.6, 0.4]).fill(this.#colors.lash);
    }
  }

  /** Paints the brow at the viewer's left (0) or right (1). The pen is on the brow's sheet. */
  brow(pen: FleshPen, moves: Moves, i: 0 | 1): void {
    pen.mirrored = i === 1;
    this.#settle(moves.calm);
    const { thick, half } = BROW_SHAPES[this.look.spec.brows];
    const [inner, outer, right] = this.#mood.brow;
    // What both ends do moves the whole brow; only what is left bends it.
    const lift = (moves.browInner[i] + moves.browOuter[i]) / 2;
    const bend = inner + moves.browInner[i] - lift;
    const { at, knots } = browKnots(this.look, {
      inner: bend,
      outer: outer + moves.browOuter[i] - lift,
      extra: (i === 1 ? right : 0) + lift,
    });
    // Knitted brows come closer.
    const knit = Math.max(0, moves.browInner[i]) * 0.3;
    const moved = knots.map(([x, y], n): Knot => [x + knit * (1 - n / 4), y]);
    const [a, b, c] = thick;
    pen.brush(moved, [a * 0.75, a, b, (b + c) / 2, c]).fill(this.#colors.brow, 0.94);
    if (this.look.spec.brows === "bushy") {
      for (const [x, dx] of [[-half * 0.7, 10], [-half * 0.2, 12]] as const) {
        pen.brush([at(x, bend - 2), at(x + dx * 0.5, bend - 11), at(x + dx, bend - 14)], [
          7,
          5,
          0.5,
        ])
          .fill(this.#colors.brow);
      }
    }
    pen.mirrored = false;
  }
}

/** The eyes' mood at rest: that of the portrait, as far as it leaves room to move. */
function restMood({ expression, weight: full }: Rest, calm: number): EyeMood {
  const weight = full * calm;
  const [from, to] = [EYE_MOODS.neutral, EYE_MOODS[expression]];
  const mix3 = (a: readonly number[], b: readonly number[], n: number) =>
    blend(a[n] ?? 0, b[n] ?? 0, weight);
  return {
    open: blend(from.open, to.open, weight),
    low: blend(from.low, to.low, weight),
    iris: blend(from.iris, to.iris, weight),
    gaze: [mix3(from.gaze, to.gaze, 0), mix3(from.gaze, to.gaze, 1)],
    lids: [mix3(from.lids, to.lids, 0), mix3(from.lids, to.lids, 1)],
    brow: [mix3(from.brow, to.brow, 0), mix3(from.brow, to.brow, 1), mix3(from.brow, to.brow, 2)],
  };
}
