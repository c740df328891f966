/** Signals on their way out: no more than the room takes, and of what is outdated only the latest. Pure. Browser-safe. */
import type { VoiceSignal } from "@/lib/lounge/voice/signal.ts";

export interface Outgoing {
  to: string;
  signal: VoiceSignal;
}

export interface Outbox {
  readonly waiting: readonly Outgoing[];
  /** Signals that may go at once, and when that was counted. */
  readonly tokens: number;
  readonly atMs: number;
}

/** Signals that may go at once, and how many more each second: a little less than a space takes. */
export const SIGNAL_BURST = 100;
export const SIGNALS_PER_S = 3.5;
const MOST_WAITING = 200;

export function openOutbox(nowMs: number): Outbox {
  return { waiting: [], tokens: SIGNAL_BURST, atMs: nowMs };
}

/** Puts a signal at the end. A `here` or `gone` takes the place of an earlier one to the same person. */
export function post(outbox: Outbox, out: Outgoing): Outbox {
  const waiting = out.signal.kind === "link"
    ? outbox.waiting
    : outbox.waiting.filter(({ to, signal }) => to !== out.to || signal.kind === "link");
  return { ...outbox, waiting: [...waiting, out].slice(-MOST_WAITING) };
}

/** Takes out what may go now. */
export function take(outbox: Outbox, nowMs: number): { outbox: Outbox; out: readonly Outgoing[] } {
  const elapsedMs = Math.max(0, nowMs - outbox.atMs);
  const tokens = Math.min(SIGNAL_BURST, outbox.tokens + elapsedMs * SIGNALS_PER_S / 1000);
  const out = outbox.waiting.slice(0, Math.floor(tokens));
  return {
    outbox: {
      waiting: outbox.waiting.slice(out.length),
      tokens: tokens - out.length,
      atMs: nowMs,
    },
    out,
  };
}
