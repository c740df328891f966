/** Small books and chats, and one short way to run them, for the lore tests of this folder alone. */
import { emptyLoreState } from "@/lib/characters/card/lore_state.ts";
import { activateLore, type LoreInput, type LoreMessage } from "@/lib/characters/card/lorebook.ts";
import { type Lorebook, type LorebookEntry } from "@/lib/characters/card/model.ts";

export type Fields = Partial<LorebookEntry>;

function entry(fields: Fields): LorebookEntry {
  return {
    keys: [],
    content: fields.name ?? "content",
    extensions: {},
    enabled: true,
    insertion_order: 100,
    use_regex: false,
    ...fields,
  };
}

/** A book of these entries; what they do not say is ordinary. */
export function bookOf(entries: Fields[], more: Partial<Lorebook> = {}): Lorebook {
  return { extensions: {}, entries: entries.map(entry), ...more };
}

/** A chat in which the character and the user speak in turns, the character first. */
export function said(...contents: string[]): LoreMessage[] {
  return contents.map((content, i) =>
    i % 2 === 0
      ? { role: "assistant", name: "Mina", content }
      : { role: "user", name: "Jun", content }
  );
}

/** Activates a book: depth 2, 1,000 characters of budget, recursive, every roll 0. */
export function run(book: Lorebook, messages: LoreMessage[], more: Partial<LoreInput> = {}) {
  return activateLore({
    book,
    messages,
    settings: { scanDepth: 2, tokenBudget: 1000, recursive: true, caseSensitive: false },
    state: emptyLoreState(),
    nowTurn: messages.length,
    countTokens: (text) => text.length,
    random: () => 0,
    ...more,
  });
}

/** The names of the entries that are on, in order. */
export function names(
  book: Lorebook,
  messages: LoreMessage[],
  more: Partial<LoreInput> = {},
): string[] {
  return run(book, messages, more).entries.map(({ name }) => name);
}
