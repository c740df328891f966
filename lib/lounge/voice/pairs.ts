/**
 * Who else has a voice here, and which pairs are linked. Both sides run this, and come to the same answer: a pair is
 * linked while either wants to hear the other, and both have room. Pure. Browser-safe.
 */
import { chooseAround, chooseWanted, MOST_LINKS, type Spot } from "@/lib/lounge/voice/mesh.ts";
import type { Gone, Here } from "@/lib/lounge/voice/signal.ts";

/** Somebody who said that they have a voice. */
interface Known {
  session: string;
  /** They want to hear us. */
  wants: boolean;
  /** They have no room for us. */
  full: boolean;
  /** When they last said so. */
  heardAtMs: number;
}

/** When somebody is asked once more. */
interface Asking {
  count: number;
  atMs: number;
}

export interface PairsState {
  readonly me: string;
  readonly session: string;
  /** Where one is, and everybody else whom one does not keep out. */
  readonly at: { x: number; z: number };
  readonly spots: readonly Spot[];
  /** Those within reach, whether they have a voice or not. */
  readonly around: ReadonlyMap<string, Asking>;
  readonly known: ReadonlyMap<string, Known>;
  readonly wanted: ReadonlySet<string>;
  /** Linked pairs: id → session. */
  readonly linked: ReadonlyMap<string, string>;
  /** Linked pairs that hear each other. */
  readonly connected: ReadonlySet<string>;
  readonly blocked: ReadonlySet<string>;
  /** What each was told last: want and full. */
  readonly told: ReadonlyMap<string, string>;
}

export type PairsEvent =
  /** Where everybody is. */
  | { type: "spots"; me: { x: number; z: number }; spots: readonly Spot[] }
  | { type: "heard"; from: string; signal: Here | Gone }
  /** A link came from somebody with whom there is none. */
  | { type: "stray"; from: string }
  | { type: "connected"; id: string; on: boolean }
  | { type: "blocked"; ids: ReadonlySet<string> }
  /** The way to the others was gone for a while: what was told may be lost. */
  | { type: "resync" }
  | { type: "tick" }
  | { type: "leave" };

export type PairsEffect =
  | { type: "tell"; to: string; signal: Here | Gone }
  | { type: "open"; id: string; session: string }
  | { type: "close"; id: string }
  /** A later page of the same person has the voice now. */
  | { type: "elsewhere" };

export interface PairsStep {
  state: PairsState;
  effects: PairsEffect[];
}

/** First pause before somebody is asked once more; it doubles. Milliseconds. */
const ASK_AGAIN_MS = 3_000;
const ASK_AGAIN_MAX_MS = 60_000;
/** Somebody whom we are about to hear is asked more often. */
const ASK_LINKED_MAX_MS = 12_000;
/** Somebody with whom no link comes about, and who does not answer for so long, is gone. */
const SILENT_MS = 45_000;

export function openPairs(me: string, session: string): PairsState {
  return {
    me,
    session,
    at: { x: 0, z: 0 },
    spots: [],
    around: new Map(),
    known: new Map(),
    wanted: new Set(),
    linked: new Map(),
    connected: new Set(),
    blocked: new Set(),
    told: new Map(),
  };
}

/** The next state, and what to do. */
export function stepPairs(state: PairsState, event: PairsEvent, nowMs: number): PairsStep {
  switch (event.type) {
    case "spots":
      return settle(place(state, event, nowMs), nowMs);
    case "heard":
      return heard(state, event.from, event.signal, nowMs);
    case "stray": {
      if (state.blocked.has(event.from) || !state.around.has(event.from)) return keep(state);
      const due = new Map(state.around).set(event.from, { count: 0, atMs: nowMs });
      return settle({ ...state, around: due }, nowMs);
    }
    case "connected": {
      const connected = new Set(state.connected);
      if (event.on && state.linked.has(event.id)) connected.add(event.id);
      else connected.delete(event.id);
      return keep({ ...state, connected });
    }
    case "blocked":
      return block(state, event.ids, nowMs);
    case "resync": {
      const due = [...state.around.keys()].map((id) => [id, { count: 0, atMs: nowMs }] as const);
      return settle({ ...state, around: new Map(due), told: new Map() }, nowMs);
    }
    case "tick":
      return settle(forget(state, nowMs), nowMs);
    case "leave":
      return leave(state);
  }
}

/** Who was asked again and again and is not heard any more has closed the page without a word. */
function forget(state: PairsState, nowMs: number): PairsState {
  const silent = (id: string, { heardAtMs }: Known) =>
    state.linked.has(id) && !state.connected.has(id) && nowMs - heardAtMs > SILENT_MS;
  if (![...state.known].some(([id, known]) => silent(id, known))) return state;
  return { ...state, known: new Map([...state.known].filter(([id, one]) => !silent(id, one))) };
}

function keep(state: PairsState): PairsStep {
  return { state, effects: [] };
}

/** Looks who is near. Who is out of reach is forgotten: both sides say so anew when they meet again. */
function place(
  state: PairsState,
  { me, spots }: Extract<PairsEvent, { type: "spots" }>,
  nowMs: number,
): PairsState {
  const others = spots.filter(({ id }) => id !== state.me && !state.blocked.has(id));
  const around = new Map(
    chooseAround(me, others, new Set(state.around.keys()))
      .map((id) => [id, state.around.get(id) ?? { count: 0, atMs: nowMs }]),
  );
  // Who wants us and is linked stays known, however crowded it is between us.
  const here = new Set(others.map(({ id }) => id));
  const known = new Map(
    [...state.known].filter(([id]) => around.has(id) || (state.linked.has(id) && here.has(id))),
  );
  return { ...state, at: me, spots: others, around, known };
}

