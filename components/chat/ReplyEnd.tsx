/** What stands below a reply once it has ended, at the end of a page that grew with it. */
import { MessageFoot } from "@/components/chat/MessageItem.tsx";
import { Afterwards } from "@/components/chat/ConversationPage.tsx";
import { contextOf } from "@/components/chat/context.ts";
import type { Turn } from "@/lib/chat/model.ts";
import type { ConversationView } from "@/lib/chat/view.ts";
import type { Locale } from "@/lib/i18n/locale.ts";

export interface ReplyEndProps {
  locale: Locale;
  view: ConversationView;
  turn: Turn;
  /** Whether nobody speaks after this one. */
  last: boolean;
}

export function ReplyEnd({ locale, view, turn, last }: ReplyEndProps) {
  const { conversation, path } = view;
  const context = contextOf(view, { locale, before: null });
  const entry = path.messages.find(({ message }) => message.id === turn.target.id);
  const isLeaf = last && entry !== undefined && conversation.leaf.id === turn.target.id;
  return (
    <>
      {entry && <MessageFoot entry={entry} context={context} isLeaf={isLeaf} />}
      {last && <Afterwards view={view} context={context} />}
    </>
  );
}
