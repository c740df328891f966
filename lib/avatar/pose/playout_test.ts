import assert from "node:assert/strict";
import { Playout } from "@/lib/avatar/pose/playout.ts";
import { type Pose, restPose, shapeIndex } from "@/lib/avatar/pose/pose.ts";
import { fromEuler, toEuler } from "@/lib/avatar/pose/rotation.ts";

/** A head that turns evenly, and a jaw that opens with it. */
function pose(atMs: number, yaw = atMs / 1_000): Pose {
  const made = { ...restPose(atMs), source: "camera" as const, head: fromEuler([0, yaw, 0]) };
  made.shapes[shapeIndex.jawOpen] = Math.min(1, atMs / 1_000);
  made.shapes[shapeIndex.browInnerUp] = Math.min(1, atMs / 1_000);
  return made;
}

const yawOf = ({ head }: Pose) => toEuler(head)[1];
const jawOf = ({ shapes }: Pose) => shapes[shapeIndex.jawOpen]!;

/** Plays `times` that arrive `way(i)` later, sampled each 10 ms until `untilMs`. */
function play(
  times: readonly number[],
  { way = () => 20, untilMs }: { way?: (i: number) => number; untilMs: number },
) {
  const playout = new Playout();
  const due = times.map((atMs, i) => ({ atMs, arrivesMs: atMs + way(i) }))
    .sort((a, b) => a.arrivesMs - b.arrivesMs);
  const seen: { nowMs: number; pose: Pose }[] = [];
  for (let nowMs = 0; nowMs <= untilMs; nowMs += 10) {
    while (due[0] && due[0].arrivesMs <= nowMs) {
      const { atMs, arrivesMs } = due.shift()!;
      playout.take(pose(atMs), arrivesMs);
    }
    const sample = playout.sample(nowMs);
    seen.push({ nowMs, pose: { ...sample, shapes: sample.shapes.slice() } });
  }
  return { playout, seen };
}

const each33 = (untilMs: number) => Array.from({ length: untilMs / 33 }, (_, i) => i * 33);

Deno.test("nothing has come: the face is at rest", () => {
  const sample = new Playout().sample(0);
  assert.equal(sample.source, "rest");
  assert.equal(yawOf(sample), 0);
});

Deno.test("[PL2] on an even network head and mouth are shown as they are by now, less their way here", () => {
  const { playout, seen } = play(each33(900), { untilMs: 800 });
  assert.equal(playout.quickDelayMs, 0);
  for (const { nowMs, pose } of seen.filter(({ nowMs }) => nowMs > 400)) {
    for (const lateMs of [nowMs - yawOf(pose) * 1_000, nowMs - jawOf(pose) * 1_000]) {
      assert(Math.abs(lateMs - 20) < 1, `${nowMs}: ${lateMs}`);
    }
  }
});

Deno.test("[PL1] brows are shown evenly, an interval later", () => {
  const { playout, seen } = play(each33(900), { untilMs: 800 });
  assert(Math.abs(playout.delayMs - 33) < 2, String(playout.delayMs));
  for (const { nowMs, pose } of seen.filter(({ nowMs }) => nowMs > 400)) {
    const lateMs = nowMs - pose.shapes[shapeIndex.browInnerUp]! * 1_000;
    assert(Math.abs(lateMs - (20 + 33)) < 3, `${nowMs}: ${lateMs}`);
  }
});

Deno.test("[PL2] on an uneven network the mouth goes on one step at most, and never goes back", () => {
  const jitter = (i: number) => 20 + [0, 35, 10, 50, 5][i % 5]!;
  const { seen } = play(each33(990), { way: jitter, untilMs: 950 });
  const later = seen.filter(({ nowMs }) => nowMs > 400);
  for (const [i, { nowMs, pose }] of later.entries()) {
    const lateMs = nowMs - jawOf(pose) * 1_000;
    assert(lateMs > 18 && lateMs < 20 + 50, `${nowMs}: ${lateMs}`);
    if (i > 0) assert(jawOf(pose) >= jawOf(later[i - 1]!.pose), `${nowMs} goes back`);
  }
});

Deno.test("[PL2] what is guessed of a mouth stays within what a mouth can be, and is made good", () => {
  const playout = new Playout();
  // It flies open, and snaps shut.
  const jaw = (ms: number) => ms < 400 ? 0 : ms < 500 ? (ms - 400) / 100 : 0;
  const shown: number[] = [];
  for (let nowMs = 0; nowMs < 800; nowMs += 10) {
    if (nowMs % 40 === 0) {
      const made = pose(nowMs, 0);
      made.shapes[shapeIndex.jawOpen] = jaw(nowMs);
      playout.take(made, nowMs);
    }
    shown.push(jawOf(playout.sample(nowMs)));
  }
  for (const one of shown) assert(one >= 0 && one <= 1, String(one));
  assert(Math.max(...shown) > 0.8, "it was open");
  assert(shown.at(-1)! < 0.01, "and is shut again");
});

