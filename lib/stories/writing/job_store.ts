/**
 * Keeps jobs, their leases, and what their units handed on.
 *
 * Whatever a holder of a lease writes checks that it still holds it, and that the job is in the round it works for: who
 * lost either writes nothing. A renewal only moves the lease's end, so a commit that meets one is tried again.
 */
import { getStay, requireStay } from "@/lib/accounts/gone.ts";
import type { ReplyUsage } from "@/lib/ai/model.ts";
import { addUsage } from "@/lib/chat/usage.ts";
import { failure } from "@/lib/errors.ts";
import { isId } from "@/lib/id.ts";
import type { Story } from "@/lib/stories/model.ts";
import {
  addSpent,
  isOpen,
  type Job,
  type Lease,
  readJob,
  readLease,
  readStep,
  readUnitRecord,
  type Step,
  type UnitRecord,
} from "@/lib/stories/writing/job.ts";
import { keepEarlier } from "@/lib/stories/writing/earlier.ts";
import { STAGE_OUTPUTS, type Unit, unitName } from "@/lib/stories/writing/model.ts";
import { pack, unpack } from "@/lib/stories/writing/pack.ts";
import { commitWithRetry, deletePrefix } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";
import { getAll } from "@/lib/store/kv.ts";
import { listPage, type Page } from "@/lib/store/page.ts";

/** A holder that is not heard of for this long is taken for gone. */
export const LEASE_MS = 30_000;

/** Reads a job, or null. */
export async function getJob(kv: Deno.Kv, id: string): Promise<Job | null> {
  const { value } = await kv.get(keys.storyJob(id));
  return value === null ? null : readJob(value);
}

/**
 * Reads a job of this person's.
 *
 * @throws {HttpError} `not_found`.
 */
export async function requireJob(kv: Deno.Kv, id: string, ownerId: string): Promise<Job> {
  const job = isId(id) ? await getJob(kv, id) : null;
  if (job?.ownerId !== ownerId) throw failure("not_found");
  return job;
}

/** The id of the job that a story was written in, where it is this person's and still kept; else null. */
export async function keptJobOf(
  kv: Deno.Kv,
  { source }: Pick<Story, "source">,
  viewerId: string | null,
): Promise<string | null> {
  const job = source?.jobId && viewerId !== null ? await getJob(kv, source.jobId) : null;
  return job && job.ownerId === viewerId ? job.id : null;
}

/** Lists somebody's jobs, newest first. */
export async function listJobs(
  kv: Deno.Kv,
  ownerId: string,
  page: { limit: number; cursor?: string | undefined },
): Promise<Page<Job>> {
  const { items, nextCursor } = await listPage<string>(kv, keys.storyJobsByOwner(ownerId), {
    ...page,
    reverse: true,
  });
  const entries = await getAll(kv, items.map(({ value }) => keys.storyJob(value)));
  return { items: entries.flatMap(({ value }) => value ? [readJob(value)] : []), nextCursor };
}

/** How many of somebody's jobs are open. */
export async function countOpen(kv: Deno.Kv, ownerId: string): Promise<number> {
  let open = 0;
  for await (const { value } of kv.list<string>({ prefix: keys.storyJobsByOwner(ownerId) })) {
    const job = await getJob(kv, value);
    if (job && isOpen(job)) open++;
  }
  return open;
}

/** Stores a job that was just made. */
export async function addJob(kv: Deno.Kv, job: Job): Promise<void> {
  const stay = await requireStay(kv, job.ownerId);
  const write = kv.atomic().check(stay, { key: keys.storyJob(job.id), versionstamp: null });
  putJob(write, job);
  write.set(keys.storyJobByOwner(job.ownerId, job.createdAtMs, job.id), job.id);
  if (!(await write.commit()).ok) throw failure("conflict");
}

function putJob(write: Deno.AtomicOperation, job: Job): void {
  write.set(keys.storyJob(job.id), job);
  if (isOpen(job)) write.set(keys.storyJobOpen(job.id), job.id);
  else write.delete(keys.storyJobOpen(job.id));
}

/**
 * Changes a job for its owner. `change` may put more into the commit; null leaves all as it is.
 *
 * @returns The job as it is then.
 * @throws {HttpError} `not_found`; `conflict` where the change cannot be made now.
 */
export async function changeJob(
  kv: Deno.Kv,
  { id, ownerId }: { id: string; ownerId: string },
  change: (job: Job, write: Deno.AtomicOperation) => Job | null | Promise<Job | null>,
): Promise<Job> {
  if (!isId(id)) throw failure("not_found");
  return await commitWithRetry(async () => {
    const entry = await kv.get(keys.storyJob(id));
    const job = entry.value === null ? null : readJob(entry.value);
    if (job?.ownerId !== ownerId) throw failure("not_found");
    const write = kv.atomic().check(entry, await requireStay(kv, ownerId));
    const next = await change(job, write);
    if (!next) throw failure("conflict", { detail: `Cannot do this as the job is ${job.status}` });
    putJob(write, next);
    return { write, value: next };
  });
}

