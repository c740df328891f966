/**
 * One side of a call, as a pure machine: comes into the room, finds the other, and holds on to them. `connection.ts`
 * performs its effects. Browser-safe.
 *
 * - [CC1] The impolite side calls, the polite side waits to be called. Whoever is told of a peer's arrival opens a line
 *   anew, as that is a page that knows of none; a page that goes on where its socket broke is not told of.
 * - [CC2] The line does not need the server: while it holds, a lost socket, a room that expired or a peer whom the server
 *   has lost end nothing.
 * - [CC3] A broken line waits for the socket: signals have to get through before ICE restarts.
 * - [CC4] Who hangs up says so to the other, and that ends it for both. Who is just gone may come back.
 * - [CC5] A client that waits for an offer although it was there first gets one in the end.
 * - [CC6] Whose seat another tab has taken goes without a word: the call goes on there.
 */
import type {
  CallEffect,
  CallEnd,
  CallEvent,
  CallLine,
  CallPhase,
  CallState,
  CallStep,
} from "@/lib/calls/client/call_model.ts";
import { NEW_CALL } from "@/lib/calls/client/call_model.ts";
import { type CallFrame, type CallPeer, framesOf } from "@/lib/calls/client/signals.ts";
import { CLOSE } from "@/lib/realtime/close_codes.ts";
import type { LinkPhase } from "@/lib/realtime/link_state.ts";
import { stepNegotiation } from "@/lib/rtc/negotiation.ts";
import { type NegotiationEvent, openNegotiation } from "@/lib/rtc/negotiation_model.ts";
import { numberWords } from "@/lib/rtc/plain.ts";

/** How long a first connection may take, and how long a broken one is mended, in milliseconds. */
export const CONNECT_UNTIL_MS = 60_000;
export const MEND_UNTIL_MS = 90_000;
/** [CC5] */
export const CALL_AFTER_MS = 3_000;
/** How long a peer whom the server has lost and to whom the line broke may take to come back. */
export const AWAY_UNTIL_MS = 5_000;
const HURRY_EVERY_MS = 2_000;

/** The next state, and what to do. */
export function stepCall(state: CallState, event: CallEvent, nowMs: number): CallStep {
  const { state: next, effects } = turn(state, event, nowMs);
  // What is said before the seat is back gets nowhere; it is said again then [CC3].
  const heard = effects.filter((effect) => effect.type !== "send" || next.joined || state.joined);
  return { state: settle(next, nowMs), effects: heard };
}

function turn(state: CallState, event: CallEvent, nowMs: number): CallStep {
  const over = state.phase.kind === "idle" || state.phase.kind === "ended";
  if (event.type === "join") return over ? enter(state) : keep(state);
  if (over) return keep(state);
  switch (event.type) {
    case "leave":
      return end(state, "left", [{ type: "bye" }, { type: "send", frame: { type: "leave" } }]);
    case "elsewhere":
      return end(state, "elsewhere");
    case "bye":
      return end(state, "peer_left", [{ type: "send", frame: { type: "leave" } }]);
    case "link":
      return linked(state, event.phase, nowMs);
    case "frame":
      return heard(state, event.frame, nowMs);
    case "rtc":
      if (event.generation !== state.line?.generation) return keep(state);
      return negotiate(state, event.event, nowMs);
    case "channel":
      return channelled(state, event, nowMs);
    case "network": {
      const { state: next, effects } = negotiate(state, { type: "network" }, nowMs);
      return { state: next, effects: [{ type: "hurry" }, ...effects] };
    }
    case "tick":
      return tick(state, nowMs);
  }
}

function keep(state: CallState): CallStep {
  return { state, effects: [] };
}

function enter({ generations }: CallState): CallStep {
  return {
    state: { ...NEW_CALL, generations, phase: { kind: "joining" } },
    effects: [{ type: "start" }],
  };
}

function end(state: CallState, reason: CallEnd, farewell: CallEffect[] = []): CallStep {
  return {
    state: { ...state, line: null, joined: false, phase: { kind: "ended", reason } },
    effects: [...farewell, { type: "close" }, { type: "stop" }],
  };
}

/** What the phase is now that something happened. */
function settle(state: CallState, nowMs: number): CallState {
  const { kind } = state.phase;
  if (kind === "idle" || kind === "ended") return state;
  const { line } = state;
  if (!line) {
    const phase: CallPhase = state.me === null ? { kind: "joining" } : { kind: "alone" };
    return phase.kind === kind ? state : { ...state, phase };
  }
  const up = line.negotiation.link === "connected" && line.channel;
  const liveSinceMs = line.liveSinceMs ?? (up ? nowMs : null);
  const troubleSinceMs = up || liveSinceMs === null ? null : line.troubleSinceMs ?? nowMs;
  const phase: CallPhase = liveSinceMs === null
    ? { kind: "connecting" }
    : troubleSinceMs === null
    ? { kind: "live", sinceMs: liveSinceMs }
    : { kind: "trouble", sinceMs: troubleSinceMs };
  const mended = kind === "trouble" && phase.kind === "live";
  const same = JSON.stringify(phase) === JSON.stringify(state.phase);
  return {
    ...state,
    line: { ...line, liveSinceMs, troubleSinceMs },
    phase: same ? state.phase : phase,
    reconnects: state.reconnects + (mended ? 1 : 0),
  };
}

