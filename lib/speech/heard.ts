/** What a recognizer has heard so far, out of its list of results. Pure and browser-safe. */

/** The part of `SpeechRecognitionResult` that is needed. */
export interface HeardResult {
  readonly isFinal: boolean;
  readonly length: number;
  readonly [index: number]: { readonly transcript: string; readonly confidence: number };
}

export interface Heard {
  /** Words that stay as they are. */
  settled: string;
  /** Words that may still change. */
  interim: string;
}

export const NOTHING_HEARD: Heard = { settled: "", interim: "" };

/**
 * Reads all results of one session.
 *
 * Chrome on Android gives each final result again with everything before it, and empty ones in between, so a result
 * that begins with the one before stands in its place.
 */
export function readResults(results: ArrayLike<HeardResult>): Heard {
  const finals: string[] = [];
  let interim = "";
  for (let n = 0; n < results.length; n++) {
    const result = results[n];
    const words = result?.[0]?.transcript.trim() ?? "";
    if (!result || words === "") continue;
    if (!result.isFinal) {
      interim = interim !== "" && words.startsWith(interim) ? words : joinWords(interim, words);
      continue;
    }
    const last = finals.at(-1);
    if (last !== undefined && words.startsWith(last)) finals[finals.length - 1] = words;
    else finals.push(words);
  }
  const settled = finals.reduce(joinWords, "");
  // The same fault with what is not final yet.
  const rest = settled !== "" && interim.startsWith(settled)
    ? interim.slice(settled.length).trim()
    : interim;
  return { settled, interim: rest };
}

/** Two stretches of words with one space between, but before signs that cling to a word. */
export function joinWords(before: string, after: string): string {
  if (before === "" || after === "") return before + after;
  return /\s$/.test(before) || /^[\s.,!?…。！？、]/.test(after)
    ? before + after
    : `${before} ${after}`;
}

/** A text with what was heard at a place of it. */
export interface Dictated {
  text: string;
  /** After what was heard. */
  caret: number;
}

/** Puts words between what stands before and after them, no longer in all than `max` UTF-16 units. */
export function placeWords(
  { before, after }: { before: string; after: string },
  words: string,
  max: number,
): Dictated {
  if (words === "") return { text: before + after, caret: before.length };
  const room = Math.max(0, max - before.length - after.length - 2);
  const head = joinWords(before, words.slice(0, room).toWellFormed());
  return { text: joinWords(head, after), caret: head.length };
}
