/** What moderators did in a space, latest first. */
import { keepingWords } from "@/lib/i18n/space_keeping.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { Deed } from "@/lib/spaces/moderation_model.ts";
import { EmptyState } from "@/components/EmptyState.tsx";
import { Section } from "@/components/Heading.tsx";
import { Pager } from "@/components/Pager.tsx";
import type { Place } from "@/components/place.ts";
import { Time } from "@/components/Time.tsx";

export interface DeedLogProps {
  place: Place;
  deeds: readonly (Deed & { id: string })[];
  nextCursor: string | null;
  nowMs: number;
}

export function DeedLog({ place, deeds, nextCursor, nowMs }: DeedLogProps) {
  const { locale } = place.state;
  const { order: words } = keepingWords[locale];
  return (
    <Section id="log" title={words.log} lede={words.logLede}>
      {deeds.length === 0
        ? <EmptyState title={words.noLog}>{words.noLogWords}</EmptyState>
        : (
          <ol class="order-log">
            {deeds.map((deed) => (
              <li key={deed.id}>
                <p>{sentenceOf(deed, locale)}</p>
                <p class="order-why">
                  <Time ms={deed.atMs} locale={locale} nowMs={nowMs} />
                  {deed.seconds !== null && ` · ${words.seconds(deed.seconds)}`}
                  {deed.reason && ` · ${deed.reason}`}
                </p>
              </li>
            ))}
          </ol>
        )}
      <Pager locale={locale} url={place.url} nextCursor={nextCursor} />
    </Section>
  );
}

/** Who is gone for good has no name here any more. */
function sentenceOf({ action, byName, nickname }: Deed, locale: Locale): string {
  const { order: words } = keepingWords[locale];
  return words.deeds[action](byName || words.somebody, nickname || words.somebody);
}
