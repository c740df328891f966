/** A button for each of several characters that lets it speak. */
import { Face } from "@/components/chat/MessageItem.tsx";
import type { Character } from "@/lib/characters/model.ts";
import type { CastMember } from "@/lib/chat/model.ts";
import { conversationWords } from "@/lib/i18n/conversations.ts";
import type { Locale } from "@/lib/i18n/locale.ts";

export interface SpeakerButtonsProps {
  /** Of the conversation. */
  id: string;
  locale: Locale;
  cast: readonly CastMember[];
  /** Those who can be talked with. */
  people: ReadonlyMap<string, Character>;
}

export function SpeakerButtons({ id, locale, cast, people }: SpeakerButtonsProps) {
  const words = conversationWords[locale].cast;
  return (
    <form
      class="speakers"
      method="post"
      action={`/chats/${id}/speak`}
      role="group"
      aria-label={words.speakers}
    >
      {cast.map((member) => {
        const character = people.get(member.id);
        return character && (
          <button
            key={member.id}
            class="button is-quiet is-small"
            type="submit"
            name="who"
            value={member.id}
          >
            <Face character={character} emotion={null} />
            <span>{words.speak(character.name)}</span>
          </button>
        );
      })}
    </form>
  );
}
