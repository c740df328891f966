/** Secrets that travel, and the hashes of them that stay. */
import { timingSafeEqual } from "node:crypto";

const encoder = new TextEncoder();

/**
 * SHA-256 as base64url. Enough for a secret of 256 random bits, which nobody guesses; a password wants argon2id.
 */
export async function hashSecret(secret: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", encoder.encode(secret));
  return new Uint8Array(digest).toBase64({ alphabet: "base64url", omitPadding: true });
}

/** Compares two hashes in a time that does not tell where they differ. */
export function sameHash(a: string, b: string): boolean {
  const [left, right] = [encoder.encode(a), encoder.encode(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
