/** Token buckets in the store, so that a limit holds across instances. */
import { keys } from "@/lib/store/keys.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";

/** `burst` at once, refilled evenly within `windowMs`. */
export interface ThrottleRule {
  name: string;
  burst: number;
  windowMs: number;
}

interface Bucket {
  tokens: number;
  atMs: number;
}

export type Taken = { ok: true } | { ok: false; retryAfterS: number };

/** Takes one token of a subject's bucket. */
export async function takeToken(
  kv: Deno.Kv,
  rule: ThrottleRule,
  { subject, nowMs }: { subject: string; nowMs: number },
): Promise<Taken> {
  const key = keys.throttle(rule.name, subject);
  const perMs = rule.burst / rule.windowMs;
  return await commitWithRetry<Taken>(async () => {
    const entry = await kv.get<Bucket>(key);
    const { tokens, atMs } = entry.value ?? { tokens: rule.burst, atMs: nowMs };
    const filled = Math.min(rule.burst, tokens + Math.max(0, nowMs - atMs) * perMs);
    if (filled < 1) {
      const retryAfterS = Math.max(1, Math.ceil((1 - filled) / perMs / 1000));
      return { write: null, value: { ok: false, retryAfterS } };
    }
    const bucket: Bucket = { tokens: filled - 1, atMs: nowMs };
    const write = kv.atomic().check(entry).set(key, bucket, { expireIn: rule.windowMs });
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
    const entry = await kv.get<Bucket>(key);
    if (!entry.value) return { write: null, value: undefined };
    const tokens = Math.min(rule.burst, entry.value.tokens + 1);
    const write = kv.atomic().check(entry)
      .set(key, { ...entry.value, tokens }, { expireIn: rule.windowMs });
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
