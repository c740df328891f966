/** The rooms of the house, and who is in them. */
import { page } from "fresh";
import { z } from "zod";
import { define } from "@/lib/define.ts";
import { spaceWords } from "@/lib/i18n/spaces.ts";
import { listUpcomingEvents } from "@/lib/spaces/events/listing.ts";
import { zoneOf } from "@/lib/spaces/events/reader_zone.ts";
import { SPACE_TYPES } from "@/lib/spaces/model.ts";
import { listSpaces } from "@/lib/spaces/store.ts";
import { viewPresent } from "@/lib/spaces/view.ts";
import { LinkButton } from "@/components/Button.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { PageHeading } from "@/components/Heading.tsx";
import { Notice } from "@/components/Notice.tsx";
import { Page } from "@/components/Page.tsx";
import { Pager } from "@/components/Pager.tsx";
import { paths } from "@/components/place.ts";
import { UpcomingEvents } from "@/components/spaces/events/UpcomingEvents.tsx";
import { spacePaths } from "@/components/spaces/paths.ts";
import { SpaceFilter } from "@/components/spaces/SpaceFilter.tsx";
import { SpaceList } from "@/components/spaces/SpaceList.tsx";

const ON_A_PAGE = 12;
const EVENTS = 3;

const Type = z.enum(SPACE_TYPES).optional().catch(undefined);
const Done = z.enum(["left", "removed"]).nullable().catch(null);

export const handler = define.handlers({
  async GET(ctx) {
    const { services, viewer } = ctx.state;
    const { kv, now } = services;
    const query = ctx.url.searchParams;
    const cursor = query.get("cursor") ?? undefined;
    const type = Type.parse(query.get("type") ?? undefined);
    const isFirst = cursor === undefined && type !== "lounge";
    const [{ items, nextCursor }, events] = await Promise.all([
      listSpaces(kv, { limit: ON_A_PAGE, cursor, type }),
      isFirst ? listUpcomingEvents(kv, { nowMs: now(), limit: EVENTS }) : [],
    ]);
    return page({
      views: await viewPresent(services, items, viewer),
      events: events.filter((event) => type === undefined || event.type === type),
      nextCursor,
      type,
      done: Done.parse(query.get("done")),
      nowMs: now(),
      zone: zoneOf(ctx),
    });
  },
});

export default define.page<typeof handler>(function Spaces({ data, ...place }) {
  const { locale, viewer } = place.state;
  const words = spaceWords[locale];
  const { views, events, nextCursor, type, done, nowMs, zone } = data;
  const make = (
    <LinkButton kind="primary" icon="plus" href={spacePaths.new}>{words.make}</LinkButton>
  );
  return (
    <Page
      place={place}
      title={words.title}
      description={words.description}
      styles={["/spaces.css", "/events.css"]}
    >
      <PageHeading title={words.title} lede={words.lede} actions={make} />
      {done && <Notice tone="good">{words[done]}</Notice>}
      <SpaceFilter locale={locale} current={type ?? "all"} signedIn={viewer !== null} />
      <UpcomingEvents events={events} locale={locale} nowMs={nowMs} zone={zone} />
      {views.length > 0 ? <SpaceList locale={locale} nowMs={nowMs} views={views} /> : (
        <EmptyState
          title={type ? words.emptyType : words.empty}
          scene="door"
          actions={type ? make : <LinkButton href={paths.characters}>{words.toGallery}</LinkButton>}
        >
          {type ? words.emptyTypeWords : words.emptyWords}
        </EmptyState>
      )}
      <Pager locale={locale} url={place.url} nextCursor={nextCursor} />
    </Page>
  );
});
