import assert from "node:assert/strict";
import { keys } from "@/lib/store/keys.ts";
import { createGuest } from "@/lib/accounts/store.ts";
import {
  listSessions,
  MAX_SESSIONS,
  type OpenedSession,
  openSession,
  recogniseCookie,
  recogniseSession,
  revokeSession,
  revokeSessions,
  SEEN_EVERY_MS,
  SESSION_MS,
  touchSession,
} from "@/lib/accounts/sessions.ts";

const NOW_MS = Date.UTC(2026, 2, 1);
const LABEL = { browser: "Firefox", os: "Linux" };

async function open(kv: Deno.Kv, userId: string, nowMs = NOW_MS): Promise<OpenedSession> {
  const opened = await openSession(kv, { userId, label: LABEL, withRefresh: true, nowMs });
  assert.ok(opened);
  return opened;
}

async function withGuest(run: (kv: Deno.Kv, userId: string) => Promise<void>): Promise<void> {
  using kv = await Deno.openKv(":memory:");
  await run(kv, (await createGuest(kv, { nickname: "손님", nowMs: NOW_MS })).id);
}

const stored = (kv: Deno.Kv) => Array.fromAsync(kv.list({ prefix: [] }));

Deno.test("recogniseCookie() opens with the whole value alone", () =>
  withGuest(async (kv, userId) => {
    const { session, cookieValue } = await open(kv, userId);
    const known = await recogniseCookie(kv, cookieValue, NOW_MS);
    assert.equal(known?.user.id, userId);
    assert.deepEqual(known.session, session);
    const other = await open(kv, userId);
    const wrong = [
      "",
      ".",
      session.id,
      `${session.id}.`,
      `${session.id}.${session.secretHash}`,
      `${session.id}.${other.cookieValue.split(".")[1]}`,
      cookieValue.slice(0, -1),
      `${cookieValue}x`,
      `../../x.${cookieValue.split(".")[1]}`,
    ];
    for (const value of wrong) assert.equal(await recogniseCookie(kv, value, NOW_MS), null, value);
  }));

Deno.test("openSession() stores neither the cookie's secret nor the refresh token", () =>
  withGuest(async (kv, userId) => {
    const { cookieValue, refreshToken } = await open(kv, userId);
    const everything = JSON.stringify(await stored(kv));
    assert.ok(refreshToken);
    assert.equal(everything.includes(cookieValue.split(".")[1] ?? "?"), false);
    assert.equal(everything.includes(refreshToken), false);
  }));

Deno.test("openSession() opens nothing for somebody missing or going away", () =>
  withGuest(async (kv, userId) => {
    const wanted = { label: LABEL, withRefresh: false, nowMs: NOW_MS };
    assert.equal(await openSession(kv, { ...wanted, userId: "nobody" }), null);
    await kv.set(keys.deletion(userId), { v: 1, userId, requestedAtMs: NOW_MS, moveTo: null });
    assert.equal(await openSession(kv, { ...wanted, userId }), null);
  }));

Deno.test("recogniseCookie() ends at the very millisecond of expiry, whatever the store still holds", () =>
  withGuest(async (kv, userId) => {
    const { cookieValue } = await open(kv, userId);
    assert.ok(await recogniseCookie(kv, cookieValue, NOW_MS + SESSION_MS - 1));
    assert.equal(await recogniseCookie(kv, cookieValue, NOW_MS + SESSION_MS), null);
  }));

Deno.test("touchSession() writes at most hourly, and prolongs", () =>
  withGuest(async (kv, userId) => {
    const { session, cookieValue } = await open(kv, userId);
    assert.equal(await touchSession(kv, session, NOW_MS + SEEN_EVERY_MS - 1), false);
    const laterMs = NOW_MS + SEEN_EVERY_MS;
    assert.equal(await touchSession(kv, session, laterMs), true);
    const known = await recogniseCookie(kv, cookieValue, laterMs + SESSION_MS - 1);
    assert.equal(known?.session.seenAtMs, laterMs);
    assert.equal(known.session.createdAtMs, NOW_MS);
    assert.equal(await touchSession(kv, known.session, laterMs + 1), false);
  }));

Deno.test("touchSession() does not bring back a session that was revoked meanwhile", () =>
  withGuest(async (kv, userId) => {
    const { session, cookieValue } = await open(kv, userId);
    await revokeSession(kv, userId, session.id);
    assert.equal(await touchSession(kv, session, NOW_MS + SEEN_EVERY_MS), false);
    assert.equal(await recogniseCookie(kv, cookieValue, NOW_MS + SEEN_EVERY_MS), null);
  }));

Deno.test("recogniseSession() wants session and user to belong together", () =>
  withGuest(async (kv, userId) => {
    const { session } = await open(kv, userId);
    const other = await createGuest(kv, { nickname: "다른 손님", nowMs: NOW_MS });
    const ask = (sessionId: string, userId: string) =>
      recogniseSession(kv, { sessionId, userId }, NOW_MS);
    assert.ok(await ask(session.id, userId));
    assert.equal(await ask(session.id, other.id), null);
    assert.equal(await ask("missing", userId), null);
  }));

Deno.test("revokeSession() ends a session with its index and refresh token, and leaves no trace", () =>
  withGuest(async (kv, userId) => {
    const before = (await stored(kv)).length;
    const { session } = await open(kv, userId);
    assert.equal(await revokeSession(kv, "somebody-else", session.id), false);
    assert.equal((await listSessions(kv, userId, NOW_MS)).length, 1);
    assert.equal(await revokeSession(kv, userId, session.id), true);
    assert.equal(await revokeSession(kv, userId, session.id), false);
    assert.equal((await stored(kv)).length, before);
  }));

Deno.test("revokeSessions() spares the one it is told to", () =>
  withGuest(async (kv, userId) => {
    const kept = await open(kv, userId);
    await open(kv, userId);
    await open(kv, userId);
    assert.equal(await revokeSessions(kv, userId, { except: kept.session.id }), 2);
    const left = await listSessions(kv, userId, NOW_MS);
    assert.deepEqual(left.map(({ id }) => id), [kept.session.id]);
  }));

Deno.test("listSessions() has the last seen first and no expired one", () =>
  withGuest(async (kv, userId) => {
    const old = await open(kv, userId, NOW_MS);
    const young = await open(kv, userId, NOW_MS + 1000);
    const ids = async (nowMs: number) =>
      (await listSessions(kv, userId, nowMs)).map(({ id }) => id);
    assert.deepEqual(await ids(NOW_MS + 2000), [young.session.id, old.session.id]);
    await touchSession(kv, old.session, NOW_MS + SEEN_EVERY_MS);
    assert.deepEqual(await ids(NOW_MS + SEEN_EVERY_MS), [old.session.id, young.session.id]);
    assert.deepEqual(await ids(NOW_MS + 1000 + SESSION_MS), [old.session.id]);
  }));

Deno.test("openSession() makes room for one more than there may be", () =>
  withGuest(async (kv, userId) => {
    const first = await open(kv, userId, NOW_MS);
    for (let n = 1; n <= MAX_SESSIONS; n++) await open(kv, userId, NOW_MS + n);
    const sessions = await listSessions(kv, userId, NOW_MS + MAX_SESSIONS);
    assert.equal(sessions.length, MAX_SESSIONS);
    assert.equal(sessions.some(({ id }) => id === first.session.id), false);
  }));
