/** The page of an event: how long it is until then, who comes, who gets in, and what one may do now. */
import { eventWords } from "@/lib/i18n/events.ts";
import { formatCount } from "@/lib/i18n/format.ts";
import type { EventVisit } from "@/lib/spaces/events/access.ts";
import { formatSpan } from "@/lib/spaces/events/countdown.ts";
import { DOORS_OPEN_MS, eventEntry, eventPhase } from "@/lib/spaces/events/entry.ts";
import type { Reminder } from "@/lib/spaces/events/model.ts";
import { remindChoices } from "@/lib/spaces/events/reminders.ts";
import { hasStage } from "@/lib/spaces/events/stage.ts";
import type { EventView } from "@/lib/spaces/events/view.ts";
import { formatLocal } from "@/lib/spaces/events/zone.ts";
import { LinkButton } from "@/components/Button.tsx";
import { Notice } from "@/components/Notice.tsx";
import { Page } from "@/components/Page.tsx";
import { paths, type Place } from "@/components/place.ts";
import { Portrait } from "@/components/Portrait.tsx";
import { Countdown } from "@/components/spaces/events/Countdown.tsx";
import { EventBadge } from "@/components/spaces/events/EventBadge.tsx";
import { EventTime } from "@/components/spaces/events/EventTime.tsx";
import { eventPaths } from "@/components/spaces/events/paths.ts";
import { ReminderForm, ZoneForm } from "@/components/spaces/events/EventForms.tsx";
import { RoomScene } from "@/components/spaces/RoomScene.tsx";

export interface EventPageData {
  view: EventView;
  visit: EventVisit;
  reminder: Reminder | null;
  nowMs: number;
  zone: string;
  /** The invitation code that the reader came with, for the links of a private space. */
  code: string | null;
  /** What just happened. */
  done: "invitation" | "ticket" | null;
  signedIn: boolean;
}

export interface EventPageProps extends EventPageData {
  place: Place;
}

export function EventPage(props: EventPageProps) {
  const { place, view: { space }, nowMs, zone, done } = props;
  const { locale } = place.state;
  const words = eventWords[locale];
  const { event } = space;
  return (
    <Page
      place={place}
      title={space.name[locale]}
      description={`${formatLocal(event.startsAtMs, zone, locale)}. ${space.description[locale]}`}
      layout="full"
      styles={["/spaces.css", "/events.css"]}
      noIndex={!space.isPublic}
    >
      <div class="event-cover">
        <RoomScene theme={space.theme} locale={locale} described eager />
      </div>
      <div class="event-body">
        <header class="event-head">
          <p class="event-kind">
            {words.kinds[space.type]} <EventBadge event={event} locale={locale} nowMs={nowMs} />
          </p>
          <h1>{space.name[locale]}</h1>
          <p class="event-when">
            <EventTime event={event} zone={zone} locale={locale} />
          </p>
          {space.description[locale] && <p class="event-about">{space.description[locale]}</p>}
        </header>
        {done && <Notice tone="good">{words.claim.done[done]}</Notice>}
        <div class="event-columns">
          <div class="event-main">
            <Now {...props} />
            <Host {...props} />
            <Facts {...props} />
          </div>
          <aside class="event-aside">
            <ReminderCard {...props} />
            <ZoneForm locale={locale} zone={zone} code={props.code} />
          </aside>
        </div>
      </div>
    </Page>
  );
}

/** The countdown, and the way in where it is open. */
function Now({ place, view: { space }, visit, nowMs, zone, code }: EventPageProps) {
  const { locale } = place.state;
  const words = eventWords[locale];
  const { event } = space;
  const phase = eventPhase(event, nowMs);
  const { role } = visit;
  const refusal = eventEntry(space, { nowMs, ...visit });
  if (phase === "over") {
    return (
      <section class="event-now">
        <p class="countdown">{words.ended}</p>
        <p class="event-note">{words.endedWords}</p>
        {role !== "guest" && <HostLinks id={space.id} locale={locale} />}
      </section>
    );
  }
  const untilStartMs = event.startsAtMs - nowMs;
  const untilDoorsMs = untilStartMs - DOORS_OPEN_MS;
  return (
    <section class="event-now">
      {untilStartMs > 0
        ? <Countdown leftMs={untilStartMs} words={words.begins(formatSpan(untilStartMs, locale))} />
        : (
          <Countdown
            leftMs={event.endsAtMs - nowMs}
            words={words.begun(formatSpan(event.endsAtMs - nowMs, locale))}
          />
        )}
      {phase === "before" && (
        <p class="event-note">
          {untilDoorsMs <= 3_600_000 && `${words.doorsSoon(formatSpan(untilDoorsMs, locale))}. `}
          {words.doorsNote(formatLocal(event.startsAtMs - DOORS_OPEN_MS, zone, locale))}
        </p>
      )}
      {refusal === "invitation" && <p class="event-note">{words.yours.notInvited}</p>}
      {refusal === "ticket" && <p class="event-note">{words.yours.noTicket}</p>}
      <div class="actions">
        {refusal === null && (
          <LinkButton kind="primary" size="large" icon="door" href={roomPath(space.id, code)}>
            {words.enter}
          </LinkButton>
        )}
        {hasStage(space) && refusal === null && (
          <LinkButton href={eventPaths.stage(space.id)}>{words.toStage}</LinkButton>
        )}
      </div>
      {role !== "guest" && <HostLinks id={space.id} locale={locale} />}
    </section>
  );
}

