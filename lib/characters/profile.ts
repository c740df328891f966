/** What a visitor reads of a character: words of its card, with names filled in and nothing of the prompt's workings. */
import type { CardData } from "@/lib/characters/card/model.ts";
import { getCallName } from "@/lib/characters/card/model.ts";
import { expandMacros } from "@/lib/characters/card/macros.ts";
import type { Character } from "@/lib/characters/model.ts";
import { chooseParticles } from "@/lib/i18n/particles.ts";

export interface Profile {
  /** Paragraphs. */
  description: string[];
  personality: string[];
  scenario: string[];
  notes: string[];
  /** The first message, or its beginning; empty where there is none. */
  greeting: string;
  /** Greetings beside the first. */
  moreGreetings: number;
  /** Lore entries in use. */
  loreEntries: number;
}

/** Longest greeting that is shown whole. */
const MAX_GREETING = 900;
/** Longest text that a page shows of one part; an imported card may hold a book. */
const MAX_PART = 12_000;

/** Puts a card into words for `userName`, who may be nobody yet. */
export function toProfile(
  card: CardData,
  { character, userName }: { character: Pick<Character, "lang">; userName: string | null },
): Profile {
  const user = userName ?? (character.lang === "ko" ? "당신" : "you");
  // The same page for the same reader: what a macro draws by chance is drawn the same way here.
  const macros = { char: getCallName(card), user, random: () => 0 };
  const fill = (text: string) =>
    chooseParticles(expandMacros(text.slice(0, MAX_PART), macros, "show")).trim();
  return {
    description: toParagraphs(fill(card.description)),
    personality: toParagraphs(fill(card.personality)),
    scenario: toParagraphs(fill(card.scenario)),
    notes: toParagraphs(fill(card.creator_notes)),
    greeting: shorten(fill(card.first_mes), MAX_GREETING),
    moreGreetings: card.alternate_greetings.filter((greeting) => greeting.trim() !== "").length,
    loreEntries: (card.character_book?.entries ?? []).filter(({ enabled }) => enabled).length,
  };
}

/** Splits at empty lines. */
export function toParagraphs(text: string): string[] {
  return text.split(/\n\s*\n/).map((part) => part.trim()).filter(Boolean);
}

/** The beginning of a text, up to the end of a sentence where one is near. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  const head = text.slice(0, length).replace(/[\ud800-\udbff]$/, "");
  const sentence = /^[\s\S]*[.!?…。」』”"*](?=\s)/.exec(head)?.[0];
  return sentence && sentence.length > length / 2 ? `${sentence} …` : `${head.trimEnd()}…`;
}
