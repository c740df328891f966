/** One's own shelf: drafts, stories with a date, and those that are out. */
import type { Locale } from "@/lib/i18n/locale.ts";
import { storyWords } from "@/lib/i18n/stories.ts";
import { storyFormWords } from "@/lib/i18n/story_forms.ts";
import { writingWords } from "@/lib/i18n/writing.ts";
import type { Story } from "@/lib/stories/model.ts";
import { formatLocal } from "@/lib/spaces/events/zone.ts";
import { LinkButton } from "@/components/Button.tsx";
import { OwnListPage } from "@/components/OwnListPage.tsx";
import { paths, type Place } from "@/components/place.ts";
import { Cover } from "@/components/stories/Cover.tsx";
import { storyPaths } from "@/components/stories/paths.ts";
import { Time } from "@/components/Time.tsx";
import { writingPaths } from "@/components/writing/paths.ts";

export interface MyStoriesPageProps {
  place: Place;
  stories: readonly Story[];
  nextCursor: string | null;
  zone: string;
  nowMs: number;
}

export function MyStoriesPage({ place, stories, nextCursor, zone, nowMs }: MyStoriesPageProps) {
  const { locale } = place.state;
  const words = storyFormWords[locale].mine;
  const actions = (
    <>
      <LinkButton kind="primary" icon="plus" href={writingPaths.start}>
        {writingWords[locale].enter}
      </LinkButton>
      <LinkButton icon="edit" href={storyPaths.make}>{words.make}</LinkButton>
      <LinkButton kind="plain" icon="upload" href={storyPaths.importing}>{words.bring}</LinkButton>
    </>
  );
  return (
    <OwnListPage
      place={place}
      styles={["/stories.css"]}
      words={words}
      above={<a href={paths.stories}>{storyWords[locale].backToShelf}</a>}
      actions={actions}
      list="own-stories"
      rows={stories.map((story) => (
        <li key={story.id}>
          <Row locale={locale} story={story} zone={zone} nowMs={nowMs} />
        </li>
      ))}
      nextCursor={nextCursor}
    />
  );
}

function Row(
  { locale, story, zone, nowMs }: { locale: Locale; story: Story; zone: string; nowMs: number },
) {
  const words = storyFormWords[locale].mine;
  const { id, title, status, publishAtMs, visibility, updatedAtMs, chapters } = story;
  return (
    <article class="own-story">
      <Cover story={story} alt="" />
      <div>
        <h2 lang={story.lang}>
          <a href={paths.story(id)}>{title}</a>
        </h2>
        <p class="own-facts">
          <strong>
            {status === "published"
              ? words.states.published
              : publishAtMs === null
              ? words.states.draft
              : `${words.states.scheduled} ${formatLocal(publishAtMs, zone, locale)}`}
          </strong>
          <span>{words.visibilities[visibility]}</span>
          <span>{storyWords[locale].chapters(chapters.length)}</span>
          <span>
            {words.changed} <Time ms={updatedAtMs} nowMs={nowMs} locale={locale} />
          </span>
        </p>
      </div>
      <LinkButton
        size="small"
        icon="edit"
        href={storyPaths.edit(id)}
        aria-label={words.editOf(title)}
      >
        {words.edit}
      </LinkButton>
    </article>
  );
}
