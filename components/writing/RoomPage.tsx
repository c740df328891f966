/** The page of one job: what was asked for, and the room in which it is written. */
import { writingWords } from "@/lib/i18n/writing.ts";
import { Page } from "@/components/Page.tsx";
import type { Place } from "@/components/place.ts";
import { Room, type RoomProps } from "@/components/writing/Room.tsx";

export interface RoomPageProps extends Omit<RoomProps, "locale"> {
  place: Place;
}

export function RoomPage({ place, ...room }: RoomPageProps) {
  const { locale } = place.state;
  const words = writingWords[locale];
  return (
    <Page place={place} title={room.view.title} noIndex styles={["/stories.css", "/writing.css"]}>
      <Room locale={locale} {...room} />
      <p class="room-roles">{words.rolesNote}</p>
    </Page>
  );
}
