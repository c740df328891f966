/**
 * How two peers agree on a connection: perfect negotiation with numbered descriptions, so that signals may be lost,
 * doubled or late. One operation of the peer connection runs at a time; what comes meanwhile waits. Pure. Browser-safe.
 *
 * - [PN1] Of two offers that cross, the impolite side's holds; the polite side takes its own back.
 * - [PN2] What is not answered is sent again, and again; then both start anew with the next epoch [PN4].
 * - [PN3] `disconnected` may pass by itself, so ICE restarts after a moment; `failed` restarts at once.
 * - [PN4] Both sides count epochs, one for each connection made anew. Who hears of a greater one starts anew with it.
 * - [PN5] While nothing gets through, nothing is tried: ICE restarts once the way for signals is back.
 * - [PN6] A peer that knows no numbers gets each description once, as plain perfect negotiation has it.
 *
 * Source of the rules: W3C WebRTC 1.0, 10.7 (perfect negotiation).
 */
import {
  CONNECT_MS,
  type LinkWords,
  type NegotiationEffect,
  type NegotiationEvent,
  type NegotiationState,
  type NegotiationStep,
  openNegotiation,
} from "@/lib/rtc/negotiation_model.ts";
import type { Candidate, Description } from "@/lib/rtc/description.ts";

/** Candidates that come within this time go together. Milliseconds, as all below. */
const BATCH_MS = 120;
const AGAIN_MS = 2_000;
const MOST_TRIES = 5;
/** How long a link that broke may come back by itself; the polite side waits longer, so that offers seldom cross. */
const PATIENCE_MS = { polite: 3_000, impolite: 2_000 };
const RESTART_EVERY_MS = 3_000;
const MOST_RESTARTS = 5;
const REBUILD_PAUSES_MS = [0, 2_000, 5_000, 15_000, 30_000];
const CALM_MS = 500;
const MOST_EARLY = 64;
const MOST_WAITING = 8;
const PER_SIGNAL = 20;

/** The next state, and what to do. */
export function stepNegotiation(
  state: NegotiationState,
  event: NegotiationEvent,
  nowMs: number,
): NegotiationStep {
  switch (event.type) {
    case "needed":
      return drive({ ...state, needed: true }, []);
    case "made":
      return made(state, event.description, nowMs);
    case "applied":
      return applied(state, nowMs);
    case "failed":
      return failed(state, nowMs);
    case "candidate":
      return {
        state: {
          ...state,
          found: [...state.found, event.candidate],
          sendAtMs: state.sendAtMs ?? nowMs + BATCH_MS,
        },
        effects: [],
      };
    case "state":
      return changed(state, event.state, nowMs);
    case "words":
      return heard(state, event.words, nowMs);
    case "network":
      return { state: { ...state, restartAtMs: nowMs }, effects: [] };
    case "way":
      return event.open ? reopen(state, nowMs) : { state: { ...state, open: false }, effects: [] };
    case "plain":
      return { state: { ...state, plain: true }, effects: [] };
    case "tick":
      return tick(state, nowMs);
  }
}

/** [PN5] Sends again what may be lost, and goes on with what was put off. */
function reopen(state: NegotiationState, nowMs: number): NegotiationStep {
  const lost = state.own !== null && state.link !== "connected" && !state.plain;
  const unanswered = state.signaling === "offered";
  return tick({
    ...state,
    open: true,
    tries: 0,
    againAtMs: lost || unanswered ? nowMs : state.againAtMs,
    sent: lost ? 0 : state.sent,
    sendAtMs: lost && state.found.length > 0 ? nowMs : state.sendAtMs,
  }, nowMs);
}

/** Starts the next operation, if none runs. */
function drive(state: NegotiationState, effects: NegotiationEffect[]): NegotiationStep {
  if (state.busy) return { state, effects };
  if (state.signaling === "asked") {
    return { state: { ...state, busy: "local" }, effects: [...effects, { type: "make" }] };
  }
  const [description, ...inbox] = state.inbox;
  if (description) return judge({ ...state, inbox }, description, effects);
  if (state.needed && state.signaling === "stable") {
    return {
      state: { ...state, needed: false, busy: "local" },
      effects: [...effects, { type: "make" }],
    };
  }
  return { state, effects };
}

