/** What was asked for, in a line. */
import { storyWords } from "@/lib/i18n/stories.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { WritingRequest } from "@/lib/stories/writing/model.ts";

export function Asked(
  { locale, request, title }: {
    locale: Locale;
    request: WritingRequest;
    /** What stands above it: before there is a title, that is the keywords. */
    title: string;
  },
) {
  const words = storyWords[locale];
  const genres: Readonly<Record<string, string>> = words.genres;
  const tones: Readonly<Record<string, string>> = words.tones;
  const parts = [
    genres[request.genre] ?? request.genre,
    tones[request.tone] ?? request.tone,
    words.lengths[request.length],
  ];
  return (
    <>
      {parts.join(" · ")}
      {title !== request.keywords.join(" · ") && (
        <span class="asked-words" lang={request.lang}>{request.keywords.join(", ")}</span>
      )}
    </>
  );
}
