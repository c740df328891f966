/** Tokens of the API: short access tokens (JWT, bound to a session) and refresh tokens that work once. */
import { errors, jwtVerify, SignJWT } from "jose";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";
import { upgrader } from "@/lib/store/versioned.ts";
import { newSecret } from "@/lib/id.ts";
import { hashSecret } from "@/lib/accounts/secrets.ts";
import {
  prolong,
  readSession,
  revokeSession,
  SESSION_MS,
  setSession,
} from "@/lib/accounts/sessions.ts";
import type { RefreshToken, Session } from "@/lib/accounts/model.ts";

/** How long an access token is good for, in seconds. */
export const ACCESS_TOKEN_S = 15 * 60;

const ISSUER = "maru";
const ALGORITHM = "HS256";
/** Marks an access token, so that no other JWT under the same key passes for one. Source: RFC 9068, 2.1. */
const TYPE = "at+jwt";

/** Who an access token speaks for. */
export interface AccessClaims {
  userId: string;
  sessionId: string;
}

const keysInStore = new WeakMap<Deno.Kv, Promise<Uint8Array>>();

/**
 * The key that signs access tokens: `JWT_SECRET`, or 256 random bits which the first instance puts into the store and
 * all others find there.
 */
export function signingKey(kv: Deno.Kv, secret: string | undefined): Promise<Uint8Array> {
  if (secret !== undefined) return Promise.resolve(new TextEncoder().encode(secret));
  let key = keysInStore.get(kv);
  if (!key) {
    key = findOrMakeKey(kv);
    keysInStore.set(kv, key);
    // A store that did not answer once may answer the next time.
    key.catch(() => keysInStore.delete(kv));
  }
  return key;
}

async function findOrMakeKey(kv: Deno.Kv): Promise<Uint8Array> {
  return await commitWithRetry(async () => {
    const entry = await kv.get<Uint8Array>(keys.secret("jwt"));
    if (entry.value) return { write: null, value: entry.value };
    const made = crypto.getRandomValues(new Uint8Array(32));
    return { write: kv.atomic().check(entry).set(entry.key, made), value: made };
  });
}

export async function signAccessToken(
  key: Uint8Array,
  { userId, sessionId }: AccessClaims,
  nowMs: number,
): Promise<string> {
  const nowS = Math.floor(nowMs / 1000);
  return await new SignJWT({ sid: sessionId })
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE })
    .setIssuer(ISSUER)
    .setSubject(userId)
    .setIssuedAt(nowS)
    .setExpirationTime(nowS + ACCESS_TOKEN_S)
    .sign(key);
}

/** Reads an access token; null when it is malformed, signed by another, or expired. */
export async function verifyAccessToken(
  key: Uint8Array,
  token: string,
  nowMs: number,
): Promise<AccessClaims | null> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [ALGORITHM],
      typ: TYPE,
      issuer: ISSUER,
      requiredClaims: ["sub", "sid", "exp"],
      currentDate: new Date(nowMs),
    });
    const { sub, sid } = payload;
    return typeof sub === "string" && typeof sid === "string"
      ? { userId: sub, sessionId: sid }
      : null;
  } catch (error) {
    // jose's own errors are its verdict on the token; anything else is a fault of ours.
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

const readRefreshToken = upgrader<RefreshToken>(1);

/** A session that a refresh token prolonged, and the token for the next time. */
export interface Refreshed {
  session: Session;
  refreshToken: string;
}

/**
 * Exchanges a refresh token for the next one; null when it is unknown or expired.
 *
 * Each works once. A second use means that two hold it, one of them perhaps a thief: the whole session ends.
 * Source: RFC 9700, 4.14.2 (refresh token rotation).
 */
export async function rotateRefreshToken(
  kv: Deno.Kv,
  token: string,
  nowMs: number,
): Promise<Refreshed | null> {
  const hash = await hashSecret(token);
  const refreshToken = newSecret();
  const nextHash = await hashSecret(refreshToken);
  return await commitWithRetry<Refreshed | null>(async () => {
    const entry = await kv.get(keys.refresh(hash));
    if (entry.value === null) return { write: null, value: null };
    const known = readRefreshToken(entry.value);
    const owner = await kv.get(keys.session(known.sessionId));
    const old = owner.value === null ? null : readSession(owner.value);
    if (known.usedAtMs !== null) {
      if (old) await revokeSession(kv, old.userId, old.id);
      return { write: null, value: null };
    }
    if (old === null || old.expiresAtMs <= nowMs || known.expiresAtMs <= nowMs) {
      return { write: null, value: null };
    }
    const session: Session = { ...prolong(old, nowMs), refreshHash: nextHash };
    const used: RefreshToken = { ...known, usedAtMs: nowMs };
    const next: RefreshToken = { ...known, expiresAtMs: session.expiresAtMs };
    const write = kv.atomic().check(entry, owner)
      .set(entry.key, used, { expireIn: Math.max(1, known.expiresAtMs - nowMs) })
      .set(keys.refresh(nextHash), next, { expireIn: SESSION_MS });
    setSession(write, session, nowMs);
    return { write, value: { session, refreshToken } };
  });
}

/** Ends the session that a refresh token belongs to, used or not. An unknown token ends nothing. */
export async function endByRefreshToken(kv: Deno.Kv, token: string): Promise<void> {
  const { value } = await kv.get(keys.refresh(await hashSecret(token)));
  if (value === null) return;
  const session = await kv.get(keys.session(readRefreshToken(value).sessionId));
  if (session.value === null) return;
  const { userId, id } = readSession(session.value);
  await revokeSession(kv, userId, id);
}
