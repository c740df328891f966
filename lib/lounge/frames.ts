/**
 * What each frame of the server makes of a room: the next state, and effects for whoever draws, speaks or announces.
 * Pure: `step(state, frame, nowMs) → { state, effects }`. Browser-safe.
 *
 * - [LO1] A welcome that resumes keeps all there is; any other replaces it, but for words of one's own on their way.
 * - [LO2] Words of one's own leave the outbox when the log brings their nonce, in whichever frame.
 * - [LO3] A frame of the log that was seen already changes nothing: ids grow.
 * - [LO6] Another `chat_pending` of a message begins its reply anew.
 */
import type { ServerMessage } from "@/lib/spaces/protocol.ts";
import {
  applyPlaces,
  bodyOf,
  changed,
  joined,
  left,
  muted,
  withTyping,
} from "@/lib/lounge/body_frames.ts";
import {
  linesOf,
  personBody,
  type Place,
  placeOf,
  type RoomState,
  silencedOf,
  TYPING_MS,
  withBodies,
} from "@/lib/lounge/room.ts";
import { keep, type RoomEffect, type RoomStep } from "@/lib/lounge/step.ts";
import {
  chunk,
  joinLines,
  pending,
  refused,
  removed,
  said,
  shared,
} from "@/lib/lounge/talk_frames.ts";

/** A frame as the wire brings it. */
type Frame = ServerMessage;
type Welcome = Extract<Frame, { type: "welcome" }>;

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
    case "share":
      return shared(next, frame);
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

function known<V>(from: ReadonlyMap<string, V>, among: ReadonlyMap<string, V>): [string, V][] {
  return [...from].filter(([key]) => among.has(key));
}
