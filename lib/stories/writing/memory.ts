/**
 * What later chapters remember of finished ones, within a number of tokens: what happened last in full, what is older in
 * short, and the facts that matter. Pure.
 */
import { estimateTokens } from "@/lib/ai/tokens.ts";
import { type Ledger, type LedgerFact, promisesOf } from "@/lib/stories/writing/ledger.ts";
import type { StoryPromise } from "@/lib/stories/writing/model.ts";

/** Tokens for the memory of a story. Half of it are summaries at most. */
export const MEMORY_TOKENS = 3_500;
/** Summaries that stay whole. */
const WHOLE = 3;
const SHORT_CHARS = 140;

export interface Memory {
  /** Oldest first. */
  summaries: { chapter: number; summary: string }[];
  /** In the order in which they became so. */
  facts: LedgerFact[];
  promises: { ref: string; what: string; state: string; pays: number | null }[];
}

/** Chooses what is remembered. Whatever is about `people` goes before other facts, and newer before older. */
export function memoryOf(
  ledger: Ledger,
  { promises, people, tokens = MEMORY_TOKENS }: {
    promises: readonly StoryPromise[];
    people: readonly string[];
    tokens?: number;
  },
): Memory {
  const told = promisesOf(promises, ledger).filter(({ state }) => state === "open")
    .map(({ ref, what, state, pays }) => ({ ref, what, state, pays }));
  let left = tokens - costOf(told);
  const summaries: Memory["summaries"] = [];
  const half = left / 2;
  for (const [back, one] of ledger.summaries.toReversed().entries()) {
    const kept = back < WHOLE ? one : { ...one, summary: shorten(one.summary) };
    const cost = costOf(kept);
    // The last one is remembered, come what may: without it, nothing goes on.
    if (back > 0 && left - cost < half) break;
    left -= cost;
    summaries.unshift(kept);
  }
  const wanted = new Set(people);
  const matters = (fact: LedgerFact) => fact.about.some((one) => wanted.has(one)) ? 1 : 0;
  const ranked = ledger.facts.map((fact, at) => ({ fact, at }))
    .sort((a, b) => matters(b.fact) - matters(a.fact) || b.at - a.at);
  const chosen = new Set<LedgerFact>();
  for (const { fact } of ranked) {
    left -= costOf(fact);
    if (left < 0) break;
    chosen.add(fact);
  }
  return { summaries, facts: ledger.facts.filter((fact) => chosen.has(fact)), promises: told };
}

function costOf(value: unknown): number {
  return estimateTokens(JSON.stringify(value));
}

function shorten(text: string): string {
  if (text.length <= SHORT_CHARS) return text;
  const cut = text.slice(0, SHORT_CHARS - 1);
  const end = Math.max(cut.lastIndexOf(" "), SHORT_CHARS / 2);
  return `${cut.slice(0, end).toWellFormed().trimEnd()}…`;
}
