/** Follows a job on whichever instance it is written: for a page that shows how far it has come. */
import { isOpen, type Job, readJob } from "@/lib/stories/writing/job.ts";
import { waitAt } from "@/lib/store/doorbell.ts";
import { keys } from "@/lib/store/keys.ts";

/** A follower hears this often that nothing happened. */
export const FOLLOW_PULSE_MS = 10_000;
/** Longest time that one follower is held: browsers and proxies give up on a document that never ends. */
export const MAX_FOLLOW_MS = 60 * 60 * 1000;

export type JobNews =
  /** The job as it is now; null when it was thrown away. */
  | { type: "job"; job: Job | null }
  /** Nothing came for a while. */
  | { type: "pulse" }
  /** It goes on, and is followed no further. */
  | { type: "break" };

/**
 * Yields a job whenever it changes, until it goes on by itself no more, which is the last that is told.
 *
 * The job's record is the doorbell: whatever is done for it touches it. `signal` ends it without a word; `closing`, as the
 * process ends, with a break.
 */
export async function* followJob(
  kv: Deno.Kv,
  jobId: string,
  { signal, closing, pulseMs = FOLLOW_PULSE_MS, maxMs = MAX_FOLLOW_MS }: {
    signal: AbortSignal;
    closing: AbortSignal;
    pulseMs?: number;
    maxMs?: number;
  },
): AsyncGenerator<JobNews> {
  const over = AbortSignal.any([signal, closing]);
  const untilMs = performance.now() + maxMs;
  for await (const rung of waitAt(kv, keys.storyJob(jobId), { signal: over, pulseMs })) {
    if (rung === null) yield { type: "pulse" };
    else {
      const job = rung.value === null ? null : readJob(rung.value);
      yield { type: "job", job };
      if (!job || !isOpen(job)) return;
    }
    if (performance.now() >= untilMs) break;
  }
  if (!signal.aborted) yield { type: "break" };
}
