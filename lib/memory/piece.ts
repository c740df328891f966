/** What one piece of memory is made of, and what is made of it. */
import type { Message } from "@/lib/chat/model.ts";
import type { FoundFact } from "@/lib/memory/model.ts";

/** As much of a message as memory is made of, in characters. */
export const MAX_READ_CHARS = 2_000;
/** Most facts of one piece. */
export const MAX_FOUND = 6;

/** Messages to remember, and what was remembered before them. */
export interface PieceInput {
  /** Oldest first. */
  messages: readonly Message[];
  /** The summary that goes on; "" at the start. */
  before: string;
  userName: string;
  characterName: string;
  locale: "ko" | "en";
}

export interface PieceOutput {
  summary: string;
  facts: FoundFact[];
}

/** Cuts at a word where there is one, and says that it did. */
export function clip(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const cut = text.slice(0, maxChars - 1).replace(/[\ud800-\udbff]$/, "");
  const blank = cut.lastIndexOf(" ");
  return `${(blank > maxChars * 0.7 ? cut.slice(0, blank) : cut).trimEnd()}…`;
}
