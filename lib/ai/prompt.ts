/**
 * Owns building the prompt: one builder for every surface. What does not change between turns
 * comes first, so that a provider can cache it; what the reader said goes into messages only.
 *
 * Order of the system instruction: role, rules, constant lore around description, personality and
 * scenario, example dialogue | woken lore, the room, the character's note, the card's last word. System-role
 * lore at a depth joins the second half, as the providers know no system turn among messages.
 *
 * Browser-safe.
 */
import { parseExamples } from "@/lib/ai/examples.ts";
import type { ChatRequest, ChatRole, ChatTurn } from "@/lib/ai/model.ts";
import { boundCard } from "@/lib/ai/prompt_card.ts";
import { cleanName, houseRules, ROLE } from "@/lib/ai/prompt_text.ts";
import { estimateTokens } from "@/lib/ai/tokens.ts";
import type { LoreDropReason } from "@/lib/characters/card/lore_choice.ts";
import { type ActivatedEntry, layOutLore } from "@/lib/characters/card/lore_layout.ts";
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
  userName: string;
  locale: "ko" | "en";
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
  /** Uniform in [0, 1): lore chances and `{{random}}`. */
  random: () => number;
}

/** Something that was left out, and why. */
export interface PromptDrop {
  what: "lore" | "example" | "history";
  /** The entry's name, or the first words of what was left out. */
  name: string;
  reason: LoreDropReason | "window";
}

/** What a prompt holds, for the page that shows it. Tokens are estimates. */
export interface PromptReport {
  /** Parts of the system instruction, in their order. */
  sections: { name: PromptSection; tokens: number }[];
  lore: Pick<ActivatedEntry, "id" | "name" | "slot" | "tokens" | "why">[];
  dropped: PromptDrop[];
  messages: number;
  tokens: { system: number; messages: number; budget: number };
}

/** The parts a system instruction may have. */
export type PromptSection =
  | "role"
  | "rules"
  | "description"
  | "personality"
  | "scenario"
  | "constant_lore"
  | "examples"
  | "woken_lore"
  | "room"
  | "character_note"
  | "post_history";

/** A built prompt. `system`, `messages` and `speaker` go into a `ChatRequest` as they are. */
export interface Prompt extends Pick<ChatRequest, "system" | "messages" | "speaker"> {
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
  const sections = [
    ...stableSections(input, { lore, macros }),
    { name: "examples" as const, text: "" },
    ...changingSections(input, { lore, macros }),
  ];

  let messages = placeDepthLore(history, lore);
  const budget = input.budgetTokens ?? 12_000;
  const fixed = sum(sections.map(({ text }) => estimateTokens(text)));
  messages = fitHistory(messages, { room: budget - fixed, dropped });
  const room = budget - fixed - tokensOf(messages);
  for (const section of sections) {
    if (section.name === "examples") section.text = fitExamples(card, { userName, room, dropped });
  }

  const used = sections.filter(({ text }) => text !== "");
  const system = used.map(({ text }) => text).join("\n\n");
  return {
    system,
    messages,
    speaker: { card, userName, locale },
    loreState: lore.state,
    report: {
      sections: used.map(({ name, text }) => ({ name, tokens: estimateTokens(text) })),
      lore: lore.entries.map(({ id, name, slot, tokens, why }) => ({
        id,
        name,
        slot,
        tokens,
        why,
      })),
      dropped,
      messages: messages.length,
      tokens: { system: estimateTokens(system), messages: tokensOf(messages), budget },
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
    },
    macros,
    countTokens: estimateTokens,
    random: input.random,
  });
}

/** The half of the system instruction that stays the same from turn to turn. */
function stableSections(
  { card, locale }: PromptInput,
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
    { name: "rules", text: expand(houseRules(locale)) },
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
  ];
}

/** The half that changes: lore the last messages woke, and what a card wants said last. */
function changingSections(
  { card, room = "" }: PromptInput,
  { lore, macros }: { lore: LoreResult; macros: MacroContext },
): Section[] {
  const woken = lore.entries.filter(({ slot, role, why }) =>
    slot === "depth" ? role === "system" : slot !== "outlet" && why.kind !== "constant"
  );
  const texts = woken.map(({ content }) => content).join("\n");
  const note = depthPrompt(card);
  const last = lore.suppress.postHistory ? "" : card.post_history_instructions.trim();
  const values = new Map([["original", ""]]);
  const expand = (text: string) => expandMacros(text, { ...macros, values }).trim();
  return [
    { name: "woken_lore", text: texts === "" ? "" : `## What matters now\n${texts}` },
    { name: "room", text: expand(room) },
    { name: "character_note", text: expand(note) },
    { name: "post_history", text: expand(last) },
  ];
}

/** SillyTavern's character note, `extensions.depth_prompt.prompt`. */
function depthPrompt(card: CardData): string {
  const { depth_prompt: note } = card.extensions;
  const isObject = typeof note === "object" && note !== null && "prompt" in note;
  return isObject && typeof note.prompt === "string" ? note.prompt : "";
}

/** Puts lore of user and assistant role among the messages; never after the last one. */
function placeDepthLore(history: readonly PromptMessage[], lore: LoreResult): ChatTurn[] {
  const messages: ChatTurn[] = history.map(({ role, content }) => ({ role, content }));
  const { depths } = layOutLore(lore.entries);
  for (const { depth, role, content } of depths) {
    if (role === "system" || history.length === 0) continue;
    const newerMessages = Math.min(Math.max(depth, 1), history.length);
    messages.splice(messages.length - newerMessages, 0, {
      role: role === "user" ? "user" : "model",
      content,
    });
  }
  return messages;
}

/** Drops the oldest messages until the rest fits; the last one always stays. */
function fitHistory(
  messages: readonly ChatTurn[],
  { room, dropped }: { room: number; dropped: PromptDrop[] },
): ChatTurn[] {
  const kept: ChatTurn[] = [];
  let left = room;
  for (const message of [...messages].reverse()) {
    left -= tokensOf([message]);
    if (left < 0 && kept.length > 0) break;
    kept.unshift(message);
  }
  for (const { content } of messages.slice(0, messages.length - kept.length)) {
    dropped.push({ what: "history", name: firstWords(content), reason: "budget" });
  }
  return kept;
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

function tokensOf(messages: readonly ChatTurn[]): number {
  // About four tokens of framing for each turn, as in OpenAI's chat format.
  return sum(messages.map(({ content }) => estimateTokens(content) + 4));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}

function firstWords(text: string): string {
  const line = text.trim().replace(/\s+/g, " ");
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}
