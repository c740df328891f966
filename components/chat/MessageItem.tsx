/** One message of a conversation, with what can be done to it. */
import { Button, LinkButton } from "@/components/Button.tsx";
import { Icon } from "@/components/Icon.tsx";
import { Menu, MenuButton, MenuLink } from "@/components/Menu.tsx";
import { Time } from "@/components/Time.tsx";
import { MarkupText } from "@/components/chat/MarkupText.tsx";
import { paths } from "@/components/place.ts";
import { socialPaths } from "@/components/social/paths.ts";
import type { Citation } from "@/lib/ai/tools/citation.ts";
import { actionsFor, MAX_MESSAGE_CHARS, type Message, type PathMessage } from "@/lib/chat/model.ts";
import { encodePlace, isDemo } from "@/lib/chat/view.ts";
import type { Character } from "@/lib/characters/model.ts";
import { emotionPortraitUrl } from "@/lib/characters/model.ts";
import { chatWords } from "@/lib/i18n/chat.ts";
import { memoryWords } from "@/lib/i18n/memory.ts";
import { socialWords } from "@/lib/i18n/social.ts";
import { conversationWords } from "@/lib/i18n/conversations.ts";
import type { Locale } from "@/lib/i18n/locale.ts";

/** What every message of a page needs to know. */
export interface MessageContext {
  locale: Locale;
  conversationId: string;
  /** Whom the conversation is with: one name, or several. */
  characterName: string;
  /** Whoever can be talked with first; null where nobody can. */
  character: Character | null;
  /** Who says what names no speaker. */
  main: Voice;
  /** Everybody who can be talked with, and those who speak on the page, by their ids. */
  people: ReadonlyMap<string, Character>;
  /** Ids of those who can be talked with now. */
  there: ReadonlySet<string>;
  /** The `before` of the page, for coming back to it; null on the newest page. */
  before: string | null;
  /** Whether replies can be asked for now: the character is there and nothing is being written. */
  ready: boolean;
}

/** A name and a face; without a face where they are gone. */
export interface Voice {
  name: string;
  character: Character | null;
}

/** Whose words these are. */
export function voiceOf(
  { people, main }: Pick<MessageContext, "people" | "main">,
  { speaker }: Pick<Message, "speaker">,
): Voice {
  if (!speaker) return main;
  const character = (speaker.id === null ? null : people.get(speaker.id)) ?? null;
  return { name: character?.name ?? speaker.name, character };
}

export function MessageItem({ entry, context, isLeaf, editing }: {
  entry: PathMessage;
  context: MessageContext;
  isLeaf: boolean;
  /** Where it stands in a form: with words that could not be saved, and why. */
  editing: Pick<EditFormProps, "draft"> | null;
}) {
  const { message } = entry;
  const mine = message.role === "user";
  return (
    <li class={mine ? "message is-mine" : "message is-theirs"} id={`m-${message.id}`}>
      {!mine && <Face character={voiceOf(context, message).character} emotion={message.emotion} />}
      <div class="message-body">
        <Speaker context={context} message={message} />
        {editing
          ? <EditForm message={message} context={context} {...editing} />
          : (
            <div class="bubble">
              <MarkupText text={message.content} />
            </div>
          )}
        {!editing && <MessageFoot entry={entry} context={context} isLeaf={isLeaf} />}
      </div>
    </li>
  );
}

/** The character's face beside what it says, with the emotion of that moment. */
export function Face(
  { character, emotion }: { character: Character | null; emotion: Message["emotion"] },
) {
  if (!character) return <span class="face is-gone" aria-hidden="true" />;
  return (
    <img
      class="face"
      src={emotionPortraitUrl(character, emotion)}
      alt=""
      width={40}
      height={40}
      decoding="async"
      data-fresh-disable-lock
    />
  );
}

/** The face that comes while a reply is being written: it lies over the one that stands beside it already. */
export function FeltFace(
  { character, emotion }: { character: Character | null; emotion: Message["emotion"] },
) {
  if (!character) return null;
  return (
    <img
      class="face is-felt"
      src={emotionPortraitUrl(character, emotion)}
      alt=""
      width={40}
      height={40}
      data-fresh-disable-lock
    />
  );
}

