/**
 * A job: one story on its way through the stages. Its record, and what may happen to it.
 *
 * - [WJ1] A job is open while there is work that can go on by itself: queued or running, and not waiting for a person.
 * - [WJ2] `round` grows with every change that a person makes to what is written; whoever writes a unit of an older round
 *   hands in nothing.
 * - [WJ3] A unit is done when its output is stored; what is done is never written again, unless a person changed what it
 *   stands on.
 * - [WJ4] A pause loses nothing: the unit that is being written is finished, and none is begun after it.
 */
import { z } from "zod";
import {
  type Length,
  STAGES,
  type Unit,
  unitName,
  WritingRequest,
} from "@/lib/stories/writing/model.ts";
import {
  type Extent,
  extentOf,
  MAX_CHAPTERS,
  nextUnit,
  redoneBy,
} from "@/lib/stories/writing/plan.ts";
import { upgrader } from "@/lib/store/versioned.ts";

export const JOB_STATUSES = ["queued", "running", "paused", "done", "failed", "cancelled"] as const;
export type JobStatus = typeof JOB_STATUSES[number];

/**
 * Why a job stopped. The first seven are a model's; `refused`: its answers kept failing the checks; `day_quota`: the
 * owner's tokens of the day are used; `budget`: those of the job are; `fault`: a fault of ours.
 */
export const TROUBLES = [
  "quota",
  "network",
  "timeout",
  "blocked",
  "auth",
  "overloaded",
  "bad_response",
  "refused",
  "day_quota",
  "budget",
  "fault",
] as const;
export type TroubleKind = typeof TROUBLES[number];

export const JobTrouble = z.object({
  kind: z.enum(TROUBLES),
  /** Name of the unit that could not be written. */
  unit: z.string(),
  /** What the checks said of the last answer, where they refused it. English, for whoever looks closer. */
  why: z.array(z.string()),
  atMs: z.number(),
  /** When the job goes on by itself; null where it waits for its owner. */
  untilMs: z.number().nullable(),
});
export type JobTrouble = z.infer<typeof JobTrouble>;

/** What a job, or a unit of it, took. */
export const Spent = z.object({
  calls: z.number().int(),
  promptTokens: z.number(),
  outputTokens: z.number(),
  /** In billionths of a US dollar. */
  costNano: z.number(),
  /** How many of the calls have no known price, and are not in `costNano`. */
  unpriced: z.number().int(),
});
export type Spent = z.infer<typeof Spent>;
export const NOTHING_SPENT: Spent = {
  calls: 0,
  promptTokens: 0,
  outputTokens: 0,
  costNano: 0,
  unpriced: 0,
};

export const Job = z.object({
  v: z.literal(1),
  id: z.string(),
  ownerId: z.string(),
  request: WritingRequest,
  planned: z.number().int().min(1).max(MAX_CHAPTERS),
  chapters: z.number().int().min(1).max(MAX_CHAPTERS),
  seed: z.number().int(),
  /** How many drafts of a chapter are asked for at most. */
  candidates: z.number().int().min(1).max(3),
  /** Tokens that the job may take, read and written; null: as many as it needs. */
  budgetTokens: z.number().int().nullable(),
  status: z.enum(JOB_STATUSES),
  /** Whether it is paused before the next unit ([WJ4]). Absent in those of earlier days: not so. */
  pausing: z.boolean().optional(),
  /** Names of units whose outputs are stored and stand. */
  done: z.array(z.string()),
  /** The unit that is written, or was when the job stopped; null before the first and after the last. */
  unit: z.string().nullable(),
  round: z.number().int(),
  /** Troubles in a row that were waited out. */
  tries: z.number().int(),
  /** Why it is queued though it began, or failed. */
  trouble: JobTrouble.nullable(),
  spent: Spent,
  /** How long its units that are done took, all together. */
  workedMs: z.number(),
  /**
   * The story that was made of it: when the title that came into it was found, and of each chapter, by number, its id there
   * and when the text was proofread.
   */
  story: z.object({
    id: z.string(),
    titleAtMs: z.number(),
    chapters: z.record(z.string(), z.object({ id: z.number().int(), atMs: z.number() })),
  }).nullable(),
  createdAtMs: z.number(),
  updatedAtMs: z.number(),
  endedAtMs: z.number().nullable(),
});
export type Job = z.infer<typeof Job>;
export const readJob = upgrader<Job>(1);

