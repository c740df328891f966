import assert from "node:assert/strict";
import { angleOf, fromEuler, invert, multiply } from "@/lib/avatar/pose/rotation.ts";
import { OneEuro, OneEuroTurn } from "@/lib/avatar/tracking/one_euro.ts";

/** Noise that is the same each time, -1 to 1. */
function noise(): () => number {
  let state = 7;
  return () => (state = state * 16807 % 2147483647) / 1073741823.5 - 1;
}

const spread = (values: number[]) => Math.max(...values) - Math.min(...values);

Deno.test("OneEuro calms a value that stands still", () => {
  const filter = new OneEuro({ minCutoffHz: 1, beta: 0.3 });
  const next = noise();
  const raw = Array.from({ length: 300 }, () => 0.5 + 0.02 * next());
  const calm = raw.map((value, i) => filter.next(value, i * 33)).slice(60);
  assert.ok(spread(calm) < 0.6 * spread(raw), `${spread(calm)} of ${spread(raw)}`);
});

Deno.test("OneEuro follows fast movement more closely the higher its beta", () => {
  const behind = [0, 1, 8].map((beta) => {
    const filter = new OneEuro({ minCutoffHz: 1, beta });
    let last = 0;
    for (let i = 0; i <= 10; i++) last = filter.next(i / 10, i * 33);
    return 1 - last;
  });
  assert.ok(behind[0]! > behind[1]! && behind[1]! > behind[2]!, String(behind));
  assert.ok(behind[2]! < 0.15);
});

Deno.test("OneEuro goes by real time: half the rate gives much the same", () => {
  const at = (stepMs: number) => {
    const filter = new OneEuro({ minCutoffHz: 1.5, beta: 0 });
    let value = filter.next(0, 0);
    for (let ms = stepMs; ms <= 400; ms += stepMs) value = filter.next(1, ms);
    return value;
  };
  assert.ok(Math.abs(at(20) - at(40)) < 0.03);
});

Deno.test("OneEuro begins anew after a gap, and changes nothing where no time went by", () => {
  const filter = new OneEuro({ minCutoffHz: 1, beta: 0 });
  filter.next(0, 0);
  assert.equal(filter.next(1, 0), 0);
  assert.equal(filter.next(1, -50), 0);
  assert.equal(filter.next(1, 2000), 1);
});

Deno.test("OneEuroTurn calms a head that is still, and follows one that turns", () => {
  const next = noise();
  const still = new OneEuroTurn({ minCutoffHz: 1.2, beta: 2 });
  const angles = Array.from(
    { length: 200 },
    (_, i) => angleOf(still.next(fromEuler([0.01 * next(), 0.01 * next(), 0]), i * 33)),
  ).slice(60);
  assert.ok(Math.max(...angles) < 0.01, String(Math.max(...angles)));

  const moving = new OneEuroTurn({ minCutoffHz: 2, beta: 8 });
  let behind = 0;
  for (let i = 0; i <= 15; i++) {
    const turn = fromEuler([0, i * 0.05, 0]);
    behind = angleOf(multiply(turn, invert(moving.next(turn, i * 33))));
  }
  assert.ok(behind < 0.05, String(behind));
});
