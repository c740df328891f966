/** The fields of an event in the form of a space; `lib/spaces/events/form.ts` reads them. */
import type { InputError } from "@/lib/errors.ts";
import { eventWords } from "@/lib/i18n/events.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { EventValues } from "@/lib/spaces/events/form.ts";
import { MAX_TURN_S, MIN_TURN_S } from "@/lib/spaces/events/model.ts";
import { zoneLabel, ZONES } from "@/lib/spaces/events/zone.ts";
import { ENTRY_RULES, type SpaceType } from "@/lib/spaces/model.ts";
import { Select, TextField } from "@/components/Field.tsx";
import { errorOf } from "@/components/FormErrors.tsx";
import { RadioCards } from "@/components/RadioCards.tsx";

export interface EventFieldsProps {
  locale: Locale;
  values: EventValues;
  errors: readonly InputError[];
  /** Characters who can be the host. */
  residents: readonly { id: string; name: string }[];
  /** The turn is asked for in a fan meeting alone; null where the type is still open. */
  type: SpaceType | null;
}

/** The labels of the fields, for the summary of errors. */
export function eventLabels(locale: Locale): Readonly<Record<string, string>> {
  const { form: words } = eventWords[locale];
  return {
    event_starts: words.starts,
    event_ends: words.ends,
    event_zone: words.zone,
    event_entry: words.entry,
    event_host: words.host,
    event_turn_s: words.turn,
  };
}

export function EventFields({ locale, values, errors, residents, type }: EventFieldsProps) {
  const { form: words } = eventWords[locale];
  const error = (name: keyof EventValues) => errorOf(errors, name);
  return (
    <fieldset class="event-fields">
      <legend>{words.legend}</legend>
      <TextField
        type="datetime-local"
        name="event_starts"
        label={words.starts}
        value={values.event_starts}
        error={error("event_starts")}
      />
      <TextField
        type="datetime-local"
        name="event_ends"
        label={words.ends}
        hint={words.endsHint}
        value={values.event_ends}
        error={error("event_ends")}
      />
      <Select
        name="event_zone"
        label={words.zone}
        hint={words.zoneHint}
        options={zoneOptions(values.event_zone)}
        value={values.event_zone}
        error={error("event_zone")}
      />
      <RadioCards
        name="event_entry"
        legend={words.entry}
        options={ENTRY_RULES.map((rule) => ({
          value: rule,
          label: words.entryLabels[rule],
          hint: words.entryHints[rule],
        }))}
        value={values.event_entry}
        error={error("event_entry")}
      />
      <Select
        name="event_host"
        label={words.host}
        hint={words.hostHint}
        options={[
          { value: "", label: words.owner },
          ...residents.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={values.event_host}
        error={error("event_host")}
      />
      {type === "fanmeeting" || type === null
        ? (
          <TextField
            type="number"
            inputMode="numeric"
            min={MIN_TURN_S}
            max={MAX_TURN_S}
            step={10}
            name="event_turn_s"
            label={words.turn}
            hint={words.turnHint}
            value={values.event_turn_s}
            error={error("event_turn_s")}
          />
        )
        : <input type="hidden" name="event_turn_s" value={values.event_turn_s} />}
    </fieldset>
  );
}

/** The zones that are offered, and the one that is chosen where it has a former name. */
export function zoneOptions(chosen: string): { value: string; label: string }[] {
  const zones = ZONES.includes(chosen) ? ZONES : [chosen, ...ZONES];
  return zones.map((zone) => ({ value: zone, label: zoneLabel(zone) }));
}
