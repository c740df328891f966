/**
 * Owns path data as numbers: a rig's outline is read once, then moved point by point for every frame. Curves and arcs
 * become cubic Béziers, whose handles can be moved like any other point. Pure and browser-safe.
 */

/** A drawing step; each takes this many points. */
export const STEP = { move: 0, line: 1, curve: 2, close: 3 } as const;
export const STEP_POINTS: readonly number[] = [1, 1, 3, 0];

/** An outline: steps, and the points they take one after another as x, y. */
export interface Outline {
  readonly steps: Uint8Array;
  readonly points: Float32Array;
}

/** How an outline lies: moved, then mirrored about the vertical axis at `axis`. */
export interface Placing {
  readonly dx: number;
  readonly dy: number;
  readonly mirrorAt: number | null;
}

const TOKEN = /([MmLlHhVvCcSsQqAaZz])|([+-]?(?:\d*\.\d+|\d+\.?))/g;

class Reader {
  readonly steps: number[] = [];
  readonly points: number[] = [];
  #x = 0;
  #y = 0;
  #startX = 0;
  #startY = 0;
  #handleX = 0;
  #handleY = 0;

  #to(x: number, y: number): void {
    this.points.push(x, y);
    [this.#x, this.#y, this.#handleX, this.#handleY] = [x, y, x, y];
  }

