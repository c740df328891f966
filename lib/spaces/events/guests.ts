/** The guest list of a space, its tickets, and links that bring one person onto either. */
import { getStay, requireStay } from "@/lib/accounts/gone.ts";
import { Email } from "@/lib/accounts/model.ts";
import { getUser, getUserByEmail } from "@/lib/accounts/store.ts";
import { failure } from "@/lib/errors.ts";
import { newSecret } from "@/lib/id.ts";
import {
  type Claim,
  type Guest,
  type PassKind,
  readClaim,
  readGuest,
  readTicket,
  type Ticket,
} from "@/lib/spaces/events/model.ts";
import { MAX_SEATS, readSeat, type Space } from "@/lib/spaces/model.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";
import { listValues } from "@/lib/store/page.ts";

/** Links of one space at once, used ones among them. */
export const MAX_CLAIMS = 200;
/** Links that one press makes. */
export const MAX_NEW_CLAIMS = 50;

/** What somebody holds. */
export interface Passes {
  invited: boolean;
  hasTicket: boolean;
}

/** Reads what a person holds in a space. */
export async function getPasses(kv: Deno.Kv, spaceId: string, userId: string): Promise<Passes> {
  const [guest, ticket] = await kv.getMany([
    keys.spaceGuest(spaceId, userId),
    keys.spaceTicket(spaceId, userId),
  ]);
  return { invited: guest.value !== null, hasTicket: ticket.value !== null };
}

/** Puts somebody onto the guest list in a commit of the caller's. */
export function putGuest(
  write: Deno.AtomicOperation,
  { spaceId, userId, how, nowMs }: {
    spaceId: string;
    userId: string;
    how: Guest["how"];
    nowMs: number;
  },
): void {
  const guest: Guest = { v: 1, how, atMs: nowMs };
  write.set(keys.spaceGuest(spaceId, userId), guest)
    .set(keys.spacePassByUser(userId, spaceId), null);
}

/**
 * Gives somebody a place on the guest list, or a ticket, which is a place too. What they hold already stays.
 *
 * @throws {HttpError} `not_found` where space or person are gone, `too_many` when there is no room for another.
 */
export async function givePass(
  kv: Deno.Kv,
  { spaceId, userId, kind, nowMs }: {
    spaceId: string;
    userId: string;
    kind: PassKind;
    nowMs: number;
  },
): Promise<void> {
  await requireRoom(kv, spaceId, userId);
  await commitWithRetry(async () => {
    const [space, user] = await kv.getMany([keys.space(spaceId), keys.user(userId)]);
    const stay = await getStay(kv, userId);
    if (space.value === null || user.value === null || !stay) throw failure("not_found");
    const write = kv.atomic().check(space, stay);
    await putPass(kv, write, { spaceId, userId, kind, how: "host", nowMs });
    return { write, value: undefined };
  });
}

async function putPass(
  kv: Deno.Kv,
  write: Deno.AtomicOperation,
  { spaceId, userId, kind, how, nowMs }: {
    spaceId: string;
    userId: string;
    kind: PassKind;
    how: Guest["how"];
    nowMs: number;
  },
): Promise<void> {
  const [guest, ticket] = await kv.getMany([
    keys.spaceGuest(spaceId, userId),
    keys.spaceTicket(spaceId, userId),
  ]);
  write.check(guest, ticket);
  if (guest.value === null) putGuest(write, { spaceId, userId, how, nowMs });
  if (kind === "ticket" && ticket.value === null) {
    const held: Ticket = { v: 1, how, atMs: nowMs };
    write.set(ticket.key, held);
  }
}

/** The list is as long as the largest room. */
async function requireRoom(kv: Deno.Kv, spaceId: string, userId: string): Promise<void> {
  if ((await getPasses(kv, spaceId, userId)).invited) return;
  let count = 0;
  const prefix = keys.spaceGuests(spaceId);
  for await (const _ of kv.list({ prefix }, { limit: MAX_SEATS, batchSize: 500 })) count++;
  if (count >= MAX_SEATS) throw failure("too_many");
}

/**
 * Takes a ticket away, or the place on the list with the ticket and the links that brought it. Nothing happens where there
 * is none.
 */
export async function takePass(
  kv: Deno.Kv,
  { spaceId, userId, kind }: { spaceId: string; userId: string; kind: PassKind },
): Promise<void> {
  const write = kv.atomic().delete(keys.spaceTicket(spaceId, userId));
  if (kind === "invitation") {
    write.delete(keys.spaceGuest(spaceId, userId))
      .delete(keys.spacePassByUser(userId, spaceId));
    for (const code of await usedCodes(kv, spaceId, userId)) {
      write.delete(keys.spaceClaim(spaceId, code));
    }
  }
  await write.commit();
}

/** Links that this person used up. */
export async function usedCodes(kv: Deno.Kv, spaceId: string, userId: string): Promise<string[]> {
  const claims = await listClaims(kv, spaceId);
  return claims.filter(({ usedBy }) => usedBy === userId).map(({ code }) => code);
}

/** Somebody on the guest list. */
export interface ListedGuest {
  userId: string;
  nickname: string;
  how: Guest["how"];
  atMs: number;
  hasTicket: boolean;
}

