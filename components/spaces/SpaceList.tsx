/** The rooms of the house, one below the other. */
import type { CharacterView } from "@/lib/characters/model.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { spaceWords } from "@/lib/i18n/spaces.ts";
import type { PresentView } from "@/lib/spaces/view.ts";
import { EventBadge } from "@/components/spaces/events/EventBadge.tsx";
import { paths } from "@/components/place.ts";
import { Portrait } from "@/components/Portrait.tsx";
import { PresenceLine } from "@/components/spaces/PresenceLine.tsx";
import { RoomScene } from "@/components/spaces/RoomScene.tsx";

export interface SpaceListProps {
  locale: Locale;
  nowMs: number;
  views: readonly PresentView[];
}

export function SpaceList({ locale, nowMs, views }: SpaceListProps) {
  return (
    <ul class="spaces">
      {views.map(({ space, residents, present }, n) => (
        <li key={space.id}>
          <article class="space-card">
            <RoomScene
              theme={space.theme}
              locale={locale}
              eager={n === 0}
              travelsAs={`space-${space.id}`}
            />
            <div class="space-words">
              {space.event && (
                <p class="space-event">
                  <EventBadge event={space.event} locale={locale} nowMs={nowMs} />
                </p>
              )}
              <h2>
                <a href={paths.space(space.id)}>{space.name[locale]}</a>
              </h2>
              {space.description[locale] !== "" && <p>{space.description[locale]}</p>}
              <PresenceLine locale={locale} space={space} present={present} />
              {residents.length > 0 && <Faces locale={locale} residents={residents} />}
            </div>
          </article>
        </li>
      ))}
    </ul>
  );
}

/** Small portraits side by side, and the names. */
function Faces({ locale, residents }: { locale: Locale; residents: readonly CharacterView[] }) {
  return (
    <div class="faces">
      <div class="face-row">
        {residents.map(({ character: { id, rev } }) => (
          <Portrait key={id} id={id} rev={rev} alt="" shape="round" size="small" />
        ))}
      </div>
      <p>
        <span class="visually-hidden">{spaceWords[locale].residents}:</span>
        {residents.map(({ character: { id, name, lang } }, n) => (
          <>
            {n > 0 && " · "}
            <span key={id} lang={lang}>{name}</span>
          </>
        ))}
      </p>
    </div>
  );
}
