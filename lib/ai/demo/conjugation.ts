/**
 * Owns turning Korean narration (`등대에서 산다.`) into speech (`등대에서 살아.`, `살아요.`,
 * `삽니다.`, `사오.`).
 *
 * Browser-safe. Source of the rules: Standard Korean grammar (표준국어문법), irregular conjugation.
 */
import { combineCharacter, disassembleCompleteCharacter } from "es-hangul";

/** How a character speaks: 해체, 해요체, 하십시오체, and 하오체 of old. */
export type SpeechLevel = "casual" | "polite" | "formal" | "archaic";

interface Syllable {
  head: string;
  vowel: string;
  tail: string;
}

function take(char: string): Syllable | null {
  const parts = disassembleCompleteCharacter(char);
  return parts === undefined
    ? null
    : { head: parts.choseong, vowel: parts.jungseong, tail: parts.jongseong };
}

function put({ head, vowel, tail }: Syllable): string {
  return combineCharacter(head, vowel, tail);
}

/** Verbs whose stem ends in ㄹ, which narration drops before -ㄴ다: the whole word or its end. */
const L_WORDS: Readonly<Record<string, string>> = {
  산다: "살",
  안다: "알",
  논다: "놀",
  연다: "열",
  운다: "울",
  건다: "걸",
  분다: "불",
  판다: "팔",
  푼다: "풀",
  빈다: "빌",
  단다: "달",
  문다: "물",
  만다: "말",
  간다: "가",
};
const L_ENDINGS: readonly (readonly [ending: string, stem: string])[] = [
  ["든다", "들"],
  ["돈다", "돌"],
  ["민다", "밀"],
  ["머문다", "머물"],
  ["이끈다", "이끌"],
  ["베푼다", "베풀"],
  ["뛰논다", "뛰놀"],
];

/** Adjective stems that end in a vowel; any other word before 다 is a noun. */
const VOWEL_ADJECTIVE = /(?:하|크|쁘|프|르|싸|짜|비싸|세|느리|어리|여리|흐리|시|차|희|띄|되)$/;
const KEEP_I = /(?:아이|나이|사이|오이|어린이|놀이|차이)$/;

/** What the end of a narrating sentence is made of. */
type Predicate =
  | { kind: "stem"; before: string; isVerb: boolean }
  | { kind: "past"; before: string }
  | { kind: "copula"; before: string }
  | { kind: "not" };

/** Reads the predicate of a plain sentence without its full stop; null where it does not end in 다. */
function readPredicate(sentence: string): { rest: string; predicate: Predicate } | null {
  const match = /^(.*?)([가-힣]+)다$/su.exec(sentence);
  if (match === null) return null;
  const [, rest = "", word = ""] = match;
  const last = take(word.charAt(word.length - 1));
  if (last === null) return null;
  if (word === "아니") return { rest, predicate: { kind: "not" } };
  if (last.tail === "ㅆ" || /없$/.test(word)) {
    return { rest, predicate: { kind: "past", before: word } };
  }
  const verb = readVerb(word, last);
  if (verb !== null) return { rest, predicate: { kind: "stem", before: verb, isVerb: true } };
  if (word.endsWith("이") && word.length > 1) {
    const noun = word.slice(0, -1);
    const end = take(noun.charAt(noun.length - 1));
    const isPart = KEEP_I.test(word) || end?.tail !== "";
    return {
      rest,
      predicate: { kind: "copula", before: isPart && end?.tail === "" ? word : noun },
    };
  }
  if (last.tail === "" && !VOWEL_ADJECTIVE.test(word)) {
    return { rest, predicate: { kind: "copula", before: word } };
  }
  return { rest, predicate: { kind: "stem", before: word, isVerb: false } };
}

/** The stem of a verb in -는다 or -ㄴ다; null for anything else. */
function readVerb(word: string, last: Syllable): string | null {
  if (word.endsWith("는") && word.length > 1) {
    const stem = word.slice(0, -1);
    if (take(stem.charAt(stem.length - 1))?.tail !== "") return stem;
  }
  if (last.tail !== "ㄴ") return null;
  const whole = L_WORDS[`${word}다`];
  if (whole !== undefined) return whole;
  for (const [ending, stem] of L_ENDINGS) {
    if (`${word}다`.endsWith(ending)) return `${word}다`.slice(0, -ending.length) + stem;
  }
  return word.slice(0, -1) + put({ ...last, tail: "" });
}

const BRIGHT = new Set(["ㅏ", "ㅗ", "ㅑ"]);

