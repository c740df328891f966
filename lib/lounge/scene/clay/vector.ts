/** Directions in space as plain triples. Pure. Browser-safe. */

export type Vec3 = readonly [number, number, number];

export function cross(a: Vec3, b: Vec3): Vec3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

/** The same direction with length 1. */
export function unit([x, y, z]: Vec3): Vec3 {
  const length = Math.hypot(x, y, z) || 1;
  return [x / length, y / length, z / length];
}

/** Normal of a triangle whose corners are counter-clockwise. */
export function normalOf(a: Vec3, b: Vec3, c: Vec3): Vec3 {
  return unit(cross(
    [b[0] - a[0], b[1] - a[1], b[2] - a[2]],
    [c[0] - a[0], c[1] - a[1], c[2] - a[2]],
  ));
}
