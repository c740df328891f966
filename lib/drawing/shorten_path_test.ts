import assert from "node:assert/strict";
import fc from "fast-check";
import { shortenPath } from "@/lib/drawing/shorten_path.ts";

Deno.test("shortenPath() writes steps in whole units", () => {
  assert.equal(shortenPath("M 10 20 L 11 18.5 Z", 0.5), "M20 40l2-3z");
});

Deno.test("shortenPath() leaves out a control point that mirrors the one before", () => {
  assert.equal(shortenPath("M 0 0 Q 5 5 10 0 Q 15 -5 20 0", 1), "M0 0q5 5 10 0t10 0");
  assert.equal(shortenPath("M 0 0 Q 5 5 10 0 Q 15 5 20 0", 1), "M0 0q5 5 10 0q5 5 10 0");
});

Deno.test("shortenPath() goes on from the start of an outline that was closed", () => {
  assert.equal(shortenPath("M 5 5 L 9 5 Z L 6 6", 1), "M5 5l4 0zl1 1");
});

Deno.test("shortenPath() refuses commands it does not know and numbers that are none", () => {
  for (const d of ["M 0 0 A 1 1 0 0 0 5 5", "M 0", "M 0 x", "m 0 0", "Z 1"]) {
    assert.throws(() => shortenPath(d, 1), /Cannot read the path command/, d);
  }
});

Deno.test("shortenPath() moves no point by more than a unit, however long the path", () => {
  const point = fc.tuple(fc.integer({ min: -400, max: 400 }), fc.integer({ min: -400, max: 400 }))
    .map(([x, y]) => `${x / 8} ${y / 8}`);
  const curve = fc.oneof(
    fc.tuple(point, point).map(([a, b]) => `Q ${a} ${b}`),
    point.map((a) => `L ${a}`),
  );
  fc.assert(fc.property(point, fc.array(curve, { maxLength: 40 }), (start, curves) => {
    const d = [`M ${start}`, ...curves].join(" ");
    const [before, after] = [follow(d, 1), follow(shortenPath(d, 1), 1)];
    assert.equal(after.length, before.length);
    before.forEach(([x, y], i) => {
      const [nearX, nearY] = after[i]!;
      // Half a unit by rounding, and one by taking a mirrored control point for the true one.
      assert.ok(Math.abs(x - nearX) <= 1.5 && Math.abs(y - nearY) <= 1.5, `${d} at ${i}`);
    });
  }));
});

/** Every point of a path, control points included, in absolute units. */
function follow(d: string, unit: number): [number, number][] {
  const points: [number, number][] = [];
  let [x, y] = [0, 0];
  let control: [number, number] | null = null;
  for (const [, command = "", rest = ""] of d.matchAll(/([A-Za-z])([^A-Za-z]*)/g)) {
    const numbers = [...rest.matchAll(/-?[\d.]+/g)].map(([text]) => Number(text) / unit);
    const relative = command === command.toLowerCase();
    const steps: [number, number][] = [];
    for (let n = 0; n < numbers.length; n += 2) {
      steps.push([numbers[n]! + (relative ? x : 0), numbers[n + 1]! + (relative ? y : 0)]);
    }
    if (command === "t") steps.unshift([2 * x - control![0], 2 * y - control![1]]);
    control = /[qt]/i.test(command) ? steps[0]! : null;
    points.push(...steps);
    [x, y] = steps.at(-1)!;
  }
  return points;
}
