import assert from "node:assert/strict";
import fc from "fast-check";
import {
  allRows,
  type Crowd,
  emptyCrowd,
  endTick,
  MAX_ROWS,
  placeBody,
  removeBody,
  type Zone,
  zoneOf,
} from "@/lib/spaces/crowd.ts";
import type { Place } from "@/lib/spaces/movement.ts";

const at = (x: number, z: number): Place => ({ x, y: 0, z, heading: 0, motion: "walk", atMs: 0 });
const put = (crowd: Crowd, seat: number, x: number, z: number) =>
  placeBody(crowd, seat, { place: at(x, z), typing: false });
const HERE = new Set([zoneOf({ x: 0, z: 0 })]);

function seatsTold(crowd: Crowd, zones: ReadonlySet<Zone> = HERE): number[] {
  return endTick(crowd, zones).frames.flatMap(({ rows }) => rows.map(({ seat }) => seat));
}

Deno.test("endTick() tells who moved, once", () => {
  const crowd = emptyCrowd();
  put(crowd, 1, 0, 0);
  assert.deepEqual(seatsTold(crowd), [1]);
  assert.deepEqual(endTick(crowd, HERE), { frames: [], more: false });
});

Deno.test("endTick() tells of near bodies ten times a second, of far ones less often", () => {
  const crowd = emptyCrowd();
  const told = new Map([[1, 0], [2, 0], [3, 0]]);
  for (let tick = 0; tick < 30; tick++) {
    put(crowd, 1, tick * 0.02, 0);
    put(crowd, 2, 17 + tick * 0.02, 0);
    put(crowd, 3, 60 + tick * 0.02, 0);
    for (const seat of seatsTold(crowd)) told.set(seat, told.get(seat)! + 1);
  }
  assert.deepEqual([...told.values()], [30, 10, 3]);
});

Deno.test("endTick() tells everybody, in the end, where everybody came to stand", () => {
  const step = fc.tuple(
    fc.integer({ min: 0, max: 400 }),
    fc.double({ min: -40, max: 40, noNaN: true }),
    fc.double({ min: -40, max: 40, noNaN: true }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 600 }), (steps) => {
      const crowd = emptyCrowd();
      const zones = new Set([zoneOf({ x: 0, z: 0 }), zoneOf({ x: 30, z: -30 })]);
      const known = new Map<Zone, Map<number, string>>([...zones].map((zone) => [zone, new Map()]));
      const hear = () => {
        const { frames, more } = endTick(crowd, zones);
        for (const { zone, rows } of frames) {
          assert.ok(rows.length <= MAX_ROWS);
          for (const { seat, x, z } of rows) known.get(zone)!.set(seat, `${x} ${z}`);
        }
        return more;
      };
      steps.forEach(([seat, x, z], n) => {
        put(crowd, seat, x, z);
        if (n % 5 === 0) hear();
      });
      for (let n = 0; hear(); n++) assert.ok(n < 50, "it must come to an end");
      // The last moves are judged by what the crowd holds: a change below a centimetre is none.
      for (const [, seats] of known) assert.equal(seats.size, crowd.bodies.size);
      for (const { seat, x, z } of allRows(crowd, () => true)) {
        for (const [, seats] of known) {
          const [kx, kz] = seats.get(seat)!.split(" ").map(Number);
          assert.ok(Math.abs(kx! - x) < 0.011 && Math.abs(kz! - z) < 0.011);
        }
      }
    }),
    { numRuns: 60 },
  );
});

Deno.test("endTick() of a thousand who move tells of all of them within a second, 200 at a time", () => {
  const crowd = emptyCrowd();
  const heard = new Set<number>();
  for (let tick = 0; tick < 10; tick++) {
    for (let seat = 0; seat < 1000; seat++) put(crowd, seat, seat % 7 + tick * 0.1, seat % 5);
    const seats = seatsTold(crowd);
    assert.equal(seats.length, MAX_ROWS);
    for (const seat of seats) heard.add(seat);
  }
  assert.equal(heard.size, 1000);
});

Deno.test("a zone that somebody enters anew is told of everybody at once", () => {
  const crowd = emptyCrowd();
  put(crowd, 1, 100, 100);
  seatsTold(crowd);
  const there = new Set([zoneOf({ x: -50, z: -50 })]);
  assert.deepEqual(seatsTold(crowd, there), [1]);
});

Deno.test("removeBody() forgets somebody; a seat's next holder is told of at once", () => {
  const crowd = emptyCrowd();
  put(crowd, 1, 60, 0);
  seatsTold(crowd);
  removeBody(crowd, 1);
  assert.deepEqual(allRows(crowd, () => true), []);
  put(crowd, 1, 60, 0);
  assert.deepEqual(seatsTold(crowd), [1]);
});
