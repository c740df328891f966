import assert from "node:assert/strict";
import {
  type Budget,
  Meter,
  MOST_CPU,
  openBudget,
  Pace,
  spent,
  stepOf,
} from "@/lib/avatar/tracking/budget.ts";

/** Runs a budget for a while on a machine where a picture takes so long. */
function run(
  from: Budget,
  { fromMs, forMs, busyMs }: { fromMs: number; forMs: number; busyMs: (budget: Budget) => number },
): { budget: Budget; changes: string[] } {
  let budget = from;
  const changes: string[] = [];
  for (let nowMs = fromMs; nowMs <= fromMs + forMs; nowMs += 500) {
    const took = busyMs(budget);
    const fps = Math.min(stepOf(budget).fps, 1000 / took);
    const next = spent(budget, { cpu: fps * took / 1000, busyMs: took, nowMs });
    if (next.at !== budget.at) {
      const { fps, width, extras } = stepOf(next);
      changes.push(`${fps}·${width}${extras ? "+" : ""}`);
    }
    budget = next;
  }
  return { budget, changes };
}

const face = openBudget({ extras: false, sized: true, nowMs: 0 });

Deno.test("a quick machine stays at the top", () => {
  const { changes, budget } = run(face, { fromMs: 0, forMs: 60_000, busyMs: () => 12 });
  assert.deepEqual(changes, []);
  assert.deepEqual(stepOf(budget), { fps: 30, width: 640, extras: false });
});

Deno.test("a slow machine goes down step by step until it takes at most 60 % of a core", () => {
  const { changes, budget } = run(face, { fromMs: 0, forMs: 30_000, busyMs: () => 35 });
  assert.deepEqual(changes, ["30·480", "24·480", "15·480"]);
  assert.ok(stepOf(budget).fps * 35 / 1000 <= MOST_CPU);
});

Deno.test("where a smaller picture saves nothing only the rate goes down, and hands before it", () => {
  const whole = openBudget({ extras: false, sized: false, nowMs: 0 });
  const alone = run(whole, { fromMs: 0, forMs: 30_000, busyMs: () => 35 });
  assert.deepEqual(alone.changes, ["24·640", "15·640"]);
  const all = openBudget({ extras: true, sized: false, nowMs: 0 });
  const busyMs = (budget: Budget) => stepOf(budget).extras ? 60 : 22;
  const { changes } = run(all, { fromMs: 0, forMs: 10_000, busyMs });
  assert.deepEqual(changes, ["24·640+", "15·640+", "24·640"]);
});

Deno.test("hands and body go before the face gets slow for good", () => {
  const all = openBudget({ extras: true, sized: true, nowMs: 0 });
  const { changes } = run(all, {
    fromMs: 0,
    forMs: 60_000,
    busyMs: (budget) => stepOf(budget).extras ? 60 : 22,
  });
  assert.equal(changes.at(-1), "24·480");
  assert.deepEqual(changes.slice(0, 4), ["30·480+", "24·480+", "15·480+", "24·480"]);
});

Deno.test("steps come back up once there is room for a while", () => {
  const slow = run(face, { fromMs: 0, forMs: 20_000, busyMs: () => 35 }).budget;
  const { budget, changes } = run(slow, { fromMs: 20_000, forMs: 120_000, busyMs: () => 10 });
  assert.deepEqual(changes, ["24·480", "30·480", "30·640"]);
  assert.equal(stepOf(budget).width, 640);
});

Deno.test("a step up that does not hold is tried less and less often", () => {
  // Too much at 24 pictures, and at 15 it looks as if there were room.
  const busyMs = (budget: Budget) => stepOf(budget).fps > 15 ? 40 : 19;
  const { changes } = run(face, { fromMs: 0, forMs: 600_000, busyMs });
  const ups = changes.filter((step) => step === "24·480").length;
  assert.ok(ups >= 2 && ups <= 8, changes.join(" "));
});

Deno.test("one hiccup changes nothing before a step was watched for two seconds", () => {
  assert.equal(spent(face, { cpu: 3, busyMs: 100, nowMs: 1500 }).at, 0);
  assert.equal(spent(face, { cpu: 3, busyMs: 100, nowMs: 2500 }).at, 1);
});

Deno.test("switching hands on goes on with the same rate and size", () => {
  const like = { fps: 24, width: 480, extras: false } as const;
  assert.deepEqual(stepOf(openBudget({ extras: true, sized: true, nowMs: 0, like })), {
    ...like,
    extras: true,
  });
});

Deno.test("Meter tells pictures a second and the share of a core, of the last moments alone", () => {
  const meter = new Meter(2000);
  assert.equal(meter.read(0), null);
  for (let i = 0; i < 30; i++) meter.add({ atMs: i * 100, busyMs: 50, kind: 0 });
  const { fps, cpu, busyMs } = meter.read(2900)!;
  assert.ok(Math.abs(fps - 10) < 0.5 && Math.abs(cpu - 0.5) < 0.03 && busyMs === 50);
  assert.equal(meter.read(60_000), null);
});

Deno.test("Meter does not count what other programs took away from a look", () => {
  const meter = new Meter(2000);
  for (let i = 0; i < 20; i++) meter.add({ atMs: i * 100, busyMs: i % 3 ? 70 : 20, kind: 0 });
  assert.equal(meter.read(1900)!.busyMs, 20);
});

Deno.test("Meter counts looks for hands at their own price", () => {
  const meter = new Meter(4000);
  for (let i = 0; i < 41; i++) {
    meter.add({ atMs: i * 100, busyMs: i % 2 ? 60 : 20, kind: i % 2 });
  }
  const { busyMs, cpu } = meter.read(4000)!;
  assert.equal(busyMs, 40);
  assert.ok(Math.abs(cpu - 0.4) < 0.01);
});

Deno.test("Pace lets as many pictures through as are wanted, evenly", () => {
  for (const [cameraFps, wanted] of [[30, 30], [30, 24], [30, 15], [60, 30], [25, 30]] as const) {
    const pace = new Pace();
    let taken = 0;
    for (let i = 0; i < cameraFps * 10; i++) if (pace.take(i * 1000 / cameraFps, wanted)) taken++;
    const expected = 10 * Math.min(cameraFps, wanted);
    assert.ok(Math.abs(taken - expected) <= expected * 0.07, `${cameraFps}→${wanted}: ${taken}`);
  }
});
