/**
 * Owns building the prompt: one builder for every surface. What does not change between turns comes first, so that a
 * provider can cache it; and words of readers stand among the messages, never in the system instruction.
 *
 * System: role, rules, constant lore around description, personality and scenario, examples, the room.
 * Messages: persona | memory | history, and at their depths between it woken lore, the card's note, the reader's note
 * and the card's last word. What nobody said stands in a frame (`aside`), with the rank of a reader's message and no
 * higher: providers know no system turn among messages, and cards are strangers' texts. Depth 1 is above the message
 * that is answered, which always comes last.
 *
 * Browser-safe.
 */
import { parseExamples } from "@/lib/ai/examples.ts";
import type { ChatRequest, ChatRole, ChatTurn } from "@/lib/ai/model.ts";
import { boundCard } from "@/lib/ai/prompt_card.ts";
import type { PromptDrop, PromptReport, PromptSection } from "@/lib/ai/prompt_report.ts";
import { type Beside, layOutTurns } from "@/lib/ai/prompt_turns.ts";
import { cleanName, type ContentRating, houseRules, ROLE } from "@/lib/ai/prompt_text.ts";
import { estimateTokens } from "@/lib/ai/tokens.ts";
import { layOutLore } from "@/lib/characters/card/lore_layout.ts";
import { emptyLoreState, type LoreState } from "@/lib/characters/card/lore_state.ts";
import { activateLore, type LoreResult } from "@/lib/characters/card/lorebook.ts";
import { expandMacros, type MacroContext } from "@/lib/characters/card/macros.ts";
import { type CardData, getCallName } from "@/lib/characters/card/model.ts";

/** The newest messages that a model is given. */
export const HISTORY_LENGTH = 20;

/** One message of a conversation. `name` is who said it. */
export interface PromptMessage {
  role: ChatRole;
  name?: string;
  content: string;
}

/** What a prompt is built from. */
export interface PromptInput {
  card: CardData;
  /** Of the persona, where there is one. */
  userName: string;
  /** Who the reader says to be; "" or missing: nothing is known but the name. */
  persona?: string;
  /** What was said before the history, and what is known of it. */
  memory?: { summary: string; facts: readonly string[] };
  /** How the reader wants the scene to go, and how many messages stand below that. */
  note?: { text: string; depth: number };
  locale: "ko" | "en";
  /** For whom the character is made; `everyone` when missing. */
  rating?: ContentRating;
  /** Oldest first; the newest 20 are used. The last one is what is answered. */
  history: readonly PromptMessage[];
  /** Messages in the whole conversation, where `history` is only its end. */
  totalMessages?: number;
  /** The character's messages in the whole conversation. */
  characterTurns?: number;
  /** 0 for `first_mes`, 1 for the first alternate greeting. */
  greetingIndex?: number;
  /** As the last prompt's `loreState` was. */
  loreState?: LoreState;
  /** Tokens that system and messages may take together; 12,000 by default. */
  budgetTokens?: number;
  /** Tokens that lore may take; 1,200 by default. A book may ask for less. */
  loreBudgetTokens?: number;
  /** Where the conversation takes place and who listens, where it is no private one. May hold macros. */
  room?: string;
  /** Where the words are said in a call: how to speak there, and what was seen. May hold macros. */
  call?: string;
  /** Uniform in [0, 1): lore chances and `{{random}}`. */
  random: () => number;
}

/** A built prompt. `system`, `messages` and `speaker` go into a `ChatRequest` as they are. */
export interface Prompt extends Pick<ChatRequest, "system" | "speaker"> {
  /** Oldest first; the last one is what is answered. */
  messages: readonly ChatTurn[];
  loreState: LoreState;
  report: PromptReport;
}

interface Section {
  name: PromptSection;
  text: string;
}

