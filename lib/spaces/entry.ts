/** Who may come into a space: roles, bans, locks, invitations, and what its event asks for. */
import type { Reason } from "@/lib/errors.ts";
import { eventEntry, type EventRefusal } from "@/lib/spaces/events/entry.ts";
import { type Role, roleOf, type Space } from "@/lib/spaces/model.ts";
import { holds, readBan } from "@/lib/spaces/moderation_model.ts";
import { keys } from "@/lib/store/keys.ts";

/** Why somebody does not come in. */
export type EntryRefusal = "locked" | "banned" | EventRefusal;
export type Refusal = EntryRefusal | "full" | "gone";

/** What each refusal is called in answers. To strangers, a private space without an invitation is simply not there. */
export const REFUSALS: Readonly<Record<Refusal, Reason>> = {
  full: "space_full",
  locked: "space_locked",
  banned: "space_banned",
  invitation: "invitation_needed",
  ticket: "ticket_needed",
  not_open: "not_open_yet",
  over: "event_over",
  gone: "not_found",
};

/** What is known of somebody at the door. */
export interface Visitor {
  nowMs: number;
  role: Role;
  banned: boolean;
  /** Has a seat already, perhaps kept for them. */
  seated: boolean;
  /** On the guest list. */
  invited: boolean;
  hasTicket: boolean;
  /** As the link says that they followed. */
  inviteCode: string | null;
}

/**
 * Why somebody may not come in; null where nothing stands in the way. Pure.
 *
 * What somebody lacks for good comes before what passes: a stranger is not told that the door is locked.
 */
export function entryRefusal(space: Space, visitor: Visitor): EntryRefusal | null {
  const { role, seated } = visitor;
  if (role === "owner") return null;
  if (visitor.banned) return "banned";
  if (role === "moderator") return null;
  const invited = visitor.invited || bringsCode(space, visitor.inviteCode);
  if (!space.isPublic && !invited && !seated) return "invitation";
  const event = eventEntry(space, { ...visitor, invited: invited || seated });
  if (event !== null) return event;
  return space.locked && !seated ? "locked" : null;
}

/** Whether a code is the one of the space's invitation link. */
export function bringsCode(space: Pick<Space, "inviteCode">, code: string | null): boolean {
  return space.inviteCode !== null && code === space.inviteCode;
}

/** Reads what entry depends on, in one snapshot. */
export async function readVisitor(
  kv: Deno.Kv,
  space: Space,
  { userId, inviteCode, nowMs }: { userId: string; inviteCode: string | null; nowMs: number },
): Promise<Visitor> {
  const [ban, member, guest, ticket] = await kv.getMany([
    keys.spaceBan(space.id, userId),
    keys.spaceMember(space.id, userId),
    keys.spaceGuest(space.id, userId),
    keys.spaceTicket(space.id, userId),
  ]);
  return {
    nowMs,
    role: roleOf(space, userId),
    banned: ban.value !== null && holds(readBan(ban.value), nowMs),
    seated: member.value !== null,
    invited: guest.value !== null,
    hasTicket: ticket.value !== null,
    inviteCode,
  };
}

/** Why this person may not come in just now; null where nothing stands in the way but perhaps a lack of seats. */
export async function mayEnter(
  { kv, now }: { kv: Deno.Kv; now: () => number },
  { space, userId, inviteCode = null }: {
    space: Space;
    userId: string;
    inviteCode?: string | null | undefined;
  },
): Promise<EntryRefusal | null> {
  const visitor = await readVisitor(kv, space, { userId, inviteCode, nowMs: now() });
  return entryRefusal(space, visitor);
}
