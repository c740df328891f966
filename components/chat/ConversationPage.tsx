/** A conversation: who it is with, what was said, and where to write. */
import { asset, Head } from "fresh/runtime";
import { Button, LinkButton } from "@/components/Button.tsx";
import { Composer } from "@/components/chat/Composer.tsx";
import { Menu, MenuButton, MenuLink } from "@/components/Menu.tsx";
import { Notice } from "@/components/Notice.tsx";
import { Page } from "@/components/Page.tsx";
import type { Place } from "@/components/place.ts";
import { paths } from "@/components/place.ts";
import {
  ActionButton,
  Face,
  type MessageContext,
  MessageItem,
  Speaker,
  voiceOf,
} from "@/components/chat/MessageItem.tsx";
import { MarkupText } from "@/components/chat/MarkupText.tsx";
import { ModelMenu } from "@/components/chat/ModelMenu.tsx";
import { TakeMenu } from "@/components/chat/TakeMenu.tsx";
import { PersonaMenu, type PersonaMenuProps } from "@/components/chat/PersonaMenu.tsx";
import { SpeakerButtons } from "@/components/chat/SpeakerButtons.tsx";
import { contextOf } from "@/components/chat/context.ts";
import { Horizons } from "@/components/story_people/Horizons.tsx";
import type { ModelChoice } from "@/lib/ai/model_choice.ts";
import type { Message, Turn } from "@/lib/chat/model.ts";
import { castOf, isGroup } from "@/lib/chat/group.ts";
import { streamSlot } from "@/lib/chat/stream_page.ts";
import { chainOf } from "@/lib/chat/turn_store.ts";
import { type ConversationView, encodePlace, resumedMessage } from "@/lib/chat/view.ts";
import { characterCallWords } from "@/lib/i18n/character_call.ts";
import { callPaths } from "@/components/call/paths.ts";
import { chatWords } from "@/lib/i18n/chat.ts";
import { memoryWords } from "@/lib/i18n/memory.ts";
import { personaWords } from "@/lib/i18n/personas.ts";
import type { Persona } from "@/lib/personas/model.ts";
import { conversationWords } from "@/lib/i18n/conversations.ts";
import { DEMO_NOTICE } from "@/lib/ai/demo/notice.ts";
import type { HorizonView } from "@/lib/stories/people/view.ts";

export interface ConversationPageProps {
  place: Place;
  view: ConversationView;
  /** Id of the message being edited. */
  editing: string | null;
  /** `before` of this page. */
  before: string | null;
  /** Id of the next message that is sent from here: a form sent twice is one message. */
  nextId: string;
  /** Words that could not be sent, and why; `of`: the id of the message that they were to stand in the place of. */
  draft?: { text: string; error: string; of?: string } | undefined;
  demo: boolean;
  /** Models that may answer, the standard first. */
  choices: readonly ModelChoice[];
  /** Who the reader can be. */
  personas: readonly Persona[];
  /** How far the stories are known that its people come out of. */
  horizons: readonly HorizonView[];
}

export function ConversationPage(props: ConversationPageProps) {
  const { view, before } = props;
  const { conversation } = view;
  // Words that could not be sent come back under the form's address, which nothing must lead back to.
  const { url, state } = props.place;
  const place = { state, url: props.draft ? new URL(paths.chat(conversation.id), url) : url };
  const { locale } = state;
  const words = chatWords[locale];
  const context = contextOf(view, { locale, before });
  const { editing, draft } = props;
  const isOnPage = view.path.messages.some(({ message }) => message.id === editing);
  return (
    <Page
      place={place}
      title={words.with(context.characterName)}
      layout="flush"
      room="chats"
      noIndex
    >
      <Head>
        <link key="chat" rel="stylesheet" href={asset("/chat.css")} />
        {props.horizons.length > 0 && (
          <link key="people" rel="stylesheet" href={asset("/story_people.css")} />
        )}
      </Head>
      <div class="chat">
        <ChatHead
          view={view}
          context={context}
          horizons={props.horizons}
          demo={props.demo}
          choices={props.choices}
          chosen={conversation.model ?? null}
          who={{
            personas: props.personas,
            chosen: conversation.personaId ?? null,
            nickname: state.viewer?.nickname ?? "",
          }}
        />
        {/* Before the log, as the log may still be growing when the reader wants to stop or write. */}
        {/* Words for a message that is not on the page any more are not lost either. */}
        <ChatFoot {...props} context={context} draft={draft?.of && isOnPage ? undefined : draft} />
        <div class="chat-scroll">
          <ChatLog {...props} context={context} />
        </div>
      </div>
    </Page>
  );
}

