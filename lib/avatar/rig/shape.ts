/**
 * Owns the vector vocabulary of the rig: paths, layers, and the few ways to draw a soft outline
 * through points. Units are those of the 640×800 portrait, y down. Pure and browser-safe.
 */

/** A position in the portrait's units. */
export type Point = readonly [x: number, y: number];

/** A point an outline runs through; a third element makes it a corner instead of a soft turn. */
export type Knot = readonly [x: number, y: number, corner?: 1];

/** A colour ramp from one point to another. `r` present makes it radial around (x1, y1). */
export interface Gradient {
  readonly x1: number;
  readonly y1: number;
  readonly x2?: number;
  readonly y2?: number;
  readonly r?: number;
  readonly stops: readonly (readonly [offset: number, color: string, opacity?: number])[];
}

/** One filled or stroked outline. Paint is a CSS hex colour or a gradient; absent means none. */
export interface RigPath {
  readonly d: string;
  readonly fill?: string | Gradient;
  readonly stroke?: string;
  /** Stroke width in portrait units; joins and caps are round. */
  readonly width?: number;
  readonly opacity?: number;
  /** Moves this path only (not its clip). */
  readonly shift?: Point;
  /** Path data that this path is cut to. */
  readonly clip?: string;
  /** Reflects the path, its shift and its clip about the portrait's axis. */
  readonly mirror?: true;
}

/** What a layer moves with: a renderer turns `head` about the neck and lets `body` breathe. */
export type Bone = "ground" | "body" | "head";

/** A named sheet of paths. Greater depth is nearer to the viewer; the pivot is where it turns. */
export interface RigLayer {
  readonly name: string;
  readonly bone: Bone;
  readonly depth: number;
  readonly pivot: Point;
  readonly paths: readonly RigPath[];
}

/** The vertical axis of the portrait. */
export const CX = 320;

/** Half units keep files small and are invisible at 640 px. */
function round(value: number): number {
  return Math.round(value * 2) / 2;
}

/** Joins numbers as path data does: a sign separates, a leading zero goes. */
function join(values: readonly number[]): string {
  return values.map((value, i) => {
    const text = String(value).replace(/^(-?)0\./, "$1.");
    return i === 0 || text.startsWith("-") ? text : ` ${text}`;
  }).join("");
}

function pair(x: number, y: number): string {
  return join([round(x), round(y)]);
}

/** What an outline is drawn with: path data, a canvas. */
export interface OutlinePen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  /** A cubic Bézier; `smooth` where its first handle mirrors the last one of the curve before. */
  curveTo(
    ...handles: readonly [
      x1: number,
      y1: number,
      x2: number,
      y2: number,
      x: number,
      y: number,
      smooth: boolean,
    ]
  ): void;
  closePath(): void;
}

/** Grows path data step by step, rounding against the true position so that no error builds up. */
class DataPen implements OutlinePen {
  #text = "";
  #command = "";
  #x = 0;
  #y = 0;

  constructor(readonly snap: (value: number) => number) {}

