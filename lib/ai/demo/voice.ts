/**
 * Owns what the improviser takes from a card: how the character speaks, and everything it could say
 * in its own words.
 *
 * Browser-safe.
 */
import { parseExamples } from "@/lib/ai/examples.ts";
import { type Intent, readIntent } from "@/lib/ai/demo/intent.ts";
import { type SelfWord, settleParticles, toFirstPersonKo } from "@/lib/ai/demo/korean.ts";
import { speakSentence, type SpeechLevel } from "@/lib/ai/demo/conjugation.ts";
import { toFirstPersonEn } from "@/lib/ai/demo/english.ts";
import {
  createWeights,
  detectLanguage,
  keywords,
  type Language,
  splitSentences,
  type Weights,
  withoutActions,
} from "@/lib/ai/demo/words.ts";
import { getEntryIds } from "@/lib/characters/card/lore_rule.ts";
import { parseDecorators } from "@/lib/characters/card/decorators.ts";
import { expandMacros } from "@/lib/characters/card/macros.ts";
import { type CardData, getCallName } from "@/lib/characters/card/model.ts";

/** An example of what the character answers to what. */
export interface Exchange {
  ask: string;
  answer: string;
  askKeys: Set<string>;
  answerKeys: Set<string>;
  /** What the question in the example wants. */
  lead: Intent;
}

/** One thing the character can tell of, in its own voice. */
export interface Tale {
  id: string;
  /** Its name in conversation; null where no key is fit to be said. */
  topic: string | null;
  /** In the order they are told. */
  sentences: string[];
  keys: Set<string>;
  /** Whether the author wrote it in the character's own voice, as opposed to narration. */
  isOwnVoice: boolean;
}

/** A fact of the form `Age: 17`. */
export interface Attribute {
  name: string;
  value: string;
}

/** A character as the improviser knows it. */
export interface Voice {
  name: string;
  language: Language;
  level: SpeechLevel;
  self: SelfWord;
  exchanges: Exchange[];
  tales: Tale[];
  /** What the card says of the character, in the first person. */
  facts: { text: string; keys: Set<string> }[];
  attributes: Attribute[];
  scenario: string[];
  /** Actions between asterisks, without them. */
  actions: string[];
  /** Questions from greetings that stand on their own. */
  questions: string[];
  weights: Weights;
}