  move(x: number, y: number): void {
    this.steps.push(STEP.move);
    this.#to(x, y);
    [this.#startX, this.#startY] = [x, y];
  }

  line(x: number, y: number): void {
    this.steps.push(STEP.line);
    this.#to(x, y);
  }

  curve(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void {
    this.steps.push(STEP.curve);
    this.points.push(x1, y1, x2, y2);
    this.#to(x, y);
    [this.#handleX, this.#handleY] = [x2, y2];
  }

  smooth(x2: number, y2: number, x: number, y: number): void {
    this.curve(2 * this.#x - this.#handleX, 2 * this.#y - this.#handleY, x2, y2, x, y);
  }

  quad(qx: number, qy: number, x: number, y: number): void {
    const [ax, ay] = [this.#x, this.#y];
    this.curve(
      ax + (qx - ax) * 2 / 3,
      ay + (qy - ay) * 2 / 3,
      x + (qx - x) * 2 / 3,
      y + (qy - y) * 2 / 3,
      x,
      y,
    );
  }

  close(): void {
    this.steps.push(STEP.close);
    [this.#x, this.#y] = [this.#startX, this.#startY];
    [this.#handleX, this.#handleY] = [this.#x, this.#y];
  }

  /** Source of the parameters: SVG 2, appendix B.2.4; the rig's arcs are never rotated. */
  arc(
    givenRx: number,
    givenRy: number,
    large: boolean,
    sweep: boolean,
    x: number,
    y: number,
  ): void {
    const [x0, y0] = [this.#x, this.#y];
    const [mx, my] = [(x0 - x) / 2, (y0 - y) / 2];
    const reach = (mx / givenRx) ** 2 + (my / givenRy) ** 2;
    const grow = reach > 1 ? Math.sqrt(reach) : 1;
    const [rx, ry] = [givenRx * grow, givenRy * grow];
    const [ux, uy] = [mx / rx, my / ry];
    const length = ux * ux + uy * uy;
    const factor = Math.sqrt(Math.max(0, (1 - length) / length)) * (large === sweep ? -1 : 1);
    const [cx, cy] = [factor * uy, -factor * ux];
    const start = Math.atan2(uy - cy, ux - cx);
    let turn = Math.atan2(-uy - cy, -ux - cx) - start;
    if (sweep && turn < 0) turn += 2 * Math.PI;
    if (!sweep && turn > 0) turn -= 2 * Math.PI;
    const [ox, oy] = [(x0 + x) / 2 + cx * rx, (y0 + y) / 2 + cy * ry];
    const pieces = Math.max(1, Math.ceil(Math.abs(turn) / (Math.PI / 2) - 1e-6));
    const step = turn / pieces;
    const k = 4 / 3 * Math.tan(step / 4);
    for (let i = 0; i < pieces; i++) {
      const [a, b] = [start + i * step, start + (i + 1) * step];
      const [ca, sa, cb, sb] = [Math.cos(a), Math.sin(a), Math.cos(b), Math.sin(b)];
      this.curve(
        ox + rx * (ca - k * sa),
        oy + ry * (sa + k * ca),
        ox + rx * (cb + k * sb),
        oy + ry * (sb - k * cb),
        ox + rx * cb,
        oy + ry * sb,
      );
    }
  }

  get at(): readonly [x: number, y: number] {
    return [this.#x, this.#y];
  }
}

/** How many numbers each command takes. */
const ARITY: { readonly [command: string]: number } = {
  m: 2,
  l: 2,
  h: 1,
  v: 1,
  c: 6,
  s: 4,
  q: 4,
  a: 7,
  z: 0,
};

/** Arc flags are written without a separator: `0 1150` is two flags and a number. */
function splitArcs(d: string): string {
  return d.replace(/[Aa][^A-Za-z]*/g, (run) => {
    const number = String.raw`[\s,]*([+-]?(?:\d*\.\d+|\d+\.?))`;
    const flag = String.raw`[\s,]*([01])`;
    const one = new RegExp(number.repeat(3) + flag.repeat(2) + number.repeat(2), "g");
    return run[0] + run.slice(1).replace(one, " $1 $2 $3 $4 $5 $6 $7 ");
  });
}

function draw(reader: Reader, command: string, n: readonly number[]): void {
  const relative = command === command.toLowerCase();
  const [ox, oy] = relative ? reader.at : [0, 0];
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0] = n;
  switch (command.toLowerCase()) {
    case "m":
      return reader.move(a + ox, b + oy);
    case "l":
      return reader.line(a + ox, b + oy);
    case "h":
      return reader.line(a + ox, reader.at[1]);
    case "v":
      return reader.line(reader.at[0], a + oy);
    case "c":
      return reader.curve(a + ox, b + oy, c + ox, d + oy, e + ox, f + oy);
    case "s":
      return reader.smooth(a + ox, b + oy, c + ox, d + oy);
    case "q":
      return reader.quad(a + ox, b + oy, c + ox, d + oy);
    case "a":
      return reader.arc(a, b, d === 1, e === 1, f + ox, g + oy);
    case "z":
      return reader.close();
  }
}

/**
 * Reads path data of the kinds the rig writes (all but `T` and rotated arcs).
 *
 * @throws {SyntaxError} If a command has not the numbers it needs.
 */
export function readOutline(d: string, placing?: Placing): Outline {
  const reader = new Reader();
  const tokens = (/[Aa]/.test(d) ? splitArcs(d) : d).match(TOKEN) ?? [];
  let command = "";
  for (let i = 0; i < tokens.length;) {
    const token = tokens[i] ?? "";
    if (/[A-Za-z]/.test(token)) {
      command = token;
      i++;
    }
    const arity = ARITY[command.toLowerCase()] ?? NaN;
    const numbers = tokens.slice(i, i + arity).map(Number);
    if (numbers.length !== arity || numbers.some(Number.isNaN)) {
      throw new SyntaxError(`Cannot read path data at "${token}"`);
    }
    draw(reader, command, numbers);
    i += arity;
    // Pairs after a move are lines.
    if (command === "m") command = "l";
    if (command === "M") command = "L";
  }
  const points = Float32Array.from(reader.points);
  if (placing) place(points, placing);
  return { steps: Uint8Array.from(reader.steps), points };
}

function place(points: Float32Array, { dx, dy, mirrorAt }: Placing): void {
  for (let i = 0; i < points.length; i += 2) {
    const x = (points[i] ?? 0) + dx;
    points[i] = mirrorAt === null ? x : 2 * mirrorAt - x;
    points[i + 1] = (points[i + 1] ?? 0) + dy;
  }
}
