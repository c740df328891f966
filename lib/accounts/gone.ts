/**
 * Accounts that are going away or have just gone. A request that began before may still want to write something for one;
 * its commit checks the mark, so that nothing is left over which the deletion has not seen.
 */
import { failure } from "@/lib/errors.ts";
import { keys } from "@/lib/store/keys.ts";

/** Longer than any request or reply that began before its account went may last. */
export const GONE_MS = 60 * 60 * 1000;

/** What a commit checks that writes something for this person; null when the account is going away. */
export async function getStay(kv: Deno.Kv, userId: string): Promise<Deno.AtomicCheck | null> {
  const entry = await kv.get(keys.gone(userId));
  return entry.versionstamp === null ? entry : null;
}

/**
 * What a commit checks that writes something for this person.
 *
 * @throws {HttpError} `unauthorized` when the account is going away.
 */
export async function requireStay(kv: Deno.Kv, userId: string): Promise<Deno.AtomicCheck> {
  const stay = await getStay(kv, userId);
  if (!stay) throw failure("unauthorized");
  return stay;
}