/** Builds the prompt of one reply. */
export function buildPrompt(given: PromptInput): Prompt {
  const input = { ...given, card: boundCard(given.card) };
  const { card, locale } = input;
  const userName = cleanName(input.userName, locale === "ko" ? "손님" : "Guest");
  const macros: MacroContext = {
    char: getCallName(card),
    user: userName,
    random: input.random,
    pickSeed: card.name,
  };
  const history = input.history.slice(-HISTORY_LENGTH);
  const lore = wakeLore(input, { history, macros });
  const dropped: PromptDrop[] = lore.dropped.map(({ name, reason }) => ({
    what: "lore",
    name,
    reason,
  }));
  const sections = systemSections(input, { lore, macros });
  const budget = input.budgetTokens ?? 12_000;
  const fixed = sum(sections.map(({ text }) => estimateTokens(text)));
  const turns = layOutTurns(history, besidesOf(input, { lore, macros }), { room: budget - fixed });
  for (const content of turns.dropped) {
    dropped.push({ what: "history", name: firstWords(content), reason: "budget" });
  }
  const room = budget - fixed - turns.tokens;
  for (const section of sections) {
    if (section.name === "examples") section.text = fitExamples(card, { userName, room, dropped });
  }

  const used = sections.filter(({ text }) => text !== "");
  const system = used.map(({ text }) => text).join("\n\n");
  const parts = [
    ...used.map((section) => ({ ...section, depth: null })),
    ...turns.besides.map(({ name, content, depth }) => ({ name, text: content, depth })),
  ];
  return {
    system,
    messages: turns.messages,
    speaker: { card, userName, locale },
    loreState: lore.state,
    report: {
      sections: parts.map((part) => ({ ...part, tokens: estimateTokens(part.text) })),
      lore: lore.entries.map(({ id, name, slot, depth, tokens, why }) => ({
        id,
        name,
        slot,
        depth,
        tokens,
        why,
      })),
      dropped,
      history: turns.history,
      tokens: { system: estimateTokens(system), messages: turns.tokens, budget },
    },
  };
}

function wakeLore(
  input: PromptInput,
  { history, macros }: { history: readonly PromptMessage[]; macros: MacroContext },
): LoreResult {
  const { card } = input;
  const total = input.totalMessages ?? input.history.length;
  return activateLore({
    book: card.character_book ?? { extensions: {}, entries: [] },
    messages: history.map(({ role, name, content }) => ({
      role: role === "user" ? "user" : "assistant",
      name: name ?? (role === "user" ? macros.user : macros.char),
      content,
    })),
    settings: {
      scanDepth: 4,
      tokenBudget: input.loreBudgetTokens ?? 1_200,
      recursive: true,
      caseSensitive: false,
    },
    state: input.loreState ?? emptyLoreState(),
    nowTurn: total,
    characterTurns: input.characterTurns ??
      input.history.filter(({ role }) => role === "model").length,
    greetingIndex: input.greetingIndex ?? 0,
    sources: {
      character_description: card.description,
      character_personality: card.personality,
      scenario: card.scenario,
      creator_notes: card.creator_notes,
      persona_description: input.persona ?? "",
      character_depth_prompt: noteOfCard(card)?.text ?? "",
    },
    macros,
    countTokens: estimateTokens,
    random: input.random,
  });
}

/** The system instruction: what stays the same from turn to turn. The examples are filled in last, where room is left. */
function systemSections(
  { card, locale, rating = "everyone", room = "" }: PromptInput,
  { lore, macros }: { lore: LoreResult; macros: MacroContext },
): Section[] {
  const expand = (text: string) => expandMacros(text, macros).trim();
  const { slots } = layOutLore(lore.entries.filter(({ why }) => why.kind === "constant"));
  const own = lore.suppress.systemPrompt ? "" : card.system_prompt.trim();
  const values = new Map([["original", expand(ROLE)]]);
  const role = own === "" ? expand(ROLE) : expandMacros(own, { ...macros, values }).trim();
  const part = (name: PromptSection, title: string, ...texts: (string | undefined)[]): Section => {
    const text = texts.map((t) => t ?? "").filter((t) => t !== "").join("\n");
    return { name, text: text === "" ? "" : `## ${title}\n${text}` };
  };
  return [
    { name: "role", text: role },
    { name: "rules", text: expand(houseRules(locale, rating)) },
    part("constant_lore", "World", slots.before_char),
    part(
      "description",
      `Who ${macros.char} is`,
      slots.before_desc,
      expand(card.description),
      slots.after_desc,
    ),
    part("personality", "Personality", expand(card.personality), slots.personality),
    part("scenario", "Scenario", expand(card.scenario), slots.scenario),
    part(
      "constant_lore",
      "More of the world",
      slots.after_char,
      slots.before_examples,
      slots.after_examples,
      slots.before_note,
      slots.after_note,
    ),
    { name: "examples", text: "" },
    { name: "room", text: expand(room) },
  ];
}

