/**
 * Writes one unit of a job for the holder of its lease: answer after answer, each stored before the next is asked for, until
 * the unit can be handed on.
 */
import type { ReplyUsage } from "@/lib/ai/model.ts";
import { costOf } from "@/lib/ai/price.ts";
import { recordUsage } from "@/lib/chat/usage.ts";
import { checkOutput } from "@/lib/stories/writing/checks.ts";
import { suspectedIn, withSuspected } from "@/lib/stories/writing/suspected.ts";
import { digestOf } from "@/lib/stories/writing/digest.ts";
import { estimateUnit } from "@/lib/stories/writing/estimate.ts";
import type { Given } from "@/lib/stories/writing/given.ts";
import { requireGiven } from "@/lib/stories/writing/given.ts";
import {
  addSpent,
  extentOfJob,
  type Job,
  NOTHING_SPENT,
  type Spent,
  type Step,
  type TroubleKind,
} from "@/lib/stories/writing/job.ts";
import {
  getOutputs,
  type Held,
  listSteps,
  storeStep,
  storeUnit,
} from "@/lib/stories/writing/job_store.ts";
import { type Unit, unitName } from "@/lib/stories/writing/model.ts";
import { pack, unpack } from "@/lib/stories/writing/pack.ts";
import { standsOn } from "@/lib/stories/writing/plan.ts";
import {
  mendedBody,
  nextContinuityStep,
  type NextStep,
  nextStep,
  type StepView,
  Verdict,
} from "@/lib/stories/writing/unit_steps.ts";
import {
  type Material,
  type Writer,
  type Writing,
  WritingCut,
  WritingError,
} from "@/lib/stories/writing/writer.ts";

export interface UnitDeps {
  kv: Deno.Kv;
  now: () => number;
  writer: Writer;
  /** Whether the owner may have another answer today. */
  allow: (job: Job) => Promise<{ ok: true } | { ok: false; retryAfterS: number }>;
  /** Is told of what was used, beside the job's owner. */
  charge: (job: Job, usage: ReplyUsage) => Promise<void>;
}

/** What became of a unit. `lost`: of its lease, its round or its job, and nothing more may be written. */
export type UnitOutcome =
  | { kind: "done" }
  | { kind: "lost" }
  | { kind: "trouble"; trouble: TroubleKind; why: readonly string[]; retryAfterS: number | null };

interface Work extends UnitDeps {
  job: Job;
  unit: Unit;
  held: Held;
  signal: AbortSignal;
  given: Given;
}

/** Writes the unit to its end, or as far as it goes. */
export async function writeUnit(
  deps: UnitDeps,
  { job, unit, held, signal }: { job: Job; unit: Unit; held: Held; signal: AbortSignal },
): Promise<UnitOutcome> {
  const { kv } = deps;
  const given = new Map(await getOutputs(kv, job.id, standsOn(unit, extentOfJob(job))));
  let present = job;
  for (;;) {
    const steps = await listSteps(kv, job.id, unitName(unit));
    const work = { ...deps, job: present, unit, held, signal, given };
    const next = stepAfter(steps, work);
    if (next.kind === "give_up") {
      return { kind: "trouble", trouble: "refused", why: next.why, retryAfterS: null };
    }
    if (next.kind === "end") return await endUnit(next, { ...work, steps });
    const stop = await stopBefore(work);
    if (stop) return stop;
    const asked = await ask(next, { ...work, steps });
    if (asked.kind !== "stored") return asked;
    present = asked.job;
  }
}

function viewOf({ kind, candidate, grade, why, packed }: Step): StepView {
  return { kind, candidate, grade, why, output: packed && unpack(packed) };
}

function stepAfter(steps: readonly Step[], work: Work): NextStep {
  const views = steps.map(viewOf);
  const { unit, writer } = work;
  if (unit.stage === "continuity") {
    return nextContinuityStep(views, {
      complete: (output) => withSuspected(output, contextOf(work)),
    });
  }
  return nextStep(views, unit.stage === "draft" && writer.judge ? wantedOf(work, steps) : 1);
}

