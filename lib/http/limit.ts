/** Keeps one address from taking a whole instance. Finer limits, which hold across instances, are in `throttle.ts`. */
import { define } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { clientAddress, isLoopback } from "@/lib/http/address.ts";
import { drawToken, type FullAtMs } from "@/lib/http/bucket.ts";

export interface LimitOptions {
  /** Requests at once, refilled evenly within a minute. */
  perMinute?: number;
  /** Addresses that are remembered; past that, those that were quiet longest are forgotten. */
  addresses?: number;
}

/** Middleware with a token bucket for each address, in the memory of this instance. Loopback is free. */
export function limitRequests({ perMinute = 1200, addresses = 10_000 }: LimitOptions = {}) {
  const rule = { burst: perMinute, windowMs: 60_000 };
  const buckets = new Map<string, FullAtMs>();
  return define.middleware((ctx) => {
    const address = clientAddress(ctx);
    if (isLoopback(address)) return ctx.next();
    const nowMs = ctx.state.services.now();
    const fullAtMs = buckets.get(address) ?? nowMs;
    const draw = drawToken(rule, fullAtMs, nowMs);
    // Deleted and set again: a Map keeps the order of insertion, so the first is the one quiet longest.
    buckets.delete(address);
    buckets.set(address, draw.ok ? draw.fullAtMs : fullAtMs);
    if (buckets.size > addresses) buckets.delete(buckets.keys().next().value!);
    if (!draw.ok) throw failure("rate_limited", { retryAfterS: draw.retryAfterS });
    return ctx.next();
  });
}