function linked(state: CallState, phase: LinkPhase, nowMs: number): CallStep {
  if (phase.kind === "live" || phase.kind === "idle") return keep(state);
  const shut = { ...state, joined: false };
  const { state: quiet, effects } = negotiate(shut, { type: "way", open: false }, nowMs);
  if (phase.kind !== "ended") return { state: quiet, effects };
  const reason = state.shut ?? endOf(phase);
  // [CC2]
  const holds = holdsUp(quiet.line) && phase.code !== CLOSE.elsewhere.code;
  return holds ? { state: { ...quiet, shut: reason }, effects } : end(quiet, reason);
}

/** What the last word of a socket, or of the door, means. */
function endOf({ code, reason }: { code: number; reason: string }): CallEnd {
  if (code === CLOSE.gone.code || reason === "gone" || reason === "not_found") return "gone";
  if (reason === "full") return "full";
  if (code === CLOSE.elsewhere.code) return "elsewhere";
  return code === CLOSE.bad_frames.code ? "failed" : "refused";
}

function holdsUp(line: CallLine | null): boolean {
  return line !== null && line.negotiation.link === "connected";
}

function heard(state: CallState, frame: CallFrame, nowMs: number): CallStep {
  switch (frame.type) {
    case "joined":
      return joined(state, frame, nowMs);
    case "peer_joined":
      return met(state, frame.peer, nowMs);
    case "peer_left":
      return missed(state, frame.id, nowMs);
    case "room_full":
      // [CC2] A seat that was lost is no call that was lost.
      return holdsUp(state.line)
        ? keep({ ...state, joined: false, shut: "full" })
        : end(state, "full");
    case "words":
    case "plain":
      return told(state, frame, nowMs);
    case "error":
      return keep(state);
  }
}

function joined(
  state: CallState,
  { me, polite, peers, resumed }: Extract<CallFrame, { type: "joined" }>,
  nowMs: number,
): CallStep {
  const next: CallState = { ...state, me, polite, joined: true, shut: null };
  const peer = peers.find(({ id }) => id !== me);
  const goesOn = resumed && state.me === me;
  const step = !peer
    ? missed(next, next.peer?.id ?? "", nowMs)
    : goesOn && next.line?.peerId === peer.id
    ? keep({ ...next, peer })
    : met(next, peer, nowMs);
  const back = negotiate(step.state, { type: "way", open: true }, nowMs);
  return { state: back.state, effects: [...step.effects, ...back.effects] };
}

/** Somebody has come who knows of no line yet [CC1]. */
function met(state: CallState, peer: CallPeer, nowMs: number): CallStep {
  if (peer.id === state.me) return keep(state);
  const { polite } = state;
  const epoch = state.lastEpoch?.peerId === peer.id ? state.lastEpoch.epoch + 1 : 1;
  const generation = state.generations + 1;
  const line: CallLine = {
    peerId: peer.id,
    generation,
    negotiation: openNegotiation({ polite, epoch, open: state.joined }, nowMs),
    openedAtMs: nowMs,
    heard: false,
    channel: false,
    liveSinceMs: null,
    troubleSinceMs: null,
    awaySinceMs: null,
  };
  const effects: CallEffect[] = state.line ? [{ type: "close" }] : [];
  effects.push({ type: "open", generation, caller: !polite });
  if (polite && epoch > 1) {
    // Who calls counts from one; this tells it how far we are.
    const hollow = { epoch, description: null, candidates: [] };
    for (const frame of framesOf(hollow, { to: peer.id, plain: false })) {
      effects.push({ type: "send", frame });
    }
  }
  const lastEpoch = { peerId: peer.id, epoch };
  return { state: { ...state, peer, line, generations: generation, lastEpoch }, effects };
}

/** The server has lost the peer [CC2]. */
function missed(state: CallState, id: string, nowMs: number): CallStep {
  if (state.peer?.id !== id) return keep(state);
  const { line } = state;
  if (line && holdsUp(line) && line.channel) {
    return keep({ ...state, line: { ...line, awaySinceMs: line.awaySinceMs ?? nowMs } });
  }
  // Who tried for so long in vain and then went has given up.
  const vain = line !== null && line.liveSinceMs === null &&
    nowMs - line.openedAtMs >= CONNECT_UNTIL_MS / 2;
  return vain ? end(state, "failed", [{ type: "send", frame: { type: "leave" } }]) : drop(state);
}