/** Candidates of a draft: one where more do not fit the budget any more. Those that are there are compared. */
function wantedOf({ job, unit }: Work, steps: readonly Step[]): number {
  const { budgetTokens, candidates, spent } = job;
  const begun = Math.max(0, ...steps.map(({ candidate }) => candidate + 1));
  if (budgetTokens === null) return candidates;
  const left = budgetTokens - spent.promptTokens - spent.outputTokens;
  const { promptTokens, outputTokens } = estimateUnit(unit, {
    extent: extentOfJob(job),
    candidates,
  });
  return promptTokens + outputTokens <= left ? candidates : Math.max(1, begun);
}

function contextOf({ job, unit, given }: Work) {
  const chapters = unit.chapter > 0 ? job.chapters : job.planned;
  return { request: job.request, unit, given, chapters };
}

async function stopBefore({ job, allow, signal }: Work): Promise<UnitOutcome | null> {
  if (signal.aborted) return { kind: "lost" };
  const { budgetTokens, spent } = job;
  if (budgetTokens !== null && spent.promptTokens + spent.outputTokens >= budgetTokens) {
    return { kind: "trouble", trouble: "budget", why: [], retryAfterS: null };
  }
  const allowed = await allow(job);
  if (allowed.ok) return null;
  return { kind: "trouble", trouble: "day_quota", why: [], retryAfterS: allowed.retryAfterS };
}

type Asking = Extract<NextStep, { kind: "write" | "judge" }>;

/** Asks the writer once, and stores what it said. */
async function ask(
  next: Asking,
  work: Work & { steps: readonly Step[] },
): Promise<UnitOutcome | { kind: "stored"; job: Job }> {
  const { kv, now, job, unit, held, steps, charge } = work;
  const startedAtMs = now();
  let writing: Writing;
  let material: Material;
  try {
    material = materialOf(next, work);
    writing = await (next.kind === "write"
      ? work.writer.write(material, work.signal)
      : work.writer.judge!({ ...material, candidates: next.candidates }, work.signal));
  } catch (error) {
    return await notWritten(error, work);
  }
  const { grade, why, packed } = gradeOf(next, { writing, material, work });
  const step: Step = {
    v: 1,
    jobId: job.id,
    unit: unitName(unit),
    n: (steps.at(-1)?.n ?? -1) + 1,
    kind: next.kind === "write" ? "answer" : "verdict",
    candidate: next.kind === "write" ? next.candidate : 0,
    grade,
    why,
    madeBy: writing.madeBy,
    spent: spentOf(writing.usage),
    startedAtMs,
    packed,
  };
  const { usage } = writing;
  const stored = await storeStep(kv, { held, round: job.round }, { step, usage, nowMs: now() });
  if (usage) {
    // Whoever lost the job has used it all the same.
    if (!stored) await recordUsage(kv, job.ownerId, { usage, nowMs: now() });
    await charge(job, usage);
  }
  return stored ? { kind: "stored", job: stored } : { kind: "lost" };
}

async function notWritten(
  error: unknown,
  { kv, now, job, charge, signal }: Work,
): Promise<UnitOutcome> {
  if (error instanceof WritingError || error instanceof WritingCut) {
    const { usage } = error;
    if (usage) {
      await recordUsage(kv, job.ownerId, { usage, nowMs: now() });
      await charge(job, usage);
    }
  }
  if (signal.aborted) return { kind: "lost" };
  if (!(error instanceof WritingError)) throw error;
  const { failure, retryAfterS } = error;
  return { kind: "trouble", trouble: failure, why: [], retryAfterS };
}

function materialOf(next: Asking, work: Work & { steps: readonly Step[] }): Material {
  const { job, unit, steps } = work;
  const candidate = next.kind === "write" ? next.candidate : 0;
  const given = givenFor(next, work);
  const redo = [
    ...next.kind === "write" ? next.redo : [],
    ...unit.stage === "continuity" && steps.length === 0
      ? suspectedIn({ ...contextOf(work), given })
      : [],
  ];
  return {
    ...contextOf(work),
    given,
    candidate,
    seed: seedOf(job, { unit, candidate, n: steps.length }),
    ...(redo.length > 0 ? { redo: redo.join("\n") } : {}),
  };
}

