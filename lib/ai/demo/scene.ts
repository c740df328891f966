/**
 * Owns the improviser's view of one moment: the character, the message, what was said and told so
 * far, and the ways to find something fitting to say.
 *
 * Browser-safe.
 */
import type { ChatRequest, ChatTurn } from "@/lib/ai/model.ts";
import { type Reading, readIntent } from "@/lib/ai/demo/intent.ts";
import { type Fact, knownName, readFacts } from "@/lib/ai/demo/memory.ts";
import { type Act, fillTemplate, type Slots, templatesFor } from "@/lib/ai/demo/phrases.ts";
import { type Chance, createChance, hashText } from "@/lib/ai/demo/random.ts";
import {
  type Exchange,
  readVoice,
  sayableKey,
  type Tale,
  type Voice,
} from "@/lib/ai/demo/voice.ts";
import {
  coverage,
  detectLanguage,
  fingerprint,
  keywords,
  type Language,
  splitSentences,
} from "@/lib/ai/demo/words.ts";
import { stripEmotions } from "@/lib/ai/emotion.ts";
import { estimateTokens } from "@/lib/ai/tokens.ts";
import { emptyLoreState } from "@/lib/characters/card/lore_state.ts";
import { activateLore } from "@/lib/characters/card/lorebook.ts";
import { getCallName } from "@/lib/characters/card/model.ts";

/** A tale that came to mind, and the word that woke it. */
export interface WokenTale {
  tale: Tale;
  topic: string | null;
  isConstant: boolean;
}

