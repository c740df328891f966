/** A story before it is opened: cover, synopsis, contents, people. */
import { Head } from "fresh/runtime";
import type { Locale } from "@/lib/i18n/locale.ts";
import { reviewWords } from "@/lib/i18n/review.ts";
import { socialWords } from "@/lib/i18n/social.ts";
import { storyWords } from "@/lib/i18n/stories.ts";
import { writingWords } from "@/lib/i18n/writing.ts";
import { formatLocal } from "@/lib/spaces/events/zone.ts";
import { feedPath } from "@/lib/stories/book/feed.ts";
import type { ThreadView } from "@/lib/stories/comments/list.ts";
import { libraryPath } from "@/lib/stories/gallery.ts";
import type { Story } from "@/lib/stories/model.ts";
import type { PeopleView } from "@/lib/stories/people/view.ts";
import type { StoryView } from "@/lib/stories/view.ts";
import { LinkButton } from "@/components/Button.tsx";
import { Section } from "@/components/Heading.tsx";
import { Notice } from "@/components/Notice.tsx";
import { Page, type PreviewImage } from "@/components/Page.tsx";
import { paths, type Place } from "@/components/place.ts";
import { Byline } from "@/components/social/Byline.tsx";
import { socialPaths } from "@/components/social/paths.ts";
import { TagList } from "@/components/Tag.tsx";
import { chapterPath } from "@/components/stories/chapter_path.ts";
import { Comments } from "@/components/stories/Comments.tsx";
import { Contents } from "@/components/stories/Contents.tsx";
import { Cover } from "@/components/stories/Cover.tsx";
import { LikeButton } from "@/components/stories/LikeButton.tsx";
import { storyPaths } from "@/components/stories/paths.ts";
import { PeopleRow } from "@/components/stories/PeopleRow.tsx";
import { StoryFacts } from "@/components/stories/StoryFacts.tsx";
import { StoryPeople } from "@/components/story_people/StoryPeople.tsx";
import { writingPaths } from "@/components/writing/paths.ts";

export interface StoryPageProps {
  place: Place;
  view: StoryView;
  /** The people of its ledger, and those whom its writer brought out, as of where the reader is. */
  talk: PeopleView;
  image: PreviewImage;
  /** The number of the chapter where the reader is; null where they have not begun. */
  readOnAt: number | null;
  comments: {
    threads: readonly ThreadView[];
    nextCursor: string | null;
    undoId: string | null;
  };
  viewerId: string | null;
  /** The job it was written in, for its owner and as long as that is kept. */
  jobId: string | null;
  zone: string;
  nowMs: number;
}

