/** One's own spaces as a list to work from, and the way back to those of others. */
import { spaceWords } from "@/lib/i18n/spaces.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { PresentView, Visited } from "@/lib/spaces/view.ts";
import { GuestBanner } from "@/components/account/GuestBanner.tsx";
import { LinkButton } from "@/components/Button.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { PageHeading, Section } from "@/components/Heading.tsx";
import { Page } from "@/components/Page.tsx";
import { Pager } from "@/components/Pager.tsx";
import { paths, type Place } from "@/components/place.ts";
import { spacePaths } from "@/components/spaces/paths.ts";
import { PresenceLine } from "@/components/spaces/PresenceLine.tsx";
import { RoomScene } from "@/components/spaces/RoomScene.tsx";
import { SpaceFilter } from "@/components/spaces/SpaceFilter.tsx";
import { Time } from "@/components/Time.tsx";

export interface MySpacesPageProps {
  place: Place;
  views: readonly PresentView[];
  visited: readonly Visited[];
  nextCursor: string | null;
  nowMs: number;
}

export function MySpacesPage(
  { place, views, visited, nextCursor, nowMs }: MySpacesPageProps,
) {
  const { locale } = place.state;
  const words = spaceWords[locale];
  const make = (
    <LinkButton kind="primary" icon="plus" href={spacePaths.new}>{words.make}</LinkButton>
  );
  return (
    <Page
      place={place}
      title={words.mineTitle}
      noIndex
      styles={["/account.css", "/spaces.css"]}
    >
      <PageHeading
        title={words.mineTitle}
        lede={words.mineLede}
        actions={views.length > 0 ? make : undefined}
      />
      <SpaceFilter locale={locale} current="mine" signedIn />
      <Section id="own" title={words.own}>
        {views.length === 0
          ? <EmptyState title={words.ownEmpty} actions={make}>{words.ownEmptyWords}</EmptyState>
          : (
            <ul class="my-spaces">
              {views.map((view) => <OwnRow key={view.space.id} locale={locale} view={view} />)}
            </ul>
          )}
        <Pager locale={locale} url={place.url} nextCursor={nextCursor} />
      </Section>
      {visited.length > 0 && (
        <Section id="visited" title={words.visited}>
          <ul class="other-rooms">
            {visited.map(({ space: { id, theme, name }, atMs }) => (
              <li key={id}>
                <article class="other-room">
                  <RoomScene theme={theme} locale={locale} />
                  <h3>
                    <a href={paths.space(id)}>{name[locale]}</a>
                  </h3>
                  <p class="other-room-seen">
                    {words.lastSeen} <Time ms={atMs} locale={locale} nowMs={nowMs} />
                  </p>
                </article>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <GuestBanner place={place} />
    </Page>
  );
}

function OwnRow({ locale, view: { space, present } }: { locale: Locale; view: PresentView }) {
  const words = spaceWords[locale];
  return (
    <li>
      <article class="my-space">
        <RoomScene theme={space.theme} locale={locale} />
        <div class="my-space-words">
          <h3>
            <a href={paths.space(space.id)}>{space.name[locale]}</a>
          </h3>
          <PresenceLine locale={locale} space={space} present={present} />
        </div>
        <div class="actions">
          <LinkButton size="small" icon="edit" href={spacePaths.settings(space.id)}>
            {words.settings}
          </LinkButton>
          <LinkButton
            size="small"
            kind="plain"
            icon="person"
            href={spacePaths.moderation(space.id)}
          >
            {words.keep}
          </LinkButton>
        </div>
      </article>
    </li>
  );
}
