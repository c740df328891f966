/** How often one may try to get in, and make accounts. */
import {
  refillBucket,
  returnToken,
  type Taken,
  takeToken,
  type ThrottleRule,
} from "@/lib/http/throttle.ts";
import { done, type Outcome, refuse } from "@/lib/accounts/outcome.ts";
import { hashSecret } from "@/lib/accounts/secrets.ts";

const MINUTE_MS = 60_000;

/** Sized so that a school behind one address still gets in, and a guesser gets nowhere. */
export const LIMITS = {
  /** Passwords tried from one address, whoever they are for. */
  passwordsFromAddress: { name: "passwords_from", burst: 60, windowMs: 15 * MINUTE_MS },
  /** Passwords tried for one account from one address. */
  passwordsForAccount: { name: "passwords_for", burst: 10, windowMs: 15 * MINUTE_MS },
  /**
   * Passwords tried for one account from anywhere. Wider, as it would otherwise let a stranger keep the owner out: one
   * address alone cannot use it up.
   */
  passwordsForAccountFromAll: { name: "passwords_all", burst: 120, windowMs: 60 * MINUTE_MS },
  signUpsFromAddress: { name: "sign_ups", burst: 10, windowMs: 60 * MINUTE_MS },
  guestsFromAddress: { name: "guests", burst: 40, windowMs: 60 * MINUTE_MS },
} as const satisfies Record<string, ThrottleRule>;

/** One attempt at a password. */
export interface PasswordTry {
  /** Canonical e-mail of the account that is meant, existing or not. */
  email: string;
  address: string;
  nowMs: number;
}

/** The buckets of a try, from the narrowest reach to the widest: who is stopped early uses up nothing of the rest. */
async function buckets({ email, address }: PasswordTry): Promise<[ThrottleRule, string][]> {
  // Hashed, so that no e-mail address stands in a key.
  const account = await hashSecret(email);
  return [
    [LIMITS.passwordsFromAddress, address],
    [LIMITS.passwordsForAccount, `${account} ${address}`],
    [LIMITS.passwordsForAccountFromAll, account],
  ];
}

/** Counts a try, before its password is looked at. Refuses with `rate_limited`. */
export async function countPasswordTry(kv: Deno.Kv, tried: PasswordTry): Promise<Outcome<void>> {
  for (const [rule, subject] of await buckets(tried)) {
    const taken = await takeToken(kv, rule, { subject, nowMs: tried.nowMs });
    if (!taken.ok) return refuse("rate_limited", { retryAfterS: taken.retryAfterS });
  }
  return done(undefined);
}

/**
 * Takes a try back that was right. The account's own count starts anew; of the address's, one try alone comes back, or
 * a guesser could clear it with an account of their own.
 */
export async function forgivePasswordTry(kv: Deno.Kv, tried: PasswordTry): Promise<void> {
  for (const [rule, subject] of await buckets(tried)) {
    if (rule === LIMITS.passwordsForAccount) await refillBucket(kv, rule, subject);
    else await returnToken(kv, rule, subject);
  }
}

/** Counts something that an address did. Refuses with `rate_limited`. */
export async function countFromAddress(
  kv: Deno.Kv,
  rule: ThrottleRule,
  { address, nowMs }: { address: string; nowMs: number },
): Promise<Outcome<void>> {
  const taken: Taken = await takeToken(kv, rule, { subject: address, nowMs });
  return taken.ok ? done(undefined) : refuse("rate_limited", { retryAfterS: taken.retryAfterS });
}
