/** The people of a story, each with a way to talk to them. */
import type { CharacterView } from "@/lib/characters/model.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { CharacterCard } from "@/components/CharacterCard.tsx";
import { TalkButton } from "@/components/stories/TalkButton.tsx";

export interface PeopleRowProps {
  locale: Locale;
  people: readonly CharacterView[];
}

export function PeopleRow({ locale, people }: PeopleRowProps) {
  return (
    <ul class="character-grid is-row story-people">
      {people.map((view) => (
        <li key={view.character.id}>
          <CharacterCard view={view} locale={locale} />
          <TalkButton locale={locale} character={view.character} wide />
        </li>
      ))}
    </ul>
  );
}
