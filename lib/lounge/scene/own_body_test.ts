/** Tests of the reader's own body among others, and of what a tap means. */
import assert from "node:assert/strict";
import { FLOORS } from "@/lib/spaces/floor.ts";
import { Crowd } from "@/lib/lounge/scene/crowd.ts";
import type { BodyInfo, BodyPlace } from "@/lib/lounge/scene/model.ts";
import { OwnBody } from "@/lib/lounge/scene/own_body.ts";
import { bodyAt } from "@/lib/lounge/scene/picking.ts";

const FLOOR = FLOORS.maru;
const SEAT = FLOOR.seats[0]!;
const START: BodyPlace = { x: 0, z: 5, heading: 0, motion: "idle" };
const NONE = { right: 0, forward: 0, run: false };

const info = (id: string, place: Partial<BodyPlace> = {}): BodyInfo => ({
  id,
  name: id,
  kind: "person",
  connected: true,
  place: { ...START, ...place },
});

/** A body of one's own, called `me`, among others. */
function among(...others: BodyInfo[]) {
  const crowd = new Crowd(FLOOR);
  crowd.setPeople([info("me"), ...others], 0);
  const own = new OwnBody(FLOOR, crowd);
  own.become("me");
  return { crowd, own };
}

/** Plays seconds; gives the places that were told. */
function play(own: OwnBody, seconds: number): BodyPlace[] {
  const told: BodyPlace[] = [];
  for (let t = 0; t < seconds; t += 1 / 60) {
    const place = own.step({ push: NONE, viewHeading: 0, dtS: 1 / 60 });
    if (place) told.push(place);
  }
  return told;
}

Deno.test("who only looks on has no body to move", () => {
  const { own } = among();
  assert.equal(own.become(null), null);
  assert.equal(own.place, null);
  assert.equal(own.walkTo({ x: 0, z: 4 }), false);
  assert.equal(own.sit("nearest"), false);
  assert.deepEqual(play(own, 1), []);
});

Deno.test("a body that is named again stays where it walked, and one that is put somewhere goes there", () => {
  const { own } = among();
  assert.ok(own.walkTo({ x: 1, z: 5 }));
  assert.ok(play(own, 2).length > 0);
  const walked = { ...own.place! };
  assert.equal(own.become("me"), null);
  assert.deepEqual(own.place, walked);
  assert.deepEqual(own.become("me", START), START);
  assert.deepEqual(own.place, START);
  assert.deepEqual(play(own, 1), [], "the server knows where it put it");
});

Deno.test("a tap near a free seat sits down there, and near a taken one does not", () => {
  const near = { x: SEAT.x + 0.2, z: SEAT.z };
  const free = among();
  free.own.goTo(near);
  play(free.own, 15);
  assert.equal(free.own.place?.motion, "sit");
  assert.ok(Math.hypot(free.own.place!.x - SEAT.x, free.own.place!.z - SEAT.z) < 0.01);

  const taken = among(info("other", { x: SEAT.x, z: SEAT.z, motion: "sit" }));
  assert.equal(taken.own.sit(0), false);
  taken.own.goTo(near);
  play(taken.own, 15);
  assert.notEqual(taken.own.place?.motion, "sit");
});

Deno.test("one walks up to somebody no nearer than people stand to talk, facing them", () => {
  const { own } = among(info("other", { x: 3 }));
  assert.equal(own.approach("me"), false);
  assert.equal(own.approach("nobody"), false);
  assert.ok(own.approach("other"));
  play(own, 10);
  const { x, z, heading } = own.place!;
  assert.ok(Math.abs(Math.hypot(x - 3, z - 5) - 1.35) < 0.1, `${x} ${z}`);
  assert.ok(Math.sin(heading) > 0.99, `${heading}`);
});

Deno.test("bodyAt() takes the nearest body under the tap, and never one's own", () => {
  const at = (id: string, x: number) => ({ info: info(id), seen: { ...START, x }, y: 0 });
  // A hundred pixels to the metre, with the floor at 200.
  const onScreen = (x: number, y: number) => ({ x: x * 100, y: 200 - y * 100 });
  const bodies = [at("me", 1), at("near", 1), at("far", 1.1), at("beside", 3)];
  const tap = (x: number, y: number) => bodyAt(bodies, { x, y, exceptId: "me", onScreen });
  assert.equal(tap(105, 120), "near");
  assert.equal(tap(300, 120), "beside");
  assert.equal(tap(200, 120), null);
  assert.equal(tap(105, 10), null);
  const behind = bodyAt(bodies, { x: 105, y: 120, exceptId: null, onScreen: () => null });
  assert.equal(behind, null);
});
