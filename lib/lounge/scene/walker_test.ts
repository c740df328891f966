/** Tests of the own body. */
import assert from "node:assert/strict";
import { type Floor, FLOORS, RUN_SPEED } from "@/lib/spaces/floor.ts";
import type { BodyPlace } from "@/lib/lounge/scene/model.ts";
import { isFree } from "@/lib/lounge/scene/ground.ts";
import {
  createReporter,
  createWalker,
  gesture,
  type Push,
  stepReporter,
  stepWalker,
  type Walker,
  walkTo,
  walkToSeat,
} from "@/lib/lounge/scene/walker.ts";

const NONE: Push = { right: 0, forward: 0, run: false };
const AHEAD: Push = { right: 0, forward: 1, run: false };
const FLOOR: Floor = { ...FLOORS.teahouse, obstacles: [{ x: 0, z: 3, radius: 0.5 }] };

function standing(x = 0, z = 0): Walker {
  return createWalker({ x, z, heading: 0, motion: "idle" });
}

function play(
  walker: Walker,
  seconds: number,
  push = NONE,
  { viewHeading = 0, dtS = 1 / 60 } = {},
) {
  for (let t = 0; t < seconds; t += dtS) stepWalker(walker, FLOOR, { push, viewHeading, dtS });
  return walker.place;
}

Deno.test("pushing forward walks where the camera looks, right is to its right", () => {
  const ahead = play(standing(), 1, AHEAD);
  assert.ok(ahead.z > 1.8 && ahead.z < 2.5 && Math.abs(ahead.x) < 0.01);
  assert.equal(ahead.motion, "walk");
  const right = play(standing(), 1, { right: 1, forward: 0, run: false });
  assert.ok(right.x < -1.8, "right of somebody who looks to +z is -x");
  const turned = play(standing(), 1, AHEAD, { viewHeading: Math.PI / 2 });
  assert.ok(turned.x > 1.8);
});

Deno.test("shift runs, and nobody runs faster than the room allows", () => {
  const walker = standing(-6, -6);
  play(walker, 1, { ...AHEAD, run: true });
  assert.equal(walker.place.motion, "run");
  assert.ok(Math.hypot(walker.vx, walker.vz) <= RUN_SPEED + 1e-9);
});

Deno.test("feet never come into an obstacle or leave the floor, at any frame rate", () => {
  for (const dtS of [1 / 120, 1 / 30, 0.1]) {
    const walker = standing(0.1, 0);
    for (let i = 0; i < 10 / dtS; i++) {
      stepWalker(walker, FLOOR, { push: { ...AHEAD, run: true }, viewHeading: 0, dtS });
      assert.ok(
        isFree(FLOOR, walker.place.x, walker.place.z),
        `${dtS}: ${JSON.stringify(walker.place)}`,
      );
    }
    assert.ok(walker.place.z > 6, "slides around it and goes on");
  }
});

Deno.test("a click walks there and stops, at any frame rate", () => {
  for (const dtS of [1 / 120, 1 / 20, 0.1]) {
    const walker = standing();
    assert.ok(walkTo(walker, FLOOR, { x: 2, z: 5 }));
    const place = play(walker, 9, NONE, { dtS });
    assert.ok(Math.hypot(place.x - 2, place.z - 5) < 0.2, `${dtS}: ${JSON.stringify(place)}`);
    assert.equal(place.motion, "idle");
  }
});

Deno.test("who walks up to somebody looks at them in the end, at any frame rate", () => {
  for (const dtS of [1 / 120, 1 / 20, 0.1]) {
    const walker = standing();
    walkTo(walker, FLOOR, { x: 4, z: 0 }, { x: 4, z: -2 });
    assert.ok(Math.abs(Math.abs(play(walker, 6, NONE, { dtS }).heading) - Math.PI) < 0.1, `${dtS}`);
  }
});

Deno.test("a key ends a way that a click began", () => {
  const walker = standing();
  walkTo(walker, FLOOR, { x: 2, z: 5 });
  play(walker, 0.5, { right: 0, forward: -1, run: false });
  assert.equal(walker.way.length, 0);
  assert.ok(walker.place.z < 0);
});

Deno.test("one walks to a seat, sits as the seat looks, and stands up before it", () => {
  const walker = standing(-3, -4);
  assert.ok(walkToSeat(walker, FLOOR, 0));
  const place = play(walker, 6);
  const seat = FLOOR.seats[0]!;
  assert.deepEqual(
    { ...place },
    { x: seat.x, z: seat.z, heading: seat.heading, motion: "sit" },
  );
  play(walker, 2);
  assert.equal(walker.place.motion, "sit", "and stays");
  play(walker, 0.1, AHEAD);
  assert.equal(walker.place.motion, "walk");
  assert.ok(isFree(FLOOR, walker.place.x, walker.place.z));
});

Deno.test("there is no seat with a number of nobody's", () => {
  const walker = standing();
  assert.equal(walkToSeat(walker, FLOOR, 99), false);
  assert.equal(walkToSeat(walker, FLOOR, -1), false);
  assert.equal(walker.seat, -1);
});

Deno.test("a wave ends by itself, a dance when one walks", () => {
  const walker = standing();
  gesture(walker, FLOOR, "wave");
  assert.equal(play(walker, 1).motion, "wave");
  assert.equal(play(walker, 2).motion, "idle");
  gesture(walker, FLOOR, "dance");
  assert.equal(play(walker, 60).motion, "dance");
  assert.equal(play(walker, 0.2, AHEAD).motion, "walk");
});

Deno.test("places are told ten times a second while they change, once more at the end, and then not", () => {
  const walker = standing(4, -5);
  const reporter = createReporter(walker.place);
  const told: { atS: number; place: BodyPlace }[] = [];
  for (let i = 0; i < 60 * 4; i++) {
    const push = i < 120 ? AHEAD : NONE;
    stepWalker(walker, FLOOR, { push, viewHeading: 0, dtS: 1 / 60 });
    const place = stepReporter(reporter, walker.place, 1 / 60);
    if (place) told.push({ atS: i / 60, place });
  }
  for (let i = 1; i < told.length; i++) assert.ok(told[i]!.atS - told[i - 1]!.atS >= 0.0999);
  assert.ok(told.length >= 18 && told.length <= 22, `${told.length}`);
  assert.equal(told.at(-1)!.place.motion, "idle");
  assert.ok(
    Math.abs(told.at(-1)!.place.z - walker.place.z) < 0.011,
    "the last one is where it ended",
  );
  assert.ok(told.at(-1)!.atS < 2.3);
});

Deno.test("standing still tells nothing; turning on the spot does", () => {
  const place: BodyPlace = { x: 0, z: 0, heading: 0, motion: "idle" };
  const reporter = createReporter(place);
  for (let i = 0; i < 600; i++) assert.equal(stepReporter(reporter, place, 1 / 60), null);
  assert.equal(stepReporter(reporter, { ...place, heading: 1 }, 1 / 60)?.heading, 1);
});
