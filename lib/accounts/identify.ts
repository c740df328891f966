/** Who asks: finds the viewer of a request, and signs a browser in and out. */
import type { Context } from "fresh";
import { define, type Services, type State } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { clientAddress } from "@/lib/http/address.ts";
import { pageOf, safeBack, withBack } from "@/lib/http/back.ts";
import { putCookie, readCookie, writeCookie } from "@/lib/http/cookies.ts";
import { unwrap } from "@/lib/accounts/outcome.ts";
import { labelSession } from "@/lib/accounts/session_label.ts";
import {
  recogniseCookie,
  type Recognised,
  recogniseSession,
  revokeSession,
  SESSION_MS,
  touchSession,
} from "@/lib/accounts/sessions.ts";
import { type Client, type SignedInUser, startGuest } from "@/lib/accounts/sign_in.ts";
import { signingKey, verifyAccessToken } from "@/lib/accounts/tokens.ts";
import type { Viewer } from "@/lib/accounts/model.ts";

/**
 * Calls that a client makes because its access token ran out, often with that very token still in the header. They
 * go by what is in their body.
 */
const TOKEN_MAY_BE_STALE = new Set([
  "/api/v1/auth/login",
  "/api/v1/auth/refresh",
  "/api/v1/auth/logout",
]);

/**
 * Sets `state.viewer` from `Authorization: Bearer`, else from the session cookie.
 *
 * A wrong, expired or revoked token is 401 under `/api/`, and nobody on a page. A cookie that opens nothing is cleared.
 */
export const identify = define.middleware(async (ctx) => {
  const authorization = ctx.req.headers.get("authorization");
  const token = authorization === null ? undefined : /^Bearer +(\S+)$/i.exec(authorization)?.[1];
  if (token !== undefined) {
    ctx.state.viewer = await authenticateToken(ctx.state.services, token);
    const { pathname } = ctx.url;
    if (!ctx.state.viewer && pathname.startsWith("/api/") && !TOKEN_MAY_BE_STALE.has(pathname)) {
      throw failure("unauthorized", {
        detail: "Cannot accept the access token, as it is wrong, expired or revoked",
      });
    }
  } else {
    ctx.state.viewer = await authenticateCookie(ctx);
  }
  return await ctx.next();
});

/** The viewer of an access token, as an API call or a WebSocket URL brings it; null when it is not good (any more). */
export async function authenticateToken(
  { kv, env, now }: Pick<Services, "kv" | "env" | "now">,
  token: string,
): Promise<Viewer | null> {
  const nowMs = now();
  const claims = await verifyAccessToken(await signingKey(kv, env.JWT_SECRET), token, nowMs);
  const known = claims && await recogniseSession(kv, claims, nowMs);
  if (!known) return null;
  await touchSession(kv, known.session, nowMs);
  return toViewer(known);
}

async function authenticateCookie(ctx: Context<State>): Promise<Viewer | null> {
  const { kv, now } = ctx.state.services;
  const value = readCookie(ctx.req.headers.get("cookie"), cookieName(ctx));
  if (value === undefined) return null;
  const known = await recogniseCookie(kv, value, now());
  if (!known) clearSessionCookie(ctx);
  else if (await touchSession(kv, known.session, now())) setSessionCookie(ctx, value);
  return known && toViewer(known);
}

function toViewer({ session, user }: Recognised): Viewer {
  return { id: user.id, kind: user.kind, nickname: user.nickname, sessionId: session.id };
}

/** Where a request comes from, for limits and for the list of sessions. */
export function clientOf(ctx: Context<State>, { withRefresh = false } = {}): Client {
  return {
    address: clientAddress(ctx),
    label: labelSession(ctx.req.headers.get("user-agent")),
    withRefresh,
  };
}

/** Signs the browser in: the session it had before ends, the new one's cookie goes along with the answer. */
export async function enterSession(
  ctx: Context<State>,
  { user, opened }: SignedInUser,
): Promise<Viewer> {
  const { state } = ctx;
  const before = state.viewer;
  if (before) await revokeSession(state.services.kv, before.id, before.sessionId);
  setSessionCookie(ctx, opened.cookieValue);
  state.viewer = toViewer({ session: opened.session, user });
  return state.viewer;
}

/** Signs the browser out. */
export async function leaveSession(ctx: Context<State>): Promise<void> {
  const { state } = ctx;
  if (state.viewer) await revokeSession(state.services.kv, state.viewer.id, state.viewer.sessionId);
  clearSessionCookie(ctx);
  state.viewer = null;
}

/**
 * The viewer of a form that anyone may send: somebody without a session becomes a guest by sending it.
 *
 * @throws {HttpError} `rate_limited` when the address made too many guests.
 */
export async function ensureViewer(ctx: Context<State>): Promise<Viewer> {
  const { services, viewer, locale } = ctx.state;
  if (viewer) return viewer;
  return await enterSession(ctx, unwrap(await startGuest(services, clientOf(ctx), locale)));
}

/**
 * The viewer of a page for signed-in people, or the answer to give to others: 303 to the login, which leads back to
 * this page (to the page of the form, where a form was sent).
 */
export function requireViewer(ctx: Context<State>): Viewer | Response {
  if (ctx.state.viewer) return ctx.state.viewer;
  const page = pageOf(ctx.req, ctx.url);
  return ctx.redirect(withBack("/login", safeBack(page && page.pathname + page.search)), 303);
}

/**
 * `__Host-` binds a cookie to this very host over https; browsers refuse it over http, where `deno task dev` is.
 * Source: RFC 6265bis, 4.1.3.2.
 */
function cookieName(ctx: Context<State>): string {
  return isSecure(ctx) ? "__Host-maru" : "maru";
}

function isSecure(ctx: Context<State>): boolean {
  return ctx.url.protocol === "https:";
}

function setSessionCookie(ctx: Context<State>, value: string): void {
  const options = { maxAgeS: SESSION_MS / 1000, secure: isSecure(ctx) };
  putCookie(ctx.state.cookies, writeCookie(cookieName(ctx), value, options));
}

function clearSessionCookie(ctx: Context<State>): void {
  const options = { maxAgeS: 0, secure: isSecure(ctx) };
  putCookie(ctx.state.cookies, writeCookie(cookieName(ctx), "", options));
}
