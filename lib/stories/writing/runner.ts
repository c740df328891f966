/**
 * Runs writing jobs on one instance: takes those that are open and nobody works on, writes unit after unit, renews its
 * lease, hears of what people change meanwhile, and lets go when the process ends. A job goes on wherever it stood.
 */
import type { ReplyUsage } from "@/lib/ai/model.ts";
import type { Log } from "@/lib/log.ts";
import {
  isOpen,
  isReady,
  type Job,
  nextOfJob,
  paused,
  readJob,
  type TroubleKind,
} from "@/lib/stories/writing/job.ts";
import {
  dropLease,
  getJob,
  type Held,
  LEASE_MS,
  listOpen,
  renewLease,
  takeLease,
  writeHeld,
} from "@/lib/stories/writing/job_store.ts";
import { type Unit, unitName } from "@/lib/stories/writing/model.ts";
import { publishJob } from "@/lib/stories/writing/publish.ts";
import { type UnitDeps, type UnitOutcome, writeUnit } from "@/lib/stories/writing/write_unit.ts";
import type { Writer } from "@/lib/stories/writing/writer.ts";
import { tellWriting } from "@/lib/social/notify.ts";
import { keys } from "@/lib/store/keys.ts";

/** Jobs that one instance works on at a time; others wait. */
const MAX_RUNNING = 4;
/** How often open jobs are looked for. */
const LOOK_MS = 10_000;
/** First pause after a trouble that may pass by itself, in seconds; each one is four times the last. */
const PAUSE_S = 15;
const MAX_PAUSES = 3;

export interface WritingRunner {
  /** Who writes, as `provider/model`. */
  readonly madeBy: string;
  /** Whether there is somebody to choose among candidates. */
  readonly judges: boolean;
  /** Aborted when this process ends: whoever follows a job here hears of it no more. */
  readonly closing: AbortSignal;
  /** Works on a job as soon as there is a place. Its tokens count against the address that asked, while it runs here. */
  run(jobId: string, payer?: { address: string }): void;
  /** Looks for open jobs that nobody works on. `force`: whoever held them is known to be gone. */
  adopt(options?: { force?: boolean }): Promise<void>;
  /** Resolves when nothing is worked on here. */
  idle(): Promise<void>;
  /** Stops writing; the units that were being written are begun anew elsewhere, or at the next start. */
  close(): Promise<void>;
}

export interface WritingRunnerOptions {
  kv: Deno.Kv;
  log: Log;
  now: () => number;
  instance: string;
  newId: () => string;
  writer: Writer;
  /** Whether the owner of a job may have another answer today. */
  quota: (payer: Payer) => Promise<{ ok: true } | { ok: false; retryAfterS: number }>;
  /** Counts what was used against the address that asked. */
  charge: (payer: Payer, usage: ReplyUsage) => Promise<void>;
  lookMs?: number;
  renewMs?: number;
  maxRunning?: number;
  maxPauses?: number;
}

/** Who a job is written for; the address where it was asked for from here. */
export interface Payer {
  ownerId: string;
  address: string | null;
}

/** Why work on a job is cut. */
type Cut = "lost" | "changed" | "shutdown";

interface Place {
  readonly cut: AbortController;
  done: Promise<void>;
  /** Whether it was asked for once more meanwhile. */
  again: boolean;
}

