/** Small things that every part of the improviser needs: limits of the stages' outputs, and dealing without repeating. */
import { createChance, hashText } from "@/lib/ai/demo/random.ts";

/** Longest `line` of a stage's output. */
const LINE = 300;

/** Cuts a line to what an output may hold. */
export function clip(text: string, longest = LINE): string {
  const flat = text.replace(/\s*\n\s*/g, " ").trim();
  return flat.length <= longest ? flat : `${flat.slice(0, longest - 1).trimEnd()}…`;
}

/** What a bank must have: an empty list in it is a mistake. */
export function must<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) {
    throw new RangeError("Cannot write from an empty bank");
  }
  return value;
}

/** The item at a place of a shuffled deck, so that all have their turn before one comes again. */
export function deal<T>(items: readonly T[], key: string | number, at: number): T {
  const deck = createChance(hashText(String(key))).shuffle(items);
  return must(deck[((at % deck.length) + deck.length) % deck.length]);
}
