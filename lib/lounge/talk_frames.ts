/**
 * What frames make of talk: lines and replies, and one's own words on their way. Pure and browser-safe. The rules are
 * those of [frames.ts](./frames.ts).
 */
import type { Emotion } from "@/lib/ai/model.ts";
import type { ChatMessage, ChatPending, ServerMessage, Share } from "@/lib/spaces/protocol.ts";
import { withTyping } from "@/lib/lounge/body_frames.ts";
import {
  type Line,
  lineOf,
  MAX_LINES,
  pendingLine,
  personBody,
  putLine,
  residentBody,
  type RoomState,
} from "@/lib/lounge/room.ts";
import { keep, type RoomEffect, type RoomStep } from "@/lib/lounge/step.ts";

type Chunk = Extract<ServerMessage, { type: "character_chunk" }>;
type SharedFrame = Extract<ServerMessage, { type: "share" }>;
type Refusal = Extract<ServerMessage, { type: "error" }>;

export function said(state: RoomState, frame: ChatMessage): RoomStep {
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

export function pending(state: RoomState, frame: ChatPending): RoomStep {
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
export function chunk(state: RoomState, { id, content, emotion }: Chunk): RoomStep {
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

/** Somebody showed something. */
export function shared(state: RoomState, frame: SharedFrame): RoomStep {
  const { share, id, user_id, nickname, timestamp, nonce } = frame;
  // A screen goes from person to person; voice shows it.
  if (share.kind === "screen") return keep(state);
  const line = { ...emptyLine(id, timestamp), userId: user_id, nickname, share };
  const mine = user_id === state.me?.userId;
  return {
    state: confirm(withLine(state, line), nonce),
    effects: [{ type: "said", name: nickname, text: titleOf(share), mine }],
  };
}

export function removed(line: Line, id: string): Line {
  if (line.id !== id) return line;
  return { ...line, removed: true, text: "", reply: null, replying: false, share: null };
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

export function refused(state: RoomState, frame: Refusal): RoomStep {
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

function withLine(state: RoomState, line: Line): RoomState {
  const lines = putLine(state.lines, line);
  if (lines.length <= MAX_LINES) return { ...state, lines };
  return { ...state, lines: lines.slice(-MAX_LINES), hasEarlier: true };
}

/** What a shared thing is called; empty where it has no name. */
function titleOf(share: Share): string {
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
