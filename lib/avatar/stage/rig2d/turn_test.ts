/** Tests of what a head's quaternion means. */
import assert from "node:assert/strict";
import type { Quaternion } from "@/lib/avatar/pose/pose.ts";
import { soften, turnOf } from "@/lib/avatar/stage/rig2d/turn.ts";

const out = () => ({ yaw: 0, pitch: 0, roll: 0 });

function about(axis: 0 | 1 | 2, angle: number): Quaternion {
  const q: [number, number, number, number] = [0, 0, 0, Math.cos(angle / 2)];
  q[axis] = Math.sin(angle / 2);
  return q;
}

Deno.test("turnOf() reads one axis each", () => {
  for (const angle of [-0.3, 0.2]) {
    for (const [axis, name] of [[0, "pitch"], [1, "yaw"], [2, "roll"]] as const) {
      const turn = turnOf(about(axis, angle), out());
      for (const key of ["yaw", "pitch", "roll"] as const) {
        assert.ok(Math.abs(turn[key] - (key === name ? angle : 0)) < 1e-9, `${name} ${key}`);
      }
    }
  }
});

Deno.test("turnOf() never passes what the drawing has, and takes a head upside down", () => {
  const behind = turnOf(about(1, 3), out());
  assert.ok(behind.yaw > 0.6 && behind.yaw < 0.72);
  assert.ok(Object.values(turnOf([1, 0, 0, 0], out())).every(Number.isFinite));
  assert.ok(Math.abs(turnOf(about(0, -1.5), out()).pitch) < 0.5);
});

Deno.test("soften() follows small values exactly, is odd and never falls", () => {
  assert.equal(soften(0.3, 0.6), 0.3);
  assert.equal(soften(-5, 0.6), -soften(5, 0.6));
  let last = -1;
  for (let x = -3; x <= 3; x += 0.05) {
    const y = soften(x, 0.6);
    assert.ok(y >= last && Math.abs(y) <= 0.6);
    last = y;
  }
});
