/**
 * Owns turning Korean (and English) words into what a search compares: words without particles and endings, their
 * letters (jamo), their pairs of syllables, and their initial consonants.
 *
 * Browser-safe.
 */
import { disassemble, getChoseong } from "es-hangul";

/** Lower case and composed; single Korean letters stay as they are typed. */
export function normalize(text: string): string {
  return text.replace(/[^\u3131-\u318e]+/g, (part) => part.normalize("NFKC")).toLowerCase();
}

/** Runs of one script: `LH임대주택` is `lh` and `임대주택`. */
export function splitWords(text: string): string[] {
  return normalize(text).match(/[가-힣]+|[ㄱ-ㅎㅏ-ㅣ]+|\p{N}+|(?:(?![가-힣ㄱ-ㅎㅏ-ㅣ])\p{L})+/gu) ??
    [];
}

/** After a consonant, after a vowel, or after anything. The longest come first, as they end in shorter ones. */
const AFTER_CONSONANT = [
  "이라면",
  "이라도",
  "이라서",
  "이에요",
  "이어서",
  "으로는",
  "으로",
  "이나",
  "이랑",
  "이고",
  "인데",
  "은",
  "이",
  "을",
  "과",
];
const AFTER_VOWEL = [
  "라면",
  "라도",
  "라서",
  "예요",
  "로는",
  "로",
  "나",
  "랑",
  "는",
  "가",
  "를",
  "와",
  "고",
];
const AFTER_ANY = [
  "에게서는",
  "에서는",
  "에서도",
  "에게는",
  "한테는",
  "입니다",
  "이라는",
  "에게",
  "에서",
  "한테",
  "까지",
  "부터",
  "처럼",
  "보다",
  "마다",
  "이면",
  "에는",
  "에도",
  "에선",
  "하고",
  "들이",
  "들은",
  "들을",
  "들",
  "에",
  "의",
  "도",
  "만",
  "인",
];

/** Whether a word ends in a syllable with a final consonant, and whether that is ㄹ. */
function endingOf(word: string): "vowel" | "consonant" | "rieul" {
  const tail = (word.charCodeAt(word.length - 1) - 0xac00) % 28;
  return tail === 0 ? "vowel" : tail === 8 ? "rieul" : "consonant";
}

/** Fewest syllables that are left of a word, but for nouns of one that people ask with. */
const MIN_STEM = 2;
const SHORT_NOUN = /^[빚집밥눈암술돈방약]$/;

/** The word without the particles at its end (`노인에게는` → `노인`); English words without their plural. */
export function stem(word: string): string {
  if (!/^[가-힣]+$/.test(word)) return /^[a-z]{4,}[^s]s$/.test(word) ? word.slice(0, -1) : word;
  let rest = word;
  for (let n = 0; n < 2; n++) {
    const shorter = withoutParticle(rest);
    if (shorter === null) break;
    rest = shorter;
  }
  return rest;
}

function withoutParticle(word: string): string | null {
  const fits = (particle: string, allowed: (ending: ReturnType<typeof endingOf>) => boolean) => {
    const left = word.length - particle.length;
    const isLong = left >= MIN_STEM || SHORT_NOUN.test(word.slice(0, left));
    return isLong && word.endsWith(particle) && allowed(endingOf(word.slice(0, left)));
  };
  const found = AFTER_ANY.find((particle) => fits(particle, () => true)) ??
    AFTER_CONSONANT.find((particle) => fits(particle, (ending) => ending !== "vowel")) ??
    AFTER_VOWEL.find((particle) =>
      fits(particle, (ending) => ending === "vowel" || (particle === "로" && ending === "rieul"))
    );
  return found === undefined ? null : word.slice(0, -found.length);
}

/** The letters of a word one by one: `값` → `ㄱㅏㅂㅅ`. Two that differ by a slip of a finger differ by one letter. */
export function jamoOf(word: string): string {
  let letters = "";
  for (const syllable of word) letters += lettersOf(syllable);
  return letters;
}

/** Letters of the syllables that came so far: there are 11,172 at most, and taking one apart is most of indexing. */
const known = new Map<string, string>();

function lettersOf(syllable: string): string {
  if (!/[가-힣]/.test(syllable)) return syllable;
  let letters = known.get(syllable);
  if (letters === undefined) known.set(syllable, letters = disassemble(syllable));
  return letters;
}

/** Pairs of neighbouring syllables: `청년월세` → `청년`, `년월`, `월세`. */
export function pairsOf(word: string): string[] {
  return Array.from({ length: Math.max(0, word.length - 1) }, (_, n) => word.slice(n, n + 2));
}

/** The initial consonants of a text without blanks: `기초 연금` → `ㄱㅊㅇㄱ`. */
export function initialsOf(text: string): string {
  return getChoseong(normalize(text)).replace(/\s+/g, "");
}

/** Whether a word is nothing but consonants, as one types initials. */
export function isInitials(word: string): boolean {
  return /^[ㄱ-ㅎ]{2,}$/.test(word);
}
