/** Token buckets as pure arithmetic: what a limit knows of one subject is a single moment. */

/** `burst` at once, refilled evenly within `windowMs`. */
export interface BucketRule {
  burst: number;
  windowMs: number;
}

/**
 * When the bucket will be full again, in milliseconds since 1970. A moment that is past, or none at all: it is full.
 *
 * Source: the generic cell rate algorithm (ITU-T I.371, annex A), whose "theoretical arrival time" this is.
 */
export type FullAtMs = number;

export type Draw =
  | { ok: true; fullAtMs: FullAtMs }
  /** Nothing is taken: whoever asks again too early loses nothing by it. */
  | { ok: false; retryAfterS: number };

/** Takes one token. */
export function drawToken(rule: BucketRule, fullAtMs: FullAtMs | null, nowMs: number): Draw {
  // A clock that went back must not lock anyone out for longer than an empty bucket would.
  const filledMs = Math.min(Math.max(fullAtMs ?? nowMs, nowMs), nowMs + rule.windowMs);
  const next = filledMs + tokenMs(rule);
  const overMs = next - nowMs - rule.windowMs;
  return overMs <= 0
    ? { ok: true, fullAtMs: next }
    : { ok: false, retryAfterS: Math.ceil(overMs / 1000) };
}

/** Puts one token back. */
export function returnDrawn(rule: BucketRule, fullAtMs: FullAtMs): FullAtMs {
  return fullAtMs - tokenMs(rule);
}

/** Time in which one token comes back; whole, so that `burst` of them fit the window exactly or with room. */
function tokenMs({ burst, windowMs }: BucketRule): number {
  return Math.max(1, Math.floor(windowMs / burst));
}
