/**
 * The stage of a fan meeting: who is on it, who waits, and what one may do. Works as forms, and with `onAct` inside an
 * island. Its styles are `/events.css`. Browser-safe.
 */
import { useMemo } from "preact/hooks";
import { eventWords } from "@/lib/i18n/events.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { clockClasses, formatSpan } from "@/lib/spaces/events/countdown.ts";
import type { Stage } from "@/lib/spaces/protocol.ts";
import { Button } from "@/components/Button.tsx";

/** What can be done to a stage, as `POST …/stage` takes it. */
export type StageAct =
  | "join"
  | "leave"
  | "next"
  | "extend"
  | "open"
  | "close"
  | "clear"
  | "skip";

export interface StagePanelProps {
  locale: Locale;
  stage: Stage;
  /** Null for somebody who is not signed in. */
  userId: string | null;
  /** Owners and moderators: they see the controls. */
  isHost: boolean;
  /** In the space, and so able to queue up. */
  isHere: boolean;
  /** The character whom it is with; null where a human is the host. */
  hostName: string | null;
  nowMs: number;
  /** Whether the event has begun. */
  hasBegun: boolean;
  /** Where the forms go. */
  action: string;
  /** Inside an island: does it without leaving the page. */
  onAct?: ((act: StageAct, userId: string | null) => void) | undefined;
}

export function StagePanel(props: StagePanelProps) {
  const { locale, stage, hostName, isHost } = props;
  const words = eventWords[locale].stage;
  return (
    <div class="stage">
      <section class="stage-now" aria-label={words.onStage}>
        <OnStage {...props} />
        {hostName !== null && <p class="stage-host">{words.with(hostName)}</p>}
      </section>
      <Mine {...props} />
      <section class="stage-queue" aria-labelledby="stage-queue-title">
        <h3 id="stage-queue-title">{words.queue}</h3>
        <p class="stage-count">
          {stage.queue.length === 0 ? words.queueEmpty : words.queueCount(stage.queue.length)}
          {!stage.open && ` ${words.closed}`}
        </p>
        <Queue {...props} />
      </section>
      {isHost && <Controls {...props} />}
    </div>
  );
}

function OnStage({ locale, stage: { current }, nowMs, userId, hasBegun }: StagePanelProps) {
  const words = eventWords[locale].stage;
  const until = current?.until ?? null;
  // Told once for each turn: the clock runs by itself from where it was when the turn was first shown.
  const left = useMemo(() => {
    const leftMs = until === null ? 0 : Date.parse(until) - nowMs;
    return { clock: clockClasses(leftMs), span: formatSpan(leftMs, locale) };
  }, [until]);
  if (!current) {
    return (
      <p class="stage-empty">
        <strong>{words.empty}</strong>
        <span>{hasBegun ? words.emptyWords : words.waits}</span>
      </p>
    );
  }
  return (
    <>
      <p class="stage-label">{words.onStage}</p>
      <p class="stage-name">
        {current.nickname}
        {current.user_id === userId && <span class="tag">{words.you}</span>}
      </p>
      <p class="stage-left" key={current.until}>
        <time datetime={current.until}>{words.left(left.span)}</time>
        {left.clock && <span class={left.clock} aria-hidden="true" />}
      </p>
    </>
  );
}

/** What this person is to the stage, and their button. */
function Mine(props: StagePanelProps) {
  const { locale, stage, userId, isHere, hostName } = props;
  const words = eventWords[locale].stage;
  const place = placeIn(stage, userId);
  if (place === null) {
    if (!stage.open) return null;
    if (userId === null) return <p class="stage-mine">{words.signIn}</p>;
    if (!isHere) return <p class="stage-mine">{words.stepIn}</p>;
    return (
      <div class="stage-mine">
        <Act {...props} act="join" kind="primary">{words.join}</Act>
      </div>
    );
  }
  const told = place > 0
    ? words.yourPlace(place)
    : hostName === null
    ? words.yourTurn
    : words.yourTurnWith(hostName);
  return (
    <div class={place === 0 ? "stage-mine is-turn" : "stage-mine"}>
      <p role="status">{told}</p>
      <Act {...props} act="leave">{place === 0 ? words.leaveStage : words.leave}</Act>
    </div>
  );
}

function Queue(props: StagePanelProps) {
  const { locale, stage, userId, isHost } = props;
  const words = eventWords[locale].stage;
  if (stage.queue.length === 0) return null;
  return (
    <ol class="stage-people">
      {stage.queue.map(({ user_id, nickname }) => (
        <li key={user_id}>
          <span class="stage-person">
            {nickname}
            {user_id === userId && <span class="tag">{words.you}</span>}
          </span>
          {isHost && (
            <Act {...props} act="skip" person={user_id} label={words.skipOf(nickname)}>
              {words.skip}
            </Act>
          )}
        </li>
      ))}
    </ol>
  );
}

function Controls(props: StagePanelProps) {
  const { locale, stage } = props;
  const words = eventWords[locale].stage;
  const hasCurrent = stage.current !== null;
  return (
    <section class="stage-controls" aria-label={words.controls}>
      <h3>{words.controls}</h3>
      <div class="actions">
        {hasCurrent && <Act {...props} act="next">{words.next}</Act>}
        {hasCurrent && <Act {...props} act="extend">{words.extend}</Act>}
        {stage.open
          ? <Act {...props} act="close">{words.close}</Act>
          : <Act {...props} act="open">{words.open}</Act>}
        {(hasCurrent || stage.queue.length > 0) && (
          <Act {...props} act="clear" kind="danger">{words.clear}</Act>
        )}
      </div>
    </section>
  );
}

interface ActProps extends StagePanelProps {
  act: StageAct;
  person?: string;
  kind?: "primary" | "quiet" | "danger";
  /** For screen readers, where the words alone do not say whom it is about. */
  label?: string;
  children: string;
}

/** One button, in a form of its own. */
function Act({ act, person, action, onAct, kind = "quiet", label, children }: ActProps) {
  return (
    <form
      method="post"
      action={action}
      onSubmit={onAct && ((event: Event) => {
        event.preventDefault();
        onAct(act, person ?? null);
      })}
    >
      {person && <input type="hidden" name="user_id" value={person} />}
      <input type="hidden" name="act" value={act} />
      <Button kind={kind} size="small" {...(label ? { "aria-label": label } : {})}>
        {children}
      </Button>
    </form>
  );
}

/** 0 on the stage, 1 for whoever is next; null for somebody who does not wait. */
function placeIn({ current, queue }: Stage, userId: string | null): number | null {
  if (userId === null) return null;
  if (current?.user_id === userId) return 0;
  const n = queue.findIndex(({ user_id }) => user_id === userId);
  return n === -1 ? null : n + 1;
}
