/** Tests of baked light and of the shapes it falls on. */
import assert from "node:assert/strict";
import { bakeMesh, Baker, type Light, lightAlong } from "@/lib/lounge/scene/clay/bake.ts";
import { Clay } from "@/lib/lounge/scene/clay/clay.ts";
import { icosphere } from "@/lib/lounge/scene/clay/icosphere.ts";
import { unit, type Vec3 } from "@/lib/lounge/scene/clay/vector.ts";
import { INK } from "@/lib/lounge/scene/clay/color.ts";

const LIGHT: Light = {
  sun: [0, 1, 0],
  sunColor: [1, 1, 1],
  sky: [0.2, 0.2, 0.2],
  ground: [0.1, 0.1, 0.1],
  lamps: [],
  softness: 0.02,
};
const UP: Vec3 = [0, 1, 0];

function kneaded(knead: (clay: Clay) => void): Clay {
  const clay = new Clay(() => 0.5);
  knead(clay);
  return clay;
}

Deno.test("a box, a pole and a ball each keep the sun from what is under them, and from nothing beside", () => {
  const clay = kneaded((clay) => {
    clay.box([0, 2, 0], [1, 0.5, 1], INK.wood, { turn: 0.4 });
    clay.pole([5, 2, 0], { radius: 0.5, height: 1 }, INK.wood);
    clay.ball([10, 2, 0], 0.5, INK.wood);
  });
  const baker = new Baker(LIGHT, clay.casters);
  for (const x of [0, 5, 10]) assert.equal(baker.sunAt([x, 0, 0]), 0, `under ${x}`);
  for (const x of [-2, 2.5, 7.5, 12]) assert.equal(baker.sunAt([x, 0, 0]), 1, `beside ${x}`);
});

Deno.test("looking only at near casters finds the same light as looking at all", () => {
  let seed = 1;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const clay = kneaded((clay) => {
    for (let i = 0; i < 60; i++) {
      const at: Vec3 = [random() * 20 - 10, random() * 3, random() * 20 - 10];
      if (i % 3 === 0) clay.box(at, [1, 1, 1], INK.wood, { turn: random() * 6 });
      else if (i % 3 === 1) clay.pole(at, { radius: 0.4, height: 2 }, INK.wood);
      else clay.ball(at, 0.7, INK.wood, { detail: 0 });
    }
  });
  const sun = unit([-0.7, 0.5, 0.3]);
  const baker = new Baker({ ...LIGHT, sun, softness: 0.0001 }, clay.casters);
  for (let i = 0; i < 500; i++) {
    const point: Vec3 = [random() * 24 - 12, random(), random() * 24 - 12];
    const all = lightAlong(clay.casters, point, sun, 60);
    assert.ok(Math.abs(baker.sunAt(point) - all) < 0.25, `${point}`);
  }
});

Deno.test("leaves let some light through", () => {
  const clay = kneaded((clay) => clay.ball([0, 2, 0], 0.5, INK.leaf, { through: 0.3 }));
  const share = new Baker(LIGHT, clay.casters).sunAt([0, 0, 0]);
  assert.ok(Math.abs(share - 0.3) < 1e-9);
});

Deno.test("corners are darker than the open floor", () => {
  const clay = kneaded((clay) => clay.box([0, 0, 0], [2, 2, 2], INK.wood));
  const baker = new Baker(LIGHT, clay.casters);
  assert.equal(baker.openness([8, 0.02, 0], UP), 1);
  assert.ok(baker.openness([1.05, 0.02, 0], UP) < 0.8);
});

Deno.test("a lamp lights what faces it, less with distance", () => {
  const lamp = { at: [0, 2, 0] as const, color: [1, 0.5, 0.2] as const, reach: 1 };
  const baker = new Baker({ ...LIGHT, lamps: [lamp] }, []);
  const near = baker.lampsAt([0, 1, 0], UP);
  const far = baker.lampsAt([0, 0, 0], UP);
  assert.ok(near[0] > far[0] && far[0] > 0 && near[0] > near[2]);
  assert.deepEqual(baker.lampsAt([0, 1, 0], [0, -1, 0]), [0, 0, 0]);
});

Deno.test("what glows keeps its colour in the dark", () => {
  const clay = kneaded((clay) =>
    clay.box([0, 0, 0], [1, 1, 1], [0.9, 0.6, 0.3], { glow: 1, grain: 0 })
  );
  const out = new Float32Array(clay.mesh.positions.length);
  const dark: Light = { ...LIGHT, sunColor: [0, 0, 0], sky: [0, 0, 0], ground: [0, 0, 0] };
  const shares = [...bakeMesh(clay.mesh, new Baker(dark, clay.casters), out, 4)];
  assert.equal(shares.at(-1), 1);
  assert.ok(shares.length > 2, "in several goes");
  assert.ok(Math.abs(out[0]! - 0.9) < 1e-6 && Math.abs(out[2]! - 0.3) < 1e-6);
});

Deno.test("faces of boxes, poles and balls look outwards", () => {
  const shapes: Record<string, (clay: Clay) => void> = {
    box: (clay) => clay.box([0, 0.5, 0], [1, 1, 1], INK.wood, { turn: 1 }),
    pole: (clay) => clay.pole([0, 0.5, 0], { radius: 0.5, height: 1 }, INK.wood),
    ball: (clay) => clay.ball([0, 1, 0], 0.5, INK.wood),
    beam: (clay) => clay.beam([0, 0.5, 0], [0, 1.5, 0], 0.2, INK.wood),
  };
  for (const [name, knead] of Object.entries(shapes)) {
    const { positions: p, index } = kneaded((clay) => clay.at(0, 0, 0, 2, knead)).mesh;
    for (let i = 0; i < index.length; i += 3) {
      const [a, b, c] = [index[i]!, index[i + 1]!, index[i + 2]!].map((v) =>
        [p[v * 3]!, p[v * 3 + 1]! - 1, p[v * 3 + 2]!] as Vec3
      ) as [Vec3, Vec3, Vec3];
      const [u, v] = [[b[0] - a[0], b[1] - a[1], b[2] - a[2]], [
        c[0] - a[0],
        c[1] - a[1],
        c[2] - a[2],
      ]];
      const n = [
        u[1]! * v[2]! - u[2]! * v[1]!,
        u[2]! * v[0]! - u[0]! * v[2]!,
        u[0]! * v[1]! - u[1]! * v[0]!,
      ];
      const out = n[0]! * (a[0] + b[0] + c[0]) + n[1]! * (a[1] + b[1] + c[1]) +
        n[2]! * (a[2] + b[2] + c[2]);
      assert.ok(out > -1e-9, `${name}, triangle ${i / 3}`);
    }
  }
});

Deno.test("icosphere() has four times the faces with each step", () => {
  assert.deepEqual([0, 1, 2].map((detail) => icosphere(detail).triangles.length), [20, 80, 320]);
});
