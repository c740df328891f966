/**
 * Light that does not move, worked out once for each vertex: sky and ground, one sun with soft shadows, lamps, and the
 * dark where things meet. Pure numbers. Browser-safe.
 */
import type { Caster, ClayMesh } from "@/lib/lounge/scene/clay/clay.ts";
import { cross, unit, type Vec3 } from "@/lib/lounge/scene/clay/vector.ts";
import type { Rgb } from "@/lib/lounge/scene/clay/color.ts";

export interface Lamp {
  at: Vec3;
  color: Rgb;
  /** Metres at which its light has fallen to a quarter. */
  reach: number;
}

/** The light of a room. */
export interface Light {
  /** Towards the sun or moon, or a stage's key light. */
  sun: Vec3;
  sunColor: Rgb;
  sky: Rgb;
  ground: Rgb;
  lamps: readonly Lamp[];
  /** Half the angle that the sun's disc softens shadows by, in radians. */
  softness: number;
}

/** How far things darken each other where they meet, in metres. */
const CREVICE = 1.1;
const SUN_RAYS = 5;
const SKY_RAYS = 7;
const LIFT = 0.02;

/** Share of light from `from` along `direction` (a unit vector) within `reach` metres, 0 to 1. */
export function lightAlong(
  casters: readonly Caster[],
  from: Vec3,
  direction: Vec3,
  reach: number,
): number {
  let share = 1;
  for (const caster of casters) {
    const [dx, dy, dz] = [caster.x - from[0], caster.y - from[1], caster.z - from[2]];
    const along = dx * direction[0] + dy * direction[1] + dz * direction[2];
    if (along < -caster.bound || along - caster.bound > reach) continue;
    const off = dx * dx + dy * dy + dz * dz - along * along;
    if (off > caster.bound * caster.bound) continue;
    if (hits(caster, dx, dy, dz, direction, reach)) {
      share *= caster.through;
      if (share < 0.02) return 0;
    }
  }
  return share;
}

/** (dx, dy, dz) leads from the ray's start to the caster. */
function hits(
  caster: Caster,
  dx: number,
  dy: number,
  dz: number,
  [ux, uy, uz]: Vec3,
  reach: number,
): boolean {
  if (caster.kind === "ball") {
    const along = dx * ux + dy * uy + dz * uz;
    const half = caster.a ** 2 - (dx * dx + dy * dy + dz * dz - along * along);
    return half > 0 && along + Math.sqrt(half) > 0 && along - Math.sqrt(half) < reach &&
      dx * dx + dy * dy + dz * dz > caster.a ** 2;
  }
  // Into the caster's own frame: about y, the other way round.
  const px = -(dx * caster.cos - dz * caster.sin);
  const pz = -(dx * caster.sin + dz * caster.cos);
  const py = -dy;
  const vx = ux * caster.cos - uz * caster.sin;
  const vz = ux * caster.sin + uz * caster.cos;
  let near = 0;
  let far = reach;
  const narrow = (p: number, v: number, half: number): boolean => {
    if (Math.abs(v) < 1e-9) return Math.abs(p) <= half;
    const [t0, t1] = [(-half - p) / v, (half - p) / v];
    near = Math.max(near, Math.min(t0, t1));
    far = Math.min(far, Math.max(t0, t1));
    return true;
  };
  if (!narrow(py, uy, caster.b)) return false;
  if (caster.kind === "box") {
    if (!narrow(px, vx, caster.a) || !narrow(pz, vz, caster.c)) return false;
  } else {
    const a = vx * vx + vz * vz;
    const b = px * vx + pz * vz;
    const c = px * px + pz * pz - caster.a * caster.a;
    if (a < 1e-12) {
      if (c > 0) return false;
    } else {
      const root = b * b - a * c;
      if (root <= 0) return false;
      near = Math.max(near, (-b - Math.sqrt(root)) / a);
      far = Math.min(far, (-b + Math.sqrt(root)) / a);
    }
  }
  // A ray that begins inside leaves freely: the vertex is the caster's own.
  return near < far && near > 1e-4;
}

/** Directions spread over a disc around an axis. */
function cone(axis: Vec3, angle: number, count: number): Vec3[] {
  const side = unit(Math.abs(axis[1]) > 0.9 ? cross(axis, [1, 0, 0]) : cross(axis, [0, 1, 0]));
  const other = cross(axis, side);
  return Array.from({ length: count }, (_, i) => {
    const turn = i * 2.399963;
    const r = Math.sqrt((i + 0.5) / count) * Math.tan(angle);
    const [c, s] = [Math.cos(turn) * r, Math.sin(turn) * r];
    return unit([
      axis[0] + side[0] * c + other[0] * s,
      axis[1] + side[1] * c + other[1] * s,
      axis[2] + side[2] * c + other[2] * s,
    ]);
  });
}

const NOTHING: readonly Caster[] = [];

/** Casters by where their shadow or their side may fall, on a plane: a point asks its own square alone. */
class Squares {
  readonly #squares = new Map<number, Caster[]>();
  constructor(
    casters: readonly Caster[],
    readonly size: number,
    readonly onPlane: (point: Vec3) => readonly [number, number],
    margin: number,
  ) {
    for (const caster of casters) {
      const [u, v] = onPlane([caster.x, caster.y, caster.z]);
      const reach = caster.bound + margin;
      for (let i = Math.floor((u - reach) / size); i <= Math.floor((u + reach) / size); i++) {
        for (let j = Math.floor((v - reach) / size); j <= Math.floor((v + reach) / size); j++) {
          const name = i * 4096 + j;
          const square = this.#squares.get(name);
          if (square) square.push(caster);
          else this.#squares.set(name, [caster]);
        }
      }
    }
  }

