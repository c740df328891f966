import assert from "node:assert/strict";
import { type Emotion, type Pose, shapeIndex } from "@/lib/avatar/pose/pose.ts";
import { toEuler } from "@/lib/avatar/pose/rotation.ts";
import { PRESET_CAP } from "@/lib/avatar/tracking/presets.ts";
import { CharacterFace, type Mood } from "@/lib/calls/character/face.ts";
import { MOUTH_AT_REST } from "@/lib/speech/visemes.ts";

function faceWith(options: Partial<{ jaw: (nowMs: number) => number; still: boolean }> = {}) {
  let seed = 7;
  const face = new CharacterFace({
    random: () => (seed = (seed * 16807) % 2147483647) / 2147483647,
    mouth: (nowMs) => ({ ...MOUTH_AT_REST, jawOpen: options.jaw?.(nowMs) ?? 0 }),
    reducedMotion: options.still ?? false,
  });
  let nowMs = 0;
  const play = (ms: number): Pose[] => {
    const poses: Pose[] = [];
    for (const untilMs = nowMs + ms; nowMs < untilMs;) poses.push(face.sample(nowMs += 16));
    return poses;
  };
  return { face, play };
}

const lid = ({ shapes }: Pose) => shapes[shapeIndex.eyeBlinkLeft]!;
const smile = ({ shapes }: Pose) => shapes[shapeIndex.mouthSmileLeft]!;
const spread = (values: readonly number[]) => Math.max(...values) - Math.min(...values);

Deno.test("a face that nobody talks to blinks, glances and sways", () => {
  const { play } = faceWith();
  const poses = play(15_000);
  const blinks = poses.filter((pose, n) => lid(pose) > 0.9 && lid(poses[n - 1]!) <= 0.9).length;
  assert(blinks >= 2 && blinks <= 12, `${blinks} blinks`);
  assert(spread(poses.map(({ head }) => toEuler(head)[1])) > 0.01, "the head is still");
  const glances = poses.map(({ shapes }) => shapes[shapeIndex.eyeLookOutLeft]!);
  assert(spread(glances) > 0.02, "the eyes are still");
  assert(Math.max(...glances) < 0.3, "the eyes are not on whoever calls");
});

Deno.test("a feeling eases in, is no mask, and goes again", () => {
  const { face, play } = faceWith();
  play(1_000);
  face.feel("laugh");
  const rising = play(1_500).map(smile);
  for (const [n, value] of rising.entries()) {
    assert(Math.abs(value - (rising[n - 1] ?? 0)) < 0.15, `it jumps to ${value}`);
  }
  assert(rising.at(-1)! > 0.5 && rising.at(-1)! <= PRESET_CAP + 1e-6);
  face.feel("neutral");
  assert(smile(play(2_000).at(-1)!) < 0.05);
});

Deno.test("a feeling that comes in a blink waits until the eyes are open", () => {
  const { face, play } = faceWith();
  let pose = play(16)[0]!;
  while (lid(pose) < 0.6) pose = play(16)[0]!;
  face.feel("smile");
  const shown: Emotion[] = [];
  for (; lid(pose) > 0.2; pose = play(16)[0]!) shown.push(pose.emotion);
  assert(shown.every((emotion) => emotion === "neutral"), shown.join());
  play(200);
  assert.equal(play(16)[0]!.emotion, "smile");
});

Deno.test("whoever is spoken to nods, and nobody else does", () => {
  const dips = (mood: Mood) => {
    const { face, play } = faceWith();
    face.mood = mood;
    play(2_000);
    return spread(play(12_000).map(({ head }) => toEuler(head)[0]));
  };
  assert(dips("listening") > 0.1);
  assert(dips("waiting") < 0.08);
});

Deno.test("while a reply is on its way the face thinks, but not at once", () => {
  const { face, play } = faceWith();
  face.feel("smile");
  play(1_000);
  face.mood = "thinking";
  assert.equal(play(100).at(-1)!.emotion, "smile");
  assert.equal(play(600).at(-1)!.emotion, "thinking");
  face.mood = "speaking";
  assert.equal(play(400).at(-1)!.emotion, "smile");
});

Deno.test("the mouth says its words also in a smile", () => {
  const { face, play } = faceWith({ jaw: (ms) => (Math.floor(ms / 200) % 2 ? 0.7 : 0) });
  face.feel("smile");
  face.mood = "speaking";
  const jaws = play(3_000).map(({ shapes }) => shapes[shapeIndex.jawOpen]!);
  assert(spread(jaws) > 0.6);
});

Deno.test("a wave is over after a while", () => {
  const { face, play } = faceWith();
  face.gesture("wave");
  assert.equal(play(100).at(-1)!.gesture, "wave");
  assert.equal(play(2_500).at(-1)!.gesture, null);
});

Deno.test("who asked for less motion sees words, feelings and blinks alone", () => {
  const { face, play } = faceWith({ still: true, jaw: () => 0.5 });
  face.mood = "listening";
  face.feel("smile");
  const poses = play(8_000);
  assert(poses.every(({ head, shift }) => head[3] === 1 && shift.every((way) => way === 0)));
  assert(poses.some((pose) => lid(pose) > 0.9));
  assert(smile(poses.at(-1)!) > 0.4);
  assert(poses.at(-1)!.shapes[shapeIndex.jawOpen]! > 0.4);
});
