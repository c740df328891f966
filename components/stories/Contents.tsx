/** A story's table of contents. */
import type { Locale } from "@/lib/i18n/locale.ts";
import { storyWords } from "@/lib/i18n/stories.ts";
import type { Story } from "@/lib/stories/model.ts";
import { chapterPath } from "@/components/stories/chapter_path.ts";

export interface ContentsProps {
  locale: Locale;
  story: Story;
}

export function Contents({ locale, story }: ContentsProps) {
  return (
    <ol class="chapters">
      {story.chapters.map(({ id, title, minutes }, i) => {
        return (
          <li key={id}>
            <a href={chapterPath(story.id, i + 1)} lang={story.lang}>{title}</a>
            {minutes !== null && (
              <span class="chapter-minutes">{storyWords[locale].minutes(minutes)}</span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