/** Decides about a description from there. */
function judge(
  state: NegotiationState,
  description: Description,
  effects: NegotiationEffect[],
): NegotiationStep {
  const { type, n, re } = description;
  if (type === "answer") {
    const meant = state.signaling === "offered" && state.own?.n === re;
    if (!meant) return drive(state, effects);
  } else {
    if (n === state.theirs && state.own?.type === "answer" && state.own.re === n) {
      // They did not get our answer.
      return drive(state, [...effects, sendAll(state)]);
    }
    // [PN1]
    if (n <= state.theirs || (state.signaling === "offered" && !state.polite)) {
      return drive(state, effects);
    }
  }
  return {
    state: { ...state, busy: "remote", applying: description },
    effects: [...effects, { type: "apply", description }],
  };
}

function made(
  state: NegotiationState,
  { type, sdp }: { type: "offer" | "answer"; sdp: string },
  nowMs: number,
): NegotiationStep {
  const n = state.n + 1;
  const own: Description = { type, sdp, n, re: type === "answer" ? state.theirs : 0 };
  // Those found for an older description are none of this one's.
  const found = state.found.filter((candidate) => belongs(candidate, sdp));
  const next: NegotiationState = {
    ...state,
    busy: null,
    n,
    own,
    found,
    sent: found.length,
    sendAtMs: null,
    signaling: type === "offer" ? "offered" : "stable",
    againAtMs: nowMs + AGAIN_MS,
    tries: 0,
  };
  return drive(next, [sendAll(next)]);
}

function applied(state: NegotiationState, nowMs: number): NegotiationStep {
  const { applying } = state;
  if (!applying) return { state: { ...state, busy: null }, effects: [] };
  const ready = state.early.filter((candidate) => belongs(candidate, applying.sdp));
  const asked = applying.type === "offer";
  const next: NegotiationState = {
    ...state,
    busy: null,
    applying: null,
    remoteSdp: applying.sdp,
    early: state.early.filter((candidate) => !ready.includes(candidate)),
    // An answer too: the sender took back whatever offer it made before.
    theirs: applying.n,
    signaling: asked ? "asked" : "stable",
    // An answered offer has arrived; its candidates may not have.
    againAtMs: asked ? null : nowMs + AGAIN_MS,
    tries: 0,
  };
  return drive(next, ready.length > 0 ? [{ type: "add", candidates: ready }] : []);
}

/** Nothing good comes of this connection any more. One failure is chance, many are not: they get slower. */
function failed(state: NegotiationState, nowMs: number): NegotiationStep {
  const restartAtMs = nowMs + REBUILD_PAUSES_MS[state.rebuilds]!;
  return {
    state: {
      ...state,
      busy: null,
      applying: null,
      inbox: [],
      link: "trouble",
      restarts: MOST_RESTARTS,
      restartAtMs,
    },
    effects: [],
  };
}

function changed(
  state: NegotiationState,
  now: "connecting" | "connected" | "disconnected" | "failed",
  nowMs: number,
): NegotiationStep {
  switch (now) {
    case "connected":
      return {
        state: { ...state, link: "connected", restartAtMs: null, restarts: 0, rebuilds: 0 },
        effects: [],
      };
    case "connecting":
      return { state, effects: [] };
    case "disconnected": {
      // [PN3]
      const patience = state.polite ? PATIENCE_MS.polite : PATIENCE_MS.impolite;
      const restartAtMs = Math.min(state.restartAtMs ?? Infinity, nowMs + patience);
      return { state: { ...state, link: "trouble", restartAtMs }, effects: [] };
    }
    case "failed": {
      // Those tried already keep their pace.
      const restartAtMs = state.restarts > 0 ? state.restartAtMs : nowMs;
      return tick({ ...state, link: "trouble", restartAtMs }, nowMs);
    }
  }
}

function heard(state: NegotiationState, words: LinkWords, nowMs: number): NegotiationStep {
  if (words.epoch < state.epoch) {
    // [PN4] They have not heard of our epoch yet. Where nothing else will tell them, this does.
    const silent = state.polite && state.own === null;
    return { state, effects: silent ? [{ type: "send", words: hollow(state) }] : [] };
  }
  if (words.epoch > state.epoch) {
    // Nobody makes us start anew all the time; what was meant comes again [PN2].
    if (state.rebuilds > 0 && nowMs - state.sinceMs < CALM_MS) return { state, effects: [] };
    const anew = rebuild(state, words.epoch, nowMs);
    const then = heard(anew.state, words, nowMs);
    return { state: then.state, effects: [...anew.effects, ...then.effects] };
  }
  const ready = words.candidates.filter((candidate) => belongs(candidate, state.remoteSdp));
  const early = words.candidates.filter((candidate) => !ready.includes(candidate));
  const inbox = words.description
    ? [...state.inbox, words.description].slice(-MOST_WAITING)
    : state.inbox;
  const next = { ...state, inbox, early: [...state.early, ...early].slice(-MOST_EARLY) };
  return drive(next, ready.length > 0 ? [{ type: "add", candidates: ready }] : []);
}