/** Makes the runner of one instance, and has it look for open jobs now and then. */
export function createWritingRunner(options: WritingRunnerOptions): WritingRunner {
  const { kv, log, now, writer, lookMs = LOOK_MS, maxRunning = MAX_RUNNING } = options;
  const running = new Map<string, Place>();
  const addresses = new Map<string, string>();
  let waiting: { jobId: string; force: boolean }[] = [];
  const closing = new AbortController();

  const begin = (jobId: string, force: boolean) => {
    if (closing.signal.aborted) return;
    const present = running.get(jobId);
    if (present) {
      // Stopped, and let go on before the work on it has ended: it may have looked for the last time.
      present.again = true;
      return;
    }
    if (running.size >= maxRunning) {
      if (!waiting.some((one) => one.jobId === jobId)) waiting.push({ jobId, force });
      return;
    }
    const place: Place = { cut: new AbortController(), done: Promise.resolve(), again: false };
    running.set(jobId, place);
    place.done = workOn(jobId, { ...options, force, closed: place.cut.signal, addresses })
      .catch((error) => log.error("writing_failed", error, { job: jobId }))
      .finally(() => {
        running.delete(jobId);
        if (place.again) waiting.push({ jobId, force: false });
        const [next, ...rest] = waiting;
        waiting = rest;
        if (next) begin(next.jobId, next.force);
      });
  };

  const adopt = async (force: boolean) => {
    for (const jobId of await listOpen(kv)) {
      if (closing.signal.aborted) return;
      const job = running.has(jobId) ? null : await getJob(kv, jobId);
      if (job && isReady(job, now())) begin(jobId, force);
    }
  };
  const look = setInterval(() => {
    adopt(false).catch((error) => {
      if (!closing.signal.aborted) log.warn("writing_look_failed", { error: String(error) });
    });
  }, lookMs);
  // Nothing but the process itself keeps it alive.
  Deno.unrefTimer(look);

  const idle = async () => {
    while (running.size > 0) {
      await Promise.all([...running.values()].map(({ done }) => done));
    }
  };
  return {
    madeBy: writer.madeBy,
    judges: writer.judge !== undefined,
    closing: closing.signal,
    run(jobId, payer) {
      if (payer) addresses.set(jobId, payer.address);
      begin(jobId, false);
    },
    adopt: ({ force = false } = {}) => adopt(force),
    idle,
    async close() {
      closing.abort();
      waiting = [];
      clearInterval(look);
      for (const { cut } of running.values()) cut.abort("shutdown" satisfies Cut);
      await idle();
    },
  };
}

interface Work extends WritingRunnerOptions {
  force: boolean;
  closed: AbortSignal;
  addresses: Map<string, string>;
}

/** Takes the lease of a job and works on it until it ends, waits, or is lost. */
async function workOn(jobId: string, work: Work): Promise<void> {
  const { kv, now, instance, newId, force, closed, addresses, renewMs = LEASE_MS / 3 } = work;
  const held = await takeLease(kv, jobId, { instance, token: newId(), nowMs: now(), force });
  if (!held) return;
  const lost = new AbortController();
  const renew = setInterval(() => {
    renewLease(kv, held, now()).then((isOurs) => {
      if (!isOurs) lost.abort("lost" satisfies Cut);
      // A store that does not answer may answer the next time; the lease outlasts three of them.
    }, () => {});
  }, renewMs);
  const signal = AbortSignal.any([closed, lost.signal]);
  try {
    while (
      !signal.aborted && await workOnce(held, { ...work, signal })
    ) { /* until nothing is left to do */ }
  } finally {
    clearInterval(renew);
    await dropLease(kv, held);
    const job = await getJob(kv, jobId);
    if (!job || !isOpen(job)) addresses.delete(jobId);
  }
}

/** Writes the next unit, or ends the job. @returns Whether there may be more to do. */
async function workOnce(held: Held, work: Work & { signal: AbortSignal }): Promise<boolean> {
  const { kv, now } = work;
  const job = await getJob(kv, held.jobId);
  if (!job || !isReady(job, now())) return false;
  const unit = nextOfJob(job);
  if (!unit) {
    return await publishJob({ kv, now, madeBy: work.writer.madeBy }, { job, held }) === null &&
      await isHeld(held, work);
  }
  const begun = await writeHeld(kv, { held, round: job.round }, (present) => {
    const next = { ...present, unit: unitName(unit), trouble: null, updatedAtMs: now() };
    return present.pausing ? paused(next, next.updatedAtMs) : { ...next, status: "running" };
  });
  // Changed by a person between the two: look again.
  if (!begun) return await isHeld(held, work);
  if (begun.status === "paused") return false;
  const changed = new AbortController();
  const stop = cutWhenChanged(begun, changed, kv);
  const signal = AbortSignal.any([work.signal, changed.signal]);
  try {
    const outcome = await writeUnit(depsOf(work), { job: begun, unit, held, signal });
    return await settle(outcome, { job: begun, unit, held, work });
  } catch (error) {
    if (signal.aborted) return !work.signal.aborted;
    work.log.error("writing_fault", error, { job: job.id, unit: unitName(unit) });
    const outcome = { kind: "trouble", trouble: "fault", why: [], retryAfterS: null } as const;
    return await settle(outcome, { job: begun, unit, held, work });
  } finally {
    stop();
  }
}

