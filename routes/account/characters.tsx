/** `/account/characters`: the characters one made, brought and copied. */
import { page } from "fresh";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { PRIVATE } from "@/lib/accounts/forms.ts";
import { listOwnCharacters } from "@/lib/characters/listing.ts";
import { define } from "@/lib/define.ts";
import { MyCharactersPage } from "@/components/characters/MyCharactersPage.tsx";

const LIMIT = 30;

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { kv, now } = ctx.state.services;
    const cursor = ctx.url.searchParams.get("cursor") ?? undefined;
    const { items, nextCursor } = await listOwnCharacters(kv, viewer.id, { limit: LIMIT, cursor });
    return page({ views: items, nextCursor, nowMs: now() }, { headers: PRIVATE });
  },
});

export default define.page<typeof handler>(({ data, ...place }) => (
  <MyCharactersPage place={place} {...data} />
));
