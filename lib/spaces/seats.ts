/**
 * Keeps the seats of spaces: who is there, on however many instances they come.
 *
 * Each seat number is a key, and whoever takes it checks that it is free: so no number has two holders. A person's
 * membership is a key as well: so nobody has two seats. Every change is one commit with the event that tells of it.
 */
import { getStay } from "@/lib/accounts/gone.ts";
import { mayRead } from "@/lib/characters/model.ts";
import { getCharacter } from "@/lib/characters/store.ts";
import type { Services } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { bringsCode, entryRefusal, readVisitor, type Refusal } from "@/lib/spaces/entry.ts";
import { putGuest } from "@/lib/spaces/events/guests.ts";
import { readSeat, readSpace, type Seat, type Space, spaceTopic } from "@/lib/spaces/model.ts";
import type { SpaceEventFrame } from "@/lib/spaces/protocol.ts";
import {
  freeSeats,
  isHeld,
  REST_SEAT_MS,
  withConnection,
  withoutConnection,
} from "@/lib/spaces/seat_rules.ts";
import { arrivalPlace, type BodyPlace, participantOf } from "@/lib/spaces/wire.ts";
import { tryAgain } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";

/** `random` gives 0–1; it keeps those who come at once from reaching for the same seat. */
export type SeatDeps = Pick<Services, "kv" | "hub" | "now"> & { random?: () => number };

export interface SeatRequest {
  space: Pick<Space, "id">;
  person: { userId: string; nickname: string };
  /** Whose looks to wear, where the person may; undefined keeps those of somebody who is there already. */
  characterId?: string | null | undefined;
  /** The socket on this instance; without one, somebody who joins by REST. */
  connectionId?: string | undefined;
  inviteCode?: string | null | undefined;
  /** Where the person's body is, where that is known. */
  place?: BodyPlace | undefined;
}

export type SeatOutcome =
  | { ok: true; seat: Seat; returned: boolean }
  | { ok: false; reason: Refusal };

/** How many of the lowest free numbers people choose from who come at once: few, so that numbers stay small. */
const CHOICE = 16;
/** Seats that one commit frees: each is one of its ten checks. */
const REAPED_AT_ONCE = 8;

/** Everybody who has a seat, by its number; those whose time is over, too, until they are reaped. */
export async function listSeats(kv: Deno.Kv, spaceId: string): Promise<Seat[]> {
  const seats: Seat[] = [];
  const prefix = keys.spaceSeats(spaceId);
  for await (const { value } of kv.list({ prefix }, { batchSize: 500 })) {
    seats.push(readSeat(value));
  }
  return seats;
}

/** Reads the seat of a person; null where they have none. */
export async function getSeat(
  kv: Deno.Kv,
  spaceId: string,
  userId: string,
): Promise<Seat | null> {
  return (await findSeat(kv, spaceId, userId)).seat;
}

/** Those of a space who are there now, by their seats. Writes nothing. */
export async function presentSeats(deps: SeatDeps, spaceId: string): Promise<Seat[]> {
  const { kv, now } = deps;
  const seats = await listSeats(kv, spaceId);
  const alive = await aliveFor(deps, seats);
  return seats.filter((seat) => isHeld(seat, { nowMs: now(), alive }));
}

/**
 * Gives a person a seat, or back the one that they have. `participant_joined` goes into the log in the same commit, and
 * `participant_changed` where somebody comes back.
 *
 * @throws {HttpError} `unauthorized` when the account is going away, `conflict` when too many came at once.
 */
export async function takeSeat(deps: SeatDeps, asked: SeatRequest): Promise<SeatOutcome> {
  const request = { ...asked, characterId: await wearable(deps.kv, asked) };
  let reaped = false;
  return await tryAgain<SeatOutcome>(async () => {
    const door = await readDoor(deps, request);
    if ("reason" in door) return { value: { ok: false, reason: door.reason } };
    if (door.seat) return await keepSeat(deps, request, door, door.seat);
    const taken = await takeFreeSeat(deps, request, door);
    if (taken !== "full") return taken;
    if (reaped) return { value: { ok: false, reason: "full" } };
    // Some may sit there no more.
    await reapSeats(deps, request.space.id);
    reaped = true;
    return null;
  });
}

/** The character, where the person may meet it: nobody wears a private one of somebody else, or one that is hidden. */
async function wearable(
  kv: Deno.Kv,
  { characterId, person }: SeatRequest,
): Promise<string | null | undefined> {
  if (characterId === undefined || characterId === null) return characterId;
  const character = await getCharacter(kv, characterId);
  return character && !character.hidden && mayRead(character, person.userId) ? character.id : null;
}

interface Door {
  space: Space;
  /** The seat that the person has. */
  seat: Deno.KvEntry<Seat> | null;
  byLink: boolean;
  write: Deno.AtomicOperation;
}

