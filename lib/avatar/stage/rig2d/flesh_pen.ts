/**
 * Owns drawing on a canvas through a surface: every point of an outline is moved before it is drawn, so curves stay
 * curves and nothing is ever scaled as a picture. Browser-safe.
 */
import { brushKnots, CX, type Knot, type OutlinePen, traceSpline } from "@/lib/avatar/rig/shape.ts";
import { type Outline, STEP } from "@/lib/avatar/stage/rig2d/outline.ts";
import type { Sheet, Surface } from "@/lib/avatar/stage/rig2d/surface.ts";

/** What a pen needs of a canvas's context; a `Path2D` and a recorder have it too. */
export type Tracer = Pick<
  CanvasRenderingContext2D,
  "moveTo" | "lineTo" | "bezierCurveTo" | "closePath"
>;

/** Runs soft outlines over a surface; set `sheet` and `mirrored` before. */
export class FleshPen implements OutlinePen {
  sheet: Sheet = { flesh: "body", lift: 0 };
  /** Reflects everything about the portrait's axis first. */
  mirrored = false;

  constructor(readonly to: CanvasRenderingContext2D, readonly surface: Surface) {}

  #move(x: number, y: number): void {
    this.surface.move(this.mirrored ? 2 * CX - x : x, y, this.sheet);
  }

  moveTo(x: number, y: number): void {
    this.#move(x, y);
    this.to.moveTo(this.surface.x, this.surface.y);
  }

  lineTo(x: number, y: number): void {
    this.#move(x, y);
    this.to.lineTo(this.surface.x, this.surface.y);
  }

  curveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void {
    const { surface } = this;
    this.#move(x1, y1);
    const [ax, ay] = [surface.x, surface.y];
    this.#move(x2, y2);
    const [bx, by] = [surface.x, surface.y];
    this.#move(x, y);
    this.to.bezierCurveTo(ax, ay, bx, by, surface.x, surface.y);
  }

  closePath(): void {
    this.to.closePath();
  }

  /** Starts a path with one closed soft outline. */
  blob(knots: readonly Knot[]): this {
    this.to.beginPath();
    traceSpline(this, knots, true);
    return this;
  }

  line(knots: readonly Knot[]): this {
    this.to.beginPath();
    traceSpline(this, knots, false);
    return this;
  }

  brush(knots: readonly Knot[], widths: readonly number[]): this {
    return this.blob(brushKnots(knots, widths));
  }

  ellipse(cx: number, cy: number, rx: number, ry: number): this {
    const [kx, ky] = [rx * 0.5523, ry * 0.5523];
    this.to.beginPath();
    this.moveTo(cx - rx, cy);
    this.curveTo(cx - rx, cy - ky, cx - kx, cy - ry, cx, cy - ry);
    this.curveTo(cx + kx, cy - ry, cx + rx, cy - ky, cx + rx, cy);
    this.curveTo(cx + rx, cy + ky, cx + kx, cy + ry, cx, cy + ry);
    this.curveTo(cx - kx, cy + ry, cx - rx, cy + ky, cx - rx, cy);
    this.closePath();
    return this;
  }

  fill(color: string, opacity = 1): this {
    if (opacity <= 0.004) return this;
    this.to.globalAlpha = Math.min(1, opacity);
    this.to.fillStyle = color;
    this.to.fill();
    this.to.globalAlpha = 1;
    return this;
  }

  stroke(color: string, width: number, opacity = 1): this {
    if (opacity <= 0.004) return this;
    this.to.globalAlpha = Math.min(1, opacity);
    this.to.strokeStyle = color;
    this.to.lineWidth = width;
    this.to.stroke();
    this.to.globalAlpha = 1;
    return this;
  }

  /** Cuts what `draw` draws to the path begun before. */
  clipped(draw: () => void): void {
    this.to.save();
    this.to.clip();
    draw();
    this.to.restore();
  }
}

/** An outline that is moved at most once a frame, however often it is drawn. */
export class MovedOutline {
  #moved: Float32Array;
  #frame = -1;

  constructor(readonly outline: Outline, readonly sheet: Sheet) {
    this.#moved = new Float32Array(outline.points.length);
  }

  /** Moves every point over the surface as it stands in this frame. */
  move(surface: Surface, frame: number): void {
    if (this.#frame === frame) return;
    this.#frame = frame;
    const { points } = this.outline;
    for (let i = 0; i < points.length; i += 2) {
      surface.move(points[i] as number, points[i + 1] as number, this.sheet);
      this.#moved[i] = surface.x;
      this.#moved[i + 1] = surface.y;
    }
  }

  /** Adds the moved outline to a path. */
  trace(to: Tracer): void {
    const p = this.#moved;
    const { steps } = this.outline;
    let i = 0;
    for (let n = 0; n < steps.length; n++) {
      switch (steps[n]) {
        case STEP.move:
          to.moveTo(p[i] as number, p[i + 1] as number);
          i += 2;
          break;
        case STEP.line:
          to.lineTo(p[i] as number, p[i + 1] as number);
          i += 2;
          break;
        case STEP.curve:
          to.bezierCurveTo(
            p[i] as number,
            p[i + 1] as number,
            p[i + 2] as number,
            p[i + 3] as number,
            p[i + 4] as number,
            p[i + 5] as number,
          );
          i += 6;
          break;
        default:
          to.closePath();
      }
    }
  }
}
