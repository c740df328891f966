/**
 * Owns what a built prompt tells of itself: its parts, the lore that woke and why, and what there was no room for.
 *
 * Browser-safe.
 */
import type { LoreDropReason } from "@/lib/characters/card/lore_choice.ts";
import type { ActivatedEntry } from "@/lib/characters/card/lore_layout.ts";

/** Something that was left out, and why. */
export interface PromptDrop {
  what: "lore" | "example" | "history";
  /** The entry's name, or the first words of what was left out. */
  name: string;
  reason: LoreDropReason | "window";
}

/** What a prompt holds, for the page that shows it. Tokens are estimates. */
export interface PromptReport {
  /** Its parts but for what was said: those of the system instruction, then those among the messages. */
  sections: PromptPart[];
  lore: Pick<ActivatedEntry, "id" | "name" | "slot" | "depth" | "tokens" | "why">[];
  dropped: PromptDrop[];
  /** How many messages of the history were sent, and what they take. */
  history: { messages: number; tokens: number };
  tokens: { system: number; messages: number; budget: number };
}

/** One part as it was sent. */
export interface PromptPart {
  name: PromptSection;
  text: string;
  tokens: number;
  /** Messages of the history below it; null for a part of the system instruction, and of what comes before the history. */
  depth: number | null;
}

/** The parts of a prompt, in their order. */
export const PROMPT_SECTIONS = [
  "role",
  "rules",
  "constant_lore",
  "description",
  "personality",
  "scenario",
  "examples",
  "room",
  "persona",
  "memory",
  "woken_lore",
  "character_note",
  "author_note",
  "call",
  "post_history",
] as const;
export type PromptSection = typeof PROMPT_SECTIONS[number];