  near(point: Vec3): readonly Caster[] {
    const [u, v] = this.onPlane(point);
    const name = Math.floor(u / this.size) * 4096 + Math.floor(v / this.size);
    return this.#squares.get(name) ?? NOTHING;
  }
}

/** What shines on a point with a normal, without its own colour. */
export class Baker {
  readonly #sunRays: Vec3[];
  readonly #around: Squares;
  readonly #sunward: Squares;
  constructor(readonly light: Light, casters: readonly Caster[]) {
    const { sun, softness } = light;
    this.#sunRays = cone(sun, softness, SUN_RAYS);
    this.#around = new Squares(casters, 2, ([x, , z]) => [x, z], CREVICE);
    const side = unit(cross(sun, Math.abs(sun[1]) > 0.9 ? [1, 0, 0] : [0, 1, 0]));
    const other = cross(sun, side);
    const along = (p: Vec3, axis: Vec3) => p[0] * axis[0] + p[1] * axis[1] + p[2] * axis[2];
    // A soft sun bends rays away from the axis: by its tangent at the height of a room.
    this.#sunward = new Squares(
      casters,
      1.5,
      (p) => [along(p, side), along(p, other)],
      Math.min(3, Math.tan(softness) * 12),
    );
  }

  /** Share of the sun that reaches a point, 0 to 1. */
  sunAt(point: Vec3): number {
    const casters = this.#sunward.near(point);
    if (casters.length === 0) return 1;
    let share = 0;
    for (const ray of this.#sunRays) share += lightAlong(casters, point, ray, 60);
    return share / SUN_RAYS;
  }

  /** Light of all lamps at a point; `normal` null for a body that is lit from everywhere. */
  lampsAt(point: Vec3, normal: Vec3 | null): [number, number, number] {
    const sum: [number, number, number] = [0, 0, 0];
    for (const lamp of this.light.lamps) {
      const [dx, dy, dz] = [
        lamp.at[0] - point[0],
        lamp.at[1] - point[1],
        lamp.at[2] - point[2],
      ];
      const distance = Math.hypot(dx, dy, dz) || 1e-3;
      if (distance > lamp.reach * 5) continue;
      const facing = normal === null
        ? 0.6
        : (dx * normal[0] + dy * normal[1] + dz * normal[2]) / distance;
      // Paper lanterns wrap light around a little.
      const wrapped = Math.max(0, facing * 0.8 + 0.2);
      if (wrapped === 0) continue;
      const strength = wrapped / (1 + 3 * (distance / lamp.reach) ** 2);
      for (let i = 0; i < 3; i++) sum[i] = sum[i]! + lamp.color[i]! * strength;
    }
    return sum;
  }

  /** How open a point is to the sky, 0 (a crevice) to 1. */
  openness(point: Vec3, normal: Vec3): number {
    const casters = this.#around.near(point);
    if (casters.length === 0) return 1;
    let share = 0;
    for (const ray of cone(normal, 1.1, SKY_RAYS)) {
      share += lightAlong(casters, point, ray, CREVICE);
    }
    return share / SKY_RAYS;
  }

  shineOn(point: Vec3, normal: Vec3): [number, number, number] {
    const { light } = this;
    const from: Vec3 = [
      point[0] + normal[0] * LIFT,
      point[1] + normal[1] * LIFT,
      point[2] + normal[2] * LIFT,
    ];
    const open = 0.35 + 0.65 * this.openness(from, normal);
    const facing = normal[0] * light.sun[0] + normal[1] * light.sun[1] + normal[2] * light.sun[2];
    const sun = facing > 0 ? facing * this.sunAt(from) : 0;
    const up = 0.5 + 0.5 * normal[1];
    const sum = this.lampsAt(from, normal);
    for (let i = 0; i < 3; i++) {
      sum[i] = (light.ground[i]! + (light.sky[i]! - light.ground[i]!) * up) * open +
        light.sunColor[i]! * sun + sum[i]! * (0.5 + 0.5 * open);
    }
    return sum;
  }
}

/**
 * Works out the colours of a mesh as they are seen, `share` of its vertices at a time, so that the page stays alive:
 * yields the part that is done, 0 to 1.
 */
export function* bakeMesh(
  mesh: ClayMesh,
  baker: Baker,
  out: Float32Array,
  batch = 1500,
): Generator<number> {
  const count = mesh.glows.length;
  for (let i = 0; i < count; i++) {
    const k = i * 3;
    const glow = mesh.glows[i]!;
    const shine = glow >= 1 ? null : baker.shineOn(
      [mesh.positions[k]!, mesh.positions[k + 1]!, mesh.positions[k + 2]!],
      [mesh.normals[k]!, mesh.normals[k + 1]!, mesh.normals[k + 2]!],
    );
    for (let c = 0; c < 3; c++) {
      out[k + c] = mesh.colors[k + c]! * ((shine?.[c] ?? 0) * (1 - Math.min(1, glow)) + glow);
    }
    if (i % batch === batch - 1) yield (i + 1) / count;
  }
  yield 1;
}
