/** `/stories/:id/comments/:comment`: edits, deletes, brings back and reports one comment. */
import { type Context, page } from "fresh";
import { z } from "zod";
import { PRIVATE } from "@/lib/accounts/forms.ts";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { limit } from "@/lib/characters/limits.ts";
import { define, type State } from "@/lib/define.ts";
import { failure, type InputError } from "@/lib/errors.ts";
import { formFields, parseInput, readForm } from "@/lib/http/body.ts";
import { storyCommentWords } from "@/lib/i18n/story_comments.ts";
import { isId } from "@/lib/id.ts";
import { type Comment, CommentText, ReportInput } from "@/lib/stories/comments/model.ts";
import {
  deleteComment,
  editComment,
  getComment,
  type OnComment,
  reportComment,
  restoreComment,
} from "@/lib/stories/comments/store.ts";
import { COMMENT_RULE, REPORT_RULE } from "@/lib/stories/limits.ts";
import type { Story } from "@/lib/stories/model.ts";
import { requireStory } from "@/lib/stories/store.ts";
import { paths } from "@/components/place.ts";
import { reportFaults } from "@/components/review/faults.ts";
import { CommentPage, type CommentPageProps } from "@/components/stories/CommentPage.tsx";
import { COMMENTS_ID } from "@/components/stories/Comments.tsx";

const Deed = z.object({ do: z.enum(["edit", "remove", "restore", "report"]) });

interface Shown {
  mode: CommentPageProps["mode"];
  value: string;
  errors?: readonly InputError[];
}

function show(story: Story, comment: Comment, { errors = [], ...shown }: Shown) {
  const status = errors.length > 0 ? 422 : 200;
  return page({ story, comment, errors, ...shown }, { status, headers: PRIVATE });
}

async function readComment(
  kv: Deno.Kv,
  { storyId, id, viewerId, nowMs }: OnComment,
): Promise<{ story: Story; comment: Comment | null }> {
  const story = await requireStory(kv, storyId, { viewerId, nowMs });
  return { story, comment: isId(id) ? await getComment(kv, storyId, id) : null };
}

function onComment(ctx: Context<State>, viewerId: string): OnComment {
  const { id: storyId = "", comment: id = "" } = ctx.params;
  return { storyId, id, viewerId, nowMs: ctx.state.services.now() };
}

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { story, comment } = await readComment(
      ctx.state.services.kv,
      onComment(ctx, viewer.id),
    );
    if (!comment) throw failure("not_found");
    const mode = comment.authorId === viewer.id ? "edit" : "report";
    return show(story, comment, { mode, value: mode === "edit" ? comment.text : "" });
  },

  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { services: { kv }, locale } = ctx.state;
    const words = storyCommentWords[locale];
    const on = onComment(ctx, viewer.id);
    const { story, comment } = await readComment(kv, on);
    const fields = formFields(await readForm(ctx.req));
    const deed = parseInput(Deed, fields).do;
    const done = (name: string, to = COMMENTS_ID) =>
      ctx.redirect(`${paths.story(story.id)}?${name}#${to}`, 303);
    if (!comment && deed !== "restore") throw failure("not_found");
    switch (deed) {
      case "edit": {
        const text = CommentText.safeParse(fields.content ?? "");
        if (!text.success) {
          const errors = [{ path: "content", message: words.fault }];
          return show(story, comment!, { mode: "edit", value: fields.content ?? "", errors });
        }
        await limit(ctx, COMMENT_RULE);
        await editComment(kv, { ...on, text: text.data });
        return done("comment=saved", `c-${on.id}`);
      }
      case "remove":
        await deleteComment(kv, on);
        return done(`undo=${on.id}`);
      case "restore":
        await restoreComment(kv, on);
        return done("comment=restored", `c-${on.id}`);
      case "report": {
        const report = ReportInput.safeParse(fields);
        if (!report.success) {
          const errors = reportFaults(report.error, locale);
          return show(story, comment!, { mode: "report", value: fields.note ?? "", errors });
        }
        await limit(ctx, REPORT_RULE);
        await reportComment(kv, { ...on, report: report.data });
        return done("comment=reported");
      }
    }
  },
});

export default define.page<typeof handler>(({ data, ...place }) => (
  <CommentPage place={place} {...data} />
));
