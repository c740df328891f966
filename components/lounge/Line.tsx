/** One thing that was said: who, what, what a character answered, and what was shared. Browser-safe. */
import { Fragment } from "preact";
import { Button } from "@/components/Button.tsx";
import { MarkupText } from "@/components/chat/MarkupText.tsx";
import { Face, type Inside } from "@/components/lounge/parts.tsx";
import { ShareCard } from "@/components/spaces/share/ShareCard.tsx";
import { formatAgo } from "@/lib/i18n/format.ts";
import type { Line, Outgoing } from "@/lib/lounge/room.ts";
import { splitLinks } from "@/lib/lounge/links.ts";

export function LineItem({ line, follows, firstUnread, inside }: {
  line: Line;
  follows: boolean;
  firstUnread: boolean;
  inside: Inside;
}) {
  const { words, visit } = inside;
  // Read here, a signal lets this item be skipped while its line stays the same.
  const me = visit.session.me.value;
  const mine = line.userId === (me?.userId ?? inside.props.viewer?.userId);
  const role = me?.role ?? inside.props.viewer?.role ?? "guest";
  const wears = visit.session.people.peek().get(line.userId)?.character_id ?? null;
  const classes = ["line", mine ? "is-mine" : "", follows ? "is-following" : ""];
  return (
    <li class={classes.filter(Boolean).join(" ")} id={`m-${line.id}`}>
      {firstUnread && <p class="line-unread">{words.unreadFrom}</p>}
      {!follows && (
        <Face
          name={line.nickname}
          characterId={wears}
          rev={wears ? inside.props.faces[wears] : undefined}
          small
        />
      )}
      <div class="line-body">
        <p class={follows ? "line-who visually-hidden" : "line-who"}>
          <span class="line-name">{line.nickname}</span> <When atMs={line.atMs} inside={inside} />
        </p>
        {line.removed
          ? <p class="line-removed">{words.removed}</p>
          : line.text !== "" && (
            <p class="line-text">
              <Words text={line.text} />
            </p>
          )}
        {line.share && (
          <ShareCard share={line.share} locale={inside.props.locale} by={line.nickname} />
        )}
        {!line.removed && mine && line.unanswered && (
          <p class="line-state">{words.unanswered[line.unanswered]}</p>
        )}
        {!line.removed && (mine || role !== "guest") && <Remove line={line} inside={inside} />}
      </div>
      {!line.removed && line.characterId !== null && (line.replying || line.reply !== null) && (
        <Reply line={line} inside={inside} />
      )}
    </li>
  );
}

/** What a character says to a line. */
export function Reply({ line, inside }: { line: Line; inside: Inside }) {
  const { words, props } = inside;
  const name = line.characterName ?? "";
  return (
    <div class="line-reply">
      <Face
        name={name}
        characterId={line.characterId}
        emotion={line.emotion}
        rev={props.faces[line.characterId!]}
        small
      />
      <div class="line-body">
        <p class="line-who">
          <span class="line-name">{name}</span>
          {props.demo && <span class="line-note">{words.demo}</span>}
        </p>
        {line.reply
          ? (
            <p class="line-text">
              <MarkupText text={line.reply} />
            </p>
          )
          : (
            <p class="line-thinking">
              <span class="line-dots" aria-hidden="true" />
              <span class="visually-hidden">{words.replying(name)}</span>
            </p>
          )}
      </div>
    </div>
  );
}

/** Words that the room has not confirmed. */
export function OutgoingItem({ outgoing, inside }: { outgoing: Outgoing; inside: Inside }) {
  const { words, visit: { session } } = inside;
  const { refused, nonce } = outgoing;
  return (
    <li class={refused ? "line is-mine is-refused" : "line is-mine is-outgoing"}>
      <div class="line-body">
        <p class="line-text">{outgoing.text}</p>
        {refused
          ? (
            <p class="line-state" role="status">
              <span>{words.unsent}. {troubleWords(refused, inside)}</span>
              <Button
                type="button"
                kind="plain"
                size="small"
                onClick={() => session.sayAgain(nonce)}
              >
                {words.again}
              </Button>
              <Button
                type="button"
                kind="plain"
                size="small"
                onClick={() => session.takeBack(nonce)}
              >
                {words.takeBack}
              </Button>
            </p>
          )
          : <p class="line-state">{words.sending}</p>}
      </div>
    </li>
  );
}

/** Why something was not taken, in words. */
export function troubleWords(
  { code, retryAfterS }: { code: string; retryAfterS: number | null },
  { words }: Pick<Inside, "words">,
): string {
  const kind = (["muted", "slow", "rate_limited", "character", "quota"] as const)
    .find((name) => code.includes(name)) ?? (code === "not_resident" ? "character" : "other");
  const wait = retryAfterS === null ? "" : ` ${words.wait(Math.ceil(retryAfterS))}.`;
  return words.trouble[kind] + wait;
}

function Remove({ line, inside }: { line: Line; inside: Inside }) {
  const { words, at, calls, tell } = inside;
  const remove = async (event: Event) => {
    event.preventDefault();
    const done = calls.removeMessage(line.id).then(() => true, () => false);
    tell(await done ? words.done.remove : words.failedAction);
  };
  return (
    <form class="line-remove" method="post" action={at.moderation} onSubmit={remove}>
      <input type="hidden" name="do" value="remove" />
      <input type="hidden" name="message" value={line.id} />
      <Button kind="plain" size="small" icon="trash" label={words.remove} title={words.remove} />
    </form>
  );
}

/** Text with its links as links. They lead away, so they open beside the room. */
function Words({ text }: { text: string }) {
  return (
    <>
      {splitLinks(text).map((part, n) =>
        part.href
          ? (
            <a key={n} href={part.href} target="_blank" rel="noopener noreferrer nofollow ugc">
              {part.text}
            </a>
          )
          : <Fragment key={n}>{part.text}</Fragment>
      )}
    </>
  );
}

const CLOCK: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit" };
const clocks = new Map<string, Intl.DateTimeFormat>();

/** On the reader's own clock once there is a script; before, the server knows no zone and says how long ago. */
function When({ atMs, inside: { visit, props } }: { atMs: number; inside: Inside }) {
  const iso = new Date(atMs).toISOString();
  if (!visit.ready.value) {
    return <time datetime={iso}>{formatAgo(atMs, props.nowMs, props.locale)}</time>;
  }
  let clock = clocks.get(props.locale);
  if (!clock) clocks.set(props.locale, clock = new Intl.DateTimeFormat(props.locale, CLOCK));
  return <time datetime={iso}>{clock.format(atMs)}</time>;
}
