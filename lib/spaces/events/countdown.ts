/** How long it is until something, in words and in the parts of a clock that runs without a script. Pure. */
import type { Locale } from "@/lib/i18n/locale.ts";

const MINUTE_MS = 60_000;

/** Minutes that the clock in `events.css` counts; before that, words say it. */
export const CLOCK_MINUTES = 10;

const UNITS = {
  en: {
    day: (n: number) => n === 1 ? "1 day" : `${n} days`,
    hour: (n: number) => n === 1 ? "1 hour" : `${n} hours`,
    minute: (n: number) => n === 1 ? "1 minute" : `${n} minutes`,
    soon: "less than a minute",
  },
  ko: {
    day: (n: number) => `${n}일`,
    hour: (n: number) => `${n}시간`,
    minute: (n: number) => `${n}분`,
    soon: "1분도 안 되는 시간",
  },
} as const;

/**
 * `2 hours 14 minutes`, `3일 4시간`: two units at most, never more than there is. Under a minute it says so; nothing
 * is less than zero.
 */
export function formatSpan(ms: number, locale: Locale): string {
  const minutes = Math.max(0, Math.floor(ms / MINUTE_MS));
  const words = UNITS[locale];
  if (minutes === 0) return words.soon;
  const parts = [
    ["day", Math.floor(minutes / 1440)],
    ["hour", Math.floor(minutes / 60) % 24],
    ["minute", minutes % 60],
  ] as const;
  const first = parts.findIndex(([, n]) => n > 0);
  return parts.slice(first, first + 2).filter(([, n]) => n > 0).map(([unit, n]) => words[unit](n))
    .join(" ");
}

/** Where a clock of {@link CLOCK_MINUTES} minutes begins: names of its classes; null while there is longer to go. */
export function clockClasses(leftMs: number): string | null {
  const seconds = Math.ceil(leftMs / 1000);
  if (seconds <= 0 || seconds > CLOCK_MINUTES * 60) return null;
  return `clock is-m${Math.floor(seconds / 60)} is-s${seconds % 60}`;
}

/**
 * Seconds after which a page about something at `atMs` is worth another look; null where that is too long to hold a page
 * open for.
 */
export function refreshAfterS(leftMs: number): number | null {
  return leftMs > 0 && leftMs <= CLOCK_MINUTES * MINUTE_MS ? Math.ceil(leftMs / 1000) + 1 : null;
}
