import assert from "node:assert/strict";
import fc from "fast-check";
import { anyPose } from "@/lib/avatar/pose/arbitrary_for_tests.ts";
import { encodeAck, MAX_POSE_BYTES, PoseDecoder, PoseEncoder } from "@/lib/avatar/pose/codec.ts";
import { type HandPose, type Pose, type Quaternion, restPose } from "@/lib/avatar/pose/pose.ts";
import { angleOf, invert, multiply } from "@/lib/avatar/pose/rotation.ts";

/** How far a turn came out beside the one that went in, in degrees. */
function turned(a: Quaternion | null, b: Quaternion | null): number {
  if (!a || !b) return a === b ? 0 : 360;
  return angleOf(multiply(a, invert(b))) * 180 / Math.PI;
}

function assertNear(actual: readonly number[], expected: readonly number[], limit: number): void {
  assert.equal(actual.length, expected.length);
  actual.forEach((value, i) => assert(Math.abs(value - expected[i]!) <= limit, `${i}: ${value}`));
}

function assertHand(actual: HandPose | null, expected: HandPose | null): void {
  if (!actual || !expected) return assert.equal(actual, expected);
  assertNear(actual.wrist, expected.wrist, 2 / 511);
  assert(turned(actual.turn, expected.turn) < 0.6);
  assertNear(actual.curls, expected.curls, 0.5 / 31 + 1e-9);
}

function assertPose(actual: Pose | null | undefined, expected: Pose): void {
  assert(actual);
  // What hardly moves may stay, so an error is a step and a bit.
  assertNear([...actual.shapes], [...expected.shapes], 1.3 / 255);
  assert(turned(actual.head, expected.head) < 0.04);
  assertNear(actual.shift, expected.shift, 0.5 / 255 + 1e-9);
  assert(turned(actual.torso, expected.torso) < 0.6);
  assertHand(actual.left, expected.left);
  assertHand(actual.right, expected.right);
  assert.deepEqual(
    [actual.emotion, actual.gesture, actual.source],
    [expected.emotion, expected.gesture, expected.source],
  );
}

const anyPoses = fc.array(anyPose(), { minLength: 1, maxLength: 30 }).map((poses) =>
  poses.map((pose, i) => ({ ...pose, atMs: 1_000 + i * 33 }))
);

Deno.test("a pose comes out as it went in, as far as can be seen", () => {
  fc.assert(fc.property(anyPoses, (poses) => {
    const [encoder, decoder] = [new PoseEncoder(), new PoseDecoder()];
    for (const pose of poses) {
      const decoded = decoder.decode(encoder.encode(pose, null));
      assertPose(decoded?.pose, pose);
      assert.equal(decoded?.pose?.atMs, pose.atMs);
      encoder.acknowledge(decoder.acked);
    }
  }));
});

Deno.test("[PC1] whatever is lost, every pose that comes is the one that was sent", () => {
  const network = fc.array(fc.record({ lost: fc.boolean(), ackLost: fc.boolean() }), {
    minLength: 30,
    maxLength: 30,
  });
  fc.assert(fc.property(anyPoses, network, (poses, weather) => {
    const [encoder, decoder] = [new PoseEncoder(0xfff0), new PoseDecoder()];
    poses.forEach((pose, i) => {
      const bytes = encoder.encode(pose, null);
      if (weather[i]!.lost) return;
      assertPose(decoder.decode(bytes)?.pose, pose);
      if (!weather[i]!.ackLost) encoder.acknowledge(decoder.acked);
    });
  }));
});

Deno.test("[PC1] an acknowledgement that is too old, or of nothing, brings a key frame instead of nonsense", () => {
  const [encoder, decoder] = [new PoseEncoder(), new PoseDecoder()];
  const first = decoder.decode(encoder.encode(restPose(0), null));
  assert(first);
  encoder.acknowledge(40_000);
  encoder.acknowledge(decoder.acked);
  for (let i = 1; i < 400; i++) {
    const bytes = encoder.encode(restPose(i * 33), null);
    // Only the last of them arrives.
    if (i === 399) assertPose(decoder.decode(bytes)?.pose, restPose(0));
  }
  assert.equal(decoder.lost, 398);
});

Deno.test("[PC2] a receiver that began anew gets key frames once it says so", () => {
  const encoder = new PoseEncoder();
  const before = new PoseDecoder();
  before.decode(encoder.encode(restPose(0), null));
  encoder.acknowledge(before.acked);
  const after = new PoseDecoder();
  assert.equal(after.decode(encoder.encode(restPose(33), null)), null);
  encoder.acknowledge(after.acked);
  assert(after.decode(encoder.encode(restPose(66), null)));
});

Deno.test("a sender that began anew is heard again", () => {
  const decoder = new PoseDecoder();
  decoder.decode(new PoseEncoder(30_000).encode(restPose(900_000), null));
  const anew = new PoseEncoder();
  assert.equal(decoder.decode(anew.encode(restPose(10), null))?.pose?.atMs, 10);
  anew.acknowledge(decoder.acked);
  assert.equal(decoder.decode(anew.encode(restPose(43), null))?.pose?.atMs, 43);
});

