/**
 * A room as a client knows it: its people, its residents, what was said, and what waits to be said. Plain values that
 * never change in place; `frames.ts` makes the next one of each frame. Browser-safe.
 */
import type { Emotion } from "@/lib/ai/model.ts";
import type { Role, Unanswered } from "@/lib/spaces/model.ts";
import type { Motion } from "@/lib/spaces/motion.ts";
import type {
  ChatMessage,
  ChatPending,
  MutedPerson,
  Participant,
  Pin,
  Resident,
  Share,
  SpaceInfo,
  Stage,
} from "@/lib/spaces/protocol.ts";

/** Where a body is: metres and radians, as the wire has them. */
export interface Place {
  x: number;
  z: number;
  heading: number;
  motion: Motion;
}

/** The reader, once they have a seat. */
export interface Me {
  userId: string;
  nickname: string;
  characterId: string | null;
  seat: number;
  role: Role;
  /** Milliseconds since 1970; null for somebody who may speak. */
  mutedUntilMs: number | null;
}

/** One thing that was said, with what a character said to it. */
export interface Line {
  id: string;
  userId: string;
  nickname: string;
  text: string;
  characterId: string | null;
  characterName: string | null;
  /** Grows while `replying`; null where nobody answers. */
  reply: string | null;
  replying: boolean;
  emotion: Emotion | null;
  share: Share | null;
  removed: boolean;
  /** Why the character who was spoken to does not answer. */
  unanswered?: Unanswered;
  atMs: number;
}

/** Something of one's own that the room has not confirmed. */
export interface Outgoing {
  nonce: string;
  text: string;
  /** The resident who is asked to answer. */
  to: string | null;
  atMs: number;
  /** Why it was not taken; null while it is on its way. */
  refused: { code: string; retryAfterS: number | null } | null;
}

export interface RoomState {
  space: SpaceInfo;
  me: Me | null;
  /** By user id, in the order of their coming. */
  people: ReadonlyMap<string, Participant>;
  /** By character id, in the order of their moving in. */
  residents: ReadonlyMap<string, Resident>;
  /** Where bodies are, by body id. Apart from the above, as it changes ten times a second. */
  places: ReadonlyMap<string, Place>;
  /** Body ids by the number that stands for them in binary frames. */
  seats: ReadonlyMap<number, string>;
  /** People whom the room keeps from speaking, and until when, in milliseconds of the server's clock. */
  silenced: ReadonlyMap<string, number>;
  /** Until when each body that writes is believed to, in milliseconds of this page's clock. */
  typing: ReadonlyMap<string, number>;
  /** Oldest first, at most {@link MAX_LINES}. */
  lines: readonly Line[];
  /** Whether there is more before the first line, as far as is known. */
  hasEarlier: boolean;
  outbox: readonly Outgoing[];
  pins: readonly Pin[];
  stage: Stage | null;
  /** The last event that was seen; what a connection resumes after. */
  lastEventId: string | null;
  /** The server's clock minus this page's, in milliseconds. */
  clockAheadMs: number;
}

/** What a page brings along: the same facts as a welcome, for somebody who may not be in yet. */
export interface RoomSnapshot {
  space: SpaceInfo;
  participants: Participant[];
  residents: Resident[];
  muted: MutedPerson[];
  messages: ChatMessage[];
  pending: ChatPending[];
  pins: Pin[];
  stage: Stage | null;
  /** Leads to what was said before these; null where nothing was. */
  cursor: string | null;
}

/** Lines that are kept; earlier ones can be loaded again. */
export const MAX_LINES = 400;
/** Nobody is believed to write for longer than this without saying so again. */
export const TYPING_MS = 6_000;

/** The body of a person; people and characters have ids of the same make. */
export function personBody(userId: string): string {
  return `u:${userId}`;
}

export function residentBody(characterId: string): string {
  return `c:${characterId}`;
}

/** Whose body an id names. */
export function readBody(
  body: string,
): { kind: "person"; userId: string } | { kind: "resident"; characterId: string } {
  return body.startsWith("c:")
    ? { kind: "resident", characterId: body.slice(2) }
    : { kind: "person", userId: body.slice(2) };
}

