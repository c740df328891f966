import assert from "node:assert/strict";
import { type Pose, restPose, SHAPE_COUNT, shapeIndex } from "@/lib/avatar/pose/pose.ts";
import {
  DRIVING_LENGTH,
  planAnimator,
  planesOf,
  sizeOf,
  type TensorInfo,
  writeDriving,
  writePixels,
} from "@/lib/avatar/stage/neural/contract.ts";
import { BUDGET_MS, measurePace, Pace } from "@/lib/avatar/stage/neural/pace.ts";
import { RendererError } from "@/lib/avatar/stage/trouble.ts";

const float = (name: string, ...shape: (number | string)[]): TensorInfo => ({
  name,
  isTensor: true,
  type: "float32",
  shape,
});

Deno.test("planAnimator() knows tensors by their shapes, whatever their names and order", () => {
  const picture = float("source", 1, 3, 192, 160);
  const moment = float("m", 1, DRIVING_LENGTH);
  const out = float("y", 1, 3, 384, 320);
  const plan = { portrait: "source", driving: "m", output: "y", width: 160, height: 192 };
  assert.deepEqual(planAnimator([picture, moment], [out]), plan);
  assert.deepEqual(planAnimator([moment, picture], [out]), plan);
  const open = planAnimator([float("s", "n", 3, "h", -1), float("d", "n", 59)], [
    float("o", 1, 3, "h", "w"),
  ]);
  assert.deepEqual([open.width, open.height], [256, 256]);
});

Deno.test("planAnimator() refuses a graph that keeps to another contract", () => {
  const picture = float("p", 1, 3, 64, 64);
  const moment = float("d", 1, 59);
  const rows: [TensorInfo[], TensorInfo[]][] = [
    [[], []],
    [[picture], [picture]],
    [[picture, moment, moment], [picture]],
    [[picture, float("d", 1, 63)], [picture]],
    [[{ ...picture, type: "uint8" }, moment], [picture]],
    [[float("p", 1, 4, 64, 64), moment], [picture]],
    [[float("p", 1, 3, 8, 8), moment], [picture]],
    [[float("p", 1, 3, 4096, 64), moment], [picture]],
    [[picture, moment], [moment]],
    [[picture, { name: "d", isTensor: false }], [picture]],
  ];
  for (const [inputs, outputs] of rows) {
    assert.throws(
      () => planAnimator(inputs, outputs),
      (error) => error instanceof RendererError && error.trouble === "unreadable",
    );
  }
});

Deno.test("writeDriving() writes shapes, turn and shift one after another", () => {
  const pose: Pose = { ...restPose(0), head: [0.1, 0.2, 0.3, 0.9], shift: [0.4, 0.5, 0.6] };
  pose.shapes[shapeIndex.jawOpen] = 0.75;
  pose.shapes[shapeIndex.tongueOut] = NaN;
  const out = new Float32Array(DRIVING_LENGTH);
  writeDriving(pose, out);
  assert.equal(out[shapeIndex.jawOpen], 0.75);
  assert.equal(out[shapeIndex.tongueOut], 0);
  assert.deepEqual(
    [...out.subarray(SHAPE_COUNT)].map((n) => Math.round(n * 10) / 10),
    [0.1, 0.2, 0.3, 0.9, 0.4, 0.5, 0.6],
  );
});

Deno.test("pixels become planes and come back", () => {
  const pixels = Uint8ClampedArray.from([255, 0, 51, 255, 102, 204, 0, 255]);
  const planes = planesOf(pixels);
  assert.deepEqual([...planes].map((n) => Math.round(n * 5)), [5, 2, 0, 4, 1, 0]);
  const back = new Uint8ClampedArray(8);
  writePixels(planes, back);
  assert.deepEqual(back, pixels);
  writePixels(Float32Array.from([2, -1, NaN, 0, 0, 0]), back);
  assert.deepEqual([...back], [255, 0, 0, 255, 0, 0, 0, 255]);
});

