/**
 * The conversation of the room beside a chapter: its people sit there and answer questions, knowing as much as whoever has
 * read so far. It stands in a frame of the room's page, and is a page of its own where a browser shows no frames.
 */
import { storyPeopleWords } from "@/lib/i18n/story_people.ts";
import { chatWords } from "@/lib/i18n/chat.ts";
import { DEMO_NOTICE } from "@/lib/ai/demo/notice.ts";
import type { Turn } from "@/lib/chat/model.ts";
import { chainOf } from "@/lib/chat/turn_store.ts";
import { type ConversationView, resumedMessage } from "@/lib/chat/view.ts";
import type { PersonOfStory } from "@/lib/stories/people/people.ts";
import type { Story } from "@/lib/stories/model.ts";
import type { ReaderLook } from "@/lib/stories/reader_look.ts";
import { Composer } from "@/components/chat/Composer.tsx";
import { contextOf } from "@/components/chat/context.ts";
import { Reply, StopForm } from "@/components/chat/ConversationPage.tsx";
import { MarkupText } from "@/components/chat/MarkupText.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { Icon } from "@/components/Icon.tsx";
import { Page } from "@/components/Page.tsx";
import { paths, type Place } from "@/components/place.ts";
import { chapterPath } from "@/components/stories/chapter_path.ts";
import { type AskedFrom, peoplePaths, ROOM_ID } from "@/components/story_people/paths.ts";
import { PersonFace } from "@/components/story_people/PersonFace.tsx";
import { RoomEnd } from "@/components/story_people/RoomEnd.tsx";

export interface RoomTalkPageProps {
  place: Place;
  story: Story;
  /** Counted from 1. */
  n: number;
  look: ReaderLook;
  /** Those who have come up by this chapter. */
  people: readonly PersonOfStory[];
  /** Who answers; null where nobody is there. */
  person: PersonOfStory | null;
  /** What was said with them; null before the first word. */
  view: ConversationView | null;
  /** Whether that conversation knows less than this chapter yet. */
  behind: boolean;
  /** How they greet somebody who has said nothing. */
  greeting: string;
  /** Id of the next message that is sent from here. */
  nextId: string;
  draft?: { text: string; error: string } | undefined;
  /**
   * Where the next question is sent: to the page around the frame where asking makes the reader a guest, so that its header
   * says so.
   */
  askFrom: AskedFrom;
  demo: boolean;
}

export function RoomTalkPage(props: RoomTalkPageProps) {
  const { story, n, look, person, draft, askFrom } = props;
  const { state, url } = props.place;
  const { locale } = state;
  const words = storyPeopleWords[locale].room;
  const asked = peoplePaths[askFrom](story.id, n, person?.id);
  const place = { state, url: draft ? new URL(asked, url) : url };
  return (
    <Page
      place={place}
      title={`${words.title(n)} – ${story.title}`}
      layout="flush"
      room="stories"
      noIndex
      styles={["/stories.css", "/chat.css", "/story_people.css"]}
    >
      <div class={`chat room-talk is-${look.ground}`}>
        <Head {...props} />
        {/* Before the log, as the log may still be growing when the reader wants to stop or write. */}
        {person && <Foot {...props} person={person} />}
        {/* Unlike a conversation's own page, it may hold nothing that takes the focus. */}
        <div class="chat-scroll" role="region" aria-label={words.log} tabIndex={0}>
          {person
            ? <Log {...props} person={person} />
            : <EmptyState title={words.nobody}>{words.nobodyWords}</EmptyState>}
        </div>
      </div>
    </Page>
  );
}