/** How far above the end the card's last word stands, and lore that was woken and has no depth of its own. */
const NEAR_THE_END = 1;

/** What stands among the messages without having been said, from top to bottom where depths are the same. */
function besidesOf(
  { card, persona = "", memory, note, call = "" }: PromptInput,
  { lore, macros }: { lore: LoreResult; macros: MacroContext },
): Beside[] {
  const values = new Map([["original", ""]]);
  const expand = (text: string) => expandMacros(text, { ...macros, values }).trim();
  const changing = lore.entries.filter(({ why }) => why.kind !== "constant");
  const atDepth = layOutLore(lore.entries).depths.map(({ depth, role, content }): Beside => ({
    name: "woken_lore",
    kind: "lore",
    // Written by the card as if it had been said.
    role: role === "user" ? "user" : role === "assistant" ? "model" : null,
    content,
    depth,
  }));
  const woken = changing.filter(({ slot }) => slot !== "depth" && slot !== "outlet");
  const cardNote = noteOfCard(card);
  const last = lore.suppress.postHistory ? "" : card.post_history_instructions;
  const framed = (
    name: PromptSection,
    kind: Beside["kind"],
    content: string,
    depth: number | null,
  ): Beside => ({ name, kind, role: null, content, depth });
  const about = expand(persona);
  return [
    framed("persona", "persona", about === "" ? "" : `${macros.user}: ${about}`, null),
    framed("memory", "memory", memory === undefined ? "" : memoryText(memory), null),
    ...atDepth,
    framed("woken_lore", "lore", woken.map(({ content }) => content).join("\n"), NEAR_THE_END),
    framed("character_note", "note", expand(cardNote?.text ?? ""), cardNote?.depth ?? NEAR_THE_END),
    framed("author_note", "note", expand(note?.text ?? ""), note?.depth ?? NEAR_THE_END),
    framed("call", "call", expand(call), NEAR_THE_END),
    framed("post_history", "reminder", expand(last), NEAR_THE_END),
  ].filter(({ content }) => content !== "");
}

function memoryText({ summary, facts }: NonNullable<PromptInput["memory"]>): string {
  const known = facts.map((fact) => `- ${fact}`).join("\n");
  return [summary.trim(), known].filter((text) => text !== "").join("\n\n");
}

/** SillyTavern's character note, `extensions.depth_prompt`. */
function noteOfCard(card: CardData): { text: string; depth: number } | null {
  const { depth_prompt: note } = card.extensions;
  const isObject = typeof note === "object" && note !== null && "prompt" in note;
  if (!isObject || typeof note.prompt !== "string") return null;
  const depth = "depth" in note && typeof note.depth === "number" ? note.depth : 4;
  return { text: note.prompt, depth };
}

/** Takes example blocks in their order as long as they fit. */
function fitExamples(
  card: CardData,
  { userName, room, dropped }: { userName: string; room: number; dropped: PromptDrop[] },
): string {
  const char = getCallName(card);
  const title = `## How ${char} talks (examples, not part of this conversation)`;
  let left = room - estimateTokens(title);
  const kept: string[] = [];
  for (const { text } of parseExamples(card.mes_example, { char, user: userName })) {
    left -= estimateTokens(text) + 2;
    if (left >= 0) kept.push(text);
    else dropped.push({ what: "example", name: firstWords(text), reason: "budget" });
  }
  return kept.length === 0 ? "" : `${title}\n${kept.join("\n---\n")}`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}

function firstWords(text: string): string {
  const line = text.trim().replace(/\s+/g, " ");
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}
