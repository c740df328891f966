/**
 * Owns when a request to a provider is made again: only while nothing of the reply was shown, only
 * where another try may end better, with growing pauses of random length, and never sooner than the
 * provider asked for.
 */
import { setTimeout as delay } from "node:timers/promises";
import { type ChatDelta, ChatModelError } from "@/lib/ai/model.ts";

/** How long a provider is waited for, and how often it is asked. */
export interface Patience {
  /** Longest wait for the first chunk. 30 seconds when missing. */
  firstByteTimeoutMs?: number;
  /** Longest wait between two chunks. 20 seconds when missing. */
  idleTimeoutMs?: number;
  /** Tries after the first. Two when missing. */
  maxRetries?: number;
  /** Waits between tries; rejects with the signal's reason when it aborts. */
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Jitter: from 0 (included) to 1 (excluded). */
  random?: () => number;
}

/** A provider that asks for a longer pause than this is not asked again in the same request. */
const LONGEST_PAUSE_S = 8;
const FIRST_PAUSE_MS = 500;

/** A reply that ended well and holds nothing. Seen in the wild; another try mostly has something. */
export class EmptyReply extends ChatModelError {
  constructor(name: string) {
    super("bad_response", `${name} finished without a word`);
  }
}

/** What {@link withRetries} needs beside the patience. */
export interface RetryOptions extends Patience {
  /** Makes one request. Leaving it in any way cancels it upstream. */
  attempt: (signal: AbortSignal) => AsyncIterable<ChatDelta>;
  /** What anything thrown by `attempt` means. */
  toFailure: (error: unknown) => ChatModelError;
}

/**
 * Streams `attempt`, and starts over where that is worth it.
 *
 * @throws {ChatModelError} Of the last try; or the signal's reason once it aborts.
 */
export async function* withRetries(
  { attempt, toFailure, maxRetries = 2, sleep = pause, random = Math.random }: RetryOptions,
  signal: AbortSignal,
): AsyncGenerator<ChatDelta> {
  for (let tries = 0;; tries++) {
    signal.throwIfAborted();
    let shown = false;
    try {
      for await (const delta of attempt(signal)) {
        shown = true;
        yield delta;
      }
      return;
    } catch (error) {
      signal.throwIfAborted();
      const failure = toFailure(error);
      if (shown || tries >= maxRetries || !isWorthRetrying(failure)) throw failure;
      const backoffMs = FIRST_PAUSE_MS * 2 ** tries * (0.5 + random());
      await sleep(Math.max(backoffMs, (failure.retryAfterS ?? 0) * 1000), signal);
    }
  }
}

/** Quotas and overload that pass soon, and lost connections. Anything else fails the same again. */
function isWorthRetrying(error: ChatModelError): boolean {
  const { failure, retryAfterS } = error;
  if ((retryAfterS ?? 0) > LONGEST_PAUSE_S) return false;
  return error instanceof EmptyReply || failure === "quota" || failure === "overloaded" ||
    failure === "network";
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, { signal });
  } catch {
    // Node wraps the reason of an abort into an error of its own; callers want the reason.
    signal.throwIfAborted();
  }
}
