/**
 * How a server treats a client that takes its frames slowly: events are never left out, state is, and a client that
 * stays behind is let go. Pure.
 */

/** With more bytes than that waiting to leave, state waits for the next tick. */
export const STATE_BUDGET = 64 * 1024;
/** With more than that, the client is too slow. */
export const EVENT_BUDGET = 1024 * 1024;
/** Nor may anything wait for so long, in milliseconds. */
export const DRAIN_MS = 10_000;
/** Characters sent after which it is worth looking at what waits: asking costs nearly as much as sending. */
const LOOK_EVERY = 8 * 1024;

export interface Outbox {
  /** Characters sent since the last look. */
  readonly unseen: number;
  /** Since when there was always something waiting that state had to wait for; null while there is not. */
  readonly behindSinceMs: number | null;
}

export const EMPTY_OUTBOX: Outbox = { unseen: 0, behindSinceMs: null };

/** Whether to look at what waits, after sending `size` more characters. */
export function addSent(outbox: Outbox, size: number): { outbox: Outbox; look: boolean } {
  const unseen = outbox.unseen + size;
  return { outbox: { ...outbox, unseen }, look: unseen >= LOOK_EVERY };
}

/** Judges what waits. `buffered` is in bytes. */
export function lookAt(
  outbox: Outbox,
  { buffered, nowMs }: { buffered: number; nowMs: number },
): { outbox: Outbox; verdict: "fine" | "behind" | "too_slow" } {
  if (buffered <= STATE_BUDGET) return { outbox: EMPTY_OUTBOX, verdict: "fine" };
  const behindSinceMs = outbox.behindSinceMs ?? nowMs;
  const late = buffered > EVENT_BUDGET || nowMs - behindSinceMs >= DRAIN_MS;
  return { outbox: { unseen: 0, behindSinceMs }, verdict: late ? "too_slow" : "behind" };
}
