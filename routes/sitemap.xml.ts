/** The site map: the rooms, and what is public in them. */
import { define } from "@/lib/define.ts";
import { listCharacters } from "@/lib/characters/listing.ts";
import { publicOrigin } from "@/lib/http/origin.ts";
import { type MappedPage, writeSiteMap } from "@/lib/http/site_map.ts";
import { listSpaces } from "@/lib/spaces/store.ts";
import { listStories } from "@/lib/stories/store.ts";
import { allServices } from "@/lib/welfare/store.ts";
import { paths } from "@/components/place.ts";
import { writingPaths } from "@/components/writing/paths.ts";

/** So many of the newest characters; older ones are found through the gallery. */
const MAX_CHARACTERS = 1000;
const PAGE = 100;

export const handler = define.handlers({
  async GET(ctx) {
    const { kv } = ctx.state.services;
    const [characters, stories, spaces, services] = await Promise.all([
      newestCharacters(kv),
      listStories(kv, { limit: PAGE }),
      listSpaces(kv, { limit: PAGE }),
      Array.fromAsync(allServices(kv), ({ id }) => ({ path: paths.welfareService(id) })),
    ]);
    const pages: MappedPage[] = [
      ...[
        paths.home,
        paths.characters,
        paths.stories,
        writingPaths.start,
        paths.spaces,
        paths.calls,
        paths.welfare,
        paths.about,
      ]
        .map((path) => ({ path })),
      ...characters,
      ...services,
      ...stories.items.map(({ id, updatedAtMs }) => ({
        path: paths.story(id),
        changedAtMs: updatedAtMs,
      })),
      ...spaces.items.map(({ id, createdAtMs }) => ({
        path: paths.space(id),
        changedAtMs: createdAtMs,
      })),
    ];
    return new Response(writeSiteMap(publicOrigin(ctx), pages), {
      headers: {
        "content-type": "application/xml; charset=utf-8",
        "cache-control": "public, max-age=3600",
      },
    });
  },
});

async function newestCharacters(kv: Deno.Kv): Promise<MappedPage[]> {
  const pages: MappedPage[] = [];
  let cursor: string | undefined;
  do {
    const page = await listCharacters(kv, { sort: "new", limit: PAGE, cursor });
    for (const { character: { id, updatedAtMs } } of page.items) {
      pages.push({ path: paths.character(id), changedAtMs: updatedAtMs });
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && pages.length < MAX_CHARACTERS);
  return pages;
}
