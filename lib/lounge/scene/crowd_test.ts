/** Tests of the crowd. */
import assert from "node:assert/strict";
import { FLOORS } from "@/lib/spaces/floor.ts";
import { BODY, shapeBody } from "@/lib/lounge/scene/body_shape.ts";
import { type Body, Crowd, EMOTION_S } from "@/lib/lounge/scene/crowd.ts";
import { heightAt } from "@/lib/lounge/scene/ground.ts";
import type { BodyInfo, BodyPlace } from "@/lib/lounge/scene/model.ts";

const FLOOR = FLOORS.maru;
const info = (id: string, place: Partial<BodyPlace> = {}): BodyInfo => ({
  id,
  name: id,
  kind: "person",
  connected: true,
  place: { x: 0, z: 5, heading: 0, motion: "idle", ...place },
});

/** Plays seconds from `fromMs` on; gives the time at the end. */
function play(crowd: Crowd, seconds: number, fromMs = 0, each: (nowMs: number) => void = () => {}) {
  let nowMs = fromMs;
  for (let i = 0; i < seconds * 60; i++) {
    nowMs += 1000 / 60;
    each(nowMs);
    crowd.tick(1 / 60);
    for (const body of crowd.bodies.values()) crowd.step(body, nowMs, 1 / 60);
  }
  return nowMs;
}

function only(crowd: Crowd): Body {
  return [...crowd.bodies.values()][0]!;
}

Deno.test("people come and leave, and who stays is not put back to where they came in", () => {
  const crowd = new Crowd(FLOOR);
  assert.equal(crowd.setPeople([info("a"), info("b")], 0).came.length, 2);
  crowd.apply([{ id: "a", x: 1, z: 5, heading: 0, motion: "idle" }], 100);
  play(crowd, 1);
  const { came, left } = crowd.setPeople([info("a"), info("c")], 1000);
  assert.deepEqual(came.map(({ info }) => info.id), ["c"]);
  assert.deepEqual(left.map(({ info }) => info.id), ["b"]);
  assert.equal(crowd.bodies.get("a")!.seen.x, 1);
  crowd.apply([{ id: "nobody", x: 1, z: 5, heading: 0, motion: "idle" }], 100);
});

Deno.test("legs go by how fast a body is seen to move, and stop with it", () => {
  const crowd = new Crowd(FLOOR);
  crowd.setPeople([info("a")], 0);
  let next = 100;
  const nowMs = play(crowd, 2, 0, (nowMs) => {
    if (nowMs < next) return;
    crowd.apply([{ id: "a", x: next / 1000 * 2.4, z: 5, heading: 1.57, motion: "walk" }], next);
    next += 100;
  });
  const body = only(crowd);
  assert.ok(body.walk > 0.8 && body.run < 0.2, `${body.walk} ${body.run}`);
  play(crowd, 2, nowMs);
  assert.ok(body.walk < 0.05, "although the last word was that it walks");
});

Deno.test("the own body is drawn where it is, not where it was", () => {
  const crowd = new Crowd(FLOOR);
  crowd.setPeople([info("me")], 0);
  const mine: BodyPlace = { x: 0, z: 5, heading: 0, motion: "idle" };
  crowd.setMe("me", mine);
  mine.x = 2;
  crowd.step(only(crowd), 10, 1 / 60);
  assert.equal(only(crowd).seen.x, 2);
});

Deno.test("who sits has the hips at the seat's height, and feet on a bench reach the ground", () => {
  for (const seat of FLOOR.seats) {
    const crowd = new Crowd(FLOOR);
    crowd.setPeople([info("a", { ...seat, motion: "sit" })], 0);
    play(crowd, 2);
    const body = only(crowd);
    const hips = body.y + BODY.hip - heightAt(FLOOR, seat.x, seat.z);
    assert.ok(hips > seat.height && hips < seat.height + 0.12, `${hips} on ${seat.height}`);
    assert.equal(body.bench, seat.height > 0.25 ? 1 : 0);
  }
});

Deno.test("who speaks is looked at by those near, as far as a neck turns", () => {
  const crowd = new Crowd(FLOOR);
  crowd.setPeople([
    info("speaker", { x: 2, z: 5 }),
    info("near", { x: 0, z: 5, heading: 0 }),
    info("behind", { x: 2, z: 3, heading: Math.PI }),
    info("far", { x: -12, z: 5, heading: 0 }),
  ], 0);
  crowd.attend("speaker");
  play(crowd, 2);
  const turn = (id: string) => crowd.bodies.get(id)!.headTurn;
  assert.ok(turn("near") > 0.7);
  assert.ok(Math.abs(turn("behind")) < 0.01);
  assert.ok(Math.abs(turn("far")) < 0.01);
  play(crowd, 6);
  assert.ok(turn("near") < 0.1, "and then no longer");
});

Deno.test("a face goes back to neutral after a while", () => {
  const crowd = new Crowd(FLOOR);
  crowd.setPeople([info("a")], 0);
  Object.assign(only(crowd), { emotion: "laugh", emotionS: EMOTION_S });
  play(crowd, EMOTION_S - 1);
  assert.equal(only(crowd).emotion, "laugh");
  play(crowd, 2);
  assert.equal(only(crowd).emotion, "neutral");
});

Deno.test("the body stands on the ground, and the far one is a fraction of the near one", () => {
  const [near, far] = [shapeBody("near"), shapeBody("far")];
  assert.ok(far.index.length * 3 < near.index.length);
  for (const { positions, normals, index, kinds } of [near, far]) {
    const heights = positions.filter((_, i) => i % 3 === 1);
    assert.ok(Math.min(...heights) >= 0 && Math.min(...heights) < 0.02);
    assert.ok(normals.every(Number.isFinite));
    assert.ok(Math.max(...index) < kinds.length / 2);
  }
});
