import assert from "node:assert/strict";
import { HEAR_UNTIL_M } from "@/lib/lounge/voice/mesh.ts";
import {
  forwardOf,
  gainAt,
  levelOf,
  listen,
  loudestOf,
  meterOf,
  SILENCE,
  volumeGain,
} from "@/lib/lounge/voice/sound.ts";

Deno.test("a voice is full beside one, falls evenly, and is nothing where links end", () => {
  assert.equal(gainAt(0), 1);
  assert.equal(gainAt(1.5), 1);
  assert.equal(gainAt(HEAR_UNTIL_M), 0);
  assert.equal(gainAt(1000), 0);
  for (let d = 1.5; d < HEAR_UNTIL_M; d += 0.5) assert(gainAt(d) > gainAt(d + 0.5));
});

Deno.test("a volume of 1 leaves a voice as it comes, and none can be louder than allowed", () => {
  assert.equal(volumeGain(1), 1);
  assert.equal(volumeGain(0), 0);
  assert.equal(volumeGain(-3), 0);
  assert.equal(volumeGain(99), volumeGain(1.5));
});

Deno.test("heading 0 looks along +z, and turning left adds", () => {
  assert.deepEqual(forwardOf(0), { x: 0, z: 1 });
  // Whoever looks along +z has +x on the left, as +y is up.
  assert(forwardOf(0.1).x > 0);
});

Deno.test("levelOf() is the root mean square, and a meter shows it from −60 to −10 dB", () => {
  assert.equal(levelOf(new Float32Array([0.5, -0.5, 0.5, -0.5])), 0.5);
  assert.equal(levelOf(new Float32Array()), 0);
  assert.equal(meterOf(0), 0);
  assert.equal(meterOf(1), 1);
  assert(Math.abs(meterOf(10 ** (-35 / 20)) - 0.5) < 1e-9);
});

Deno.test("loudestOf() hears a short sound within a long silence as loud as it is", () => {
  const samples = new Float32Array(8192);
  assert.equal(loudestOf(samples), 0);
  for (const from of [0, 1000, 7000]) {
    samples.fill(0).fill(0.5, from, from + 1024);
    assert(loudestOf(samples) > 0.35, String(from));
    assert(levelOf(samples) < 0.2);
  }
  assert.equal(loudestOf(new Float32Array()), 0);
});

Deno.test("a breath does not end speech, and a pause does", () => {
  let speech = listen(SILENCE, 0.02, 0);
  assert(speech.speaking);
  speech = listen(speech, 0, 300);
  assert(speech.speaking);
  speech = listen(speech, 0.02, 350);
  speech = listen(speech, 0, 700);
  assert(speech.speaking);
  assert(!listen(speech, 0, 800).speaking);
});

Deno.test("noise between the two thresholds neither begins speech nor ends it", () => {
  assert(!listen(SILENCE, 0.007, 0).speaking);
  let speech = listen(SILENCE, 0.02, 0);
  for (let atMs = 100; atMs < 2_000; atMs += 100) speech = listen(speech, 0.007, atMs);
  assert(speech.speaking);
});
