/** Optimistic commits: read, change, check, and again when somebody else was faster. */
import { failure } from "@/lib/errors.ts";

/** One try: what to write (null: nothing), and what the caller gets when that is committed. */
export interface Attempt<T> {
  write: Deno.AtomicOperation | null;
  value: T;
}

export interface RetryOptions {
  /** How many tries before giving up. */
  tries?: number;
  /** 0–1, spreads the waiting of those who collide. */
  random?: () => number;
}

/**
 * Commits what `attempt` builds; when a check fails, `attempt` runs again on fresh reads.
 *
 * Waits 1 ms × 2ⁿ, at most 64 ms, times 0.5–1.5, between tries.
 *
 * @throws {HttpError} `conflict` (409) when every try lost the race.
 */
export async function commitWithRetry<T>(
  attempt: () => Promise<Attempt<T>>,
  { tries = 12, random = Math.random }: RetryOptions = {},
): Promise<T> {
  for (let n = 0; n < tries; n++) {
    const { write, value } = await attempt();
    if (write === null) return value;
    if ((await write.commit()).ok) return value;
    const delayMs = Math.min(64, 2 ** n) * (0.5 + random());
    await new Promise((resolve) => setTimeout(resolve, delayMs));
  }
  throw failure("conflict");
}

/** Most mutations put into one commit here; Deno KV takes 1,000. */
const MUTATIONS_PER_COMMIT = 500;

/** Deletes any number of keys, in as few commits as Deno KV allows. Not atomic as a whole; safe to repeat. */
export async function deleteAll(kv: Deno.Kv, doomed: readonly Deno.KvKey[]): Promise<void> {
  for (let start = 0; start < doomed.length; start += MUTATIONS_PER_COMMIT) {
    const atomic = kv.atomic();
    for (const key of doomed.slice(start, start + MUTATIONS_PER_COMMIT)) atomic.delete(key);
    await atomic.commit();
  }
}

/** Deletes everything below a prefix. */
export async function deletePrefix(kv: Deno.Kv, prefix: Deno.KvKey): Promise<void> {
  const doomed: Deno.KvKey[] = [];
  for await (const entry of kv.list({ prefix }, { batchSize: 500 })) doomed.push(entry.key);
  await deleteAll(kv, doomed);
}