/** Who speaks; the reader's own name stands there for screen readers only. */
export function Speaker(
  { context, message }: {
    context: MessageContext;
    message: Pick<Message, "role" | "madeBy" | "speaker">;
  },
) {
  const words = chatWords[context.locale];
  if (message.role === "user") return <p class="visually-hidden">{words.you}</p>;
  return (
    <p class="speaker">
      {voiceOf(context, message).name}
      {isDemo(message) && <span class="speaker-note">{words.demo}</span>}
    </p>
  );
}

function hiddenFields(context: MessageContext, message: Message): Record<string, string> {
  return {
    place: encodePlace(message),
    ...(context.before ? { before: context.before } : {}),
  };
}

/** How a message ended, its versions, and what can be done. */
export function MessageFoot(
  { entry, context, isLeaf }: { entry: PathMessage; context: MessageContext; isLeaf: boolean },
) {
  const { message, siblings } = entry;
  const words = chatWords[context.locale];
  const { regenerate, resume } = actionsFor(entry, isLeaf);
  const { finish } = message;
  const cut = finish === "stop" || finish === "stopped" ? null : words.finish[finish];
  return (
    <>
      {cut && (
        <p class="message-cut">
          <Icon name="info" />
          {message.failure && finish === "failed" ? words.failure[message.failure] : cut}
        </p>
      )}
      {message.cited && <Cited cited={message.cited} locale={context.locale} />}
      <div class="message-foot">
        {siblings.length > 1 && <Versions entry={entry} context={context} />}
        {context.ready && regenerate && (
          <ActionButton context={context} action="again" icon="refresh">
            {message.finish === "failed" ? words.retry : words.regenerate}
          </ActionButton>
        )}
        {context.ready && resume && isThere(context, message) && (
          <ActionButton context={context} action="continue" icon="arrow-right">
            {words.resume}
          </ActionButton>
        )}
        <MessageMenu message={message} context={context} isLeaf={isLeaf} />
      </div>
    </>
  );
}

/** Whether whoever said this can go on with it. */
function isThere({ main, there }: MessageContext, { speaker }: Message): boolean {
  const id = speaker ? speaker.id : main.character?.id ?? null;
  return id !== null && there.has(id);
}

