/** Applause: however many clap, a second of it is one event for each kind. Pure, browser-safe. */
import type { Emote } from "@/lib/spaces/motion.ts";

/** How long reactions are gathered, in milliseconds. */
export const GATHER_MS = 1000;

/** What was gathered since the first reaction of a window; `emote → people`. */
export interface ReactionState {
  readonly sinceMs: number;
  readonly people: ReadonlyMap<Emote, ReadonlySet<string>>;
}

export const NO_REACTIONS: ReactionState = { sinceMs: 0, people: new Map() };

/** Many people's reaction of one kind. */
export interface GatheredReaction {
  type: "reaction";
  /** The first of them. */
  user_id: string;
  reaction: Emote;
  /** How many people, the first among them. */
  count: number;
}

/** Takes one more reaction. Somebody who claps ten times in a second claps once. */
export function gather(
  state: ReactionState,
  { userId, reaction }: { userId: string; reaction: Emote },
  nowMs: number,
): ReactionState {
  const before = state.people.get(reaction);
  if (before?.has(userId)) return state;
  const people = new Map(state.people);
  people.set(reaction, new Set(before).add(userId));
  return { sinceMs: state.people.size === 0 ? nowMs : state.sinceMs, people };
}

/** When the gathered reactions are due, in milliseconds since 1970; null where there are none. */
export function dueAtMs({ people, sinceMs }: ReactionState): number | null {
  return people.size === 0 ? null : sinceMs + GATHER_MS;
}

/** Gives the events that are due, one for each kind in the order they began; none before the second is over. */
export function release(
  state: ReactionState,
  nowMs: number,
): { state: ReactionState; events: GatheredReaction[] } {
  const due = dueAtMs(state);
  if (due === null || nowMs < due) return { state, events: [] };
  const events = [...state.people].map(([reaction, people]): GatheredReaction => {
    const [first = ""] = people;
    return { type: "reaction", user_id: first, reaction, count: people.size };
  });
  return { state: NO_REACTIONS, events };
}