function drop(state: CallState): CallStep {
  const effects: CallEffect[] = state.line ? [{ type: "close" }] : [];
  return { state: { ...state, peer: null, line: null }, effects };
}

function told(
  state: CallState,
  { type, from, words }: Extract<CallFrame, { type: "words" | "plain" }>,
  nowMs: number,
): CallStep {
  const { line } = state;
  if (line?.peerId !== from) return keep(state);
  const listening = { ...state, line: { ...line, heard: true } };
  if (type === "words") return negotiate(listening, { type: "words", words }, nowMs);
  const known = line.negotiation.plain
    ? { state: listening, effects: [] }
    : negotiate(listening, { type: "plain" }, nowMs);
  const negotiation = known.state.line!.negotiation;
  const numbered = negotiate(
    known.state,
    { type: "words", words: numberWords(words, negotiation) },
    nowMs,
  );
  return { state: numbered.state, effects: [...known.effects, ...numbered.effects] };
}

/** Steps the negotiation of the line, if there is one. */
function negotiate(state: CallState, event: NegotiationEvent, nowMs: number): CallStep {
  const { line } = state;
  if (!line) return keep(state);
  const { state: negotiation, effects: wanted } = stepNegotiation(line.negotiation, event, nowMs);
  const lastEpoch = { peerId: line.peerId, epoch: negotiation.epoch };
  let next: CallState = { ...state, line: { ...line, negotiation }, lastEpoch };
  const effects: CallEffect[] = [];
  for (const effect of wanted) {
    if (effect.type === "send") {
      const { plain } = negotiation;
      for (const frame of framesOf(effect.words, { to: line.peerId, plain })) {
        effects.push({ type: "send", frame });
      }
    } else if (effect.type === "rebuild") {
      const generation = next.generations + 1;
      next = {
        ...next,
        generations: generation,
        line: { ...next.line!, generation, channel: false },
      };
      effects.push({ type: "close" }, { type: "open", generation, caller: !negotiation.polite });
    } else effects.push({ type: "perform", effect });
  }
  return { state: next, effects };
}

function channelled(
  state: CallState,
  { generation, open }: Extract<CallEvent, { type: "channel" }>,
  nowMs: number,
): CallStep {
  const { line } = state;
  if (line?.generation !== generation) return keep(state);
  // Its page is closed: the server said so, and so does the line.
  if (!open && line.awaySinceMs !== null) return drop(state);
  const next = { ...state, line: { ...line, channel: open } };
  if (open || !line.channel) return keep(next);
  // A channel closes with the page at its other end, or with a connection that is past mending.
  return negotiate(next, { type: "state", state: "disconnected" }, nowMs);
}

function tick(state: CallState, nowMs: number): CallStep {
  const { line } = state;
  if (!line) return keep(state);
  const { link } = line.negotiation;
  if (link === "connected" && line.channel) return negotiate(state, { type: "tick" }, nowMs);
  const brokenMs = nowMs - (line.troubleSinceMs ?? -Infinity);
  if (state.shut && brokenMs >= AWAY_UNTIL_MS) return end(state, state.shut);
  if (line.awaySinceMs !== null) {
    const sinceMs = Math.max(line.awaySinceMs, line.troubleSinceMs ?? 0);
    if (nowMs - sinceMs >= AWAY_UNTIL_MS) return drop(state);
  }
  const untilMs = line.troubleSinceMs === null
    ? line.openedAtMs + CONNECT_UNTIL_MS
    : line.troubleSinceMs + MEND_UNTIL_MS;
  if (nowMs >= untilMs) {
    return end(state, "failed", [{ type: "bye" }, { type: "send", frame: { type: "leave" } }]);
  }
  return mend(state, line, nowMs);
}

/** Goes on with a line that is not there yet, or not any more. */
function mend(state: CallState, line: CallLine, nowMs: number): CallStep {
  const { state: next, effects } = negotiate(state, { type: "tick" }, nowMs);
  if (!state.joined && nowMs >= state.hurryAtMs) {
    // [CC3]
    const hurried = { ...next, hurryAtMs: nowMs + HURRY_EVERY_MS };
    return { state: hurried, effects: [{ type: "hurry" }, ...effects] };
  }
  const waits = line.negotiation.polite && !line.heard && state.joined;
  if (waits && nowMs - line.openedAtMs >= CALL_AFTER_MS && next.line) {
    const called = { ...next, line: { ...next.line, heard: true } };
    return { state: called, effects: [...effects, { type: "call" }] };
  }
  return { state: next, effects };
}
