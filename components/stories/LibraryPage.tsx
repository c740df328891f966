/** The library: every story that is out, and the ways to find one. */
import type { Locale } from "@/lib/i18n/locale.ts";
import { LOCALES } from "@/lib/i18n/locale.ts";
import { storyWords } from "@/lib/i18n/stories.ts";
import { writingWords } from "@/lib/i18n/writing.ts";
import {
  isNarrowed,
  isStorySearch,
  libraryPath,
  type LibraryQuery,
  STORY_SORTS,
} from "@/lib/stories/gallery.ts";
import type { Story } from "@/lib/stories/model.ts";
import type { StoryOnShelf } from "@/lib/stories/view.ts";
import { GENRES, LENGTHS, TONES } from "@/lib/stories/writing/model.ts";
import { Button, LinkButton } from "@/components/Button.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { Select } from "@/components/Field.tsx";
import { PageHeading } from "@/components/Heading.tsx";
import { Icon } from "@/components/Icon.tsx";
import { Page } from "@/components/Page.tsx";
import { Pager } from "@/components/Pager.tsx";
import { Pills } from "@/components/Pills.tsx";
import { paths, type Place } from "@/components/place.ts";
import { SearchBox } from "@/components/SearchBox.tsx";
import { chapterPath } from "@/components/stories/chapter_path.ts";
import { storyPaths } from "@/components/stories/paths.ts";
import { Shelf } from "@/components/stories/Shelf.tsx";
import { writingPaths } from "@/components/writing/paths.ts";

export interface LibraryPageProps {
  place: Place;
  query: LibraryQuery;
  stories: readonly StoryOnShelf[];
  nextCursor: string | null;
  /** What the reader has begun, latest first. */
  begun: readonly { story: Story; n: number }[];
}

export function LibraryPage({ place, query, stories, nextCursor, begun }: LibraryPageProps) {
  const { locale } = place.state;
  const words = storyWords[locale];
  const { q, tag, sort, rating, cursor } = query;
  const title = rating ? words.gallery.mature : words.title;
  return (
    <Page
      place={place}
      title={tag ? `${title} ${words.gallery.taggedWith(tag)}` : title}
      description={words.description}
      canonical={libraryPath({ tag })}
      noIndex={rating !== undefined || q !== "" || cursor !== undefined}
      styles={["/stories.css"]}
    >
      <PageHeading
        title={title}
        lede={words.lede}
        actions={
          <>
            <LinkButton kind="primary" icon="plus" href={writingPaths.start}>
              {writingWords[locale].enter}
            </LinkButton>
            <LinkButton icon="edit" href={storyPaths.make}>{words.gallery.make}</LinkButton>
            {place.state.viewer && (
              <LinkButton kind="plain" icon="book" href={storyPaths.mine}>
                {words.gallery.mine}
              </LinkButton>
            )}
          </>
        }
      />
      <Begun locale={locale} begun={begun} />
      <div class="library-tools">
        <SearchBox
          locale={locale}
          action={paths.stories}
          label={words.gallery.search}
          placeholder={words.gallery.placeholder}
          value={q}
          keep={kept({ ...query, q: "" })}
        />
        {!isStorySearch(query) && (
          <Pills
            label={words.gallery.sort}
            look="tabs"
            choices={STORY_SORTS.map((name) => ({
              href: libraryPath({ ...query, sort: name }),
              label: words.gallery.sorts[name],
              current: name === sort,
            }))}
          />
        )}
        <Narrow locale={locale} query={query} />
        {tag && (
          <p>
            <a class="tag" href={libraryPath({ ...query, tag: "" })}>
              {tag} <Icon name="close" />
              <span class="visually-hidden">{words.gallery.clearTag(tag)}</span>
            </a>
          </p>
        )}
      </div>
      {stories.length > 0
        ? (
          <>
            {(isNarrowed(query) || cursor) && (
              <p class="library-count" role="status">
                {words.gallery.count(stories.length, Boolean(nextCursor || cursor))}
              </p>
            )}
            <Shelf locale={locale} stories={stories} />
          </>
        )
        : <NothingThere locale={locale} query={query} />}
      <Pager locale={locale} url={place.url} nextCursor={nextCursor} />
      <p class="library-end">
        {rating
          ? <a href={paths.stories}>{words.gallery.leaveMature}</a>
          : (
            <a href={libraryPath({ rating: "mature" })} rel="nofollow">
              {words.gallery.mature}
            </a>
          )}
      </p>
    </Page>
  );
}

/** The query's parts as hidden fields; what is usual stays unsaid. */
function kept(query: LibraryQuery): Record<string, string> {
  const path = libraryPath(query);
  return Object.fromEntries(new URLSearchParams(path.split("?")[1] ?? ""));
}

/** Four selects of a form, which works wherever forms do. */
function Narrow({ locale, query }: { locale: Locale; query: LibraryQuery }) {
  const words = storyWords[locale];
  const select = (
    name: "genre" | "tone" | "length" | "lang",
    names: readonly string[],
    labels: Readonly<Record<string, string>>,
  ) => (
    <Select
      name={name}
      label={words.gallery[name]}
      options={[
        { value: "", label: words.gallery.any },
        ...names.map((value) => ({ value, label: labels[value] ?? value })),
      ]}
      value={query[name] ?? ""}
    />
  );
  const { genre: _, tone: __, length: ___, lang: ____, ...others } = query;
  return (
    <form class="narrow" method="get" action={paths.stories} aria-label={words.gallery.narrow}>
      {select("genre", GENRES, words.genres)}
      {select("tone", TONES, words.tones)}
      {select("length", LENGTHS, words.lengths)}
      {select("lang", LOCALES, words.gallery.langs)}
      {Object.entries(kept(others)).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button kind="quiet">{words.gallery.apply}</Button>
    </form>
  );
}

function Begun({ locale, begun }: { locale: Locale; begun: LibraryPageProps["begun"] }) {
  if (begun.length === 0) return null;
  const words = storyWords[locale].gallery;
  return (
    <nav class="begun" aria-label={words.readOn}>
      <h2>{words.readOn}</h2>
      <ul>
        {begun.map(({ story, n }) => (
          <li key={story.id}>
            <a href={chapterPath(story.id, n)}>
              <strong lang={story.lang}>{story.title}</strong>
              <span>{words.readOnAt(n)}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function NothingThere({ locale, query }: { locale: Locale; query: LibraryQuery }) {
  const words = storyWords[locale];
  const narrowed = isNarrowed(query);
  return (
    <EmptyState
      title={narrowed ? words.gallery.noneFound : words.empty}
      actions={narrowed
        ? <LinkButton kind="primary" href={paths.stories}>{words.gallery.clear}</LinkButton>
        : (
          <>
            <LinkButton kind="primary" icon="plus" href={writingPaths.start}>
              {writingWords[locale].enter}
            </LinkButton>
            <LinkButton kind="plain" href={paths.characters}>{words.toGallery}</LinkButton>
          </>
        )}
    >
      {narrowed ? words.gallery.noneFoundWords : words.emptyWords}
    </EmptyState>
  );
}