function roomPath(id: string, code: string | null): string {
  const path = paths.space(id);
  return code === null ? path : `${path}?invite=${encodeURIComponent(code)}`;
}

function HostLinks({ id, locale }: { id: string; locale: Place["state"]["locale"] }) {
  const words = eventWords[locale];
  return (
    <p class="event-hosts">
      <span>{words.yours.host}</span> <a href={eventPaths.guests(id)}>{words.manageGuests}</a>{" "}
      <a href={eventPaths.settings(id)}>{words.editEvent}</a>
    </p>
  );
}

function Host({ place, view: { hostCharacter, ownerName } }: EventPageProps) {
  const { locale } = place.state;
  const words = eventWords[locale];
  if (!hostCharacter && ownerName === null) return null;
  if (!hostCharacter) {
    return (
      <section class="event-host">
        <div>
          <h2>{words.host}</h2>
          <p class="event-host-name">{ownerName}</p>
        </div>
      </section>
    );
  }
  const { id, rev, name, tagline, lang } = hostCharacter.character;
  return (
    <section class="event-host">
      <Portrait id={id} rev={rev} alt="" shape="round" size="large" />
      <div>
        <h2>{words.host}</h2>
        <p class="event-host-name" lang={lang}>
          <a href={paths.character(id)}>{name}</a>
        </p>
        <p lang={lang}>{tagline}</p>
        {ownerName !== null && <p class="event-note">{ownerName}</p>}
      </div>
    </section>
  );
}

function Facts({ place, view, visit }: EventPageProps) {
  const { locale } = place.state;
  const words = eventWords[locale];
  const { space: { event, maxUsers, type }, residents, coming } = view;
  const seats = formatCount(maxUsers, locale);
  return (
    <dl class="event-facts">
      <div>
        <dt>{words.rules}</dt>
        <dd>
          {words.entry[event.entry]}
          {event.entry === "invited" && visit.invited && ` ${words.yours.invited}`}
          {event.entry === "ticket" && visit.hasTicket && ` ${words.yours.ticket}`}
        </dd>
      </div>
      <div>
        <dt>{words.people}</dt>
        <dd>
          {coming > 0 ? words.coming(formatCount(coming, locale), seats) : words.nobodyYet(seats)}
        </dd>
      </div>
      {type === "fanmeeting" && (
        <div>
          <dt>{words.stage.title}</dt>
          <dd>{words.turns(words.seconds(event.turnS))}</dd>
        </div>
      )}
      {residents.length > 0 && (
        <div>
          <dt>{words.residents}</dt>
          <dd>
            <ul class="event-residents">
              {residents.map(({ character: { id, rev, name, lang } }) => (
                <li key={id}>
                  <Portrait id={id} rev={rev} alt="" shape="round" size="tiny" />
                  <a href={paths.character(id)} lang={lang}>{name}</a>
                </li>
              ))}
            </ul>
          </dd>
        </div>
      )}
    </dl>
  );
}

function ReminderCard({ place, view: { space }, reminder, nowMs, code }: EventPageProps) {
  const { locale } = place.state;
  if (nowMs >= space.event.endsAtMs) return null;
  const words = eventWords[locale];
  const calendar = (
    <p>
      <a href={calendarPath(space.id, { code, remind: reminder?.minutes ?? null })} download>
        {words.addToCalendar}
      </a>
    </p>
  );
  // What has begun is no time to be reminded of.
  if (nowMs >= space.event.startsAtMs && !reminder) return calendar;
  return (
    <section class="event-card-aside" aria-labelledby="remind-title">
      <h2 id="remind-title">{words.reminder.title}</h2>
      <ReminderForm
        locale={locale}
        spaceId={space.id}
        code={code}
        reminder={reminder}
        choices={remindChoices(space.event, nowMs)}
      />
      {calendar}
    </section>
  );
}

function calendarPath(
  id: string,
  { code, remind }: { code: string | null; remind: number | null },
): string {
  const path = eventPaths.calendar(id, code);
  return remind === null ? path : `${path}${path.includes("?") ? "&" : "?"}remind=${remind}`;
}
