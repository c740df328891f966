/** When an event is, as a clock in the reader's zone shows it. */
import type { Locale } from "@/lib/i18n/locale.ts";
import { formatLocal, formatLocalEnd, zoneName } from "@/lib/spaces/events/zone.ts";

export interface EventTimeProps {
  event: { startsAtMs: number; endsAtMs: number };
  zone: string;
  locale: Locale;
  /** Without the end. */
  startOnly?: boolean | undefined;
}

export function EventTime({ event, zone, locale, startOnly = false }: EventTimeProps) {
  const { startsAtMs, endsAtMs } = event;
  return (
    <span class="event-time">
      <time datetime={new Date(startsAtMs).toISOString()}>
        {formatLocal(startsAtMs, zone, locale)}
      </time>
      {!startOnly && (
        <>
          {" – "}
          <time datetime={new Date(endsAtMs).toISOString()}>
            {formatLocalEnd(event, zone, locale)}
          </time>
        </>
      )} <span class="event-zone">{zoneName(startsAtMs, zone, locale)}</span>
    </span>
  );
}
