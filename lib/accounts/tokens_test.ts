import assert from "node:assert/strict";
import { SignJWT, UnsecuredJWT } from "jose";
import { keys } from "@/lib/store/keys.ts";
import { createGuest } from "@/lib/accounts/store.ts";
import { listSessions, openSession, revokeSession, SESSION_MS } from "@/lib/accounts/sessions.ts";
import {
  ACCESS_TOKEN_S,
  endByRefreshToken,
  rotateRefreshToken,
  signAccessToken,
  signingKey,
  verifyAccessToken,
} from "@/lib/accounts/tokens.ts";

const NOW_MS = Date.UTC(2026, 2, 1);
const KEY = new Uint8Array(32).fill(1);
const CLAIMS = { userId: "haru", sessionId: "s1" };

Deno.test("verifyAccessToken() reads what signAccessToken() wrote, until it expires", async () => {
  const token = await signAccessToken(KEY, CLAIMS, NOW_MS);
  assert.deepEqual(await verifyAccessToken(KEY, token, NOW_MS), CLAIMS);
  const endMs = NOW_MS + ACCESS_TOKEN_S * 1000;
  assert.deepEqual(await verifyAccessToken(KEY, token, endMs - 1000), CLAIMS);
  assert.equal(await verifyAccessToken(KEY, token, endMs), null);
});

Deno.test("verifyAccessToken() refuses every token that is not one of ours", async () => {
  const sign = (header: { alg: string; typ?: string }, claims: Record<string, unknown>) =>
    new SignJWT(claims).setProtectedHeader(header).sign(KEY);
  const expS = NOW_MS / 1000 + 60;
  const whole = { iss: "maru", sub: "haru", sid: "s1", exp: expS };
  const good = await sign({ alg: "HS256", typ: "at+jwt" }, whole);
  assert.deepEqual(await verifyAccessToken(KEY, good, NOW_MS), CLAIMS);
  const [head = "", body = "", signature = ""] = good.split(".");
  const other = btoa(JSON.stringify({ ...whole, sub: "admin" })).replaceAll("=", "");
  const cases = {
    "nothing": "",
    "no JWT": "hello",
    "another key": await signAccessToken(new Uint8Array(32).fill(2), CLAIMS, NOW_MS),
    "a changed body": `${head}.${other}.${signature}`,
    "no signature": `${head}.${body}.`,
    "algorithm none": new UnsecuredJWT(whole).encode(),
    "another algorithm": await new SignJWT(whole).setProtectedHeader({
      alg: "HS512",
      typ: "at+jwt",
    })
      .sign(new Uint8Array(64).fill(1)),
    "another type": await sign({ alg: "HS256", typ: "JWT" }, whole),
    "another issuer": await sign({ alg: "HS256", typ: "at+jwt" }, { ...whole, iss: "else" }),
    "no expiry": await sign({ alg: "HS256", typ: "at+jwt" }, { ...whole, exp: undefined }),
    "no session": await sign({ alg: "HS256", typ: "at+jwt" }, { ...whole, sid: undefined }),
    "a session of another type": await sign({ alg: "HS256", typ: "at+jwt" }, { ...whole, sid: 7 }),
  };
  for (const [name, token] of Object.entries(cases)) {
    assert.equal(await verifyAccessToken(KEY, token, NOW_MS), null, name);
  }
});

Deno.test("signingKey() is made once and found by everyone who shares the store", async () => {
  using kv = await Deno.openKv(":memory:");
  const [one, other] = await Promise.all([signingKey(kv, undefined), signingKey(kv, undefined)]);
  assert.equal(one.length, 32);
  assert.deepEqual(one, other);
  assert.deepEqual((await kv.get(keys.secret("jwt"))).value, one);
  using another = await Deno.openKv(":memory:");
  await another.set(keys.secret("jwt"), one);
  assert.deepEqual(await signingKey(another, undefined), one);
});

Deno.test("signingKey() takes the one of the environment and then stores none", async () => {
  using kv = await Deno.openKv(":memory:");
  const secret = "a secret of at least 32 characters";
  assert.deepEqual(await signingKey(kv, secret), new TextEncoder().encode(secret));
  assert.equal((await kv.get(keys.secret("jwt"))).value, null);
});

async function withTokens(
  run: (kv: Deno.Kv, opened: { userId: string; sessionId: string; token: string }) => Promise<void>,
): Promise<void> {
  using kv = await Deno.openKv(":memory:");
  const { id: userId } = await createGuest(kv, { nickname: "손님", nowMs: NOW_MS });
  const label = { browser: null, os: null };
  const opened = await openSession(kv, { userId, label, withRefresh: true, nowMs: NOW_MS });
  assert.ok(opened?.refreshToken);
  await run(kv, { userId, sessionId: opened.session.id, token: opened.refreshToken });
}

Deno.test("rotateRefreshToken() goes from token to token, and prolongs the session", () =>
  withTokens(async (kv, { sessionId, token }) => {
    const laterMs = NOW_MS + SESSION_MS - 1;
    const first = await rotateRefreshToken(kv, token, laterMs);
    assert.equal(first?.session.id, sessionId);
    assert.equal(first.session.expiresAtMs, laterMs + SESSION_MS);
    const second = await rotateRefreshToken(kv, first.refreshToken, laterMs + 1);
    assert.equal(second?.session.id, sessionId);
    assert.notEqual(second.refreshToken, first.refreshToken);
  }));

Deno.test("rotateRefreshToken() ends the session when a token comes back", () =>
  withTokens(async (kv, { userId, token }) => {
    const first = await rotateRefreshToken(kv, token, NOW_MS);
    assert.ok(first);
    assert.equal(await rotateRefreshToken(kv, token, NOW_MS), null);
    assert.equal(await rotateRefreshToken(kv, first.refreshToken, NOW_MS), null);
    assert.deepEqual(await listSessions(kv, userId, NOW_MS), []);
  }));

Deno.test("rotateRefreshToken() never gives two tokens for one, however close they come", () =>
  withTokens(async (kv, { userId, token }) => {
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => rotateRefreshToken(kv, token, NOW_MS)),
    );
    assert.ok(outcomes.filter((outcome) => outcome !== null).length <= 1);
    assert.deepEqual(await listSessions(kv, userId, NOW_MS), []);
  }));

Deno.test("rotateRefreshToken() refuses an unknown, an expired and a revoked one", () =>
  withTokens(async (kv, { userId, sessionId, token }) => {
    assert.equal(await rotateRefreshToken(kv, "unknown", NOW_MS), null);
    assert.equal(await rotateRefreshToken(kv, token, NOW_MS + SESSION_MS), null);
    await revokeSession(kv, userId, sessionId);
    assert.equal(await rotateRefreshToken(kv, token, NOW_MS), null);
  }));

Deno.test("endByRefreshToken() ends its session, and an unknown token nothing", () =>
  withTokens(async (kv, { userId, token }) => {
    await endByRefreshToken(kv, "unknown");
    assert.equal((await listSessions(kv, userId, NOW_MS)).length, 1);
    await endByRefreshToken(kv, token);
    assert.equal((await listSessions(kv, userId, NOW_MS)).length, 0);
  }));
