/**
 * Owns how a mouth is drawn from what jaw and lips do: lips that part, press, purse and pull, with teeth and tongue
 * behind them. At rest it is the portrait's own. Browser-safe.
 */
import { mix } from "@/lib/avatar/rig/color.ts";
import type { Look } from "@/lib/avatar/rig/look.ts";
import { MOUTH_SHAPES, type MouthShape } from "@/lib/avatar/rig/mouth_shape.ts";
import type { Knot } from "@/lib/avatar/rig/shape.ts";
import type { FleshPen } from "@/lib/avatar/stage/rig2d/flesh_pen.ts";
import { type MouthLines, mouthLines } from "@/lib/avatar/stage/rig2d/mouth_lines.ts";
import type { Moves } from "@/lib/avatar/stage/rig2d/moves.ts";
import type { Rest } from "@/lib/avatar/stage/rig2d/rest.ts";

const INSIDE = "#6A2129";
const TONGUE = "#DD766F";
const TEETH = "#FFFAF2";

/** Paints the mouth of a look. */
export class MouthPainter {
  readonly #shape: MouthShape;
  readonly #upperColor: string;
  readonly #lowerColor: string;

  constructor(readonly look: Look, readonly rest: Rest) {
    this.#shape = MOUTH_SHAPES[look.spec.mouth];
    this.#upperColor = mix(look.skin.lip, look.skin.base, 0.1);
    this.#lowerColor = mix(look.skin.lip, look.skin.base, 0.28);
  }

  /** Paints it. The pen is on the mouth's sheet. */
  paint(pen: FleshPen, moves: Moves): void {
    const lines = mouthLines(this.look, this.rest, moves);
    if (lines.cat < 0.5) this.#lips(pen, lines);
    else this.#underLip(pen, lines, 0);
    if (lines.gap > 1) this.#inside(pen, lines, moves);
    this.#line(pen, lines);
    if (this.look.spec.mouth === "fang") this.#fang(pen, lines);
    if (moves.tongue > 0.05) this.#tongueOut(pen, lines, moves.tongue);
    this.#corners(pen, lines, moves);
  }

  #lips(pen: FleshPen, lines: MouthLines): void {
    const { upper, lower, half, x, upperY, lowerY } = lines;
    const [first, last] = [upper[0], upper.at(-1)];
    if (!first || !last) return;
    const open = Math.min(1, lines.gap / 16);
    // A thin mouth keeps a rim of lip when it opens.
    const f = this.#shape.full + Math.max(0, 0.5 - this.#shape.full) * open;
    const [fu, fl] = [f * lines.upperLip, f * lines.lowerLip];
    pen.blob([
      [first[0] + 3, first[1], 1],
      [x - half * 0.28, upperY - 6.5 * fu],
      [x, upperY - 4.5 * fu],
      [x + half * 0.28, upperY - 6.5 * fu],
      [last[0] - 3, last[1], 1],
      ...(open > 0 ? [...upper].reverse().slice(1, -1) : [[x, upperY + 1] as const]),
    ]).fill(this.#upperColor, 0.75);
    // The lower lip lies under the middle of a closed mouth and runs to the corners of an open one.
    const reach = 0.78 + 0.18 * open;
    const side = (s: -1 | 1): Knot => {
      const corner = s < 0 ? first : last;
      return [x + s * half * reach, (lowerY - 0.5) * (1 - open) + corner[1] * open, 1];
    };
    pen.blob([
      side(-1),
      ...(open > 0 ? lower.slice(1, -1) : [[x, lowerY + 1] as const]),
      side(1),
      [x + half * (0.36 + 0.16 * open), lowerY + 8.5 * fl - lines.gap * 0.1],
      ...(open > 0.3 ? [[x, lowerY + 8.5 * fl + 1] as const] : []),
      [x - half * (0.36 + 0.16 * open), lowerY + 8.5 * fl - lines.gap * 0.1],
    ]).fill(this.#lowerColor, 0.9);
    pen.ellipse(x - half * 0.16, lowerY + 4.2 * fl, half * 0.2, Math.max(0.6, 1.5 * fl))
      .fill(this.look.skin.light, 0.5);
    this.#underLip(pen, lines, 8.5 * fl);
  }

  #underLip(pen: FleshPen, { x, half, lowerY, cat }: MouthLines, lip: number): void {
    const y = lowerY + (cat > 0.5 ? 14 : lip + 7);
    const reach = cat > 0.5 ? 8 : half * 0.4;
    pen.brush([[x - reach, y - 1], [x, y + 1], [x + reach, y - 1]], [0.6, 3, 0.6])
      .fill(this.look.skin.shade);
  }

