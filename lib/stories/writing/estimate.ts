/** What a story takes, before and while it is written: tokens by stage, money at the model's prices, and time. Pure. */
import { costOf } from "@/lib/ai/price.ts";
import { extentOfJob, type Job } from "@/lib/stories/writing/job.ts";
import { type StageKey, type Unit, unitName } from "@/lib/stories/writing/model.ts";
import { type Extent, listUnits, standsOn } from "@/lib/stories/writing/plan.ts";

/** Tokens of the prompt that every unit has: its rules, its task and the form of its answer. */
const PROMPT_TOKENS = 1_200;
/** Tokens of what each stage hands on, in Korean, where it is longest. Measured on answers that fill their forms by half. */
const OUTPUT_TOKENS: Readonly<Record<StageKey, number>> = {
  concept: 500,
  reader: 300,
  world: 1_200,
  rules: 700,
  characters: 1_500,
  voices: 1_000,
  theme: 500,
  arcs: 700,
  outline: 900,
  foreshadowing: 500,
  scenes: 700,
  draft: 4_000,
  dialogue: 4_200,
  continuity: 5_000,
  style: 4_200,
  title: 350,
};
/** Of a chapter that is remembered, what later ones get to read. */
const MEMORY_TOKENS = 260;
/** Memory is cut to a budget: see `memory.ts`. */
const MAX_MEMORY_TOKENS = 3_500;
/** What a judge writes. */
const VERDICT_TOKENS = 350;

export interface Estimate {
  calls: number;
  promptTokens: number;
  outputTokens: number;
  /** Null where the model's price is not known. */
  costNano: number | null;
}

/** Estimates the units of a story that are still to be written. */
export function estimateStory(
  extent: Extent,
  { candidates, madeBy, done = new Set() }: {
    candidates: number;
    madeBy: string;
    done?: ReadonlySet<string>;
  },
): Estimate {
  const units = listUnits(extent).filter((unit) => !done.has(unitName(unit)));
  return estimateUnits(units, { extent, candidates, madeBy });
}

/** Estimates some units of a story. */
export function estimateUnits(
  units: readonly Unit[],
  { extent, candidates, madeBy }: { extent: Extent; candidates: number; madeBy: string },
): Estimate {
  let calls = 0;
  let promptTokens = 0;
  let outputTokens = 0;
  for (const unit of units) {
    const one = estimateUnit(unit, { extent, candidates });
    calls += one.calls;
    promptTokens += one.promptTokens;
    outputTokens += one.outputTokens;
  }
  return {
    calls,
    promptTokens,
    outputTokens,
    costNano: costOf({ madeBy, promptTokens, outputTokens }),
  };
}

/** Estimates one unit. */
export function estimateUnit(
  unit: Unit,
  { extent, candidates }: { extent: Extent; candidates: number },
): Omit<Estimate, "costNano"> {
  let sources = 0;
  let memory = 0;
  for (const { stage, chapter } of standsOn(unit, extent)) {
    if (stage === "continuity" && chapter !== unit.chapter) memory += MEMORY_TOKENS;
    else sources += OUTPUT_TOKENS[stage];
  }
  const promptTokens = PROMPT_TOKENS + sources + Math.min(memory, MAX_MEMORY_TOKENS);
  const outputTokens = unit.stage === "outline" && unit.chapter === 0
    ? OUTPUT_TOKENS.outline + 120 * extent.planned
    : OUTPUT_TOKENS[unit.stage];
  if (unit.stage !== "draft" || candidates === 1) return { calls: 1, promptTokens, outputTokens };
  return {
    calls: candidates + 1,
    promptTokens: promptTokens * candidates + PROMPT_TOKENS + outputTokens * candidates,
    outputTokens: outputTokens * candidates + VERDICT_TOKENS,
  };
}

/** How many drafts of a chapter fit a budget: as many as three, where a story with them stays within it. */
export function candidatesFor(extent: Extent, budgetTokens: number | null): number {
  if (budgetTokens === null) return extent.planned > 5 ? 1 : 2;
  for (const candidates of [3, 2]) {
    const { promptTokens, outputTokens } = estimateStory(extent, { candidates, madeBy: "" });
    if (promptTokens + outputTokens <= budgetTokens) return candidates;
  }
  return 1;
}

export interface Progress {
  /** Units that are done, and all of them. */
  done: number;
  of: number;
  /** 0–1, by the work that is in each unit. */
  fraction: number;
  /** Milliseconds that the rest takes at the speed so far; null before anything is known of it. */
  leftMs: number | null;
}

/** How far a job has come. */
export function progressOf(job: Job): Progress {
  const extent = extentOfJob(job);
  const units = listUnits(extent);
  const finished = new Set(job.done);
  let doneWeight = 0;
  let allWeight = 0;
  for (const unit of units) {
    // Writing takes its time a token at a time; reading hardly any.
    const weight = estimateUnit(unit, { extent, candidates: job.candidates }).outputTokens;
    allWeight += weight;
    if (finished.has(unitName(unit))) doneWeight += weight;
  }
  const left = allWeight - doneWeight;
  return {
    done: units.filter((unit) => finished.has(unitName(unit))).length,
    of: units.length,
    fraction: doneWeight / allWeight,
    leftMs: left === 0 ? 0 : doneWeight === 0 ? null : Math.round(job.workedMs * left / doneWeight),
  };
}