const POLITE_END = /(?:요|죠|까|니다|시오|세요)[.!?~…"”’]*$/;
const FORMAL_END = /(?:니다|니까|십시오)[.!?~…"”’]*$/;
const ARCHAIC_END = /(?:[가-힣](?:오|소|구려|외다|리다|구먼)|더이다|하게)[.!?~…"”’]*$/;
const FIRST_PERSON =
  /(?:^|[\s“"'‘(])(?:나|난|내|내가|나는|나도|나를|저|전|제|제가|저는|저도|우리|우린)(?=[\s,.!?]|$)|\b(?:I|I'm|I've|I'd|my|me|we|our|you)\b/;

/** Reads a card. `userName` stands wherever the card says `{{user}}`. */
export function readVoice(card: CardData, userName: string): Voice {
  const name = getCallName(card);
  const expand = (text: string) =>
    settleParticles(expandMacros(text, { char: name, user: userName, random: () => 0 }, "show"));
  const blocks = parseExamples(card.mes_example, {
    char: name,
    user: userName,
    aliases: [card.name],
  }).map(({ turns }) =>
    turns.map(({ role, content }) => ({ role, content: settleParticles(content) }))
  );
  const greetings = [card.first_mes, ...card.alternate_greetings].map(expand);
  const answers = blocks.flat().filter(({ role }) => role === "model").map((turn) => turn.content);
  const lines = [...greetings, ...answers];
  const about = expand([card.description, card.personality].join("\n"));
  const language = detectLanguage(lines.join(" ") || about, "en");
  const style = readStyle(lines);
  const names = [name, card.name];
  const first = (text: string) =>
    language === "ko"
      ? speakPlain(toFirstPersonKo(text, names, style.self), style.level)
      : dropStranger(toFirstPersonEn(text, names));
  const facts = proseOf(about).map(first).filter((text) => text !== null);
  const exchanges = readExchanges(blocks, language);
  const tales = readTales(card, { expand, language, first });
  const documents = [
    ...exchanges.map(({ askKeys, answerKeys }) => askKeys.union(answerKeys)),
    ...tales.map(({ keys }) => keys),
    ...facts.map(keywords),
  ];
  return {
    name,
    language,
    ...style,
    exchanges,
    tales,
    facts: facts.map((text) => ({ text, keys: keywords(text) })),
    attributes: readAttributes(about),
    scenario: splitSentences(expand(card.scenario)),
    actions: readActions(lines),
    questions: readQuestions(greetings, language),
    weights: createWeights(documents),
  };
}

/** How the character's own lines are spoken. */
function readStyle(lines: readonly string[]): Pick<Voice, "level" | "self"> {
  const text = lines.map(withoutActions).join(" ");
  const sentences = splitSentences(text);
  const share = (pattern: RegExp) =>
    sentences.length === 0 ? 0 : sentences.filter((s) => pattern.test(s)).length / sentences.length;
  const humble = text.match(/(?:^|\s)(?:저는|제가|저도|저를|제|전)(?=\s)/g)?.length ?? 0;
  const plain = text.match(/(?:^|\s)(?:나는|내가|나도|나를|내|난)(?=\s)/g)?.length ?? 0;
  const isPolite = share(POLITE_END) >= 0.4;
  const isArchaic = !isPolite && share(ARCHAIC_END) >= 0.3;
  const bold = isArchaic ? "archaic" : "casual";
  const level = !isPolite ? bold : share(FORMAL_END) >= 0.4 ? "formal" : "polite";
  return { level, self: humble > plain ? "저" : "나" };
}

/** Refuses an English sentence that still speaks of somebody as she or he. */
function dropStranger(text: string): string | null {
  return /\b(?:she|he|her|his|him|hers)\b/i.test(text) ? null : text;
}

function readExchanges(
  blocks: readonly { role: string; content: string }[][],
  language: Language,
): Exchange[] {
  return blocks.flatMap((turns) =>
    turns.flatMap(({ role, content }, i) => {
      const before = turns[i - 1];
      if (role !== "model" || before?.role !== "user") return [];
      return [{
        ask: before.content,
        answer: content,
        askKeys: keywords(before.content),
        answerKeys: keywords(content),
        lead: readIntent(before.content, language).lead,
      }];
    })
  );
}

/** Turns plain narration into speech, and leaves everything else as it is. */
function speakPlain(text: string, level: SpeechLevel): string {
  return speakSentence(text, level) ?? text;
}

function readTales(
  card: CardData,
  { expand, language, first }: {
    expand: (text: string) => string;
    language: Language;
    first: (text: string) => string | null;
  },
): Tale[] {
  const { character_book: book } = card;
  if (book === undefined) return [];
  const ids = getEntryIds(book);
  return book.entries.flatMap((entry, i): Tale[] => {
    if (!entry.enabled) return [];
    // A line in brackets says where an entry comes from; nobody says it aloud.
    const written = splitSentences(expand(parseDecorators(entry.content).body))
      .filter((sentence) => !/^\[[^\]]*\]$/.test(sentence));
    const isOwnVoice = written.some((sentence) => FIRST_PERSON.test(withoutActions(sentence))) ||
      written.some((sentence) => POLITE_END.test(sentence) || /[?]$/.test(sentence));
    const sentences = isOwnVoice ? written : written.map(first).filter((s) => s !== null);
    if (sentences.length === 0) return [];
    return [{
      id: ids[i] ?? "",
      topic: sayableKey(
        entry.keys.filter((key) =>
          !isNameOf(key, card) && (language === "ko" || isNounIn(key, written.join(" ")))
        ),
        language,
      ),
      sentences,
      keys: keywords([...entry.keys, ...sentences].join(" ")),
      isOwnVoice,
    }];
  });
}

function isNameOf(key: string, card: CardData): boolean {
  return [card.name, card.nickname ?? ""].some((name) =>
    name.toLowerCase().split(" ").includes(key.toLowerCase()) ||
    name.toLowerCase() === key.toLowerCase()
  );
}

/** Whether a tale uses an English key as a noun, so that `the` can stand before it. */
function isNounIn(key: string, tale: string): boolean {
  const bare = key.replace(/[^a-z ]/gi, "");
  return new RegExp(`(?:\\b(?:the|an?|my|our|this|that)|'s)\\s+(?:\\w+ )?${bare}\\b`, "i").test(
    tale,
  );
}

/** The first key that can stand in a sentence: a word of the language, no pattern, no stump. */
export function sayableKey(keys: readonly string[], language: Language): string | null {
  const word = language === "ko" ? /^[가-힣]{1,3}(?: ?[가-힣]{1,8})?$/ : /^[a-z][a-z' -]{2,20}$/i;
  const stump = /(?:이|가|을|를|은|는|에|고|아|어|게|려|워|운|외로|배고|\s(?:오|자|내|와|않))$/;
  return keys.find((key) => word.test(key) && !(language === "ko" && stump.test(key))) ?? null;
}

/** Sentences of prose; lists, headings and `key: value` lines are left out. */
function proseOf(text: string): string[] {
  return splitSentences(text).filter((sentence) =>
    /[.!?。…다요][”"'’]?$/.test(sentence) && !/^[-*•#[{(]/.test(sentence) &&
    !/^[^\s.]{1,20}\s*[:：=]/.test(sentence) && sentence.length >= 8 && sentence.length <= 260
  );
}

/** A longer line is prose. */
const LONGEST_LINE = 200;

/** Facts written as `Age: 17` or `나이 = 17`. */
function readAttributes(text: string): Attribute[] {
  return text.split(/\n|;|\|/).flatMap((raw) => {
    const line = raw.trim().slice(0, LONGEST_LINE);
    const match = /^\s*[-*•[(]?\s*([\p{L} ]{1,20}?)\s*[:：=]\s*["“]?([^"”\])]{1,120})/u.exec(line);
    const value = match?.[2]?.trim() ?? "";
    return match === null || value === "" ? [] : [{ name: (match[1] ?? "").trim(), value }];
  });
}

function readActions(lines: readonly string[]): string[] {
  const actions = lines.flatMap((line) => [...line.matchAll(/\*([^*\n]{2,60})\*/g)])
    .map((match) => (match[1] ?? "").trim())
    .filter((action) => /[.다며고서는면]$|^[A-Za-z]/.test(action) && !/[“"'‘:]/.test(action));
  return [...new Set(actions)];
}

/** Questions that make sense anywhere: the last ones of greetings, short, no quotes. */
function readQuestions(lines: readonly string[], language: Language): string[] {
  const longest = language === "ko" ? 34 : 80;
  const questions = lines.map((line) => splitSentences(withoutActions(line)).at(-1) ?? "")
    .filter((sentence) => /[?][”"]?$/.test(sentence) && sentence.length <= longest)
    .filter((sentence) =>
      !/[“"'‘…]|(?:^|\s)(?:그|이|저)\s|\b(?:they|he|she|it|yours|that|this|them|there|one)\b/i.test(
        sentence,
      )
    );
  return [...new Set(questions)];
}
