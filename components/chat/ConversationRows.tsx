/** Conversations as a list: with whom, what was said last, and when. */
import { Time } from "@/components/Time.tsx";
import { Face } from "@/components/chat/MessageItem.tsx";
import { paths } from "@/components/place.ts";
import { isGroup, titleOf } from "@/lib/chat/group.ts";
import type { ConversationRow } from "@/lib/chat/view.ts";
import { chatWords } from "@/lib/i18n/chat.ts";
import type { Locale } from "@/lib/i18n/locale.ts";

export interface ConversationRowsProps {
  rows: readonly ConversationRow[];
  locale: Locale;
  nowMs: number;
  /** Of the headings with the names. Default 2. */
  level?: 2 | 3 | undefined;
}

export function ConversationRows({ rows, locale, nowMs, level = 2 }: ConversationRowsProps) {
  const words = chatWords[locale];
  const Heading = `h${level}` as const;
  return (
    <ul class="conversations">
      {rows.map(({ conversation, character }) => {
        const { id, preview, updatedAtMs } = conversation;
        return (
          <li key={id} class="conversation">
            <Face character={character} emotion={null} />
            <div class="conversation-words">
              <Heading class="conversation-name">
                <a href={paths.chat(id)}>
                  {isGroup(conversation) || !character ? titleOf(conversation) : character.name}
                </a>
              </Heading>
              <p class="conversation-preview">
                {preview.role === "user" ? words.youSaid(preview.text) : preview.text}
              </p>
            </div>
            <p class="conversation-time">
              <Time ms={updatedAtMs} locale={locale} nowMs={nowMs} />
            </p>
          </li>
        );
      })}
    </ul>
  );
}