/** Reads all that entry depends on; `write` checks that it stays so. */
async function readDoor(
  { kv, now }: SeatDeps,
  { space: { id }, person: { userId }, inviteCode = null }: SeatRequest,
): Promise<Door | { reason: Refusal }> {
  const [owner, ban] = await kv.getMany([keys.space(id), keys.spaceBan(id, userId)]);
  if (owner.value === null) return { reason: "gone" };
  const stay = await getStay(kv, userId);
  if (!stay) throw failure("unauthorized");
  const space = readSpace(owner.value);
  const { member, entry: seat } = await findSeat(kv, id, userId);
  const nowMs = now();
  const visitor = await readVisitor(kv, space, { userId, inviteCode, nowMs });
  const seated = seat !== null && isHeld(seat.value, { nowMs, alive: null });
  const reason = entryRefusal(space, { ...visitor, seated });
  if (reason) return { reason };
  return {
    space,
    seat,
    byLink: !visitor.invited && visitor.role === "guest" && bringsCode(space, inviteCode),
    write: kv.atomic().check(owner, ban, stay, member),
  };
}

async function keepSeat(
  { hub, now }: SeatDeps,
  request: SeatRequest,
  { space, write }: Door,
  entry: Deno.KvEntry<Seat>,
): Promise<{ value: SeatOutcome } | null> {
  const nowMs = now();
  const { person, characterId, connectionId, place } = request;
  const before = entry.value;
  const worn = {
    ...before,
    nickname: person.nickname,
    characterId: characterId === undefined ? before.characterId : characterId,
  };
  const seat = connectionId === undefined
    ? { ...worn, keptUntilMs: Math.max(worn.keptUntilMs, nowMs + REST_SEAT_MS) }
    : withConnection(worn, { id: connectionId, instance: hub.instance }, nowMs);
  write.check(entry).set(entry.key, seat).set(keys.spaceVisit(seat.userId, space.id), nowMs);
  const events = changes(space, before, seat, place);
  const { ok } = await hub.appendWith(write, spaceTopic(space.id), events);
  return ok ? { value: { ok: true, seat, returned: true } } : null;
}

/** The event of a seat that others see otherwise than before; none where they do not. */
function changes(space: Space, before: Seat, after: Seat, place?: BodyPlace): SpaceEventFrame[] {
  const isSame = before.nickname === after.nickname && before.characterId === after.characterId &&
    (before.connections.length > 0) === (after.connections.length > 0);
  const at = place ?? arrivalPlace(space.theme, after.n);
  return isSame
    ? []
    : [{ type: "participant_changed", participant: participantOf(after, space, at) }];
}

async function takeFreeSeat(
  { kv, hub, now, random = Math.random }: SeatDeps,
  { person, characterId = null, connectionId, place }: SeatRequest,
  { space, byLink, write }: Door,
): Promise<{ value: SeatOutcome } | null | "full"> {
  const { id: spaceId } = space;
  // Listed after the space was read: nobody takes a seat by an older capacity any more.
  const taken = new Set<number>();
  for await (const { key } of kv.list({ prefix: keys.spaceSeats(spaceId) }, { batchSize: 500 })) {
    taken.add(Number(key.at(-1)));
  }
  const free = freeSeats(space.maxUsers, taken, CHOICE);
  if (free.length === 0) return "full";
  const n = free[Math.floor(random() * free.length)]!;
  const nowMs = now();
  const empty: Seat = {
    v: 1,
    spaceId,
    n,
    userId: person.userId,
    nickname: person.nickname,
    characterId,
    joinedAtMs: nowMs,
    connections: [],
    keptUntilMs: nowMs + REST_SEAT_MS,
  };
  const seat = connectionId === undefined
    ? empty
    : withConnection(empty, { id: connectionId, instance: hub.instance }, nowMs);
  const key = keys.spaceSeat(spaceId, n);
  write.check({ key, versionstamp: null })
    .set(key, seat)
    .set(keys.spaceMember(spaceId, person.userId), n)
    .set(keys.spaceVisit(person.userId, spaceId), nowMs);
  // A link that is renewed later does not put out who came by it.
  if (byLink) putGuest(write, { spaceId, userId: person.userId, how: "link", nowMs });
  const participant = participantOf(seat, space, place ?? arrivalPlace(space.theme, n));
  const joined: SpaceEventFrame = { type: "participant_joined", participant };
  const { ok } = await hub.appendWith(write, spaceTopic(spaceId), [joined]);
  return ok ? { value: { ok: true, seat, returned: false } } : null;
}

/** Notes that a socket closed. The seat stays for `SEAT_GRACE_MS` after the last one. */
export async function dropConnection(
  { kv, hub, now }: SeatDeps,
  { spaceId, userId, connectionId, place }: {
    spaceId: string;
    userId: string;
    connectionId: string;
    place?: BodyPlace | undefined;
  },
): Promise<void> {
  await tryAgain(async () => {
    const { entry } = await findSeat(kv, spaceId, userId);
    const { value: owner } = await kv.get(keys.space(spaceId));
    if (!entry?.value.connections.some(({ id }) => id === connectionId) || owner === null) {
      return { value: undefined };
    }
    const seat = withoutConnection(entry.value, connectionId, now());
    const write = kv.atomic().check(entry).set(entry.key, seat);
    const events = changes(readSpace(owner), entry.value, seat, place);
    const { ok } = await hub.appendWith(write, spaceTopic(spaceId), events);
    return ok ? { value: undefined } : null;
  });
}

