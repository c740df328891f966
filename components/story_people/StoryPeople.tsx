/** The people of a story on its page: those who have come up where the reader is, and nobody later. */
import type { Locale } from "@/lib/i18n/locale.ts";
import { storyPeopleWords } from "@/lib/i18n/story_people.ts";
import type { Story } from "@/lib/stories/model.ts";
import type { PeopleView } from "@/lib/stories/people/view.ts";
import { Section } from "@/components/Heading.tsx";
import { peoplePaths } from "@/components/story_people/paths.ts";
import { PersonFace } from "@/components/story_people/PersonFace.tsx";
import { TalkForm } from "@/components/story_people/TalkForm.tsx";

export function StoryPeople(
  { locale, story, view: { n, people, later } }: { locale: Locale; story: Story; view: PeopleView },
) {
  const words = storyPeopleWords[locale];
  return (
    <Section
      id="talk"
      title={words.people.title}
      lede={words.people.lede(n)}
    >
      <ul class="story-talkers">
        {people.map((person) => (
          <li key={person.id} class="story-talker">
            <PersonFace person={person} size="large" />
            <h3 lang={story.lang}>{person.name}</h3>
            <p class="as-of">{words.asOf(n)}</p>
            <TalkForm locale={locale} storyId={story.id} person={person} n={n} />
          </li>
        ))}
      </ul>
      <p class="people-later">
        {later > 0 && `${words.people.more(later)} `}
        <a href={peoplePaths.all(story.id, n)}>{words.people.all}</a>
      </p>
    </Section>
  );
}
