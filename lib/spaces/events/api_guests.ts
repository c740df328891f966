/** Operations of the API about guest lists, tickets, and links for one person: `/api/v1/spatial/spaces/{id}/guests`, `/tickets`. */
import { z } from "zod";
import { failure } from "@/lib/errors.ts";
import { operation } from "@/lib/http/operation.ts";
import { requireHostedEvent } from "@/lib/spaces/events/access.ts";
import * as events from "@/lib/spaces/events/api.ts";
import {
  findInvitee,
  givePass,
  listClaims,
  listGuests,
  makeClaims,
  MAX_NEW_CLAIMS,
  revokeClaim,
  takeClaim,
  takePass,
} from "@/lib/spaces/events/guests.ts";
import { CLAIM_RULE, GUESTS_RULE, INVITE_RULE } from "@/lib/spaces/events/limits.ts";
import { type Claim, PASS_KINDS, PASS_WAYS } from "@/lib/spaces/events/model.ts";
import type { Operation } from "@/lib/http/operation.ts";

const tag = "Events";
const base = "/api/v1/spatial/spaces/{id}";
const { EventSpaceId } = events;

const GuestReply = z.object({
  user_id: z.string(),
  nickname: z.string(),
  how: z.enum(PASS_WAYS),
  since: z.iso.datetime(),
  has_ticket: z.boolean(),
});

export const listGuestsOperation = operation({
  method: "GET",
  path: `${base}/guests`,
  summary: "List the guests of an event; for its hosts",
  tag,
  auth: "required",
  params: EventSpaceId,
  reply: z.object({ items: z.array(GuestReply) }),
  fails: ["not_found", "forbidden"],
  async run({ params: { id }, viewer, state: { services: { kv } } }) {
    await requireHostedEvent(kv, id, viewer);
    const guests = await listGuests(kv, id);
    return {
      items: guests.map(({ userId, nickname, how, atMs, hasTicket }) => ({
        user_id: userId,
        nickname,
        how,
        since: new Date(atMs).toISOString(),
        has_ticket: hasTicket,
      })),
    };
  },
});

export const inviteOperation = operation({
  method: "POST",
  path: `${base}/guests`,
  summary: "Put somebody onto the guest list, or give them a ticket",
  tag,
  auth: "required",
  params: EventSpaceId,
  body: z.object({
    who: z.string().trim().min(1).max(254)
      .describe("E-mail of an account, or the nickname of somebody who is in the space"),
    kind: z.enum(PASS_KINDS).default("invitation"),
  }),
  reply: z.object({ user_id: z.string() }),
  status: 201,
  fails: ["not_found", "forbidden", "too_many"],
  throttle: INVITE_RULE,
  async run({ params: { id }, body: { who, kind }, viewer, state: { services: { kv, now } } }) {
    await requireHostedEvent(kv, id, viewer);
    const found = await findInvitee(kv, id, who);
    if (!found.ok) {
      throw failure("invalid_input", { errors: [{ path: "who", message: WHO[found.reason] }] });
    }
    await givePass(kv, { spaceId: id, userId: found.userId, kind, nowMs: now() });
    return { user_id: found.userId };
  },
});

const WHO = {
  nobody: "must be the e-mail of an account, or the nickname of somebody in the space",
  several: "must name one person, and several in the space have this nickname",
};

const GuestParams = EventSpaceId.extend({ user_id: z.string().max(64) });

export const removeGuestOperation = operation({
  method: "DELETE",
  path: `${base}/guests/{user_id}`,
  summary: "Take somebody off the guest list, and their ticket back",
  tag,
  auth: "required",
  params: GuestParams,
  fails: ["not_found", "forbidden"],
  throttle: GUESTS_RULE,
  async run({ params: { id, user_id }, viewer, state: { services: { kv } } }) {
    await requireHostedEvent(kv, id, viewer);
    await takePass(kv, { spaceId: id, userId: user_id, kind: "invitation" });
  },
});

export const giveTicketOperation = operation({
  method: "PUT",
  path: `${base}/guests/{user_id}/ticket`,
  summary: "Give somebody a ticket",
  tag,
  auth: "required",
  params: GuestParams,
  fails: ["not_found", "forbidden", "too_many"],
  throttle: GUESTS_RULE,
  async run({ params: { id, user_id }, viewer, state: { services: { kv, now } } }) {
    await requireHostedEvent(kv, id, viewer);
    await givePass(kv, { spaceId: id, userId: user_id, kind: "ticket", nowMs: now() });
  },
});

