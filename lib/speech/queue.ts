/**
 * What is read aloud, one piece at a time: a state machine that knows neither voices nor the browser.
 * `stepQueue(state, event, nowMs) → { state, effects }`. Pure and browser-safe.
 *
 * - [SQ1] A reply has the floor until all of it was said: replies that come at the same time do not mix. One that says
 *   nothing for a while gives it up.
 * - [SQ2] A pause is a stop that remembers its word: browsers differ in what their own pause does (Chrome on Android
 *   drops the rest, Chrome with voices of the network never goes on).
 * - [SQ3] A voice that gives no sign for much longer than its words take has died, and the next piece begins.
 * - [SQ4] A voice that fails is tried once more as the machine's own; three pieces in a row that fail end the reading.
 * - [SQ5] Where the browser waits for a gesture, nothing is lost.
 * - [SQ6] What waits is bounded: a listener hears what is said now, not what was said an hour ago.
 */
import { estimateMs } from "@/lib/speech/pace.ts";

/** Something to say at one go, and how. */
export interface Piece {
  /** The reply it belongs to. */
  key: string;
  text: string;
  /** BCP 47. */
  lang: string;
  /** Hint at names of voices, as in `voice.ts`. */
  name: string | null;
  pitch: number;
  rate: number;
  /** From 0 to 1, beside the listener's own. */
  loudness: number;
}

export type Trouble =
  /** The browser wants a gesture first. */
  | "gesture"
  /** No voice could say anything. */
  | "failed";

export interface Current {
  /** Names this attempt; what is told of others is late. */
  id: number;
  piece: Piece;
  /** The character at which the attempt began: a piece that was paused goes on where it was. */
  from: number;
  /** The character at which the voice is. */
  at: number;
  /** Whether the voice was heard to begin. */
  began: boolean;
  /** When the voice last gave a sign. */
  signMs: number;
  /** Without a wish for a voice: the second try. */
  plain: boolean;
}

export interface QueueState {
  paused: boolean;
  trouble: Trouble | null;
  current: Current | null;
  waiting: readonly Piece[];
  /** Replies that may grow. */
  open: ReadonlySet<string>;
  /** The reply that is being said. */
  floor: string | null;
  /** Since when the one with the floor says nothing. */
  silentMs: number;
  lastId: number;
  /** Pieces in a row that no voice could say. */
  failures: number;
  /** The piece that was paused goes on here. */
  resumeAt: number;
}

export type QueueEvent =
  | { type: "say"; pieces: readonly Piece[] }
  /** A reply begins, or is whole. */
  | { type: "open" | "close"; key: string }
  /** Nothing more of this reply; without a key, of any. */
  | { type: "drop"; key?: string }
  /** Nothing more of the reply that has the floor. */
  | { type: "skip" }
  | { type: "pause" | "resume" }
  /** From the voice. */
  | { type: "began" | "ended"; id: number }
  | { type: "boundary"; id: number; charIndex: number }
  /** `code` as `SpeechSynthesisErrorEvent.error` has it. */
  | { type: "failed"; id: number; code: string }
  | { type: "tick" };

export type QueueEffect =
  | { type: "speak"; id: number; piece: Piece; text: string; plain: boolean }
  /** Whatever is being said ends now. */
  | { type: "cancel" };

export interface QueueStep {
  state: QueueState;
  effects: readonly QueueEffect[];
}

/** Most pieces that wait, and most replies. */
export const MAX_WAITING = 80;
export const MAX_REPLIES = 4;
/** So long a reply may think before another one speaks, in milliseconds. */
export const PATIENCE_MS = 4_000;
/** A voice begins within this time, and ends within so many times its words plus this, in milliseconds. */
const BEGIN_MS = 6_000;
const SLOWEST = 1.8;
const SLACK_MS = 4_000;
const MAX_FAILURES = 3;

export function openQueue(): QueueState {
  return {
    paused: false,
    trouble: null,
    current: null,
    waiting: [],
    open: new Set(),
    floor: null,
    silentMs: 0,
    lastId: 0,
    failures: 0,
    resumeAt: 0,
  };
}

/** What the listener is told: nothing to say, saying it, or holding on. */
export function phaseOf(
  { paused, current, waiting }: QueueState,
): "idle" | "speaking" | "paused" {
  if (!current && waiting.length === 0) return "idle";
  return paused ? "paused" : "speaking";
}

/** Takes one event. `nowMs` is any clock that goes forward. */
export function stepQueue(state: QueueState, event: QueueEvent, nowMs: number): QueueStep {
  switch (event.type) {
    case "say":
      return next(bound({ ...state, waiting: [...state.waiting, ...event.pieces] }), nowMs);
    case "open":
      return keep({ ...state, open: new Set(state.open).add(event.key) });
    case "close":
      return next({ ...state, open: without(state.open, event.key) }, nowMs);
    case "drop":
      return drop(state, event.key ?? null, nowMs);
    case "skip":
      return state.floor === null ? keep(state) : drop(state, state.floor, nowMs);
    case "pause":
      return state.paused ? keep(state) : hold({ ...state, paused: true });
    case "resume":
      return next({ ...state, paused: false, trouble: null }, nowMs);
    case "tick":
      return tick(state, nowMs);
    default:
      // What is told of an attempt that was given up comes late.
      return state.current?.id === event.id
        ? heard(state, state.current, event, nowMs)
        : keep(state);
  }
}

function keep(state: QueueState): QueueStep {
  return { state, effects: [] };
}

