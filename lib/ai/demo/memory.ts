/**
 * Owns what the improviser remembers of the reader: facts they told in this conversation.
 *
 * Browser-safe.
 */
import type { ChatTurn } from "@/lib/ai/model.ts";
import { detectLanguage, type Language, splitSentences } from "@/lib/ai/demo/words.ts";

/** What kind of thing was told. */
export type FactKind = "name" | "like" | "dislike" | "role" | "pet";

/** Something the reader told. `turn` is the index of the message. */
export interface Fact {
  kind: FactKind;
  value: string;
  turn: number;
}

/** Words that a pattern may catch and that name nothing. */
const EMPTY =
  /^(?:너|넌|당신|그대|네|내|나|저|그거|그것|이거|이것|저거|뭐|뭘|무엇|누구|거|것|게|걸|그게|이게|진짜|정말|너무|제일|가장|아주|참|많이|특히|그냥|you|it|that|this|them|him|her|to|the|a|so|not|very|really|what|who|how|here|there|sure|fine|okay|ok|good|well)$/i;

interface Rule {
  kind: FactKind;
  pattern: RegExp;
}

const KO_RULES: readonly Rule[] = [
  {
    kind: "name",
    pattern:
      /(?:내|제)\s*이름은\s*([가-힣]{1,6}?|[A-Za-z]{2,16})(?:이라고|라고|이야|이에요|예요|입니다|이다|야|$|[.!~,\s])/,
  },
  {
    kind: "name",
    pattern:
      /(?:^|\s)([가-힣]{1,5}?|[A-Za-z]{2,16})(?:이라고|라고)\s*(?:불러|해요?(?:[.!~]|$)|합니다|부르)/,
  },
  { kind: "pet", pattern: /([가-힣]{1,6}?)(?:를|을)?\s*(?:한\s*마리\s*)?키(?:우|워)/ },
  {
    kind: "like",
    pattern:
      /((?:[가-힣]+\s)?[가-힣]+(?:는|은|운|한|던)\s(?:날|때|곳|길|밤|사람|노래|음식|영화|책|계절))(?:을|를|이|가|은|는|도)?\s*(?:정말|진짜|너무|제일|가장)?\s*(?:좋아(?!하세|하니|하나|\?|해\?)|좋더라|좋다)/,
  },
  {
    kind: "dislike",
    pattern:
      /([가-힣A-Za-z0-9]{1,12}?)(?:을|를|이|가|은|는|도)?\s*(?:정말|진짜|너무|제일|가장|아주|좀|많이)?\s*(?:싫어(?!하세|하니|하나|하는\s*거)|싫다|무서워|못\s*먹)/,
  },
  {
    kind: "like",
    pattern:
      /([가-힣A-Za-z0-9]{1,12}?)(?:을|를|이|가|은|는|도)?\s*(?:정말|진짜|너무|제일|가장|아주|참|많이|특히)?\s*(?:좋아(?!하세|하니|하나|보|지|요\?|해요\?|해\?|하는\s*거|하는\s*게)|좋더라|좋다|사랑해|즐겨|최애)/,
  },
  {
    kind: "role",
    pattern:
      /(?:나는|난|저는|전)\s*([가-힣]{2,8}?(?:생|사|자|원|가|인|님|수|관|직|부|꾼|이|러|너|맨))(?:이야|야|이에요|예요|입니다|이다|이고|인데|로\s*일)/,
  },
];

/** A role that stands alone, after the subject was named: `대학생이에요.` */
const KO_ROLE_ALONE =
  /^([가-힣]{1,7}(?:생|사|원|가|수|관|직|꾼|러|너|맨|님))(?:이야|이에요|예요|입니다|이다|이고요)[.!~]*$/;

/** `저는 민지예요.`: a name when it comes early and is no word for what one is. */
const KO_BARE_NAME =
  /^(?:나는|난|저는|전)\s*([가-힣]{2,4}?|[A-Z][a-z]{1,15})(?:이야|야|이에요|예요|입니다|이라고\s*해요?|라고\s*해요?)[.!~]*$/;
const NO_NAME =
  /(?:생|사|원|관|직|꾼|님|사람|여자|남자|바보|처음|혼자|괜찮|그냥|아이|어른|엄마|아빠|부자|환자|백수|학자|의사|교사|작가|팬|쪽|편|중|거|것|정도|때문|마찬가지|반대|최고|진심|걱정|생각)$/;