interface Inner extends ConversationPageProps {
  context: MessageContext;
}

interface ChatHeadProps {
  view: ConversationView;
  context: MessageContext;
  horizons: readonly HorizonView[];
  demo: boolean;
  choices: readonly ModelChoice[];
  chosen: string | null;
  who: Pick<PersonaMenuProps, "personas" | "chosen" | "nickname">;
}

function ChatHead(
  { view, context, horizons, demo, choices, chosen, who }: ChatHeadProps,
) {
  const { character, characterName: name, conversationId: id, locale } = context;
  const words = chatWords[locale];
  const group = isGroup(view.conversation);
  const about = group ? paths.chatCast(id) : character && paths.character(character.id);
  return (
    <header class="chat-head">
      <Face character={character} emotion={null} />
      <div class="chat-title">
        <h1>
          {about ? <a href={about}>{name}</a> : name}
        </h1>
        {demo && <p>{words.demoAnswers}</p>}
        <Horizons locale={locale} conversationId={id} horizons={horizons} group={group} />
      </div>
      <Menu label={words.menu} icon="more">
        {group && (
          <MenuLink icon="refresh" href={paths.newGroup([...context.there])}>
            {words.restart}
          </MenuLink>
        )}
        {character && !group && (
          <>
            <MenuLink icon="person" href={paths.character(character.id)}>
              {words.profile(name)}
            </MenuLink>
            <MenuLink icon="sound" href={callPaths.character(character.id, id)}>
              {characterCallWords[locale](name).callWith}
            </MenuLink>
            <MenuButton
              icon="refresh"
              action={paths.chats}
              hidden={{ character: character.id, fresh: "yes" }}
            >
              {words.restart}
            </MenuButton>
          </>
        )}
        <MenuLink icon="book" href={paths.chatMemory(id)}>
          {memoryWords[locale].memory.menu}
        </MenuLink>
        <MenuLink icon="edit" href={paths.chatNote(id)}>{memoryWords[locale].note.menu}</MenuLink>
        <MenuLink icon="person" href={paths.personas}>{personaWords[locale].toList}</MenuLink>
        {who.personas.length > 0 && <PersonaMenu id={id} locale={locale} {...who} />}
        {choices.length > 1 && (
          <ModelMenu id={id} locale={locale} choices={choices} chosen={chosen} />
        )}
        <MenuLink icon="plus" href={paths.chatCast(id)}>
          {conversationWords[locale].cast.menu}
        </MenuLink>
        <TakeMenu id={id} locale={locale} />
        <MenuLink icon="trash" danger href={`/chats/${id}/remove`}>{words.remove}</MenuLink>
      </Menu>
    </header>
  );
}

function ChatFoot({ view, context, nextId, draft, editing }: Inner) {
  const { locale, characterName: name, conversationId: id } = context;
  const words = chatWords[locale];
  if (!view.newest) {
    return (
      <div class="chat-foot">
        <LinkButton kind="quiet" href={paths.chat(id)} iconAfter="arrow-right">
          {words.newest}
        </LinkButton>
      </div>
    );
  }
  if (!context.character) {
    return (
      <div class="chat-foot">
        <Notice>{words.gone(name)}</Notice>
      </div>
    );
  }
  return (
    <div class="chat-foot">
      {view.turn && <StopForm turn={view.turn} label={words.stop} />}
      {!view.turn && isGroup(view.conversation) && (
        <SpeakerButtons
          id={id}
          locale={locale}
          cast={castOf(view.conversation)}
          people={context.people}
        />
      )}
      <Composer
        locale={locale}
        action={`/chats/${id}/send`}
        nextId={nextId}
        name={name}
        placeholder={words.placeholder(name)}
        draft={draft}
        focus={!view.turn && editing === null}
      />
    </div>
  );
}

/**
 * Its answer goes into a hidden frame: browsers stop loading a page as soon as it is left for another address, even
 * where that answers 204, and this page has to go on loading to its end.
 */
export function StopForm({ turn, label }: { turn: Turn; label: string }) {
  const frame = `stop-${turn.id}`;
  return (
    <form class="stop" method="post" action={`/chats/${turn.conversationId}/stop`} target={frame}>
      <input type="hidden" name="turn" value={turn.id} />
      <Button kind="quiet" icon="stop">{label}</Button>
      <iframe name={frame} title={label} hidden />
    </form>
  );
}

