/** The page of one job: what was asked for, and the room in which it is written. */
import { storyWords } from "@/lib/i18n/stories.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { writingWords } from "@/lib/i18n/writing.ts";
import type { WritingRequest } from "@/lib/stories/writing/model.ts";
import { PageHeading } from "@/components/Heading.tsx";
import { Page } from "@/components/Page.tsx";
import type { Place } from "@/components/place.ts";
import { writingPaths } from "@/components/writing/paths.ts";
import { Room, type RoomProps } from "@/components/writing/Room.tsx";

export interface RoomPageProps extends Omit<RoomProps, "locale"> {
  place: Place;
}

export function RoomPage({ place, ...room }: RoomPageProps) {
  const { locale } = place.state;
  const words = writingWords[locale];
  const { job: { request }, title } = room.view;
  return (
    <Page place={place} title={title} noIndex styles={["/stories.css", "/writing.css"]}>
      <PageHeading
        above={<a href={writingPaths.start}>{words.title}</a>}
        title={<span lang={request.lang}>{title}</span>}
        lede={<Asked locale={locale} request={request} title={title} />}
      />
      {room.madeBy.startsWith("demo/") && <p class="room-demo">{words.room.demo}</p>}
      <Room locale={locale} {...room} />
      <p class="room-roles">{words.rolesNote}</p>
    </Page>
  );
}

/** What was asked for, in a line. */
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
