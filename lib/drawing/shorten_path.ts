/** Writes the outline of letters in a fraction of its length. Browser-safe. */

/** Numbers that each command of a path takes. */
const OPERANDS: Readonly<Record<string, number>> = { M: 2, L: 2, Q: 4, C: 6, Z: 0 };

interface Point {
  x: number;
  y: number;
}

/**
 * Writes an absolute path (M, L, Q, C and Z, as resvg gives them) with relative steps of whole units. No point moves by
 * more than a unit.
 *
 * @throws {Error} If the path has another command.
 */
export function shortenPath(d: string, unit: number): string {
  let out = "";
  // Where the pen is, as rounded: rounding the steps alone would let it drift.
  let pen: Point = { x: 0, y: 0 };
  let start = pen;
  /** The control point that `t` would take, mirrored at the pen; after anything but a curve there is none. */
  let mirrored: Point | null = null;
  for (const { command, points } of readPath(d, unit)) {
    const end = points.at(-1) ?? start;
    const control = command === "Q" ? points[0]! : null;
    if (command === "M") {
      start = end;
      out += `M${end.x} ${end.y}`;
    } else if (command === "Z") {
      out += "z";
    } else if (control && mirrored && isNear(control, mirrored)) {
      out += writeSteps("t", pen, [end]);
    } else {
      mirrored = control;
      out += writeSteps(command.toLowerCase(), pen, points);
    }
    const used: Point | null = control && mirrored;
    mirrored = used && { x: 2 * end.x - used.x, y: 2 * end.y - used.y };
    pen = end;
  }
  return out;
}

/** Half-way points of TrueType curves are implied, so most control points are mirrors of the one before. */
function isNear(a: Point, b: Point): boolean {
  return Math.abs(a.x - b.x) <= 1 && Math.abs(a.y - b.y) <= 1;
}

function writeSteps(command: string, from: Point, points: readonly Point[]): string {
  const steps = points.flatMap(({ x, y }) => [x - from.x, y - from.y]);
  return command + steps.join(" ").replaceAll(" -", "-");
}

function* readPath(d: string, unit: number): Generator<{ command: string; points: Point[] }> {
  for (const [, command = "", rest = ""] of d.matchAll(/([A-Za-z])([^A-Za-z]*)/g)) {
    const numbers = rest.trim() === "" ? [] : rest.trim().split(/[\s,]+/).map(Number);
    if (OPERANDS[command] !== numbers.length || numbers.some(Number.isNaN)) {
      throw new Error(`Cannot read the path command ${command}`);
    }
    const points: Point[] = [];
    for (let n = 0; n < numbers.length; n += 2) {
      points.push({ x: Math.round(numbers[n]! / unit), y: Math.round(numbers[n + 1]! / unit) });
    }
    yield { command, points };
  }
}
