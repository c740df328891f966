import assert from "node:assert/strict";
import { restPose, shapeIndex } from "@/lib/avatar/pose/pose.ts";
import type { ChannelData } from "@/lib/calls/client/channels.ts";
import { PoseLine } from "@/lib/calls/client/pose_line.ts";

/** Two ends of a way that a test looks into. */
function pair() {
  const wire: ChannelData[] = [];
  const state = { buffered: 0 };
  const a = new PoseLine({ send: (data) => wire.push(data) > 0, buffered: () => state.buffered });
  const b = new PoseLine({ send: (data) => wire.push(data) > 0, buffered: () => 0 });
  return { a, b, wire, state };
}

const smiling = (atMs: number) => {
  const pose = restPose(atMs);
  pose.shapes[shapeIndex.mouthSmileLeft] = 0.6;
  pose.shapes[shapeIndex.mouthSmileRight] = 0.6;
  return pose;
};

Deno.test("who reads the binary form gets it, and others JSON; both are read without asking", () => {
  const { a, b, wire } = pair();
  a.send(smiling(0), 0);
  a.binary = true;
  a.send(smiling(33), 33);
  assert.deepEqual(wire.map((data) => typeof data), ["string", "object"]);
  for (const [n, data] of wire.entries()) b.take(data, 20 + 33 * n);
  assert.equal(b.counts.received, 2);
});

Deno.test("what the way does not take is left out, so that the next pose is not late", () => {
  const { a, wire, state } = pair();
  state.buffered = 10_000;
  a.send(smiling(0), 0);
  assert.deepEqual([wire.length, a.counts.skipped, a.counts.sent], [0, 1, 0]);
  state.buffered = 0;
  a.send(smiling(33), 33);
  assert.equal(wire.length, 1);
});

Deno.test("a side without a pose of its own tells what it knows, and the frames get small", () => {
  const { a, b, wire } = pair();
  a.binary = b.binary = true;
  const sizes: number[] = [];
  for (let ms = 0; ms < 1_000; ms += 33) {
    a.send(smiling(ms), ms);
    const data = wire.pop()!;
    sizes.push(data.length);
    b.take(data, ms);
    b.tick(ms);
    for (const ack of wire.splice(0)) a.take(ack, ms);
  }
  assert(sizes.at(-1)! < sizes[0]! / 2, sizes.join());
  assert.equal(b.counts.lost, 0);
});

Deno.test("whatever comes, nothing is thrown, and no pose comes of it", () => {
  const { a } = pair();
  for (const bad of ["", "{", "[]", "x".repeat(10_000), new Uint8Array(0), new Uint8Array(200)]) {
    a.take(bad, 0);
  }
  assert.equal(a.counts.received, 0);
  assert.deepEqual(a.sample(100).shapes, restPose(100).shapes);
});

Deno.test("somebody else's face begins at rest", () => {
  const { a, b, wire } = pair();
  for (let ms = 0; ms < 1_000; ms += 33) {
    a.send(smiling(ms), ms);
    b.take(wire.pop()!, ms);
    b.sample(ms);
  }
  assert(b.sample(1_000).shapes[shapeIndex.mouthSmileLeft]! > 0.5);
  b.forget();
  assert.equal(b.sample(1_033).shapes[shapeIndex.mouthSmileLeft], 0);
  assert.equal(b.counts.received, 31);
});
