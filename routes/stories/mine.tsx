/** `/stories/mine`: one's own stories, drafts among them. */
import { page } from "fresh";
import { PRIVATE } from "@/lib/accounts/forms.ts";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { define } from "@/lib/define.ts";
import { zoneOf } from "@/lib/spaces/events/reader_zone.ts";
import { released } from "@/lib/stories/model.ts";
import { listOwnStories } from "@/lib/stories/store.ts";
import { MyStoriesPage } from "@/components/stories/MyStoriesPage.tsx";

const ON_A_PAGE = 20;

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { kv, now } = ctx.state.services;
    const nowMs = now();
    const cursor = ctx.url.searchParams.get("cursor") ?? undefined;
    const own = await listOwnStories(kv, viewer.id, { limit: ON_A_PAGE, cursor });
    const stories = own.items.map((story) => released(story, nowMs));
    const data = { stories, nextCursor: own.nextCursor, zone: zoneOf(ctx), nowMs };
    return page(data, { headers: PRIVATE });
  },
});

export default define.page<typeof handler>(({ data, ...place }) => (
  <MyStoriesPage place={place} {...data} />
));
