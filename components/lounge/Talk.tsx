/** What was said in a room, the newest at the end and in view, and who is writing. Browser-safe. */
import { useEffect, useRef } from "preact/hooks";
import { Button, LinkButton } from "@/components/Button.tsx";
import { Composer } from "@/components/lounge/Composer.tsx";
import { LineItem, OutgoingItem } from "@/components/lounge/Line.tsx";
import type { Inside } from "@/components/lounge/parts.tsx";
import { withQuery } from "@/lib/lounge/addresses.ts";
import { GROWING_MARK } from "@/lib/lounge/growing_mark.ts";
import { nameOf, personBody } from "@/lib/lounge/room.ts";

/** Words of one person within this time stand below one name. */
const TOGETHER_MS = 4 * 60_000;
/** So near to the end counts as being there, in pixels. */
const AT_END = 48;

export function Talk({ inside }: { inside: Inside }) {
  const { words } = inside;
  return (
    <section class="talk" aria-labelledby="talk-title">
      <h2 class="visually-hidden" id="talk-title">{words.talk}</h2>
      <Composer inside={inside} />
      <Typing inside={inside} />
      <Log inside={inside} />
    </section>
  );
}

function Log({ inside }: { inside: Inside }) {
  const { visit, words } = inside;
  const { session } = visit;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const look = () => session.watch(!document.hidden && isAtEnd(box.current));
    document.addEventListener("visibilitychange", look);
    box.current?.addEventListener("scroll", look, { passive: true });
    return () => document.removeEventListener("visibilitychange", look);
  }, []);
  const lines = session.lines.value;
  const outbox = session.outbox.value;
  const readUpTo = session.readUpTo.value;
  const unread = session.unread.value;
  return (
    <div class="talk-box">
      {/* Before the log, which may stay open. */}
      {inside.growing && <p class="talk-refresh">{words.liveOn}</p>}
      {/* Its content is announced by itself, whole sentences at a time; here it would stammer while replies grow. */}
      <div
        class="talk-scroll"
        ref={box}
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label={words.log}
      >
        <div class="talk-log">
          <Before inside={inside} />
          {lines.length === 0 && outbox.length === 0 && !inside.growing && (
            <p class="talk-empty">{words.empty}</p>
          )}
          <ol class="lines">
            {lines.map((line, n) => (
              <LineItem
                key={line.id}
                line={line}
                follows={follows(lines[n - 1], line)}
                firstUnread={readUpTo !== null && lines[n - 1]?.id === readUpTo}
                inside={inside}
              />
            ))}
            {outbox.map((one) => <OutgoingItem key={one.nonce} outgoing={one} inside={inside} />)}
            {inside.growing && <>{GROWING_MARK}</>}
          </ol>
        </div>
      </div>
      {unread > 0 && (
        <button
          type="button"
          class="talk-newer"
          onClick={() => box.current?.scrollTo({ top: 0 })}
        >
          {words.newer(unread)}
        </button>
      )}
      {!visit.ready.value && !inside.growing && <Refresh inside={inside} />}
    </div>
  );
}

/** How new messages come without a script: by looking again, or in a document that stays open. */
function Refresh({ inside: { words, at, props } }: { inside: Inside }) {
  const isOld = props.before !== null;
  return (
    <p class="talk-refresh">
      <a href={withQuery(at.page, { invite: props.invite })}>
        {isOld ? words.newest : words.refresh}
      </a>
      {!isOld && (
        <noscript>
          <a href={withQuery(at.live, { invite: props.invite })}>{words.live}</a>
        </noscript>
      )}
    </p>
  );
}

/** A column in reverse begins at its end: there, `scrollTop` is 0, and above it is negative. */
function isAtEnd(box: HTMLElement | null): boolean {
  return !box || box.scrollTop > -AT_END;
}

function follows(
  before: { userId: string; characterId: string | null; atMs: number } | undefined,
  line: { userId: string; atMs: number },
): boolean {
  return before !== undefined && before.characterId === null && before.userId === line.userId &&
    line.atMs - before.atMs < TOGETHER_MS;
}

/** The way to what was said before: a page of its own without a script, more lines above with one. */
function Before({ inside: { visit, words, at, props } }: { inside: Inside }) {
  const { session } = visit;
  if (!session.state.value.hasEarlier) return null;
  if (!visit.ready.value) {
    const { invite, snapshot: { cursor } } = props;
    return (
      <p class="talk-before">
        <LinkButton
          href={`${withQuery(at.page, { invite, before: cursor })}#talk-title`}
          kind="plain"
          size="small"
          icon="clock"
        >
          {words.earlier}
        </LinkButton>
      </p>
    );
  }
  const state = session.earlier.value;
  return (
    <p class="talk-before">
      {state === "failed" && <span role="status">{words.loadFailed}</span>}
      <Button
        type="button"
        kind="plain"
        size="small"
        icon="clock"
        disabled={state === "loading"}
        onClick={() => void session.loadEarlier()}
      >
        {state === "loading" ? words.loading : words.earlier}
      </Button>
    </p>
  );
}

function Typing({ inside: { visit, words } }: { inside: Inside }) {
  const { session } = visit;
  const me = session.me.value;
  const own = me && personBody(me.userId);
  const names = [...session.typing.value.keys()]
    .filter((body) => body !== own)
    .flatMap((body) => nameOf(session.state.peek(), body) ?? []);
  return <p class="talk-typing">{names.length > 0 ? words.typing(names) : ""}</p>;
}
