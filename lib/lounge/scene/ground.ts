/**
 * Feet on a floor: where they may stand, how high it is there, how they slide along what is in the way, and which way
 * leads around it. Pure. Browser-safe.
 */
import type { Floor } from "@/lib/spaces/floor.ts";

/** Half the width of a body, in metres. */
export const BODY_RADIUS = 0.28;
/** A step up is walked as a slope this wide, in metres, so that nobody jumps. */
const SLOPE = 0.45;

/** A point on the floor. */
export interface Point {
  x: number;
  z: number;
}

/** How high the floor is at a point, in metres: 0, but on what rises from it. */
export function heightAt(floor: Floor, x: number, z: number): number {
  let height = 0;
  for (const rise of floor.rises) {
    const out = Math.max(
      Math.abs(x - rise.x) - rise.halfWidth,
      Math.abs(z - rise.z) - rise.halfDepth,
    );
    const share = Math.min(1, Math.max(0, 0.5 - out / SLOPE));
    height = Math.max(height, rise.height * share * share * (3 - 2 * share));
  }
  return height;
}

/** Whether a body can stand there. */
export function isFree(floor: Floor, x: number, z: number, radius = BODY_RADIUS): boolean {
  if (Math.abs(x) > floor.halfWidth - radius || Math.abs(z) > floor.halfDepth - radius) {
    return false;
  }
  for (const obstacle of floor.obstacles) {
    if (Math.hypot(x - obstacle.x, z - obstacle.z) < obstacle.radius + radius - 1e-6) return false;
  }
  return true;
}

/** Pushes a point to the nearest place where a body can stand; writes into `point`. */
export function settle(floor: Floor, point: Point, radius = BODY_RADIUS): void {
  // Twice, as one obstacle may push into the next.
  for (let round = 0; round < 2; round++) {
    for (const obstacle of floor.obstacles) {
      const [dx, dz] = [point.x - obstacle.x, point.z - obstacle.z];
      const reach = obstacle.radius + radius;
      const distance = Math.hypot(dx, dz);
      if (distance >= reach) continue;
      const scale = distance < 1e-4 ? 0 : reach / distance;
      point.x = distance < 1e-4 ? obstacle.x + reach : obstacle.x + dx * scale;
      point.z = obstacle.z + dz * scale;
    }
    const [w, d] = [floor.halfWidth - radius, floor.halfDepth - radius];
    point.x = Math.min(w, Math.max(-w, point.x));
    point.z = Math.min(d, Math.max(-d, point.z));
  }
}

/** Whether one can walk straight from a to b. */
export function seesWay(floor: Floor, a: Point, b: Point): boolean {
  const [dx, dz] = [b.x - a.x, b.z - a.z];
  const length = dx * dx + dz * dz;
  for (const obstacle of floor.obstacles) {
    const along = length === 0
      ? 0
      : Math.min(1, Math.max(0, ((obstacle.x - a.x) * dx + (obstacle.z - a.z) * dz) / length));
    const gap = Math.hypot(a.x + dx * along - obstacle.x, a.z + dz * along - obstacle.z);
    // A start that touches an obstacle may leave it.
    if (gap < obstacle.radius + BODY_RADIUS - 1e-3 && along > 0) return false;
  }
  return true;
}

const CELL = 0.5;
const AROUND: readonly (readonly [number, number, number])[] = [
  [1, 0, 1],
  [-1, 0, 1],
  [0, 1, 1],
  [0, -1, 1],
  [1, 1, Math.SQRT2],
  [1, -1, Math.SQRT2],
  [-1, 1, Math.SQRT2],
  [-1, -1, Math.SQRT2],
];

/** Cells of half a metre over the floor; the one in the middle has its centre in the origin. */
class Grid {
  readonly half: readonly [number, number];
  readonly columns: number;
  readonly free: Uint8Array;

  constructor(floor: Floor) {
    this.half = [Math.floor(floor.halfWidth / CELL), Math.floor(floor.halfDepth / CELL)];
    this.columns = this.half[0] * 2 + 1;
    this.free = new Uint8Array(this.columns * (this.half[1] * 2 + 1));
    for (let i = 0; i < this.free.length; i++) {
      const { x, z } = this.centre(i);
      this.free[i] = isFree(floor, x, z, BODY_RADIUS + 0.05) ? 1 : 0;
    }
  }

  centre(index: number): Point {
    const row = Math.floor(index / this.columns);
    return {
      x: (index - row * this.columns - this.half[0]) * CELL,
      z: (row - this.half[1]) * CELL,
    };
  }

