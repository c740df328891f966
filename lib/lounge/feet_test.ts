import assert from "node:assert/strict";
import { floorOf } from "@/lib/spaces/floor.ts";
import { createFeet } from "@/lib/lounge/feet.ts";
import type { Place } from "@/lib/lounge/room.ts";

const FLOOR = floorOf("maru");
const START: Place = { x: 0, z: 8, heading: Math.PI, motion: "idle" };

/** Feet in a world whose time runs as fast as it is asked to. */
function stand(others: Place[] = []) {
  const told: Place[] = [];
  const waiting: (() => void)[] = [];
  const feet = createFeet({
    floor: FLOOR,
    place: START,
    placeOf: (body) => body === "u:ann" ? others[0] ?? null : null,
    others: () => others,
    onMove: (place) => told.push(place),
    after(_ms, call) {
      waiting.push(call);
      return () => void waiting.splice(waiting.indexOf(call), 1);
    },
  });
  return {
    feet,
    told,
    waiting,
    /** Lets time pass until nothing moves any more. */
    rest() {
      for (let n = 0; waiting.length > 0; n++) {
        assert(n < 2_000, "the feet never rest");
        waiting.shift()!();
      }
    },
  };
}

Deno.test("feet walk to a point, tell of the way, and rest there", () => {
  const { feet, told, rest, waiting } = stand();
  assert(feet.walkTo(3, 3));
  rest();
  assert.equal(waiting.length, 0);
  const last = told.at(-1)!;
  assert(Math.hypot(last.x - 3, last.z - 3) < 0.2, JSON.stringify(last));
  assert.equal(last.motion, "idle");
  assert(told.some(({ motion }) => motion === "walk" || motion === "run"));
});

Deno.test("feet go up to somebody and look at them, an arm's length away", () => {
  const ann: Place = { x: 4, z: 6, heading: 0, motion: "idle" };
  const { feet, told, rest } = stand([ann]);
  assert(feet.approach("u:ann"));
  rest();
  const last = told.at(-1)!;
  const distance = Math.hypot(last.x - ann.x, last.z - ann.z);
  assert(distance > 0.8 && distance < 1.6, `${distance}`);
  const look = Math.atan2(ann.x - last.x, ann.z - last.z);
  assert(Math.abs(Math.sin((look - last.heading) / 2)) < 0.1);
  assert.equal(feet.approach("u:nobody"), false);
});

Deno.test("feet sit down where nobody sits, and stand up", () => {
  const first = FLOOR.seats.toSorted((a, b) =>
    Math.hypot(a.x - START.x, a.z - START.z) - Math.hypot(b.x - START.x, b.z - START.z)
  )[0]!;
  const { feet, told, rest } = stand([{ ...first, motion: "sit" }]);
  assert(feet.sit());
  rest();
  const seated = told.at(-1)!;
  assert.equal(seated.motion, "sit");
  assert(Math.hypot(seated.x - first.x, seated.z - first.z) > 0.5, "the seat was taken");
  assert(FLOOR.seats.some(({ x, z }) => x === seated.x && z === seated.z));
  feet.stand();
  rest();
  assert.equal(told.at(-1)!.motion, "idle");
});

Deno.test("feet wave for a moment, and dance until they walk", () => {
  const { feet, told, rest } = stand();
  feet.act("wave");
  rest();
  assert.deepEqual(told.map(({ motion }) => motion), ["wave", "idle"]);
  feet.act("dance");
  rest();
  assert.equal(told.at(-1)!.motion, "dance");
  feet.walkTo(0, 6);
  rest();
  assert.equal(told.at(-1)!.motion, "idle");
});

Deno.test("feet stand where they are put, and let go of their timer", () => {
  const { feet, told, waiting } = stand();
  feet.put({ x: 5, z: 5, heading: 0, motion: "idle" });
  assert.deepEqual(feet.me(), { x: 5, z: 5, heading: 0, motion: "idle" });
  feet.walkTo(0, 0);
  assert.equal(waiting.length, 1);
  feet.dispose();
  assert.equal(waiting.length, 0);
  assert.deepEqual(told, []);
});
