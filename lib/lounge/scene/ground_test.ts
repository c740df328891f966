/** Tests of feet on a floor. */
import assert from "node:assert/strict";
import { type Floor, FLOORS, THEMES } from "@/lib/spaces/floor.ts";
import {
  BODY_RADIUS,
  findWay,
  heightAt,
  isFree,
  nearestSeat,
  seesWay,
  settle,
  turnBetween,
} from "@/lib/lounge/scene/ground.ts";

const POST: Floor = {
  ...FLOORS.maru,
  halfWidth: 6,
  halfDepth: 5,
  obstacles: [{ x: 0, z: 0, radius: 1 }],
  rises: [{ x: 3, z: 0, halfWidth: 1, halfDepth: 1, height: 0.5 }],
};

for (const theme of THEMES) {
  Deno.test(`${theme}: people come in and residents stand on free ground`, () => {
    const floor = FLOORS[theme];
    assert.ok(isFree(floor, floor.entrance.x, floor.entrance.z));
    for (const { x, z } of floor.haunts) assert.ok(isFree(floor, x, z), `haunt at ${x} ${z}`);
    assert.ok(isFree(floor, floor.board.x, floor.board.z), "one can stand before the board");
  });

  Deno.test(`${theme}: a way leads from the entrance to every seat, haunt and to the board`, () => {
    const floor = FLOORS[theme];
    for (const spot of [...floor.seats, ...floor.haunts, floor.board]) {
      const way = findWay(floor, floor.entrance, spot);
      assert.ok(way, `to ${spot.x} ${spot.z}`);
      const corners = [floor.entrance, ...way];
      for (let i = 1; i < corners.length; i++) {
        assert.ok(isFree(floor, corners[i]!.x, corners[i]!.z, BODY_RADIUS - 0.02));
      }
      const end = corners.at(-1)!;
      assert.ok(Math.hypot(end.x - spot.x, end.z - spot.z) < 1.2, "ends near the spot");
    }
  });
}

Deno.test("settle() pushes out of an obstacle to its edge, and into the room", () => {
  const inside = { x: 0.2, z: 0 };
  settle(POST, inside);
  assert.ok(Math.abs(Math.hypot(inside.x, inside.z) - 1 - BODY_RADIUS) < 1e-9);
  const middle = { x: 0, z: 0 };
  settle(POST, middle);
  assert.ok(isFree(POST, middle.x, middle.z), "even from its very middle");
  const outside = { x: 99, z: -99 };
  settle(POST, outside);
  assert.deepEqual(outside, { x: 6 - BODY_RADIUS, z: -5 + BODY_RADIUS });
});

Deno.test("findWay() goes straight where nothing is in the way, and around what is", () => {
  assert.deepEqual(findWay(POST, { x: -3, z: 2 }, { x: 3, z: 2 }), [{ x: 3, z: 2 }]);
  const around = findWay(POST, { x: -3, z: 0 }, { x: 3, z: 0 });
  assert.ok(around && around.length > 1);
  let length = 0;
  let from = { x: -3, z: 0 };
  for (const corner of around) {
    assert.ok(seesWay(POST, from, corner), "each leg is free");
    length += Math.hypot(corner.x - from.x, corner.z - from.z);
    from = corner;
  }
  assert.ok(length < 7.6, `no great detour: ${length}`);
});

Deno.test("findWay() tells where no way leads", () => {
  const walled: Floor = {
    ...POST,
    obstacles: Array.from({ length: 40 }, (_, i) => ({
      x: Math.sin(i / 40 * 2 * Math.PI) * 2,
      z: Math.cos(i / 40 * 2 * Math.PI) * 2,
      radius: 0.35,
    })),
  };
  assert.equal(findWay(walled, { x: -5, z: 0 }, { x: 0, z: 0 }), null);
});

Deno.test("heightAt() rises by a slope, not by a jump", () => {
  assert.equal(heightAt(POST, 3, 0), 0.5);
  assert.equal(heightAt(POST, -3, 0), 0);
  let last = heightAt(POST, 1.5, 0);
  for (let x = 1.5; x <= 3; x += 0.02) {
    const height = heightAt(POST, x, 0);
    assert.ok(height >= last && height - last < 0.06, `at ${x}`);
    last = height;
  }
});

Deno.test("nearestSeat() passes over taken seats and those too far", () => {
  const floor = FLOORS.teahouse;
  const by = (taken: number[], within = 30) =>
    nearestSeat(floor, { x: -1.5, z: -1 }, { within, isTaken: (seat) => taken.includes(seat) });
  assert.equal(by([]), 0);
  assert.equal(by([0]), 2);
  assert.equal(by([], 0.1), -1);
});

Deno.test("turnBetween() takes the shorter way", () => {
  assert.ok(Math.abs(turnBetween(3, -3) - (2 * Math.PI - 6)) < 1e-9);
  assert.ok(Math.abs(turnBetween(0, 7) - (7 - 2 * Math.PI)) < 1e-9);
  assert.ok(Math.abs(turnBetween(-50, 50)) <= Math.PI);
});