  /** The cell of a point, or -1 outside. */
  cell(column: number, row: number): number {
    const [w, d] = this.half;
    return Math.abs(column) > w || Math.abs(row) > d ? -1 : (row + d) * this.columns + column + w;
  }

  /** The free cell nearest to a point, or -1 where all is blocked. */
  nearest({ x, z }: Point): number {
    const [column, row] = [Math.round(x / CELL), Math.round(z / CELL)];
    let best = -1;
    let bestGap = Infinity;
    for (let dr = -4; dr <= 4; dr++) {
      for (let dc = -4; dc <= 4; dc++) {
        const cell = this.cell(column + dc, row + dr);
        if (cell < 0 || this.free[cell] === 0) continue;
        const centre = this.centre(cell);
        const gap = Math.hypot(centre.x - x, centre.z - z);
        if (gap < bestGap) [best, bestGap] = [cell, gap];
      }
    }
    return best;
  }
}

const grids = new WeakMap<Floor, Grid>();

/**
 * Finds a way for feet from `from` to the free place nearest to `to`: the corners to walk to in turn, the end
 * included. Null where none leads there. A* over half-metre cells, then pulled straight.
 */
export function findWay(floor: Floor, from: Point, to: Point): Point[] | null {
  const end = { ...to };
  settle(floor, end);
  if (seesWay(floor, from, end)) return [end];
  let grid = grids.get(floor);
  if (!grid) grids.set(floor, grid = new Grid(floor));
  const [start, goal] = [grid.nearest(from), grid.nearest(end)];
  if (start < 0 || goal < 0) return null;
  const cells = search(grid, start, goal);
  return cells && straighten(floor, [from, ...cells.map((cell) => grid.centre(cell)), end]);
}

function search(grid: Grid, start: number, goal: number): number[] | null {
  const cost = new Float32Array(grid.free.length).fill(Infinity);
  const before = new Int32Array(grid.free.length).fill(-1);
  const aim = grid.centre(goal);
  const guess = (cell: number) => {
    const { x, z } = grid.centre(cell);
    return Math.hypot(x - aim.x, z - aim.z) / CELL;
  };
  // A few hundred cells at most are ever open: a scan is shorter than a heap, and as quick here.
  const open = new Map<number, number>([[start, guess(start)]]);
  cost[start] = 0;
  while (open.size > 0) {
    let here = -1;
    let least = Infinity;
    for (const [cell, total] of open) if (total < least) [here, least] = [cell, total];
    if (here === goal) return trace(before, goal);
    open.delete(here);
    const row = Math.floor(here / grid.columns) - grid.half[1];
    const column = here % grid.columns - grid.half[0];
    for (const [dc, dr, length] of AROUND) {
      const next = grid.cell(column + dc, row + dr);
      if (next < 0 || grid.free[next] === 0) continue;
      const total = cost[here]! + length;
      if (total >= cost[next]! - 1e-4) continue;
      cost[next] = total;
      before[next] = here;
      open.set(next, total + guess(next));
    }
  }
  return null;
}

function trace(before: Int32Array, goal: number): number[] {
  const cells = [goal];
  for (let cell = before[goal]!; cell >= 0; cell = before[cell]!) cells.unshift(cell);
  return cells;
}

/** Leaves out every corner that one can see past. */
function straighten(floor: Floor, points: readonly Point[]): Point[] {
  const way: Point[] = [];
  let at = 0;
  while (at < points.length - 1) {
    let next = points.length - 1;
    while (next > at + 1 && !seesWay(floor, points[at]!, points[next]!)) next--;
    way.push(points[next]!);
    at = next;
  }
  return way;
}

/** The seat nearest to a point that `isTaken` does not rule out, or -1. */
export function nearestSeat(
  floor: Floor,
  from: Point,
  { within, isTaken }: { within: number; isTaken: (seat: number) => boolean },
): number {
  let best = -1;
  let bestGap = within;
  floor.seats.forEach((seat, index) => {
    const gap = Math.hypot(seat.x - from.x, seat.z - from.z);
    if (gap <= bestGap && !isTaken(index)) [best, bestGap] = [index, gap];
  });
  return best;
}

/** The angle from `from` to `to` by the shorter way, -π to π. */
export function turnBetween(from: number, to: number): number {
  const turn = (to - from) % (2 * Math.PI);
  return turn > Math.PI ? turn - 2 * Math.PI : turn < -Math.PI ? turn + 2 * Math.PI : turn;
}
