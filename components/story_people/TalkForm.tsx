/** Sits the reader down with somebody of a story, as of a chapter. */
import type { Locale } from "@/lib/i18n/locale.ts";
import { storyPeopleWords } from "@/lib/i18n/story_people.ts";
import type { PersonOfStory } from "@/lib/stories/people/people.ts";
import { Button } from "@/components/Button.tsx";
import { peoplePaths } from "@/components/story_people/paths.ts";

export function TalkForm(
  { locale, storyId, person, n }: {
    locale: Locale;
    storyId: string;
    person: Pick<PersonOfStory, "id" | "name">;
    /** The last chapter that they know. */
    n: number;
  },
) {
  const words = storyPeopleWords[locale].people;
  return (
    <form method="post" action={peoplePaths.talk(storyId, person.id)}>
      <input type="hidden" name="as" value={n} />
      <Button size="small" icon="chat" wide aria-label={words.talkAsOf(person.name, n)}>
        {words.talk}
      </Button>
    </form>
  );
}