/** Ids of jobs that are open. For the few that are at one time. */
export async function listOpen(kv: Deno.Kv): Promise<string[]> {
  const ids: string[] = [];
  for await (const { value } of kv.list<string>({ prefix: keys.storyJobsOpen() })) ids.push(value);
  return ids;
}

/** A job as the holder of its lease sees it. */
export interface Held {
  readonly jobId: string;
  readonly token: string;
}

/** Takes the lease of a job. Null while somebody else holds it; `force` takes it from a process that is known to be gone. */
export async function takeLease(
  kv: Deno.Kv,
  jobId: string,
  { instance, token, nowMs, force = false }: {
    instance: string;
    token: string;
    nowMs: number;
    force?: boolean;
  },
): Promise<Held | null> {
  const key = keys.storyJobLease(jobId);
  const entry = await kv.get(key);
  const lease = entry.value === null ? null : readLease(entry.value);
  if (lease && lease.untilMs > nowMs && !force) return null;
  const next: Lease = { v: 1, token, instance, untilMs: nowMs + LEASE_MS };
  const { ok } = await kv.atomic().check(entry).set(key, next).commit();
  return ok ? { jobId, token } : null;
}

/** Says that the holder is still there. @returns False where somebody else holds the lease now. */
export async function renewLease(kv: Deno.Kv, held: Held, nowMs: number): Promise<boolean> {
  return await commitWithRetry(async () => {
    const entry = await kv.get(keys.storyJobLease(held.jobId));
    const lease = entry.value === null ? null : readLease(entry.value);
    if (lease?.token !== held.token) return { write: null, value: false };
    const next: Lease = { ...lease, untilMs: nowMs + LEASE_MS };
    return { write: kv.atomic().check(entry).set(entry.key, next), value: true };
  });
}

/** Lets go of a lease, where it is still held. */
export async function dropLease(kv: Deno.Kv, held: Held): Promise<void> {
  const entry = await kv.get(keys.storyJobLease(held.jobId));
  if (entry.value === null || readLease(entry.value).token !== held.token) return;
  await kv.atomic().check(entry).delete(entry.key).commit();
}

/**
 * Changes a job for the holder of its lease, in the round it works for ([WJ2]).
 *
 * @returns The job as it is then; null where lease, round or job are gone, and nothing was written.
 */
export async function writeHeld(
  kv: Deno.Kv,
  { held, round }: { held: Held; round: number },
  change: (job: Job, write: Deno.AtomicOperation) => Job | null | Promise<Job | null>,
): Promise<Job | null> {
  return await commitWithRetry(async () => {
    const [entry, leaseEntry] = await kv.getMany<[unknown, unknown]>([
      keys.storyJob(held.jobId),
      keys.storyJobLease(held.jobId),
    ]);
    const lost = { write: null, value: null };
    if (entry.value === null || leaseEntry.value === null) return lost;
    const job = readJob(entry.value);
    if (job.round !== round || readLease(leaseEntry.value).token !== held.token) return lost;
    const stay = await getStay(kv, job.ownerId);
    if (!stay) return lost;
    const write = kv.atomic().check(entry, leaseEntry, stay);
    const next = await change(job, write);
    if (!next) return lost;
    putJob(write, next);
    return { write, value: next };
  });
}

/** Stores one answer of a model with what it took, in the job's account and its owner's. */
export async function storeStep(
  kv: Deno.Kv,
  at: { held: Held; round: number },
  { step, usage, nowMs }: { step: Step; usage: ReplyUsage | null; nowMs: number },
): Promise<Job | null> {
  return await writeHeld(kv, at, async (job, write) => {
    write.set(keys.storyJobStep(job.id, step.unit, step.n), step);
    if (usage) await addUsage(kv, write, job.ownerId, { usage, nowMs });
    return { ...job, spent: addSpent(job.spent, step.spent), updatedAtMs: nowMs };
  });
}

/** Stores what a unit hands on; its steps go. */
export async function storeUnit(
  kv: Deno.Kv,
  at: { held: Held; round: number },
  { record, output, nowMs }: { record: UnitRecord; output: Uint8Array; nowMs: number },
): Promise<Job | null> {
  return await writeHeld(kv, at, async (job, write) => {
    await keepEarlier(kv, write, record);
    putUnit(write, record, output);
    await dropSteps(kv, write, { jobId: job.id, unit: record.unit });
    return {
      ...job,
      done: [...job.done.filter((name) => name !== record.unit), record.unit],
      tries: 0,
      trouble: null,
      workedMs: job.workedMs + Math.max(0, record.endedAtMs - record.startedAtMs),
      updatedAtMs: nowMs,
    };
  });
}

/** Puts what a unit hands on into a commit. */
export function putUnit(
  write: Deno.AtomicOperation,
  record: UnitRecord,
  output: Uint8Array,
): void {
  write.set(keys.storyJobUnit(record.jobId, record.unit), record)
    .set(keys.storyJobOutput(record.jobId, record.unit), output);
}

