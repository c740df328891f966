/**
 * What each frame of the server makes of a room: the next state, and effects for whoever draws, speaks or announces.
 * Pure: `step(state, frame, nowMs) → { state, effects }`. Browser-safe.
 *
 * - [LO1] A welcome that resumes keeps all there is; any other replaces it, but for words of one's own on their way.
 * - [LO2] Words of one's own leave the outbox when the log brings their nonce, in whichever frame.
 * - [LO3] A frame of the log that was seen already changes nothing: ids grow.
 * - [LO6] Another `chat_pending` of a message begins its reply anew.
 */
import type { Emotion } from "@/lib/ai/model.ts";
import type { Emote } from "@/lib/spaces/motion.ts";
import type {
  ChatMessage,
  ChatPending,
  Participant,
  ServerMessage,
  Share,
} from "@/lib/spaces/protocol.ts";
import {
  type Line,
  lineOf,
  linesOf,
  MAX_LINES,
  numberSeats,
  pendingLine,
  personBody,
  type Place,
  placeOf,
  putLine,
  residentBody,
  type RoomState,
  silencedOf,
  TYPING_MS,
  withBodies,
} from "@/lib/lounge/room.ts";

/** What a frame asks of the surroundings, beside the new state. */
export type RoomEffect =
  /** The reader stands here now: a welcome. */
  | { type: "placed"; place: Place }
  | { type: "moved"; bodies: readonly string[] }
  | { type: "emote"; body: string; emote: Emote }
  | { type: "emotion"; body: string; emotion: Emotion }
  /** Words over a head; the same key replaces its words. */
  | { type: "speech"; body: string; text: string | null; key: string }
  | { type: "reaction"; body: string; reaction: Emote; count: number }
  | { type: "signal"; from: string; signal: unknown }
  /** Something whole was said by somebody else, or by a resident. */
  | { type: "said"; name: string; text: string; mine: boolean }
  | { type: "came"; name: string }
  | { type: "went"; name: string }
  | { type: "muted"; untilMs: number | null }
  /** Not what was asked; where it was words, the outbox has them. */
  | { type: "refused"; code: string; retryAfterS: number | null }
  | { type: "ended"; why: "kicked" | "closed" };

export interface RoomStep {
  state: RoomState;
  effects: readonly RoomEffect[];
}

/** A frame as the wire brings it. */
type Frame = ServerMessage;
type Welcome = Extract<Frame, { type: "welcome" }>;
type Chunk = Extract<Frame, { type: "character_chunk" }>;

const NOTHING: readonly RoomEffect[] = [];

/** Takes one frame. `nowMs` is this page's clock. */
export function applyFrame(state: RoomState, frame: Frame, nowMs: number): RoomStep {
  if (!("event_id" in frame)) return applyLoose(state, frame, nowMs);
  if (state.lastEventId !== null && frame.event_id <= state.lastEventId) return keep(state); // [LO3]
  const next = { ...state, lastEventId: frame.event_id };
  switch (frame.type) {
    case "chat_message":
      return said(next, frame);
    case "chat_pending":
      return pending(next, frame);
    case "character_chunk":
      return chunk(next, frame);
    case "share": {
      const { share, id, user_id, nickname, timestamp, nonce } = frame;
      // A screen goes from person to person; voice shows it.
      if (share.kind === "screen") return keep(next);
      const line = {
        ...emptyLine(id, timestamp),
        userId: user_id,
        nickname,
        share,
      };
      const mine = user_id === next.me?.userId;
      return {
        state: confirm(withLine(next, line), nonce),
        effects: [{ type: "said", name: nickname, text: titleOf(share), mine }],
      };
    }
    case "message_removed":
      return keep({ ...next, lines: next.lines.map((line) => removed(line, frame.id)) });
    case "participant_joined":
      return joined(next, frame.participant);
    case "participant_left":
      return left(next, frame.user_id, frame.nickname);
    case "participant_changed":
      return changed(next, frame.participant);
    case "emote": {
      const body = bodyOf(frame);
      return body
        ? { state: next, effects: [{ type: "emote", body, emote: frame.emote }] }
        : keep(next);
    }
    case "reaction": {
      const { reaction, count } = frame;
      const body = personBody(frame.user_id);
      return { state: next, effects: [{ type: "reaction", body, reaction, count }] };
    }
    case "signal":
      return frame.to === next.me?.userId
        ? { state: next, effects: [{ type: "signal", from: frame.from, signal: frame.signal }] }
        : keep(next);
    case "space_changed": {
      const { places } = next;
      const with_ = withBodies(
        { ...next, space: frame.space },
        next.people.values(),
        frame.residents,
      );
      // Who stays where they are does not jump back to where the log last had them.
      return keep({ ...with_, places: new Map([...with_.places, ...known(places, with_.places)]) });
    }
    case "board":
      return keep({ ...next, pins: frame.pins });
    case "stage":
      return keep({ ...next, stage: frame.stage });
    case "muted":
      return muted(next, frame.user_id, frame.until);
    case "kicked":
      return frame.user_id === next.me?.userId
        ? { state: next, effects: [{ type: "ended", why: "kicked" }] }
        : left(next, frame.user_id, null);
    case "space_closed":
      return { state: next, effects: [{ type: "ended", why: "closed" }] };
    default:
      // A frame of a newer server: what it means is not known here, and its place in the log is.
      return keep(next);
  }
}

