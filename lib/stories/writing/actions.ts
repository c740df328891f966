/** What people do with jobs: begin, pause, stop, let go on, edit, have anew, lengthen, throw away. */
import type { Viewer } from "@/lib/accounts/model.ts";
import type { Services } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { newId } from "@/lib/id.ts";
import { checkOutput } from "@/lib/stories/writing/checks.ts";
import { digestOf } from "@/lib/stories/writing/digest.ts";
import { candidatesFor } from "@/lib/stories/writing/estimate.ts";
import {
  cancelled,
  edited,
  extentOfJob,
  type Job,
  newJob,
  NOTHING_SPENT,
  pausing,
  redone,
  resumed,
  toRedo,
  type UnitRecord,
  wentOn,
} from "@/lib/stories/writing/job.ts";
import { getEarlier, keepEarlier } from "@/lib/stories/writing/earlier.ts";
import {
  addJob,
  changeJob,
  countOpen,
  deleteJob,
  dropStepsOf,
  getOutput,
  getOutputs,
  packOutput,
  putUnit,
  requireJob,
} from "@/lib/stories/writing/job_store.ts";
import { MAX_OPEN } from "@/lib/stories/writing/limits.ts";
import { type Unit, unitName, type WritingRequest } from "@/lib/stories/writing/model.ts";
import { extentOf, listUnits, standsOn } from "@/lib/stories/writing/plan.ts";

export type WritingServices = Pick<Services, "kv" | "now" | "writing">;

/** Whose job, and which. */
export interface Named {
  id: string;
  ownerId: string;
}

/**
 * Begins a story.
 *
 * @throws {HttpError} `too_many` where as many of theirs are being written as may be; `unauthorized` when the account is
 * going away.
 */
export async function startWriting(
  { kv, now, writing }: WritingServices,
  { viewer, address, request, budgetTokens = null }: {
    viewer: Pick<Viewer, "id" | "kind">;
    address: string;
    request: WritingRequest;
    budgetTokens?: number | null;
  },
): Promise<Job> {
  const most = MAX_OPEN[viewer.kind];
  if (await countOpen(kv, viewer.id) >= most) {
    throw failure("too_many", { detail: `Cannot write more than ${most} stories at a time` });
  }
  const job = newJob({
    id: newId(),
    ownerId: viewer.id,
    request,
    seed: crypto.getRandomValues(new Uint32Array(1))[0]!,
    candidates: writing.judges ? candidatesFor(extentOf(request.length), budgetTokens) : 1,
    budgetTokens,
    nowMs: now(),
  });
  await addJob(kv, job);
  writing.run(job.id, { address });
  return job;
}

/** Pauses a job after the unit that is being written. @throws {HttpError} `not_found`; `conflict` where it does not go on. */
export async function pauseWriting({ kv, now }: WritingServices, named: Named): Promise<Job> {
  return await changeJob(kv, named, (job) => pausing(job, now()));
}

/** Stops a job. @throws {HttpError} `not_found`; `conflict` where it has ended. */
export async function cancelWriting({ kv, now }: WritingServices, named: Named): Promise<Job> {
  return await changeJob(kv, named, (job) => cancelled(job, now()));
}

/** Lets a job go on that failed, was stopped or paused, or waits. @throws {HttpError} `not_found`, `conflict`. */
export async function resumeWriting(
  { kv, now, writing }: WritingServices,
  { budgetTokens, address, ...named }: Named & {
    budgetTokens?: number | null;
    address: string;
  },
): Promise<Job> {
  const job = await changeJob(
    kv,
    named,
    (present) =>
      resumed(present, {
        nowMs: now(),
        ...(budgetTokens === undefined ? {} : { budgetTokens }),
      }),
  );
  writing.run(job.id, { address });
  return job;
}

/** Has a unit written anew, with all that stands on it. @throws {HttpError} `not_found`, `conflict`. */
export async function redoWriting(
  { kv, now, writing }: WritingServices,
  { unit, address, ...named }: Named & { unit: Unit; address: string },
): Promise<Job> {
  const job = await changeJob(kv, named, async (present, write) => {
    if (!present.done.includes(unitName(unit))) return null;
    await dropStepsOf(kv, write, { jobId: present.id, units: [unit, ...toRedo(present, unit)] });
    return redone(present, { unit, nowMs: now() });
  });
  writing.run(job.id, { address });
  return job;
}

