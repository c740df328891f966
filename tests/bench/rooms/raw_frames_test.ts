import assert from "node:assert/strict";
import { FrameReader, textFrame } from "@/tests/bench/rooms/raw_frames.ts";

/** A frame as a server sends one. */
function serverFrame(opcode: number, text: string): Uint8Array {
  const payload = new TextEncoder().encode(text);
  const { length } = payload;
  const size = length < 126
    ? [length]
    : length < 0x10000
    ? [126, length >> 8, length & 0xff]
    : [127, 0, 0, 0, 0, ...new Uint8Array(new Uint32Array([length]).buffer).toReversed()];
  return new Uint8Array([0x80 | opcode, ...size, ...payload]);
}

function read(bytes: Uint8Array, pieceSize: number) {
  const got = { payloads: [] as string[], answers: [] as Uint8Array[], closes: 0 };
  const reader = new FrameReader({
    onPayload: (payload) => void got.payloads.push(new TextDecoder().decode(payload)),
    onAnswer: (frame) => void got.answers.push(frame),
    onClose: () => void got.closes++,
  });
  for (let at = 0; at < bytes.length; at += pieceSize) {
    reader.push(bytes.subarray(at, at + pieceSize));
  }
  return got;
}

const TEXTS = ["", "안녕", "x".repeat(125), "y".repeat(126), "z".repeat(70_000)];

for (const pieceSize of [1, 3, 1000, 1_000_000]) {
  Deno.test(`FrameReader finds every frame in pieces of ${pieceSize}`, () => {
    const frames = [
      ...TEXTS.map((text) => serverFrame(1, text)),
      serverFrame(9, "ping"),
      serverFrame(2, "ab"),
      serverFrame(8, ""),
    ];
    const got = read(new Uint8Array(frames.flatMap((frame) => [...frame])), pieceSize);
    assert.deepEqual(got.payloads, [...TEXTS, "ab"]);
    // A pong of the same words, masked with zeros.
    assert.deepEqual(got.answers.map((frame) => [...frame]), [
      [0x8a, 0x84, 0, 0, 0, 0, ...new TextEncoder().encode("ping")],
    ]);
    assert.equal(got.closes, 1);
  });
}

Deno.test("textFrame() frames what a server may read", () => {
  assert.deepEqual([...textFrame("hi")], [0x81, 0x82, 0, 0, 0, 0, 0x68, 0x69]);
  assert.deepEqual([...textFrame("x".repeat(300))].slice(0, 4), [0x81, 0xfe, 1, 44]);
  assert.throws(() => textFrame("x".repeat(70_000)), RangeError);
});
