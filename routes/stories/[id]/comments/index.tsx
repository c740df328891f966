/** `/stories/:id/comments`: takes what a reader says. */
import { page } from "fresh";
import { z } from "zod";
import { PRIVATE } from "@/lib/accounts/forms.ts";
import { ensureViewer } from "@/lib/accounts/identify.ts";
import { limit } from "@/lib/characters/limits.ts";
import { define } from "@/lib/define.ts";
import { formFields, readForm } from "@/lib/http/body.ts";
import { storyCommentWords } from "@/lib/i18n/story_comments.ts";
import { isId } from "@/lib/id.ts";
import { CommentText } from "@/lib/stories/comments/model.ts";
import { addComment } from "@/lib/stories/comments/store.ts";
import { COMMENT_RULE } from "@/lib/stories/limits.ts";
import { requireStory } from "@/lib/stories/store.ts";
import { paths } from "@/components/place.ts";
import { CommentPage } from "@/components/stories/CommentPage.tsx";
import { COMMENTS_ID } from "@/components/stories/Comments.tsx";

const Where = z.object({
  parent_id: z.string().refine(isId).optional().catch(undefined),
  chapter_id: z.coerce.number().int().min(1).optional().catch(undefined),
});

export const handler = define.handlers({
  /** Nothing to see here; they stand on the story's page. */
  GET: (ctx) => ctx.redirect(`${paths.story(ctx.params.id ?? "")}#${COMMENTS_ID}`, 303),

  async POST(ctx) {
    const { services: { kv, now }, locale } = ctx.state;
    const asking = { viewerId: ctx.state.viewer?.id ?? null, nowMs: now() };
    const story = await requireStory(kv, ctx.params.id ?? "", asking);
    const fields = formFields(await readForm(ctx.req));
    const { parent_id: parentId, chapter_id: chapterId } = Where.parse(fields);
    const text = CommentText.safeParse(fields.content ?? "");
    if (!text.success) {
      const errors = [{ path: "content", message: storyCommentWords[locale].fault }];
      const value = fields.content ?? "";
      return page(
        { story, comment: null, mode: "add", value, parentId, chapterId, errors } as const,
        {
          status: 422,
          headers: PRIVATE,
        },
      );
    }
    const viewer = await ensureViewer(ctx);
    await limit(ctx, COMMENT_RULE);
    const comment = await addComment(kv, {
      storyId: story.id,
      authorId: viewer.id,
      text: text.data,
      parentId: parentId ?? null,
      chapterId: chapterId ?? null,
      nowMs: now(),
    });
    return ctx.redirect(`${paths.story(story.id)}?comment=sent#c-${comment.id}`, 303);
  },
});

export default define.page<typeof handler>(({ data, ...place }) => (
  <CommentPage place={place} {...data} />
));
