/** Owns drawing the rig's paths on a canvas as they are, without moving a point. Browser-safe. */
import { CX, type Gradient, type RigPath } from "@/lib/avatar/rig/shape.ts";

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** A hex colour with an opacity, as canvas gradients want it. */
export function veil(color: string, opacity: number): string {
  return color + Math.round(Math.min(1, Math.max(0, opacity)) * 255).toString(16).padStart(2, "0");
}

/** Makes a canvas gradient; `at` says where a point of the drawing is. */
export function gradientOf(
  to: Context,
  g: Gradient,
  at: (x: number, y: number) => readonly [x: number, y: number],
): CanvasGradient {
  const [x, y] = at(g.x1, g.y1);
  const paint = g.r === undefined
    ? to.createLinearGradient(x, y, ...at(g.x2 ?? g.x1, g.y2 ?? g.y1))
    : to.createRadialGradient(x, y, 0, x, y, g.r);
  for (const [offset, color, opacity = 1] of g.stops) {
    paint.addColorStop(offset, veil(color, opacity));
  }
  return paint;
}

/** Draws paths in their order. The context's transform is the caller's. */
export function paintPaths(to: Context, paths: readonly RigPath[]): void {
  to.lineCap = "round";
  to.lineJoin = "round";
  for (const { d, fill, stroke, width = 1, opacity = 1, shift, clip, mirror } of paths) {
    to.save();
    if (mirror) to.transform(-1, 0, 0, 1, 2 * CX, 0);
    if (clip !== undefined) to.clip(new Path2D(clip));
    if (shift) to.translate(...shift);
    to.globalAlpha = opacity;
    const path = new Path2D(d);
    if (fill !== undefined) {
      to.fillStyle = typeof fill === "string" ? fill : gradientOf(to, fill, (x, y) => [x, y]);
      to.fill(path);
    }
    if (stroke !== undefined) {
      to.strokeStyle = stroke;
      to.lineWidth = width;
      to.stroke(path);
    }
    to.restore();
  }
}
