/** Watching keys of the store: rings when one changes, and comes back when the store was away. */
import type { Log } from "@/lib/log.ts";

/** Keys that one `watch()` of Deno KV takes. */
const KEYS_IN_WATCH = 10;
const AGAIN_MS = 1_000;

export interface Bell {
  /** Ends the watching; nothing rings afterwards. */
  close(): void;
}

/**
 * Calls `onRing` with the entries as they are now, and again after each change; what changes fast rings less often.
 */
export function watchKeys(
  kv: Deno.Kv,
  watched: readonly Deno.KvKey[],
  { onRing, log }: {
    onRing: (entries: readonly Deno.KvEntryMaybe<unknown>[]) => void;
    log: Log;
  },
): Bell {
  const ended = new AbortController();
  for (let n = 0; n < watched.length; n += KEYS_IN_WATCH) {
    void watchSome(kv, watched.slice(n, n + KEYS_IN_WATCH), { onRing, log, ended: ended.signal });
  }
  return { close: () => ended.abort() };
}

async function watchSome(
  kv: Deno.Kv,
  some: readonly Deno.KvKey[],
  { onRing, log, ended }: {
    onRing: (entries: readonly Deno.KvEntryMaybe<unknown>[]) => void;
    log: Log;
    ended: AbortSignal;
  },
): Promise<void> {
  while (!ended.aborted) {
    let cancel = () => {};
    try {
      const reader = kv.watch([...some]).getReader();
      cancel = () => void reader.cancel().catch(() => {/* the store closed it before us */});
      ended.addEventListener("abort", cancel, { once: true });
      for (let ring = await reader.read(); !ring.done; ring = await reader.read()) {
        if (ended.aborted) return;
        onRing(ring.value as readonly Deno.KvEntryMaybe<unknown>[]);
      }
    } catch (error) {
      if (ended.aborted || error instanceof Deno.errors.BadResource) return;
      log.error("watch_broke", error);
    } finally {
      ended.removeEventListener("abort", cancel);
    }
    await pause(AGAIN_MS, ended);
  }
}

async function pause(ms: number, ended: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (ended.aborted) return;
  const timer = setTimeout(resolve, ms);
  ended.addEventListener("abort", () => resolve(), { once: true });
  await promise;
  clearTimeout(timer);
}
