import assert from "node:assert/strict";
import type { Seat } from "@/lib/spaces/model.ts";
import { SEAT_GRACE_MS } from "@/lib/spaces/protocol.ts";
import {
  freeSeats,
  isHeld,
  MAX_CONNECTIONS,
  withConnection,
  withoutConnection,
} from "@/lib/spaces/seat_rules.ts";

const SEAT: Seat = {
  v: 1,
  spaceId: "s",
  n: 0,
  userId: "u",
  nickname: "U",
  characterId: null,
  joinedAtMs: 0,
  connections: [],
  keptUntilMs: 0,
};

Deno.test("freeSeats() gives the lowest numbers first, and none where all are taken", () => {
  assert.deepEqual(freeSeats(5, new Set([0, 2]), 2), [1, 3]);
  assert.deepEqual(freeSeats(3, new Set([0, 1, 2]), 4), []);
  assert.deepEqual(freeSeats(2, new Set(), 9), [0, 1]);
});

const LOWERED: { name: string; maxUsers: number; taken: number[]; free: number[] }[] = [
  { name: "nobody beyond it", maxUsers: 4, taken: [0, 1], free: [2, 3] },
  { name: "some beyond it, who take from the rest", maxUsers: 4, taken: [6, 7], free: [0, 1] },
  { name: "as many beyond it as there may be", maxUsers: 3, taken: [5, 6, 7], free: [] },
  { name: "more beyond it than there may be", maxUsers: 2, taken: [0, 5, 6, 7], free: [] },
  { name: "some just below and some beyond", maxUsers: 4, taken: [3, 8], free: [0, 1] },
];
for (const { name, maxUsers, taken, free } of LOWERED) {
  Deno.test(`freeSeats() after the capacity was lowered, with ${name}`, () => {
    assert.deepEqual(freeSeats(maxUsers, new Set(taken), 100), free);
  });
}

Deno.test("freeSeats() never lets more in than there are seats, whoever leaves in between", () => {
  for (let bits = 0; bits < 2 ** 8; bits++) {
    const taken = new Set([0, 1, 2, 3, 4, 5, 6, 7].filter((n) => bits & (1 << n)));
    for (let maxUsers = 1; maxUsers <= 6; maxUsers++) {
      const free = freeSeats(maxUsers, taken, 100);
      // All who see this list take a seat of it at once.
      assert(free.length === 0 || free.length + taken.size <= maxUsers, `${bits} of ${maxUsers}`);
      assert(free.every((n) => n < maxUsers && !taken.has(n)));
    }
  }
});

Deno.test("a seat with a live connection is held, and a kept one until its time is over", () => {
  const held = withConnection(SEAT, { id: "c", instance: "a" }, 1_000);
  const later = 1_000 + SEAT_GRACE_MS;
  assert.equal(isHeld(held, { nowMs: later, alive: null }), true);
  assert.equal(isHeld(held, { nowMs: later, alive: new Set(["a"]) }), true);
  // Its instance is dead, or so young that nobody has heard of it.
  assert.equal(isHeld(held, { nowMs: later, alive: new Set(["b"]) }), false);
  assert.equal(isHeld(held, { nowMs: later - 1, alive: new Set(["b"]) }), true);
  const dropped = withoutConnection(held, "c", 50_000);
  assert.equal(isHeld(dropped, { nowMs: 50_000 + SEAT_GRACE_MS - 1, alive: null }), true);
  assert.equal(isHeld(dropped, { nowMs: 50_000 + SEAT_GRACE_MS, alive: null }), false);
});

Deno.test("one person has up to four connections: one more takes the place of the oldest", () => {
  let seat = SEAT;
  for (let n = 0; n <= MAX_CONNECTIONS; n++) {
    seat = withConnection(seat, { id: `c${n}`, instance: "a" }, n);
  }
  assert.deepEqual(seat.connections.map(({ id }) => id), ["c1", "c2", "c3", "c4"]);
  // The same socket again is no other one.
  seat = withConnection(seat, { id: "c1", instance: "a" }, 9);
  assert.deepEqual(seat.connections.map(({ id }) => id), ["c2", "c3", "c4", "c1"]);
});
