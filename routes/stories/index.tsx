/** `/stories`: the library. */
import { page } from "fresh";
import { seesMature } from "@/lib/characters/mature.ts";
import { define } from "@/lib/define.ts";
import { LibraryQuery, toStoryQuery } from "@/lib/stories/gallery.ts";
import { listPlaces } from "@/lib/stories/place.ts";
import { viewShelf } from "@/lib/stories/view.ts";
import { MatureAsk } from "@/components/characters/MatureAsk.tsx";
import { LibraryPage } from "@/components/stories/LibraryPage.tsx";

/** Stories to read on in. */
const BEGUN = 3;

export const handler = define.handlers({
  async GET(ctx) {
    const query = LibraryQuery.parse(Object.fromEntries(ctx.url.searchParams));
    if (query.rating === "mature" && !seesMature(ctx.req)) return page(null);
    const { services: { kv, library, now }, viewer } = ctx.state;
    const { items, nextCursor } = await library.find(toStoryQuery(query));
    const isFirst = libraryIsBare(ctx.url);
    const [stories, begun] = await Promise.all([
      viewShelf(kv, items),
      viewer && isFirst ? listPlaces(kv, viewer.id, { limit: BEGUN, nowMs: now() }) : [],
    ]);
    return page({ query, stories, nextCursor, begun });
  },
});

/** Whether the library's door is opened, and nothing is looked for. */
function libraryIsBare(url: URL): boolean {
  return ![...url.searchParams.keys()].some((name) => name !== "sort" && name !== "hl");
}

export default define.page<typeof handler>(({ data, ...place }) =>
  data ? <LibraryPage place={place} {...data} /> : <MatureAsk place={place} />
);
