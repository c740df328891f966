/**
 * The stage of a fan meeting: a queue, one person at a time, each for as long as a turn lasts. Pure.
 *
 * - [ST1] Nobody stands twice in the queue, nor in it while they are on the stage.
 * - [ST2] Turns never overlap: one begins once the one before is over.
 * - [ST3] Turns begin in the order of the queue; whoever left the space by then is passed over.
 * - [ST4] A turn ends when its time is over, when its person leaves, and when a host says so.
 * - [ST5] Turns are had between the start of the event and its end; the queue forms as soon as there are people.
 * - [ST6] A closed stage takes nobody more; those who wait still get their turn.
 */
import { z } from "zod";
import type { Space } from "@/lib/spaces/model.ts";
import type { Stage } from "@/lib/spaces/protocol.ts";
import { upgrader } from "@/lib/store/versioned.ts";

/** How much longer one press lets a turn last, in milliseconds. */
export const EXTEND_MS = 30_000;
/** However often it is pressed, a turn ends within this time from the last press. */
export const MAX_LEFT_MS = 10 * 60_000;
/** People who wait at once: every change tells everybody all of them. */
export const MAX_QUEUE = 100;

const Person = z.object({ userId: z.string(), nickname: z.string() });
export type StagePerson = z.infer<typeof Person>;

export const StageState = z.object({
  v: z.literal(1),
  /** Whether the queue takes people. */
  open: z.boolean(),
  current: Person.extend({ sinceMs: z.number(), untilMs: z.number() }).nullable(),
  queue: z.array(Person),
});
export type StageState = z.infer<typeof StageState>;
export const readStage = upgrader<StageState>(1);

/** A stage as every fan meeting begins: the queue may form. */
export const EMPTY_STAGE: StageState = { v: 1, open: true, current: null, queue: [] };

/** What happens to a stage. `skip`, `next`, `extend`, `open`, `close` and `clear` are a host's. */
export type StageEvent =
  | { type: "join"; person: StagePerson }
  | { type: "leave"; userId: string }
  | { type: "skip"; userId: string }
  | { type: "next" }
  | { type: "extend" }
  | { type: "open" }
  | { type: "close" }
  /** Ends the turn and sends everybody home. */
  | { type: "clear" }
  /** Time passed. */
  | { type: "tick" };

/** What the stage stands in at this moment. */
export interface StageHouse {
  nowMs: number;
  startsAtMs: number;
  endsAtMs: number;
  turnMs: number;
  /** Whether a person is in the space. */
  isHere(userId: string): boolean;
}

export type StageEffect =
  /** The stage changed: keep it and tell everybody, in one commit. */
  | { type: "announce" }
  | { type: "refuse"; reason: "stage_closed" | "stage_full" | "not_in_space" };

export interface Stepped {
  state: StageState;
  effects: StageEffect[];
}

/** Moves the stage on. Without effects, nothing changed. */
export function step(state: StageState, event: StageEvent, house: StageHouse): Stepped {
  if (event.type === "join") {
    const reason = refusalOf(state, event.person, house);
    if (reason) return { state, effects: [{ type: "refuse", reason }] };
  }
  const next = callUp(apply(state, event, house), house);
  return next === state ? { state, effects: [] } : { state: next, effects: [{ type: "announce" }] };
}

function refusalOf(state: StageState, { userId }: StagePerson, house: StageHouse) {
  if (placeOf(state, userId) !== null) return null;
  if (!state.open || house.nowMs >= house.endsAtMs) return "stage_closed";
  if (!house.isHere(userId)) return "not_in_space";
  return state.queue.length >= MAX_QUEUE ? "stage_full" : null;
}