/** Keeps the seat of somebody without a socket for another while, as they just did something. */
export async function touchSeat(
  { kv, now }: Pick<SeatDeps, "kv" | "now">,
  { spaceId, userId }: { spaceId: string; userId: string },
): Promise<void> {
  const { entry } = await findSeat(kv, spaceId, userId);
  if (!entry || entry.value.connections.length > 0) return;
  const untilMs = now() + REST_SEAT_MS;
  // A minute more or less is not worth a write.
  if (untilMs - entry.value.keptUntilMs < 60_000) return;
  // Who changed it at the same moment knows better.
  await kv.atomic().check(entry).set(entry.key, { ...entry.value, keptUntilMs: untilMs }).commit();
}

/** More that happens as somebody's seat goes. */
export interface Leaving {
  /** Told before `participant_left`. */
  events?: readonly SpaceEventFrame[];
  /** Writes and checks of the caller's: runs again with each try. */
  also?: ((write: Deno.AtomicOperation) => void | Promise<void>) | undefined;
  /** Whether `also` and `events` are due for somebody, too, who has no seat. */
  evenWithout?: boolean;
}

/** Frees the seat of a person: `participant_left` goes into the log in the same commit. Nothing where they have none. */
export async function leaveSeat(
  { kv, hub }: Pick<SeatDeps, "kv" | "hub">,
  { spaceId, userId }: { spaceId: string; userId: string },
  { events = [], also, evenWithout = false }: Leaving = {},
): Promise<void> {
  await tryAgain(async () => {
    const { member, entry } = await findSeat(kv, spaceId, userId);
    if (!entry && !evenWithout) return { value: undefined };
    const write = kv.atomic().check(member);
    if (entry) freeSeat(write, entry);
    await also?.(write);
    const left = entry ? [leftFrame(entry.value)] : [];
    const { ok } = await hub.appendWith(write, spaceTopic(spaceId), [...events, ...left]);
    return ok ? { value: undefined } : null;
  });
}

/**
 * Frees the seats whose time is over: kept ones after their time, and those whose every connection was on an instance
 * that has died since. Every instance may do so at any moment.
 */
export async function reapSeats(deps: SeatDeps, spaceId: string): Promise<void> {
  const { kv, hub, now } = deps;
  const seats = await listSeats(kv, spaceId);
  const alive = await aliveFor(deps, seats);
  const over = seats.filter((seat) => !isHeld(seat, { nowMs: now(), alive }));
  for (let at = 0; at < over.length; at += REAPED_AT_ONCE) {
    const batch = over.slice(at, at + REAPED_AT_ONCE);
    await tryAgain(async () => {
      const entries = await kv.getMany<Seat[]>(batch.map(({ n }) => keys.spaceSeat(spaceId, n)));
      const due = entries.filter((entry): entry is Deno.KvEntry<Seat> =>
        entry.value !== null && !isHeld(readSeat(entry.value), { nowMs: now(), alive })
      );
      if (due.length === 0) return { value: undefined };
      const write = kv.atomic();
      for (const entry of due) freeSeat(write, entry);
      const events = due.map(({ value }) => leftFrame(value));
      const { ok } = await hub.appendWith(write, spaceTopic(spaceId), events);
      return ok ? { value: undefined } : null;
    });
  }
}

/** The instances that are alive, where that matters to some seat; null where it does not. */
async function aliveFor(
  { hub, now }: SeatDeps,
  seats: readonly Seat[],
): Promise<ReadonlySet<string> | null> {
  const nowMs = now();
  const matters = seats.some(({ connections, keptUntilMs }) =>
    keptUntilMs <= nowMs && connections.some(({ instance }) => instance !== hub.instance)
  );
  return matters ? await hub.instances() : null;
}

function freeSeat(write: Deno.AtomicOperation, { key, value, versionstamp }: Deno.KvEntry<Seat>) {
  write.check({ key, versionstamp }).delete(key)
    .delete(keys.spaceMember(value.spaceId, value.userId));
}

function leftFrame({ userId, nickname }: Seat): SpaceEventFrame {
  return { type: "participant_left", user_id: userId, nickname };
}

interface FoundSeat {
  /** The membership as it is, or is not: for a commit to check. */
  member: Deno.KvEntryMaybe<number>;
  entry: Deno.KvEntry<Seat> | null;
  seat: Seat | null;
}

async function findSeat(kv: Deno.Kv, spaceId: string, userId: string): Promise<FoundSeat> {
  const member = await kv.get<number>(keys.spaceMember(spaceId, userId));
  if (member.value === null) return { member, entry: null, seat: null };
  const entry = await kv.get<Seat>(keys.spaceSeat(spaceId, member.value));
  // Between the two reads it may have gone, even to somebody else.
  if (entry.value === null) return { member, entry: null, seat: null };
  const seat = readSeat(entry.value);
  if (seat.userId !== userId) return { member, entry: null, seat: null };
  return { member, entry: { ...entry, value: seat }, seat };
}
