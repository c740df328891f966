/**
 * What lore remembers of one chat between turns: entries that stay on, rest, or have matched.
 * Effects count messages, and vanish when the chat did not advance past the turn that set them,
 * so a swipe or a deletion undoes them. Browser-safe.
 */
import { z } from "zod";

/** From the turn that set it (exclusive) until `untilTurn` (exclusive); turns are message counts. */
const Effect = z.object({ setTurn: z.number(), untilTurn: z.number() });
type Effect = z.infer<typeof Effect>;

/** The lore state of one chat. Keys are entry ids of `getEntryIds`. Copy it into a branch. */
export const LoreState = z.object({
  sticky: z.record(z.string(), Effect),
  cooldown: z.record(z.string(), Effect),
  /** Turn of the first match, of entries with an `…_after_match` decorator. */
  matched: z.record(z.string(), z.number()),
});
export type LoreState = z.infer<typeof LoreState>;

/** The state of a chat that has not begun. */
export function emptyLoreState(): LoreState {
  return { sticky: {}, cooldown: {}, matched: {} };
}

/** Most characters that a state takes as JSON: it is stored with its chat, whose record has some 64 KiB of room. */
const MAX_STATE_CHARS = 20_000;

/** As much of a state as fits beside a chat: what fits no more is forgotten, as if it had never been woken. */
export function boundLoreState(state: LoreState): LoreState {
  if (JSON.stringify(state).length <= MAX_STATE_CHARS) return state;
  let room = MAX_STATE_CHARS;
  const fit = <T>(effects: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(
      Object.entries(effects).filter((effect) => (room -= JSON.stringify(effect).length) >= 0),
    );
  return { sticky: fit(state.sticky), cooldown: fit(state.cooldown), matched: fit(state.matched) };
}

/** Timing an entry asks for, in messages; 0 is none. */
export interface LoreTiming {
  sticky: number;
  cooldown: number;
  remembersMatch: boolean;
}

/**
 * Brings the state to a turn: drops effects set at this turn or later, and those that ended. A
 * sticky effect that ended hands over to the entry's cooldown.
 */
export function settleLoreState(
  state: LoreState,
  { nowTurn, timings }: { nowTurn: number; timings: ReadonlyMap<string, LoreTiming> },
): LoreState {
  const next = emptyLoreState();
  for (const [id, turn] of Object.entries(state.matched)) {
    if (timings.has(id) && turn < nowTurn) next.matched[id] = turn;
  }
  for (const [id, effect] of Object.entries(state.cooldown)) {
    if (timings.has(id) && isOn(effect, nowTurn)) next.cooldown[id] = effect;
  }
  for (const [id, effect] of Object.entries(state.sticky)) {
    const timing = timings.get(id);
    if (timing === undefined) continue;
    if (isOn(effect, nowTurn)) {
      next.sticky[id] = effect;
    } else if (timing.cooldown > 0) {
      const rest = { setTurn: effect.setTurn, untilTurn: effect.untilTurn + timing.cooldown };
      if (isOn(rest, nowTurn)) next.cooldown[id] = rest;
    }
  }
  return next;
}

function isOn({ setTurn, untilTurn }: Effect, nowTurn: number): boolean {
  return setTurn < nowTurn && nowTurn < untilTurn;
}

/** Notes that these entries were activated at a turn. Running effects are not prolonged. */
export function noteActivations(
  state: LoreState,
  { nowTurn, ids, timings }: {
    nowTurn: number;
    ids: readonly string[];
    timings: ReadonlyMap<string, LoreTiming>;
  },
): LoreState {
  const next: LoreState = {
    sticky: { ...state.sticky },
    cooldown: { ...state.cooldown },
    matched: { ...state.matched },
  };
  for (const id of ids) {
    const timing = timings.get(id);
    if (timing === undefined) continue;
    if (timing.remembersMatch) next.matched[id] ??= nowTurn;
    if (timing.sticky > 0) {
      next.sticky[id] ??= { setTurn: nowTurn, untilTurn: nowTurn + timing.sticky };
    } else if (timing.cooldown > 0) {
      next.cooldown[id] ??= { setTurn: nowTurn, untilTurn: nowTurn + timing.cooldown };
    }
  }
  return next;
}