function Head({ place, story, n, people, person, view }: RoomTalkPageProps) {
  const { locale } = place.state;
  const words = storyPeopleWords[locale];
  return (
    <header class="room-head">
      <p class="room-back">
        <a href={`${chapterPath(story.id, n)}#${ROOM_ID}`}>
          <Icon name="arrow-left" />
          {words.room.back}
        </a>
        {view && (
          <a href={paths.chat(view.conversation.id)}>
            {words.room.whole}
            <Icon name="arrow-right" />
          </a>
        )}
      </p>
      <h1>
        {words.room.heading} <span class="as-of">{words.asOf(n)}</span>
      </h1>
      {people.length > 1 && (
        <nav aria-label={words.room.who}>
          <ul class="room-people">
            {people.map((one) => (
              <li key={one.id}>
                <a
                  class="room-person"
                  href={peoplePaths.roomTalk(story.id, n, one.id)}
                  target="_self"
                  aria-current={one.id === person?.id ? "page" : "false"}
                  lang={story.lang}
                >
                  <PersonFace person={one} size="small" />
                  {one.name}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </header>
  );
}

interface Inner extends RoomTalkPageProps {
  person: PersonOfStory;
}

function Foot({ place, story, n, person, view, nextId, draft, askFrom }: Inner) {
  const { locale } = place.state;
  const words = chatWords[locale];
  return (
    <div class="chat-foot">
      {view?.turn && <StopForm turn={view.turn} label={words.stop} />}
      <Composer
        locale={locale}
        action={peoplePaths[askFrom](story.id, n)}
        target={askFrom === "room" ? "_top" : "_self"}
        nextId={nextId}
        name={person.name}
        placeholder={storyPeopleWords[locale].room.placeholder(person.name)}
        draft={draft}
        focus={!view?.turn}
      >
        <input type="hidden" name="who" value={person.id} />
      </Composer>
    </div>
  );
}

function Log({ place, story, n, person, view, behind, greeting, demo }: Inner) {
  const { locale } = place.state;
  const words = storyPeopleWords[locale].room;
  return (
    <div class="chat-log" lang={story.lang}>
      <p class="chat-note" lang={locale}>{words.lede(n)}</p>
      {demo && <p class="chat-note" lang={locale}>{DEMO_NOTICE[locale]}</p>}
      <div role="log" lang={locale}>
        <ol class="messages" lang={story.lang}>
          {view
            ? <Said place={place} view={view} person={person} />
            : <Line person={person} mine={false} text={greeting} locale={locale} />}
        </ol>
      </div>
      {view && behind && !view.turn && (
        <p class="chat-note" lang={locale}>{words.ahead(person.name, n)}</p>
      )}
      {view && !view.turn && <RoomEnd locale={locale} view={view} />}
    </div>
  );
}

function Said(
  { place, view, person }: { place: Place; view: ConversationView; person: PersonOfStory },
) {
  const { locale } = place.state;
  const context = contextOf(view, { locale, before: null });
  // A reply that goes on is shown by its turn, with what it has already.
  const shown = view.path.messages.filter(({ message }) => message.id !== view.turn?.target.id);
  const turns: readonly Turn[] = view.turn ? chainOf(view.turn) : [];
  return (
    <>
      {shown.map(({ message: { id, role, content } }) => (
        <Line
          key={id}
          id={id}
          person={person}
          mine={role === "user"}
          text={content}
          locale={locale}
        />
      ))}
      {turns.map((turn, i) => (
        <Reply
          key={turn.id}
          turn={turn}
          resumed={i === 0 ? resumedMessage(view) : null}
          context={context}
        />
      ))}
    </>
  );
}

function Line(
  { id, person, mine, text, locale }: {
    id?: string;
    person: PersonOfStory;
    mine: boolean;
    text: string;
    locale: keyof typeof chatWords;
  },
) {
  return (
    <li class={`message ${mine ? "is-mine" : "is-theirs"}`} {...(id ? { id: `m-${id}` } : {})}>
      {!mine && <PersonFace person={person} size="small" />}
      <div class="message-body">
        {mine
          ? <p class="visually-hidden" lang={locale}>{chatWords[locale].you}</p>
          : <p class="speaker">{person.name}</p>}
        <div class="bubble">
          <MarkupText text={text} />
        </div>
      </div>
    </li>
  );
}
