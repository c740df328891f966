/**
 * Cuts words that stream in into sentences to be said, each as soon as it is whole. Pure and browser-safe.
 *
 * - [SP1] The sentences depend on the joined text alone, not on how it was cut into chunks.
 * - [SP2] Nothing is said twice; what is not said is markup, tags, signs, and code.
 * - [SP3] No sentence is longer than a voice says at one go: Chrome's voices of the network fall silent after some
 *   fifteen seconds (crbug.com/679437).
 */
import { createEmotionParser } from "@/lib/ai/emotion.ts";
import { createMarkupReader, type MarkupToken } from "@/lib/chat/markup.ts";
import type { Asides } from "@/lib/speech/asides.ts";
import { estimateMs, paceOf } from "@/lib/speech/pace.ts";
import { speakable } from "@/lib/speech/speakable.ts";

/** Something to say at one go. */
export interface Sentence {
  text: string;
  /** What somebody does, not what they say; always false where asides are read like all else. */
  aside: boolean;
}

export interface SentenceOptions {
  asides?: Asides;
  /** Longest sentence, in milliseconds at the usual pace. */
  maxMs?: number;
}

export interface SentenceReader {
  /** Takes the next words; gives the sentences that are whole now. */
  push(chunk: string): Sentence[];
  /** Gives what is left. */
  end(): Sentence[];
}

/** Longest sentence where nothing else is said, in milliseconds. */
export const MAX_SENTENCE_MS = 10_000;

/** What ends a sentence, with the quotes and brackets that close after it. */
const END = /([.!?…]+|[。！？])(["'”’»」』）)\]]*)/g;
/** A stop after these ends no sentence. */
const SHORTENED =
  /(?:^|[\s("'“‘])(?:mr|mrs|ms|dr|prof|st|sr|jr|vs|etc|e\.g|i\.e|no|vol|p|pp|fig|approx|[a-z])$/i;

export function createSentenceReader(options: SentenceOptions = {}): SentenceReader {
  const { asides = "soft", maxMs = MAX_SENTENCE_MS } = options;
  const emotions = createEmotionParser();
  const markup = createMarkupReader();
  let plain = "";
  /** Words between stars; null outside of them. */
  let starred: string | null = null;
  let inCode = false;
  let found: Sentence[] = [];

  function give(text: string, aside: boolean): void {
    if (/^\s*```/.test(text)) {
      inCode = !inCode;
      return;
    }
    if (inCode || (aside && asides === "skip")) return;
    for (const part of shorten(speakable(text), maxMs)) {
      found.push({ text: part, aside: aside && asides === "soft" });
    }
  }

  function cut(final: boolean): void {
    const { sentences, rest } = splitSentences(plain, final);
    plain = rest;
    for (const sentence of sentences) give(sentence, false);
  }

  function closeStars(): void {
    const words = starred ?? "";
    starred = null;
    if (!isAside(words, plain)) {
      plain += words;
      return;
    }
    cut(true);
    for (const sentence of splitSentences(words, true).sentences) give(sentence, true);
  }

  function take(token: MarkupToken): void {
    if (token.type === "open" && token.tag === "em") starred ??= "";
    else if (token.type === "close" && token.tag === "em") closeStars();
    else if (token.type === "text" || token.type === "break") {
      const text = token.type === "text" ? token.text : "\n";
      if (starred === null) plain += text;
      else starred += text;
    }
  }

  function read(chunk: string, final: boolean): Sentence[] {
    const events = [...emotions.push(chunk), ...(final ? emotions.end() : [])];
    for (const event of events) {
      if (event.type === "text") { for (const token of markup.push(event.text)) take(token); }
    }
    if (final) { for (const token of markup.end()) take(token); }
    cut(final);
    const sentences = found;
    found = [];
    return sentences;
  }

  return { push: (chunk) => read(chunk, false), end: () => read("", true) };
}

/** Whether words between stars are a deed and not a stress: they stand for themselves, or are a sentence. */
function isAside(words: string, before: string): boolean {
  const stands = before.trim() === "" || /[.!?…。！？]["'”’»」』）)\]]*\s*$/.test(before);
  if (stands || /[.!?…。！？,]\s*$/.test(words)) return true;
  return words.trim().split(/\s+/).length > 2 ||
    /[가-힣](?:다|며|고|듯|듯이|면서)$/.test(words.trim());
}

/** Whole sentences at the beginning of a text, and what is left. With `final`, all of it. */
export function splitSentences(
  text: string,
  final: boolean,
): { sentences: string[]; rest: string } {
  const sentences: string[] = [];
  let from = 0;
  const give = (to: number) => {
    if (text.slice(from, to).trim() !== "") sentences.push(text.slice(from, to));
    from = to;
  };
  for (const line of text.matchAll(/[^\n]*(?:\n|$)/g)) {
    const start = line.index;
    for (const end of line[0].matchAll(END)) {
      const at = start + end.index;
      const after = at + end[0].length;
      if (after < text.length && endsHere(text, { from, at, after, mark: end[1]! })) give(after);
    }
    if (line[0].endsWith("\n")) give(start + line[0].length);
  }
  if (final) give(text.length);
  return { sentences, rest: text.slice(from) };
}

function endsHere(
  text: string,
  { from, at, after, mark }: { from: number; at: number; after: number; mark: string },
): boolean {
  if (/[。！？]/.test(mark)) return true;
  if (!/\s/.test(text.charAt(after))) return false;
  if (mark !== ".") return true;
  const before = text.slice(from, at);
  // "Dr. Ko", "J. K.", and the number of a point in a list.
  return !SHORTENED.test(before) && !/^\s*\d{1,3}$/.test(before);
}

/** Cuts a sentence that is too long where one would take breath. */
function shorten(text: string, maxMs: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (estimateMs(rest) > maxMs) {
    const at = breathIn(rest, maxMs);
    parts.push(rest.slice(0, at).trim());
    rest = rest.slice(at).trim();
  }
  parts.push(rest);
  return parts.filter((part) => part !== "");
}

/** The last place for a breath within that time: after a comma, else between words, else anywhere. */
function breathIn(text: string, maxMs: number): number {
  let ms = 0;
  let at = 0;
  let comma = 0;
  let space = 0;
  for (const char of text) {
    ms += paceOf(char);
    if (ms > maxMs) break;
    at += char.length;
    if (/[,;:—、，]/.test(char)) comma = at;
    if (/\s/.test(char)) space = at;
  }
  // A comma right at the beginning would leave nearly all of it.
  return comma > at / 3 ? comma : space || Math.max(at, 1);
}
