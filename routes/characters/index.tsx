/** `/characters`: the gallery. */
import { page } from "fresh";
import { createTagMemory, GalleryQuery, readGallery } from "@/lib/characters/gallery.ts";
import { seesMature } from "@/lib/characters/mature.ts";
import { define } from "@/lib/define.ts";
import { GalleryPage } from "@/components/characters/GalleryPage.tsx";
import { MatureAsk } from "@/components/characters/MatureAsk.tsx";

const rememberTags = createTagMemory();

export const handler = define.handlers({
  async GET(ctx) {
    const query = GalleryQuery.parse(Object.fromEntries(ctx.url.searchParams));
    if (query.rating === "mature" && !seesMature(ctx.req)) return page(null);
    const { services, locale } = ctx.state;
    const [{ items, nextCursor }, tags] = await Promise.all([
      readGallery(services, query),
      rememberTags(services, query.lang ?? locale),
    ]);
    return page({ query, views: items, nextCursor, tags });
  },
});

export default define.page<typeof handler>(({ data, ...place }) =>
  data ? <GalleryPage place={place} {...data} /> : <MatureAsk place={place} />
);
