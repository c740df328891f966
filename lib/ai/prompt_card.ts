/**
 * Owns how much of a card a prompt may hold: an imported one may be a book of four megabytes, and everything that reads a
 * prompt's card, models and lore alike, costs in proportion. Browser-safe.
 */
import type { CardData, Lorebook } from "@/lib/characters/card/model.ts";

/** Longest texts, in characters: what the form of a character takes, and the same again where it has no field. */
const MAX_CHARS = {
  name: 200,
  description: 30_000,
  personality: 15_000,
  scenario: 15_000,
  first_mes: 8_000,
  mes_example: 30_000,
  creator_notes: 8_000,
  system_prompt: 15_000,
  post_history_instructions: 15_000,
} as const satisfies Partial<Record<keyof CardData, number>>;

const MAX_GREETINGS = 20;
/** Lore entries that are looked at, in the order of the book, and the longest texts of one. */
const MAX_ENTRIES = 5_000;
const MAX_ENTRY_CHARS = 20_000;
const MAX_KEYS = 100;
const MAX_KEY_CHARS = 600;

/** The card without what goes beyond any honest one's measure. An ordinary card comes back as it is. */
export function boundCard(card: CardData): CardData {
  const { alternate_greetings: greetings, nickname, character_book: book, extensions } = card;
  return {
    ...card,
    ...boundTexts(card),
    alternate_greetings: greetings.slice(0, MAX_GREETINGS)
      .map((greeting) => cut(greeting, MAX_CHARS.first_mes)),
    ...(nickname === undefined ? {} : { nickname: cut(nickname, MAX_CHARS.name) }),
    ...(book === undefined ? {} : { character_book: boundBook(book) }),
    extensions: boundNote(extensions),
  };
}

function boundTexts(card: CardData): Pick<CardData, keyof typeof MAX_CHARS> {
  return {
    name: cut(card.name, MAX_CHARS.name),
    description: cut(card.description, MAX_CHARS.description),
    personality: cut(card.personality, MAX_CHARS.personality),
    scenario: cut(card.scenario, MAX_CHARS.scenario),
    first_mes: cut(card.first_mes, MAX_CHARS.first_mes),
    mes_example: cut(card.mes_example, MAX_CHARS.mes_example),
    creator_notes: cut(card.creator_notes, MAX_CHARS.creator_notes),
    system_prompt: cut(card.system_prompt, MAX_CHARS.system_prompt),
    post_history_instructions: cut(
      card.post_history_instructions,
      MAX_CHARS.post_history_instructions,
    ),
  };
}

function boundBook(book: Lorebook): Lorebook {
  const keysOf = (keys: readonly string[]) =>
    keys.slice(0, MAX_KEYS).filter((key) => key.length <= MAX_KEY_CHARS);
  return {
    ...book,
    entries: book.entries.slice(0, MAX_ENTRIES).map((entry) => ({
      ...entry,
      content: cut(entry.content, MAX_ENTRY_CHARS),
      keys: keysOf(entry.keys),
      ...(entry.secondary_keys ? { secondary_keys: keysOf(entry.secondary_keys) } : {}),
    })),
  };
}

/** SillyTavern's character note, `depth_prompt.prompt`. */
function boundNote(extensions: CardData["extensions"]): CardData["extensions"] {
  const { depth_prompt: note } = extensions;
  if (typeof note !== "object" || note === null || !("prompt" in note)) return extensions;
  if (typeof note.prompt !== "string") return extensions;
  const prompt = cut(note.prompt, MAX_CHARS.post_history_instructions);
  return { ...extensions, depth_prompt: { ...note, prompt } };
}

/** Cuts without leaving half a character. */
function cut(text: string, maxChars: number): string {
  return text.length <= maxChars ? text : text.slice(0, maxChars).replace(/[\ud800-\udbff]$/, "");
}