/** Puts the going of a unit's steps into a commit. */
export async function dropSteps(
  kv: Deno.Kv,
  write: Deno.AtomicOperation,
  { jobId, unit }: { jobId: string; unit: string },
): Promise<void> {
  for await (const { key } of kv.list({ prefix: keys.storyJobSteps(jobId, unit) })) {
    write.delete(key);
  }
}

/** Puts the going of all steps of a job into a commit: of those that belong to units which are written anew. */
export async function dropStepsOf(
  kv: Deno.Kv,
  write: Deno.AtomicOperation,
  { jobId, units }: { jobId: string; units: readonly Unit[] },
): Promise<void> {
  const gone = new Set(units.map(unitName));
  for await (const { key } of kv.list({ prefix: keys.storyJobAllSteps(jobId) })) {
    if (gone.has(String(key[2]))) write.delete(key);
  }
}

/** Lists the answers to a unit that has not ended, in their order. */
export async function listSteps(kv: Deno.Kv, jobId: string, unit: string): Promise<Step[]> {
  const steps: Step[] = [];
  for await (const { value } of kv.list({ prefix: keys.storyJobSteps(jobId, unit) })) {
    steps.push(readStep(value));
  }
  return steps;
}

/** Lists what is told of the units of a job, those that stand alone. */
export async function listUnitRecords(kv: Deno.Kv, job: Job): Promise<Map<string, UnitRecord>> {
  const done = new Set(job.done);
  const found = new Map<string, UnitRecord>();
  for await (const { value } of kv.list({ prefix: keys.storyJobUnits(job.id) })) {
    const record = readUnitRecord(value);
    if (done.has(record.unit)) found.set(record.unit, record);
  }
  return found;
}

/** Reads what a unit handed on; null where nothing is stored. */
export async function getOutput(kv: Deno.Kv, jobId: string, unit: Unit): Promise<unknown> {
  const [found] = await getOutputs(kv, jobId, [unit]);
  return found?.[1] ?? null;
}

/** Reads what units handed on, those that did. */
export async function getOutputs(
  kv: Deno.Kv,
  jobId: string,
  units: readonly Unit[],
): Promise<[name: string, output: unknown][]> {
  const entries = await getAll<Uint8Array>(
    kv,
    units.map((unit) => keys.storyJobOutput(jobId, unitName(unit))),
  );
  return units.flatMap((unit, n) => {
    const value = entries[n]?.value;
    if (!(value instanceof Uint8Array)) return [];
    return [[unitName(unit), STAGE_OUTPUTS[unit.stage].parse(unpack(value))]];
  });
}

/** Packs an output that was checked. @throws {HttpError} `too_large`. */
export function packOutput(output: unknown): Uint8Array<ArrayBuffer> {
  const packed = pack(output);
  if (!packed) throw failure("too_large");
  return packed;
}

/**
 * Deletes a job with all that belongs to it, but not its story. Safe to repeat: the entry in its owner's list goes last,
 * so what a crash leaves can be found by it.
 */
export async function deleteJob(
  kv: Deno.Kv,
  { id, ownerId, createdAtMs }: Pick<Job, "id" | "ownerId" | "createdAtMs">,
): Promise<void> {
  // The record goes first: whoever writes for it finds that out, and writes nothing more.
  await commitWithRetry(async () => {
    const entry = await kv.get(keys.storyJob(id));
    const write = kv.atomic().check(entry).delete(entry.key).delete(keys.storyJobOpen(id))
      .delete(keys.storyJobLease(id));
    return { write: entry.value === null ? null : write, value: undefined };
  });
  await deletePrefix(kv, keys.storyJobUnits(id));
  await deletePrefix(kv, keys.storyJobOutputs(id));
  await deletePrefix(kv, keys.storyJobEarliers(id));
  await deletePrefix(kv, keys.storyJobAllSteps(id));
  await dropUnfinished(kv, id);
  await kv.delete(keys.storyJobByOwner(ownerId, createdAtMs, id));
}

/** Clears what a crash in the middle of publishing left of a story that never came to be. */
async function dropUnfinished(kv: Deno.Kv, storyId: string): Promise<void> {
  if ((await kv.get(keys.story(storyId))).value !== null) return;
  await deletePrefix(kv, keys.storyFacts(storyId));
  await deletePrefix(kv, keys.chapters(storyId));
  await kv.delete(keys.storyCast(storyId));
}

/** Ends deletions that a crash broke off. For a start. */
export async function resumeJobDeletions(kv: Deno.Kv): Promise<void> {
  for await (const { key, value } of kv.list<string>({ prefix: keys.storyJobsByAnyOwner() })) {
    const [, ownerId, createdAtMs] = key;
    if ((await kv.get(keys.storyJob(value))).value !== null) continue;
    await deleteJob(kv, {
      id: value,
      ownerId: String(ownerId),
      createdAtMs: Number(createdAtMs),
    });
  }
}
