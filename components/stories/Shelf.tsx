/** Stories in the library, their covers to the front. */
import type { Locale } from "@/lib/i18n/locale.ts";
import { storyWords } from "@/lib/i18n/stories.ts";
import type { StoryOnShelf } from "@/lib/stories/view.ts";
import { paths } from "@/components/place.ts";
import { Cover } from "@/components/stories/Cover.tsx";
import { StoryFacts } from "@/components/stories/StoryFacts.tsx";

/** Covers in view at once on a wide screen. */
const EAGER = 3;

export interface ShelfProps {
  locale: Locale;
  stories: readonly StoryOnShelf[];
}

export function Shelf({ locale, stories }: ShelfProps) {
  return (
    <ul class="shelf">
      {stories.map(({ story, likes }, n) => (
        <li key={story.id}>
          <article class="book">
            <Cover story={story} alt="" eager={n < EAGER} />
            <div class="book-words">
              <GenreName locale={locale} story={story} />
              <h2 lang={story.lang}>
                <a href={paths.story(story.id)}>{story.title}</a>
              </h2>
              <p class="book-synopsis" lang={story.lang}>{story.synopsis}</p>
              <StoryFacts locale={locale} story={story} likes={likes} />
            </div>
          </article>
        </li>
      ))}
    </ul>
  );
}

/** In the reader's words where the genre is of the house's list, else as its writer put it. */
function GenreName({ locale, story }: { locale: Locale; story: StoryOnShelf["story"] }) {
  const labels: Readonly<Record<string, string>> = storyWords[locale].genres;
  return Object.hasOwn(labels, story.genre)
    ? <p class="book-genre">{labels[story.genre]}</p>
    : <p class="book-genre" lang={story.lang}>{story.genre}</p>;
}
