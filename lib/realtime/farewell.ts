/** How an instance that stops sees people off. */
import { setTimeout as delay } from "node:timers/promises";

/** Who does not answer a farewell within this time is left standing. */
const FAREWELL_MS = 1_000;

/** Waits until all of them are gone, or for a second. */
export async function seeOff(gone: readonly Promise<unknown>[]): Promise<void> {
  const late = new AbortController();
  const farewell = delay(FAREWELL_MS, undefined, { signal: late.signal }).catch(() => {});
  try {
    await Promise.race([Promise.all(gone), farewell]);
  } finally {
    late.abort();
  }
}
