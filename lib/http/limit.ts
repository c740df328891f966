/** Keeps one address from taking a whole instance. Finer limits, which hold across instances, are in `throttle.ts`. */
import { define } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { clientAddress } from "@/lib/http/address.ts";

export interface LimitOptions {
  /** Requests at once, refilled evenly within a minute. */
  perMinute?: number;
  /** Addresses that are remembered; past that, those that were quiet longest are forgotten. */
  addresses?: number;
}

/** Middleware with a token bucket for each address, in the memory of this instance. Loopback is free. */
export function limitRequests({ perMinute = 1200, addresses = 10_000 }: LimitOptions = {}) {
  const buckets = new Map<string, { tokens: number; atMs: number }>();
  return define.middleware((ctx) => {
    const address = clientAddress(ctx);
    if (address.startsWith("127.") || address === "0:0:0:0" || address === "local") {
      return ctx.next();
    }
    const nowMs = ctx.state.services.now();
    const before = buckets.get(address) ?? { tokens: perMinute, atMs: nowMs };
    const refill = Math.max(0, nowMs - before.atMs) * perMinute / 60_000;
    const tokens = Math.min(perMinute, before.tokens + refill) - 1;
    // Deleted and set again: a Map keeps the order of insertion, so the first is the one quiet longest.
    buckets.delete(address);
    buckets.set(address, { tokens: Math.max(tokens, 0), atMs: nowMs });
    if (buckets.size > addresses) buckets.delete(buckets.keys().next().value!);
    if (tokens < 0) throw failure("rate_limited", { retryAfterS: Math.ceil(60 / perMinute) });
    return ctx.next();
  });
}
