/**
 * Rooms are kneaded from a few shapes into one indexed mesh: boxes, poles, balls, sheets. Each shape may cast a shadow
 * in the bake and stand in the camera's way. Pure numbers, no three.js. Browser-safe.
 */
import type { Box } from "@/lib/lounge/scene/camera.ts";
import { type Rgb, scale } from "@/lib/lounge/scene/clay/color.ts";
import { icosphere } from "@/lib/lounge/scene/clay/icosphere.ts";
import { cross, normalOf, unit, type Vec3 } from "@/lib/lounge/scene/clay/vector.ts";

/** Something that keeps light away in the bake: a box turned about y, an upright pole, or a ball. */
export interface Caster {
  kind: "box" | "pole" | "ball";
  x: number;
  y: number;
  z: number;
  /** Half sizes of a box; radius and half height of a pole; radius of a ball. */
  a: number;
  b: number;
  c: number;
  sin: number;
  cos: number;
  /** Radius of the ball around it. */
  bound: number;
  /** Share of the light that it lets through: leaves and paper. */
  through: number;
}

/** How a shape looks and what it does to light and cameras. */
export interface Style {
  /** Turned about y, in radians. */
  turn?: number;
  /** Shines by itself: 1 shows its colour in any light. */
  glow?: number;
  /** Casts a shadow; default true. */
  casts?: boolean;
  /** Share of light that passes; default 0. */
  through?: number;
  /** No camera goes through it; default false. */
  solid?: boolean;
  /** Bends in the wind by up to this much, in metres. */
  sway?: number;
  /** Random change of lightness, 0 to 1; default 0.05. */
  grain?: number;
}

/** A mesh as plain numbers. */
export interface ClayMesh {
  positions: number[];
  normals: number[];
  colors: number[];
  /** How much a vertex shines by itself. */
  glows: number[];
  sways: number[];
  index: number[];
}

export class Clay {
  readonly mesh: ClayMesh = {
    positions: [],
    normals: [],
    colors: [],
    glows: [],
    sways: [],
    index: [],
  };
  readonly casters: Caster[] = [];
  readonly solids: Box[] = [];
  #x = 0;
  #y = 0;
  #z = 0;
  #sin = 0;
  #cos = 1;

  constructor(readonly random: () => number) {}

