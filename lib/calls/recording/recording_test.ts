/** Recordings: written, read again, looked into at any place; and files that are none. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { anyPose } from "@/lib/avatar/pose/arbitrary_for_tests.ts";
import { type Pose, restPose, shapeIndex } from "@/lib/avatar/pose/pose.ts";
import {
  encodeEntry,
  encodeHeader,
  KIND,
  MAX_FILE_BYTES,
  MAX_RECORDED_MS,
  readRecording,
  type RecordingHeader,
} from "@/lib/calls/recording/container.ts";
import { PoseTrack } from "@/lib/calls/recording/pose_track.ts";
import { Recorder } from "@/lib/calls/recording/recorder.ts";

const HEADER: Omit<RecordingHeader, "durationMs"> = {
  startedAtMs: Date.UTC(2026, 4, 1),
  with: "person",
  people: [
    { name: "하루", face: "h=bun", background: "maru" },
    { name: "Min", face: "", background: "art" },
  ],
};
const START_MS = 5_000;

/** A mouth that opens and closes once in two seconds. */
function speaking(atMs: number): Pose {
  const pose = restPose(atMs);
  pose.shapes[shapeIndex.jawOpen] = (1 - Math.cos(Math.PI * atMs / 1000)) / 2;
  return { ...pose, source: "camera" };
}

const jaw = ({ shapes }: Pose) => shapes[shapeIndex.jawOpen]!;

async function bytesOf(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await blob.arrayBuffer());
}

async function recordingOf(ms: number): Promise<Uint8Array<ArrayBuffer>> {
  const recorder = new Recorder(START_MS);
  for (let atMs = 0; atMs < ms; atMs += 33) {
    recorder.pose(0, speaking(atMs), START_MS + atMs);
    recorder.pose(1, { ...restPose(atMs), emotion: "smile" }, START_MS + atMs);
  }
  recorder.note({ type: "line", side: 1, text: "안녕" }, START_MS + ms);
  return await bytesOf(recorder.finish(HEADER));
}

Deno.test("a recording tells who was there, what they said and how long it took", async () => {
  const recording = readRecording(await recordingOf(3_000));
  assert(recording);
  assert.deepEqual(recording.header, { ...HEADER, durationMs: 3_000 });
  assert.deepEqual(recording.events, [{
    atMs: 3_000,
    event: { type: "line", side: 1, text: "안녕" },
  }]);
  assert.equal(recording.damaged, false);
});

Deno.test("a face is played as it was, at any place and in any order", async () => {
  const recording = readRecording(await recordingOf(20_000));
  const track = new PoseTrack(recording!.poses[0]);
  let seed = 1;
  for (let n = 0; n < 400; n++) {
    seed = (seed * 48271) % 2147483647;
    const atMs = n < 200 ? n * 95 : seed % 19_900;
    assert(Math.abs(jaw(track.sample(atMs)) - jaw(speaking(atMs))) < 0.06, `at ${atMs} ms`);
  }
  assert.equal(new PoseTrack(recording!.poses[1]).sample(7_000).emotion, "smile");
});

Deno.test("a face that nobody sent any more rests", async () => {
  const track = new PoseTrack(readRecording(await recordingOf(3_000))!.poses[0]);
  assert.equal(track.sample(10_000).source, "rest");
  assert.equal(new PoseTrack([]).sample(5).source, "rest");
});

Deno.test("a minute of two faces takes less than a picture", async () => {
  const bytes = await recordingOf(60_000);
  assert(bytes.length < 250_000, `${bytes.length} bytes`);
});

Deno.test("any pose comes back as the one it was", async () => {
  await fc.assert(fc.asyncProperty(fc.array(anyPose(), { maxLength: 20 }), async (poses) => {
    const recorder = new Recorder(0);
    poses.forEach((pose, n) => recorder.pose(0, pose, n * 40));
    const read = readRecording(await bytesOf(recorder.finish(HEADER)))!;
    const track = new PoseTrack(read.poses[0]);
    for (const [n, pose] of poses.entries()) {
      const played = track.sample(n * 40);
      assert.equal(played.emotion, pose.emotion);
      assert.equal(played.gesture, pose.gesture);
      pose.shapes.forEach((value, i) => assert(Math.abs(value - played.shapes[i]!) < 0.02));
    }
  }));
});