export function StoryPage(props: StoryPageProps) {
  const { place, view, talk, image, readOnAt, comments, viewerId, nowMs } = props;
  const { locale } = place.state;
  const { story, likes, liked, maker } = view;
  // Those who come out of it are among those who know as much as the reader.
  const people = view.people.filter(({ character }) => character.story?.storyId !== story.id);
  const words = storyWords[locale];
  return (
    <Page
      place={place}
      title={story.title}
      description={story.synopsis}
      image={image}
      kind="article"
      noIndex={story.status !== "published" || story.visibility !== "public"}
      styles={["/stories.css", "/social.css", "/story_people.css"]}
    >
      <Standing {...props} />
      {place.url.searchParams.get("done") === "reported" && (
        <Notice tone="good">{reviewWords[locale].reported}</Notice>
      )}
      <article class="story">
        <div class="story-cover">
          <Cover story={story} alt={words.coverOf(story.title)} eager />
        </div>
        <header class="story-head">
          <p class="page-above">
            <a href={paths.stories} aria-current="false">{words.backToShelf}</a>
          </p>
          <h1 lang={story.lang}>{story.title}</h1>
          <Kind locale={locale} story={story} />
          <StoryFacts locale={locale} story={story} />
          {maker && <Byline locale={locale} maker={maker} back={paths.story(story.id)} />}
          <p class="story-synopsis" lang={story.lang}>{story.synopsis}</p>
          {story.source?.madeBy && (
            <p class="story-made-by">
              {story.source.madeBy.startsWith("demo/")
                ? words.improvised
                : words.madeBy(story.source.madeBy)}
            </p>
          )}
          <TagList
            locale={locale}
            tags={story.tags}
            hrefOf={(tag) => libraryPath({ tag })}
          />
          <div class="actions">
            {story.chapters.length > 0 && (
              <LinkButton
                kind="primary"
                size="large"
                icon="book"
                href={chapterPath(story.id, readOnAt ?? 1)}
              >
                {readOnAt === null || readOnAt === 1 ? words.begin : words.readOn(readOnAt)}
              </LinkButton>
            )}
            {readOnAt !== null && readOnAt > 1 && (
              <LinkButton kind="plain" href={chapterPath(story.id, 1)}>
                {words.fromStart}
              </LinkButton>
            )}
            {story.ownerId === viewerId && (
              <LinkButton icon="edit" href={storyPaths.edit(story.id)}>{words.edit}</LinkButton>
            )}
            {props.jobId && (
              <LinkButton kind="plain" icon="branch" href={writingPaths.room(props.jobId)}>
                {writingWords[locale].toRoom}
              </LinkButton>
            )}
            <LikeButton locale={locale} storyId={story.id} likes={likes} liked={liked} />
            {maker?.isSelf && (
              <LinkButton kind="plain" href={socialPaths.storyFeedback(story.id)}>
                {socialWords[locale].feedback.receivedLink}
              </LinkButton>
            )}
          </div>
        </header>
        <section class="story-contents" aria-labelledby="contents-title">
          <h2 id="contents-title">{words.contents}</h2>
          {story.chapters.length > 0
            ? <Contents locale={locale} story={story} />
            : <p>{words.noChapters}</p>}
          <TakeAlong {...props} />
        </section>
      </article>
      {talk.people.length > 0 && <StoryPeople locale={locale} story={story} view={talk} />}
      {people.length > 0 && (
        <Section id="people" title={words.people} lede={words.peopleWords}>
          <PeopleRow locale={locale} people={people} />
        </Section>
      )}
      <Comments
        place={place}
        story={story}
        {...comments}
        total={view.comments}
        viewerId={viewerId}
        nowMs={nowMs}
      />
      {story.ownerId !== viewerId && (
        <p class="story-remove">
          <a href={storyPaths.report(story.id)} rel="nofollow">{reviewWords[locale].reportStory}</a>
        </p>
      )}
    </Page>
  );
}

/** Genre and tone, in the reader's words where they are of the house's lists. */
function Kind({ locale, story }: { locale: Locale; story: Story }) {
  const words = storyWords[locale];
  const named = (labels: Readonly<Record<string, string>>, key: string) =>
    Object.hasOwn(labels, key) ? labels[key] : undefined;
  const genre = named(words.genres, story.genre);
  const tone = named(words.tones, story.tone);
  if (!story.genre && !story.tone) return null;
  return (
    <p class="story-kind">
      {story.genre && (genre ?? <span lang={story.lang}>{story.genre}</span>)}
      {story.genre && story.tone && " · "}
      {story.tone && (tone ?? <span lang={story.lang}>{story.tone}</span>)}
    </p>
  );
}

/** Says who can see the story, where that is not everybody. */
function Standing({ place, view: { story }, zone }: StoryPageProps) {
  const { locale } = place.state;
  const words = storyWords[locale];
  const { status, publishAtMs, visibility, hiddenAtMs } = story;
  if (hiddenAtMs !== undefined) {
    return <Notice tone="warn">{reviewWords[locale].hiddenNotice}</Notice>;
  }
  if (status === "draft") {
    return (
      <Notice>
        {publishAtMs === null
          ? words.draftNotice
          : `${words.scheduledNotice} ${formatLocal(publishAtMs, zone, locale)}`}
      </Notice>
    );
  }
  if (visibility === "public") return null;
  return <Notice>{visibility === "private" ? words.privateNotice : words.unlistedNotice}</Notice>;
}

/** The story as a file, and its writer's news. */
function TakeAlong({ place, view: { story, maker } }: StoryPageProps) {
  const words = storyWords[place.state.locale];
  const feed = words.feed(maker?.nickname ?? "");
  return (
    <>
      <Head>
        <link
          rel="alternate"
          type="application/atom+xml"
          title={feed}
          href={feedPath(story.ownerId)}
        />
      </Head>
      <ul class="take-along" aria-label={words.takeAlong}>
        {story.chapters.length > 0 && (
          <>
            <li>
              <a href={storyPaths.epub(story.id)} download rel="nofollow">{words.asEpub}</a>
            </li>
            <li>
              <a href={storyPaths.markdown(story.id)} download rel="nofollow">
                {words.asMarkdown}
              </a>
            </li>
          </>
        )}
        <li>
          <a href={feedPath(story.ownerId)}>{feed}</a>
        </li>
      </ul>
    </>
  );
}
