/** The fields of an event in the form of a space: what they show, read and refuse. */
import type { InputError } from "@/lib/errors.ts";
import { eventWords } from "@/lib/i18n/events.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import {
  checkEvent,
  DEFAULT_TURN_S,
  type EventProblem,
  MAX_TURN_S,
  MIN_TURN_S,
} from "@/lib/spaces/events/model.ts";
import { DEFAULT_ZONE, isZone, readLocal, writeLocal } from "@/lib/spaces/events/zone.ts";
import { ENTRY_RULES, type EntryRule, type SpaceEvent } from "@/lib/spaces/model.ts";

const HOUR_MS = 3_600_000;

/** What the fields show; names are those of the form. */
export interface EventValues {
  event_starts: string;
  event_ends: string;
  event_zone: string;
  event_entry: string;
  /** Id of a resident; empty for the owner. */
  event_host: string;
  event_turn_s: string;
}

/** An event that nobody has planned yet: tomorrow at this hour, for an hour. */
export function emptyEvent(nowMs: number, zone = DEFAULT_ZONE): EventValues {
  const startsAtMs = Math.ceil(nowMs / HOUR_MS) * HOUR_MS + 24 * HOUR_MS;
  return eventValues({
    startsAtMs,
    endsAtMs: startsAtMs + HOUR_MS,
    entry: "open",
    hostCharacterId: null,
    turnS: DEFAULT_TURN_S,
  }, zone);
}

/** Fills the fields with an event, its times as a clock in `zone` shows them. */
export function eventValues(event: SpaceEvent, zone = DEFAULT_ZONE): EventValues {
  return {
    event_starts: writeLocal(event.startsAtMs, zone),
    event_ends: writeLocal(event.endsAtMs, zone),
    event_zone: zone,
    event_entry: event.entry,
    event_host: event.hostCharacterId ?? "",
    event_turn_s: String(event.turnS),
  };
}

/** Reads the fields; those that were not sent are as in an empty form. */
export function readEventForm(fields: Readonly<Record<string, string>>): EventValues {
  const text = (name: keyof EventValues) => (fields[name] ?? "").trim();
  return {
    event_starts: text("event_starts"),
    event_ends: text("event_ends"),
    event_zone: text("event_zone") || DEFAULT_ZONE,
    event_entry: text("event_entry") || "open",
    event_host: text("event_host"),
    event_turn_s: text("event_turn_s") || String(DEFAULT_TURN_S),
  };
}

export type CheckedEvent =
  | { ok: true; event: SpaceEvent }
  | { ok: false; errors: InputError[] };

/** Checks what was entered; each error stands beside its field. `before` is the event as it was. */
export function checkEventForm(
  values: EventValues,
  { nowMs, residentIds, before = null, locale }: {
    nowMs: number;
    residentIds: readonly string[];
    before?: SpaceEvent | null;
    locale: Locale;
  },
): CheckedEvent {
  const words = eventWords[locale].form.errors;
  const errors = new Map<keyof EventValues, string>();
  if (!isZone(values.event_zone)) errors.set("event_zone", words.zone);
  const startsAtMs = readTime(values, "event_starts", before?.startsAtMs);
  const endsAtMs = readTime(values, "event_ends", before?.endsAtMs);
  if (startsAtMs === null) errors.set("event_starts", words.time);
  if (endsAtMs === null) errors.set("event_ends", words.time);
  const entry = ENTRY_RULES.find((rule): rule is EntryRule => rule === values.event_entry);
  if (!entry) errors.set("event_entry", words.entry);
  const turnS = /^\d{1,4}$/.test(values.event_turn_s) ? Number(values.event_turn_s) : NaN;
  if (!(turnS >= MIN_TURN_S && turnS <= MAX_TURN_S)) errors.set("event_turn_s", words.turn);
  if (startsAtMs !== null && endsAtMs !== null && entry && errors.size === 0) {
    const event = {
      startsAtMs,
      endsAtMs,
      entry,
      hostCharacterId: values.event_host || null,
      turnS,
    };
    const problems = checkEvent(event, { nowMs, residentIds, before });
    if (problems.length === 0) return { ok: true, event };
    for (const { field, problem } of problems) errors.set(FIELDS[field], words[problem]);
  }
  return { ok: false, errors: [...errors].map(([path, message]) => ({ path, message })) };
}

const FIELDS: Readonly<Record<EventProblem["field"], keyof EventValues>> = {
  starts_at: "event_starts",
  ends_at: "event_ends",
  host_character_id: "event_host",
};

/** A time as it was entered. What shows the same as before is the same: a form knows no seconds. */
function readTime(
  values: EventValues,
  name: "event_starts" | "event_ends",
  beforeMs: number | undefined,
): number | null {
  const zone = values.event_zone;
  if (!isZone(zone)) return null;
  const same = beforeMs !== undefined && writeLocal(beforeMs, zone) === values[name];
  return same ? beforeMs : readLocal(values[name], zone);
}
