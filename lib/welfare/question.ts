/**
 * Owns reading what somebody looks for: the words that count, and the place they name.
 *
 * Browser-safe.
 */
import { isInitials, splitWords, stem } from "@/lib/welfare/korean.ts";
import { provinceOf } from "@/lib/welfare/regions.ts";
import { isSilent, isWeak } from "@/lib/welfare/vocabulary.ts";

/** Longest part of a question that is looked at, in characters. */
const MAX_QUESTION = 200;
const MAX_WORDS = 8;

/** A question, taken apart. */
export interface Question {
  /** What is looked for, without particles; the words that count. */
  words: readonly string[];
  /** Words that most services have: they order what the others found. */
  weak: readonly string[];
  /** The place it names; null without one. */
  region: string | null;
}

/**
 * Reads a question. Words that every service has count only where nothing else is said.
 *
 * @param places Places within provinces that the directory knows, by the name people use (`홍천`, `홍천군`).
 */
export function readQuestion(q: string, places: ReadonlyMap<string, string>): Question {
  const strong: string[] = [];
  const weak: string[] = [];
  let region: string | null = null;
  for (const raw of splitWords(q.slice(0, MAX_QUESTION))) {
    const word = isInitials(raw) ? raw : stem(raw);
    const place = provinceOf(raw) ?? provinceOf(word) ?? places.get(raw) ?? places.get(word);
    if (place) {
      // The nearer place of two: `서울 강남구` means the second.
      if (region === null || place.startsWith(region)) region = place;
      continue;
    }
    if (isSilent(raw) || isSilent(word) || (word.length < 2 && !/^[가-힣]$/.test(word))) continue;
    (isWeak(word) || isWeak(raw) ? weak : strong).push(word);
  }
  const [words, lesser] = strong.length > 0 ? [strong, weak] : [weak, []];
  return { words: distinct(words), weak: distinct(lesser), region };
}

function distinct(words: readonly string[]): string[] {
  return [...new Set(words)].slice(0, MAX_WORDS);
}

/** Whether a question looks for anything. */
export function isQuestion({ words, region }: Question): boolean {
  return words.length > 0 || region !== null;
}
