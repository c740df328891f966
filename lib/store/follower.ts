/**
 * Keeps what an instance has in its memory up with the store.
 *
 * It is filled when it is first asked for, and then follows a log of changes: one small read tells whether anything
 * changed, so that whoever asks sees whatever was committed before, on any instance.
 */
import { getAll } from "@/lib/store/kv.ts";

/** A log of changes keeps a day; whoever slept longer than this starts anew. */
const MAX_LAG_MS = 20 * 60 * 60 * 1000;

export interface Followed<T> {
  /** Touched with every change. */
  head: Deno.KvKey;
  /** Below it, the ids of what changed, each by the versionstamp of its change. */
  changes: Deno.KvKey;
  /** Where a record lies. */
  record(id: string): Deno.KvKey;
  /** Drops everything and reads all there is. */
  fill(): Promise<void>;
  /** Takes one record as it is now; null where it is gone. */
  put(id: string, stored: T | null): void;
}

/** @returns Brings it up to date, reading nothing before it is first called. */
export function createFollower<T>(
  kv: Deno.Kv,
  now: () => number,
  { head, changes, record, fill, put }: Followed<T>,
): () => Promise<void> {
  let seen: { versionstamp: string; atMs: number } | null = null;
  let refreshing: Promise<void> | null = null;

  const follow = async (after: string) => {
    const changed = new Set<string>();
    // Versionstamps are written in hexadecimal digits.
    const range = { start: [...changes, after], end: [...changes, "g"] };
    for await (const { value } of kv.list<string>(range)) changed.add(value);
    const ids = [...changed];
    const records = await getAll<T>(kv, ids.map(record));
    records.forEach(({ value }, n) => put(ids[n]!, value));
  };

  const refresh = async () => {
    const versionstamp = (await kv.get(head)).versionstamp ?? "";
    const atMs = now();
    if (seen?.versionstamp !== versionstamp) {
      if (seen && atMs - seen.atMs < MAX_LAG_MS) await follow(seen.versionstamp);
      else {
        // A fill that breaks off leaves nothing that anyone could take for whole.
        seen = null;
        await fill();
      }
    }
    seen = { versionstamp, atMs };
  };

  return async () => {
    // Whoever comes while a refresh runs may have written after it began to read: only a later one will do.
    if (refreshing) await refreshing;
    refreshing ??= refresh().finally(() => refreshing = null);
    await refreshing;
  };
}
