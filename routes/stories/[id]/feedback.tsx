/** `/stories/:id/feedback`: what readers said of a story's chapters, for whoever wrote it. */
import { page } from "fresh";
import { PRIVATE } from "@/lib/accounts/forms.ts";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { define } from "@/lib/define.ts";
import { countFeedback, listFeedback } from "@/lib/social/feedback.ts";
import { requireOwnStory } from "@/lib/stories/store.ts";
import { paths } from "@/components/place.ts";
import { ReceivedPage } from "@/components/social/ReceivedPage.tsx";

const ON_A_PAGE = 20;

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { kv, now } = ctx.state.services;
    const nowMs = now();
    const story = await requireOwnStory(kv, ctx.params.id ?? "", { viewerId: viewer.id, nowMs });
    const subject = { kind: "story", id: story.id } as const;
    const cursor = ctx.url.searchParams.get("cursor") ?? undefined;
    const [counts, { items, nextCursor }] = await Promise.all([
      countFeedback(kv, subject),
      listFeedback(kv, subject, { limit: ON_A_PAGE, cursor }),
    ]);
    const titles = new Map(story.chapters.map(({ id, title }) => [String(id), title]));
    const said = items.map((feedback) => ({
      feedback,
      chapter: titles.get(feedback.part) ?? null,
    }));
    const back = paths.story(story.id);
    return page({ name: story.title, back, counts, items: said, nextCursor, nowMs }, {
      headers: PRIVATE,
    });
  },
});

export default define.page<typeof handler>(({ data, ...place }) => (
  <ReceivedPage place={place} {...data} />
));
