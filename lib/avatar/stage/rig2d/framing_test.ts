/** Tests of framing a figure. */
import assert from "node:assert/strict";
import { frameOf } from "@/lib/avatar/stage/rig2d/framing.ts";

Deno.test("a portrait canvas shows what the portrait shows", () => {
  const { scale, x, y } = frameOf(480, 600);
  assert.equal(scale, 600 / 735);
  assert.equal(320 * scale + x, 240);
  assert.ok(Math.abs(64 * scale + y) < 1e-9 && Math.abs(799 * scale + y - 600) < 1e-9);
});

Deno.test("any canvas shows the whole head in the middle, and no end of the body", () => {
  for (
    const [width, height] of [[360, 640], [640, 360], [1920, 600], [200, 200], [300, 1200]] as const
  ) {
    const { scale, x, y } = frameOf(width, height);
    const name = `${width}×${height}`;
    assert.equal(Math.round(320 * scale + x), width / 2, name);
    assert.ok(100 * scale + y >= 0, `${name} crown`);
    assert.ok(178 * scale + x >= 0 && 462 * scale + x <= width, `${name} cheeks`);
    assert.ok(830 * scale + y >= height, `${name} hem`);
  }
});
