/** The calendar file of an event. Pure. Source of the syntax: RFC 5545. */
import type { Locale } from "@/lib/i18n/locale.ts";
import { eventWords } from "@/lib/i18n/events.ts";
import type { RemindMinutes } from "@/lib/spaces/events/model.ts";
import type { Space, SpaceEvent } from "@/lib/spaces/model.ts";

/** Octets of a line without its end. Source: RFC 5545, 3.1. */
const MAX_OCTETS = 75;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Cuts a line into pieces of at most 75 octets that are joined by CRLF and a space, never within a character. */
export function foldLine(line: string): string {
  const bytes = encoder.encode(line);
  const pieces: string[] = [];
  for (let start = 0; start < bytes.length;) {
    // The space that begins a continued line counts.
    let end = Math.min(bytes.length, start + (start === 0 ? MAX_OCTETS : MAX_OCTETS - 1));
    // 10xxxxxx: in the middle of a character.
    while (end < bytes.length && (bytes[end]! & 0xc0) === 0x80) end--;
    pieces.push(decoder.decode(bytes.subarray(start, end)));
    start = end;
  }
  return pieces.join("\r\n ");
}

/** Writes a TEXT value. Source: RFC 5545, 3.3.11. */
export function escapeText(text: string): string {
  return text.replace(/[\\;,]/g, (char) => `\\${char}`).replace(/\r\n?|\n/g, "\\n")
    // deno-lint-ignore no-control-regex -- what a TEXT may not hold
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "");
}

/** `20260801T100000Z` */
function utc(ms: number): string {
  return new Date(ms).toISOString().replace(/[-:]|\.\d{3}/g, "");
}

export interface CalendarOptions {
  /** Absolute address of the event's page. */
  url: string;
  locale: Locale;
  /** With an alarm so long before. */
  remind: RemindMinutes | null;
}

/** Writes the file: one event, times in UTC, which needs no definition of a zone. */
export function writeCalendar(
  { id, name, description, event, createdAtMs, updatedAtMs }: Space & { event: SpaceEvent },
  { url, locale, remind }: CalendarOptions,
): string {
  const about = [description[locale], url].filter(Boolean).join("\n\n");
  const summary = escapeText(name[locale]);
  const alarm = remind === null ? [] : [
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `DESCRIPTION:${summary}`,
    `TRIGGER:-PT${remind}M`,
    "END:VALARM",
  ];
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Maru//Events//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    "BEGIN:VEVENT",
    // Never another one, wherever the house is served from: calendars replace an event by it.
    `UID:${id}@spaces.maru`,
    // Grows with every change; from 2026 on, seconds fit into the 31 bits that calendars read.
    `SEQUENCE:${Math.max(0, Math.floor((updatedAtMs - createdAtMs) / 1000))}`,
    `DTSTAMP:${utc(updatedAtMs)}`,
    `CREATED:${utc(createdAtMs)}`,
    `LAST-MODIFIED:${utc(updatedAtMs)}`,
    `DTSTART:${utc(event.startsAtMs)}`,
    `DTEND:${utc(event.endsAtMs)}`,
    `SUMMARY:${summary}`,
    `DESCRIPTION:${escapeText(about)}`,
    `LOCATION:${escapeText(eventWords[locale].calendar.location)}`,
    `URL:${url}`,
    "STATUS:CONFIRMED",
    "TRANSP:OPAQUE",
    ...alarm,
    "END:VEVENT",
    "END:VCALENDAR",
  ].map((line) => `${foldLine(line)}\r\n`).join("");
}
