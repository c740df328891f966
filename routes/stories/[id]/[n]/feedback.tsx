/** `/stories/:id/:n/feedback`: what a reader says of a chapter, to its writer. */
import type { Context } from "fresh";
import { define, type State } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { type FeedbackTarget, showFeedback, takeFeedback } from "@/lib/social/feedback_form.ts";
import { requireStory } from "@/lib/stories/store.ts";
import { FeedbackPage } from "@/components/social/FeedbackPage.tsx";
import { chapterPath } from "@/components/stories/chapter_path.ts";

async function targetOf(ctx: Context<State>): Promise<FeedbackTarget> {
  const { services: { kv, now }, viewer } = ctx.state;
  const asking = { viewerId: viewer?.id ?? null, nowMs: now() };
  const story = await requireStory(kv, ctx.params.id ?? "", asking);
  const n = /^[1-9]\d{0,4}$/.test(ctx.params.n ?? "") ? Number(ctx.params.n) : 0;
  const chapter = story.chapters[n - 1];
  if (!chapter) throw failure("not_found");
  return {
    subject: { kind: "story", id: story.id },
    part: String(chapter.id),
    name: chapter.title,
    reply: null,
    back: chapterPath(story.id, n),
  };
}

export const handler = define.handlers({
  GET: async (ctx) => await showFeedback(ctx, await targetOf(ctx)),
  POST: async (ctx) => await takeFeedback(ctx, await targetOf(ctx)),
});

export default define.page<typeof handler>(({ data, ...place }) => (
  <FeedbackPage place={place} form={data.form} />
));
