/** A conversation that somebody shared, to read. */
import { asset, Head } from "fresh/runtime";
import { Button, LinkButton } from "@/components/Button.tsx";
import { Face } from "@/components/chat/MessageItem.tsx";
import { MarkupText } from "@/components/chat/MarkupText.tsx";
import { PageHeading } from "@/components/Heading.tsx";
import { Page } from "@/components/Page.tsx";
import { paths, type Place } from "@/components/place.ts";
import { Time } from "@/components/Time.tsx";
import type { SharedMessage, SharedView } from "@/lib/chat/share.ts";
import { conversationWords } from "@/lib/i18n/conversations.ts";
import type { Locale } from "@/lib/i18n/locale.ts";

export function SharedPage({ place, view }: { place: Place; view: SharedView }) {
  const { locale } = place.state;
  const words = conversationWords[locale].share;
  const { character, conversation, page, pages } = view;
  const name = character?.name ?? conversation.characterName;
  const title = words.pageTitle(view.title);
  return (
    <Page place={place} title={title} layout="reading" noIndex>
      <Head>
        <link key="chat" rel="stylesheet" href={asset("/chat.css")} />
      </Head>
      <PageHeading
        title={title}
        lede={
          <>
            {view.readerName === null ? words.byNobody : words.by(view.readerName)} {words.madeUp}
            {" "}
            <Time ms={conversation.createdAtMs} locale={locale} />
          </>
        }
      />
      {view.shortened && page === 1 && <p class="chat-note">{words.shortened}</p>}
      <ol
        class="messages shared"
        aria-label={words.log}
        {...(character ? { lang: character.lang } : {})}
      >
        {view.messages.map((message) => (
          <SharedItem key={message.id} message={message} view={view} name={name} locale={locale} />
        ))}
      </ol>
      {pages > 1 && <Pages place={place} page={page} pages={pages} />}
      {character && (
        <form class="actions shared-end" method="post" action={paths.chats}>
          <input type="hidden" name="character" value={character.id} />
          <Button kind="primary" icon="chat">{words.talk(name)}</Button>
          <LinkButton kind="plain" href={paths.character(character.id)}>{name}</LinkButton>
        </form>
      )}
    </Page>
  );
}

function SharedItem({ message, view, name, locale }: {
  message: SharedMessage;
  view: SharedView;
  name: string;
  locale: Locale;
}) {
  const mine = message.role === "user";
  const { speaker } = message;
  const speakerId = speaker ? speaker.id : view.conversation.characterId;
  const face = (speakerId === null ? null : view.people.get(speakerId)) ?? null;
  return (
    <li class={mine ? "message is-mine" : "message is-theirs"}>
      {!mine && <Face character={face} emotion={message.emotion} />}
      <div class="message-body">
        <p class="speaker">
          {mine
            ? view.readerName ?? conversationWords[locale].share.somebody
            : speaker?.name ?? name}
        </p>
        <div class="bubble">
          <MarkupText text={message.content} />
        </div>
      </div>
    </li>
  );
}

function Pages({ place, page, pages }: { place: Place; page: number; pages: number }) {
  const words = conversationWords[place.state.locale].share;
  const to = (n: number) => `${place.url.pathname}?page=${n}`;
  return (
    <nav class="pager" aria-label={words.pages}>
      {page > 1 && (
        <LinkButton icon="arrow-left" rel="prev" href={to(page - 1)}>{words.earlier}</LinkButton>
      )}
      <span>{words.page(page, pages)}</span>
      {page < pages && (
        <LinkButton iconAfter="arrow-right" rel="next" href={to(page + 1)}>
          {words.later}
        </LinkButton>
      )}
    </nav>
  );
}
