/** How long a text takes to read. Browser-safe. */

/** Both are what Medium reckons with: words where they are spaced, characters in Chinese, Japanese and Korean. */
const WORDS_PER_MINUTE = 265;
const CHARACTERS_PER_MINUTE = 500;

const CJK = /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;

/** Whole minutes, at least one. Both kinds of writing in one text are reckoned each for itself. */
export function readingMinutes(text: string): number {
  const characters = text.match(CJK)?.length ?? 0;
  const words = text.replace(CJK, " ").match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
  return Math.max(
    1,
    Math.round(characters / CHARACTERS_PER_MINUTE + words / WORDS_PER_MINUTE),
  );
}
