/** What stands below a reply once it has ended, at the end of a page that grew with it. */
import { MessageFoot } from "@/components/chat/MessageItem.tsx";
import { Afterwards } from "@/components/chat/ConversationPage.tsx";
import type { Turn } from "@/lib/chat/model.ts";
import type { ConversationView } from "@/lib/chat/view.ts";
import type { Locale } from "@/lib/i18n/locale.ts";

export function ReplyEnd(
  { locale, view, turn }: { locale: Locale; view: ConversationView; turn: Turn },
) {
  const { conversation, character, path } = view;
  const context = {
    locale,
    conversationId: conversation.id,
    characterName: character?.name ?? conversation.characterName,
    character,
    before: null,
    ready: character !== null && view.turn === null,
  };
  const entry = path.messages.find(({ message }) => message.id === turn.target.id);
  const isLeaf = entry !== undefined && conversation.leaf.id === turn.target.id;
  return (
    <>
      {entry && <MessageFoot entry={entry} context={context} isLeaf={isLeaf} />}
      <Afterwards view={view} context={context} />
    </>
  );
}