Deno.test("[PL4] on an uneven network it waits for the slow ones, and the head does not stumble", () => {
  const jitter = (i: number) => 20 + [0, 35, 10, 50, 5][i % 5]!;
  const { playout, seen } = play(each33(2_000), { way: jitter, untilMs: 950 });
  assert(playout.delayMs > 60 && playout.delayMs < 120, String(playout.delayMs));
  const later = seen.filter(({ nowMs }) => nowMs > 500);
  for (let i = 1; i < later.length; i++) {
    const step = yawOf(later[i]!.pose) - yawOf(later[i - 1]!.pose);
    assert(step >= 0 && step < 0.022, `${later[i]!.nowMs}: ${step}`);
  }
});

Deno.test("[PL4] a wait that is no longer needed gets shorter, slowly", () => {
  const playout = new Playout();
  for (let i = 0; i < 400; i++) {
    const atMs = i * 33;
    playout.take(pose(atMs, 0), atMs + 20 + (i < 100 ? (i % 4) * 25 : 0));
    playout.sample(atMs + 25);
    if (i === 99) assert(playout.delayMs > 80);
    if (i === 150) assert(playout.delayMs > 80, "the window still remembers");
  }
  assert(playout.delayMs < 40, String(playout.delayMs));
});

Deno.test("a lost frame is bridged by those beside it", () => {
  const times = each33(900).filter((_, i) => i % 6 !== 3);
  const { seen } = play(times, { untilMs: 800 });
  for (const { nowMs, pose } of seen.filter(({ nowMs }) => nowMs > 400)) {
    assert(Math.abs(nowMs - yawOf(pose) * 1_000 - 20) < 3, String(nowMs));
  }
});

Deno.test("[PL2] the head goes on a little where nothing comes, and then holds", () => {
  const { seen } = play(each33(400), { untilMs: 1_300 });
  const at = (ms: number) => yawOf(seen.find(({ nowMs }) => nowMs === ms)!.pose);
  assert(at(430) > 0.4 && at(600) <= 0.363 + 0.101, `${at(430)} ${at(600)}`);
  assert(Math.abs(at(700) - at(900)) < 1e-4);
});

Deno.test("[PL2] a head that turns round where it was guessed to go on comes back without a jump", () => {
  const playout = new Playout();
  const yaw = (ms: number) => Math.min(ms, 600 - Math.min(ms, 600)) / 1_000;
  const shown: number[] = [];
  for (let nowMs = 0; nowMs < 600; nowMs += 10) {
    if (nowMs % 60 === 20) playout.take(pose(nowMs - 20, yaw(nowMs - 20)), nowMs);
    shown.push(yawOf(playout.sample(nowMs)));
  }
  const late = shown.map((one, i) => Math.abs(one - yaw(i * 10)));
  assert(Math.max(...late.slice(30)) < 0.15, String(Math.max(...late)));
  assert(late.at(-1)! < 0.03, String(late.at(-1)));
  for (let i = 30; i < shown.length; i++) {
    assert(Math.abs(shown[i]! - shown[i - 1]!) < 0.045, `${i}: ${shown[i - 1]} ${shown[i]}`);
  }
});

Deno.test("[PL4] a head waits where its poses come too unevenly to be guessed", () => {
  const way = (i: number) => i % 30 < 15 ? 20 : 160;
  const { playout, seen } = play(each33(1_500), { way, untilMs: 1_450 });
  assert(playout.quickDelayMs > 30 && playout.quickDelayMs < 80, String(playout.quickDelayMs));
  const later = seen.filter(({ nowMs }) => nowMs > 900);
  for (let i = 1; i < later.length; i++) {
    assert(yawOf(later[i]!.pose) - yawOf(later[i - 1]!.pose) > -0.001, String(later[i]!.nowMs));
  }
});

Deno.test("[PL3] after a second of silence the face comes to rest, and comes back without a jump", () => {
  const playout = new Playout();
  const turned = (atMs: number) => playout.take(pose(atMs, 0.6), atMs);
  for (let atMs = 0; atMs < 1_000; atMs += 33) {
    turned(atMs);
    playout.sample(atMs);
  }
  const samples: number[] = [];
  for (let nowMs = 1_000; nowMs < 3_000; nowMs += 16) samples.push(yawOf(playout.sample(nowMs)));
  assert(Math.abs(samples[50]! - 0.6) < 0.01, "held at first");
  assert.equal(Math.round(samples.at(-1)! * 100), 0);
  for (let nowMs = 3_000; nowMs < 3_600; nowMs += 16) {
    turned(nowMs);
    samples.push(yawOf(playout.sample(nowMs)));
  }
  assert(Math.abs(samples.at(-1)! - 0.6) < 0.01, "back");
  for (let i = 1; i < samples.length; i++) {
    assert(Math.abs(samples[i]! - samples[i - 1]!) < 0.08, `${i}: ${samples[i]}`);
  }
});

Deno.test("an old pose is left out, and a clock that begins anew is followed", () => {
  const playout = new Playout();
  playout.take(pose(100_000, 0.5), 0);
  playout.take(pose(99_990, 0.1), 5);
  for (let nowMs = 10; nowMs < 400; nowMs += 10) playout.sample(nowMs);
  assert(Math.abs(yawOf(playout.sample(400)) - 0.5) < 0.01);
  for (let i = 0; i < 30; i++) {
    playout.take(pose(i * 33, 0.2), 500 + i * 33);
    playout.sample(500 + i * 33);
  }
  assert(Math.abs(yawOf(playout.sample(1_500)) - 0.2) < 0.01);
});
