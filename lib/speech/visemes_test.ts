/** Mouths of words, and a mouth that follows a voice. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { restPose, shapeIndex } from "@/lib/avatar/pose/pose.ts";
import { createMouth, shapeAt, writeMouth } from "@/lib/speech/mouth.ts";
import { estimateMs } from "@/lib/speech/pace.ts";
import {
  MOUTH_AT_REST,
  type MouthShape,
  mouthTrack,
  type TimedShape,
} from "@/lib/speech/visemes.ts";

/** The part of a shape that is most of it, as one letter. */
function letterOf({ jawOpen, pucker, funnel, stretch, close, tuck }: TimedShape): string {
  const parts = { J: jawOpen, P: pucker, F: funnel, S: stretch, M: close, T: tuck };
  const [letter, most] = Object.entries(parts).sort(([, a], [, b]) => b - a)[0]!;
  return most === 0 ? "." : letter;
}
const letters = (text: string, lang = "ko") => mouthTrack(text, lang).shapes.map(letterOf).join("");

for (
  const [text, lang, expected] of [
    // Lips shut for ㅁ, open for ㅏ; at rest in the end.
    ["마", "ko", "MJ."],
    ["밤", "ko", "MJM."],
    ["우", "ko", "P."],
    ["이", "ko", "S."],
    ["왜", "ko", "FJ."],
    ["앞", "ko", "JM."],
    ["안, 안", "ko", "J.J."],
    ["mob", "en", "MFM."],
    ["fee", "en", "TS."],
    ["room", "en", "FPM."],
    ["shoe", "en", "FFP."],
    ["2", "ko", "S."],
    ["2", "en", "JP."],
    ["ㅋㅋ", "ko", "."],
    ["", "ko", "."],
  ] as const
) {
  Deno.test(`mouthTrack() forms ${JSON.stringify(text)} (${lang}) as ${expected}`, () => {
    assert.equal(letters(text, lang), expected);
  });
}

Deno.test("mouthTrack() takes as long as the words, and knows when each letter begins", () => {
  const text = "안녕하세요, Maru 2026!";
  const { durationMs, startMs, shapes } = mouthTrack(text, "ko");
  assert.ok(Math.abs(durationMs - estimateMs(text)) < 1);
  assert.equal(startMs.length, text.length + 1);
  assert.equal(startMs.at(-1), durationMs);
  assert.equal(shapes.at(-1)?.atMs, durationMs);
});

Deno.test("mouthTrack() gives shapes in order and within bounds for any text", () => {
  const word = fc.constantFrom(
    "봄",
    "a",
    "é",
    "th",
    "ough",
    "7",
    "😊",
    "字",
    "か",
    " ",
    ".",
    "\ud800",
  );
  const text = fc.array(fc.oneof(word, fc.string({ unit: "binary", maxLength: 4 })), {
    maxLength: 30,
  }).map((words) => words.join(""));
  fc.assert(
    fc.property(text, fc.constantFrom("ko", "en-GB", "xx", ""), (text, lang) => {
      const { shapes, startMs, durationMs } = mouthTrack(text, lang);
      let lastMs = 0;
      for (const { atMs, ...parts } of shapes) {
        assert.ok(atMs >= lastMs && atMs <= durationMs + 1e-6);
        lastMs = atMs;
        for (const part of Object.values(parts)) assert.ok(part >= 0 && part <= 1);
      }
      for (let n = 1; n < startMs.length; n++) assert.ok(startMs[n]! >= startMs[n - 1]! - 1e-6);
    }),
    { seed: 4, numRuns: 500 },
  );
});

Deno.test("mouthTrack() ends soon for one word of a hundred thousand letters", () => {
  assert.ok(mouthTrack("aeiou".repeat(4_000), "en").durationMs > 0);
});

Deno.test("shapeAt() is on its way between two shapes, and at rest before and after", () => {
  const track = mouthTrack("아", "ko");
  const open = track.shapes[0]!;
  assert.deepEqual(shapeAt(track, -50), MOUTH_AT_REST);
  assert.equal(shapeAt(track, open.atMs).jawOpen, open.jawOpen);
  const half = shapeAt(track, open.atMs / 2).jawOpen;
  assert.ok(half > 0 && half < open.jawOpen);
  assert.deepEqual(shapeAt(track, track.durationMs + 1), MOUTH_AT_REST);
});

