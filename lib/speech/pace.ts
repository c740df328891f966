/** How long words take to say, by their letters. Pure and browser-safe. */

/**
 * Milliseconds of the parts of speech, estimated and not measured: some 5 Korean syllables or 14 English letters a second.
 * They matter only where a browser does not tell how far its voice is.
 */
export const PACE = {
  syllable: 195,
  letter: 70,
  digit: 260,
  /** A Chinese character or a kana. */
  sign: 180,
  space: 35,
  comma: 220,
  stop: 420,
} as const;

const STOPS = /[.!?…。！？\n]/;
const COMMAS = /[,;:—–、，·]/;

/** How long one character takes, in milliseconds. */
export function paceOf(char: string): number {
  if (/\s/.test(char) && char !== "\n") return PACE.space;
  if (STOPS.test(char)) return PACE.stop;
  if (COMMAS.test(char)) return PACE.comma;
  if (/\p{N}/u.test(char)) return PACE.digit;
  if (/[\uac00-\ud7a3]/.test(char)) return PACE.syllable;
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(char)) return PACE.sign;
  return /\p{L}/u.test(char) ? PACE.letter : 0;
}

/** About how long a voice takes for a text at the usual pace, in milliseconds. */
export function estimateMs(text: string): number {
  let ms = 0;
  for (const char of text) ms += paceOf(char);
  return ms;
}
