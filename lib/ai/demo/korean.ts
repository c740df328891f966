/**
 * Owns Korean particles after any word, and the words for oneself.
 *
 * Browser-safe.
 */
import { josa } from "es-hangul";

const DIGIT_SOUND = ["영", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구"];

/** A Hangul syllable that ends like the word sounds, for words that are not Hangul. */
function soundOf(word: string): string {
  const bare = word.replace(/[^\p{L}\p{N}]+$/u, "");
  const last = bare.charAt(bare.length - 1);
  if (/[가-힣]/.test(last)) return last;
  if (/\d/.test(last)) return DIGIT_SOUND[Number(last)] ?? "이";
  if (/ng$/i.test(bare)) return "응";
  if (/l$/i.test(bare)) return "을";
  if (/[mn]$/i.test(bare)) return "음";
  if (/^[A-Z]+R$/.test(bare)) return "을";
  if (/[aeiou](?:b|c|k|ck|p|t)$/i.test(bare)) return "윽";
  return "이";
}

/** A pair of particles, as es-hangul names them. */
export type Particle = Parameters<typeof josa.pick>[1];

const PARTICLES: readonly Particle[] = [
  "이/가",
  "을/를",
  "은/는",
  "으로/로",
  "와/과",
  "이나/나",
  "이란/란",
  "아/야",
  "이랑/랑",
  "이에요/예요",
  "으로서/로서",
  "으로써/로써",
  "으로부터/로부터",
  "이라/라",
];

/** Reads a pair of particles from a template; null where it is none. */
export function decodeParticle(text: string): Particle | null {
  return PARTICLES.find((pair) => pair === text) ?? null;
}

/** Puts the right particle of a pair behind a word: Hangul, Latin letters or digits. */
export function withParticle(word: string, pair: Particle): string {
  return word + josa.pick(soundOf(word), pair);
}

const PARTICLE_CHOICES: readonly (readonly [RegExp, Particle])[] = [
  [/([^\s()]{1,24})은\(는\)/g, "은/는"],
  [/([^\s()]{1,24})이\(가\)/g, "이/가"],
  [/([^\s()]{1,24})을\(를\)/g, "을/를"],
  [/([^\s()]{1,24})와\(과\)/g, "와/과"],
  [/([^\s()]{1,24})과\(와\)/g, "와/과"],
  [/([^\s()]{1,24})아\(야\)/g, "아/야"],
  [/([^\s()]{1,24})\(으\)로/g, "으로/로"],
];

/** Settles the written-out choices of card authors, such as `민지은(는)`. */
export function settleParticles(text: string): string {
  let settled = text;
  for (const [pattern, pair] of PARTICLE_CHOICES) {
    settled = settled.replace(pattern, (_, word: string) => withParticle(word, pair));
  }
  return settled;
}

/** The forms of the speaker: 나 or 저. */
export type SelfWord = "나" | "저";

const SELF_FORMS: Readonly<Record<SelfWord, Readonly<Record<string, string>>>> = {
  나: {
    은: "나는",
    는: "나는",
    이: "내가",
    가: "내가",
    의: "내",
    을: "나를",
    를: "나를",
    도: "나도",
  },
  저: {
    은: "저는",
    는: "저는",
    이: "제가",
    가: "제가",
    의: "제",
    을: "저를",
    를: "저를",
    도: "저도",
  },
};

/** Turns talk about a character by name into talk about oneself: `하루는 웃는다` → `나는 웃는다`. */
export function toFirstPersonKo(
  sentence: string,
  names: readonly string[],
  self: SelfWord,
): string {
  let own = sentence;
  for (const name of names.filter((n) => n !== "")) {
    const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const pattern = new RegExp(
      `(?<![가-힣A-Za-z])${escaped}(이?(?:은|는|가|의|을|를|도)|이|에게|와|과|한테)?(?![가-힣A-Za-z])`,
      "gu",
    );
    own = own.replace(pattern, (_, particle: string | undefined) => {
      const bare = (particle ?? "").replace(/^이(?=.)/, "");
      return SELF_FORMS[self][bare] ?? self + bare;
    });
  }
  return own.replace(/^(?:그녀|그)(?:는|가) /u, self === "저" ? "저는 " : "나는 ");
}
