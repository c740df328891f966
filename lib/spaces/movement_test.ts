import assert from "node:assert/strict";
import fc from "fast-check";
import { type Floor, FLOORS, RUN_SPEED, THEMES } from "@/lib/spaces/floor.ts";
import { hauntOf, keepOnFloor, move, type Place, spawnOf } from "@/lib/spaces/movement.ts";

const FLOOR: Floor = {
  halfWidth: 10,
  halfDepth: 8,
  obstacles: [{ x: 4, z: 0, radius: 1 }],
  rises: [],
  entrance: { x: 0, z: 7, heading: Math.PI },
  seats: [],
  haunts: [{ x: -3, z: -3, heading: 0 }],
  stage: null,
  board: { x: 0, z: 0, heading: 0 },
};
const at = (x: number, z: number): Place => ({ x, y: 0, z, heading: 0, motion: "idle", atMs: 0 });
const to = (x: number, z: number, y = 0) => ({ position: { x, y, z } });

Deno.test("move() follows somebody who walks", () => {
  const { x, z, motion } = move(FLOOR, at(0, 0), to(0.3, 0.2), 100);
  assert.deepEqual({ x, z, motion }, { x: 0.3, z: 0.2, motion: "walk" });
});

Deno.test("move() takes nobody farther than one can run, whatever the client says", () => {
  fc.assert(fc.property(
    fc.double({ min: -1000, max: 1000, noNaN: true }),
    fc.double({ min: -1000, max: 1000, noNaN: true }),
    fc.integer({ min: 0, max: 600_000 }),
    (x, z, nowMs) => {
      const got = move(FLOOR, at(0, 0), to(x, z), nowMs);
      assert.ok(Math.hypot(got.x, got.z) <= RUN_SPEED * 1.4 * 1.5 + 0.6 + 1e-9);
      assert.ok(Math.abs(got.x) <= FLOOR.halfWidth && Math.abs(got.z) <= FLOOR.halfDepth);
    },
  ));
});

Deno.test("move() lets nobody stand in an obstacle, not even in its middle", () => {
  for (const [x, z] of [[4, 0], [4.2, 0.1], [3.5, -0.5]] as const) {
    const got = keepOnFloor(FLOOR, { x, z });
    assert.ok(Math.hypot(got.x - 4, got.z) >= 1 - 1e-9, `${got.x} ${got.z}`);
  }
});

Deno.test("move() bounds height, wraps headings, and survives a clock that went back", () => {
  const got = move(FLOOR, at(0, 0), { ...to(0.1, 0, 99), heading: -Math.PI / 2 }, -5_000);
  assert.equal(got.y, 3);
  assert.ok(Math.abs(got.heading - 1.5 * Math.PI) < 1e-9);
  assert.ok(got.x <= 0.6);
});

Deno.test("move() keeps what somebody does who only turns", () => {
  const sitting: Place = { ...at(1, 1), motion: "sit" };
  assert.equal(move(FLOOR, sitting, { ...to(1, 1), heading: 2 }, 100).motion, "sit");
});

for (const theme of THEMES) {
  Deno.test(`the ${theme} has room for a thousand newcomers, apart from each other at first`, () => {
    const floor = FLOORS[theme];
    const spots = Array.from({ length: 1000 }, (_, seat) => spawnOf(floor, seat));
    for (const { x, z } of spots) {
      assert.ok(Math.abs(x) <= floor.halfWidth && Math.abs(z) <= floor.halfDepth);
      for (const o of floor.obstacles) {
        assert.ok(Math.hypot(x - o.x, z - o.z) >= o.radius - 0.01);
      }
    }
    const [a, b] = spots;
    assert.ok(Math.hypot(a!.x - b!.x, a!.z - b!.z) > 0.3);
    for (let n = 0; n < 8; n++) {
      assert.deepEqual(keepOnFloor(floor, hauntOf(floor, n)).x, hauntOf(floor, n).x);
    }
  });
}
