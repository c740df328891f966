import assert from "node:assert/strict";
import fc from "fast-check";
import { anyTurn } from "@/lib/avatar/pose/arbitrary_for_tests.ts";
import {
  angleOf,
  fromEuler,
  invert,
  multiply,
  normalize,
  slerp,
  toEuler,
} from "@/lib/avatar/pose/rotation.ts";
import { NO_TURN, type Quaternion, type Vector } from "@/lib/avatar/pose/pose.ts";

function rotate(turn: Quaternion, [x, y, z]: Vector): number[] {
  return multiply(multiply(turn, [x, y, z, 0]), invert(turn)).slice(0, 3)
    .map((part) => Math.round(part * 1e6) / 1e6 + 0);
}

Deno.test("a turn about +y looks to the left, about +x down, about +z leans to the right shoulder", () => {
  const quarter = Math.PI / 2;
  assert.deepEqual(rotate(fromEuler([0, quarter, 0]), [0, 0, 1]), [1, 0, 0]);
  assert.deepEqual(rotate(fromEuler([quarter, 0, 0]), [0, 0, 1]), [0, -1, 0]);
  assert.deepEqual(rotate(fromEuler([0, 0, quarter]), [0, 1, 0]), [-1, 0, 0]);
});

Deno.test("Euler angles make the turn again that they came from", () => {
  fc.assert(fc.property(anyTurn, (turn) => {
    assert(angleOf(multiply(fromEuler(toEuler(turn)), invert(turn))) < 1e-3);
  }));
});

Deno.test("Euler angles hold where looking straight to the side takes one of them away", () => {
  for (const y of [Math.PI / 2, -Math.PI / 2]) {
    const turn = fromEuler([0.3, y, 0.2]);
    assert(angleOf(multiply(fromEuler(toEuler(turn)), invert(turn))) < 1e-3);
  }
});

Deno.test("slerp() goes the shorter way, at an even pace", () => {
  const [a, b] = [fromEuler([0, 0.2, 0]), fromEuler([0, 1, 0])];
  const back: Quaternion = [-b[0], -b[1], -b[2], -b[3]];
  for (const share of [0, 0.25, 0.5, 1, 1.2]) {
    for (const to of [b, back]) {
      const y = toEuler(slerp(a, to, share))[1];
      assert(Math.abs(y - (0.2 + 0.8 * share)) < 1e-6, String(y));
    }
  }
});

Deno.test("normalize() makes no turn of what is none", () => {
  for (const bad of [[0, 0, 0, 0], [Number.NaN, 0, 0, 1], [Infinity, 0, 0, 0]] as const) {
    assert.deepEqual(normalize(bad), NO_TURN);
  }
});
