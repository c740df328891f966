/** A record as a doorbell: whoever waits at it hears of each time that it is written, on whichever instance. */
import { within } from "@/lib/within.ts";

export interface DoorbellOptions {
  /** Ends the waiting. */
  signal: AbortSignal;
  /** How long it may be silent until null is told. */
  pulseMs: number;
}

/**
 * Yields a record as it is, then again when it was written since; null where it was not for a while.
 *
 * What lies between two looks is skipped: the record is as it is at the moment, not as each commit left it.
 */
export async function* waitAt<T>(
  kv: Deno.Kv,
  key: Deno.KvKey,
  { signal, pulseMs }: DoorbellOptions,
): AsyncGenerator<Deno.KvEntryMaybe<T> | null> {
  const bell = kv.watch<[T]>([key]).getReader();
  const quit = () => void bell.cancel().catch(() => {/* closed already, which is what we want */});
  signal.addEventListener("abort", quit);
  if (signal.aborted) quit();
  try {
    let ring = bell.read();
    while (!signal.aborted) {
      const rung = await within(ring, pulseMs);
      if (signal.aborted || rung?.done) return;
      if (rung === null) {
        yield null;
        continue;
      }
      yield rung.value[0];
      ring = bell.read();
    }
  } finally {
    signal.removeEventListener("abort", quit);
    quit();
  }
}