/** A second look at a chapter is given the text that the first one mended. */
function givenFor(next: Asking, { unit, given, steps }: Work & { steps: readonly Step[] }): Given {
  if (unit.stage !== "continuity" || next.kind !== "write" || next.candidate === 0) return given;
  const body = mendedBody(steps.map(viewOf));
  if (body === null) return given;
  const text = requireGiven(given, "dialogue", unit.chapter);
  return new Map([...given, [unitName({ stage: "dialogue", chapter: unit.chapter }), {
    ...text,
    body,
  }]]);
}

/** Another one for each unit, candidate, try and round. FNV-1a. */
function seedOf(
  { seed, round }: Job,
  { unit, candidate, n }: { unit: Unit; candidate: number; n: number },
): number {
  let hash = 0x811c9dc5 ^ seed;
  for (const letter of `${unitName(unit)}/${candidate}/${n}/${round}`) {
    hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193);
  }
  return hash >>> 0;
}

type Graded = Pick<Step, "grade" | "why" | "packed">;

function gradeOf(
  next: Asking,
  { writing, material, work }: { writing: Writing; material: Material; work: Work },
): Graded {
  if (next.kind === "judge") {
    const verdict = Verdict.safeParse(writing.output);
    const best = verdict.data?.best ?? Infinity;
    if (best > next.candidates.length) {
      return refused(["The verdict names none of the candidates."]);
    }
    return { grade: "good", why: [], packed: pack(verdict.data) };
  }
  const checked = checkOutput(writing.output, { ...contextOf(work), given: material.given });
  if (!checked.ok) return refused(checked.why);
  const packed = pack(checked.output);
  if (!packed) return refused(["The answer is too long."]);
  const why = checked.faults.should;
  return { grade: why.length > 0 ? "weak" : "good", why, packed };
}

function refused(why: string[]): Graded {
  return { grade: "refused", why, packed: null };
}

async function endUnit(
  { output, chosen, reasons, notes }: Extract<NextStep, { kind: "end" }>,
  { kv, now, job, unit, held, steps }: Work & { steps: readonly Step[] },
): Promise<UnitOutcome> {
  const packed = pack(output);
  if (!packed) {
    return { kind: "trouble", trouble: "refused", why: ["It is too long."], retryAfterS: null };
  }
  const answers = steps.filter(({ kind }) => kind === "answer");
  const made = answers.findLast(({ candidate, packed }) => candidate === chosen && packed) ??
    answers.at(-1);
  const nowMs = now();
  const record = {
    v: 1,
    jobId: job.id,
    unit: unitName(unit),
    stage: unit.stage,
    chapter: unit.chapter,
    by: "model",
    madeBy: made?.madeBy ?? null,
    candidates: unit.stage === "draft"
      ? new Set(answers.map(({ candidate }) => candidate)).size
      : 1,
    chosen,
    reasons,
    notes,
    digest: digestOf(unit.stage, output),
    spent: steps.map(({ spent }) => spent).reduce(addSpent, NOTHING_SPENT),
    startedAtMs: steps[0]?.startedAtMs ?? nowMs,
    endedAtMs: nowMs,
  } as const;
  const stored = await storeUnit(kv, { held, round: job.round }, {
    record: { ...record, reasons: [...reasons], notes: [...notes] },
    output: packed,
    nowMs,
  });
  return { kind: stored ? "done" : "lost" };
}

/** One call, in numbers. */
export function spentOf(usage: ReplyUsage | null): Spent {
  const cost = usage === null ? 0 : costOf(usage);
  return {
    calls: 1,
    promptTokens: usage?.promptTokens ?? 0,
    outputTokens: usage?.outputTokens ?? 0,
    costNano: cost ?? 0,
    unpriced: cost === null ? 1 : 0,
  };
}
