/** Tests of quality by frame time. */
import assert from "node:assert/strict";
import type { QualityLevel } from "@/lib/lounge/scene/model.ts";
import {
  chooseQuality,
  createQuality,
  measureFrame,
  QUALITY,
  type QualityState,
} from "@/lib/lounge/scene/quality.ts";

/** Plays `seconds` of frames and lists the levels it went through. */
function play(state: QualityState, seconds: number, frameMs: (level: QualityLevel) => number) {
  const levels: QualityLevel[] = [state.level];
  for (let ms = 0; ms < seconds * 1000;) {
    const frame = frameMs(state.level);
    measureFrame(state, frame);
    ms += frame;
    if (state.level !== levels.at(-1)) levels.push(state.level);
  }
  return levels;
}

Deno.test("a quick machine climbs to the best, a step at a time", () => {
  assert.deepEqual(play(createQuality("auto"), 60, () => 10), ["medium", "high", "best"]);
});

Deno.test("a slow machine is at the lowest within a few seconds", () => {
  assert.deepEqual(play(createQuality("auto"), 4, () => 80), ["medium", "low"]);
});

Deno.test("a level that was too much is not tried again for a minute", () => {
  const cost = (level: QualityLevel) => level === "high" ? 40 : 12;
  assert.deepEqual(play(createQuality("auto"), 50, cost), ["medium", "high", "medium"]);
});

Deno.test("between too slow and fast nothing changes", () => {
  assert.deepEqual(play(createQuality("auto"), 120, () => 21), ["medium"]);
});

Deno.test("one hiccup, a hidden tab or a clock that jumps is no reason", () => {
  const state = createQuality("auto");
  for (let i = 0; i < 300; i++) measureFrame(state, i % 60 === 0 ? 120 : 16);
  measureFrame(state, 30_000);
  measureFrame(state, -5);
  assert.notEqual(state.level, "low");
});

Deno.test("a choice stays, whatever the machine does; auto goes on from there", () => {
  const chosen = chooseQuality(createQuality("auto"), "best");
  assert.deepEqual(play(chosen, 30, () => 200), ["best"]);
  const auto = chooseQuality(chosen, "auto");
  assert.deepEqual(play(auto, 30, () => 80), ["best", "high", "medium", "low"]);
});

Deno.test("no step up costs less than the one below", () => {
  const { low, medium, high, best } = QUALITY;
  const steps = [low, medium, high, best];
  for (let i = 1; i < steps.length; i++) {
    const [a, b] = [steps[i - 1]!, steps[i]!];
    assert.ok(b.pixelRatio > a.pixelRatio && b.nearBodies > a.nearBodies && b.tags > a.tags);
  }
});
