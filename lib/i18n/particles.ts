/** Chooses Korean particles by the sound before them: `하루이(가)` → `하루가`. Browser-safe. */

/** Form after a final consonant, form after a vowel. */
const PAIRS = [
  ["이", "가"],
  ["을", "를"],
  ["은", "는"],
  ["과", "와"],
  ["아", "야"],
  ["이랑", "랑"],
  ["이나", "나"],
  ["으로", "로"],
] as const;

const FORMS = new Map<string, readonly [string, string]>(
  PAIRS.flatMap((pair) => [
    [`${pair[0]}(${pair[1]})`, pair],
    [`${pair[1]}(${pair[0]})`, pair],
  ]),
);
const PATTERN = new RegExp(
  `(\\S)(${[...FORMS.keys()].map((form) => form.replace(/[()]/g, "\\$&")).join("|")})`,
  "gu",
);

/** Digits that end in a consonant when read in Korean: 영 일 삼 육 칠 팔. */
const CLOSED_DIGITS = "013678";
/** Latin letters that end a word with a consonant sound which Korean keeps. */
const CLOSED_LETTERS = "lmnr";

/** Replaces every particle that is written in both forms by the one that fits what stands before it. */
export function chooseParticles(text: string): string {
  return text.replace(PATTERN, (_whole, before: string, form: string) => {
    const [closed, open] = FORMS.get(form)!;
    // 로, not 으로, also after ㄹ: 서울로.
    if (closed === "으로" && /[ㄹ]$/.test(lastSound(before))) return before + open;
    return before + (endsClosed(before) ? closed : open);
  });
}

function endsClosed(character: string): boolean {
  if (/[가-힣]/.test(character)) return finalOf(character) > 0;
  if (/\d/.test(character)) return CLOSED_DIGITS.includes(character);
  return CLOSED_LETTERS.includes(character.toLowerCase());
}

/** The final consonant of a syllable or of a digit's name, where it is ㄹ. */
function lastSound(character: string): string {
  if (/[가-힣]/.test(character)) return finalOf(character) === 8 ? "ㄹ" : "";
  return "178".includes(character) ? "ㄹ" : "";
}

/** Which of the 28 finals a syllable has: none is 0, ㄹ is 8. Source: Unicode 16, 3.12, Hangul Syllables. */
function finalOf(syllable: string): number {
  return (syllable.charCodeAt(0) - 0xac00) % 28;
}
