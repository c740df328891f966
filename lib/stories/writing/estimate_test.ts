import assert from "node:assert/strict";
import { candidatesFor, estimateStory, progressOf } from "@/lib/stories/writing/estimate.ts";
import { newJob } from "@/lib/stories/writing/job.ts";
import { unitName } from "@/lib/stories/writing/model.ts";
import { extentOf, listUnits } from "@/lib/stories/writing/plan.ts";
import { REQUEST } from "@/lib/stories/writing/writing_for_tests.ts";

const options = { candidates: 1, madeBy: "claude/claude-haiku-5-5" };

Deno.test("an estimate grows with the story, and falls as units are done", () => {
  const [short, medium, long] = (["short", "medium", "long"] as const)
    .map((length) => estimateStory(extentOf(length), options));
  assert.deepEqual([short?.calls, medium?.calls, long?.calls], [16, 36, 111]);
  assert(short!.outputTokens < medium!.outputTokens && medium!.outputTokens < long!.outputTokens);
  assert(long!.costNano! > medium!.costNano!);
  const units = listUnits(extentOf("medium"));
  const half = new Set(units.slice(0, 18).map(unitName));
  const rest = estimateStory(extentOf("medium"), { ...options, done: half });
  assert.equal(rest.calls, 18);
  assert(rest.outputTokens < medium!.outputTokens);
  const none = estimateStory(extentOf("short"), { ...options, done: new Set(units.map(unitName)) });
  assert.equal(none.calls, 0);
});

Deno.test("an estimate is free for the demo, and tells no cost where no price is known", () => {
  const extent = extentOf("short");
  assert.equal(estimateStory(extent, { ...options, madeBy: "demo/improviser" }).costNano, 0);
  assert.equal(estimateStory(extent, { ...options, madeBy: "openai/own" }).costNano, null);
});

Deno.test("more drafts are asked for as the budget allows", () => {
  const extent = extentOf("medium");
  const tokens = (candidates: number) => {
    const { promptTokens, outputTokens } = estimateStory(extent, { ...options, candidates });
    return promptTokens + outputTokens;
  };
  assert.equal(candidatesFor(extent, tokens(3)), 3);
  assert.equal(candidatesFor(extent, tokens(3) - 1), 2);
  assert.equal(candidatesFor(extent, tokens(2) - 1), 1);
  assert.equal(candidatesFor(extent, null), 2);
  assert.equal(candidatesFor(extentOf("long"), null), 1);
});

Deno.test("progress is reckoned by work, and time by the speed so far", () => {
  const job = newJob({
    id: "j",
    ownerId: "o",
    request: REQUEST,
    seed: 1,
    candidates: 1,
    budgetTokens: null,
    nowMs: 1,
  });
  assert.deepEqual(progressOf(job), { done: 0, of: 16, fraction: 0, leftMs: null });
  const names = listUnits(job).map(unitName);
  const half = progressOf({ ...job, done: names.slice(0, 12), workedMs: 60_000 });
  assert(half.fraction > 0.4 && half.fraction < 0.7);
  assert.equal(half.leftMs, Math.round(60_000 * (1 - half.fraction) / half.fraction));
  const all = progressOf({ ...job, done: names, workedMs: 60_000 });
  assert.deepEqual([all.fraction, all.leftMs], [1, 0]);
});
