/** The words of a sentence that say what it is about, in Korean and English, found again in other forms. Pure. */
import type { Locale } from "@/lib/i18n/locale.ts";
import { LEXICONS } from "@/lib/stories/writing/lexicon.ts";

/** What Korean hangs on nouns. Longer ones first. */
const PARTICLES =
  /(?:에게서|으로부터|이라고|이라는|에게는|에서는|에서|에게|으로|까지|부터|처럼|보다|라고|라는|하고|이나|은|는|이|가|을|를|의|에|와|과|도|로|만)$/u;
/** What Korean verbs and adjectives end in, in the plain style that facts are written in. */
const ENDINGS =
  /(?:어져 있었다|져 있다|어 있다|었습니다|았습니다|습니다|하였다|되었다|했다|됐다|었다|았다|였다|한다|된다|는다|인다|이다|다)$/u;

/** Lists the words that matter, without those in `without`; verbs by their stems. */
export function termsOf(
  text: string,
  { lang, without }: { lang: Locale; without: readonly string[] },
): string[] {
  const { plain } = LEXICONS[lang];
  const out = new Set(without.map((word) => word.toLowerCase()));
  const words = lang === "ko" ? text.match(/[가-힣]+|\d+/gu) : text.match(/[\p{L}\p{N}’']+/gu);
  const terms = (words ?? []).flatMap((word) => {
    const term = lang === "ko" ? koreanTerm(word) : englishTerm(word);
    const isPlain = plain.has(word.toLowerCase()) || out.has(term) || out.has(word.toLowerCase());
    return isPlain || term.length < (lang === "ko" ? 2 : 3) ? [] : [term];
  });
  return [...new Set(terms)];
}

function koreanTerm(word: string): string {
  const bare = word.replace(PARTICLES, "");
  if (bare !== word) return bare.length >= 2 ? bare : word;
  const stem = word.replace(ENDINGS, "");
  return stem.length >= 2 ? stem : word.slice(0, 2);
}

function englishTerm(word: string): string {
  const bare = word.toLowerCase().replace(/['’]s$/, "");
  if (bare.length <= 3) return "";
  return bare.replace(/(?:ing|ied|ies|ed|es|s|e|y)$/, "");
}

/** Whether a text has a term, in whatever form. */
export function hasTerm(text: string, term: string, lang: Locale): boolean {
  if (lang === "ko") return text.includes(term);
  return new RegExp(`(?<![\\p{L}])${term}`, "iu").test(text);
}
