/** Tests of what a figure does by itself. */
import assert from "node:assert/strict";
import { type Pose, restPose } from "@/lib/avatar/pose/pose.ts";
import { lookOf } from "@/lib/avatar/rig/look.ts";
import { decodeAvatarSpec } from "@/lib/avatar/spec.ts";
import { Life } from "@/lib/avatar/stage/rig2d/life.ts";

const { m } = lookOf(decodeAvatarSpec({}));

function life(still = false): Life {
  return new Life({ m, tiltDeg: 0, still, random: () => 0.5 });
}

const camera = (more: Partial<Pose> = {}): Pose => ({ ...restPose(0), source: "camera", ...more });
const turned: Pose = camera({ head: [0, Math.sin(0.2), 0, Math.cos(0.2)] });

/** The stances of a while. */
function watch(of: Life, pose: Pose, seconds: number, fps = 60) {
  return Array.from({ length: seconds * fps }, () => structuredClone(of.step(pose, 1 / fps)));
}

Deno.test("a tracked face breathes and does not blink by itself", () => {
  const seen = watch(life(), camera(), 8);
  assert.ok(seen.some(({ breath }) => breath > 0.9) && seen.some(({ breath }) => breath < -0.9));
  assert.ok(seen.every(({ moves }) => moves.blink[0] === 0));
});

Deno.test("a face that nothing tracks blinks with both eyes", () => {
  const seen = watch(life(), restPose(0), 12);
  assert.ok(seen.some(({ moves }) => moves.blink[0] === 1 && moves.blink[1] === 1));
  assert.equal(seen.at(0)?.moves.blink[0], 0);
});

Deno.test("where motion is not wanted nothing moves that nobody moved", () => {
  const seen = watch(life(true), restPose(0), 12);
  const [first] = seen;
  for (const stance of seen) assert.deepEqual(stance, first);
});

Deno.test("the body follows the head softly, at every frame rate alike", () => {
  const bodies = [30, 60, 120].map((fps) => {
    const one = life();
    one.step(camera(), 0);
    return watch(one, turned, 0.2, fps).at(-1)?.torso.yaw ?? 0;
  });
  assert.ok((bodies[0] ?? 0) > 0.02 && (bodies[0] ?? 0) < 0.4 * 0.28);
  for (const yaw of bodies) assert.ok(Math.abs(yaw - (bodies[0] ?? 0)) < 1e-6, bodies.join(" "));
});

Deno.test("hair trails behind a head that turns, swings over and comes to rest", () => {
  const one = life(true);
  one.step(camera(), 0);
  const tips = watch(one, turned, 8).map(({ tipX }) => tipX);
  assert.ok((tips[3] ?? 0) < -2, "behind");
  assert.ok(Math.max(...tips) > 1, "over");
  assert.ok(Math.abs(tips.at(-1) ?? 9) < 0.01, "at rest");
});

Deno.test("a figure begins where its first pose is, without a swing", () => {
  const first = life(true).step(turned, 1 / 60);
  assert.deepEqual([first.tipX, first.hairX, first.ears], [0, 0, 0]);
});

Deno.test("feelings fade in and out, and ears lie down with sadness", () => {
  const one = life(true);
  one.step(camera(), 0);
  const sad = watch(one, camera({ emotion: "sad" }), 1);
  assert.ok(one.feelings.sad > 0.99 && (sad[3]?.moves.frown[0] ?? 1) < 0.4);
  assert.ok((sad.at(-1)?.droop ?? 0) > 0.2);
  watch(one, camera(), 2);
  assert.ok(one.feelings.sad < 0.01);
});

Deno.test("who leans in grows, within bounds", () => {
  const near = life(true);
  near.step(camera({ shift: [0, 0, 1] }), 1 / 60);
  assert.ok(near.zoom > 1.05 && near.zoom <= 1.1);
});
