/** A chat room: what was said, and where one writes. Complete without a script, and growing where it is asked to. */
import { Button, LinkButton } from "@/components/Button.tsx";
import { PageHeading } from "@/components/Heading.tsx";
import { Page } from "@/components/Page.tsx";
import type { Place } from "@/components/place.ts";
import { roomPaths } from "@/components/rooms/paths.ts";
import { roomName } from "@/components/rooms/RoomsPage.tsx";
import { Time } from "@/components/Time.tsx";
import { markFor } from "@/lib/http/document.ts";
import { roomWords } from "@/lib/i18n/rooms.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { MAX_CONTENT } from "@/lib/rooms/model.ts";
import type { RoomEvent } from "@/lib/rooms/protocol.ts";

/** Where the next words come to stand. */
export const NEXT_MARK = markFor("room-next");

export interface RoomPageProps {
  place: Place;
  roomId: string;
  recent: readonly RoomEvent[];
  nowMs: number;
  growing?: boolean;
  /** Words that were not sent, and why. */
  draft?: { text: string; error: string } | undefined;
}

export function RoomPage({ place, roomId, recent, nowMs, growing = false, draft }: RoomPageProps) {
  const { locale } = place.state;
  const words = roomWords[locale];
  return (
    <Page
      place={place}
      title={words.inRoom(roomName(roomId, locale))}
      description={words.lede}
      styles={["/rooms.css"]}
      noIndex
    >
      <PageHeading
        title={words.inRoom(roomName(roomId, locale))}
        lede={words.hour}
        above={<a href={roomPaths.all}>{words.all}</a>}
      />
      <div class="chatroom">
        {/* Both before the log, which may be growing still. */}
        <Composer place={place} roomId={roomId} draft={draft} />
        <p class="chatroom-next">
          {growing ? <span>{words.liveOn}</span> : (
            <>
              <LinkButton size="small" icon="refresh" href={roomPaths.room(roomId)}>
                {words.refresh}
              </LinkButton>{" "}
              <LinkButton size="small" icon="chat" href={roomPaths.live(roomId)}>
                {words.live}
              </LinkButton>
            </>
          )}
        </p>
        <div class="chatroom-scroll" role="log" aria-label={words.log} tabIndex={0}>
          <ol class="chatroom-lines">
            {recent.length === 0 && <li class="chatroom-empty">{words.empty}</li>}
            {recent.map((event, n) => (
              <RoomLine key={n} event={event} locale={locale} nowMs={nowMs} />
            ))}
            {growing && <>{NEXT_MARK}</>}
          </ol>
        </div>
      </div>
    </Page>
  );
}

function Composer({ place, roomId, draft }: {
  place: Place;
  roomId: string;
  draft: RoomPageProps["draft"];
}) {
  const { locale, viewer } = place.state;
  const words = roomWords[locale];
  return (
    <form class="chatroom-composer" method="post" action={roomPaths.say(roomId)}>
      <label class="visually-hidden" for="room-text">{words.message}</label>
      <textarea
        class="control"
        id="room-text"
        name="text"
        rows={2}
        required
        maxLength={MAX_CONTENT}
        placeholder={words.placeholder}
        aria-describedby={draft ? "room-error room-name" : "room-name"}
        aria-invalid={draft ? "true" : undefined}
      >
        {draft?.text ?? ""}
      </textarea>
      {draft && <p class="field-error" id="room-error" role="alert">{draft.error}</p>}
      <div class="actions">
        <Button kind="primary" icon="send">{words.say}</Button>
        <Button icon="chat" formaction={roomPaths.ask(roomId)}>{words.ask}</Button>
      </div>
      <p class="chatroom-name" id="room-name">
        {viewer ? words.asYou(viewer.nickname) : words.asGuest}
      </p>
    </form>
  );
}

/** One thing that happened in a room. */
export function RoomLine({ event, locale, nowMs }: {
  event: RoomEvent;
  locale: Locale;
  nowMs: number;
}) {
  if (event.type === "system") {
    return <li class="chatroom-note">{roomWords[locale].said[event.action](event.nickname)}</li>;
  }
  return (
    <li class="chatroom-line">
      <p class="chatroom-who">
        <b>{event.nickname}</b>{" "}
        <Time ms={Date.parse(event.timestamp)} locale={locale} nowMs={nowMs} />
      </p>
      <p class="chatroom-text">{event.content}</p>
    </li>
  );
}