/** What an event itself does. The same object where that is nothing. */
function apply(state: StageState, event: StageEvent, { nowMs, endsAtMs }: StageHouse): StageState {
  switch (event.type) {
    case "join":
      return placeOf(state, event.person.userId) !== null
        ? state
        : { ...state, queue: [...state.queue, event.person] };
    case "leave":
    case "skip":
      return withoutPerson(state, event.userId);
    case "next":
      return state.current === null ? state : { ...state, current: null };
    case "extend": {
      if (!state.current) return state;
      const { untilMs } = state.current;
      const longerMs = Math.min(untilMs + EXTEND_MS, nowMs + MAX_LEFT_MS, endsAtMs);
      return longerMs <= untilMs
        ? state
        : { ...state, current: { ...state.current, untilMs: longerMs } };
    }
    case "open":
    case "close": {
      const open = event.type === "open" && nowMs < endsAtMs;
      return open === state.open ? state : { ...state, open };
    }
    case "clear":
      return state.current === null && state.queue.length === 0
        ? state
        : { ...state, current: null, queue: [] };
    case "tick":
      return state;
  }
}

/** Ends a turn that is over, and calls up the next who is still here. */
function callUp(state: StageState, house: StageHouse): StageState {
  const { nowMs, startsAtMs, endsAtMs, turnMs, isHere } = house;
  const { current } = state;
  if (nowMs >= endsAtMs) {
    const isDark = !state.open && current === null && state.queue.length === 0;
    return isDark ? state : { ...state, open: false, current: null, queue: [] };
  }
  if (current && nowMs < current.untilMs && isHere(current.userId)) return state;
  // Before the start nobody is on the stage, whoever waits.
  const n = nowMs < startsAtMs ? -1 : state.queue.findIndex(({ userId }) => isHere(userId));
  const called = state.queue[n];
  if (!called) {
    const queue = nowMs < startsAtMs ? state.queue : [];
    return current === null && queue.length === state.queue.length
      ? state
      : { ...state, current: null, queue };
  }
  const untilMs = Math.min(nowMs + turnMs, endsAtMs);
  return {
    ...state,
    current: { userId: called.userId, nickname: called.nickname, sinceMs: nowMs, untilMs },
    queue: state.queue.slice(n + 1),
  };
}

/** The stage without this person, whether they are on it or wait. */
export function withoutPerson(state: StageState, userId: string): StageState {
  const place = placeOf(state, userId);
  if (place === null) return state;
  return place === 0
    ? { ...state, current: null }
    : { ...state, queue: state.queue.toSpliced(place - 1, 1) };
}

/** 0 on the stage, 1 for whoever is next, and so on; null for somebody who does not wait. */
export function placeOf(state: StageState, userId: string): number | null {
  if (state.current?.userId === userId) return 0;
  const n = state.queue.findIndex((person) => person.userId === userId);
  return n === -1 ? null : n + 1;
}

/** Whether a stage may have to move on by itself before somebody does something. */
export function isStageActive(state: StageState): boolean {
  return state.current !== null || state.queue.length > 0;
}

/** Whether a tick could change anything, told without knowing who is here. */
export function isTickDue(
  { current, queue }: StageState,
  { nowMs, startsAtMs, endsAtMs }: Pick<StageHouse, "nowMs" | "startsAtMs" | "endsAtMs">,
): boolean {
  if (current) return nowMs >= Math.min(current.untilMs, endsAtMs);
  return queue.length > 0 && nowMs >= startsAtMs;
}

/** Whether a space has a stage at all. */
export function hasStage(space: Pick<Space, "type" | "event">): boolean {
  return space.type === "fanmeeting" && space.event !== null;
}

/**
 * The character whom all that this person says in the space is for: while they are on the stage, the one whom the fan
 * meeting is with. Null for everybody else, and where a human is the host.
 */
export function stageAddressee(
  stage: StageState | null,
  space: Pick<Space, "type" | "event">,
  userId: string,
): string | null {
  if (!hasStage(space) || stage?.current?.userId !== userId) return null;
  return space.event?.hostCharacterId ?? null;
}

/** The stage as clients see it. */
export function stageFrame({ open, current, queue }: StageState): Stage {
  const wire = ({ userId, nickname }: StagePerson) => ({ user_id: userId, nickname });
  return {
    open,
    current: current && { ...wire(current), until: new Date(current.untilMs).toISOString() },
    queue: queue.map(wire),
  };
}