async function isHeld(held: Held, { kv, now, signal }: Work & { signal: AbortSignal }) {
  return !signal.aborted && await renewLease(kv, held, now());
}

function depsOf({ kv, now, writer, quota, charge, addresses }: Work): UnitDeps {
  const payerOf = ({ id, ownerId }: Job): Payer => ({
    ownerId,
    address: addresses.get(id) ?? null,
  });
  return {
    kv,
    now,
    writer,
    allow: (job) => quota(payerOf(job)),
    charge: (job, usage) => charge(payerOf(job), usage),
  };
}

/** Goes on after a unit, or notes why not. @returns Whether there may be more to do. */
async function settle(
  outcome: UnitOutcome,
  { job, unit, held, work }: {
    job: Job;
    unit: Unit;
    held: Held;
    work: Work & { signal: AbortSignal };
  },
): Promise<boolean> {
  const { kv, now, log } = work;
  if (outcome.kind === "done") return true;
  if (outcome.kind === "lost") return await isHeld(held, work);
  const { trouble: kind, why, retryAfterS } = outcome;
  await writeHeld(kv, { held, round: job.round }, (present, write) => {
    const nowMs = now();
    const pauseMs = pauseOf(kind, { tries: present.tries, retryAfterS, ...work });
    // What would be waited out waits for its owner, who asked for that.
    if (pauseMs !== null && present.pausing) return paused(present, nowMs);
    const waits = pauseMs !== null || kind === "budget";
    if (pauseMs === null) {
      tellWriting(write, { kind: "unwritten", toId: present.ownerId, jobId: job.id, atMs: nowMs });
    }
    return {
      ...present,
      status: waits ? "queued" : "failed",
      tries: present.tries + 1,
      trouble: {
        kind,
        unit: unitName(unit),
        why: why.slice(0, 8),
        atMs: nowMs,
        untilMs: pauseMs === null ? null : nowMs + pauseMs,
      },
      updatedAtMs: nowMs,
      endedAtMs: waits ? null : nowMs,
    };
  });
  log.warn("writing_stopped", { job: job.id, unit: unitName(unit), trouble: kind });
  return false;
}

/** How long a job waits by itself; null where it does not. */
function pauseOf(
  kind: TroubleKind,
  { tries, retryAfterS, maxPauses = MAX_PAUSES }: {
    tries: number;
    retryAfterS: number | null;
    maxPauses?: number | undefined;
  },
): number | null {
  switch (kind) {
    case "day_quota":
      return (retryAfterS ?? 60) * 1000;
    case "quota":
    case "network":
    case "timeout":
    case "overloaded":
      return tries < maxPauses ? Math.max(retryAfterS ?? 0, PAUSE_S * 4 ** tries) * 1000 : null;
    case "auth":
    case "bad_response":
    case "blocked":
    case "budget":
    case "fault":
    case "refused":
      return null;
  }
}

/** Cuts the work on a unit when a person changes the job, on whichever instance: the provider hears of it at once. */
function cutWhenChanged(job: Job, cut: AbortController, kv: Deno.Kv): () => void {
  const bell = kv.watch<[unknown]>([keys.storyJob(job.id)]).getReader();
  const listen = async () => {
    for (;;) {
      const { done, value } = await bell.read();
      if (done) return;
      const present = value[0].value === null ? null : readJob(value[0].value);
      if (present?.round !== job.round) return cut.abort("changed" satisfies Cut);
    }
  };
  // A bell that breaks is no fault: the next commit finds out.
  listen().catch(() => {});
  return () => void bell.cancel().catch(() => {});
}