/** Frames that are in no log. */
function applyLoose(
  state: RoomState,
  frame: Exclude<Frame, { event_id: string }>,
  nowMs: number,
): RoomStep {
  switch (frame.type) {
    case "welcome":
      return welcomed(state, frame, nowMs);
    case "positions":
      return applyPlaces(
        state,
        frame.positions.flatMap((row) => {
          const body = bodyOf(row);
          return body ? [{ body, ...placeOf(row) }] : [];
        }),
      );
    case "typing": {
      const body = bodyOf(frame);
      return body
        ? keep(withTyping(state, body, frame.is_typing ? nowMs + TYPING_MS : null))
        : keep(state);
    }
    case "error":
      return refused(state, frame);
    default:
      return keep(state);
  }
}

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

/** Lets go of those who stopped writing without saying so. */
export function forgetTyping(state: RoomState, nowMs: number): RoomState {
  if (![...state.typing.values()].some((untilMs) => untilMs <= nowMs)) return state;
  return { ...state, typing: new Map([...state.typing].filter(([, untilMs]) => untilMs > nowMs)) };
}

function keep(state: RoomState): RoomStep {
  return { state, effects: NOTHING };
}

function welcomed(state: RoomState, frame: Welcome, nowMs: number): RoomStep {
  const { you } = frame;
  const me = {
    userId: you.user_id,
    nickname: you.nickname,
    characterId: you.character_id,
    seat: you.seat,
    role: you.role,
    mutedUntilMs: you.muted_until === null ? null : Date.parse(you.muted_until),
  };
  const place: Place = {
    x: you.position.x,
    z: you.position.z,
    heading: you.heading,
    motion: "idle",
  };
  const effects: RoomEffect[] = [{ type: "placed", place }];
  const common = {
    me,
    space: frame.space,
    silenced: silencedOf(frame.muted),
    clockAheadMs: frame.now - nowMs,
    typing: new Map(),
  };
  if (frame.resumed) return { state: { ...state, ...common }, effects }; // [LO1]
  const lines = linesOf(frame.messages, frame.pending);
  const next: RoomState = {
    ...state,
    ...common,
    ...joinLines(state, lines, lines.length > 0),
    pins: frame.pins,
    stage: frame.stage,
    lastEventId: frame.last_event_id,
  };
  const arrived = new Set(frame.messages.map(({ nonce }) => nonce));
  for (const { nonce } of frame.pending) arrived.add(nonce);
  const outbox = next.outbox.filter(({ nonce }) => !arrived.has(nonce)); // [LO2]
  return {
    state: withBodies({ ...next, outbox }, frame.participants, frame.residents),
    effects,
  };
}

