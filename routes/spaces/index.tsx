/** The rooms of the house. */
import { page } from "fresh";
import { define } from "@/lib/define.ts";
import { spaceWords } from "@/lib/i18n/spaces.ts";
import { listSpaces } from "@/lib/spaces/store.ts";
import { viewSpaces } from "@/lib/spaces/view.ts";
import { LinkButton } from "@/components/Button.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { PageHeading } from "@/components/Heading.tsx";
import { Page } from "@/components/Page.tsx";
import { Pager } from "@/components/Pager.tsx";
import { paths } from "@/components/place.ts";
import { SpaceList } from "@/components/spaces/SpaceList.tsx";

const ON_A_PAGE = 12;

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { kv }, viewer } = ctx.state;
    const cursor = ctx.url.searchParams.get("cursor") ?? undefined;
    const { items, nextCursor } = await listSpaces(kv, { limit: ON_A_PAGE, cursor });
    return page({ views: await viewSpaces(kv, items, viewer), nextCursor });
  },
});

export default define.page<typeof handler>(function Spaces({ data, ...place }) {
  const { locale } = place.state;
  const words = spaceWords[locale];
  return (
    <Page
      place={place}
      title={words.title}
      description={words.description}
      styles={["/spaces.css"]}
    >
      <PageHeading title={words.title} lede={words.lede} />
      {data.views.length > 0 ? <SpaceList locale={locale} views={data.views} /> : (
        <EmptyState
          title={words.empty}
          scene="door"
          actions={
            <LinkButton kind="primary" href={paths.characters}>{words.toGallery}</LinkButton>
          }
        >
          {words.emptyWords}
        </EmptyState>
      )}
      <Pager locale={locale} url={place.url} nextCursor={data.nextCursor} />
    </Page>
  );
});
