/**
 * The rules of a call's two seats, as a pure machine: who gets one, who comes back to theirs, when one is free again, and
 * when the call is over. `store.ts` commits what it says.
 *
 * - [CA1] Two seats, and no third person, however many come at once and on whatever instances.
 * - [CA2] The second to come is polite. Roles stay for as long as their holders, so that whoever meets somebody who
 *   stayed behind has the other role.
 * - [CA3] Who brings the key of a seat gets that seat, with its peer id and its role; a connection that still holds it
 *   makes room.
 * - [CA4] A connection that breaks leaves its seat for `GRACE_MS` to whoever has the key; without a key, nobody can come
 *   back to it, and it is free at once. The call itself waits as long.
 * - [CA5] A page that goes on where its connection broke changes nothing for its peer; any other arrival is told.
 * - [CA6] A call in which two have met is over, and gone, once the last of them has hung up or stayed away for too long.
 *   One in which nobody has met yet keeps its link for `UNUSED_MS`.
 */
import {
  type Call,
  type CallSeat,
  CAPACITY,
  GRACE_MS,
  LEASE_MS,
  type Looks,
  UNUSED_MS,
} from "@/lib/calls/model.ts";
import type { SeatEvent } from "@/lib/calls/protocol.ts";

type Connection = NonNullable<CallSeat["connection"]>;

export interface Joining {
  type: "join";
  connection: Connection;
  keyHash: string | null;
  avatar: Looks | null;
  /** The id of a peer who gets a new seat. */
  peerId: string;
  /** The page goes on where its connection broke. */
  resumes: boolean;
}

export type CallInput =
  | Joining
  /** A connection broke. */
  | { type: "drop"; connectionId: string }
  /** Somebody hung up. */
  | { type: "leave"; connectionId: string }
  /** Time went by. `alive` are the living instances; null where all that matter are. */
  | { type: "look"; alive: ReadonlySet<string> | null };

export interface SteppedCall {
  /** Null once it is over. The very same object where nothing changed. */
  call: Call | null;
  /** For the log of the call, in the commit that keeps the call. */
  events: SeatEvent[];
}

export function stepCall(call: Call, input: CallInput, nowMs: number): SteppedCall {
  if (call.expiresAtMs <= nowMs) return { call: null, events: [] };
  switch (input.type) {
    case "join":
      return join(look(call, null, nowMs), input, nowMs);
    case "drop":
      return vacate(call, input.connectionId, nowMs, { keep: true });
    case "leave":
      return vacate(call, input.connectionId, nowMs, { keep: false });
    case "look":
      return look(call, input.alive, nowMs);
  }
}

/** The seat that a connection has; undefined where it has none, or has lost it. */
export function seatOf(call: Call, connectionId: string): CallSeat | undefined {
  return call.seats.find(({ connection }) => connection?.id === connectionId);
}

/** Whoever sits opposite; undefined for somebody who is alone. */
export function peerOf(call: Call, peerId: string): CallSeat | undefined {
  return call.seats.find((seat) => seat.peerId !== peerId);
}

/** When somebody should look after the call again who has no connection in it; null where others do that, or nobody need. */
export function nextLookMs(call: Call, instance: string, nowMs: number): number | null {
  if (call.seats.length === 0) return call.met ? call.expiresAtMs : null;
  const dues = call.seats.flatMap(({ connection, keptUntilMs }) =>
    connection === null || (connection.instance !== instance && keptUntilMs > nowMs)
      ? [keptUntilMs]
      : []
  );
  return dues.length === 0 ? null : Math.min(...dues);
}

