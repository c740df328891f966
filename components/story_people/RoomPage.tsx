/**
 * The room beside a chapter: its text, and the conversation with its people in a frame of its own, so that the text stays
 * where it is read while questions are asked; but for a visitor's first, which comes to this page. Side by side where the
 * window is wide; else one of the two is looked at.
 */
import { storyPeopleWords } from "@/lib/i18n/story_people.ts";
import type { Chapter, Story } from "@/lib/stories/model.ts";
import { lookClass, type ReaderLook } from "@/lib/stories/reader_look.ts";
import { Page } from "@/components/Page.tsx";
import type { Place } from "@/components/place.ts";
import { Prose } from "@/components/Prose.tsx";
import { chapterPath } from "@/components/stories/chapter_path.ts";
import { peoplePaths } from "@/components/story_people/paths.ts";

export interface RoomPageProps {
  place: Place;
  story: Story;
  chapter: Chapter;
  /** Counted from 1. */
  n: number;
  look: ReaderLook;
  /** Who answers first; absent: whoever sits there first. */
  who: string | undefined;
}

export function RoomPage({ place, story, chapter, n, look, who }: RoomPageProps) {
  const words = storyPeopleWords[place.state.locale].room;
  return (
    <Page
      place={place}
      title={`${words.title(n)} – ${story.title}`}
      layout="flush"
      room="stories"
      noIndex
      styles={["/stories.css", "/story_people.css"]}
    >
      <h1 class="visually-hidden">{words.title(n)}</h1>
      <div class="beside">
        {/* One lies over the other in a narrow window: neither loses its place, as neither goes away. */}
        <fieldset class="beside-choice">
          <legend class="visually-hidden">{words.shown}</legend>
          <label>
            <input type="radio" name="shown" value="text" />
            {words.text}
          </label>
          <label>
            <input type="radio" name="shown" value="talk" checked />
            {words.talk}
          </label>
        </fieldset>
        <section
          class={`beside-text ${lookClass(look)}`}
          aria-label={words.text}
          tabIndex={0}
        >
          <h2 lang={story.lang}>{chapter.title}</h2>
          <Prose markdown={chapter.body} lang={story.lang} level={3} look="story" />
          {n < story.chapters.length && (
            <p>
              <a href={chapterPath(story.id, n + 1)} rel="next">{words.next(n + 1)}</a>
            </p>
          )}
        </section>
        <iframe
          class="beside-talk"
          src={peoplePaths.roomTalk(story.id, n, who)}
          title={words.talk}
        />
      </div>
    </Page>
  );
}