Deno.test("a file that is cut off anywhere is played as far as it goes, or is none", async () => {
  const bytes = await recordingOf(1_500);
  const whole = readRecording(bytes)!;
  for (let length = 0; length < bytes.length; length += 37) {
    const read = readRecording(bytes.slice(0, length));
    if (!read) continue;
    assert(read.poses[0].length <= whole.poses[0].length);
    new PoseTrack(read.poses[0]).sample(1_000);
  }
});

Deno.test("no bytes make the player throw", async () => {
  const good = await recordingOf(400);
  const damage = fc.array(fc.record({ at: fc.nat(good.length - 1), to: fc.nat(255) }), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(damage, (changes) => {
      const bytes = good.slice();
      for (const { at, to } of changes) bytes[at] = to;
      const read = readRecording(bytes);
      for (const poses of read?.poses ?? []) {
        const track = new PoseTrack(poses);
        for (const atMs of [0, 399, 10, 1e9, -5, NaN]) track.sample(atMs);
      }
    }),
    { numRuns: 400 },
  );
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
    readRecording(new Uint8Array(bytes));
  }));
});

for (
  const [what, bytes] of [
    ["nothing", new Uint8Array()],
    ["another file", new TextEncoder().encode("GIF89a, and a long text after it")],
    ["a later version", withByte(8, 2)],
    ["a header longer than the file", withByte(9, 255)],
    ["a header that is no JSON", withByte(13, 0)],
  ] as const
) {
  Deno.test(`${what} is no recording`, () => {
    assert.equal(readRecording(new Uint8Array(bytes)), null);
  });
}

Deno.test("a header has to name two people, whatever else it says", () => {
  const write = (header: unknown) => {
    const json = new TextEncoder().encode(JSON.stringify(header));
    const bytes = new Uint8Array([
      ...encodeHeader({ ...HEADER, durationMs: 0 }).slice(0, 13),
      ...json,
    ]);
    new DataView(bytes.buffer).setUint32(9, json.length);
    return readRecording(bytes);
  };
  assert.equal(write({ ...HEADER, durationMs: 1, people: [HEADER.people[0]] }), null);
  assert.equal(write({ ...HEADER, durationMs: "long" }), null);
  assert.equal(write([]), null);
  const people = [{ name: 7, face: "x".repeat(9_000), background: "volcano" }, {}];
  assert.deepEqual(write({ ...HEADER, durationMs: 1, people, more: "x" })?.header.people, [
    { name: "", face: "", background: "art" },
    { name: "", face: "", background: "art" },
  ]);
});

Deno.test("a file without an end in time is played to its bound", () => {
  const pose = encodeEntry(2 ** 27, KIND.event, new Uint8Array());
  const bytes = new Uint8Array([...encodeHeader({ ...HEADER, durationMs: 9 }), ...pose, ...pose]);
  const read = readRecording(bytes);
  assert.equal(read?.damaged, true);
  assert(read.poses[0].length === 0 && MAX_RECORDED_MS < 2 ** 28);
});

Deno.test("a recorder takes no more at its bounds, and what it dropped is gone", async () => {
  const recorder = new Recorder(0);
  const text = "x".repeat(12_000);
  for (let n = 0; n < 6_000 && !recorder.full; n++) {
    recorder.note({ type: "line", side: 0, text }, n);
  }
  assert(recorder.full && recorder.bytes < MAX_FILE_BYTES);
  recorder.drop();
  assert.deepEqual(readRecording(await bytesOf(recorder.finish(HEADER)))?.events, []);
});

function withByte(at: number, value: number): Uint8Array {
  const bytes = encodeHeader({ ...HEADER, durationMs: 1 });
  bytes[at] = value;
  return bytes;
}
