/** Time zones: from what people read off their clocks to milliseconds, and back. */
import { LRUCache } from "lru-cache";
import type { Locale } from "@/lib/i18n/locale.ts";

export const DEFAULT_ZONE = "Asia/Seoul";

/** Cookie that keeps the zone somebody reads times in. */
export const ZONE_COOKIE = "maru-zone";

/** Where most of the house's readers live, before the alphabet. */
const FIRST = [DEFAULT_ZONE, "UTC"];

/** What cities are called today, where Intl still lists a former name. Source: IANA tz database, `backward`. */
const TODAY: Readonly<Record<string, string>> = {
  "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Europe/Kiev": "Europe/Kyiv",
};

/** Every zone that a form offers, by its IANA name. */
export const ZONES: readonly string[] = [
  ...new Set([...FIRST, ...Intl.supportedValuesOf("timeZone").map((name) => TODAY[name] ?? name)]),
];
const OFFERED = new Set(ZONES);

/** Whether a text names a zone, by its IANA name of today or a former one. */
export function isZone(text: unknown): text is string {
  if (typeof text !== "string") return false;
  if (OFFERED.has(text)) return true;
  if (!/^[A-Za-z]+(?:\/[A-Za-z0-9_+-]{1,30}){1,2}$/.test(text) || text.length > 60) return false;
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: text }));
  } catch (error) {
    // How Intl refuses a zone that is none.
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** `2026-08-01T19:00`, as `<input type="datetime-local">` sends it; seconds, where a browser adds them, are left out. */
const LOCAL = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?$/;

/**
 * Reads a local date and time in a zone, as milliseconds since 1970; null for what is no date.
 *
 * A time that a clock skips in spring is taken as much later as the clock jumps, and of one that it shows twice in
 * autumn, the first is meant: what calendars do. Source: RFC 5545, 3.3.5.
 */
export function readLocal(text: string, zone: string): number | null {
  const found = LOCAL.exec(text.trim());
  if (!found || !isZone(zone)) return null;
  const [year, month, day, hour, minute] = found.slice(1).map(Number);
  try {
    return Temporal.PlainDateTime.from({
      year: year!,
      month: month!,
      day: day!,
      hour: hour!,
      minute: minute!,
    }, { overflow: "reject" }).toZonedDateTime(zone, { disambiguation: "compatible" })
      .epochMilliseconds;
  } catch (error) {
    // How Temporal refuses the 30th of February.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Writes a moment as a clock in the zone shows it, for `<input type="datetime-local">`. */
export function writeLocal(ms: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDateTime()
    .toString({ smallestUnit: "minute" });
}

interface Formatters {
  moment: Intl.DateTimeFormat;
  hour: Intl.DateTimeFormat;
  name: Intl.DateTimeFormat;
}

/** Making a formatter costs more than a page, and 400 zones in two languages much memory. */
const made = new LRUCache<string, Formatters>({ max: 32 });

function formatters(zone: string, locale: Locale): Formatters {
  const key = `${locale} ${zone}`;
  const known = made.get(key);
  if (known) return known;
  const timeZone = zone;
  const fresh = {
    moment: new Intl.DateTimeFormat(locale, {
      timeZone,
      year: "numeric",
      month: "long",
      day: "numeric",
      weekday: "long",
      hour: "numeric",
      minute: "2-digit",
    }),
    hour: new Intl.DateTimeFormat(locale, { timeZone, hour: "numeric", minute: "2-digit" }),
    name: new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: "longGeneric" }),
  };
  made.set(key, fresh);
  return fresh;
}

/** `2026년 8월 1일 토요일 오후 7:00`, without the zone. */
export function formatLocal(ms: number, zone: string, locale: Locale): string {
  return formatters(zone, locale).moment.format(ms);
}

/** The end of what begins at `startsAtMs`: the hour alone where it is the same day. */
export function formatLocalEnd(
  { startsAtMs, endsAtMs }: { startsAtMs: number; endsAtMs: number },
  zone: string,
  locale: Locale,
): string {
  const { moment, hour } = formatters(zone, locale);
  const sameDay =
    writeLocal(startsAtMs, zone).slice(0, 10) === writeLocal(endsAtMs, zone).slice(0, 10);
  return (sameDay ? hour : moment).format(endsAtMs);
}

/** What people call the zone at that time: `한국 표준시`, `Central European Time`. */
export function zoneName(ms: number, zone: string, locale: Locale): string {
  const parts = formatters(zone, locale).name.formatToParts(ms);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? zone;
}

/** How a list of zones shows one: `America/New York`. */
export function zoneLabel(zone: string): string {
  return zone.replaceAll("_", " ");
}
