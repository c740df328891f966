/** A conversation with the AI of a room, which only its reader sees: the document stays open inside the answer. */
import { Button, LinkButton } from "@/components/Button.tsx";
import { MarkupText } from "@/components/chat/MarkupText.tsx";
import { PageHeading } from "@/components/Heading.tsx";
import { Page } from "@/components/Page.tsx";
import type { Place } from "@/components/place.ts";
import { roomPaths } from "@/components/rooms/paths.ts";
import { roomName } from "@/components/rooms/RoomsPage.tsx";
import { markFor } from "@/lib/http/document.ts";
import { roomWords } from "@/lib/i18n/rooms.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { MAX_CONTENT } from "@/lib/rooms/model.ts";
import type { HistoryTurn } from "@/lib/rooms/protocol.ts";

export const ANSWER_MARK = markFor("room-answer");
export const FOOT_MARK = markFor("room-foot");

export interface AnswerPageProps {
  place: Place;
  roomId: string;
  history: readonly HistoryTurn[];
  question: string;
  demo: boolean;
}

export function AnswerPage({ place, roomId, history, question, demo }: AnswerPageProps) {
  const { locale } = place.state;
  const words = roomWords[locale];
  const turns = [...history, { role: "user" as const, content: question }];
  return (
    <Page
      place={place}
      title={words.asking(roomName(roomId, locale))}
      styles={["/rooms.css"]}
      noIndex
    >
      <PageHeading
        title={words.asking(roomName(roomId, locale))}
        lede={words.onlyYou}
        above={<a href={roomPaths.room(roomId)}>{words.back}</a>}
      />
      <ol class="chatroom-lines chatroom-talk">
        {turns.map(({ role, content }, n) => (
          <li key={n} class={role === "user" ? "chatroom-line is-mine" : "chatroom-line"}>
            <p class="chatroom-who">
              <b>{role === "user" ? words.you : words.ai}</b>
            </p>
            <p class="chatroom-text">
              {role === "user" ? <>{content}</> : <MarkupText text={content} />}
            </p>
          </li>
        ))}
        <li class="chatroom-line is-answer">
          <p class="chatroom-who">
            <b>{words.ai}</b>
            {demo && <span>{words.demo}</span>}
          </p>
          <p class="chatroom-writing">{words.writing}</p>
          <p class="chatroom-text">{ANSWER_MARK}</p>
          {FOOT_MARK}
        </li>
      </ol>
    </Page>
  );
}

/** What stands below an answer that is there: what went wrong, and where to ask on. */
export function AnswerFoot({ locale, roomId, history, trouble }: {
  locale: Locale;
  roomId: string;
  history: readonly HistoryTurn[];
  trouble: string | null;
}) {
  const words = roomWords[locale];
  return (
    <>
      {/* A style rule looks for this element, to put away what belongs to an answer that is being written. */}
      <span class="answer-over" hidden />
      {trouble && <p class="field-error" role="alert">{trouble}</p>}
      <form class="chatroom-composer" method="post" action={roomPaths.ask(roomId)}>
        <input type="hidden" name="history" value={JSON.stringify(history)} />
        <label class="visually-hidden" for="room-text">{words.message}</label>
        <textarea
          class="control"
          id="room-text"
          name="text"
          rows={2}
          required
          maxLength={MAX_CONTENT}
          placeholder={words.placeholder}
        />
        <div class="actions">
          <Button kind="primary" icon="send">{words.askAgain}</Button>
          <LinkButton href={roomPaths.room(roomId)}>{words.back}</LinkButton>
        </div>
      </form>
    </>
  );
}
