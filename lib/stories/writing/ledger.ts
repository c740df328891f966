/**
 * The ledger of a story: what is so and who knows it, and which promises are open, after any chapter. Pure; it is told from
 * what the continuity editor wrote down for each chapter, and from nothing else ([WR3]).
 */
import type { Continuity, Fact, StoryPromise } from "@/lib/stories/writing/model.ts";

/** A fact, and the chapter after which it is known. */
export interface LedgerFact extends Fact {
  readonly chapter: number;
}

export interface Ledger {
  /** The last chapter that is told of. */
  readonly chapter: number;
  /** In the order in which they became so; the last word where one changed. */
  readonly facts: readonly LedgerFact[];
  /** Refs of promises that were opened and not paid. */
  readonly open: readonly string[];
  readonly paid: readonly string[];
  readonly summaries: readonly { chapter: number; summary: string }[];
}

/** The part of a continuity output that the ledger is made of. */
export type ChapterLedger = Pick<Continuity, "n" | "facts" | "opened" | "paid" | "summary">;

/** The ledger after chapter `n`; 0 is before the first. Chapters may come in any order. */
export function ledgerAfter(chapters: readonly ChapterLedger[], n: number): Ledger {
  const told = chapters.filter((chapter) => chapter.n <= n).sort((a, b) => a.n - b.n);
  const facts: LedgerFact[] = [];
  const open = new Set<string>();
  const paid = new Set<string>();
  for (const chapter of told) {
    for (const fact of chapter.facts) {
      const old = facts.findIndex((other) => isUpdate(other, fact));
      if (old >= 0) facts.splice(old, 1);
      facts.push({ ...fact, chapter: chapter.n });
    }
    for (const ref of chapter.opened) if (!paid.has(ref)) open.add(ref);
    for (const ref of chapter.paid) {
      open.delete(ref);
      paid.add(ref);
    }
  }
  return {
    chapter: n,
    facts,
    open: [...open],
    paid: [...paid],
    summaries: told.map(({ n: chapter, summary }) => ({ chapter, summary })),
  };
}

/** The same name and the same subject: the fact has changed. The same name alone may be another's, counted anew. */
function isUpdate(before: Fact, after: Fact): boolean {
  return before.ref === after.ref &&
    (before.about.length === 0 || before.about.some((one) => after.about.includes(one)));
}

/** Whether somebody knows a fact. */
export function knows(fact: Pick<Fact, "knownBy">, person: string): boolean {
  return fact.knownBy.length === 0 || fact.knownBy.includes(person);
}

export interface PromiseState extends StoryPromise {
  readonly state: "planned" | "open" | "paid";
}

/** Every promise of a story with where it stands; what a chapter opened is paid or open, nothing is lost. */
export function promisesOf(promises: readonly StoryPromise[], ledger: Ledger): PromiseState[] {
  const open = new Set(ledger.open);
  const paid = new Set(ledger.paid);
  return promises.map((promise) => ({
    ...promise,
    state: paid.has(promise.ref) ? "paid" : open.has(promise.ref) ? "open" : "planned",
  }));
}
