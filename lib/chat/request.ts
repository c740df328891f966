/** Makes the request that a turn sends to its model: the character's card, what was said last, and lore. */
import type { ChatRequest } from "@/lib/ai/model.ts";
import { buildPrompt } from "@/lib/ai/prompt.ts";
import type { User } from "@/lib/accounts/model.ts";
import type { CardData } from "@/lib/characters/card/model.ts";
import { readCharacter } from "@/lib/characters/model.ts";
import { getCard } from "@/lib/characters/store.ts";
import type { Turn } from "@/lib/chat/model.ts";
import { readPath } from "@/lib/chat/store.ts";
import { keys } from "@/lib/store/keys.ts";

/** Messages that are looked at: those which are sent (20), and a few more that may wake lore. */
const HISTORY = 24;

export interface TurnRequest {
  request: ChatRequest;
  /** Length of the text that a continuation goes on from, in characters; else 0. */
  baseChars: number;
  /** Joins the first piece of the reply to what is there. */
  glue: (first: string) => string;
}

/**
 * Builds a turn's request. Reads the same amount however long the conversation is.
 *
 * @throws {Error} If the character is gone.
 */
export async function buildTurnRequest(
  kv: Deno.Kv,
  turn: Turn,
  { maxOutputTokens }: { maxOutputTokens: number },
): Promise<TurnRequest> {
  const continues = turn.mode === "continue";
  const leaf = continues ? turn.target : { id: turn.parentId, depth: turn.target.depth - 1 };
  const [[stored, owner], path] = await Promise.all([
    kv.getMany<[unknown, User]>([keys.character(turn.characterId), keys.user(turn.ownerId)]),
    readPath(kv, turn.conversationId, { leaf, limit: HISTORY }),
  ]);
  if (stored.value === null) {
    throw new Error(`Cannot reply as character ${turn.characterId} is gone`);
  }
  const character = readCharacter(stored.value);
  const { data } = await getCard(kv, character);
  const base = continues ? path.messages.at(-1)?.message.content ?? "" : "";
  const userName = owner.value?.nickname ?? "";
  const built = buildPrompt({
    card: data,
    userName,
    locale: character.lang,
    history: path.messages.map(({ message: { role, content } }) => ({
      role,
      name: nameOf(role, data, userName),
      content,
    })),
    messageCount: leaf.depth + 1,
  });
  return {
    request: {
      ...built.request,
      ...(continues ? { continueLast: true } : {}),
      maxOutputTokens,
      seed: seedOf(turn.id),
    },
    baseChars: base.length,
    glue: continues ? (first) => glue(base, first) : (first) => first.trimStart(),
  };
}

function nameOf(role: "user" | "model", card: CardData, userName: string): string {
  return role === "user" ? userName : card.name;
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