const TEXT = "하나 둘 셋 넷 다섯 여섯 일곱";
/** When a mouth that begins at 0 without boundaries is as it is for a place of the text. */
const usual = mouthTrack(TEXT, "ko");
const near = (a: MouthShape, b: MouthShape) =>
  assert.ok(Math.abs(a.jawOpen - b.jawOpen) < 1e-9 && Math.abs(a.pucker - b.pucker) < 1e-9);

Deno.test("a mouth follows the words' own times, faster for a faster voice", () => {
  const mouth = createMouth();
  near(mouth.sample(5), MOUTH_AT_REST);
  mouth.start(TEXT, { lang: "ko", rate: 2, nowMs: 1_000 });
  near(mouth.sample(1_300), shapeAt(usual, 600));
  near(mouth.sample(1_000 + usual.durationMs), MOUTH_AT_REST);
});

Deno.test("a boundary draws the mouth to the voice: by half where it is near, all the way where it is far", () => {
  const index = TEXT.indexOf("다섯");
  const thereMs = usual.startMs[index]!;
  const mouth = createMouth();
  mouth.start(TEXT, { lang: "ko", rate: 1, nowMs: 0 });
  mouth.boundary(index, thereMs - 200);
  near(mouth.sample(thereMs - 200), shapeAt(usual, thereMs - 100));
  mouth.start(TEXT, { lang: "ko", rate: 1, nowMs: 0 });
  mouth.boundary(index, 10);
  near(mouth.sample(10), shapeAt(usual, thereMs));
});

Deno.test("a voice that is slower than usual is followed at its own pace", () => {
  const mouth = createMouth();
  mouth.start(TEXT, { lang: "ko", rate: 1, nowMs: 0 });
  const words = [...TEXT.matchAll(/\S+/g)].map(({ index }) => index);
  for (const index of words) mouth.boundary(index, usual.startMs[index]! * 1.5);
  const last = words.at(-1)!;
  const nowMs = usual.startMs[last]! * 1.5;
  // After six words it is within half a syllable of where the voice is.
  let best = Infinity;
  for (let ms = 0; ms < usual.durationMs; ms += 5) {
    const at = shapeAt(usual, ms);
    if (Math.abs(at.jawOpen - mouth.sample(nowMs).jawOpen) < 0.02) {
      best = Math.min(best, Math.abs(ms - usual.startMs[last]!));
    }
  }
  assert.ok(best < 100, `${best} ms off`);
});

Deno.test("boundaries that are none, and those of a voice that fell silent, change nothing", () => {
  const mouth = createMouth();
  mouth.boundary(3, 10);
  mouth.end(20);
  near(mouth.sample(30), MOUTH_AT_REST);
  mouth.start(TEXT, { lang: "ko", rate: NaN, nowMs: 0 });
  for (const index of [-5, 1e9, NaN]) mouth.boundary(index, 50);
  for (const part of Object.values(mouth.sample(60))) assert.ok(part >= 0 && part <= 1);
  mouth.end(100);
  mouth.boundary(1, 110);
  near(mouth.sample(400), MOUTH_AT_REST);
});

Deno.test("writeMouth() shuts the jaw with the lips, and leaves the rest of a face", () => {
  const { shapes } = restPose(0);
  shapes[shapeIndex.eyeBlinkLeft] = 0.5;
  writeMouth(shapes, { ...MOUTH_AT_REST, jawOpen: 0.6, close: 1, stretch: 0.25 });
  assert.equal(shapes[shapeIndex.jawOpen], 0);
  assert.equal(shapes[shapeIndex.mouthStretchRight], 0.25);
  assert.equal(shapes[shapeIndex.eyeBlinkLeft], 0.5);
  assert.throws(() => writeMouth(new Float32Array(3), MOUTH_AT_REST), RangeError);
});
