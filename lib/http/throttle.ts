/** Token buckets in the store, so that a limit holds across instances. */
import { type BucketRule, drawToken, type FullAtMs, returnDrawn } from "@/lib/http/bucket.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";

export interface ThrottleRule extends BucketRule {
  name: string;
}

export type Taken = { ok: true } | { ok: false; retryAfterS: number };

/** Takes one token of a subject's bucket. However many ask at once, no more than there are get one. */
export async function takeToken(
  kv: Deno.Kv,
  rule: ThrottleRule,
  { subject, nowMs }: { subject: string; nowMs: number },
): Promise<Taken> {
  const key = keys.throttle(rule.name, subject);
  return await commitWithRetry<Taken>(async () => {
    const entry = await kv.get<FullAtMs>(key);
    const draw = drawToken(rule, entry.value, nowMs);
    if (!draw.ok) return { write: null, value: draw };
    // Forgotten when it is full again, which is what no entry means.
    const write = kv.atomic().check(entry)
      .set(key, draw.fullAtMs, { expireIn: Math.ceil(draw.fullAtMs - nowMs) });
    return { write, value: { ok: true } };
  });
}

/** Gives one token back, as for a try that turned out to be honest. */
export async function returnToken(
  kv: Deno.Kv,
  rule: ThrottleRule,
  subject: string,
): Promise<void> {
  const key = keys.throttle(rule.name, subject);
  await commitWithRetry(async () => {
    const entry = await kv.get<FullAtMs>(key);
    if (entry.value === null) return { write: null, value: undefined };
    const write = kv.atomic().check(entry)
      .set(key, returnDrawn(rule, entry.value), { expireIn: rule.windowMs });
    return { write, value: undefined };
  });
}

/** Forgets what a subject used up, as after a login that succeeded. */
export async function refillBucket(
  kv: Deno.Kv,
  rule: ThrottleRule,
  subject: string,
): Promise<void> {
  await kv.delete(keys.throttle(rule.name, subject));
}
