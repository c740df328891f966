/** Whom one hears: the nearest few, chosen so that nobody flickers in and out at the border. Metres. Browser-safe. */

/** Somebody on the floor. */
export interface Spot {
  id: string;
  x: number;
  z: number;
}

/** Most voices that one wants to hear. */
export const WANTED = 8;
/** Most links at a time: room for some who want to hear us and whom we do not need to hear. */
export const MOST_LINKS = 12;
/** Heard from here on, and until there. */
export const HEAR_M = 13;
export const HEAR_UNTIL_M = 16;
/** How much nearer a new voice has to be than one that is heard, to take its place. */
const STAY_M = 1.5;
/** Those who are told that we are there, so that both sides know each other before they come near. */
export const AROUND = 32;
const AROUND_M = 20;
const AROUND_UNTIL_M = 24;

/** Distance on the floor. */
export function distance(a: { x: number; z: number }, b: { x: number; z: number }): number {
  return Math.hypot(a.x - b.x, a.z - b.z);
}

interface Choice {
  most: number;
  enterM: number;
  leaveM: number;
  stayM: number;
}

function choose(
  me: { x: number; z: number },
  spots: readonly Spot[],
  { current, most, enterM, leaveM, stayM }: Choice & { current: ReadonlySet<string> },
): string[] {
  return spots
    .map(({ id, x, z }) => ({ id, d: distance(me, { x, z }), had: current.has(id) }))
    .filter(({ d, had }) => d <= (had ? leaveM : enterM))
    .map(({ id, d, had }) => ({ id, rank: had ? d - stayM : d }))
    .sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1))
    .slice(0, most)
    .map(({ id }) => id);
}

/** The voices to hear among `spots`, nearest first. `current` are those heard so far: they go a little later. */
export function chooseWanted(
  me: { x: number; z: number },
  spots: readonly Spot[],
  current: ReadonlySet<string>,
): string[] {
  const rule = { most: WANTED, enterM: HEAR_M, leaveM: HEAR_UNTIL_M, stayM: STAY_M };
  return choose(me, spots, { ...rule, current });
}

/** Those near enough to be told that we are there. */
export function chooseAround(
  me: { x: number; z: number },
  spots: readonly Spot[],
  current: ReadonlySet<string>,
): string[] {
  const rule = { most: AROUND, enterM: AROUND_M, leaveM: AROUND_UNTIL_M, stayM: STAY_M };
  return choose(me, spots, { ...rule, current });
}