/** `I'm Tom.`: a capital, and no people or language (`I'm Korean.`). */
const EN_BARE_NAME =
  /^(?:[Hh](?:i|ello|ey)[ ,!]+)?[Ii](?:['’]m| am) (?!\w+(?:an|ese|ish|ic)\b)([A-Z][a-z]{1,15})(?=[,.!]|$| and\b)/;
/** Only among the first messages is such a sentence an introduction. */
const INTRODUCTION_TURNS = 6;

const EN_RULES: readonly Rule[] = [
  { kind: "name", pattern: /\bmy name(?:'s| is)\s+([A-Za-z][\w'-]{0,20})/i },
  { kind: "name", pattern: /\b(?:call me|i(?:'m| am) called)\s+([A-Za-z][\w'-]{0,20})/i },
  {
    kind: "pet",
    pattern:
      /\bi (?:have|own|got) (?:a|an|two|three) ((?:\w+ )?(?:cat|dog|bird|hamster|rabbit|fish|turtle|parrot|puppy|kitten|horse|snake))/i,
  },
  {
    kind: "dislike",
    pattern:
      /\bi (?:really |absolutely )?(?:hate|dislike|can'?t stand|don'?t like|do not like|am afraid of|fear)\s+([^.,!?;]{2,30}?)(?=[.,!?;]|$| (?:because|when|so much|but|and))/i,
  },
  {
    kind: "like",
    pattern:
      /\bi (?:really |absolutely |also |just )?(?:like|love|enjoy|adore)\s+([^.,!?;]{2,30}?)(?=[.,!?;]|$| (?:because|when|so much|but|and|too|a lot|very much))/i,
  },
  { kind: "like", pattern: /\bmy favou?rite (?:\w+ )?(?:is|are)\s+([^.,!?;]{2,30})/i },
  {
    kind: "role",
    pattern:
      /\bi(?:'m| am) (?:a|an)\s+([a-z][a-z ]{2,24}?)(?=[.,!?;]|$| (?:and|but|who|in|at|from|by))/i,
  },
  {
    kind: "role",
    pattern: /\bi work as (?:a|an)\s+([a-z][a-z ]{2,24}?)(?=[.,!?;]|$| (?:and|but|in|at))/i,
  },
];

/** A short answer to a question of the character. */
const ASKED: readonly { kind: FactKind; ko: RegExp; en: RegExp }[] = [
  {
    kind: "name",
    ko:
      /(?:이름이?|뭐라고|누구라고|어떻게).{0,12}(?:부르|불러|뭐|알려|되)|누게고|누구(?:야|니|신가|냐)\?/,
    en: /your name|call you|who are you/i,
  },
  { kind: "like", ko: /좋아하(?:는|니|세)|좋아해\?/, en: /favou?rite|what do you (?:like|love)/i },
];

const KO_TAIL = /(?:이라고|라고|이에요|예요|입니다|이야|요|야|이다)?[.!~]*$/;

/** Reads what the reader told, oldest first. A later fact of the same value is not told twice. */
export function readFacts(messages: readonly ChatTurn[]): Fact[] {
  const facts: Fact[] = [];
  const add = (kind: FactKind, raw: string, turn: number) => {
    const value = raw.trim().replace(/^an? /i, "").trim();
    if (value === "" || EMPTY.test(value)) return;
    const isKnown = facts.some((fact) => fact.kind === kind && fact.value === value);
    if (!isKnown) facts.push({ kind, value, turn });
  };
  messages.forEach(({ role, content }, turn) => {
    if (role !== "user") return;
    const language = detectLanguage(content, "en");
    for (const sentence of splitSentences(content.slice(0, 2000))) {
      readSentence(sentence, language, (kind, value) => add(kind, value, turn));
      const bare = turn < INTRODUCTION_TURNS
        ? (KO_BARE_NAME.exec(sentence) ?? EN_BARE_NAME.exec(sentence))?.[1]
        : undefined;
      if (bare !== undefined && !NO_NAME.test(bare)) add("name", bare, turn);
      const role = KO_ROLE_ALONE.exec(sentence)?.[1];
      if (role !== undefined) add("role", role, turn);
    }
    const before = messages[turn - 1];
    if (before?.role === "model") {
      readShortAnswer(content, before.content, (kind, value) => add(kind, value, turn));
    }
  });
  return facts;
}

function readSentence(
  sentence: string,
  language: Language,
  add: (kind: FactKind, value: string) => void,
): void {
  // A question tells nothing of the one who asks it.
  if (/\?\s*$/.test(sentence)) return;
  if (
    language === "ko" && /(?:너|넌|네가|당신|그대)\s*(?:는|은|가|이|도|를|을)?\s/.test(sentence)
  ) return;
  for (const { kind, pattern } of language === "ko" ? KO_RULES : EN_RULES) {
    const match = pattern.exec(sentence);
    if (match === null) continue;
    const value = match[1] ?? "";
    // 안 좋아 and 좋아하지 않아 are no likes.
    if (kind === "like" && /안\s*좋|좋아하지\s*(?:않|는)|not (?:really )?like/i.test(sentence)) {
      continue;
    }
    add(kind, value);
    return;
  }
}

function readShortAnswer(
  answer: string,
  asked: string,
  add: (kind: FactKind, value: string) => void,
): void {
  const language = detectLanguage(answer, "en");
  const question = splitSentences(asked).at(-1) ?? "";
  if (!question.includes("?") || answer.includes("?")) return;
  const words = answer.trim().split(/\s+/);
  if (words.length > 3 || answer.length > 24) return;
  for (const { kind, ko, en } of ASKED) {
    if (!ko.test(question) && !en.test(question)) continue;
    const last = words.at(-1) ?? "";
    const value = language === "ko" ? last.replace(KO_TAIL, "") : last.replace(/[.!]+$/, "");
    if (
      /^[\p{L}\p{N}'-]{1,16}$/u.test(value) &&
      !/^(?:응|네|아니|몰라|글쎄|yes|no|hi|hello|hey|안녕\S*)$/i.test(value)
    ) {
      add(kind, value);
    }
    return;
  }
}

/** The newest name the reader gave; null where they gave none. */
export function knownName(facts: readonly Fact[]): string | null {
  return facts.findLast(({ kind }) => kind === "name")?.value ?? null;
}
