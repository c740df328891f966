/** A room: what one sees, what it is like, and who lives in it. */
import { spaceWords } from "@/lib/i18n/spaces.ts";
import type { Space } from "@/lib/spaces/model.ts";
import type { SpaceView } from "@/lib/spaces/view.ts";
import { EmptyState } from "@/components/EmptyState.tsx";
import { Section } from "@/components/Heading.tsx";
import { Page } from "@/components/Page.tsx";
import { paths, type Place } from "@/components/place.ts";
import { Residents } from "@/components/spaces/Residents.tsx";
import { RoomScene } from "@/components/spaces/RoomScene.tsx";

export interface SpacePageProps {
  place: Place;
  view: SpaceView;
  others: readonly Space[];
}

export function SpacePage({ place, view: { space, residents }, others }: SpacePageProps) {
  const { locale } = place.state;
  const words = spaceWords[locale];
  return (
    <Page
      place={place}
      title={space.name[locale]}
      description={space.description[locale]}
      layout="full"
      styles={["/spaces.css"]}
    >
      <div class="room-view">
        <RoomScene
          theme={space.theme}
          locale={locale}
          described
          eager
          travelsAs={`space-${space.id}`}
        />
      </div>
      <div class="room-body">
        <header class="room-head">
          <p class="page-above">
            <a href={paths.spaces} aria-current="false">{words.backToRooms}</a>
          </p>
          <h1>{space.name[locale]}</h1>
          <p class="room-description">{space.description[locale]}</p>
        </header>
        <Section
          id="residents"
          title={words.residents}
          lede={residents.length > 0 ? words.count(residents.length) : undefined}
        >
          {residents.length > 0
            ? <Residents locale={locale} residents={residents} />
            : <EmptyState title={words.nobody} scene="shoes">{words.nobodyWords}</EmptyState>}
        </Section>
        {others.length > 0 && (
          <Section id="others" title={words.others}>
            <ul class="other-rooms">
              {others.map(({ id, theme, name }) => (
                <li key={id}>
                  <article class="other-room">
                    <RoomScene theme={theme} locale={locale} />
                    <h3>
                      <a href={paths.space(id)}>{name[locale]}</a>
                    </h3>
                  </article>
                </li>
              ))}
            </ul>
          </Section>
        )}
      </div>
    </Page>
  );
}
