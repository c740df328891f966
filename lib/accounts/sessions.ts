/** Sessions in the store: opened, recognised, prolonged, listed, ended. */
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";
import { getAll } from "@/lib/store/kv.ts";
import { listValues } from "@/lib/store/page.ts";
import { upgrader } from "@/lib/store/versioned.ts";
import { isId, newId, newSecret } from "@/lib/id.ts";
import { readUser } from "@/lib/accounts/store.ts";
import { hashSecret, sameHash } from "@/lib/accounts/secrets.ts";
import type { RefreshToken, Session, SessionLabel, User } from "@/lib/accounts/model.ts";

/** A session ends so long after it was last seen. */
export const SESSION_MS = 30 * 24 * 60 * 60 * 1000;
/** How often a session that is used is written: a page view costs no write. */
export const SEEN_EVERY_MS = 60 * 60 * 1000;
/** The least recently seen makes room for the next. */
export const MAX_SESSIONS = 50;

export const readSession = upgrader<Session>(1);

/** A session that was just opened, with the secrets that only its owner gets to know. */
export interface OpenedSession {
  session: Session;
  /** For the cookie: `id.secret`. */
  cookieValue: string;
  /** For clients of the API; null when none was asked for. */
  refreshToken: string | null;
}

export interface NewSession {
  userId: string;
  label: SessionLabel;
  /** Makes a refresh token too. */
  withRefresh: boolean;
  nowMs: number;
}

/** Opens a session; null when there is no such user, or one who is going away. */
export async function openSession(
  kv: Deno.Kv,
  { userId, label, withRefresh, nowMs }: NewSession,
): Promise<OpenedSession | null> {
  await makeRoom(kv, userId, nowMs);
  const secret = newSecret();
  const refreshToken = withRefresh ? newSecret() : null;
  const session: Session = {
    v: 1,
    id: newId(),
    userId,
    secretHash: await hashSecret(secret),
    refreshHash: refreshToken === null ? null : await hashSecret(refreshToken),
    label,
    createdAtMs: nowMs,
    seenAtMs: nowMs,
    expiresAtMs: nowMs + SESSION_MS,
  };
  return await commitWithRetry<OpenedSession | null>(async () => {
    const [user, deletion] = await kv.getMany([keys.user(userId), keys.deletion(userId)]);
    if (user.value === null || deletion.value !== null) return { write: null, value: null };
    const write = kv.atomic().check(user, deletion);
    setSession(write, session, nowMs);
    if (session.refreshHash !== null) {
      const token: RefreshToken = {
        v: 1,
        sessionId: session.id,
        usedAtMs: null,
        expiresAtMs: session.expiresAtMs,
      };
      write.set(keys.refresh(session.refreshHash), token, { expireIn: SESSION_MS });
    }
    return { write, value: { session, cookieValue: `${session.id}.${secret}`, refreshToken } };
  });
}

/** Who a session belongs to, as a request brings both. */
export interface Recognised {
  session: Session;
  user: User;
}

/** Finds the session of a cookie's value; null when it is malformed, wrong, revoked or expired. */
export async function recogniseCookie(
  kv: Deno.Kv,
  value: string,
  nowMs: number,
): Promise<Recognised | null> {
  const at = value.indexOf(".");
  const id = value.slice(0, at);
  if (at === -1 || !isId(id)) return null;
  const { value: stored } = await kv.get(keys.session(id));
  if (stored === null) return null;
  const session = readSession(stored);
  if (!sameHash(session.secretHash, await hashSecret(value.slice(at + 1)))) return null;
  if (session.expiresAtMs <= nowMs) return null;
  const { value: user } = await kv.get(keys.user(session.userId));
  return user === null ? null : { session, user: readUser(user) };
}

/** Finds the session that an access token names; null when it was revoked or has expired. */
export async function recogniseSession(
  kv: Deno.Kv,
  { sessionId, userId }: { sessionId: string; userId: string },
  nowMs: number,
): Promise<Recognised | null> {
  const [session, user] = await kv.getMany([keys.session(sessionId), keys.user(userId)]);
  if (session.value === null || user.value === null) return null;
  const known = readSession(session.value);
  if (known.userId !== userId || known.expiresAtMs <= nowMs) return null;
  return { session: known, user: readUser(user.value) };
}

/**
 * Notes that a session is in use, at most once an hour, and prolongs it. True when it did, and the cookie wants
 * renewing too.
 */
export async function touchSession(kv: Deno.Kv, session: Session, nowMs: number): Promise<boolean> {
  if (nowMs - session.seenAtMs < SEEN_EVERY_MS) return false;
  const entry = await kv.get(keys.session(session.id));
  if (entry.value === null) return false;
  const write = kv.atomic().check(entry);
  setSession(write, prolong(readSession(entry.value), nowMs), nowMs);
  // Whoever is faster has written the same, or ended the session: nothing to repeat.
  return (await write.commit()).ok;
}

/** A session as seen now. */
export function prolong(session: Session, nowMs: number): Session {
  return { ...session, seenAtMs: nowMs, expiresAtMs: nowMs + SESSION_MS };
}

/** Puts a session and its index into an atomic. */
export function setSession(write: Deno.AtomicOperation, session: Session, nowMs: number): void {
  const expireIn = session.expiresAtMs - nowMs;
  write
    .set(keys.session(session.id), session, { expireIn })
    .set(keys.sessionByUser(session.userId, session.id), session.id, { expireIn });
}

/** Lists a user's sessions, the last seen first. There are at most {@link MAX_SESSIONS}. */
export async function listSessions(
  kv: Deno.Kv,
  userId: string,
  nowMs: number,
): Promise<Session[]> {
  const ids = await listValues<string>(kv, keys.sessionsByUser(userId));
  const entries = await getAll(kv, ids.map((id) => keys.session(id)));
  return entries.flatMap(({ value }) => value === null ? [] : [readSession(value)])
    .filter((session) => session.expiresAtMs > nowMs)
    .sort((a, b) => b.seenAtMs - a.seenAtMs || b.createdAtMs - a.createdAtMs);
}

/** Ends one session of a user; false when it is not (any more) theirs. Its refresh token ends in the same commit. */
export async function revokeSession(kv: Deno.Kv, userId: string, id: string): Promise<boolean> {
  if (!isId(id)) return false;
  return await commitWithRetry(async () => {
    const entry = await kv.get(keys.session(id));
    const session = entry.value === null ? null : readSession(entry.value);
    if (session?.userId !== userId) return { write: null, value: false };
    const write = kv.atomic().check(entry)
      .delete(keys.session(id))
      .delete(keys.sessionByUser(userId, id));
    if (session.refreshHash !== null) write.delete(keys.refresh(session.refreshHash));
    return { write, value: true };
  });
}

/** Ends all sessions of a user, but perhaps one. Returns how many. */
export async function revokeSessions(
  kv: Deno.Kv,
  userId: string,
  { except = null }: { except?: string | null } = {},
): Promise<number> {
  let revoked = 0;
  for (const id of await listValues<string>(kv, keys.sessionsByUser(userId))) {
    if (id !== except && await revokeSession(kv, userId, id)) revoked++;
  }
  return revoked;
}

async function makeRoom(kv: Deno.Kv, userId: string, nowMs: number): Promise<void> {
  const sessions = await listSessions(kv, userId, nowMs);
  for (const { id } of sessions.slice(MAX_SESSIONS - 1)) await revokeSession(kv, userId, id);
}