/** Who writes a job at the moment. A holder that is not heard of until then has lost it to whoever asks. */
export const Lease = z.object({
  v: z.literal(1),
  /** Another one for each taking. */
  token: z.string(),
  instance: z.string(),
  untilMs: z.number(),
});
export type Lease = z.infer<typeof Lease>;
export const readLease = upgrader<Lease>(1);

/** What is told of a unit that is done; its output is kept beside it. */
export const UnitRecord = z.object({
  v: z.literal(1),
  jobId: z.string(),
  unit: z.string(),
  stage: z.enum(STAGES),
  chapter: z.number().int(),
  /** Whether a person wrote it, or changed it last. */
  by: z.enum(["model", "person"]),
  madeBy: z.string().nullable(),
  /** How many candidates there were, and what the judge said of each. */
  candidates: z.number().int(),
  /** Which of them was kept, counted from 0. */
  chosen: z.number().int(),
  reasons: z.array(z.string()),
  /** What the checks still have against it, in English. */
  notes: z.array(z.string()),
  /** The first words of what it hands on. */
  digest: z.string(),
  spent: Spent,
  startedAtMs: z.number(),
  endedAtMs: z.number(),
});
export type UnitRecord = z.infer<typeof UnitRecord>;
export const readUnitRecord = upgrader<UnitRecord>(1);

/** What a unit handed on before what it hands on now: one step back. */
export const Earlier = z.object({
  v: z.literal(1),
  jobId: z.string(),
  unit: z.string(),
  by: z.enum(["model", "person"]),
  madeBy: z.string().nullable(),
  endedAtMs: z.number(),
  packed: z.instanceof(Uint8Array),
});
export type Earlier = z.infer<typeof Earlier>;
export const readEarlier = upgrader<Earlier>(1);

/** One answer of a model within a unit that has not ended. */
export const Step = z.object({
  v: z.literal(1),
  jobId: z.string(),
  unit: z.string(),
  n: z.number().int(),
  kind: z.enum(["answer", "verdict"]),
  candidate: z.number().int(),
  /** `weak`: it could be used, but something is against it. */
  grade: z.enum(["good", "weak", "refused"]),
  why: z.array(z.string()),
  madeBy: z.string(),
  spent: Spent,
  startedAtMs: z.number(),
  /** Null where the answer was refused. */
  packed: z.instanceof(Uint8Array).nullable(),
});
export type Step = z.infer<typeof Step>;
export const readStep = upgrader<Step>(1);

/** Adds what two parts took. */
export function addSpent(a: Spent, b: Spent): Spent {
  return {
    calls: a.calls + b.calls,
    promptTokens: a.promptTokens + b.promptTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    costNano: a.costNano + b.costNano,
    unpriced: a.unpriced + b.unpriced,
  };
}

export function extentOfJob({ planned, chapters }: Job): Extent {
  return { planned, chapters };
}

/** The first unit that is not done; null when all are. */
export function nextOfJob(job: Job): Unit | null {
  return nextUnit(new Set(job.done), extentOfJob(job));
}

/** Makes a job that waits for its first unit. */
export function newJob(
  { id, ownerId, request, seed, candidates, budgetTokens, nowMs }:
    & Pick<Job, "id" | "ownerId" | "request" | "seed" | "candidates" | "budgetTokens">
    & { nowMs: number },
): Job {
  return {
    v: 1,
    id,
    ownerId,
    request,
    ...extentOf(request.length satisfies Length),
    seed,
    candidates,
    budgetTokens,
    status: "queued",
    done: [],
    unit: null,
    round: 0,
    tries: 0,
    trouble: null,
    spent: NOTHING_SPENT,
    workedMs: 0,
    story: null,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    endedAtMs: null,
  };
}

/** Whether nothing happens until its owner does something: it failed, or its budget is used. */
export function needsOwner({ status, trouble }: Job): boolean {
  return status === "failed" ||
    (status === "queued" && trouble !== null && trouble.untilMs === null);
}