/** The stem with 아 or 어, contracted as it is spoken: 마시 → 마셔, 모르 → 몰라, 돕 → 도와. */
export function joinA(stem: string, isVerb: boolean): string {
  const head = stem.slice(0, -1);
  const last = take(stem.charAt(stem.length - 1));
  if (last === null) return `${stem}어`;
  if (last.tail === "") return joinVowel(head, last);
  const a = BRIGHT.has(last.vowel) ? "아" : "어";
  const bare = put({ ...last, tail: "" });
  const char = put(last);
  if (last.tail === "ㄷ" && (/[듣걷싣긷묻]/.test(char) || stem.endsWith("깨닫"))) {
    return head + put({ ...last, tail: "ㄹ" }) + a;
  }
  if (last.tail === "ㅂ" && !/[잡입씹뽑접업집꼽뵙좁]/.test(char) && !stem.endsWith("수줍")) {
    return head + bare + (/[돕곱]/.test(char) ? "와" : "워");
  }
  if (last.tail === "ㅅ" && /[짓낫붓잇긋젓]/.test(char)) return head + bare + a;
  if (last.tail === "ㅎ" && !isVerb && char !== "좋") {
    const vowel = last.vowel === "ㅕ" ? "ㅖ" : last.vowel === "ㅑ" ? "ㅒ" : "ㅐ";
    return head + put({ ...last, vowel, tail: "" });
  }
  if (stem.endsWith("머물")) return `${head.slice(0, -1)}머물러`;
  return stem + a;
}

/** The whole stem with 아 or 어, where it ends in a vowel. */
function joinVowel(head: string, last: Syllable): string {
  const char = put(last);
  const previous = take(head.charAt(head.length - 1));
  const bright = previous !== null && BRIGHT.has(previous.vowel);
  if (char === "하") return `${head}해`;
  if (char === "르" && head.endsWith("푸")) return `${head}르러`;
  if (char === "르" && previous !== null && previous.tail === "" && !/[따치들]$/.test(head)) {
    return head.slice(0, -1) + put({ ...previous, tail: "ㄹ" }) + (bright ? "라" : "러");
  }
  switch (last.vowel) {
    case "ㅡ":
      return head + put({ ...last, vowel: bright ? "ㅏ" : "ㅓ" });
    case "ㅗ":
      return head + put({ ...last, vowel: "ㅗㅏ" });
    case "ㅜ":
      return head + (char === "푸" ? "퍼" : put({ ...last, vowel: "ㅜㅓ" }));
    case "ㅣ":
      return head === "" && /[피비시기띠]/.test(char)
        ? `${char}어`
        : head + put({ ...last, vowel: "ㅕ" });
    case "ㅗㅣ":
      return head + put({ ...last, vowel: "ㅗㅐ" });
    case "ㅜㅣ":
    case "ㅡㅣ":
      return `${head}${char}어`;
    default:
      return head + char;
  }
}

function conjugate(stem: string, isVerb: boolean, level: SpeechLevel): string {
  if (level === "archaic") {
    const last = take(stem.charAt(stem.length - 1));
    if (last === null || (last.tail !== "" && last.tail !== "ㄹ")) return `${stem}소`;
    return `${stem.slice(0, -1)}${put({ ...last, tail: "" })}오`;
  }
  if (level === "formal") {
    const last = take(stem.charAt(stem.length - 1));
    if (last === null) return `${stem}습니다`;
    if (last.tail !== "" && last.tail !== "ㄹ") return `${stem}습니다`;
    return `${stem.slice(0, -1)}${put({ ...last, tail: "ㅂ" })}니다`;
  }
  const joined = joinA(stem, isVerb);
  return level === "polite" ? `${joined}요` : joined;
}

/** A longer one is no sentence, and not worth the search for its end. */
const LONGEST_SENTENCE = 400;

/**
 * Turns a sentence of narration, which ends in -다, into speech of a level. Gives null for a
 * sentence that ends otherwise, as it cannot know what that is.
 */
export function speakSentence(sentence: string, level: SpeechLevel): string | null {
  if (sentence.length > LONGEST_SENTENCE) return null;
  const match = /^(.*?)([.!…~]*)$/su.exec(sentence.trim());
  const read = readPredicate(match?.[1] ?? "");
  if (read === null) return null;
  const mark = match?.[2] || ".";
  const { rest, predicate } = read;
  switch (predicate.kind) {
    case "not":
      return rest +
        { casual: "아니야", polite: "아니에요", formal: "아닙니다", archaic: "아니오" }[level] +
        mark;
    case "past": {
      const end = { casual: "어", polite: "어요", formal: "습니다", archaic: "소" }[level];
      return rest + predicate.before + end + mark;
    }
    case "copula": {
      const noun = predicate.before;
      const hasTail = take(noun.charAt(noun.length - 1))?.tail !== "";
      const end = {
        casual: hasTail ? "이야" : "야",
        polite: hasTail ? "이에요" : "예요",
        formal: "입니다",
        archaic: hasTail ? "이오" : "요",
      }[level];
      return rest + noun + end + mark;
    }
    case "stem":
      return rest + conjugate(predicate.before, predicate.isVerb, level) + mark;
  }
}
