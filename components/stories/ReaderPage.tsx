/** A chapter, for long reading. */
import { Head } from "fresh/runtime";
import type { CharacterView } from "@/lib/characters/model.ts";
import { storyCommentWords } from "@/lib/i18n/story_comments.ts";
import { storyWords } from "@/lib/i18n/stories.ts";
import type { Chapter, Story } from "@/lib/stories/model.ts";
import type { PersonOfStory } from "@/lib/stories/people/people.ts";
import { lookClass, type ReaderLook } from "@/lib/stories/reader_look.ts";
import { Icon } from "@/components/Icon.tsx";
import { Page, type PreviewImage } from "@/components/Page.tsx";
import { paths, type Place } from "@/components/place.ts";
import { Prose } from "@/components/Prose.tsx";
import { ChapterFeedback } from "@/components/social/ChapterFeedback.tsx";
import { chapterPath } from "@/components/stories/chapter_path.ts";
import { CommentForm, COMMENTS_ID } from "@/components/stories/Comments.tsx";
import { LookForm } from "@/components/stories/LookForm.tsx";
import { Ornament } from "@/components/stories/Ornament.tsx";
import { PeopleRow } from "@/components/stories/PeopleRow.tsx";
import { RoomDoor, RoomSign } from "@/components/story_people/RoomDoor.tsx";

export interface ReaderPageProps {
  place: Place;
  story: Story;
  chapter: Chapter;
  /** Counted from 1. */
  n: number;
  look: ReaderLook;
  /** Shown after the last chapter. */
  people: readonly CharacterView[];
  /** Those who have come up by this chapter, and can be asked about it. */
  talkers: readonly PersonOfStory[];
  image: PreviewImage;
}

export function ReaderPage(props: ReaderPageProps) {
  const { place, story, chapter, n, look, people, talkers, image } = props;
  const { locale } = place.state;
  const count = story.chapters.length;
  const words = storyWords[locale];
  const isLast = n >= count;
  return (
    <Page
      place={place}
      title={`${chapter.title} – ${story.title}`}
      description={story.synopsis}
      image={image}
      kind="article"
      layout="full"
      noIndex={story.status !== "published" || story.visibility !== "public"}
      styles={["/stories.css", "/social.css", "/story_people.css"]}
    >
      <Neighbours story={story} n={n} />
      <article class={lookClass(look)}>
        <header class="reader-top">
          <a
            href={paths.story(story.id)}
            lang={story.lang}
            accessKey="c"
            aria-current="false"
            class="reader-back"
          >
            <Icon name="arrow-left" />
            {story.title}
          </a>
          <Progress place={place} n={n} count={count} />
          {talkers.length > 0 && <RoomSign locale={locale} storyId={story.id} n={n} />}
          <LookForm locale={locale} look={look} action={chapterPath(story.id, n)} />
        </header>
        <h1 lang={story.lang}>{chapter.title}</h1>
        <Ornament motif={story.motif} />
        <Prose markdown={chapter.body} lang={story.lang} level={2} look="story" />
        <Ornament motif={story.motif} />
        {talkers.length > 0 && (
          <RoomDoor locale={locale} storyId={story.id} n={n} people={talkers} />
        )}
        <ChapterFeedback locale={locale} storyId={story.id} n={n} />
        <ChapterNav place={place} story={story} n={n} />
      </article>
      <section class="after" aria-labelledby="say-title">
        <h2 id="say-title">{storyCommentWords[locale].title}</h2>
        <CommentForm locale={locale} storyId={story.id} chapterId={chapter.id} />
        <p>
          <a href={`${paths.story(story.id)}#${COMMENTS_ID}`}>{words.allComments}</a>
        </p>
      </section>
      {isLast && people.length > 0 && <AfterTheEnd place={place} people={people} />}
    </Page>
  );
}

/** Tells browsers which page comes next, so that they may offer it. */
function Neighbours({ story, n }: { story: Story; n: number }) {
  return (
    <Head>
      {n > 1 && <link key="prev" rel="prev" href={chapterPath(story.id, n - 1)} />}
      {n < story.chapters.length && (
        <link key="next" rel="next" href={chapterPath(story.id, n + 1)} />
      )}
    </Head>
  );
}

function Progress({ place, n, count }: { place: Place; n: number; count: number }) {
  return (
    <p class="reader-progress">
      <span class="visually-hidden">{storyWords[place.state.locale].progress(n, count)}</span>
      <span aria-hidden="true">{n} / {count}</span>
    </p>
  );
}

function ChapterNav({ place, story, n }: { place: Place; story: Story; n: number }) {
  const words = storyWords[place.state.locale];
  const previous = story.chapters[n - 2]?.title;
  const next = story.chapters[n]?.title;
  return (
    <nav class="chapter-nav" aria-label={words.chapterNav}>
      {next === undefined
        ? <p class="the-end">{words.theEnd}</p>
        : (
          <a class="chapter-next" href={chapterPath(story.id, n + 1)} rel="next" accessKey="n">
            <span>{words.next}</span>
            <strong lang={story.lang}>{next}</strong>
            <Icon name="arrow-right" />
          </a>
        )}
      <div class="chapter-others">
        {previous !== undefined && (
          <a href={chapterPath(story.id, n - 1)} rel="prev" accessKey="p">
            <Icon name="arrow-left" />
            {words.previous}
            <span class="visually-hidden" lang={story.lang}>: {previous}</span>
          </a>
        )}
        <a href={paths.story(story.id)} aria-current="false">
          <Icon name="book" />
          {words.backToStory}
        </a>
      </div>
    </nav>
  );
}

function AfterTheEnd(
  { place, people }: { place: Place; people: readonly CharacterView[] },
) {
  const { locale } = place.state;
  const words = storyWords[locale];
  return (
    <section class="after" aria-labelledby="after-title">
      <h2 id="after-title">{words.people}</h2>
      <p>{words.endWords}</p>
      <PeopleRow locale={locale} people={people} />
    </section>
  );
}
