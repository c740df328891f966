import assert from "node:assert/strict";
import { Quaternion, Vector3 } from "three";
import { NO_TURN } from "@/lib/avatar/pose/pose.ts";
import { gestureHands } from "@/lib/avatar/stage/vrm/gestures.ts";
import { handTurn, reach, shareTwist, type Side } from "@/lib/avatar/stage/vrm/reach.ts";

const SIDES: readonly Side[] = ["left", "right"];
const LENGTHS = { upper: 0.26, lower: 0.24 };

/** Where elbow and wrist come to lie. */
function bend(side: Side, shoulder: Vector3, wrist: Vector3) {
  const turns = { upper: new Quaternion(), lower: new Quaternion() };
  reach(side, LENGTHS, { shoulder, wrist }, turns);
  const along = new Vector3(side === "left" ? 1 : -1, 0, 0);
  const elbow = along.clone().multiplyScalar(LENGTHS.upper).applyQuaternion(turns.upper)
    .add(shoulder);
  const end = along.clone().multiplyScalar(LENGTHS.lower).applyQuaternion(turns.lower).add(elbow);
  return { turns, elbow, end };
}

Deno.test("reach() puts the wrist where it should be, with arms of their length", () => {
  for (const side of SIDES) {
    const sign = side === "left" ? 1 : -1;
    const shoulder = new Vector3(0.16 * sign, 1.4, 0);
    for (const at of [[0.2, 1.5, 0.3], [0.05, 1.2, 0.3], [0.3, 1.7, 0.15], [-0.1, 1.3, 0.3]]) {
      const wrist = new Vector3(at[0]! * sign, at[1], at[2]);
      const { end, elbow } = bend(side, shoulder, wrist);
      assert.ok(end.distanceTo(wrist) < 1e-6, `${side} ${at}: ${end.distanceTo(wrist)}`);
      assert.ok(Math.abs(elbow.distanceTo(shoulder) - LENGTHS.upper) < 1e-6);
    }
  }
});

Deno.test("reach() points towards what is too far, and stays whole at any place", () => {
  const shoulder = new Vector3(0.16, 1.4, 0);
  const { end } = bend("left", shoulder, new Vector3(0.16, 1.4, 9));
  assert.ok(end.x - 0.16 < 0.01 && end.z > 0.48 && end.z < 0.5, `${end.toArray()}`);
  for (const at of [[0.16, 1.4, 0], [0.16, -9, 0], [0.7, 0.4, -0.3], [0.16, 1.40001, 0]]) {
    const { turns } = bend("left", shoulder, new Vector3(...at));
    for (const turn of [turns.upper, turns.lower]) {
      assert.ok(Math.abs(turn.length() - 1) < 1e-6, `${at}`);
    }
  }
});

Deno.test("elbows hang down and outwards, alike on both sides", () => {
  const left = bend("left", new Vector3(0.16, 1.4, 0), new Vector3(0.2, 1.45, 0.3)).elbow;
  const right = bend("right", new Vector3(-0.16, 1.4, 0), new Vector3(-0.2, 1.45, 0.3)).elbow;
  assert.ok(left.y < 1.4 && left.x > 0.16);
  assert.ok(Math.abs(left.x + right.x) < 1e-9 && Math.abs(left.y - right.y) < 1e-9);
});

Deno.test("handTurn() stands a hand up with its palm to the front", () => {
  for (const side of SIDES) {
    const sign = side === "left" ? 1 : -1;
    const turn = handTurn(side, NO_TURN, new Quaternion());
    const fingers = new Vector3(sign, 0, 0).applyQuaternion(turn);
    const palm = new Vector3(0, -1, 0).applyQuaternion(turn);
    assert.ok(fingers.distanceTo(new Vector3(0, 1, 0)) < 1e-6, side);
    assert.ok(palm.distanceTo(new Vector3(0, 0, 1)) < 1e-6, side);
  }
  const none = handTurn("left", [0, 0, 0, 0], new Quaternion());
  assert.ok(Math.abs(none.length() - 1) < 1e-6, "a turn that is none is no turn");
});

Deno.test("shareTwist() lets the forearm take half of the hand's twist, and does not bend it", () => {
  const lower = new Quaternion().setFromAxisAngle(new Vector3(0, 1, 0), -0.7);
  const before = new Vector3(1, 0, 0).applyQuaternion(lower);
  const hand = lower.clone()
    .multiply(new Quaternion().setFromAxisAngle(new Vector3(1, 0, 0), 1.2));
  shareTwist(lower, hand);
  assert.ok(new Vector3(1, 0, 0).applyQuaternion(lower).distanceTo(before) < 1e-6);
  const left = lower.clone().invert().multiply(hand);
  assert.ok(Math.abs(2 * Math.acos(Math.abs(left.w)) - 0.6) < 1e-6);
});

Deno.test("gestures keep hands within reach, before the body, and still where nothing may swing", () => {
  for (const gesture of ["wave", "thumbs_up", "heart"] as const) {
    for (let s = 0; s < 3; s += 0.1) {
      const { left, right } = gestureHands(gesture, s, false);
      assert.ok(left || right);
      for (const hand of [left, right]) {
        if (!hand) continue;
        assert.ok(Math.hypot(...hand.wrist) < 2 && hand.wrist[2] > 0.2, gesture);
        assert.ok(Math.abs(Math.hypot(...hand.turn) - 1) < 1e-6, gesture);
      }
      assert.deepEqual(gestureHands(gesture, s, true), gestureHands(gesture, 0, true));
    }
  }
});

Deno.test("a thumb that is shown points up", () => {
  const { right } = gestureHands("thumbs_up", 0, true);
  const turn = new Quaternion(...right!.turn);
  // A right hand that stands up has its thumb to the avatar's left.
  assert.ok(new Vector3(1, 0, 0).applyQuaternion(turn).y > 0.95);
});
