/**
 * Whether a lore key occurs in a text: plain keys as substrings or whole words, and foreign
 * patterns only through a linear-time engine, within a budget of steps. Browser-safe.
 */
import { RE2JS } from "re2js";

const MAX_PATTERN_LENGTH = 512;
const MAX_PROGRAM_SIZE = 4000;
/** Steps of one activation; about half a second at the very worst, ordinary books need a hundredth. */
export const MAX_KEY_STEPS = 8_000_000;
/** What compiling costs for each character of a pattern, its repetitions written out. Measured with RE2JS 2. */
const STEPS_PER_COMPILED_CHAR = 256;
/** Repetitions written out; a pattern beyond would only be refused for its program's size, after a second of compiling. */
const MAX_WRITTEN_OUT = 32_000;
/** Characters that a substring search covers in the time of one pattern step. */
const PLAIN_CHARS_PER_STEP = 64;
/** A key of this form is a pattern, whatever `use_regex` says: SillyTavern sets that on all. */
const PATTERN_FORM = /^\/(.+)\/([a-z]*)$/s;
/** Scripts that do not put blanks between words, or join particles to them, as Korean does. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const WORD_CHAR = /[\p{L}\p{N}\p{M}_]/u;

/** How plain keys of one entry are compared. */
export interface KeyOptions {
  caseSensitive: boolean;
  /** Applies to keys of one word in scripts with spaces; all others are substrings. */
  wholeWords: boolean;
}

/** Whether a key is written as a pattern, `/…/flags`. */
export function isPatternKey(key: string): boolean {
  return PATTERN_FORM.test(key.trim());
}

/** A text to search, with its folded form made once. */
export class Haystack {
  readonly text: string;
  #folded: string | null = null;

  constructor(text: string) {
    this.text = text.normalize("NFC");
  }

  get folded(): string {
    return this.#folded ??= this.text.toLowerCase();
  }
}

/**
 * Matches keys for one activation. Patterns are compiled once; one that RE2 does not support or
 * is too long never matches. A pattern costs its compiling and then characters × program size in
 * steps, a plain key hardly any; once the steps are spent, nothing matches any more.
 */
export class KeyMatcher {
  #patterns = new Map<string, RE2JS | null>();
  #stepsLeft: number;

  constructor(maxSteps = MAX_KEY_STEPS) {
    this.#stepsLeft = maxSteps;
  }

  /** Whether the key occurs in the text. Blank keys occur nowhere. */
  matches(key: string, haystack: Haystack, options: KeyOptions): boolean {
    const trimmed = key.trim();
    if (trimmed === "") return false;
    const pattern = PATTERN_FORM.exec(trimmed);
    if (pattern !== null) {
      return this.#matchesPattern(pattern[1] ?? "", pattern[2] ?? "", haystack.text);
    }
    if (!this.#spend(haystack.text.length / PLAIN_CHARS_PER_STEP)) return false;
    const needle = trimmed.normalize("NFC");
    const text = options.caseSensitive ? haystack.text : haystack.folded;
    const folded = options.caseSensitive ? needle : needle.toLowerCase();
    return options.wholeWords && !/\s/.test(folded) && !UNSPACED.test(folded)
      ? includesWord(text, folded)
      : text.includes(folded);
  }

  #matchesPattern(source: string, flags: string, text: string): boolean {
    const id = `${flags}/${source}`;
    let pattern = this.#patterns.get(id);
    if (pattern === undefined) {
      const length = writtenOut(source);
      const isSmall = source.length <= MAX_PATTERN_LENGTH && length <= MAX_WRITTEN_OUT;
      if (isSmall && !this.#spend(length * STEPS_PER_COMPILED_CHAR)) return false;
      pattern = isSmall ? compilePattern(source, flags) : null;
      this.#patterns.set(id, pattern);
    }
    if (pattern === null || !this.#spend(pattern.programSize() * text.length)) return false;
    return pattern.matcher(text).find();
  }

  #spend(steps: number): boolean {
    this.#stepsLeft -= 1 + steps;
    return this.#stepsLeft >= 0;
  }
}

/** At most the length of a pattern with its counted repetitions (`x{2,9}`) written out; RE2 allows 1,000 of nested ones. */
function writtenOut(source: string): number {
  let times = 1;
  for (const [, least, most] of source.matchAll(/\{(\d{1,4})(?:,(\d{0,4}))?\}/g)) {
    times += Number(most || least);
  }
  return source.length * times;
}

/** Compiles `/source/flags` for RE2, or null when it cannot be one. `g`, `u`, `y` change nothing here. */
function compilePattern(source: string, flags: string): RE2JS | null {
  if (/[^dgimsuy]/.test(flags)) return null;
  let re2Flags = 0;
  if (flags.includes("i")) re2Flags |= RE2JS.CASE_INSENSITIVE;
  if (flags.includes("m")) re2Flags |= RE2JS.MULTILINE;
  if (flags.includes("s")) re2Flags |= RE2JS.DOTALL;
  try {
    const pattern = RE2JS.compile(RE2JS.translateRegExp(source), re2Flags);
    return pattern.programSize() > MAX_PROGRAM_SIZE ? null : pattern;
  } catch {
    // V3: an invalid pattern is no match. Look-around and back-references end here too.
    return null;
  }
}

/** Finds a word that no letter, digit or mark touches on either side. */
function includesWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const before = at === 0 ? "" : lastChar(text.slice(Math.max(0, at - 2), at));
    const after = text.slice(at + word.length, at + word.length + 2);
    if (!WORD_CHAR.test(before) && !WORD_CHAR.test(firstChar(after))) return true;
  }
  return false;
}

function firstChar(text: string): string {
  return [...text][0] ?? "";
}

function lastChar(text: string): string {
  return [...text].at(-1) ?? "";
}
