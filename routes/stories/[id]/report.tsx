/** `/stories/:id/report`: tells those who look after the house what is wrong with a story. */
import { page } from "fresh";
import { PRIVATE } from "@/lib/accounts/forms.ts";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { limit } from "@/lib/characters/limits.ts";
import { define } from "@/lib/define.ts";
import { failure, type InputError } from "@/lib/errors.ts";
import { formFields, readForm } from "@/lib/http/body.ts";
import { ReportInput } from "@/lib/stories/comments/model.ts";
import { reportStory } from "@/lib/stories/comments/store.ts";
import { REPORT_RULE } from "@/lib/stories/limits.ts";
import { requireStory } from "@/lib/stories/store.ts";
import { paths } from "@/components/place.ts";
import { reportFaults } from "@/components/review/faults.ts";
import { ReportStoryPage } from "@/components/review/ReportStoryPage.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { kv, now } = ctx.state.services;
    const asking = { viewerId: viewer.id, nowMs: now() };
    const story = await requireStory(kv, ctx.params.id ?? "", asking);
    if (story.ownerId === viewer.id) throw failure("forbidden");
    const errors: readonly InputError[] = [];
    return page({ story, reason: undefined, note: "", errors }, { headers: PRIVATE });
  },

  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { services: { kv, now }, locale } = ctx.state;
    const asking = { viewerId: viewer.id, nowMs: now() };
    const story = await requireStory(kv, ctx.params.id ?? "", asking);
    const fields = formFields(await readForm(ctx.req));
    const report = ReportInput.safeParse(fields);
    if (!report.success) {
      const errors = reportFaults(report.error, locale);
      const data = { story, reason: fields.reason, note: fields.note ?? "", errors };
      return page(data, { status: 422, headers: PRIVATE });
    }
    await limit(ctx, REPORT_RULE);
    await reportStory(kv, { ...asking, storyId: story.id, report: report.data });
    return ctx.redirect(`${paths.story(story.id)}?done=reported`, 303);
  },
});

export default define.page<typeof handler>(({ data, ...place }) => (
  <ReportStoryPage place={place} {...data} />
));