function ChatLog({ view, context, editing, draft, demo }: Inner) {
  const { conversation, path, turn } = view;
  const words = chatWords[context.locale];
  const { character } = context;
  // A reply that goes on is shown by its turn, with what it has already.
  const shown = path.messages.filter(({ message }) => message.id !== turn?.target.id);
  const resumed = resumedMessage(view);
  return (
    <div class="chat-log" {...(character ? { lang: character.lang } : {})}>
      {path.before && (
        <p class="chat-older" lang={context.locale}>
          <LinkButton
            kind="plain"
            size="small"
            icon="clock"
            href={`${paths.chat(conversation.id)}?before=${encodePlace(path.before)}`}
          >
            {words.older}
          </LinkButton>
        </p>
      )}
      {demo && !path.before && (
        <p class="chat-note" lang={context.locale}>{DEMO_NOTICE[context.locale]}</p>
      )}
      <div role="log" aria-label={words.log}>
        <ol class="messages">
          {shown.map((entry) => (
            <MessageItem
              key={entry.message.id}
              entry={entry}
              context={context}
              isLeaf={view.newest && !turn && entry.message.id === conversation.leaf.id}
              editing={entry.message.id === editing ? { draft } : null}
            />
          ))}
          {turn && chainOf(turn).map((each, n) => (
            <Reply
              key={each.id}
              turn={each}
              resumed={n === 0 ? resumed : null}
              context={context}
            />
          ))}
        </ol>
      </div>
      {!turn && <Afterwards view={view} context={context} />}
    </div>
  );
}

/** The reply that is being written: the document stays open inside it. */
export function Reply(
  { turn, resumed, context }: { turn: Turn; resumed: Message | null; context: MessageContext },
) {
  const base = resumed?.content ?? "";
  const words = chatWords[context.locale];
  const { name, character } = voiceOf(context, turn);
  return (
    <li
      class={`message is-theirs is-streaming${base === "" ? "" : " is-resumed"}`}
      id={`m-${turn.target.id}`}
    >
      <Face character={character} emotion={turn.emotion ?? resumed?.emotion ?? null} />
      <div class="message-body">
        <Speaker
          context={context}
          message={{
            role: "model",
            madeBy: turn.madeBy,
            ...(turn.speaker ? { speaker: turn.speaker } : {}),
          }}
        />
        {/* Shown below the bubble, but sent before it: what follows the bubble comes when the reply is over. */}
        <p class="writing" lang={context.locale}>
          <span class="writing-dots" aria-hidden="true" />
          <span class="visually-hidden">{words.writing(name)}</span>
        </p>
        <div class="bubble">
          <MarkupText text={base} />
          {streamSlot(turn.id, "text")}
        </div>
        {streamSlot(turn.id, "foot")}
      </div>
    </li>
  );
}

/** What stands below the last message: something to undo, to retry, or to ask for. */
export function Afterwards(
  { view, context }: { view: ConversationView; context: MessageContext },
) {
  const { conversation, path } = view;
  const words = chatWords[context.locale];
  const { trouble, trash } = conversation;
  const last = path.messages.at(-1)?.message;
  const unanswered = last?.role === "user";
  const keeping = conversationWords[context.locale].branch;
  if (!view.newest) return null;
  return (
    <div class="chat-after" lang={context.locale}>
      {trash && (
        <Notice>
          <p>{words.deleted}</p>
          <form method="post" action={`/chats/${conversation.id}/undo`}>
            <Button size="small" icon="arrow-left">{words.undo}</Button>
          </form>
        </Notice>
      )}
      {view.ahead && !trash && (
        <Notice>
          <p>{keeping.ahead}</p>
          <form method="post" action={`/chats/${conversation.id}/forward`}>
            <Button size="small" icon="arrow-right">{keeping.forward}</Button>
          </form>
        </Notice>
      )}
      {trouble && context.character && (
        <Notice tone="warn">
          <p>{words.failure[trouble.failure]}</p>
          {trouble.retryAfterS !== null && <p>{words.retryAfter(trouble.retryAfterS)}</p>}
        </Notice>
      )}
      {context.character && unanswered && (
        <ActionButton
          context={{ ...context, ready: true }}
          action="again"
          icon="refresh"
          kind="primary"
        >
          {trouble ? words.retry : words.askReply(context.characterName)}
        </ActionButton>
      )}
    </div>
  );
}
