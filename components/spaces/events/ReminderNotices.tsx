/** Events that are about to begin, told on every page of who asked for it. */
import { eventWords } from "@/lib/i18n/events.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { formatSpan } from "@/lib/spaces/events/countdown.ts";
import type { DueReminder } from "@/lib/spaces/events/reminders.ts";
import { Button, LinkButton } from "@/components/Button.tsx";
import { Notice } from "@/components/Notice.tsx";
import { paths } from "@/components/place.ts";
import { eventPaths } from "@/components/spaces/events/paths.ts";

export interface ReminderNoticesProps {
  reminders: readonly DueReminder[];
  locale: Locale;
  /** Path and query of the page, to come back to. */
  here: string;
}

/** Nothing where nothing is due, and nothing about an event on its own pages. */
export function ReminderNotices({ reminders, locale, here }: ReminderNoticesProps) {
  const shown = reminders.filter(({ spaceId }) => !isWithin(here, paths.space(spaceId)));
  if (shown.length === 0) return null;
  const words = eventWords[locale].reminder;
  return (
    <div class="reminders">
      {shown.map(({ spaceId, name, startsInMs }) => (
        <Notice key={spaceId} tone="good">
          <p>
            {startsInMs > 0
              ? words.soon(name[locale], formatSpan(startsInMs, locale))
              : words.now(name[locale])}
          </p>
          <form class="actions" method="post" action={eventPaths.reminder(spaceId)}>
            <input type="hidden" name="back" value={here} />
            <LinkButton size="small" kind="primary" href={eventPaths.event(spaceId)}>
              {words.go}
            </LinkButton>
            <Button size="small" kind="plain" name="minutes" value="off">{words.dismiss}</Button>
          </form>
        </Notice>
      ))}
    </div>
  );
}

function isWithin(here: string, path: string): boolean {
  return here === path || here.startsWith(`${path}/`) || here.startsWith(`${path}?`);
}
