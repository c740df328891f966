/** Finds characters by words, Korean and English: partial words, initial consonants, spacing that differs. */
import { getChoseong } from "es-hangul";
import { type Character, fold } from "@/lib/characters/model.ts";

/** What is searched of one character, prepared once. */
export interface SearchEntry {
  id: string;
  lang: Character["lang"];
  mature: boolean;
  createdAtMs: number;
  /** Folded tags. */
  tags: string[];
  name: string;
  /** Name without spaces. */
  compactName: string;
  /** Initial consonants of the name: `해녀 순덕` → `ㅎㄴㅅㄷ`. */
  initials: string;
  /** Name, tags and tagline. */
  all: string;
  /** The same without spaces. */
  compactAll: string;
}

export interface SearchQuery {
  q: string;
  tag?: string | undefined;
  lang?: Character["lang"] | undefined;
  mature?: boolean;
}

/** Longest part of a query that is looked at, in characters. */
const MAX_QUERY = 100;
const MAX_WORDS = 8;

/** What is searched of something that has a name. */
export type Searched = Pick<
  Character,
  "id" | "name" | "tagline" | "tags" | "lang" | "rating" | "createdAtMs"
>;

/** Prepares a character, or something like one, for searching. */
export function toSearchEntry(character: Searched): SearchEntry {
  const name = fold(character.name);
  const tags = character.tags.map(fold);
  const all = [name, ...tags, fold(character.tagline)].join("\n");
  return {
    id: character.id,
    lang: character.lang,
    mature: character.rating === "mature",
    createdAtMs: character.createdAtMs,
    tags,
    name,
    compactName: name.replaceAll(" ", ""),
    initials: getChoseong(name).replaceAll(" ", ""),
    all,
    compactAll: all.replaceAll(" ", ""),
  };
}

/**
 * How well an entry fits: 0 not at all; more is better. Every word must occur. Names count most, then tags, then the
 * tagline; a whole word more than its beginning, and that more than a part.
 */
export function scoreEntry(entry: SearchEntry, words: readonly string[]): number {
  let score = 0;
  for (const word of words) {
    const found = scoreWord(entry, word);
    if (found === 0) return 0;
    score += found;
  }
  return score;
}

function scoreWord(entry: SearchEntry, word: string): number {
  if (entry.name === word || entry.compactName === word) return 100;
  if (entry.name.startsWith(word) || entry.name.includes(` ${word}`)) return 60;
  if (entry.compactName.includes(word)) return 40;
  if (/^[ㄱ-ㅎ]+$/.test(word)) return entry.initials.includes(word) ? 30 : 0;
  if (entry.tags.includes(word)) return 25;
  if (entry.tags.some((tag) => tag.includes(word))) return 15;
  if (entry.all.includes(word)) return 10;
  return entry.compactAll.includes(word) ? 5 : 0;
}

/** Splits a query into words. */
export function queryWords(q: string): string[] {
  return fold(q.slice(0, MAX_QUERY)).split(/[\s#,]+/).filter(Boolean).slice(0, MAX_WORDS);
}

/** Searches entries, best first, newer first among equals. */
export function searchEntries(
  entries: Iterable<SearchEntry>,
  { q, tag, lang, mature = false }: SearchQuery,
): { id: string; score: number; createdAtMs: number }[] {
  const words = queryWords(q);
  const wantedTag = tag === undefined ? undefined : fold(tag);
  const found: { id: string; score: number; createdAtMs: number }[] = [];
  for (const entry of entries) {
    if (entry.mature !== mature || (lang && entry.lang !== lang)) continue;
    if (wantedTag !== undefined && !entry.tags.includes(wantedTag)) continue;
    const score = scoreEntry(entry, words);
    if (score > 0) found.push({ id: entry.id, score, createdAtMs: entry.createdAtMs });
  }
  return found.sort((a, b) => b.score - a.score || b.createdAtMs - a.createdAtMs || order(a, b));
}

function order(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