/** Everybody on the guest list, the latest first. */
export async function listGuests(kv: Deno.Kv, spaceId: string): Promise<ListedGuest[]> {
  const tickets = new Set<string>();
  for await (const { key, value } of kv.list({ prefix: keys.spaceTickets(spaceId) })) {
    readTicket(value);
    tickets.add(String(key.at(-1)));
  }
  const guests: Omit<ListedGuest, "nickname">[] = [];
  for await (const { key, value } of kv.list({ prefix: keys.spaceGuests(spaceId) })) {
    const { how, atMs } = readGuest(value);
    const userId = String(key.at(-1));
    guests.push({ userId, how, atMs, hasTicket: tickets.has(userId) });
  }
  const named = await Promise.all(guests.map(async (guest) => {
    const user = await getUser(kv, guest.userId);
    return user ? [{ ...guest, nickname: user.nickname }] : [];
  }));
  return named.flat().toSorted((a, b) => b.atMs - a.atMs);
}

/** What became of looking somebody up. */
export type Found =
  | { ok: true; userId: string }
  | { ok: false; reason: "nobody" | "several" };

/**
 * Finds whom a host means: by the e-mail of an account, or by the nickname of somebody who is in the space, as
 * nicknames are not unique.
 */
export async function findInvitee(kv: Deno.Kv, spaceId: string, text: string): Promise<Found> {
  const email = Email.safeParse(text);
  if (email.success) {
    const user = await getUserByEmail(kv, email.data);
    return user ? { ok: true, userId: user.id } : { ok: false, reason: "nobody" };
  }
  const wanted = fold(text);
  const seats = (await listValues(kv, keys.spaceSeats(spaceId))).map(readSeat);
  const found = new Set(
    seats.filter(({ nickname }) => fold(nickname) === wanted).map(({ userId }) => userId),
  );
  const [userId] = found;
  if (userId === undefined) return { ok: false, reason: "nobody" };
  return found.size > 1 ? { ok: false, reason: "several" } : { ok: true, userId };
}

function fold(nickname: string): string {
  return nickname.trim().normalize("NFC").toLowerCase();
}

/**
 * Makes links for one person each.
 *
 * @throws {HttpError} `too_many`, `not_found` where the space is gone.
 */
export async function makeClaims(
  kv: Deno.Kv,
  space: Pick<Space, "id">,
  { kind, count, note, nowMs }: { kind: PassKind; count: number; note: string; nowMs: number },
): Promise<Claim[]> {
  const before = await listClaims(kv, space.id);
  if (before.length + count > MAX_CLAIMS) throw failure("too_many");
  const claims = Array.from({ length: count }, (): Claim => ({
    v: 1,
    code: newSecret(),
    kind,
    note,
    createdAtMs: nowMs,
    usedBy: null,
  }));
  return await commitWithRetry(async () => {
    const entry = await kv.get(keys.space(space.id));
    if (entry.value === null) throw failure("not_found");
    const write = kv.atomic().check(entry);
    for (const claim of claims) write.set(keys.spaceClaim(space.id, claim.code), claim);
    return { write, value: claims };
  });
}

/** Every link of a space, the latest first. */
export async function listClaims(kv: Deno.Kv, spaceId: string): Promise<Claim[]> {
  const claims = (await listValues(kv, keys.spaceClaims(spaceId))).map(readClaim);
  return claims.toSorted((a, b) => b.createdAtMs - a.createdAtMs);
}

/** The longest code that can be one of ours: base64url of 32 bytes. */
const MAX_CODE = 43;

/** Reads a link's claim, or null. */
export async function getClaim(kv: Deno.Kv, spaceId: string, code: string): Promise<Claim | null> {
  if (code.length > MAX_CODE) return null;
  const { value } = await kv.get(keys.spaceClaim(spaceId, code));
  return value === null ? null : readClaim(value);
}

/** Takes a link back. What somebody got by it stays theirs. */
export async function revokeClaim(kv: Deno.Kv, spaceId: string, code: string): Promise<void> {
  if (code.length <= MAX_CODE) await kv.delete(keys.spaceClaim(spaceId, code));
}

/**
 * Gives a person what a link is for. A link is used up by one; whoever used it may come back by it, and it is not used up
 * by somebody who holds what it gives.
 *
 * @throws {HttpError} `claim_gone`.
 */
export async function takeClaim(
  kv: Deno.Kv,
  { spaceId, code, userId, nowMs }: {
    spaceId: string;
    code: string;
    userId: string;
    nowMs: number;
  },
): Promise<PassKind> {
  if (code.length > MAX_CODE) throw failure("claim_gone");
  return await commitWithRetry(async () => {
    const entry = await kv.get(keys.spaceClaim(spaceId, code));
    const claim = entry.value === null ? null : readClaim(entry.value);
    if (!claim || (claim.usedBy !== null && claim.usedBy !== userId)) throw failure("claim_gone");
    const { kind } = claim;
    const { invited, hasTicket } = await getPasses(kv, spaceId, userId);
    // A ticket that the host took back is not got again by an old link.
    if (claim.usedBy === userId && !(kind === "ticket" ? hasTicket : invited)) {
      throw failure("claim_gone");
    }
    if (kind === "ticket" ? hasTicket : invited) return { write: null, value: kind };
    const write = kv.atomic().check(entry, await requireStay(kv, userId))
      .set(entry.key, { ...claim, usedBy: userId } satisfies Claim);
    await putPass(kv, write, { spaceId, userId, kind, how: "claim", nowMs });
    return { write, value: kind };
  });
}