/** Whether a job goes on by itself, now or later ([WJ1]). */
export function isOpen({ status, trouble }: Job): boolean {
  return status === "running" || (status === "queued" && (!trouble || trouble.untilMs !== null));
}

/** Whether it was left before its end, and stays where it is until its owner lets it go on. */
export function stands({ status }: Job): boolean {
  return status === "failed" || status === "cancelled" || status === "paused";
}

/** Whether it could be worked on just now. */
export function isReady(job: Job, nowMs: number): boolean {
  return isOpen(job) && (job.trouble?.untilMs ?? 0) <= nowMs;
}

/** Stops a job for good; what is written stays, and can be gone on with. Null where it has ended. */
export function cancelled(job: Job, nowMs: number): Job | null {
  if (job.status !== "queued" && job.status !== "running") return null;
  return {
    ...job,
    status: "cancelled",
    pausing: false,
    round: job.round + 1,
    updatedAtMs: nowMs,
    endedAtMs: nowMs,
  };
}

/**
 * Has a job wait for its owner: after the unit that is being written, or at once where none is ([WJ4]). Null where it does
 * not go on by itself.
 */
export function pausing(job: Job, nowMs: number): Job | null {
  if (!isOpen(job)) return null;
  // In the same round: whoever writes goes on to the end of the unit. Nor is it news of the work, whose time is counted.
  if (job.status === "running") return { ...job, pausing: true };
  return { ...paused(job, nowMs), round: job.round + 1 };
}

/** A job between two units, or before it tries again, that now waits for its owner. */
export function paused(job: Job, nowMs: number): Job {
  return { ...job, status: "paused", pausing: false, trouble: null, updatedAtMs: nowMs };
}

/**
 * Lets a job go on that failed, was stopped or paused, or waits; with more tokens, where those were short. One that is to
 * pause does not. Null where it works.
 */
export function resumed(
  job: Job,
  { budgetTokens = job.budgetTokens, nowMs }: { budgetTokens?: number | null; nowMs: number },
): Job | null {
  if (job.status === "running" && job.pausing) return { ...job, pausing: false };
  const waits = job.status === "queued" && job.trouble !== null;
  if (!stands(job) && !waits) return null;
  return queued({ ...job, budgetTokens, tries: 0 }, nowMs);
}

/**
 * What somebody's own output of a unit does to a job: `redo` are the units that are written anew. A job that came to its
 * end is queued once more, as its story has to follow; one that stands stays so, and one that is to pause still is.
 */
export function edited(
  job: Job,
  { unit, redo, nowMs }: { unit: Unit; redo: readonly Unit[]; nowMs: number },
): Job {
  const gone = new Set(redo.map(unitName));
  const name = unitName(unit);
  const done = [...job.done.filter((other) => !gone.has(other) && other !== name), name];
  if (stands(job)) return { ...job, done, round: job.round + 1, updatedAtMs: nowMs };
  return { ...queued({ ...job, done }, nowMs), pausing: job.pausing ?? false };
}

/** Has a unit written anew, with what stands on it. */
export function redone(job: Job, { unit, nowMs }: { unit: Unit; nowMs: number }): Job {
  const gone = new Set([unit, ...toRedo(job, unit)].map(unitName));
  return queued({ ...job, done: job.done.filter((name) => !gone.has(name)), tries: 0 }, nowMs);
}

/** What an edit of this unit, or its being written anew, has written anew beside it. Nothing is changed. */
export function toRedo(job: Job, unit: Unit): Unit[] {
  return redoneBy(unit, extentOfJob(job), new Set(job.done));
}

/** Lets a finished story go on by so many chapters. Null where it has not ended, or is as long as a story may be. */
export function wentOn(job: Job, { more, nowMs }: { more: number; nowMs: number }): Job | null {
  const chapters = job.chapters + more;
  if (job.status !== "done" || chapters > MAX_CHAPTERS) return null;
  return queued({ ...job, chapters }, nowMs);
}

function queued(job: Job, nowMs: number): Job {
  return {
    ...job,
    status: "queued",
    pausing: false,
    round: job.round + 1,
    trouble: null,
    updatedAtMs: nowMs,
    endedAtMs: null,
  };
}