/** Links to what a reply says it found. */
function Cited({ cited, locale }: { cited: readonly Citation[]; locale: Locale }) {
  return (
    <nav class="message-cited" aria-label={chatWords[locale].cited}>
      <span aria-hidden="true">{chatWords[locale].cited}</span>
      <ul>
        {cited.map(({ id, title }) => (
          <li key={id}>
            <a href={paths.welfareService(id)} lang="ko">{title}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** A form with one button that asks for a reply. */
export function ActionButton({ context, action, icon, kind = "plain", children }: {
  context: MessageContext;
  action: "again" | "continue";
  icon: "refresh" | "arrow-right";
  kind?: "plain" | "primary";
  children: string;
}) {
  return (
    <form method="post" action={`/chats/${context.conversationId}/${action}`}>
      <Button kind={kind} size="small" icon={icon}>{children}</Button>
    </form>
  );
}

function Versions({ entry, context }: { entry: PathMessage; context: MessageContext }) {
  const { message, siblings } = entry;
  const words = chatWords[context.locale];
  const { previous, next } = actionsFor(entry, false);
  const at = siblings.indexOf(message.id) + 1;
  const choose = (to: string | null, label: string, icon: "arrow-left" | "arrow-right") => (
    <Button
      kind="plain"
      size="small"
      icon={icon}
      label={label}
      name="to"
      value={to ?? ""}
      disabled={to === null}
    />
  );
  return (
    <form class="versions" method="post" action={`/chats/${context.conversationId}/choose`}>
      {Object.entries(hiddenFields(context, message)).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {choose(previous, words.previous, "arrow-left")}
      <span aria-hidden="true">{at}/{siblings.length}</span>
      <span class="visually-hidden">{words.version(at, siblings.length)}</span>
      {choose(next, words.next, "arrow-right")}
    </form>
  );
}

function MessageMenu(
  { message, context, isLeaf }: { message: Message; context: MessageContext; isLeaf: boolean },
) {
  const words = chatWords[context.locale];
  const branching = conversationWords[context.locale].branch;
  const query = new URLSearchParams({
    ...(context.before ? { before: context.before } : {}),
    edit: message.id,
  });
  return (
    <Menu label={words.more} icon="more" align="start">
      {/* Without a fragment: it would keep the field from having the focus, which brings it into view. */}
      <MenuLink icon="edit" href={`/chats/${context.conversationId}?${query}`}>
        {words.edit}
      </MenuLink>
      {!isLeaf && context.character && (
        <>
          <MenuButton
            icon="branch"
            action={`/chats/${context.conversationId}/branch`}
            hidden={{ place: encodePlace(message) }}
          >
            {branching.here}
          </MenuButton>
          {message.role === "model" && message.depth > 0 && (
            <MenuButton
              icon="refresh"
              action={`/chats/${context.conversationId}/again`}
              hidden={{ place: encodePlace(message) }}
            >
              {branching.again}
            </MenuButton>
          )}
        </>
      )}
      {message.role === "model" && message.depth > 0 && (
        <MenuLink icon="eye" href={paths.chatPrompt(context.conversationId, message.id)}>
          {memoryWords[context.locale].prompt.menu}
        </MenuLink>
      )}
      {message.role === "model" && voiceOf(context, message).character && (
        <MenuLink
          icon="heart"
          href={socialPaths.replyFeedback(context.conversationId, encodePlace(message))}
        >
          {socialWords[context.locale].feedback.menu}
        </MenuLink>
      )}
      <MenuLink
        icon="share"
        href={`/chats/${context.conversationId}/share?upto=${encodePlace(message)}`}
      >
        {conversationWords[context.locale].share.here}
      </MenuLink>
      {message.depth > 0 && (
        <MenuButton
          icon="trash"
          danger
          action={`/chats/${context.conversationId}/delete`}
          hidden={hiddenFields(context, message)}
        >
          {words.delete}
        </MenuButton>
      )}
      <li class="menu-note">
        <Time ms={message.createdAtMs} locale={context.locale} exact />
        {message.editedAtMs !== null && ` · ${words.edited}`}
      </li>
    </Menu>
  );
}

interface EditFormProps {
  message: Message;
  context: MessageContext;
  draft: { text: string; error: string } | undefined;
}

function EditForm({ message, context, draft }: EditFormProps) {
  const words = chatWords[context.locale];
  const back = context.before ? `?before=${context.before}` : "";
  return (
    <form class="edit" method="post" action={`/chats/${context.conversationId}/edit`}>
      {Object.entries(hiddenFields(context, message)).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <textarea
        class="control"
        name="text"
        rows={5}
        // A reply may be longer than what readers write; it must not be cut by looking at it.
        maxLength={Math.max(MAX_MESSAGE_CHARS, message.content.length)}
        aria-label={words.editTitle}
        {...(draft ? { "aria-invalid": "true" as const, "aria-describedby": "edit-error" } : {})}
        required
        autofocus
      >
        {draft?.text ?? message.content}
      </textarea>
      {draft && <p class="field-error" id="edit-error" role="alert">{draft.error}</p>}
      <div class="actions">
        <Button kind="quiet" size="small" name="then" value="save">{words.save}</Button>
        {message.role === "user" && context.character && (
          <Button kind="primary" size="small" name="then" value="reply">
            {words.saveAndReply}
          </Button>
        )}
        <LinkButton
          kind="plain"
          size="small"
          href={`/chats/${context.conversationId}${back}#m-${message.id}`}
        >
          {words.cancel}
        </LinkButton>
      </div>
    </form>
  );
}