/** Names that the app gives to people who gave none. */
const NO_NAME = /^(?:guest|손님|게스트|user|방문자|you|anonymous|익명)(?:[\s#_-]*\w*)?$/i;

/** As much of a message as is read, in characters. */
const LONGEST_MESSAGE = 2000;

/** Longest telling in one reply, in characters: a Korean syllable says more than a letter. */
const TELLING: Readonly<Record<Language, number>> = { ko: 190, en: 380 };

/** Everything the improviser looks at for one reply. */
export class Scene {
  readonly voice: Voice;
  readonly chance: Chance;
  /** The language of the reply: that of the message. */
  readonly language: Language;
  readonly message: string;
  readonly reading: Reading;
  readonly keys: ReadonlySet<string>;
  readonly facts: readonly Fact[];
  /** What the character said last; "" at the beginning. */
  readonly lastSaid: string;
  /** The character's last messages, newest first. */
  readonly saidTexts: readonly string[];
  /** Index of the message that is answered. */
  readonly turn: number;
  readonly #request: ChatRequest;
  #said: string;

  constructor(request: ChatRequest, messages: readonly ChatTurn[]) {
    const { card, userName } = request.speaker;
    this.#request = request;
    this.voice = readVoice(card, userName);
    this.turn = messages.findLastIndex(({ role }) => role === "user");
    const said = stripEmotions(messages[this.turn]?.content ?? "").text;
    this.message = said.slice(0, LONGEST_MESSAGE).trim();
    this.language = messages.filter(({ role }) => role === "user").reduce<Language>(
      (language, { content }) => detectLanguage(content.slice(0, LONGEST_MESSAGE), language),
      this.voice.language,
    );
    this.reading = readIntent(this.message, this.language);
    this.keys = keywords(this.message);
    this.facts = readFacts(messages);
    this.saidTexts = messages.filter(({ role }) => role === "model")
      .map(({ content }) => content).reverse();
    this.lastSaid = this.saidTexts[0] ?? "";
    this.#said = this.saidTexts.map(fingerprint).join("|");
    const place = `${card.name}\0${this.message}\0${messages.length}`;
    this.chance = createChance((request.seed ?? 0) ^ hashText(place));
  }

  /** Whether the character's own words can stand in the reply as they are. */
  get isHome(): boolean {
    return this.language === this.voice.language;
  }

  /** The name the reader gave, in the conversation or in their account. */
  get userName(): string | null {
    const { userName } = this.#request.speaker;
    return knownName(this.facts) ?? (NO_NAME.test(userName) ? null : userName);
  }

  /** Facts told in the message that is answered. */
  get news(): Fact[] {
    return this.facts.filter(({ turn }) => turn === this.turn);
  }

  /** Whether a text, or its beginning, was said in this conversation. */
  isSaid(text: string): boolean {
    const print = fingerprint(text).slice(0, 36);
    return print !== "" && this.#said.includes(print);
  }

  /** Notes a text as said, so that one reply does not repeat itself. */
  note(text: string): string {
    this.#said += `|${fingerprint(text)}`;
    return text;
  }

  /** Says a phrase of an act that was not said yet; the oldest again when all were. */
  say(act: Act, slots: Slots = {}): string {
    // A character from elsewhere speaks a guest's Korean: politely.
    const level = this.voice.language === "ko" ? this.voice.level : "polite";
    const all = this.chance.shuffle(templatesFor(act, this.language, level));
    const user = this.userName;
    const base: Slots = { me: this.voice.name, ...(user === null ? {} : { user }) };
    const texts = all.map((template) => fillTemplate(template, { ...base, ...slots }))
      .filter((text) => text !== null);
    const fresh = texts.find((text) => !this.isSaid(text)) ?? texts[0] ?? "";
    const isSentence = this.language === "en" && act !== "gesture";
    return this.note(isSentence ? fresh.charAt(0).toUpperCase() + fresh.slice(1) : fresh);
  }

  /** Own words for the reply: as they are at home, quoted where the reader speaks otherwise. */
  own(text: string): string {
    this.note(text);
    return this.isHome ? text : this.say("foreign", { words: text });
  }

  /** The example answer that fits best and was not given yet. */
  findExchange(leastScore = 0.42): Exchange | null {
    const { weights } = this.voice;
    const isTelling = !/^(?:statement|question|why|how|when|yes|no|choice|more)$/.test(
      this.reading.lead,
    );
    const scored = this.voice.exchanges
      .filter(({ answer }) => !this.isSaid(answer))
      .map((exchange) => {
        const asked = coverage(this.keys, exchange.askKeys, weights);
        const meant = coverage(exchange.askKeys, this.keys, weights);
        const bonus = isTelling && exchange.lead === this.reading.lead ? 0.5 : 0;
        return { exchange, score: asked * 0.6 + meant * 0.4 + bonus };
      })
      .filter(({ score }) => score >= leastScore)
      .sort((a, b) => b.score - a.score);
    const meant = scored.filter(({ exchange }) => exchange.lead === this.reading.lead);
    const fit = isTelling && meant.length > 0 ? meant : scored;
    const best = fit[0]?.score ?? 0;
    const close = fit.filter(({ score }) => score >= best - 0.12);
    return this.chance.pick(close)?.exchange ?? null;
  }

  /** Tales that the message wakes by the card's own lore keys, with something left to tell. */
  wokenTales(text = this.message): WokenTale[] {
    const { card } = this.#request.speaker;
    if (card.character_book === undefined) return [];
    const { entries } = activateLore({
      book: card.character_book,
      messages: [{ role: "user", name: "", content: text }],
      settings: { scanDepth: 1, tokenBudget: 1e6, recursive: false, caseSensitive: false },
      state: emptyLoreState(),
      nowTurn: 1,
      characterTurns: this.saidTexts.length,
      macros: { char: getCallName(card), user: this.userName ?? "", random: this.chance.next },
      countTokens: estimateTokens,
      random: this.chance.next,
    });
    const woken = entries.flatMap(({ id, why }): WokenTale[] => {
      const tale = this.voice.tales.find((known) => known.id === id);
      if (tale === undefined || this.leftOf(tale).length === 0) return [];
      const key = why.kind === "key" && /^[가-힣a-z ]{2,16}$/i.test(why.key) ? why.key : null;
      const isSayable = key !== null && !/\s$|^\s/.test(key) &&
        sayableKey([key], this.language) !== null;
      const topic = isSayable ? key : tale.topic;
      return [{ tale, topic, isConstant: why.kind === "constant" }];
    });
    return woken.filter(({ isConstant }) => !isConstant);
  }

  /** Tales of which nothing was told yet, those in the author's own voice first. */
  untoldTales(): Tale[] {
    const untold = this.voice.tales.filter((tale) =>
      tale.sentences.every((sentence) => !this.isSaid(sentence))
    );
    const mixed = this.chance.shuffle(untold);
    return [...mixed.filter((t) => t.isOwnVoice), ...mixed.filter((t) => !t.isOwnVoice)];
  }

  /** The tale told last, where something of it is left. */
  openTale(): Tale | null {
    const print = fingerprint(this.lastSaid);
    return this.voice.tales.find((tale) =>
      tale.sentences.some((sentence) => print.includes(fingerprint(sentence).slice(0, 36))) &&
      this.leftOf(tale).length > 0
    ) ?? null;
  }

  /** Sentences of a tale not told yet. */
  leftOf(tale: Tale): string[] {
    return tale.sentences.filter((sentence) => !this.isSaid(sentence));
  }

  /** Tells as much of a tale as fits one reply. */
  tell(tale: Tale): string {
    const told: string[] = [];
    let length = 0;
    for (const sentence of this.leftOf(tale)) {
      length += sentence.length;
      if (told.length > 0 && length > TELLING[this.voice.language]) break;
      told.push(sentence);
    }
    return this.own(told.join(" "));
  }

  /** What the card says of the character that fits the message, or a pattern. */
  findFact(options: { leastScore: number; pattern?: RegExp }): string | null {
    const { pattern, leastScore } = options;
    const fitting = this.voice.facts.map(({ text, keys }) => ({
      text,
      score: coverage(this.keys, keys, this.voice.weights) + (pattern?.test(text) ? 1 : 0),
    })).filter(({ score }) => score >= leastScore).sort((a, b) => b.score - a.score);
    // A fact that answers is worth saying twice, though not twice in a row.
    const best = fitting.find(({ text }) => !this.isSaid(text)) ??
      fitting.find(({ text }) => !fingerprint(this.lastSaid).includes(fingerprint(text)));
    return best === undefined ? null : this.own(best.text);
  }

  /** Whether the last message of the character ended by asking. */
  get wasAsked(): boolean {
    return (splitSentences(this.lastSaid).at(-1) ?? "").includes("?");
  }
}
