/** Operations of the API about signing in: `/api/v1/auth`. Those about one's own account are in `api_me.ts`. */
import { operation } from "@/lib/http/operation.ts";
import { readJson } from "@/lib/http/body.ts";
import type { Services } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { clientOf } from "@/lib/accounts/identify.ts";
import { meOperations } from "@/lib/accounts/api_me.ts";
import { unwrap } from "@/lib/accounts/outcome.ts";
import { revokeSession } from "@/lib/accounts/sessions.ts";
import { logIn, signUp, startGuest } from "@/lib/accounts/sign_in.ts";
import { getUser } from "@/lib/accounts/store.ts";
import {
  ACCESS_TOKEN_S,
  endByRefreshToken,
  rotateRefreshToken,
  signAccessToken,
  signingKey,
} from "@/lib/accounts/tokens.ts";
import {
  Account,
  LogInBody,
  LogOutBody,
  publicUser,
  RefreshBody,
  SignedIn,
  SignUpBody,
} from "@/lib/accounts/wire.ts";
import type { Session, User } from "@/lib/accounts/model.ts";
import type { z } from "zod";

const tag = "Accounts";

export const signUpOperation = operation({
  method: "POST",
  path: "/api/v1/auth/signup",
  summary: "Make an account; a guest who asks becomes it, and keeps everything",
  tag,
  auth: "optional",
  body: SignUpBody,
  reply: SignedIn,
  status: 201,
  fails: ["email_taken", "rate_limited", "conflict"],
  async run({ body, ctx, state: { services, viewer } }) {
    const client = clientOf(ctx, { withRefresh: true });
    return await signedIn(services, unwrap(await signUp(services, client, { ...body, viewer })));
  },
});

export const logInOperation = operation({
  method: "POST",
  path: "/api/v1/auth/login",
  summary: "Sign in; what the guest who asks has made comes along",
  tag,
  auth: "optional",
  body: LogInBody,
  reply: SignedIn,
  fails: ["wrong_credentials", "rate_limited"],
  async run({ body, ctx, state: { services, viewer } }) {
    const { email, password, keep_guest_data: bringAlong } = body;
    const client = clientOf(ctx, { withRefresh: true });
    const entered = await logIn(services, client, { email, password, viewer, bringAlong });
    return await signedIn(services, unwrap(entered));
  },
});

export const guestOperation = operation({
  method: "POST",
  path: "/api/v1/auth/guest",
  summary: "Start as a guest, without e-mail and password",
  tag,
  auth: "optional",
  reply: SignedIn,
  status: 201,
  fails: ["rate_limited"],
  async run({ ctx, state: { services, locale } }) {
    const client = clientOf(ctx, { withRefresh: true });
    return await signedIn(services, unwrap(await startGuest(services, client, locale)));
  },
});

export const refreshOperation = operation({
  method: "POST",
  path: "/api/v1/auth/refresh",
  summary: "Exchange a refresh token for new tokens; using one twice ends the session",
  tag,
  auth: "optional",
  body: RefreshBody,
  reply: SignedIn,
  fails: ["unauthorized"],
  async run({ body, state: { services } }) {
    const { kv, now } = services;
    const refreshed = await rotateRefreshToken(kv, body.refresh_token, now());
    const user = refreshed && await getUser(kv, refreshed.session.userId);
    if (!user) {
      throw failure("unauthorized", {
        detail:
          "Cannot accept the refresh token, as it is wrong, expired, revoked or was used before",
      });
    }
    return await signedIn(services, { user, opened: refreshed });
  },
});

export const logOutOperation = operation({
  method: "POST",
  path: "/api/v1/auth/logout",
  summary: "End the session of the access token, the cookie, or the refresh token in the body",
  tag,
  auth: "optional",
  fails: ["unauthorized"],
  async run({ ctx, state: { services: { kv }, viewer } }) {
    // The body is optional, which a described one is not: most clients send none.
    const body = ctx.req.headers.has("content-type") ? await readJson(ctx.req, LogOutBody) : {};
    if (viewer) await revokeSession(kv, viewer.id, viewer.sessionId);
    else if (body.refresh_token === undefined) throw failure("unauthorized");
    if (body.refresh_token !== undefined) await endByRefreshToken(kv, body.refresh_token);
  },
});

export const whoAmIOperation = operation({
  method: "GET",
  path: "/api/v1/auth/me",
  summary: "The account that asks",
  tag,
  auth: "required",
  reply: Account,
  async run({ viewer, state: { services: { kv } } }) {
    const user = await getUser(kv, viewer.id);
    if (!user) throw failure("unauthorized");
    return publicUser(user);
  },
});

/** Every operation of accounts, for the OpenAPI document. */
export const accountOperations = [
  signUpOperation,
  logInOperation,
  guestOperation,
  refreshOperation,
  logOutOperation,
  whoAmIOperation,
  ...meOperations,
];

interface Entered {
  user: User;
  opened: { session: Session; refreshToken: string | null };
}

async function signedIn(
  { kv, env, now }: Services,
  { user, opened: { session, refreshToken } }: Entered,
): Promise<z.input<typeof SignedIn>> {
  if (refreshToken === null) throw new TypeError("A session of the API has a refresh token");
  const key = await signingKey(kv, env.JWT_SECRET);
  const claims = { userId: user.id, sessionId: session.id };
  return {
    user: publicUser(user),
    access_token: await signAccessToken(key, claims, now()),
    token_type: "Bearer",
    expires_in: ACCESS_TOKEN_S,
    refresh_token: refreshToken,
  };
}
