/** How far the people of a conversation know the story that they come out of, and the form that moves it. */
import type { Locale } from "@/lib/i18n/locale.ts";
import { storyPeopleWords } from "@/lib/i18n/story_people.ts";
import type { HorizonView } from "@/lib/stories/people/view.ts";
import { Button } from "@/components/Button.tsx";
import { Icon } from "@/components/Icon.tsx";
import { paths } from "@/components/place.ts";
import { chapterPath } from "@/components/stories/chapter_path.ts";
import { ChapterSelect } from "@/components/story_people/ChapterSelect.tsx";
import { peoplePaths } from "@/components/story_people/paths.ts";

export interface HorizonsProps {
  locale: Locale;
  conversationId: string;
  horizons: readonly HorizonView[];
  group: boolean;
}

export function Horizons({ horizons, ...rest }: HorizonsProps) {
  if (horizons.length === 0) return null;
  return (
    <ul class="horizons">
      {horizons.map((horizon) => (
        <li key={horizon.story.id}>
          <One {...rest} horizon={horizon} />
        </li>
      ))}
    </ul>
  );
}

function One(
  { locale, conversationId, group, horizon: { story, n, readTo } }:
    & Omit<HorizonsProps, "horizons">
    & { horizon: HorizonView },
) {
  const words = storyPeopleWords[locale];
  const action = peoplePaths.horizon(conversationId);
  return (
    <details class="horizon" name="menu">
      <summary>
        <Icon name="book" />
        <span class="as-of">{words.asOf(n)}</span>
        <span class="visually-hidden">{words.horizon.menu}</span>
      </summary>
      <div class="horizon-panel">
        <p class="horizon-story">
          <a href={n === 0 ? paths.story(story.id) : chapterPath(story.id, n)} lang={story.lang}>
            {words.ofStory(story.title)}
          </a>
        </p>
        {readTo !== null && (
          <form method="post" action={action}>
            <input type="hidden" name="story" value={story.id} />
            <input type="hidden" name="as" value={readTo} />
            <Button kind="primary" size="small" wide>{words.horizon.forward(readTo)}</Button>
          </form>
        )}
        <form class="horizon-form" method="post" action={action}>
          <input type="hidden" name="story" value={story.id} />
          <ChapterSelect
            locale={locale}
            story={story}
            n={n}
            id={`as-${story.id}`}
            label={words.horizon.label}
          />
          <Button size="small">{words.horizon.move}</Button>
        </form>
        <p class="field-hint">{group ? words.horizon.hintGroup : words.horizon.hint}</p>
      </div>
    </details>
  );
}