function heard(
  state: QueueState,
  current: Current,
  event: Extract<QueueEvent, { id: number }>,
  nowMs: number,
): QueueStep {
  switch (event.type) {
    case "began":
      return keep({
        ...state,
        trouble: null,
        current: { ...current, began: true, signMs: nowMs },
      });
    case "boundary": {
      const { charIndex } = event;
      if (!Number.isInteger(charIndex) || charIndex < 0) return keep(state);
      const at = Math.min(current.from + charIndex, current.piece.text.length);
      return keep({ ...state, current: { ...current, began: true, at, signMs: nowMs } });
    }
    case "ended":
      return next(done({ ...state, failures: 0 }, nowMs), nowMs);
    case "failed":
      return failed(state, { current, code: event.code, nowMs });
  }
}

function done(state: QueueState, nowMs: number): QueueState {
  return { ...state, current: null, resumeAt: 0, silentMs: nowMs };
}

function failed(
  state: QueueState,
  { current, code, nowMs }: { current: Current; code: string; nowMs: number },
): QueueStep {
  if (code === "not-allowed") {
    // [SQ5]
    return { ...hold({ ...state, paused: true, trouble: "gesture" }), effects: [] };
  }
  // Somebody else ended it: another page, or the browser by itself.
  if (code === "interrupted" || code === "canceled") return next(done(state, nowMs), nowMs);
  // [SQ4]
  if (!current.plain) return speak(state, { piece: current.piece, from: 0, plain: true, nowMs });
  const failures = state.failures + 1;
  if (failures < MAX_FAILURES) return next(done({ ...state, failures }, nowMs), nowMs);
  return keep({ ...openQueue(), lastId: state.lastId, trouble: "failed" });
}

/** [SQ2] Stops the voice and keeps its piece, to go on at the word where it was. */
function hold(state: QueueState): QueueStep {
  const { current } = state;
  if (!current) return keep(state);
  const { piece, at } = current;
  return {
    state: { ...state, current: null, waiting: [piece, ...state.waiting], resumeAt: at },
    effects: [{ type: "cancel" }],
  };
}

function drop(state: QueueState, key: string | null, nowMs: number): QueueStep {
  const goes = (of: string) => key === null || of === key;
  const ends = state.current !== null && goes(state.current.piece.key);
  // What was paused in the middle is the first of those that wait.
  const first = state.waiting[0];
  const left = {
    ...state,
    waiting: state.waiting.filter((piece) => !goes(piece.key)),
    open: key === null ? new Set<string>() : without(state.open, key),
    floor: state.floor !== null && goes(state.floor) ? null : state.floor,
    resumeAt: first && goes(first.key) ? 0 : state.resumeAt,
  };
  if (!ends) return next(left, nowMs);
  const step = next(done(left, nowMs), nowMs);
  return { state: step.state, effects: [{ type: "cancel" }, ...step.effects] };
}

function tick(state: QueueState, nowMs: number): QueueStep {
  const { current } = state;
  if (!current) return next(state, nowMs);
  if (nowMs - current.signMs <= longest(current)) return keep(state);
  // [SQ3] A voice that never began fails; one that fell silent has said what it could.
  const step = current.began
    ? next(done(state, nowMs), nowMs)
    : failed(state, { current, code: "silent", nowMs });
  return { state: step.state, effects: [{ type: "cancel" }, ...step.effects] };
}

function longest({ began, piece, at }: Current): number {
  if (!began) return BEGIN_MS;
  return SLACK_MS + (SLOWEST * estimateMs(piece.text.slice(at))) / Math.max(piece.rate, 0.1);
}

/** Begins the next piece, where there is one and nothing is being said. */
function next(state: QueueState, nowMs: number): QueueStep {
  if (state.current || state.paused) return keep(state);
  const { waiting, floor } = state;
  if (waiting.length === 0) return keep(state);
  // [SQ1]
  let at = floor === null ? 0 : waiting.findIndex(({ key }) => key === floor);
  if (at === -1) {
    if (state.open.has(floor!) && nowMs - state.silentMs < PATIENCE_MS) return keep(state);
    at = 0;
  }
  const piece = waiting[at]!;
  const rest = { ...state, waiting: waiting.toSpliced(at, 1), floor: piece.key, resumeAt: 0 };
  const from = at === 0 ? Math.min(state.resumeAt, piece.text.length) : 0;
  return speak(rest, { piece, from, plain: false, nowMs });
}

function speak(
  state: QueueState,
  { piece, from, plain, nowMs }: { piece: Piece; from: number; plain: boolean; nowMs: number },
): QueueStep {
  const id = state.lastId + 1;
  const current = { id, piece, from, at: from, began: false, signMs: nowMs, plain };
  return {
    state: { ...state, current, lastId: id },
    effects: [{ type: "speak", id, piece, text: piece.text.slice(from), plain }],
  };
}

/** [SQ6] Lets the earliest replies go that wait while others do, but for the one that has the floor. */
function bound(state: QueueState): QueueState {
  let { waiting } = state;
  const keys = [...new Set(waiting.map(({ key }) => key))].filter((key) => key !== state.floor);
  for (const key of keys.slice(0, Math.max(0, keys.length - MAX_REPLIES))) {
    waiting = waiting.filter((piece) => piece.key !== key);
  }
  return { ...state, waiting: waiting.slice(0, MAX_WAITING) };
}

function without(set: ReadonlySet<string>, key: string): ReadonlySet<string> {
  if (!set.has(key)) return set;
  const rest = new Set(set);
  rest.delete(key);
  return rest;
}