/** Lets a finished story go on by some chapters. @throws {HttpError} `not_found`, `conflict`. */
export async function lengthenWriting(
  { kv, now, writing }: WritingServices,
  { more, address, ...named }: Named & { more: number; address: string },
): Promise<Job> {
  const job = await changeJob(kv, named, (present) => wentOn(present, { more, nowMs: now() }));
  writing.run(job.id, { address });
  return job;
}

/** Throws a job away, with what its units handed on; a story that was made of it stays. */
export async function removeWriting({ kv }: WritingServices, named: Named): Promise<void> {
  await deleteJob(kv, await requireJob(kv, named.id, named.ownerId));
}

/**
 * Reads what a unit handed on.
 *
 * @throws {HttpError} `not_found` where it is not done.
 */
export async function requireOutput(kv: Deno.Kv, job: Job, unit: Unit): Promise<unknown> {
  const output = job.done.includes(unitName(unit)) ? await getOutput(kv, job.id, unit) : null;
  if (output === null) throw failure("not_found");
  return output;
}

/** Finds a unit of a job by its name; null where it has none of that name. */
export function findUnit(job: Job, name: string): Unit | null {
  return listUnits(extentOfJob(job)).find((unit) => unitName(unit) === name) ?? null;
}

/**
 * Puts somebody's own output in the place of a unit's. What stands on it is written anew, where `redo` says so; else it
 * stays as it is.
 *
 * @throws {HttpError} `not_found`, `conflict` where the unit is not done, `invalid_input` with what is against the output.
 */
export async function editWriting(
  services: WritingServices,
  edit: Named & {
    unit: Unit;
    output: unknown;
    redo: boolean;
    address: string;
  },
): Promise<Job> {
  const made = { by: "person", madeBy: null } as const;
  return await replaceOutput(services, { ...edit, made });
}

/**
 * Brings back what a unit handed on before it was edited or written anew; what it hands on now can be brought back in turn.
 *
 * @throws {HttpError} As {@link editWriting}; `not_found` where it never handed on anything else.
 */
export async function restoreWriting(
  services: WritingServices,
  restored: Named & { unit: Unit; redo: boolean; address: string },
): Promise<Job> {
  const { kv } = services;
  const { id } = await requireJob(kv, restored.id, restored.ownerId);
  const earlier = await getEarlier(kv, id, restored.unit);
  if (!earlier) throw failure("not_found");
  const { output, by, madeBy } = earlier;
  return await replaceOutput(services, { ...restored, output, made: { by, madeBy } });
}

type Replacement = Named & {
  unit: Unit;
  output: unknown;
  redo: boolean;
  address: string;
  made: Pick<UnitRecord, "by" | "madeBy">;
};

async function replaceOutput(
  { kv, now, writing }: WritingServices,
  { unit, output, redo, address, made, ...named }: Replacement,
): Promise<Job> {
  const job = await requireJob(kv, named.id, named.ownerId);
  const checked = await checkedEdit(kv, job, { unit, output });
  const next = await changeJob(kv, named, async (present, write) => {
    if (!present.done.includes(unitName(unit))) return null;
    const anew = redo ? toRedo(present, unit) : [];
    const nowMs = now();
    const packed = packOutput(checked);
    await keepEarlier(kv, write, { jobId: present.id, unit: unitName(unit) });
    putUnit(write, {
      v: 1,
      jobId: present.id,
      unit: unitName(unit),
      stage: unit.stage,
      chapter: unit.chapter,
      ...made,
      candidates: 1,
      chosen: 0,
      reasons: [],
      notes: [],
      digest: digestOf(unit.stage, checked),
      spent: NOTHING_SPENT,
      startedAtMs: nowMs,
      endedAtMs: nowMs,
    }, packed);
    await dropStepsOf(kv, write, { jobId: present.id, units: anew });
    return edited(present, { unit, redo: anew, nowMs });
  });
  if (next.status === "queued") writing.run(next.id, { address });
  return next;
}

/**
 * What somebody entered, as far as it can be used: a person may do what an editor is only advised against.
 *
 * @throws {HttpError} `invalid_input` with what is against it: sentences in English.
 */
export async function checkedEdit(
  kv: Deno.Kv,
  job: Job,
  { unit, output }: { unit: Unit; output: unknown },
): Promise<unknown> {
  const given = new Map(await getOutputs(kv, job.id, standsOn(unit, extentOfJob(job))));
  const chapters = unit.chapter > 0 ? job.chapters : job.planned;
  const checked = checkOutput(output, { request: job.request, unit, given, chapters });
  if (checked.ok) return checked.output;
  const errors = checked.why.map((message) => ({ path: "output", message }));
  throw failure("invalid_input", { errors });
}
