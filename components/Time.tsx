/** A moment, readable by people and machines. */
import type { Locale } from "@/lib/i18n/locale.ts";
import { formatAgo, formatDay, formatMoment } from "@/lib/i18n/format.ts";

export interface TimeProps {
  /** Milliseconds since 1970. */
  ms: number;
  locale: Locale;
  /** With it, times of the last 30 days are told as "5 minutes ago". */
  nowMs?: number | undefined;
  /** Date and minute instead of the date alone. */
  exact?: boolean | undefined;
}

const RECENT_MS = 30 * 86_400_000;

export function Time({ ms, locale, nowMs, exact = false }: TimeProps) {
  const moment = formatMoment(ms, locale);
  const recent = nowMs !== undefined && Math.abs(nowMs - ms) < RECENT_MS;
  const words = recent ? formatAgo(ms, nowMs, locale) : exact ? moment : formatDay(ms, locale);
  return <time datetime={new Date(ms).toISOString()} title={moment}>{words}</time>;
}
