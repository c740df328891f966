/** How one stands with the room: the door for who is outside, a word for who is in, a way back for who fell out. */
import { useEffect } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { Button, LinkButton } from "@/components/Button.tsx";
import type { Inside } from "@/components/lounge/parts.tsx";
import { type Connection, mayPass, type Refusal, secondsUntil } from "@/lib/lounge/connection.ts";

/** In the room's picture, as long as one is not in. */
export function Door({ inside }: { inside: Inside }) {
  const { visit: { session }, words, props, at } = inside;
  const connection = session.connection.value;
  const refused = connection.kind === "refused" ? connection.reason : null;
  if (refused) return <Refused reason={refused} inside={inside} />;
  if (connection.kind !== "outside") return null;
  if (props.refused) return <Refused reason={props.refused} inside={inside} />;
  const enter = (event: Event) => {
    event.preventDefault();
    void session.enter();
    // On a phone, what stands above the room makes way for it.
    const room = event.currentTarget instanceof Element && event.currentTarget.closest(".lounge");
    if (room && !matchMedia("(width >= 60rem)").matches) room.scrollIntoView({ block: "start" });
  };
  return (
    <div class="door">
      <p class="door-title">{words.doorTitle}</p>
      <p class="door-words">
        {words.doorWords} {props.viewer ? "" : words.doorGuest}
      </p>
      <form method="post" action={at.join} onSubmit={enter}>
        {props.invite && <input type="hidden" name="invite" value={props.invite} />}
        <Button kind="primary" icon="shoes" disabled={session.entering.value}>
          {session.entering.value ? words.entering : words.enter}
        </Button>
      </form>
    </div>
  );
}

function Refused({ reason, inside }: { reason: Refusal; inside: Inside }) {
  const { visit: { session, ready }, words, at, props } = inside;
  return (
    <div class="door" role="status">
      <p class="door-title">{words.refusal[reason]}</p>
      <div class="actions">
        {ready.value && mayPass(reason) && (
          <Button
            type="button"
            icon="refresh"
            onClick={() => void session.enter()}
          >
            {words.retry}
          </Button>
        )}
        {(reason === "not_open" || reason === "ticket" || reason === "over") && (
          <LinkButton href={at.event} icon="clock">{words.event}</LinkButton>
        )}
        {reason === "invitation" && !props.viewer && (
          <LinkButton href={`/login?back=${encodeURIComponent(at.page)}`}>
            {words.signIn}
          </LinkButton>
        )}
        <LinkButton href="/spaces" kind="plain">{words.back}</LinkButton>
      </div>
    </div>
  );
}

/** One line that says how the connection is, and the way out. */
export function Status({ inside }: { inside: Inside }) {
  const { visit: { session }, words, props, at } = inside;
  const connection = session.connection.value;
  const seated = connection.kind === "live" ||
    (connection.kind === "outside" && props.viewer?.seated);
  const leave = (event: Event) => {
    event.preventDefault();
    void session.leave();
  };
  return (
    <div class={`lounge-status is-${connection.kind}`}>
      <p role="status">
        <span class="status-dot" aria-hidden="true" />
        <StatusWords connection={connection} inside={inside} />
      </p>
      {connection.kind === "waiting" && (
        <Button
          type="button"
          kind="plain"
          size="small"
          onClick={() => session.retry()}
        >
          {words.retryNow}
        </Button>
      )}
      {seated && (
        <form method="post" action={at.leave} onSubmit={leave}>
          <Button kind="plain" size="small" icon="sign-out">{words.leave}</Button>
        </form>
      )}
    </div>
  );
}

function StatusWords({ connection, inside }: { connection: Connection; inside: Inside }) {
  const { words, props } = inside;
  switch (connection.kind) {
    case "outside":
      return <span>{props.viewer?.seated ? words.status.live : words.status.outside}</span>;
    case "refused":
      return <span>{words.refusal[connection.reason]}</span>;
    case "waiting":
      return <Countdown {...connection} inside={inside} />;
    default:
      return <span>{words.status[connection.kind]}</span>;
  }
}

/** Counts down in silence: read out is only that the connection went, and that it is back. */
function Countdown(
  { retryAtMs, restarting, inside: { words } }: {
    retryAtMs: number;
    restarting: boolean;
    inside: Inside;
  },
) {
  const seconds = useSignal(secondsUntil(retryAtMs, Date.now()));
  useEffect(() => {
    const tick = () => seconds.value = secondsUntil(retryAtMs, Date.now());
    tick();
    const timer = setInterval(tick, 500);
    return () => clearInterval(timer);
  }, [retryAtMs]);
  const tell = restarting ? words.status.restarting : words.status.again;
  return <span aria-live="off">{tell(seconds.value)}</span>;
}
