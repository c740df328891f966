/** Tests of where lips run. */
import assert from "node:assert/strict";
import { CHOICES } from "@/lib/avatar/choices.ts";
import { lookOf } from "@/lib/avatar/rig/look.ts";
import { decodeAvatarSpec } from "@/lib/avatar/spec.ts";
import { mouthLines } from "@/lib/avatar/stage/rig2d/mouth_lines.ts";
import { type Moves, noMoves } from "@/lib/avatar/stage/rig2d/moves.ts";
import { restOf } from "@/lib/avatar/stage/rig2d/rest.ts";

function lines(moves: Partial<Moves>, mouth = "gentle") {
  const spec = decodeAvatarSpec({ mouth });
  return mouthLines(lookOf(spec), restOf(spec), { ...noMoves(), ...moves });
}

const left = (of: ReturnType<typeof lines>) => of.upper[0] ?? [0, 0];
const right = (of: ReturnType<typeof lines>) => of.upper.at(-1) ?? [0, 0];

Deno.test("a mouth at rest is the line of its portrait", () => {
  const { upper, lower, gap } = lines({});
  assert.equal(gap, 0);
  assert.equal(lower, upper);
  assert.deepEqual(upper.map(([x, y]) => [x, y]), [[291, 494], [305.5, 499.4], [320, 500], [
    334.5,
    499.4,
  ], [
    349,
    494,
  ]]);
});

Deno.test("a jaw opens every kind of mouth, wider the more it drops", () => {
  for (const mouth of CHOICES.mouth) {
    const gaps = [0, 0.3, 0.6, 1].map((jaw) => lines({ jaw }, mouth).gap);
    assert.ok(gaps.every((gap, i) => i === 0 || gap > (gaps[i - 1] ?? 0) + 5), `${mouth} ${gaps}`);
    const { upper, lower } = lines({ jaw: 1 }, mouth);
    assert.deepEqual(upper[0], lower[0], mouth);
    assert.deepEqual(upper.at(-1), lower.at(-1), mouth);
  }
});

Deno.test("a smile on one side raises that corner alone; a frown lowers it", () => {
  const [rest, smile, frown] = [lines({}), lines({ smile: [0, 1] }), lines({ frown: [0, 1] })];
  assert.ok(right(smile)[1] < right(rest)[1] - 6);
  assert.equal(left(smile)[1], left(rest)[1]);
  assert.ok(right(frown)[1] > right(rest)[1] + 6);
});

Deno.test("pucker narrows and fills, stretch widens, press and roll thin", () => {
  const rest = lines({});
  assert.ok(lines({ pucker: 1 }).half < rest.half * 0.6);
  assert.ok(lines({ pucker: 1 }).lowerLip > rest.lowerLip);
  assert.ok(lines({ stretch: [1, 1] }).half > rest.half * 1.15);
  assert.ok(lines({ press: [1, 1], rollLower: 1 }).lowerLip < 0.4);
});

Deno.test("lips stay shut over an open jaw that mouthClose holds", () => {
  assert.ok(lines({ jaw: 1, close: 1 }).gap < lines({ jaw: 1 }).gap * 0.3);
});

Deno.test("a mouth goes to the side that it is pulled to", () => {
  assert.ok(lines({ mouthSide: 1 }).x > 328);
});

Deno.test("a cat's mouth keeps its two halves until it is pursed", () => {
  assert.equal(lines({}, "cat").upper.length, 7);
  assert.equal(lines({ pucker: 1 }, "cat").cat, 0);
});
