/** One line about a story: how much there is of it, in which language, who likes it. */
import { formatCount } from "@/lib/i18n/format.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { storyWords } from "@/lib/i18n/stories.ts";
import { minutesOf, type Story } from "@/lib/stories/model.ts";
import { Icon } from "@/components/Icon.tsx";

export interface StoryFactsProps {
  locale: Locale;
  story: Pick<Story, "chapters" | "lang">;
  /** Left out where a button shows them. */
  likes?: number | undefined;
}

export function StoryFacts({ locale, story, likes }: StoryFactsProps) {
  const words = storyWords[locale];
  const minutes = minutesOf(story);
  const likeCount = likes === undefined ? null : formatCount(likes, locale);
  return (
    <ul class="story-facts" aria-label={words.by}>
      <li>{words.chapters(story.chapters.length)}</li>
      {minutes !== null && <li>{words.minutes(minutes)}</li>}
      <li>{words.language[story.lang]}</li>
      {likeCount !== null && (
        <li class="story-likes">
          <Icon name="heart" />
          <span aria-hidden="true">{likeCount}</span>
          <span class="visually-hidden">{words.likeCount(likeCount)}</span>
        </li>
      )}
    </ul>
  );
}
