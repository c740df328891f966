/** What a link for one person gives, and the button that takes it: opening the page alone uses nothing up. */
import { eventWords } from "@/lib/i18n/events.ts";
import type { ScheduledSpace } from "@/lib/spaces/events/listing.ts";
import type { PassKind } from "@/lib/spaces/events/model.ts";
import { Button, LinkButton } from "@/components/Button.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { PageHeading } from "@/components/Heading.tsx";
import { Page } from "@/components/Page.tsx";
import { paths, type Place } from "@/components/place.ts";
import { EventTime } from "@/components/spaces/events/EventTime.tsx";
import { RoomScene } from "@/components/spaces/RoomScene.tsx";

export type ClaimPageData =
  | { kind: PassKind; code: string; space: ScheduledSpace; zone: string }
  /** The link is used up. */
  | null;

export function ClaimPage({ place, claim }: { place: Place; claim: ClaimPageData }) {
  const { locale } = place.state;
  const words = eventWords[locale];
  if (!claim) {
    return (
      <Page place={place} title={words.claim.gone} layout="reading" noIndex>
        <EmptyState
          title={words.claim.gone}
          scene="door"
          actions={<LinkButton href={paths.spaces}>{words.upcoming}</LinkButton>}
        >
          {words.claim.goneWords}
        </EmptyState>
      </Page>
    );
  }
  const { kind, code, space, zone } = claim;
  return (
    <Page
      place={place}
      title={words.claim.title[kind]}
      layout="reading"
      styles={["/spaces.css", "/events.css"]}
      noIndex
    >
      <PageHeading title={words.claim.title[kind]} lede={words.claim.lede[kind]} />
      <article class="claim">
        <RoomScene theme={space.theme} locale={locale} eager />
        <div class="claim-words">
          <h2>{space.name[locale]}</h2>
          <p class="event-when">
            <EventTime event={space.event} zone={zone} locale={locale} />
          </p>
          <form class="actions" method="post">
            <input type="hidden" name="code" value={code} />
            <Button kind="primary" size="large">{words.claim.submit[kind]}</Button>
          </form>
          <p class="event-note">{words.claim.once}</p>
        </div>
      </article>
    </Page>
  );
}
