/** What a reader may see of what was sent: all of it, but for a card that is private to somebody else. */
import { type Character, readCharacter } from "@/lib/characters/model.ts";
import { isGroup, titleOf } from "@/lib/chat/group.ts";
import type { Conversation, Message, Speaker } from "@/lib/chat/model.ts";
import { getPromptRecord, type PromptRecord } from "@/lib/chat/prompt_record.ts";
import { listMessagesAt, requireConversation } from "@/lib/chat/store.ts";
import { failure } from "@/lib/errors.ts";
import { isId } from "@/lib/id.ts";
import { keys } from "@/lib/store/keys.ts";

export interface PromptView {
  conversation: Conversation;
  characterName: string;
  /** The reply; null where it is gone. */
  message: Message | null;
  /** Null where nothing is kept of it. */
  record: PromptRecord | null;
  /** Whether texts of the card may be shown, the names and keys of its lore among them. */
  seesCard: boolean;
}

/** Parts that are the reader's own, whatever the card is. */
const OWN_PARTS: ReadonlySet<string> = new Set(["persona", "memory", "author_note"]);

/**
 * Reads what was sent for a reply, for the owner of the conversation.
 *
 * A card's texts are shown where the card itself can be downloaded: by whoever made it, and by everybody unless it is
 * private. Of one that is private to somebody else by now, or is gone, sizes are shown and no words.
 *
 * @throws {HttpError} `not_found`, also for somebody else's conversation.
 */
export async function viewPrompt(
  kv: Deno.Kv,
  { conversationId, messageId, ownerId }: {
    conversationId: string;
    messageId: string;
    ownerId: string;
  },
): Promise<PromptView> {
  const conversation = await requireConversation(kv, conversationId, ownerId);
  if (!isId(messageId)) throw failure("not_found");
  const record = await getPromptRecord(kv, conversationId, messageId);
  const siblings = record ? await listMessagesAt(kv, conversationId, record.place.depth) : [];
  const message = siblings.find(({ id }) => id === messageId) ?? null;
  const speaker = speakerOf(conversation, message);
  const { value } = speaker.id === null
    ? { value: null }
    : await kv.get<Character>(keys.character(speaker.id));
  const character = value && readCharacter(value);
  const seesCard = character !== null &&
    (character.ownerId === ownerId || character.visibility !== "private");
  return {
    conversation,
    characterName: character?.name ?? speaker.name,
    message,
    record: record && (seesCard ? record : withoutCard(record)),
    seesCard,
  };
}

/** Whose card was sent. Of a reply among several that is not there (yet), nobody can tell. */
function speakerOf(conversation: Conversation, message: Message | null): Speaker {
  const main = { id: conversation.characterId, name: conversation.characterName };
  if (message) return message.speaker ?? main;
  return isGroup(conversation) ? { id: null, name: titleOf(conversation) } : main;
}

/** The record without any word of the card. */
export function withoutCard(record: PromptRecord): PromptRecord {
  return {
    ...record,
    sections: record.sections.map((part) =>
      OWN_PARTS.has(part.name) ? part : { ...part, text: null, cutChars: 0 }
    ),
    lore: record.lore.map((entry) => ({
      ...entry,
      name: "",
      key: entry.key === null ? null : "",
      secondary: [],
      from: entry.from === null ? null : "",
    })),
    dropped: record.dropped.map((drop) => drop.what === "history" ? drop : { ...drop, name: "" }),
  };
}
