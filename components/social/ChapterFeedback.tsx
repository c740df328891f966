/** Asks at the end of a chapter how it was. */
import type { Locale } from "@/lib/i18n/locale.ts";
import { socialWords } from "@/lib/i18n/social.ts";
import { socialPaths } from "@/components/social/paths.ts";

export interface ChapterFeedbackProps {
  locale: Locale;
  storyId: string;
  /** Number of the chapter, counted from 1. */
  n: number;
}

export function ChapterFeedback({ locale, storyId, n }: ChapterFeedbackProps) {
  const { feedback: words } = socialWords[locale];
  const href = socialPaths.chapterFeedback(storyId, n);
  return (
    <p class="chapter-ask">
      <span>{words.ask}</span> <a href={href}>{words.askGood}</a>
      <span aria-hidden="true">·</span>
      <a href={`${href}?lean=bad`}>{words.askBad}</a>
    </p>
  );
}