  #step(command: string, numbers: readonly number[]): void {
    const text = join(numbers);
    const glue = command !== this.#command ? command : text.startsWith("-") ? "" : " ";
    this.#text += glue + text;
    this.#command = command;
  }

  moveTo(toX: number, toY: number): void {
    [this.#x, this.#y] = [this.snap(toX), this.snap(toY)];
    this.#text += `M${join([this.#x, this.#y])}`;
  }

  lineTo(toX: number, toY: number): void {
    const [x, y] = [this.snap(toX), this.snap(toY)];
    if (y === this.#y) this.#step("h", [x - this.#x]);
    else if (x === this.#x) this.#step("v", [y - this.#y]);
    else this.#step("l", [x - this.#x, y - this.#y]);
    [this.#x, this.#y] = [x, y];
  }

  curveTo(
    ...[x1, y1, x2, y2, x, y, smooth]: readonly [
      number,
      number,
      number,
      number,
      number,
      number,
      boolean,
    ]
  ): void {
    const handles = smooth ? [x2, y2, x, y] : [x1, y1, x2, y2, x, y];
    this.#step(
      smooth ? "s" : "c",
      handles.map((value, i) => this.snap(value) - (i % 2 ? this.#y : this.#x)),
    );
    [this.#x, this.#y] = [this.snap(x), this.snap(y)];
  }

  closePath(): void {
    this.#text += "z";
  }

  toString(): string {
    return this.#text;
  }
}

/**
 * Runs through the knots as a uniform Catmull–Rom curve. Its handles mirror each other at every soft
 * knot, so all but the first piece after a corner is smooth.
 */
export function traceSpline(pen: OutlinePen, knots: readonly Knot[], closed: boolean): void {
  const n = knots.length;
  const at = (i: number): Knot => {
    const index = closed ? (i + n) % n : Math.min(n - 1, Math.max(0, i));
    return knots[index] ?? [0, 0];
  };
  const [startX, startY] = at(0);
  pen.moveTo(startX, startY);
  const pieces = closed ? n : n - 1;
  for (let i = 0; i < pieces; i++) {
    const [a, b, c, d] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    if (b[2] && c[2]) {
      // The closing edge is a line anyway.
      if (i < n - 1) pen.lineTo(c[0], c[1]);
      continue;
    }
    // At a corner the handle points straight at the other end.
    const [bx, by] = b[2]
      ? [(c[0] - b[0]) / 3, (c[1] - b[1]) / 3]
      : [(c[0] - a[0]) / 6, (c[1] - a[1]) / 6];
    const [cx, cy] = c[2]
      ? [(b[0] - c[0]) / 3, (b[1] - c[1]) / 3]
      : [(b[0] - d[0]) / 6, (b[1] - d[1]) / 6];
    pen.curveTo(b[0] + bx, b[1] + by, c[0] + cx, c[1] + cy, c[0], c[1], i > 0 && !b[2]);
  }
  if (closed) pen.closePath();
}

function spline(knots: readonly Knot[], closed: boolean, snap: (value: number) => number): string {
  const pen = new DataPen(snap);
  traceSpline(pen, knots, closed);
  return pen.toString();
}

/** Closes a soft outline through the knots (Catmull–Rom as cubic Béziers). */
export function blob(...knots: readonly Knot[]): string {
  return spline(knots, true, Math.round);
}

/** Runs an open soft line through the knots. */
export function line(...knots: readonly Knot[]): string {
  return spline(knots, false, Math.round);
}

/** Closes straight edges between points. */
export function poly(...points: readonly Point[]): string {
  const [first = [0, 0], ...rest] = points;
  const pen = new DataPen(Math.round);
  pen.moveTo(...first);
  for (const point of rest) pen.lineTo(...point);
  pen.closePath();
  return pen.toString();
}

/** A straight stroke. */
export function segment(x1: number, y1: number, x2: number, y2: number): string {
  return `M${pair(x1, y1)}L${pair(x2, y2)}`;
}

/** An axis-parallel ellipse, or a circle where `ry` is left out. */
export function ellipse(cx: number, cy: number, rx: number, ry = rx): string {
  const snap = rx > 16 ? Math.round : round;
  const [a, b] = [snap(rx), snap(ry)];
  // Arc flags need no separator: `0 1 0` and the step that follows are written as one.
  const arc = `${join([a, b])} 0 10`;
  return `M${join([snap(cx) - a, snap(cy)])}a${arc}${2 * a} 0 ${arc}${-2 * a} 0z`;
}

/** Dots for a round-capped stroke: the width of the stroke is their diameter. */
export function dots(...points: readonly Point[]): string {
  return points.map(([x, y]) => `M${join([Math.round(x), Math.round(y)])}h.01`).join("");
}

/** A rectangle with corners rounded by `r`. */
export function rect(x: number, y: number, w: number, h: number, r = 0): string {
  const [left, top, width, height] = [x, y, w, h].map(round) as [number, number, number, number];
  if (r === 0) return `M${join([left, top])}h${width}v${height}h${-width}z`;
  const arc = (dx: number, dy: number) => `a${r} ${r} 0 01${join([dx, dy])}`;
  const [dx, dy] = [width - 2 * r, height - 2 * r];
  return `M${join([left + r, top])}h${dx}${arc(r, r)}v${dy}${arc(-r, r)}h${-dx}${
    arc(-r, -r)
  }v${-dy}${arc(r, -r)}z`;
}

/**
 * The outline of a brush stroke: a soft line through the knots that is `widths[i]` wide at each knot, so that it may
 * swell and end in a point.
 *
 * @throws {RangeError} If there is not one width for each knot.
 */
export function brushKnots(knots: readonly Knot[], widths: readonly number[]): Knot[] {
  if (widths.length !== knots.length) throw new RangeError("A brush needs one width for each knot");
  const left: Knot[] = [];
  const right: Knot[] = [];
  knots.forEach(([x, y], i) => {
    const [x0, y0] = knots[i - 1] ?? [x, y];
    const [x1, y1] = knots[i + 1] ?? [x, y];
    const length = Math.hypot(x1 - x0, y1 - y0) || 1;
    const half = (widths[i] ?? 0) / 2;
    const end = i === 0 || i === knots.length - 1;
    if (end && half < 0.55) {
      left.push([x, y, 1]);
      return;
    }
    const [nx, ny] = [-(y1 - y0) / length * half, (x1 - x0) / length * half];
    left.push(end ? [x + nx, y + ny, 1] : [x + nx, y + ny]);
    right.unshift(end ? [x - nx, y - ny, 1] : [x - nx, y - ny]);
  });
  return [...left, ...right];
}

/**
 * A brush stroke, drawn as one filled outline; see `brushKnots`.
 *
 * @throws {RangeError} If there is not one width for each knot.
 */
export function brush(
  knots: readonly Knot[],
  widths: readonly number[],
  snap: (value: number) => number = Math.round,
): string {
  return spline(brushKnots(knots, widths), true, snap);
}

/** A brush stroke drawn to half units, for the fine lines of a face. */
export function fineBrush(knots: readonly Knot[], widths: readonly number[]): string {
  return brush(knots, widths, round);
}

/** A bumpy ellipse of `bumps` soft scallops that swell by `swell`; `phase` turns them (radians). */
export function scallops(
  cx: number,
  cy: number,
  rx: number,
  ry: number,
  { bumps, swell, phase = 0 }: { bumps: number; swell: number; phase?: number },
): string {
  const parts: string[] = [];
  for (let i = 0; i <= bumps; i++) {
    const angle = phase + (i / bumps) * 2 * Math.PI;
    const [x, y] = [cx + Math.cos(angle) * rx, cy + Math.sin(angle) * ry];
    if (i === 0) {
      parts.push(`M${pair(x, y)}`);
      continue;
    }
    const mid = angle - Math.PI / bumps;
    const reach = 1 + 2 * swell;
    parts.push(
      `Q${pair(cx + Math.cos(mid) * rx * reach, cy + Math.sin(mid) * ry * reach)} ${pair(x, y)}`,
    );
  }
  return parts.join("") + "z";
}

/** The same paths on the other side of the axis; their outlines are shared, so they cost little. */
export function mirrored(paths: readonly RigPath[]): RigPath[] {
  return paths.map((path) => ({ ...path, mirror: true }));
}

/** Mirrors knots across the portrait's axis, keeping their order. */
export function mirror(knots: readonly Knot[]): Knot[] {
  return knots.map(([x, y, corner]) => corner ? [2 * CX - x, y, corner] : [2 * CX - x, y]);
}

/** A symmetric outline: the right half from top to bottom, closed by its own reflection. */
export function symmetric(...right: readonly Knot[]): string {
  const left = mirror(right).reverse().filter(([x]) => x !== CX);
  return blob(...right, ...left);
}

/** Moves knots by (dx, dy), after scaling them by `sx`, `sy` about the origin. */
export function place(
  knots: readonly Knot[],
  { x, y, sx = 1, sy = 1 }: { x: number; y: number; sx?: number; sy?: number },
): Knot[] {
  return knots.map(([kx, ky, corner]) =>
    corner ? [x + kx * sx, y + ky * sy, corner] : [x + kx * sx, y + ky * sy]
  );
}
