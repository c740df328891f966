/** Makes the request that a turn sends to its model: the character's card, what was said last, and lore. */
import type { ChatRequest } from "@/lib/ai/model.ts";
import { buildPrompt } from "@/lib/ai/prompt.ts";
import type { PromptReport } from "@/lib/ai/prompt_report.ts";
import type { User } from "@/lib/accounts/model.ts";
import {
  boundLoreState,
  emptyLoreState,
  type LoreState,
} from "@/lib/characters/card/lore_state.ts";
import { getCallName } from "@/lib/characters/card/model.ts";
import { toolsOfCard } from "@/lib/characters/card/tools.ts";
import { type Character, mayRead, readCharacter } from "@/lib/characters/model.ts";
import { getCard } from "@/lib/characters/store.ts";
import type { Conversation, Turn } from "@/lib/chat/model.ts";
import { readPath } from "@/lib/chat/store.ts";
import { foundOrNull } from "@/lib/errors.ts";
import { sendable } from "@/lib/memory/model.ts";
import { remember } from "@/lib/memory/store.ts";
import { getPersona } from "@/lib/personas/store.ts";
import { keys } from "@/lib/store/keys.ts";

/** Messages that are looked at: those which are sent (20), and a few more that may wake lore. */
const HISTORY = 24;

export interface TurnRequest {
  request: ChatRequest;
  /** Names of the tools that the character was given. */
  tools: readonly string[];
  /** What lore remembers after this prompt; kept when the turn is settled. */
  lore: LoreState;
  /** Length of the text that a continuation goes on from, in characters; else 0. */
  baseChars: number;
  /** What the prompt holds. */
  report: PromptReport;
  /** Whether the role in it is Maru's own, and no card's. */
  ownRole: boolean;
  /** Joins the first piece of the reply to what is there. */
  glue: (first: string) => string;
}

/**
 * Builds a turn's request. Reads the same amount however long the conversation is.
 *
 * @returns Null when the character is gone, or not open (any more) to whoever talks with it.
 */
export async function buildTurnRequest(
  kv: Deno.Kv,
  turn: Turn,
  { maxOutputTokens }: { maxOutputTokens: number },
): Promise<TurnRequest | null> {
  const continues = turn.mode === "continue";
  const leaf = continues ? turn.target : { id: turn.parentId, depth: turn.target.depth - 1 };
  const [[stored, owner, conversation], path, remembered] = await Promise.all([
    kv.getMany<[Character, User, Conversation]>([
      keys.character(turn.characterId),
      keys.user(turn.ownerId),
      keys.conversation(turn.conversationId),
    ]),
    readPath(kv, turn.conversationId, { leaf, limit: HISTORY }),
    remember(kv, turn.conversationId, leaf),
  ]);
  const character = stored.value && readCharacter(stored.value);
  if (!character || !mayRead(character, turn.ownerId)) return null;
  const card = await foundOrNull(getCard(kv, character));
  if (!card) return null;
  const { data } = card;
  const base = continues ? path.messages.at(-1)?.message.content ?? "" : "";
  const { personaId, note } = conversation.value ?? {};
  const persona = personaId ? await getPersona(kv, turn.ownerId, personaId) : null;
  const userName = persona?.name ?? owner.value?.nickname ?? "";
  const { system, messages, speaker, loreState, report } = buildPrompt({
    card: data,
    userName,
    persona: persona?.description ?? "",
    memory: sendable(remembered),
    ...(note ? { note } : {}),
    locale: character.lang,
    history: path.messages.map(({ message: { role, content } }) => ({
      role,
      name: role === "user" ? userName : getCallName(data),
      content,
    })),
    totalMessages: leaf.depth + 1,
    // The character has every other message, the first one too.
    characterTurns: Math.floor(leaf.depth / 2) + 1,
    greetingIndex: conversation.value?.greeting ?? 0,
    loreState: conversation.value?.lore ?? emptyLoreState(),
    random: Math.random,
  });
  return {
    request: {
      system,
      messages,
      speaker,
      ...(continues ? { continueLast: true } : {}),
      maxOutputTokens,
      seed: seedOf(turn.id),
    },
    tools: toolsOfCard(data),
    lore: boundLoreState(loreState),
    baseChars: base.length,
    report,
    ownRole: data.system_prompt.trim() === "",
    glue: continues ? (first) => glue(base, first) : (first) => first.trimStart(),
  };
}

/** A sentence that ended wants a space before the next; a word that broke off wants none. */
function glue(base: string, first: string): string {
  return /[.!?…"”'’*)。]$/.test(base) && !/^\s/.test(first) ? ` ${first}` : first;
}

/** A seed of 31 bits that differs from turn to turn, so that another reply is another one. FNV-1a. */
function seedOf(turnId: string): number {
  let hash = 0x811c9dc5;
  for (let n = 0; n < turnId.length; n++) {
    hash = Math.imul(hash ^ turnId.charCodeAt(n), 0x01000193);
  }
  return hash >>> 1;
}
