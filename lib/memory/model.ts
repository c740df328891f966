/**
 * Memory of a conversation: a summary that rolls on as messages leave the window of the prompt, and facts.
 *
 * [ME1] A summary stands at the place of the last message that it tells of, and names the facts known there. It holds on
 *       the branches that go through that message, and on no other.
 * [ME2] A fact that was found knows the message it is from. One that the reader added by hand holds on every branch.
 * [ME3] From a message of which the reader forgot a fact, none is found again; nor is one that says much the same.
 * [ME4] Memory is made after a reply, never before one, and one reply makes at most one piece of it.
 */
import { z } from "zod";
import { HISTORY_LENGTH } from "@/lib/ai/prompt.ts";
import { Place } from "@/lib/chat/model.ts";
import { isAlike, sketchOf } from "@/lib/memory/sketch.ts";
import { upgrader } from "@/lib/store/versioned.ts";

export const MAX_SUMMARY_CHARS = 1_500;
export const MAX_FACT_CHARS = 200;
/** Most facts of a conversation, on all its branches together: its book stays below 64 KiB. */
export const MAX_FACTS = 60;
/** How many forgotten facts are remembered as such. */
const MAX_FORGOTTEN = 100;
/** Messages that one piece of memory is made of. */
export const STEP = 10;
/** So many messages without memory make it time for the next piece: two replies before the first of them leaves the window. */
const DUE = HISTORY_LENGTH - 4;

const text = (max: number) =>
  z.string().normalize("NFC").transform((words) =>
    words.replace(/\r\n?/g, "\n").replace(/[^\P{Cc}\n\t]/gu, "").trim()
  ).pipe(z.string().max(max));

/** One line that somebody writes. */
export const FactText = text(MAX_FACT_CHARS).transform((line) => line.replace(/\s+/g, " "))
  .pipe(z.string().min(1));
export const SummaryText = text(MAX_SUMMARY_CHARS);

export const Fact = z.object({
  id: z.string(),
  text: z.string(),
  /** The message it is from; null for one that was added by hand. */
  source: Place.nullable(),
  /** Kept and sent before all others. */
  pinned: z.boolean(),
  editedAtMs: z.number().nullable(),
  createdAtMs: z.number(),
});
export type Fact = z.infer<typeof Fact>;

/** The facts of a conversation. */
export const MemoryBook = z.object({
  v: z.literal(1),
  /** Oldest first. */
  facts: z.array(Fact),
  forgotten: z.array(z.object({ sourceId: z.string().nullable(), sketch: z.string() })),
  /** The fact that was forgotten last and can still be brought back. */
  removed: Fact.nullable(),
});
export type MemoryBook = z.infer<typeof MemoryBook>;

export const readBook = upgrader<MemoryBook>(1);
export const EMPTY_BOOK: MemoryBook = { v: 1, facts: [], forgotten: [], removed: null };

export const Summary = z.object({
  v: z.literal(1),
  /** The last message it tells of. */
  at: Place,
  /** Depth of the first message it tells of. */
  from: z.number().int(),
  text: z.string(),
  /** Facts that were known there. Some may have been forgotten since. */
  factIds: z.array(z.string()),
  /** Who wrote it: a model, a rule that picks sentences, or the reader. */
  by: z.enum(["model", "extract", "reader"]),
  madeAtMs: z.number(),
});
export type Summary = z.infer<typeof Summary>;

export const readSummary = upgrader<Summary>(1);

/** How many messages the next piece of memory is made of; 0 while there is nothing to do. */
export function dueMessages({ total, told }: { total: number; told: number }): number {
  return total - told < DUE ? 0 : STEP;
}

/** The facts that hold where this is the nearest summary: pinned ones first, then the newest. */
export function factsAt({ facts }: MemoryBook, summary: Pick<Summary, "factIds"> | null): Fact[] {
  const known = new Set(summary?.factIds ?? []);
  const held = facts.filter(({ id, source }) => source === null || known.has(id));
  return held.toReversed().sort((a, b) => Number(b.pinned) - Number(a.pinned));
}

/** Most characters of facts that one prompt holds. */
const MAX_SENT_CHARS = 3_000;

/** What goes into a prompt: the summary, and facts in the order of their claims, as far as there is room. */
export function sendable(
  { summary, facts }: { summary: Pick<Summary, "text"> | null; facts: readonly Fact[] },
): { summary: string; facts: string[] } {
  let room = MAX_SENT_CHARS;
  const sent = facts.map(({ text }) => text).filter(({ length }) => (room -= length) >= 0);
  return { summary: summary?.text ?? "", facts: sent };
}

/** A fact before anybody keeps it. */
export interface FoundFact {
  text: string;
  source: Place;
}

/**
 * Puts what was found into the book, but for what is known and what was forgotten; of a message that has been asked
 * before, what the book has of it holds. Where there is no room, the oldest
 * facts go that nobody pinned, edited or wrote.
 *
 * @returns The book, and the ids of what holds from here on.
 */
export function learn(
  book: MemoryBook,
  found: readonly FoundFact[],
  { known, newId, nowMs }: { known: readonly string[]; newId: () => string; nowMs: number },
): { book: MemoryBook; ids: string[] } {
  const names = new Set(known);
  const sketches = book.facts.filter(({ id, source }) => source === null || names.has(id))
    .map((fact) => sketchOf(fact.text));
  const facts = [...book.facts];
  const ids: string[] = [];
  for (const { text, source } of found) {
    // A message that branches share, or that is read once more, has been asked before.
    const before = book.facts.filter((fact) => fact.source?.id === source.id);
    if (before.length > 0) {
      for (const { id } of before) if (!names.has(id) && !ids.includes(id)) ids.push(id);
      continue;
    }
    const sketch = sketchOf(text);
    const wasForgotten = book.forgotten.some((gone) =>
      gone.sourceId === source.id || isAlike(gone.sketch, sketch)
    );
    if (wasForgotten || sketches.some((other) => isAlike(other, sketch))) continue;
    const fact: Fact = {
      id: newId(),
      text,
      source,
      pinned: false,
      editedAtMs: null,
      createdAtMs: nowMs,
    };
    sketches.push(sketch);
    facts.push(fact);
    ids.push(fact.id);
  }
  return { book: { ...book, facts: fit(facts) }, ids };
}

function fit(facts: readonly Fact[]): Fact[] {
  const isFree = ({ pinned, editedAtMs, source }: Fact) =>
    !pinned && editedAtMs === null && source !== null;
  let excess = facts.length - MAX_FACTS;
  const kept = facts.filter((fact) => excess <= 0 || !isFree(fact) || excess-- <= 0);
  return kept.slice(0, MAX_FACTS);
}

/** Forgets a fact, so that it does not come back by itself. Null where there is none of that name. */
export function forget(book: MemoryBook, id: string): MemoryBook | null {
  const removed = book.facts.find((fact) => fact.id === id);
  if (!removed) return null;
  const gone = { sourceId: removed.source?.id ?? null, sketch: sketchOf(removed.text) };
  return {
    ...book,
    facts: book.facts.filter((fact) => fact !== removed),
    forgotten: [...book.forgotten, gone].slice(-MAX_FORGOTTEN),
    removed,
  };
}

/** Brings back what was forgotten last. */
export function recollect(book: MemoryBook): MemoryBook {
  const { removed } = book;
  if (!removed || book.facts.length >= MAX_FACTS) return book;
  const facts = [...book.facts, removed].sort((a, b) => a.createdAtMs - b.createdAtMs);
  return { ...book, facts, forgotten: book.forgotten.slice(0, -1), removed: null };
}