function heard(state: PairsState, from: string, signal: Here | Gone, nowMs: number): PairsStep {
  if (from === state.me) {
    // [VO1] Of two pages of one person, the later has the voice.
    if (signal.kind === "gone" || signal.session <= state.session) return keep(state);
    const left = leave(state);
    return { state: left.state, effects: [...left.effects, { type: "elsewhere" }] };
  }
  if (state.blocked.has(from)) return keep(state);
  const had = state.known.get(from);
  if (had && had.session > signal.session) return keep(state);
  const known = new Map(state.known);
  const told = new Map(state.told);
  if (signal.kind === "gone") {
    if (had?.session !== signal.session) return keep(state);
    known.delete(from);
    told.delete(from);
    return settle({ ...state, known, told }, nowMs);
  }
  known.set(from, {
    session: signal.session,
    wants: signal.want,
    full: signal.full,
    heardAtMs: nowMs,
  });
  // [VO2] Another page of them knows nothing yet; and who asks is answered, though nothing changed.
  if (signal.ask || had?.session !== signal.session) told.delete(from);
  return settle({ ...state, known, told }, nowMs);
}

function block(state: PairsState, blocked: ReadonlySet<string>, nowMs: number): PairsStep {
  const effects: PairsEffect[] = [];
  const known = new Map(state.known);
  const told = new Map(state.told);
  for (const id of blocked) {
    if (!known.delete(id) && !told.has(id)) continue;
    told.delete(id);
    effects.push({ type: "tell", to: id, signal: { kind: "gone", session: state.session } });
  }
  const around = new Map(state.around);
  for (const id of blocked) around.delete(id);
  const spots = state.spots.filter(({ id }) => !blocked.has(id));
  const settled = settle({ ...state, blocked, known, told, around, spots }, nowMs);
  return { state: settled.state, effects: [...effects, ...settled.effects] };
}

function leave(state: PairsState): PairsStep {
  const effects: PairsEffect[] = [];
  for (const id of state.linked.keys()) effects.push({ type: "close", id });
  for (const id of state.known.keys()) {
    effects.push({ type: "tell", to: id, signal: { kind: "gone", session: state.session } });
  }
  return { state: { ...openPairs(state.me, state.session), blocked: state.blocked }, effects };
}

/** Chooses anew whom to hear, opens and closes what has to be, then tells those who do not know yet. */
function settle(before: PairsState, nowMs: number): PairsStep {
  const voices = before.spots.filter(({ id }) => before.known.has(id));
  const wanted = new Set(chooseWanted(before.at, voices, before.wanted));
  const state = { ...before, wanted };
  const linked = chooseLinked(state);
  const effects: PairsEffect[] = [];
  for (const [id, session] of state.linked) {
    if (linked.get(id) !== session) effects.push({ type: "close", id });
  }
  for (const [id, session] of linked) {
    if (state.linked.get(id) !== session) effects.push({ type: "open", id, session });
  }
  const connected = new Set(
    [...state.connected].filter((id) => linked.get(id) === state.linked.get(id) && linked.has(id)),
  );
  const told = tell({ ...state, linked, connected }, nowMs);
  return { state: told.state, effects: [...effects, ...told.effects] };
}

/** Those we want come first, then those linked already, then the rest who want us. */
function chooseLinked(state: PairsState): Map<string, string> {
  const rank = (id: string) => state.wanted.has(id) ? 0 : state.linked.has(id) ? 1 : 2;
  const chosen = [...state.known]
    .filter(([id, { wants, full }]) => wants || (state.wanted.has(id) && !full))
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .slice(0, MOST_LINKS);
  return new Map(chosen.map(([id, { session }]) => [id, session]));
}

function tell(state: PairsState, nowMs: number): PairsStep {
  const effects: PairsEffect[] = [];
  const told = new Map(state.told);
  const around = new Map(state.around);
  for (const id of new Set([...state.known.keys(), ...around.keys()])) {
    const known = state.known.has(id);
    const waiting = state.linked.has(id) && !state.connected.has(id);
    const asking = around.get(id);
    const due = asking !== undefined && asking.atMs <= nowMs && (!known || waiting);
    const want = state.wanted.has(id);
    const full = known && !state.linked.has(id) && state.linked.size >= MOST_LINKS;
    const words = `${want} ${full}`;
    if (!due && (!known || told.get(id) === words)) continue;
    told.set(id, words);
    const ask = due;
    effects.push({
      type: "tell",
      to: id,
      signal: { kind: "here", session: state.session, want, full, ask },
    });
    if (due) around.set(id, nextAsking(asking, waiting, nowMs));
  }
  for (const id of told.keys()) if (!around.has(id) && !state.known.has(id)) told.delete(id);
  return { state: { ...state, told, around }, effects };
}

function nextAsking({ count }: Asking, waiting: boolean, nowMs: number): Asking {
  const most = waiting ? ASK_LINKED_MAX_MS : ASK_AGAIN_MAX_MS;
  return { count: count + 1, atMs: nowMs + Math.min(most, ASK_AGAIN_MS * 2 ** count) };
}
