import assert from "node:assert/strict";
import {
  type Emotion,
  restPose,
  type Shape,
  SHAPE_COUNT,
  shapeIndex,
} from "@/lib/avatar/pose/pose.ts";
import { Idle } from "@/lib/avatar/tracking/idle.ts";
import { PoseMaker } from "@/lib/avatar/tracking/pose_maker.ts";
import { PRESET_CAP, Presets } from "@/lib/avatar/tracking/presets.ts";
import { recordedFaces } from "@/lib/avatar/tracking/recorded_face_for_tests.ts";
import type { Seen } from "@/lib/avatar/tracking/seen.ts";
import { SourceBlend } from "@/lib/avatar/tracking/source_blend.ts";
import { hear, SILENCE, type Voice, VoiceMouth } from "@/lib/avatar/tracking/voice_mouth.ts";
import { toEuler } from "@/lib/avatar/pose/rotation.ts";

const EMOTIONS: readonly Emotion[] = [
  "neutral",
  "smile",
  "laugh",
  "sad",
  "angry",
  "surprised",
  "shy",
  "thinking",
];

function shapesOf(of: Partial<Record<Shape, number>>): Float32Array {
  const all = new Float32Array(SHAPE_COUNT);
  for (const [name, value] of Object.entries(of)) all[shapeIndex[name as Shape]] = value;
  return all;
}

const at = (shapes: Float32Array, name: Shape) => shapes[shapeIndex[name]]!;

/** Chance that is the same each time. */
function seeded(): () => number {
  let state = 42;
  return () => (state = state * 16807 % 2147483647) / 2147483647;
}

/** Eases an emotion in over a second at 30 Hz. */
function eased(presets: Presets, tracked: Float32Array): Float32Array {
  let shapes = tracked;
  for (let i = 0; i < 45; i++) shapes = presets.over(tracked, 1 / 30);
  return shapes;
}

Deno.test("every emotion but neutral shows, and none is a mask", () => {
  for (const emotion of EMOTIONS) {
    const presets = new Presets();
    presets.set(emotion);
    const most = Math.max(...eased(presets, new Float32Array(SHAPE_COUNT)));
    assert.ok(most <= PRESET_CAP + 1e-6, emotion);
    assert.ok(emotion === "neutral" ? most === 0 : most > 0.3, emotion);
  }
});

Deno.test("an emotion eases in and out, and lets a mouth speak and eyes blink", () => {
  const presets = new Presets();
  presets.set("smile");
  const first = presets.over(new Float32Array(SHAPE_COUNT), 1 / 30);
  assert.ok(at(first, "mouthSmileLeft") > 0 && at(first, "mouthSmileLeft") < 0.2);
  const spoken = eased(presets, shapesOf({ jawOpen: 0.8, eyeBlinkLeft: 1 }));
  assert.ok(at(spoken, "jawOpen") >= 0.8 && at(spoken, "eyeBlinkLeft") === 1);
  assert.ok(at(spoken, "mouthSmileLeft") > 0.5);
  presets.set("neutral");
  assert.ok(at(eased(presets, new Float32Array(SHAPE_COUNT)), "mouthSmileLeft") < 0.01);
});

Deno.test("an emotion holds down what fights it, and keeps every shape within 0 and 1", () => {
  const presets = new Presets();
  presets.set("smile");
  const out = eased(presets, shapesOf({ mouthFrownLeft: 0.8, mouthSmileLeft: 1 }));
  assert.ok(at(out, "mouthFrownLeft") < 0.3);
  assert.ok(out.every((value) => value >= 0 && value <= 1));
});

Deno.test("idle life blinks every few seconds, glances, and sways no further than a few degrees", () => {
  const idle = new Idle(seeded());
  let [blinks, glances, lid, most] = [0, 0, 0, 0];
  for (let ms = 0; ms < 120_000; ms += 33) {
    const { shapes, head } = idle.next(ms);
    const next = at(shapes, "eyeBlinkLeft");
    if (next > 0.5 && lid <= 0.5) blinks++;
    lid = next;
    if (at(shapes, "eyeLookOutLeft") > 0.05) glances++;
    most = Math.max(most, ...toEuler(head).map(Math.abs));
    assert.ok(shapes.every((value) => value >= 0 && value <= 1));
  }
  assert.ok(blinks >= 120 / 6 && blinks <= 120 / 2 * 1.3, String(blinks));
  assert.ok(glances > 20);
  assert.ok(most > 0.01 && most < 0.07, String(most));
});

/** A tone with overtones, and the spectrum that an analyser would give. */
function tone(hz: number, level: number): Voice {
  const samples = Float32Array.from(
    { length: 1024 },
    (_, i) => level * Math.SQRT2 * Math.sin(2 * Math.PI * hz * i / 48_000),
  );
  const decibels = Float32Array.from(
    { length: 512 },
    (_, i) => Math.abs((i + 0.5) * 24_000 / 512 - hz) < 60 ? -20 : -110,
  );
  return hear(samples, decibels, 48_000);
}

Deno.test("hear() tells how loud a voice is, and where its strength lies", () => {
  const low = tone(300, 0.1);
  assert.ok(Math.abs(low.level - 0.1) < 0.01 && low.low > 0.95);
  assert.ok(tone(1200, 0.1).mid > 0.95);
  assert.ok(tone(2500, 0.1).high > 0.95);
  assert.ok(tone(6000, 0.1).hiss > 0.95);
  const nothing = new Float32Array(512).fill(Number.NEGATIVE_INFINITY);
  assert.equal(hear(new Float32Array(1024), nothing, 48_000).level, 0);
  assert.deepEqual(hear([], [], 48_000), SILENCE);
});