Deno.test("frames that are doubled or late are left out", () => {
  const [encoder, decoder] = [new PoseEncoder(), new PoseDecoder()];
  const [a, b, c] = [0, 33, 66].map((atMs) => encoder.encode(restPose(atMs), null));
  assert(decoder.decode(a!));
  assert(decoder.decode(c!));
  assert.equal(decoder.decode(b!), null);
  assert.equal(decoder.decode(c!), null);
});

Deno.test("numbers and clocks that wrap are no gap", () => {
  const [encoder, decoder] = [new PoseEncoder(65_534), new PoseDecoder()];
  const times = [0, 33, 66, 99].map((ms) => 2 ** 32 - 40 + ms);
  for (const atMs of times) {
    assert.equal(decoder.decode(encoder.encode(restPose(atMs), null))?.pose?.atMs, atMs);
    encoder.acknowledge(decoder.acked);
  }
  assert.equal(decoder.lost, 0);
});

Deno.test("a face at rest costs little, and a moving one at most 64 bytes on average", () => {
  const [encoder, decoder] = [new PoseEncoder(), new PoseDecoder()];
  let bytes = 0;
  const frames = 300;
  for (let i = 0; i < frames; i++) {
    const pose = restPose(i * 33);
    // Every shape trembles, and each third moves as fast as in speech.
    for (let n = 0; n < 52; n++) {
      const wave = n % 3 === 0 ? 0.3 * Math.sin(i / (6 + n % 9) + n) : 0;
      pose.shapes[n] = 0.35 + wave + 0.008 * Math.sin(i * 7.7 + n * 3.1);
    }
    const frame = encoder.encode(pose, 1);
    assert(decoder.decode(frame)?.pose);
    // Acknowledged after a round trip of 100 ms.
    if (i >= 3) encoder.acknowledge(i - 3);
    bytes += frame.length;
  }
  assert(bytes / frames <= 64, String(bytes / frames));
  let still = 0;
  for (let i = 0; i < 30; i++) {
    encoder.acknowledge(decoder.acked);
    const frame = encoder.encode(restPose(60_000 + i * 33), 1);
    decoder.decode(frame);
    still = frame.length;
  }
  assert(still <= 28, String(still));
});

Deno.test("an acknowledgement alone is four bytes", () => {
  assert.deepEqual(new PoseDecoder().decode(encodeAck(513)), { pose: null, ack: 513 });
  assert.deepEqual(new PoseDecoder().decode(encodeAck(null)), { pose: null, ack: null });
  assert.equal(encodeAck(513).length, 4);
});

Deno.test("[PC3] any bytes are a pose within its ranges, or none", () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: MAX_POSE_BYTES + 20 }),
    // Frames that begin well.
    fc.uint8Array({ minLength: 60, maxLength: 110 }).map((rest) => {
      rest[0] = 0x11;
      return rest;
    }),
  );
  const decoder = new PoseDecoder();
  fc.assert(
    fc.property(bytes, (frame) => {
      const pose = decoder.decode(frame)?.pose;
      if (!pose) return;
      assert([...pose.shapes].every((value) => value >= 0 && value <= 1));
      assert(Math.abs(Math.hypot(...pose.head) - 1) < 1e-6);
      assert(pose.shift.every((value) => Math.abs(value) <= 1));
      assert(Number.isFinite(pose.atMs));
    }),
    { numRuns: 2_000 },
  );
});

Deno.test("[PC3] a good frame with a flipped bit, cut off or longer never throws", () => {
  const [good] = [new PoseEncoder().encode(restPose(5), 7)];
  for (let bit = 0; bit < good.length * 8; bit++) {
    const bad = good.slice();
    bad[bit >> 3]! ^= 1 << (bit & 7);
    new PoseDecoder().decode(bad);
  }
  for (let length = 0; length < good.length; length++) {
    assert.equal(new PoseDecoder().decode(good.slice(0, length)), null);
  }
  assert.equal(new PoseDecoder().decode(new Uint8Array([...good, 0])), null);
});

Deno.test("numbers that are none are sent as rest", () => {
  const pose = restPose(Number.NaN);
  pose.shapes.fill(Number.NaN);
  const wrong: Pose = { ...pose, head: [Number.NaN, 0, 0, 0], shift: [Infinity, Number.NaN, 0] };
  assertPose(new PoseDecoder().decode(new PoseEncoder().encode(wrong, null))?.pose, restPose(0));
});

Deno.test("the greatest frame fits", () => {
  const hand: HandPose = { wrist: [1, 1, 1], turn: [0, 0, 0, 1], curls: [1, 1, 1, 1, 1] };
  const pose: Pose = { ...restPose(0), torso: [0, 0, 0, 1], left: hand, right: hand };
  assert.equal(new PoseEncoder().encode(pose, 1).length, 97);
});