function tick(state: NegotiationState, nowMs: number): NegotiationStep {
  if (!state.open) return { state, effects: [] };
  if (state.restartAtMs !== null && nowMs >= state.restartAtMs) return restart(state, nowMs);
  if (state.againAtMs !== null && nowMs >= state.againAtMs) return again(state, nowMs);
  // While a description is made, nobody knows yet whose candidates these are.
  if (state.sendAtMs === null || nowMs < state.sendAtMs || state.busy === "local" || !state.own) {
    return { state, effects: [] };
  }
  const upTo = Math.min(state.found.length, state.sent + PER_SIGNAL);
  const candidates = state.found.slice(state.sent, upTo);
  const sendAtMs = upTo < state.found.length ? nowMs + BATCH_MS : null;
  const words = { epoch: state.epoch, description: null, candidates };
  return {
    state: { ...state, sent: upTo, sendAtMs },
    effects: candidates.length > 0 ? [{ type: "send", words }] : [],
  };
}

/** [PN2] An offer is sent again until it is answered; an answer, until the link is there. */
function again(state: NegotiationState, nowMs: number): NegotiationStep {
  const due = state.signaling === "offered" ||
    (state.link !== "connected" && state.own?.type === "offer" && !state.plain);
  if (!due || !state.own) return { state: { ...state, againAtMs: null }, effects: [] };
  if (state.tries >= MOST_TRIES) {
    if (state.signaling === "offered") return rebuild(state, state.epoch + 1, nowMs);
    return { state: { ...state, againAtMs: null }, effects: [] };
  }
  const tries = state.tries + 1;
  const next = { ...state, tries, againAtMs: nowMs + AGAIN_MS * (tries + 1) };
  return { state: next, effects: [sendAll(next)] };
}

function restart(state: NegotiationState, nowMs: number): NegotiationStep {
  if (state.restarts >= MOST_RESTARTS) return rebuild(state, state.epoch + 1, nowMs);
  const restarts = state.restarts + 1;
  const next = { ...state, restarts, restartAtMs: nowMs + RESTART_EVERY_MS * restarts };
  // Before anything was agreed on there is nothing to restart: the side that offers goes on offering.
  if (state.remoteSdp === "") {
    return { state: next, effects: state.polite ? [{ type: "send", words: hollow(state) }] : [] };
  }
  return { state: next, effects: [{ type: "restart" }] };
}

function rebuild(state: NegotiationState, epoch: number, nowMs: number): NegotiationStep {
  const rebuilds = Math.min(state.rebuilds + 1, REBUILD_PAUSES_MS.length - 1);
  const { polite, plain, open } = state;
  const fresh = openNegotiation({ polite, plain, open, epoch, rebuilds }, nowMs);
  const restartAtMs = nowMs + CONNECT_MS + REBUILD_PAUSES_MS[rebuilds]!;
  const next = { ...fresh, restartAtMs };
  const effects: NegotiationEffect[] = [{ type: "rebuild" }];
  // The polite side offers nothing by itself: it asks for an offer.
  if (state.polite) effects.push({ type: "send", words: hollow(next) });
  return { state: next, effects };
}

/** The newest description and its candidates, however often they were sent. */
function sendAll({ epoch, own, found }: NegotiationState): NegotiationEffect {
  return {
    type: "send",
    words: { epoch, description: own, candidates: found.slice(0, PER_SIGNAL) },
  };
}

function hollow({ epoch }: NegotiationState): LinkWords {
  return { epoch, description: null, candidates: [] };
}

/** Whether a candidate is one of a description. */
function belongs({ ufrag }: Candidate, sdp: string): boolean {
  if (sdp === "") return false;
  return ufrag === null || sdp.includes(`a=ice-ufrag:${ufrag}\r\n`);
}
