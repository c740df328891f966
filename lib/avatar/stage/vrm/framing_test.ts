import assert from "node:assert/strict";
import { type Bust, frame, LENS_DEG } from "@/lib/avatar/stage/vrm/framing.ts";

const PERSON: Bust = {
  top: 1.72,
  bottom: 0,
  head: { x: 0, y: 1.48, z: 0 },
  shoulder: 1.38,
  width: 0.32,
};

/** Edges of what the camera sees at the head's distance. */
function edges(bust: Bust, aspect: number) {
  const { x, y, distance } = frame(bust, aspect);
  const half = distance * Math.tan(LENS_DEG / 2 * Math.PI / 180);
  return { top: y + half, low: y - half, left: x - half * aspect, right: x + half * aspect };
}

Deno.test("frame() shows the whole head with some air, and the shoulders", () => {
  for (const aspect of [9 / 16, 3 / 4, 4 / 5, 1, 16 / 9]) {
    const { top, low, left, right } = edges(PERSON, aspect);
    assert.ok(top > PERSON.top + 0.02, `${aspect}`);
    assert.ok(low < PERSON.shoulder - 0.1, `${aspect}`);
    assert.ok(right - left > PERSON.width * 1.5, `${aspect}`);
  }
});

Deno.test("frame() keeps the edge of a bust out of an upright picture", () => {
  const bust = { ...PERSON, bottom: 1.25 };
  assert.ok(edges(bust, 4 / 5).low >= bust.bottom);
});

Deno.test("frame() does not step back for what floats high above the head", () => {
  const { top } = edges({ ...PERSON, top: 9 }, 4 / 5);
  assert.ok(top < PERSON.head.y + 0.7);
});

Deno.test("frame() stays sane for a body of odd measures", () => {
  for (const bust of [{ ...PERSON, width: 0.01 }, { ...PERSON, top: -3, shoulder: 2 }]) {
    const { distance, y } = frame(bust, 0.8);
    assert.ok(Number.isFinite(y) && distance > 0.1);
  }
});
