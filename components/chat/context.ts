/** What every message of a conversation page needs to know, from what the page shows. */
import type { MessageContext } from "@/components/chat/MessageItem.tsx";
import { castOf, isGroup, titleOf } from "@/lib/chat/group.ts";
import type { ConversationView } from "@/lib/chat/view.ts";
import type { Locale } from "@/lib/i18n/locale.ts";

/** @param before The `before` of the page; null on the newest. */
export function contextOf(
  { conversation, character, people, newest, turn }: ConversationView,
  { locale, before }: { locale: Locale; before: string | null },
): MessageContext {
  const main = people.get(conversation.characterId) ?? null;
  const mainName = main?.name ?? conversation.characterName;
  return {
    locale,
    conversationId: conversation.id,
    characterName: isGroup(conversation) ? titleOf(conversation) : mainName,
    character,
    main: { name: mainName, character: main },
    people,
    there: new Set(castOf(conversation).map(({ id }) => id).filter((id) => people.has(id))),
    before,
    ready: newest && character !== null && turn === null,
  };
}