/** The newest lines, after those that were loaded before where they join without a gap. */
export function joinLines(
  state: Pick<RoomState, "lines" | "hasEarlier">,
  lines: readonly Line[],
  hasEarlier: boolean,
): Pick<RoomState, "lines" | "hasEarlier"> {
  const joint = state.lines.findIndex(({ id }) => id === lines[0]?.id);
  return joint === -1 ? { lines, hasEarlier } : {
    lines: [...state.lines.slice(0, joint), ...lines],
    hasEarlier: state.hasEarlier,
  };
}

function said(state: RoomState, frame: ChatMessage): RoomStep {
  const was = state.lines.findLast(({ id }) => id === frame.id);
  const speaker = personBody(frame.user_id);
  const next = confirm(withLine(withTyping(state, speaker, null), lineOf(frame)), frame.nonce);
  const mine = frame.user_id === state.me?.userId;
  const effects: RoomEffect[] = [];
  if (!was && frame.message !== "" && !frame.removed) {
    effects.push({ type: "speech", body: speaker, text: frame.message, key: frame.id });
    effects.push({ type: "said", name: frame.nickname, text: frame.message, mine });
  }
  if (frame.character_id && frame.character_reply) {
    return withReply(next, frame, effects);
  }
  if (!frame.character_id) return { state: next, effects };
  // Nothing came of the answer: its bubble goes.
  const body = residentBody(frame.character_id);
  effects.push({ type: "speech", body, text: null, key: `${frame.id}:reply` });
  return { state: withTyping(next, body, null), effects };
}

function withReply(state: RoomState, frame: ChatMessage, effects: RoomEffect[]): RoomStep {
  const { character_id: id, character_reply: text, character_name: name, emotion } = frame;
  const body = residentBody(id!);
  effects.push({ type: "speech", body, text, key: `${frame.id}:reply` });
  effects.push({ type: "said", name: name ?? "", text: text!, mine: false });
  if (emotion) effects.push({ type: "emotion", body, emotion });
  return { state: withTyping(withEmotion(state, id!, emotion), body, null), effects };
}

function withEmotion(state: RoomState, characterId: string, emotion: Emotion | null): RoomState {
  const resident = state.residents.get(characterId);
  if (!resident || !emotion || resident.emotion === emotion) return state;
  const residents = new Map(state.residents).set(characterId, { ...resident, emotion });
  return { ...state, residents };
}

function pending(state: RoomState, frame: ChatPending): RoomStep {
  const speaker = personBody(frame.user_id);
  const was = state.lines.findLast(({ id }) => id === frame.id);
  if (was) return again(state, was, frame); // [LO6]
  const next = withLine(withTyping(state, speaker, null), pendingLine(frame));
  return {
    state: confirm(next, frame.nonce),
    effects: [
      { type: "speech", body: speaker, text: frame.message, key: frame.id },
      {
        type: "said",
        name: frame.nickname,
        text: frame.message,
        mine: frame.user_id === state.me?.userId,
      },
    ],
  };
}

/** What was written of a reply is worth nothing any more. A message that is whole, or was taken away, stays so. */
function again(state: RoomState, was: Line, frame: ChatPending): RoomStep {
  const next = confirm(state, frame.nonce);
  if (!was.replying || was.removed) return keep(next);
  return {
    state: withLine(next, pendingLine(frame)),
    effects: [{
      type: "speech",
      body: residentBody(frame.character_id),
      text: null,
      key: `${frame.id}:reply`,
    }],
  };
}

/** A piece of a reply, the face that goes with it, or both. */
function chunk(state: RoomState, { id, content, emotion }: Chunk): RoomStep {
  const at = state.lines.findLastIndex((line) => line.id === id);
  const line = state.lines[at];
  if (!line?.replying || line.removed || !line.characterId) return keep(state);
  const body = residentBody(line.characterId);
  const reply = (line.reply ?? "") + content;
  const grown = { ...line, reply, emotion: emotion ?? line.emotion };
  const next = { ...state, lines: state.lines.with(at, grown) };
  const effects: RoomEffect[] = emotion ? [{ type: "emotion", body, emotion }] : [];
  if (content !== "") effects.push({ type: "speech", body, text: reply, key: `${id}:reply` });
  return { state: withEmotion(next, line.characterId, emotion ?? null), effects };
}

