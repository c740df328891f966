/**
 * Owns the improviser's chance: one stream of numbers from a seed and a text, so that the same
 * request gives the same reply.
 *
 * Browser-safe.
 */

/** Chance with a memory of its seed. */
export interface Chance {
  /** Uniform in [0, 1). */
  next(): number;
  /** True with this probability. */
  happens(probability: number): boolean;
  /** One of the items; null of none. */
  pick<T>(items: readonly T[]): T | null;
  /** The items in another order. */
  shuffle<T>(items: readonly T[]): T[];
}

/** 32-bit FNV-1a of the UTF-16 units of a text. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}

/** Makes chance from a seed. The generator is mulberry32, which is small and passes gjrand. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  return {
    next,
    happens: (probability) => next() < probability,
    pick: (items) => items[Math.floor(next() * items.length)] ?? null,
    shuffle(items) {
      const mixed = items.map((item) => ({ item, at: next() }));
      return mixed.sort((a, b) => a.at - b.at).map(({ item }) => item);
    },
  };
}