export const takeTicketOperation = operation({
  method: "DELETE",
  path: `${base}/guests/{user_id}/ticket`,
  summary: "Take a ticket back; the place on the guest list stays",
  tag,
  auth: "required",
  params: GuestParams,
  fails: ["not_found", "forbidden"],
  throttle: GUESTS_RULE,
  async run({ params: { id, user_id }, viewer, state: { services: { kv } } }) {
    await requireHostedEvent(kv, id, viewer);
    await takePass(kv, { spaceId: id, userId: user_id, kind: "ticket" });
  },
});

const ClaimReply = z.object({
  code: z.string(),
  kind: z.enum(PASS_KINDS),
  note: z.string(),
  created_at: z.iso.datetime(),
  used_by: z.string().nullable(),
});

function claimReply({ code, kind, note, createdAtMs, usedBy }: Claim) {
  const created_at = new Date(createdAtMs).toISOString();
  return { code, kind, note, created_at, used_by: usedBy };
}

export const listClaimsOperation = operation({
  method: "GET",
  path: `${base}/tickets`,
  summary: "List the links that let one person in each; for the event's hosts",
  tag,
  auth: "required",
  params: EventSpaceId,
  reply: z.object({ items: z.array(ClaimReply) }),
  fails: ["not_found", "forbidden"],
  async run({ params: { id }, viewer, state: { services: { kv } } }) {
    await requireHostedEvent(kv, id, viewer);
    return { items: (await listClaims(kv, id)).map(claimReply) };
  },
});

export const makeClaimsOperation = operation({
  method: "POST",
  path: `${base}/tickets`,
  summary: "Make links that let one person in each",
  tag,
  auth: "required",
  params: EventSpaceId,
  body: z.object({
    kind: z.enum(PASS_KINDS).default("ticket"),
    count: z.number().int().min(1).max(MAX_NEW_CLAIMS).default(1),
    note: z.string().trim().max(60).default(""),
  }),
  reply: z.object({ items: z.array(ClaimReply) }),
  status: 201,
  fails: ["not_found", "forbidden", "too_many"],
  throttle: GUESTS_RULE,
  async run({ params: { id }, body, viewer, state: { services: { kv, now } } }) {
    const space = await requireHostedEvent(kv, id, viewer);
    const claims = await makeClaims(kv, space, { ...body, nowMs: now() });
    return { items: claims.map(claimReply) };
  },
});

export const revokeClaimOperation = operation({
  method: "DELETE",
  path: `${base}/tickets/{code}`,
  summary: "Take a link back",
  tag,
  auth: "required",
  params: EventSpaceId.extend({ code: z.string().max(64) }),
  fails: ["not_found", "forbidden"],
  throttle: GUESTS_RULE,
  async run({ params: { id, code }, viewer, state: { services: { kv } } }) {
    await requireHostedEvent(kv, id, viewer);
    await revokeClaim(kv, id, code);
  },
});

export const takeClaimOperation = operation({
  method: "POST",
  path: `${base}/tickets/claim`,
  summary: "Take what a link gives: a place on the guest list or a ticket",
  tag,
  auth: "required",
  params: EventSpaceId,
  body: z.object({ code: z.string().min(1).max(64) }),
  reply: z.object({ kind: z.enum(PASS_KINDS) }),
  fails: ["claim_gone"],
  throttle: CLAIM_RULE,
  async run({ params: { id }, body: { code }, viewer, state: { services: { kv, now } } }) {
    return { kind: await takeClaim(kv, { spaceId: id, code, userId: viewer.id, nowMs: now() }) };
  },
});

/** Everything about events, for the API's document. */
export const eventOperations: readonly Operation[] = [
  events.listEventsOperation,
  events.getEventOperation,
  events.setReminderOperation,
  events.cancelReminderOperation,
  events.getStageOperation,
  events.actOnStageOperation,
  listGuestsOperation,
  inviteOperation,
  removeGuestOperation,
  giveTicketOperation,
  takeTicketOperation,
  listClaimsOperation,
  makeClaimsOperation,
  revokeClaimOperation,
  takeClaimOperation,
];