  #inside(pen: FleshPen, lines: MouthLines, moves: Moves): void {
    const { upper, lower, x, half, gap, lowerY, upperY } = lines;
    const room = Math.min(1, gap / 30);
    const rounded = Math.min(1, moves.pucker + moves.funnel);
    const grin = Math.max(
      moves.smile[0],
      moves.smile[1],
      moves.stretch[0],
      moves.upperUp[0],
      moves.upperUp[1],
    );
    pen.blob([...upper, ...[...lower].reverse().slice(1, -1)]).fill(INSIDE, Math.min(1, gap / 3));
    pen.clipped(() => {
      pen.ellipse(x, lowerY + 4 - 2 * room, half * 0.62, 6 + 10 * room).fill(TONGUE);
      pen.ellipse(x, lowerY + 5, half * 0.16, 5 * room).fill("#C75F5C", 0.5 * room);
      const shown = Math.min(gap * 0.8, (7 + 4 * grin) * Math.min(1, gap / 9)) *
        (1 - 0.75 * rounded) *
        (1 - 0.7 * lines.cat);
      if (shown > 0.5) {
        const row = upper.map((
          [px, py],
        ): Knot => [px, py + shown * (1 - 0.85 * ((px - x) / half) ** 2)]);
        pen.blob([[x - half - 4, upperY - 12, 1], ...row, [x + half + 4, upperY - 12, 1]]).fill(
          TEETH,
        );
      }
      const below = Math.max(moves.lowerDown[0], moves.lowerDown[1], moves.stretch[0] * 0.6) * 6 *
        Math.min(1, gap / 10);
      if (below > 0.5) {
        pen.blob([[x - half * 0.7, lowerY + 8, 1], [x - half * 0.5, lowerY - below], [
          x,
          lowerY - below + 1,
        ], [
          x + half * 0.5,
          lowerY - below,
        ], [x + half * 0.7, lowerY + 8, 1]]).fill(TEETH, 0.92);
      }
    });
  }

  #line(pen: FleshPen, { upper, gap, cat, x, upperY }: MouthLines): void {
    const open = Math.min(1, gap / 20);
    if (cat > 0.01) {
      pen.line(upper).stroke(this.look.ink, 3.2, 0.9);
      pen.line([[x, upperY - 3 - 7 * cat], [x, upperY - 3 * cat]]).stroke(
        this.look.ink,
        3.2,
        0.9 * cat,
      );
      return;
    }
    const soft = upper.map(([x, y]): Knot => [x, y]);
    pen.brush(soft, [1, 3.4, 3 + open, 3.4, 1]).fill(this.look.ink, 0.9);
  }

  #fang(pen: FleshPen, { upper, gap }: MouthLines): void {
    const [, , mid, at] = upper;
    if (!mid || !at) return;
    const [x, y] = [mid[0] + (at[0] - mid[0]) * 0.72, mid[1] + (at[1] - mid[1]) * 0.72];
    const long = 10 + Math.min(3, gap * 0.2);
    pen.to.beginPath();
    pen.moveTo(x, y);
    pen.lineTo(x + 10, y - 1);
    pen.lineTo(x + 6, y + long);
    pen.closePath();
    pen.fill(TEETH).stroke(this.look.ink, 1, 0.8);
  }

  #tongueOut(pen: FleshPen, { x, half, lowerY, upperY }: MouthLines, out: number): void {
    const w = Math.max(9, half * 0.46);
    const end = lowerY + 6 + 22 * out;
    const top = Math.min(lowerY, upperY + 3);
    pen.blob([[x - w * 0.9, top, 1], [x + w * 0.9, top, 1], [x + w, end - 9], [x, end], [
      x - w,
      end - 9,
    ]])
      .fill(TONGUE, Math.min(1, out * 3));
    pen.line([[x, top + 4], [x, end - 10]]).stroke("#B9504E", 2.2, 0.55 * out);
  }

  #corners(pen: FleshPen, { upper }: MouthLines, moves: Moves): void {
    const resting = this.rest.expression === "smile" ? this.rest.weight * moves.calm : 0;
    for (const i of [0, 1] as const) {
      const corner = i === 0 ? upper[0] : upper.at(-1);
      const amount = Math.min(1, Math.max(resting, moves.smile[i], moves.press[i] * 0.6));
      if (!corner || amount < 0.05) continue;
      const s = i === 0 ? -1 : 1;
      pen.line([[corner[0] + s * 6, corner[1] - 5], [corner[0] + s * 8, corner[1] + 2]])
        .stroke(this.look.skin.line, 2.2, 0.4 * amount);
    }
  }
}