/** The room of a page that has just opened. */
export function openRoom(snapshot: RoomSnapshot): RoomState {
  const state: RoomState = {
    space: snapshot.space,
    me: null,
    people: new Map(),
    residents: new Map(),
    places: new Map(),
    seats: new Map(),
    silenced: silencedOf(snapshot.muted),
    typing: new Map(),
    lines: linesOf(snapshot.messages, snapshot.pending),
    hasEarlier: snapshot.cursor !== null,
    outbox: [],
    pins: snapshot.pins,
    stage: snapshot.stage,
    lastEventId: null,
    clockAheadMs: 0,
  };
  return withBodies(state, snapshot.participants, snapshot.residents);
}

/** Lets these people and residents be the ones who are here, where the wire says they are. */
export function withBodies(
  state: RoomState,
  participants: Iterable<Participant>,
  residents: Iterable<Resident>,
): RoomState {
  const people = new Map([...participants].map((person) => [person.user_id, person]));
  const living = new Map([...residents].map((one) => [one.character_id, one]));
  const places = new Map<string, Place>();
  for (const one of people.values()) places.set(personBody(one.user_id), placeOf(one));
  for (const one of living.values()) places.set(residentBody(one.character_id), placeOf(one));
  const bodies = { people, residents: living };
  return { ...state, ...bodies, places, seats: numberSeats(bodies) };
}

/** When each of the silenced may speak again. */
export function silencedOf(muted: readonly MutedPerson[]): Map<string, number> {
  return new Map(muted.map(({ user_id, until }) => [user_id, Date.parse(until)]));
}

/** Whether somebody may not speak at the moment; `nowMs` is this page's clock. */
export function isSilenced(
  { silenced, clockAheadMs }: Pick<RoomState, "silenced" | "clockAheadMs">,
  userId: string,
  nowMs: number,
): boolean {
  const untilMs = silenced.get(userId);
  return untilMs !== undefined && untilMs > nowMs + clockAheadMs;
}

/** Which body each seat number stands for. */
export function numberSeats(
  { people, residents }: Pick<RoomState, "people" | "residents">,
): Map<number, string> {
  const seats = new Map<number, string>();
  for (const one of people.values()) seats.set(one.seat, personBody(one.user_id));
  for (const one of residents.values()) seats.set(one.seat, residentBody(one.character_id));
  return seats;
}

export function placeOf(
  { position, heading, motion }: Pick<Participant, "position" | "heading" | "motion">,
): Place {
  return { x: position.x, z: position.z, heading, motion };
}

/** Messages in the order they came in, and those being answered at the end, where they belong by time. */
export function linesOf(
  messages: readonly ChatMessage[],
  pending: readonly ChatPending[],
): Line[] {
  const lines = messages.map(lineOf);
  const known = new Set(lines.map(({ id }) => id));
  for (const one of pending) if (!known.has(one.id)) lines.push(pendingLine(one));
  return lines;
}

export function lineOf(message: ChatMessage): Line {
  return {
    id: message.id,
    userId: message.user_id,
    nickname: message.nickname,
    text: message.message,
    characterId: message.character_id,
    characterName: message.character_name,
    reply: message.character_reply,
    replying: false,
    emotion: message.emotion,
    share: message.share,
    removed: message.removed,
    ...(message.unanswered ? { unanswered: message.unanswered } : {}),
    atMs: Date.parse(message.timestamp),
  };
}

export function pendingLine(message: ChatPending): Line {
  return {
    id: message.id,
    userId: message.user_id,
    nickname: message.nickname,
    text: message.message,
    characterId: message.character_id,
    characterName: message.character_name,
    reply: message.content ?? "",
    replying: true,
    emotion: null,
    share: null,
    removed: false,
    atMs: Date.parse(message.timestamp),
  };
}

/** Puts a line where one of its id stands, or at the end. */
export function putLine(lines: readonly Line[], line: Line): Line[] {
  const at = lines.findLastIndex(({ id }) => id === line.id);
  return at === -1 ? [...lines, line] : lines.with(at, line);
}

/** Puts earlier lines before those that are here. */
export function putEarlier(lines: readonly Line[], earlier: readonly Line[]): Line[] {
  const known = new Set(lines.map(({ id }) => id));
  return [...earlier.filter(({ id }) => !known.has(id)), ...lines];
}

/** The name of a body, or null for one that is not here. */
export function nameOf(state: RoomState, body: string): string | null {
  const who = readBody(body);
  return who.kind === "resident"
    ? state.residents.get(who.characterId)?.name ?? null
    : state.people.get(who.userId)?.nickname ?? null;
}
