/**
 * Tells what somebody says from what a loudspeaker says: a microphone that stays open hears both, and a character must not
 * answer itself. Pure and browser-safe.
 */

/** Share of what was heard that has to be in what was said; recognizers get some of it wrong. */
const ALIKE = 0.7;
/** Too short to tell, in letters. */
const SHORTEST = 2;

/** Whether what was heard is (a part of) what was just said aloud. */
export function isEcho(heard: string, said: string): boolean {
  const ours = lettersOf(heard);
  const theirs = lettersOf(said);
  if (ours.length < SHORTEST || theirs === "") return false;
  if (theirs.includes(ours)) return true;
  const pairs = pairsOf(ours);
  const known = new Set(pairsOf(theirs));
  return pairs.filter((pair) => known.has(pair)).length / pairs.length >= ALIKE;
}

/** Whether that is enough to be meant: one letter of a cough is not, one syllable of Korean is. */
export function isMeant(heard: string): boolean {
  const letters = lettersOf(heard);
  return letters.length >= SHORTEST ||
    /[\uac00-\ud7a3\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(letters);
}

function lettersOf(text: string): string {
  return text.normalize("NFC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

function pairsOf(letters: string): string[] {
  return Array.from({ length: letters.length - 1 }, (_, n) => letters.slice(n, n + 2));
}
