/** `/stories/:id`: a story's page. */
import { page } from "fresh";
import { asksForAge } from "@/lib/characters/mature.ts";
import { define } from "@/lib/define.ts";
import { isId } from "@/lib/id.ts";
import { zoneOf } from "@/lib/spaces/events/reader_zone.ts";
import { listThreads } from "@/lib/stories/comments/list.ts";
import { canRestore } from "@/lib/stories/comments/store.ts";
import { getPlace } from "@/lib/stories/place.ts";
import { requireStory } from "@/lib/stories/store.ts";
import { viewPeopleOf } from "@/lib/stories/people/view.ts";
import { keptJobOf } from "@/lib/stories/writing/job_store.ts";
import { viewStory } from "@/lib/stories/view.ts";
import { MatureAsk } from "@/components/characters/MatureAsk.tsx";
import { previewImage } from "@/components/stories/preview_image.ts";
import { StoryPage } from "@/components/stories/StoryPage.tsx";

/** Threads of comments on one page. */
const THREADS = 10;

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { kv, now }, viewer, locale } = ctx.state;
    const nowMs = now();
    const viewerId = viewer?.id ?? null;
    const story = await requireStory(kv, ctx.params.id!, { viewerId, nowMs });
    if (asksForAge(ctx.req, story, viewer)) return page(null);
    const cursor = ctx.url.searchParams.get("cursor") ?? undefined;
    const undo = ctx.url.searchParams.get("undo");
    const on = { storyId: story.id, id: undo ?? "", viewerId: viewerId ?? "", nowMs };
    const [view, talk, threads, place, canUndo, jobId] = await Promise.all([
      viewStory(kv, story, viewer),
      viewPeopleOf(kv, story, { viewer }),
      listThreads(kv, story.id, { limit: THREADS, cursor }),
      viewerId === null ? null : getPlace(kv, viewerId, story),
      undo !== null && isId(undo) && canRestore(kv, on),
      keptJobOf(kv, story, viewerId),
    ]);
    return page({
      view,
      talk,
      image: previewImage(story, locale),
      readOnAt: place,
      comments: {
        threads: threads.items,
        nextCursor: threads.nextCursor,
        undoId: canUndo ? undo : null,
      },
      viewerId,
      jobId,
      zone: zoneOf(ctx),
      nowMs,
    });
  },
});

export default define.page<typeof handler>(({ data, ...place }) =>
  data ? <StoryPage place={place} {...data} /> : <MatureAsk place={place} />
);
