/** Events that are on now or to come, for the list of spaces. Its styles are `/events.css`. */
import { eventWords } from "@/lib/i18n/events.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { formatSpan } from "@/lib/spaces/events/countdown.ts";
import type { ScheduledSpace } from "@/lib/spaces/events/listing.ts";
import { Section } from "@/components/Heading.tsx";
import { EventBadge } from "@/components/spaces/events/EventBadge.tsx";
import { EventTime } from "@/components/spaces/events/EventTime.tsx";
import { eventPaths } from "@/components/spaces/events/paths.ts";
import { RoomScene } from "@/components/spaces/RoomScene.tsx";

export interface UpcomingEventsProps {
  /** As `listUpcomingEvents()` gives them. */
  events: readonly ScheduledSpace[];
  locale: Locale;
  nowMs: number;
  /** As `zoneOf()` tells it. */
  zone: string;
}

/** Nothing where nothing is planned. */
export function UpcomingEvents({ events, locale, nowMs, zone }: UpcomingEventsProps) {
  if (events.length === 0) return null;
  const words = eventWords[locale];
  return (
    <Section id="events" title={words.upcoming} lede={words.upcomingLede}>
      <ul class="events">
        {events.map(({ id, name, type, theme, event }) => (
          <li key={id}>
            <article class="event-card">
              <RoomScene theme={theme} locale={locale} />
              <div class="event-card-words">
                <p class="event-kind">
                  {words.kinds[type]} <EventBadge event={event} locale={locale} nowMs={nowMs} />
                </p>
                <h3>
                  <a href={eventPaths.event(id)}>{name[locale]}</a>
                </h3>
                <p class="event-when">
                  <EventTime event={event} zone={zone} locale={locale} startOnly />
                  <span>{spanOf(event, nowMs, locale)}</span>
                </p>
              </div>
            </article>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function spanOf(
  { startsAtMs, endsAtMs }: { startsAtMs: number; endsAtMs: number },
  nowMs: number,
  locale: Locale,
): string {
  const words = eventWords[locale];
  return nowMs < startsAtMs
    ? words.begins(formatSpan(startsAtMs - nowMs, locale))
    : words.begun(formatSpan(endsAtMs - nowMs, locale));
}
