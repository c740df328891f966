/** The small forms beside an event: to be reminded, and to read times in another zone. */
import { eventWords } from "@/lib/i18n/events.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { Reminder, RemindMinutes } from "@/lib/spaces/events/model.ts";
import { Button } from "@/components/Button.tsx";
import { Select } from "@/components/Field.tsx";
import { zoneOptions } from "@/components/spaces/events/EventFields.tsx";
import { eventPaths } from "@/components/spaces/events/paths.ts";

export interface ReminderFormProps {
  locale: Locale;
  spaceId: string;
  code: string | null;
  reminder: Reminder | null;
  /** Times that are still to come. */
  choices: readonly RemindMinutes[];
}

export function ReminderForm({ locale, spaceId, code, reminder, choices }: ReminderFormProps) {
  const words = eventWords[locale].reminder;
  const chosen = reminder?.minutes ?? choices[0];
  const action = eventPaths.reminder(spaceId, code);
  return (
    <>
      {reminder && <p role="status">{words.set(words.choices[reminder.minutes])}</p>}
      {choices.length === 0 && !reminder && <p class="event-note">{words.late}</p>}
      {choices.length > 0 && (
        <form class="form event-remind" method="post" action={action}>
          <Select
            name="minutes"
            label={words.when}
            labelHidden
            options={choices.map((minutes) => ({
              value: String(minutes),
              label: words.choices[minutes],
            }))}
            value={String(chosen)}
          />
          <Button icon="clock">{reminder ? words.change : words.submit}</Button>
          {!reminder && <p class="event-note">{words.lede}</p>}
        </form>
      )}
      {reminder && (
        <form method="post" action={action}>
          <Button kind="plain" size="small" name="minutes" value="off">{words.cancel}</Button>
        </form>
      )}
    </>
  );
}

/** A choice that the browser remembers; nobody but its reader sees it. */
export function ZoneForm(
  { locale, zone, code }: { locale: Locale; zone: string; code: string | null },
) {
  const words = eventWords[locale];
  return (
    <form class="form event-zone-form" method="get">
      {code !== null && <input type="hidden" name="invite" value={code} />}
      <Select name="zone" label={words.zone} options={zoneOptions(zone)} value={zone} />
      <Button kind="quiet" size="small">{words.zoneSubmit}</Button>
    </form>
  );
}
