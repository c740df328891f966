/** A story before it is opened: cover, synopsis, contents, people. */
import { socialWords } from "@/lib/i18n/social.ts";
import { storyWords } from "@/lib/i18n/stories.ts";
import type { StoryView } from "@/lib/stories/view.ts";
import { LinkButton } from "@/components/Button.tsx";
import { Section } from "@/components/Heading.tsx";
import { Page, type PreviewImage } from "@/components/Page.tsx";
import { paths, type Place } from "@/components/place.ts";
import { Byline } from "@/components/social/Byline.tsx";
import { socialPaths } from "@/components/social/paths.ts";
import { TagList } from "@/components/Tag.tsx";
import { chapterPath } from "@/components/stories/chapter_path.ts";
import { Contents } from "@/components/stories/Contents.tsx";
import { Cover } from "@/components/stories/Cover.tsx";
import { LikeButton } from "@/components/stories/LikeButton.tsx";
import { PeopleRow } from "@/components/stories/PeopleRow.tsx";
import { StoryFacts } from "@/components/stories/StoryFacts.tsx";

export interface StoryPageProps {
  place: Place;
  view: StoryView;
  image: PreviewImage;
}

export function StoryPage({ place, view, image }: StoryPageProps) {
  const { locale } = place.state;
  const { story, likes, liked, people, maker } = view;
  const words = storyWords[locale];
  return (
    <Page
      place={place}
      title={story.title}
      description={story.synopsis}
      image={image}
      kind="article"
      styles={["/stories.css", "/social.css"]}
    >
      <article class="story">
        <div class="story-cover">
          <Cover story={story} alt={words.coverOf(story.title)} eager />
        </div>
        <header class="story-head">
          <p class="page-above">
            <a href={paths.stories} aria-current="false">{words.backToShelf}</a>
          </p>
          <h1 lang={story.lang}>{story.title}</h1>
          <p class="story-kind" lang={story.lang}>{story.genre} · {story.tone}</p>
          <StoryFacts locale={locale} story={story} />
          {maker && <Byline locale={locale} maker={maker} back={paths.story(story.id)} />}
          <p class="story-synopsis" lang={story.lang}>{story.synopsis}</p>
          <TagList locale={locale} tags={story.tags} />
          <div class="actions">
            {story.chapters.length > 0 && (
              <LinkButton kind="primary" size="large" icon="book" href={chapterPath(story.id, 1)}>
                {words.begin}
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
          <Contents locale={locale} story={story} />
        </section>
      </article>
      {people.length > 0 && (
        <Section id="people" title={words.people} lede={words.peopleWords}>
          <PeopleRow locale={locale} people={people} />
        </Section>
      )}
    </Page>
  );
}