  /** Works around another origin, turned about y. */
  at(x: number, y: number, z: number, turn: number, knead: (clay: Clay) => void): void {
    const [ox, oy, oz, sin, cos] = [this.#x, this.#y, this.#z, this.#sin, this.#cos];
    [this.#x, this.#y, this.#z] = this.#place([x, y, z]);
    this.#sin = sin * Math.cos(turn) + cos * Math.sin(turn);
    this.#cos = cos * Math.cos(turn) - sin * Math.sin(turn);
    knead(this);
    [this.#x, this.#y, this.#z, this.#sin, this.#cos] = [ox, oy, oz, sin, cos];
  }

  #place([x, y, z]: Vec3): [number, number, number] {
    return [
      this.#x + x * this.#cos + z * this.#sin,
      this.#y + y,
      this.#z - x * this.#sin + z * this.#cos,
    ];
  }

  /** Adds one vertex; gives its number. */
  vertex(point: Vec3, normal: Vec3, color: Rgb, style: Style = {}): number {
    const { mesh } = this;
    mesh.positions.push(...this.#place(point));
    mesh.normals.push(
      normal[0] * this.#cos + normal[2] * this.#sin,
      normal[1],
      -normal[0] * this.#sin + normal[2] * this.#cos,
    );
    mesh.colors.push(color[0], color[1], color[2]);
    mesh.glows.push(style.glow ?? 0);
    mesh.sways.push(style.sway ?? 0);
    return mesh.glows.length - 1;
  }

  #grained(color: Rgb, style: Style): Rgb {
    const grain = style.grain ?? 0.05;
    return grain === 0 ? color : scale(color, 1 + (this.random() - 0.5) * 2 * grain);
  }

  /** A flat polygon with its corners counter-clockwise as seen from its front. Casts no shadow. */
  face(corners: readonly Vec3[], color: Rgb, style: Style = {}): void {
    const [a, b, c] = [corners[0]!, corners[1]!, corners[2]!];
    const normal = normalOf(a, b, c);
    const tint = this.#grained(color, style);
    const numbers = corners.map((corner) => this.vertex(corner, normal, tint, style));
    for (let i = 2; i < numbers.length; i++) {
      this.mesh.index.push(numbers[0]!, numbers[i - 1]!, numbers[i]!);
    }
  }

  /** A box on its base: (x, y, z) is the middle of its underside. `top` shrinks its upper end. */
  box(
    [x, y, z]: Vec3,
    [w, h, d]: Vec3,
    color: Rgb,
    style: Style & { top?: number } = {},
  ): void {
    this.at(x, y, z, style.turn ?? 0, () => {
      const [a, b, t] = [w / 2, d / 2, style.top ?? 1];
      const low: Vec3[] = [[-a, 0, b], [a, 0, b], [a, 0, -b], [-a, 0, -b]];
      const high = low.map(([px, , pz]): Vec3 => [px * t, h, pz * t]);
      const tint = this.#grained(color, style);
      const flat = { ...style, grain: 0 };
      for (let i = 0; i < 4; i++) {
        const j = (i + 1) % 4;
        this.face([low[i]!, low[j]!, high[j]!, high[i]!], tint, flat);
      }
      this.face(high, tint, flat);
      if (y > 0.02) this.face([...low].reverse(), tint, flat);
      const [px, py, pz] = this.#place([0, h / 2, 0]);
      if (style.casts !== false) {
        this.#cast("box", [px, py, pz], [a, h / 2, b], style.through);
      }
      if (style.solid) this.#block([px, py, pz], [a, h / 2, b]);
    });
  }

  #cast(kind: Caster["kind"], [x, y, z]: Vec3, [a, b, c]: Vec3, through = 0): void {
    const bound = kind === "ball" ? a : kind === "pole" ? Math.hypot(a, b) : Math.hypot(a, b, c);
    this.casters.push({
      kind,
      x,
      y,
      z,
      a,
      b,
      c,
      sin: this.#sin,
      cos: this.#cos,
      bound,
      through,
    });
  }

  #block([x, y, z]: Vec3, [a, b, c]: Vec3): void {
    const w = Math.abs(a * this.#cos) + Math.abs(c * this.#sin);
    const d = Math.abs(a * this.#sin) + Math.abs(c * this.#cos);
    this.solids.push({
      minX: x - w,
      maxX: x + w,
      minY: y - b,
      maxY: y + b,
      minZ: z - d,
      maxZ: z + d,
    });
  }

  /** Keeps light away without being seen, for a shape of many faces. */
  shade([x, y, z]: Vec3, [w, h, d]: Vec3, { through = 0, solid = false } = {}): void {
    const centre = this.#place([x, y + h / 2, z]);
    this.#cast("box", centre, [w / 2, h / 2, d / 2], through);
    if (solid) this.#block(centre, [w / 2, h / 2, d / 2]);
  }

  /** An upright body of rings: `profile` is (radius, height) from below, smooth around; `tints` colours each ring. */
  turned(
    [x, y, z]: Vec3,
    profile: readonly (readonly [radius: number, height: number])[],
    color: Rgb,
    { sides = 12, tints, ...style }: Style & { sides?: number; tints?: readonly Rgb[] } = {},
  ): void {
    this.at(x, y, z, style.turn ?? 0, () => {
      const whole = this.#grained(color, style);
      const rings = profile.map(([radius, height], i) => {
        const [r0, h0] = profile[Math.max(0, i - 1)]!;
        const [r1, h1] = profile[Math.min(profile.length - 1, i + 1)]!;
        const slope = Math.hypot(h1 - h0, r0 - r1) || 1;
        const tint = tints?.[i] ?? whole;
        return Array.from({ length: sides + 1 }, (_, s) => {
          const angle = s / sides * 2 * Math.PI;
          const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
          const out = (h1 - h0) / slope;
          return this.vertex(
            [sin * radius, height, cos * radius],
            [sin * out, (r0 - r1) / slope, cos * out],
            tint,
            style,
          );
        });
      });
      for (let i = 1; i < rings.length; i++) {
        for (let s = 0; s < sides; s++) {
          const [a, b] = [rings[i - 1]![s]!, rings[i - 1]![s + 1]!];
          const [c, d] = [rings[i]![s + 1]!, rings[i]![s]!];
          this.mesh.index.push(a, b, c, a, c, d);
        }
      }
      if (style.casts === false) return;
      const top = profile.at(-1)![1];
      const low = profile[0]![1];
      const radius = Math.max(...profile.map(([r]) => r)) * 0.9;
      this.#cast(
        "pole",
        this.#place([0, (top + low) / 2, 0]),
        [radius, (top - low) / 2, 0],
        style.through,
      );
    });
  }

  /** A closed upright pole. `top` is the radius of its upper end. */
  pole(
    at: Vec3,
    { radius, height, top = radius, ...style }: Style & {
      radius: number;
      height: number;
      top?: number;
      sides?: number;
    },
    color: Rgb,
  ): void {
    const sides = style.sides ?? 8;
    this.turned(at, [[radius, 0], [top, height]], color, { ...style, sides });
    this.turned(at, [[top, height], [0, height + 0.001]], color, { ...style, sides, casts: false });
  }

  /** A round beam between two points. Casts no shadow of its own. */
  beam(a: Vec3, b: Vec3, radius: number, color: Rgb, style: Style & { top?: number } = {}): void {
    const axis: Vec3 = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
    const length = Math.hypot(...axis) || 1;
    const up: Vec3 = [axis[0] / length, axis[1] / length, axis[2] / length];
    const side = unit(Math.abs(up[1]) > 0.9 ? cross(up, [1, 0, 0]) : cross(up, [0, 1, 0]));
    const other = cross(up, side);
    const tint = this.#grained(color, style);
    const sides = 6;
    // A little into what it begins in, so that limbs join without a gap.
    a = [a[0] - up[0] * radius * 0.5, a[1] - up[1] * radius * 0.5, a[2] - up[2] * radius * 0.5];
    const rings = [[a, radius] as const, [b, style.top ?? radius] as const].map(([end, r]) =>
      Array.from({ length: sides + 1 }, (_, s) => {
        const angle = s / sides * 2 * Math.PI;
        const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
        const out: Vec3 = [
          side[0] * cos + other[0] * sin,
          side[1] * cos + other[1] * sin,
          side[2] * cos + other[2] * sin,
        ];
        return this.vertex(
          [end[0] + out[0] * r, end[1] + out[1] * r, end[2] + out[2] * r],
          out,
          tint,
          style,
        );
      })
    );
    for (let s = 0; s < sides; s++) {
      const [p, q, r, t] = [rings[0]![s]!, rings[0]![s + 1]!, rings[1]![s + 1]!, rings[1]![s]!];
      this.mesh.index.push(p, q, r, p, r, t);
    }
  }

  /** A ball of flat faces; `squash` flattens it, `rough` (0 to 1) makes it a stone or a crown of leaves. */
  ball(
    [x, y, z]: Vec3,
    radius: number,
    color: Rgb,
    { squash = 1, rough = 0, detail = 1, ...style }: Style & {
      squash?: number;
      rough?: number;
      detail?: number;
    } = {},
  ): void {
    const { points, triangles } = icosphere(detail);
    const moved = points.map(([px, py, pz]): Vec3 => {
      const r = radius * (1 + (this.random() - 0.5) * rough);
      return [x + px * r, y + py * r * squash, z + pz * r];
    });
    for (const [a, b, c] of triangles) {
      this.face([moved[a]!, moved[b]!, moved[c]!], color, style);
    }
    if (style.casts !== false) {
      this.#cast("ball", this.#place([x, y, z]), [radius * 0.9, 0, 0], style.through);
    }
  }

  /**
   * A level sheet of shared vertices, `cell` metres apart, so that baked shadows lie on it. `paint` gives its colour
   * at a point, and `lift` its height over `y`.
   */
  sheet(
    { minX, maxX, minZ, maxZ, y, cell }: {
      minX: number;
      maxX: number;
      minZ: number;
      maxZ: number;
      y: number;
      cell: number;
    },
    paint: (x: number, z: number) => Rgb,
    lift: (x: number, z: number) => number = () => 0,
  ): void {
    const columns = Math.max(1, Math.ceil((maxX - minX) / cell));
    const rows = Math.max(1, Math.ceil((maxZ - minZ) / cell));
    const numbers: number[] = [];
    for (let row = 0; row <= rows; row++) {
      for (let column = 0; column <= columns; column++) {
        const x = minX + (maxX - minX) * column / columns;
        const z = minZ + (maxZ - minZ) * row / rows;
        const e = 0.2;
        const normal = unit([
          lift(x - e, z) - lift(x + e, z),
          2 * e,
          lift(x, z - e) - lift(x, z + e),
        ]);
        numbers.push(this.vertex([x, y + lift(x, z), z], normal, paint(x, z)));
      }
    }
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const a = numbers[row * (columns + 1) + column]!;
        const [b, c, d] = [a + 1, a + columns + 2, a + columns + 1];
        this.mesh.index.push(a, d, c, a, c, b);
      }
    }
  }
}
