/** Makes the request that a turn sends to its model: the character's card, what was said last, and lore. */
import type { ChatRequest } from "@/lib/ai/model.ts";
import { callAside } from "@/lib/calls/character/aside.ts";
import { buildPrompt, type PromptMessage } from "@/lib/ai/prompt.ts";
import type { PromptReport } from "@/lib/ai/prompt_report.ts";
import { cleanName } from "@/lib/ai/prompt_text.ts";
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
import { castOf, companyOf, heard, isBy, isGroup } from "@/lib/chat/group.ts";
import type { Conversation, Message, Turn } from "@/lib/chat/model.ts";
import { readPath } from "@/lib/chat/store.ts";
import { foundOrNull } from "@/lib/errors.ts";
import { sendable } from "@/lib/memory/model.ts";
import { remember } from "@/lib/memory/store.ts";
import { getPersona } from "@/lib/personas/store.ts";
import { cardForPrompt } from "@/lib/stories/people/prompt_card.ts";
import { keys } from "@/lib/store/keys.ts";

/** Messages that are looked at: those which are sent (20), and a few more that may wake lore. */
const HISTORY = 24;

/** What stands for the words of a reader who only waits. */
const NUDGE = { ko: "*다음 말을 기다린다.*", en: "*waits for what comes next*" };

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
  /** Among several: names of the speaker, and of everybody whose words are not its own. */
  voices?: { own: string[]; others: string[] };
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
  const kept = await foundOrNull(getCard(kv, character));
  if (!kept) return null;
  const { card: { data }, loreBudgetTokens } = await cardForPrompt(kv, {
    character,
    card: kept,
    horizons: conversation.value?.horizons,
    viewerId: turn.ownerId,
    nowMs: turn.startedAtMs,
  });
  const base = continues ? path.messages.at(-1)?.message.content ?? "" : "";
  const { personaId, note } = conversation.value ?? {};
  const of = conversation.value ?? { characterId: turn.characterId };
  const isMain = turn.characterId === of.characterId;
  const company = conversation.value && isGroup(conversation.value)
    ? castOf(conversation.value).filter(({ id }) => id !== turn.characterId)
    : [];
  const isLate = conversation.value?.cast?.find(({ id }) => id === turn.characterId)?.late ?? false;
  const persona = personaId ? await getPersona(kv, turn.ownerId, personaId) : null;
  const userName = cleanName(
    persona?.name ?? owner.value?.nickname ?? "",
    character.lang === "ko" ? "손님" : "Guest",
  );
  const history = path.messages.flatMap(({ message }) =>
    historyOf(message, {
      characterId: turn.characterId,
      of,
      own: getCallName(data),
      userName,
      names: company.length > 0,
    })
  );
  // Asked to speak where nothing is to be answered: after its own words, or when it has just come.
  if (!continues && history.at(-1)?.role !== "user") {
    history.push({ role: "user", name: userName, content: NUDGE[character.lang] });
  }
  const { system, messages, speaker, loreState, report } = buildPrompt({
    card: data,
    userName,
    persona: persona?.description ?? "",
    // What is remembered tells of times at which this one may not have been there.
    ...(isLate ? {} : { memory: sendable(remembered) }),
    ...(company.length === 0 ? {} : {
      room: companyOf({
        own: getCallName(data),
        others: company.map(({ name }) => cleanName(name, "?")),
        userName,
        locale: character.lang,
      }),
    }),
    ...(note ? { note } : {}),
    ...(turn.call ? { call: callAside(turn.call.seen) } : {}),
    locale: character.lang,
    rating: character.rating,
    history,
    totalMessages: leaf.depth + 1,
    // The character has every other message, the first one too.
    characterTurns: Math.floor(leaf.depth / 2) + 1,
    greetingIndex: conversation.value?.greeting ?? 0,
    // Kept for the one that the conversation began with: another's book counts its entries anew.
    loreState: (isMain ? conversation.value?.lore : null) ?? emptyLoreState(),
    ...(loreBudgetTokens === undefined ? {} : { loreBudgetTokens }),
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
    lore: isMain ? boundLoreState(loreState) : conversation.value?.lore ?? emptyLoreState(),
    baseChars: base.length,
    ...(company.length === 0 ? {} : {
      voices: {
        own: [getCallName(data), character.name],
        others: [...company.map(({ name }) => name), userName],
      },
    }),
    report,
    ownRole: data.system_prompt.trim() === "",
    glue: continues ? (first) => glue(base, first) : (first) => first.trimStart(),
  };
}

/** A message as one character heard it; nothing where it was not there. Among several, others' words follow their names. */
function historyOf(
  message: Message,
  { characterId, of, own, userName, names }: {
    characterId: string;
    of: Pick<Conversation, "characterId" | "characterName"> | { characterId: string };
    own: string;
    userName: string;
    names: boolean;
  },
): PromptMessage[] {
  const { role, content, speaker } = message;
  if (!heard(message, { characterId, of })) return [];
  if (isBy(message, { characterId, of })) return [{ role: "model", name: own, content }];
  const other = "characterName" in of ? of.characterName : own;
  const name = role === "user" ? userName : cleanName(speaker?.name ?? other, "?");
  // Somebody else's words are no words of the model's own.
  const named = names || role === "model";
  return [{ role: "user", name, content: named ? `${name}: ${content}` : content }];
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
