/** Tests of a drawn hand's joints. */
import assert from "node:assert/strict";
import { NO_TURN } from "@/lib/avatar/pose/pose.ts";
import { gestureHand, handShape } from "@/lib/avatar/stage/rig2d/hand_shape.ts";

const OPEN = { turn: NO_TURN, curls: [0, 0, 0, 0, 0] } as const;
const at = [300, 600] as const;

Deno.test("an open hand points up with its thumb to the body", () => {
  for (const [side, towards] of [["left", -1], ["right", 1]] as const) {
    const hand = handShape(OPEN, { side, at });
    const middle = hand.fingers[1]?.joints.at(-1);
    assert.ok(middle && middle.y < 480, side);
    assert.ok(Math.sign((hand.thumb.joints.at(-1)?.x ?? 0) - 300) === towards, side);
    assert.ok(hand.facing > 0.99);
  }
});

Deno.test("a curl takes that finger's tip down and to the front", () => {
  const hand = handShape({ turn: NO_TURN, curls: [0, 1, 0, 0, 0] }, { side: "left", at });
  const tip = (i: number) => hand.fingers[i]?.joints.at(-1);
  assert.ok((tip(0)?.y ?? 0) > (tip(1)?.y ?? 0) + 50);
  assert.ok((tip(0)?.z ?? 0) > 10);
  assert.ok(Math.abs(tip(1)?.z ?? 9) < 1e-9);
});

Deno.test("a hand that turns its back is seen from the back", () => {
  assert.ok(handShape({ ...OPEN, turn: [0, 1, 0, 0] }, { side: "left", at }).facing < -0.99);
});

Deno.test("a wave waves, unless motion is not wanted", () => {
  const wave = (timeS: number, still: boolean) =>
    gestureHand("wave", { side: "right", timeS, still }).turn[2];
  assert.notEqual(wave(0.1, false), wave(0.25, false));
  assert.equal(wave(0.1, true), wave(0.25, true));
});

Deno.test("thumbs up: the thumb is on top and the fist is closed, on either side", () => {
  for (const side of ["left", "right"] as const) {
    const pose = gestureHand("thumbs_up", { side, timeS: 0, still: true });
    const hand = handShape(pose, { side, at });
    const tip = hand.thumb.joints.at(-1);
    assert.ok(tip, side);
    for (const finger of hand.fingers) {
      for (const joint of finger.joints) assert.ok(tip.y < joint.y - 10, side);
    }
    assert.equal(Math.sign(pose.wrist[0]), side === "left" ? 1 : -1);
  }
});