Deno.test("sizeOf() takes one picture and nothing else", () => {
  assert.deepEqual(sizeOf([1, 3, 2, 4], 24), { width: 4, height: 2 });
  for (const dims of [[], [1, 3, 2], [2, 3, 2, 4], [1, 1, 2, 4], [1, 3, 0, 4], [1, 3, 2, 5]]) {
    assert.throws(() => sizeOf(dims, 24), RendererError);
  }
});

/** An animator whose pictures come when they are told to. */
function slowAnimator() {
  const asked: number[] = [];
  const shown: number[] = [];
  const troubles: unknown[] = [];
  const waiting: PromiseWithResolvers<number>[] = [];
  let nowMs = 0;
  const pace = new Pace<number>({
    make(pose) {
      asked.push(pose.atMs);
      const one = Promise.withResolvers<number>();
      waiting.push(one);
      return one.promise.then(() => pose.atMs);
    },
    show: (picture) => void shown.push(picture),
    onTrouble: (error) => void troubles.push(error),
    now: () => nowMs,
  });
  const settle = async () => {
    for (let n = 0; n < 8; n++) await Promise.resolve();
  };
  return {
    pace,
    asked,
    shown,
    troubles,
    ask: (atMs: number) => pace.ask(restPose(atMs)),
    async done(tookMs: number) {
      nowMs += tookMs;
      waiting.shift()!.resolve(0);
      await settle();
    },
    async fail(error: Error) {
      waiting.shift()!.reject(error);
      await settle();
    },
  };
}

Deno.test("Pace makes one picture at a time, always of the newest pose [PA1]", async () => {
  const { pace, asked, shown, ask, done } = slowAnimator();
  for (const atMs of [1, 2, 3, 4]) ask(atMs);
  assert.deepEqual(asked, [1]);
  await done(20);
  assert.deepEqual([asked, shown], [[1, 4], [1]]);
  assert.equal(pace.lastMs, 20);
  await done(30);
  assert.deepEqual([asked, shown, pace.lastMs], [[1, 4], [1, 4], 30]);
});

Deno.test("Pace forgives a picture that fails, and gives up after three in a row [PA2]", async () => {
  const { shown, troubles, asked, ask, done, fail } = slowAnimator();
  ask(1);
  await fail(new Error("one"));
  ask(2);
  await done(10);
  assert.deepEqual([shown, troubles], [[2], []]);
  for (const n of [3, 4, 5]) {
    ask(n);
    await fail(new Error(`${n}`));
  }
  assert.equal(troubles.length, 1);
  ask(6);
  assert.deepEqual(asked, [1, 2, 3, 4, 5]);
});

Deno.test("Pace shows nothing any more once it is stopped", async () => {
  const { pace, shown, troubles, ask, done } = slowAnimator();
  ask(1);
  pace.stop();
  await done(5);
  assert.deepEqual([shown, troubles], [[], []]);
});

/** Measures pictures that take these milliseconds, one after another, and then the last for ever. */
function measure(timesMs: readonly number[], signal = new AbortController().signal) {
  let nowMs = 0;
  let n = 0;
  const make = () => {
    nowMs += timesMs[Math.min(n++, timesMs.length - 1)]!;
    return Promise.resolve();
  };
  return measurePace(make, { now: () => nowMs, signal });
}

Deno.test("an animator that keeps the pace is offered, its first pictures uncounted", async () => {
  assert.equal(await measure([900, 500, 100, 20]), 20);
});

Deno.test("an animator that does not keep the pace is refused for good", async () => {
  await assert.rejects(measure([20, 20, 20, BUDGET_MS + 1]), (error) => {
    assert.ok(error instanceof RendererError);
    assert.deepEqual([error.trouble, error.final], ["too_slow", true]);
    return true;
  });
});

Deno.test("measuring ends when nobody wants to know any more", async () => {
  const abort = new AbortController();
  abort.abort(new DOMException("left", "AbortError"));
  await assert.rejects(measure([1], abort.signal), { name: "AbortError" });
});
