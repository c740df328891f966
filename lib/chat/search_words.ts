/**
 * Finds words in what was said, and cuts out the passage around them. A word may stand anywhere inside another, so that
 * `바다` finds `바다에서` and `밤바다`. Browser-safe.
 */
import { readMarkup } from "@/lib/chat/markup.ts";

/** Most words of one search. */
const MAX_TERMS = 8;
/** Characters shown before and after what was found. */
const BEFORE_CHARS = 40;
const AFTER_CHARS = 100;

/** A piece of a passage; `hit` where it is one of the words. */
export interface PassagePart {
  text: string;
  hit: boolean;
}

/** Reads a query: its words in the form in which texts are compared, each once. Empty where it asks for nothing. */
export function readTerms(query: string): string[] {
  const words = fold(query).text.split(/\s+/).filter((word) => word !== "");
  return [...new Set(words)].slice(0, MAX_TERMS);
}

/** Whether a text holds every one of the words. */
export function hasTerms(text: string, terms: readonly string[]): boolean {
  const folded = fold(text).text;
  return terms.every((term) => folded.includes(term));
}

/**
 * Cuts the passage of a message in which the words stand.
 *
 * @param terms As {@link readTerms} gives them.
 * @returns Null where one of the words is not in it.
 */
export function findPassage(content: string, terms: readonly string[]): PassagePart[] | null {
  const shown = plainLine(content);
  const { text, origin } = fold(shown);
  if (terms.length === 0 || !terms.every((term) => text.includes(term))) return null;
  const spans = mergeSpans(terms.flatMap((term) => [...occurrences(text, term)]));
  const first = origin[spans[0]![0]]!;
  const start = cutBefore(shown, Math.max(0, first - BEFORE_CHARS));
  const end = cutBefore(shown, Math.min(shown.length, first + AFTER_CHARS));
  const parts: PassagePart[] = start > 0 ? [{ text: "…", hit: false }] : [];
  let at = start;
  for (const [from, to] of spans.map(([a, b]) => [origin[a]!, origin[b]!] as const)) {
    if (to > end) break;
    if (from > at) parts.push({ text: shown.slice(at, from), hit: false });
    parts.push({ text: shown.slice(from, to), hit: true });
    at = to;
  }
  if (at < end) parts.push({ text: shown.slice(at, end), hit: false });
  if (end < shown.length) parts.push({ text: "…", hit: false });
  return parts;
}

/** One line without markup, as lists show it. */
function plainLine(content: string): string {
  const words = readMarkup(content).map((token) =>
    token.type === "text" ? token.text : token.type === "break" ? " " : ""
  );
  return words.join("").replace(/\s+/g, " ").trim().normalize("NFC");
}

/**
 * Writes a text as texts are compared: composed, small letters, wide and narrow forms alike. `origin[n]` is where
 * character `n` of it stood in the text, and one past the end for what follows the last.
 */
function fold(shown: string): { text: string; origin: number[] } {
  let text = "";
  const origin: number[] = [];
  let at = 0;
  for (const character of shown.normalize("NFC")) {
    const folded = character.normalize("NFKC").toLowerCase();
    for (let n = 0; n < folded.length; n++) origin.push(at);
    text += folded;
    at += character.length;
  }
  origin.push(at);
  return { text, origin };
}

type Span = readonly [from: number, to: number];

function* occurrences(text: string, term: string): Generator<Span> {
  for (let at = text.indexOf(term); at !== -1; at = text.indexOf(term, at + term.length)) {
    yield [at, at + term.length];
  }
}

/** Puts spans in order, and those that touch into one. */
function mergeSpans(spans: Span[]): Span[] {
  const merged: Span[] = [];
  for (const [from, to] of spans.sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && from <= last[1]) merged[merged.length - 1] = [last[0], Math.max(last[1], to)];
    else merged.push([from, to]);
  }
  return merged;
}

/** The start of the character that stands at `at`: never the middle of an emoji's pair. */
function cutBefore(text: string, at: number): number {
  return /[\udc00-\udfff]/.test(text[at] ?? "") ? at - 1 : at;
}
