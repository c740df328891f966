/** Tests of where others are drawn between what is heard of them. */
import assert from "node:assert/strict";
import {
  addSample,
  createTrack,
  DELAY_MS,
  EXTRAPOLATION_MS,
  readTrack,
  type Sample,
} from "@/lib/lounge/scene/interpolation.ts";

const at = (atMs: number, x: number, more: Partial<Sample> = {}): Sample => ({
  atMs,
  x,
  z: 0,
  heading: 0,
  motion: "walk",
  ...more,
});

/** The place at a time of the sender's, that is DELAY_MS later here. */
function seen(samples: Sample[], senderMs: number): Sample {
  const [first, ...rest] = samples;
  const track = createTrack(first!);
  for (const sample of rest) addSample(track, sample);
  return readTrack(track, senderMs + DELAY_MS, at(0, 0));
}

Deno.test("a body is drawn 150 ms behind, between two known places", () => {
  const samples = [at(1000, 0), at(1100, 1), at(1200, 2)];
  assert.equal(seen(samples, 1050).x, 0.5);
  assert.equal(seen(samples, 1150).x, 1.5);
  assert.equal(seen(samples, 1200).x, 2);
});

Deno.test("who walks goes on for at most 100 ms when the next place is late", () => {
  const samples = [at(1000, 0), at(1100, 1)];
  assert.equal(seen(samples, 1150).x, 1.5);
  const last = 1 + EXTRAPOLATION_MS / 100;
  assert.equal(seen(samples, 1100 + EXTRAPOLATION_MS).x, last);
  assert.equal(seen(samples, 9000).x, last, "and no further");
});

Deno.test("who stands stays where they stopped", () => {
  assert.equal(seen([at(1000, 0), at(1100, 1, { motion: "idle" })], 1180).x, 1);
});

Deno.test("a step after a pause begins when it was made, not when the pause began", () => {
  const samples = [at(1000, 0, { motion: "idle" }), at(9000, 1)];
  assert.equal(seen(samples, 8000).x, 0);
  assert.equal(seen(samples, 8950).x, 0.5);
});

Deno.test("nobody glides through the room to where they were put", () => {
  const samples = [at(1000, 0), at(1100, 20)];
  assert.equal(seen(samples, 1000).x, 20);
  assert.equal(seen(samples, 1099).x, 20);
});

Deno.test("headings turn the shorter way", () => {
  const { heading } = seen([at(1000, 0, { heading: 3 }), at(1100, 0, { heading: -3 })], 1050);
  assert.ok(Math.abs(Math.abs(heading) - Math.PI) < 0.01);
});

Deno.test("late news is dropped; of one instant the last word counts", () => {
  assert.equal(seen([at(1000, 0), at(1100, 1), at(1050, 9)], 1100).x, 1);
  assert.equal(seen([at(1000, 0), at(1100, 1), at(1100, 2)], 1100).x, 2);
});

Deno.test("three places are kept, however many come", () => {
  const track = createTrack(at(0, 0));
  for (let i = 1; i < 1000; i++) addSample(track, at(i * 100, i));
  assert.equal(track.samples.length, 3);
  assert.equal(readTrack(track, 99_900 + DELAY_MS, at(0, 0)).x, 999);
});

Deno.test("uneven arrival shows even motion: no step is larger than twice the mean", () => {
  const track = createTrack(at(0, 0));
  const arrivals = [0, 90, 215, 300, 395, 520, 600, 690, 815, 900];
  let last = readTrack(track, 0, at(0, 0)).x;
  let most = 0;
  for (let ms = 0; ms < 1000; ms += 16) {
    arrivals.forEach((arrival, i) => {
      if (arrival > ms - 16 && arrival <= ms) addSample(track, at(arrival, i * 0.24));
    });
    const { x } = readTrack(track, ms, at(0, 0));
    most = Math.max(most, Math.abs(x - last));
    last = x;
  }
  assert.ok(most < 2 * 0.24 * 16 / 90, `${most}`);
});
