/** Finds names that are nearly those of the story's people: a slip of the pen, where no such person is known. Pure. */
import type { Locale } from "@/lib/i18n/locale.ts";
import type { StoryPerson } from "@/lib/stories/writing/model.ts";
import { formsOf } from "@/lib/stories/writing/passages.ts";

export interface Misspelt {
  /** The sentence. */
  readonly quote: string;
  /** As it should be. */
  readonly name: string;
}

interface Text {
  body: string;
  lang: Locale;
  people: readonly StoryPerson[];
  places: readonly { name: string }[];
  terms: readonly string[];
}

/** What follows a Korean name, so that it is one: words that merely look alike are mostly followed by something else. */
const AFTER_NAME = "(?:이가|이는|이를|이의|에게|한테|씨|님|아|야|은|는|이|가|을|를|의|와|과|도)";

/** Lists sentences with a name that is one letter, or one syllable, beside a known one. */
export function misspelt({ body, lang, people, places, terms }: Text): Misspelt[] {
  const known = new Set(people.flatMap((person) => formsOf(person, lang)));
  const others = [...places.map(({ name }) => name), ...terms].join(" ");
  const found: Misspelt[] = [];
  for (const sentence of body.match(/[^.!?…\n]+/gu) ?? []) {
    for (const { word, isStart } of candidatesIn(sentence, lang)) {
      if (known.has(word) || others.includes(word)) continue;
      const name = [...known].find((form) =>
        lang === "ko" ? isSlipOfSyllables(word, form) : !isStart && isSlipOfLetters(word, form)
      );
      if (name !== undefined) found.push({ quote: sentence.trim(), name });
    }
  }
  return found;
}

function candidatesIn(sentence: string, lang: Locale): { word: string; isStart: boolean }[] {
  if (lang === "en") {
    return [...sentence.matchAll(/\p{Lu}[\p{Ll}\p{Lu}]{3,}/gu)].map(({ 0: word, index }) => ({
      word,
      isStart: /^[\s“"'‘(*_-]*$/u.test(sentence.slice(0, index)),
    }));
  }
  const pattern = new RegExp(`(?<![가-힣])([가-힣]{3})(?=${AFTER_NAME}(?![가-힣])|[ ,.]|$)`, "gu");
  return [...sentence.matchAll(pattern)].map(([, word = ""]) => ({ word, isStart: false }));
}

/** Three syllables, of which the family name and one more are right. */
function isSlipOfSyllables(word: string, form: string): boolean {
  if (word.length !== 3 || form.length !== 3 || word[0] !== form[0]) return false;
  return (word[1] === form[1]) !== (word[2] === form[2]);
}

function isSlipOfLetters(word: string, form: string): boolean {
  if (form.length < 4 || form.includes(" ") || word[0] !== form[0]) return false;
  // A plural or a possessive is no slip.
  if (word === `${form}s`) return false;
  return distance(word, form) === 1 && Math.min(word.length, form.length) >= 4;
}

/** Letters to put in, take out or change (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
