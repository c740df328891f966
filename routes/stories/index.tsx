/** The library. */
import { page } from "fresh";
import { define } from "@/lib/define.ts";
import { storyWords } from "@/lib/i18n/stories.ts";
import { listStories } from "@/lib/stories/store.ts";
import { viewShelf } from "@/lib/stories/view.ts";
import { LinkButton } from "@/components/Button.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { PageHeading } from "@/components/Heading.tsx";
import { Page } from "@/components/Page.tsx";
import { Pager } from "@/components/Pager.tsx";
import { paths } from "@/components/place.ts";
import { Shelf } from "@/components/stories/Shelf.tsx";

const ON_A_PAGE = 12;

export const handler = define.handlers({
  async GET(ctx) {
    const { kv } = ctx.state.services;
    const cursor = ctx.url.searchParams.get("cursor") ?? undefined;
    const { items, nextCursor } = await listStories(kv, { limit: ON_A_PAGE, cursor });
    return page({ stories: await viewShelf(kv, items), nextCursor });
  },
});

export default define.page<typeof handler>(function Library({ data, ...place }) {
  const { locale } = place.state;
  const words = storyWords[locale];
  return (
    <Page
      place={place}
      title={words.title}
      description={words.description}
      styles={["/stories.css"]}
    >
      <PageHeading title={words.title} lede={words.lede} />
      {data.stories.length > 0 ? <Shelf locale={locale} stories={data.stories} /> : (
        <EmptyState
          title={words.empty}
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
