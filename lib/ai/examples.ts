/**
 * Owns reading a card's example dialogue (`mes_example`) into blocks of turns.
 *
 * Browser-safe.
 */
import type { ChatRole } from "@/lib/ai/model.ts";
import { expandMacros } from "@/lib/characters/card/macros.ts";

/** One turn of an example. */
export interface ExampleTurn {
  role: ChatRole;
  content: string;
}

/** One block between `<START>` lines: its text with macros expanded, and its turns. */
export interface ExampleBlock {
  text: string;
  turns: ExampleTurn[];
}

/** Names the speakers go by in the text. */
export interface ExampleNames {
  char: string;
  user: string;
  /** Further names of the character that a line may begin with. */
  aliases?: readonly string[];
}

/**
 * Splits example dialogue into blocks. A line that begins with the name of a speaker and a colon
 * opens a turn, lines without one go on with it; text before the first speaker is the character's.
 */
export function parseExamples(source: string, names: ExampleNames): ExampleBlock[] {
  const speakers: readonly (readonly [name: string, role: ChatRole])[] = [
    [names.user, "user"],
    ["User", "user"],
    ["You", "user"],
    [names.char, "model"],
    ...(names.aliases ?? []).map((alias) => [alias, "model"] as const),
  ];
  return source.split(/<START>/i)
    .map((block) => expandMacros(block, { ...names, random: () => 0 }, "send").trim())
    .filter((text) => text !== "")
    .map((text) => ({ text, turns: parseTurns(text, speakers) }));
}

function parseTurns(
  text: string,
  speakers: readonly (readonly [name: string, role: ChatRole])[],
): ExampleTurn[] {
  const turns: ExampleTurn[] = [];
  for (const line of text.split(/\r?\n/)) {
    const colon = line.search(/[:：]/);
    const label = colon < 0 ? "" : line.slice(0, colon).trim().toLowerCase();
    const speaker = speakers.find(([name]) => name !== "" && name.toLowerCase() === label);
    const last = turns.at(-1);
    if (speaker !== undefined) {
      turns.push({ role: speaker[1], content: line.slice(colon + 1).trim() });
    } else if (last !== undefined) last.content += `\n${line}`;
    else turns.push({ role: "model", content: line });
  }
  return turns
    .map(({ role, content }) => ({ role, content: content.trim() }))
    .filter(({ content }) => content !== "");
}