/** Speaks for a while at 30 Hz. */
function speak(mouth: VoiceMouth, voice: Voice, seconds: number): Float32Array {
  let shapes: Float32Array = new Float32Array(SHAPE_COUNT);
  for (let i = 0; i < seconds * 30; i++) shapes = mouth.next(voice, 1 / 30);
  return shapes;
}

const VOWEL: Voice = { level: 0.1, low: 0.7, mid: 0.25, high: 0.04, hiss: 0.01 };

Deno.test("a mouth opens with a voice and closes after it, fast enough for syllables", () => {
  const mouth = new VoiceMouth();
  speak(mouth, { ...SILENCE, level: 0.003 }, 1);
  assert.ok(at(speak(mouth, VOWEL, 0.15), "jawOpen") > 0.5);
  assert.ok(at(speak(mouth, { ...VOWEL, level: 0.003 }, 0.4), "jawOpen") < 0.05);
});

Deno.test("lips round for o and u, spread for i and e, and a hiss leaves the jaw shut", () => {
  const shapesFor = (voice: Partial<Voice>) => speak(new VoiceMouth(), { ...VOWEL, ...voice }, 0.5);
  const rounded = shapesFor({ low: 0.99, mid: 0.01, high: 0, hiss: 0 });
  const spread = shapesFor({ low: 0.6, mid: 0.05, high: 0.35, hiss: 0 });
  const hissed = shapesFor({ low: 0.1, mid: 0.1, high: 0.1, hiss: 0.7 });
  assert.ok(at(rounded, "mouthPucker") > 0.3 && at(spread, "mouthPucker") < 0.05);
  assert.ok(at(spread, "mouthStretchLeft") > 0.3 && at(rounded, "mouthStretchLeft") < 0.05);
  assert.ok(at(hissed, "jawOpen") < 0.5 * at(shapesFor({}), "jawOpen"));
});

Deno.test("the hum of a room does not move a mouth for long", () => {
  const mouth = new VoiceMouth();
  const hum: Voice = { level: 0.02, low: 0.9, mid: 0.1, high: 0, hiss: 0 };
  assert.ok(at(speak(mouth, hum, 30), "jawOpen") < 0.03);
  // And a voice above it still does.
  assert.ok(at(speak(mouth, { ...VOWEL, level: 0.2 }, 0.3), "jawOpen") > 0.4);
});

const maker = () =>
  new PoseMaker({ calibration: null, random: seeded(), reducedMotion: () => false });

/** What a camera sees of the n-th recorded face. */
function seenAt(n: number): Seen {
  const { face, atMs } = recordedFaces()[n]!;
  return { atMs, face, hands: null, body: null, busyMs: 20, aspect: 4 / 3 };
}

Deno.test("PoseMaker: times grow whatever a pose comes from", () => {
  const poses = maker();
  const times = [
    poses.still(null, 900).atMs,
    poses.fromCamera({ ...seenAt(0), atMs: 850 }, 910)!.atMs,
    poses.fromCamera({ ...seenAt(1), atMs: 880 }, 940)!.atMs,
    poses.still(VOWEL, 950).atMs,
    poses.still(VOWEL, 950).atMs,
  ];
  for (const [i, time] of times.entries()) {
    if (i > 0) assert.ok(time > times[i - 1]!, String(times));
  }
});

Deno.test("PoseMaker: a face that is lost eases into idle life, and a voice moves its mouth", () => {
  const poses = maker();
  let last = poses.still(null, 0);
  for (let n = 0; n < 60; n++) last = poses.fromCamera(seenAt(n), seenAt(n).atMs)!;
  const turned = toEuler(last.head)[1];
  const first = poses.still(null, last.atMs + 33);
  assert.equal(first.source, "rest");
  assert.ok(Math.abs(toEuler(first.head)[1] - turned) < 0.1 + Math.abs(turned) * 0.2);
  let voiced = first;
  for (let i = 2; i < 40; i++) voiced = poses.still(VOWEL, last.atMs + i * 33);
  assert.equal(voiced.source, "voice");
  assert.ok(at(voiced.shapes, "jawOpen") > 0.3);
  assert.ok(Math.abs(toEuler(voiced.head)[1]) < 0.07);
});

Deno.test("PoseMaker: emotion and gesture are told beside the shapes, and a gesture ends", () => {
  const poses = maker();
  poses.setEmotion("laugh");
  poses.show("wave", 0);
  const during = poses.still(null, 500);
  assert.deepEqual([during.emotion, during.gesture], ["laugh", "wave"]);
  assert.equal(poses.still(null, 2500).gesture, null);
});

Deno.test("PoseMaker: reduced motion leaves out idle life, and no face is no pose", () => {
  const poses = new PoseMaker({ calibration: null, random: seeded(), reducedMotion: () => true });
  for (let ms = 0; ms < 20_000; ms += 33) {
    assert.ok(poses.still(null, ms).shapes.every((value) => value === 0));
  }
  assert.equal(poses.fromCamera({ ...seenAt(0), face: null }, 0), null);
});

Deno.test("SourceBlend eases where the source changes, and is out of the way otherwise", () => {
  const blend = new SourceBlend();
  const open = { ...restPose(0), source: "camera", shapes: shapesOf({ jawOpen: 1 }) } as const;
  blend.next(open);
  assert.equal(blend.next({ ...open, atMs: 33 }).shapes[shapeIndex.jawOpen], 1);
  const jaws = [66, 150, 250, 400].map((atMs) => at(blend.next(restPose(atMs)).shapes, "jawOpen"));
  assert.equal(jaws[0], 1);
  assert.ok(jaws[1]! < 1 && jaws[2]! < jaws[1]! && jaws[3] === 0, String(jaws));
});