function removed(line: Line, id: string): Line {
  if (line.id !== id) return line;
  return { ...line, removed: true, text: "", reply: null, replying: false, share: null };
}

function joined(state: RoomState, participant: Participant): RoomStep {
  const known = state.people.has(participant.user_id);
  const step = changed(state, participant);
  const mine = participant.user_id === state.me?.userId;
  if (known || mine) return step;
  return { state: step.state, effects: [{ type: "came", name: participant.nickname }] };
}

function changed(state: RoomState, participant: Participant): RoomStep {
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

function left(state: RoomState, userId: string, nickname: string | null): RoomStep {
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
  return { state: next, effects: name ? [{ type: "went", name }] : NOTHING };
}

function muted(state: RoomState, userId: string, until: string | null): RoomStep {
  const untilMs = until === null ? null : Date.parse(until);
  const silenced = without(state.silenced, userId);
  if (untilMs !== null) silenced.set(userId, untilMs);
  if (userId !== state.me?.userId) return keep({ ...state, silenced });
  return {
    state: { ...state, silenced, me: { ...state.me, mutedUntilMs: untilMs } },
    effects: [{ type: "muted", untilMs }],
  };
}

function refused(state: RoomState, frame: Extract<Frame, { type: "error" }>): RoomStep {
  const retryAfterS = frame.retry_after_s ?? null;
  const why = { code: frame.code, retryAfterS };
  const outbox = state.outbox.map((one) =>
    one.nonce === frame.nonce ? { ...one, refused: why } : one
  );
  const hit = frame.nonce !== undefined && outbox.some(({ nonce }) => nonce === frame.nonce);
  return {
    state: hit ? { ...state, outbox } : state,
    effects: [{ type: "refused", ...why }],
  };
}

function confirm(state: RoomState, nonce: string | null): RoomState {
  if (nonce === null || !state.outbox.some((one) => one.nonce === nonce)) return state;
  return { ...state, outbox: state.outbox.filter((one) => one.nonce !== nonce) };
}

function withTyping(state: RoomState, body: string, untilMs: number | null): RoomState {
  if (untilMs === null && !state.typing.has(body)) return state;
  const typing = without(state.typing, body);
  if (untilMs !== null) typing.set(body, untilMs);
  return { ...state, typing };
}

function withLine(state: RoomState, line: Line): RoomState {
  const lines = putLine(state.lines, line);
  if (lines.length <= MAX_LINES) return { ...state, lines };
  return { ...state, lines: lines.slice(-MAX_LINES), hasEarlier: true };
}

/** What a shared thing is called; empty where it has no name. */
export function titleOf(share: Share): string {
  switch (share.kind) {
    case "link":
      return share.title || share.url;
    case "image":
      return share.alt;
    case "character":
      return share.name;
    case "story":
      return share.title;
    default:
      return "";
  }
}

function emptyLine(id: string, timestamp: string): Line {
  return {
    id,
    userId: "",
    nickname: "",
    text: "",
    characterId: null,
    characterName: null,
    reply: null,
    replying: false,
    emotion: null,
    share: null,
    removed: false,
    atMs: Date.parse(timestamp),
  };
}

function without<K, V>(map: ReadonlyMap<K, V>, key: K): Map<K, V> {
  const copy = new Map(map);
  copy.delete(key);
  return copy;
}

function known<V>(from: ReadonlyMap<string, V>, among: ReadonlyMap<string, V>): [string, V][] {
  return [...from].filter(([key]) => among.has(key));
}

function bodyOf(
  row: { user_id: string | null; character_id: string | null },
): string | null {
  if (row.user_id !== null) return personBody(row.user_id);
  return row.character_id === null ? null : residentBody(row.character_id);
}
