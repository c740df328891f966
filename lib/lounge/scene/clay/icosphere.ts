/** Balls of triangles of about the same size. Pure. Browser-safe. */
import { unit, type Vec3 } from "@/lib/lounge/scene/clay/vector.ts";

interface Sphere {
  points: Vec3[];
  triangles: (readonly [number, number, number])[];
}

const spheres = new Map<number, Sphere>();

/** A ball of radius 1: an icosahedron whose faces are cut in four `detail` times. */
export function icosphere(detail: number): Sphere {
  const known = spheres.get(detail);
  if (known) return known;
  const t = (1 + Math.sqrt(5)) / 2;
  const points: Vec3[] = ([
    [-1, t, 0],
    [1, t, 0],
    [-1, -t, 0],
    [1, -t, 0],
    [0, -1, t],
    [0, 1, t],
    [0, -1, -t],
    [0, 1, -t],
    [t, 0, -1],
    [t, 0, 1],
    [-t, 0, -1],
    [-t, 0, 1],
  ] as const).map((point) => unit(point));
  let triangles: Sphere["triangles"] = [
    [0, 11, 5],
    [0, 5, 1],
    [0, 1, 7],
    [0, 7, 10],
    [0, 10, 11],
    [1, 5, 9],
    [5, 11, 4],
    [11, 10, 2],
    [10, 7, 6],
    [7, 1, 8],
    [3, 9, 4],
    [3, 4, 2],
    [3, 2, 6],
    [3, 6, 8],
    [3, 8, 9],
    [4, 9, 5],
    [2, 4, 11],
    [6, 2, 10],
    [8, 6, 7],
    [9, 8, 1],
  ];
  for (let round = 0; round < detail; round++) {
    const middles = new Map<string, number>();
    const middle = (a: number, b: number): number => {
      const name = a < b ? `${a} ${b}` : `${b} ${a}`;
      const found = middles.get(name);
      if (found !== undefined) return found;
      const [p, q] = [points[a]!, points[b]!];
      points.push(unit([p[0] + q[0], p[1] + q[1], p[2] + q[2]]));
      middles.set(name, points.length - 1);
      return points.length - 1;
    };
    triangles = triangles.flatMap(([a, b, c]) => {
      const [ab, bc, ca] = [middle(a, b), middle(b, c), middle(c, a)];
      return [[a, ab, ca], [b, bc, ab], [c, ca, bc], [ab, bc, ca]] as const;
    });
  }
  const sphere = { points, triangles };
  spheres.set(detail, sphere);
  return sphere;
}
