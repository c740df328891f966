/** Numbers and dates as a reader writes them. Formatters are made once: making one costs more than a page. */
import type { Locale } from "@/lib/i18n/locale.ts";

const compact = {
  en: new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 }),
  ko: new Intl.NumberFormat("ko", { notation: "compact", maximumFractionDigits: 1 }),
};
const relative = {
  en: new Intl.RelativeTimeFormat("en", { numeric: "auto" }),
  ko: new Intl.RelativeTimeFormat("ko", { numeric: "auto" }),
};
// UTC: the server does not know the reader's zone, and says so in the element's `datetime`.
const day = {
  en: new Intl.DateTimeFormat("en", { dateStyle: "medium", timeZone: "UTC" }),
  ko: new Intl.DateTimeFormat("ko", { dateStyle: "medium", timeZone: "UTC" }),
};
const monthDay = {
  en: new Intl.DateTimeFormat("en", { month: "short", day: "numeric", timeZone: "UTC" }),
  ko: new Intl.DateTimeFormat("ko", { month: "short", day: "numeric", timeZone: "UTC" }),
};
const moment = {
  en: new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" }),
  ko: new Intl.DateTimeFormat("ko", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" }),
};

const money = {
  en: new Intl.NumberFormat("en", { style: "currency", currency: "USD" }),
  ko: new Intl.NumberFormat("ko", { style: "currency", currency: "USD" }),
};
const change = {
  en: new Intl.NumberFormat("en", {
    style: "currency",
    currency: "USD",
    maximumSignificantDigits: 2,
  }),
  ko: new Intl.NumberFormat("ko", {
    style: "currency",
    currency: "USD",
    maximumSignificantDigits: 2,
  }),
};

/** Billionths of a US dollar: `$1.25`; below a cent with two digits that mean something: `$0.00012`. */
export function formatNanoUsd(nano: number, locale: Locale): string {
  const dollars = nano / 1e9;
  return (dollars > 0 && dollars < 0.01 ? change : money)[locale].format(dollars);
}

/** `12,345` → `12K`, `1.2만`. */
export function formatCount(count: number, locale: Locale): string {
  return count < 1000 ? String(count) : compact[locale].format(count);
}

export function formatDay(ms: number, locale: Locale): string {
  return day[locale].format(ms);
}

/** `Nov 21`, `11월 21일`: where the year is clear. */
export function formatMonthDay(ms: number, locale: Locale): string {
  return monthDay[locale].format(ms);
}

/** Date and minute, in UTC and saying so. */
export function formatMoment(ms: number, locale: Locale): string {
  return `${moment[locale].format(ms)} UTC`;
}

const STEPS = [
  ["year", 365 * 86_400_000],
  ["month", 30 * 86_400_000],
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

/** `5 minutes ago`, `어제`; within the last minute `now`, `지금`. */
export function formatAgo(ms: number, nowMs: number, locale: Locale): string {
  const gapMs = ms - nowMs;
  for (const [unit, lengthMs] of STEPS) {
    if (Math.abs(gapMs) >= lengthMs) {
      return relative[locale].format(Math.trunc(gapMs / lengthMs), unit);
    }
  }
  return relative[locale].format(0, "second");
}
