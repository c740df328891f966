/** Operations of the API about one's own account: `/api/v1/me`. */
import { z } from "zod";
import { type ApiContext, listOf, operation } from "@/lib/http/operation.ts";
import { clientAddress } from "@/lib/http/address.ts";
import { failure } from "@/lib/errors.ts";
import { exportAccount, exportName } from "@/lib/accounts/export.ts";
import { unwrap } from "@/lib/accounts/outcome.ts";
import {
  changePassword,
  changeProfile,
  deleteOwnAccount,
  type Owner,
} from "@/lib/accounts/profile.ts";
import { listSessions, revokeSession, revokeSessions } from "@/lib/accounts/sessions.ts";
import {
  Account,
  DeletionBody,
  PasswordBody,
  ProfileBody,
  publicSession,
  publicUser,
  SessionItem,
} from "@/lib/accounts/wire.ts";
import type { Viewer } from "@/lib/accounts/model.ts";

const tag = "Own account";

export const changeMeOperation = operation({
  method: "PATCH",
  path: "/api/v1/me",
  summary: "Change nickname or e-mail address",
  tag,
  auth: "required",
  body: ProfileBody,
  reply: Account,
  fails: ["email_taken", "forbidden", "rate_limited"],
  async run({ body, viewer, ctx, state: { services } }) {
    const { nickname, email, current_password: currentPassword } = body;
    const change = { nickname, email, currentPassword };
    return publicUser(unwrap(await changeProfile(services, ownerOf(ctx, viewer), change)));
  },
});

export const deleteMeOperation = operation({
  method: "DELETE",
  path: "/api/v1/me",
  summary: "Delete the account with everything it made; this cannot be undone",
  tag,
  auth: "required",
  body: DeletionBody,
  fails: ["rate_limited", "conflict"],
  async run({ body, viewer, ctx, state: { services } }) {
    unwrap(await deleteOwnAccount(services, ownerOf(ctx, viewer), body.password));
  },
});

export const changePasswordOperation = operation({
  method: "PUT",
  path: "/api/v1/me/password",
  summary: "Change the password, and end every other session",
  tag,
  auth: "required",
  body: PasswordBody,
  fails: ["forbidden", "rate_limited", "conflict"],
  async run({ body, viewer, ctx, state: { services } }) {
    const { current_password: currentPassword, new_password: newPassword } = body;
    const change = { currentPassword, newPassword };
    unwrap(await changePassword(services, ownerOf(ctx, viewer), change));
  },
});

export const listSessionsOperation = operation({
  method: "GET",
  path: "/api/v1/me/sessions",
  summary: "List where the account is signed in, the last seen first",
  tag,
  auth: "required",
  reply: listOf(SessionItem),
  async run({ viewer, state: { services: { kv, now } } }) {
    const sessions = await listSessions(kv, viewer.id, now());
    const items = sessions.map((session) => publicSession(session, viewer.sessionId));
    return { items, next_cursor: null };
  },
});

export const endOtherSessionsOperation = operation({
  method: "DELETE",
  path: "/api/v1/me/sessions",
  summary: "End every session but the one that asks",
  tag,
  auth: "required",
  async run({ viewer, state: { services: { kv } } }) {
    await revokeSessions(kv, viewer.id, { except: viewer.sessionId });
  },
});

export const endSessionOperation = operation({
  method: "DELETE",
  path: "/api/v1/me/sessions/{id}",
  summary: "End one session; its tokens stop working at once",
  tag,
  auth: "required",
  params: z.object({ id: z.string().max(64) }),
  fails: ["not_found"],
  async run({ params, viewer, state: { services: { kv } } }) {
    if (!await revokeSession(kv, viewer.id, params.id)) throw failure("not_found");
  },
});

export const exportOperation = operation({
  method: "GET",
  path: "/api/v1/me/export",
  summary: "Everything of the account as one ZIP file",
  tag,
  auth: "required",
  produces: ["application/zip"],
  throttle: { name: "exports", burst: 10, windowMs: 60 * 60 * 1000 },
  run({ viewer, ctx }) {
    return Promise.resolve(exportResponse(ctx, viewer));
  },
});

export const meOperations = [
  changeMeOperation,
  deleteMeOperation,
  changePasswordOperation,
  listSessionsOperation,
  endOtherSessionsOperation,
  endSessionOperation,
  exportOperation,
];

/** The download of a viewer's data, for the API and the page alike. */
export function exportResponse({ state: { services } }: ApiContext, viewer: Viewer): Response {
  return new Response(exportAccount(services, viewer), {
    headers: {
      "content-type": "application/zip",
      "content-disposition": `attachment; filename="${exportName(services.now())}"`,
      "cache-control": "private, no-store",
    },
  });
}

function ownerOf(ctx: ApiContext, viewer: Viewer): Owner {
  return { viewer, address: clientAddress(ctx) };
}
