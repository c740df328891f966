/** Stories as a table of contents. */
import type { Locale } from "@/lib/i18n/locale.ts";
import { paths } from "@/components/place.ts";

export interface StoryTeaser {
  id: string;
  title: string;
  synopsis: string;
  genre: string;
  /** Language it is written in. */
  lang: string;
}

export function StoryList(
  { locale, stories }: { locale: Locale; stories: readonly StoryTeaser[] },
) {
  return (
    <ol class="contents">
      {stories.map(({ id, title, synopsis, genre, lang }) => (
        <li key={id}>
          <article class="content-line" {...(lang === locale ? {} : { lang })}>
            <h3>
              <a href={paths.story(id)}>{title}</a>
            </h3>
            <p class="content-genre">{genre}</p>
            <p class="content-words">{synopsis}</p>
          </article>
        </li>
      ))}
    </ol>
  );
}
