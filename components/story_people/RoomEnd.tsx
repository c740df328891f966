/** What stands below the last words in a chapter's room: why no answer came, where none did. */
import type { VNode } from "preact";
import { storyPeopleWords } from "@/lib/i18n/story_people.ts";
import { chatWords } from "@/lib/i18n/chat.ts";
import type { ReplyEndProps } from "@/components/chat/ReplyEnd.tsx";
import { Notice } from "@/components/Notice.tsx";
import { paths } from "@/components/place.ts";

export function RoomEnd({ locale, view }: Pick<ReplyEndProps, "locale" | "view">): VNode | null {
  const { conversation, path } = view;
  const { trouble } = conversation;
  const words = chatWords[locale];
  const last = path.messages.at(-1)?.message;
  if (!trouble && last?.role !== "user") return null;
  return (
    <div class="chat-after" lang={locale}>
      <Notice tone={trouble ? "warn" : "info"}>
        {trouble && <p>{words.failure[trouble.failure]}</p>}
        {trouble && trouble.retryAfterS !== null && <p>{words.retryAfter(trouble.retryAfterS)}</p>}
        <p>
          <a href={paths.chat(conversation.id)}>{storyPeopleWords[locale].room.trouble}</a>
        </p>
      </Notice>
    </div>
  );
}