function join({ call, events }: SteppedCall, input: Joining, nowMs: number): SteppedCall {
  // What is over cannot be joined; the caller is told so by the call that is not there.
  if (call === null) return { call, events };
  const { connection, keyHash, avatar, peerId, resumes } = input;
  const held = { avatar, connection, keptUntilMs: nowMs + GRACE_MS };
  const own = keyHash === null ? undefined : call.seats.find((seat) => seat.keyHash === keyHash);
  if (own) {
    const seats = call.seats.map((seat) => seat === own ? { ...own, ...held } : seat);
    const stale = own.connection !== null && own.connection.id !== connection.id;
    const told: SeatEvent[] = [
      ...stale ? [{ type: "seat" as const, peer_id: own.peerId, connection: connection.id }] : [],
      ...resumes ? [] : [{ type: "peer_joined" as const, peer_id: own.peerId, avatar }],
    ];
    return { call: seated(call, seats, nowMs), events: [...events, ...told] };
  }
  if (call.seats.length === CAPACITY) return { call, events };
  const [other] = call.seats;
  const seat: CallSeat = { peerId, keyHash, polite: other ? !other.polite : false, ...held };
  return {
    call: seated(call, [...call.seats, seat], nowMs),
    events: [...events, { type: "peer_joined", peer_id: peerId, avatar }],
  };
}

function vacate(
  call: Call,
  connectionId: string,
  nowMs: number,
  { keep }: { keep: boolean },
): SteppedCall {
  const seat = seatOf(call, connectionId);
  if (!seat) return { call, events: [] };
  return keep && seat.keyHash !== null
    ? { call: seated(call, replace(call, seat, wait(seat, nowMs)), nowMs), events: [] }
    : free(call, [seat], nowMs, { keep });
}

function look(call: Call, alive: ReadonlySet<string> | null, nowMs: number): SteppedCall {
  const over = call.seats.filter((seat) => isOver(seat, alive, nowMs));
  const gone = over.filter(({ connection, keyHash }) => connection === null || keyHash === null);
  const stepped = gone.length > 0 ? free(call, gone, nowMs, { keep: false }) : { call, events: [] };
  if (stepped.call === null) return stepped;
  let now = stepped.call;
  for (const seat of over) {
    // Its instance died: whoever sat there may be on the way to another one.
    if (!gone.includes(seat)) now = seated(now, replace(now, seat, wait(seat, nowMs)), nowMs);
  }
  const isOld = now.seats.length > 0 && now.expiresAtMs - nowMs < LEASE_MS / 2;
  return { ...stepped, call: isOld ? seated(now, now.seats, nowMs) : now };
}

function isOver(
  { connection, keptUntilMs }: CallSeat,
  alive: ReadonlySet<string> | null,
  nowMs: number,
): boolean {
  // An instance that has just begun may not be known to be alive yet.
  if (keptUntilMs > nowMs) return false;
  return connection === null || (alive !== null && !alive.has(connection.instance));
}

function wait(seat: CallSeat, nowMs: number): CallSeat {
  return { ...seat, connection: null, keptUntilMs: nowMs + GRACE_MS };
}

function replace({ seats }: Call, old: CallSeat, by: CallSeat): CallSeat[] {
  return seats.map((seat) => seat === old ? by : seat);
}

function free(
  call: Call,
  gone: readonly CallSeat[],
  nowMs: number,
  { keep }: { keep: boolean },
): SteppedCall {
  const seats = call.seats.filter((seat) => !gone.includes(seat));
  if (seats.length > 0) {
    const events = gone.map(({ peerId }): SeatEvent => ({ type: "peer_left", peer_id: peerId }));
    return { call: seated(call, seats, nowMs), events };
  }
  // Nobody is left to be told.
  const left = seated(call, seats, nowMs);
  if (keep) {
    const expiresAtMs = Math.max(left.expiresAtMs, nowMs + GRACE_MS);
    return { call: { ...left, expiresAtMs }, events: [] };
  }
  return { call: left.expiresAtMs > nowMs ? left : null, events: [] };
}

function seated(call: Call, seats: CallSeat[], nowMs: number): Call {
  const met = call.met || seats.length === CAPACITY;
  const unusedUntilMs = met ? 0 : call.createdAtMs + UNUSED_MS;
  const leaseUntilMs = seats.length > 0 ? nowMs + LEASE_MS : 0;
  return { ...call, seats, met, expiresAtMs: Math.max(unusedUntilMs, leaseUntilMs) };
}
