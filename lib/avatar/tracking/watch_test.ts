import assert from "node:assert/strict";
import type { Wants } from "@/lib/avatar/tracking/turns.ts";
import { watchPictures } from "@/lib/avatar/tracking/watch.ts";

const FACE: Wants = { fps: 30, width: 640, hands: false, body: false };

/** A camera whose pictures a test gives, and what became of them. */
function open(look: (n: number) => Promise<void> = () => Promise.resolve()) {
  const camera = { nowMs: 0, wants: FACE as Wants | null, cancelled: false };
  const looked: { n: number; atMs: number; hands: boolean; body: boolean }[] = [];
  const closed: number[] = [];
  let controller!: ReadableStreamDefaultController<ReturnType<typeof picture>>;
  const picture = (n: number) => ({
    n,
    timestamp: n * 1e6 / 30,
    close: () => void closed.push(n),
  });
  const pictures = new ReadableStream<ReturnType<typeof picture>>({
    start: (given) => void (controller = given),
    cancel: () => void (camera.cancelled = true),
  });
  const end = watchPictures(pictures, {
    wants: () => camera.wants,
    look: async ({ n, close }, { atMs, hands, body }) => {
      looked.push({ n, atMs, hands, body });
      await look(n);
      close();
    },
    now: () => camera.nowMs,
  });
  const show = async (n: number, lateMs = 0) => {
    camera.nowMs = 1000 + n * 1000 / 30 + lateMs;
    controller.enqueue(picture(n));
    await settled();
  };
  return { camera, looked, closed, show, end, finish: () => controller.close() };
}

/** Lets promises that are due settle. */
async function settled(): Promise<void> {
  for (let i = 0; i < 12; i++) await Promise.resolve();
}

Deno.test("each picture is looked at, and has the moment at which the camera took it", async () => {
  const { looked, show } = open();
  await show(0);
  await show(1, 9);
  await show(2, 2);
  assert.deepEqual(looked.map(({ n }) => n), [0, 1, 2]);
  // Two of them came late, which changes nothing about when they were taken.
  assert.deepEqual(looked.map(({ atMs }) => Math.round(atMs)), [1000, 1033, 1067]);
});

Deno.test("pictures beyond what is wanted a second are closed unseen", async () => {
  const { camera, looked, closed, show } = open();
  camera.wants = { ...FACE, fps: 15 };
  for (let n = 0; n < 30; n++) await show(n);
  assert.ok(looked.length >= 14 && looked.length <= 17, `${looked.length}`);
  assert.equal(closed.length, 30);
});

Deno.test("while nobody looks at the page nobody is looked at", async () => {
  const { camera, looked, closed, show } = open();
  camera.wants = null;
  await show(0);
  await show(1);
  assert.deepEqual([looked, closed], [[], [0, 1]]);
  camera.wants = FACE;
  await show(2);
  assert.deepEqual(looked.map(({ n }) => n), [2]);
});

Deno.test("hands are looked for in every second picture, a body in every third", async () => {
  const { camera, looked, show } = open();
  camera.wants = { ...FACE, hands: true, body: true };
  for (let n = 0; n < 6; n++) await show(n);
  assert.deepEqual(looked.map(({ hands }) => hands), [true, false, true, false, true, false]);
  assert.deepEqual(looked.map(({ body }) => body), [true, false, false, true, false, false]);
});

Deno.test("one picture is looked at at a time", async () => {
  const slow = Promise.withResolvers<void>();
  const { looked, show } = open((n) => n === 0 ? slow.promise : Promise.resolve());
  await show(0);
  await show(1);
  assert.deepEqual(looked.map(({ n }) => n), [0]);
  slow.resolve();
  await settled();
  assert.deepEqual(looked.map(({ n }) => n), [0, 1]);
});

Deno.test("watching ends with the stream, or by whoever began it", async () => {
  const ended = open();
  ended.finish();
  await settled();
  ended.end();
  assert.equal(ended.camera.cancelled, false);
  const running = open();
  running.end();
  await settled();
  assert.ok(running.camera.cancelled);
});
