/** What frames make of bodies: who is there and where, who writes, and who may not speak. Pure and browser-safe. */
import type { Participant } from "@/lib/spaces/protocol.ts";
import {
  numberSeats,
  personBody,
  type Place,
  placeOf,
  residentBody,
  type RoomState,
  TYPING_MS,
} from "@/lib/lounge/room.ts";
import { keep, type RoomStep } from "@/lib/lounge/step.ts";

/** Takes the places of bodies that are here; others are not known yet, or not any more. */
export function applyPlaces(
  state: RoomState,
  rows: readonly (Place & { body: string })[],
): RoomStep {
  const here = rows.filter(({ body }) => state.places.has(body));
  if (here.length === 0) return keep(state);
  const places = new Map(state.places);
  for (const { body, ...place } of here) places.set(body, place);
  return {
    state: { ...state, places },
    effects: [{ type: "moved", bodies: here.map(({ body }) => body) }],
  };
}

/** A body's place as binary frames have it: named by its seat, and saying who writes. */
export interface SeatedPlace extends Place {
  seat: number;
  typing: boolean;
}

/** Takes the rows of a binary frame. */
export function applySeatedPlaces(
  state: RoomState,
  rows: Iterable<SeatedPlace>,
  nowMs: number,
): RoomStep {
  const placed: (Place & { body: string })[] = [];
  let next = state;
  for (const { seat, x, z, heading, motion, typing } of rows) {
    const body = state.seats.get(seat);
    if (!body) continue;
    placed.push({ body, x, z, heading, motion });
    next = withTyping(next, body, typing ? nowMs + TYPING_MS : null);
  }
  return applyPlaces(next, placed);
}

export function withTyping(state: RoomState, body: string, untilMs: number | null): RoomState {
  if (untilMs === null && !state.typing.has(body)) return state;
  const typing = without(state.typing, body);
  if (untilMs !== null) typing.set(body, untilMs);
  return { ...state, typing };
}

/** Lets go of those who stopped writing without saying so. */
export function forgetTyping(state: RoomState, nowMs: number): RoomState {
  if (![...state.typing.values()].some((untilMs) => untilMs <= nowMs)) return state;
  return { ...state, typing: new Map([...state.typing].filter(([, untilMs]) => untilMs > nowMs)) };
}

export function joined(state: RoomState, participant: Participant): RoomStep {
  const known = state.people.has(participant.user_id);
  const step = changed(state, participant);
  const mine = participant.user_id === state.me?.userId;
  if (known || mine) return step;
  return { state: step.state, effects: [{ type: "came", name: participant.nickname }] };
}

export function changed(state: RoomState, participant: Participant): RoomStep {
  const body = personBody(participant.user_id);
  const people = new Map(state.people).set(participant.user_id, participant);
  const places = state.places.has(body)
    ? state.places
    : new Map(state.places).set(body, placeOf(participant));
  const me = state.me?.userId === participant.user_id
    ? { ...state.me, role: participant.role, characterId: participant.character_id }
    : state.me;
  return keep({ ...state, me, people, places, seats: numberSeats({ ...state, people }) });
}

export function left(state: RoomState, userId: string, nickname: string | null): RoomStep {
  const name = nickname ?? state.people.get(userId)?.nickname;
  if (!state.people.has(userId)) return keep(state);
  const body = personBody(userId);
  const people = without(state.people, userId);
  const next = {
    ...withTyping(state, body, null),
    people,
    places: without(state.places, body),
    seats: numberSeats({ ...state, people }),
  };
  return { state: next, effects: name ? [{ type: "went", name }] : [] };
}

export function muted(state: RoomState, userId: string, until: string | null): RoomStep {
  const untilMs = until === null ? null : Date.parse(until);
  const silenced = without(state.silenced, userId);
  if (untilMs !== null) silenced.set(userId, untilMs);
  if (userId !== state.me?.userId) return keep({ ...state, silenced });
  return {
    state: { ...state, silenced, me: { ...state.me, mutedUntilMs: untilMs } },
    effects: [{ type: "muted", untilMs }],
  };
}

export function bodyOf(
  row: { user_id: string | null; character_id: string | null },
): string | null {
  if (row.user_id !== null) return personBody(row.user_id);
  return row.character_id === null ? null : residentBody(row.character_id);
}

function without<K, V>(map: ReadonlyMap<K, V>, key: K): Map<K, V> {
  const copy = new Map(map);
  copy.delete(key);
  return copy;
}
