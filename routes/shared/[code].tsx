/** `/shared/:code`: a conversation that somebody shared, for whoever has the link. */
import { page } from "fresh";
import { z } from "zod";
import { MatureAsk } from "@/components/characters/MatureAsk.tsx";
import { SharedPage } from "@/components/chat/SharedPage.tsx";
import { seesMature } from "@/lib/characters/mature.ts";
import { viewShared } from "@/lib/chat/share.ts";
import { define } from "@/lib/define.ts";
import { parseInput } from "@/lib/http/body.ts";

const Query = z.object({ page: z.coerce.number().int().min(1).max(1000).default(1) });

/** Taken back means gone at once, from every cache; and the address itself is the key. */
const HEADERS = {
  "cache-control": "private, no-store",
  "referrer-policy": "no-referrer",
  "x-robots-tag": "noindex, nofollow",
};

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { kv }, viewer } = ctx.state;
    const query = parseInput(Query, Object.fromEntries(ctx.url.searchParams));
    const view = await viewShared(kv, ctx.params.code!, {
      viewerId: viewer?.id ?? null,
      page: query.page,
    });
    if (view.mature && !seesMature(ctx.req)) return page({ view: null }, { headers: HEADERS });
    return page({ view }, { headers: HEADERS });
  },
});

export default define.page<typeof handler>(({ data, ...place }) =>
  data.view ? <SharedPage place={place} view={data.view} /> : <MatureAsk place={place} />
);
