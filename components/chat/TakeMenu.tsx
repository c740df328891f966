/** The part of a conversation's menu by which it is shared and taken along. */
import { MenuLink } from "@/components/Menu.tsx";
import { conversationWords } from "@/lib/i18n/conversations.ts";
import type { Locale } from "@/lib/i18n/locale.ts";

/** @param id Of the conversation. */
export function TakeMenu({ id, locale }: { id: string; locale: Locale }) {
  const { take: words, share } = conversationWords[locale];
  return (
    <>
      <MenuLink icon="share" href={`/chats/${id}/share`}>{share.item}</MenuLink>
      <MenuLink icon="download" href={`/chats/${id}/export?format=jsonl`}>{words.jsonl}</MenuLink>
      <MenuLink icon="download" href={`/chats/${id}/export?format=md`}>{words.md}</MenuLink>
    </>
  );
}
