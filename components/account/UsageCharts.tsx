/** Bars of what somebody used: by day, and by model. The numbers stand in tables beside them. */
import { SOURCES } from "@/lib/ai/price.ts";
import { isPaid, type ModelUsage, UNKNOWN_MODEL } from "@/lib/chat/usage.ts";
import { tokensOf, type UsageDay, type UsageOfModel } from "@/lib/chat/usage_view.ts";
import { formatCount, formatMonthDay, formatNanoUsd } from "@/lib/i18n/format.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { type UsageWords, usageWords } from "@/lib/i18n/usage.ts";
import { providerName } from "@/components/chat/ModelMenu.tsx";

/** Of the drawing; the page scales it. */
const BAR = 8;
const STEP = 10;
const HEIGHT = 100;

/** Days with more tokens are higher; what was written stands on what was read. */
export function DayBars({ days, locale }: { days: readonly UsageDay[]; locale: Locale }) {
  const most = Math.max(1, ...days.map(tokensOf));
  const scale = (tokens: number) => tokens / most * HEIGHT;
  const words = usageWords[locale];
  return (
    <svg
      class="usage-bars"
      viewBox={`0 0 ${days.length * STEP} ${HEIGHT + 2}`}
      role="img"
      aria-label={words.byDayChart(formatCount(most, locale))}
      preserveAspectRatio="none"
    >
      <rect class="usage-floor" x="0" y={HEIGHT} width={days.length * STEP} height="1" />
      {days.map((day, n) => {
        const read = scale(day.promptTokens);
        const written = scale(day.outputTokens);
        const x = n * STEP + 1;
        return (
          <g key={day.startMs}>
            <title>
              {`${formatMonthDay(day.startMs, locale)}: ${formatCount(tokensOf(day), locale)}`}
            </title>
            <rect class="usage-read" x={x} y={HEIGHT - read} width={BAR} height={read} />
            <rect
              class="usage-written"
              x={x}
              y={HEIGHT - read - written}
              width={BAR}
              height={written}
            />
          </g>
        );
      })}
    </svg>
  );
}

/** What the drawing shows, for those days on which anything was used, the latest first. */
export function DayTable({ days, locale }: { days: readonly UsageDay[]; locale: Locale }) {
  const words = usageWords[locale];
  return (
    <table class="usage-table">
      <caption class="visually-hidden">{words.byDay}</caption>
      <Head first={words.day} words={words} />
      <tbody>
        {days.filter(({ replies }) => replies > 0).toReversed().map((day) => (
          <tr key={day.startMs}>
            <th scope="row">{formatMonthDay(day.startMs, locale)}</th>
            <td>{formatCount(day.replies, locale)}</td>
            <td>{formatCount(tokensOf(day), locale)}</td>
            <td>{costText(day, locale)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Head({ first, words }: { first: string; words: UsageWords }) {
  return (
    <thead>
      <tr>
        <th scope="col">{first}</th>
        <th scope="col">{words.replies}</th>
        <th scope="col">{words.tokens}</th>
        <th scope="col">{words.cost}</th>
      </tr>
    </thead>
  );
}

export function ModelTable({ models, locale }: {
  models: readonly UsageOfModel[];
  locale: Locale;
}) {
  const words = usageWords[locale];
  const all = Math.max(1, models.reduce((sum, model) => sum + tokensOf(model), 0));
  return (
    <table class="usage-table">
      <caption class="visually-hidden">{words.byModel}</caption>
      <Head first={words.model} words={words} />
      <tbody>
        {models.map((model) => (
          <tr key={model.id}>
            <th scope="row">
              {modelName(model.id, locale)}
              <Share part={tokensOf(model) / all} label={words.share} />
            </th>
            <td>{formatCount(model.replies, locale)}</td>
            <td>{formatCount(tokensOf(model), locale)}</td>
            <td>{isPaid(model.id) ? costText(model, locale) : words.free}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Share({ part, label }: { part: number; label: string }) {
  const percent = Math.round(part * 100);
  return (
    <svg
      class="usage-share"
      viewBox="0 0 100 4"
      role="img"
      aria-label={`${label}: ${percent}%`}
      preserveAspectRatio="none"
    >
      <rect class="usage-floor" width="100" height="4" />
      <rect class="usage-read" width={part * 100} height="4" />
    </svg>
  );
}

/** Where the prices come from. */
export function PriceSources({ locale }: { locale: Locale }) {
  const words = usageWords[locale];
  return (
    <p class="account-aside">
      {words.prices} {Object.entries(SOURCES).map(([provider, { url, asOf }], n) => (
        <>
          {n > 0 && " · "}
          <a href={url} rel="noreferrer">{words.asOf(providerName(provider), asOf)}</a>
        </>
      ))}
    </p>
  );
}

/** `Claude · claude-haiku-5-5`. */
function modelName(id: string, locale: Locale): string {
  if (id === UNKNOWN_MODEL) return usageWords[locale].unknown;
  const [provider = "", ...model] = id.split("/");
  return `${providerName(provider)} · ${model.join("/")}`;
}

/** What is known of a cost: all of it, a part, or nothing. */
export function costText({ costNano, unpriced, replies }: ModelUsage, locale: Locale): string {
  const words = usageWords[locale];
  if (unpriced > 0 && unpriced === replies) return words.noPrice;
  const cost = formatNanoUsd(costNano, locale);
  return unpriced > 0 ? words.andMore(cost) : cost;
}
