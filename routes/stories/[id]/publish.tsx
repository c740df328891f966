/** `/stories/:id/publish`: brings a story out, now or at a time, or takes it back. */
import { page } from "fresh";
import { PRIVATE } from "@/lib/accounts/forms.ts";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { limit } from "@/lib/characters/limits.ts";
import { define } from "@/lib/define.ts";
import { formFields, readForm } from "@/lib/http/body.ts";
import { storyFormWords } from "@/lib/i18n/story_forms.ts";
import { zoneOf } from "@/lib/spaces/events/reader_zone.ts";
import { isZone, readLocal } from "@/lib/spaces/events/zone.ts";
import { type Publishing, publishStory } from "@/lib/stories/edit.ts";
import { valuesOfStory } from "@/lib/stories/form.ts";
import { STORY_CHANGE_RULE } from "@/lib/stories/limits.ts";
import { keptJobOf } from "@/lib/stories/writing/job_store.ts";
import { requireOwnStory } from "@/lib/stories/store.ts";
import { EditPage } from "@/components/stories/EditPage.tsx";
import { storyPaths } from "@/components/stories/paths.ts";

export const handler = define.handlers({
  /** Nothing to see here; the form is on the story's own page. */
  GET: (ctx) => ctx.redirect(storyPaths.edit(ctx.params.id ?? ""), 303),

  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { services: { kv, now, painter }, locale } = ctx.state;
    const nowMs = now();
    const asking = { viewerId: viewer.id, nowMs };
    const story = await requireOwnStory(kv, ctx.params.id ?? "", asking);
    const fields = formFields(await readForm(ctx.req));
    const zone = isZone(fields.zone) ? fields.zone : zoneOf(ctx);
    const publishing = readPublishing(fields, zone);
    if (!publishing) {
      const errors = [{ path: "when", message: storyFormWords[locale].form.faults.when }];
      const values = valuesOfStory(story);
      const jobId = await keptJobOf(kv, story, viewer.id);
      const canPaint = painter !== null;
      const data = { story, values, errors, conflict: false, zone, nowMs, canPaint, jobId };
      return page(data, { status: 422, headers: PRIVATE });
    }
    await limit(ctx, STORY_CHANGE_RULE);
    const next = await publishStory(kv, story.id, { ...asking, publishing });
    const done = next.status === "published"
      ? "published"
      : next.publishAtMs === null
      ? "draft"
      : "scheduled";
    return ctx.redirect(`${storyPaths.edit(story.id)}?done=${done}`, 303);
  },
});

/** What the form asks for; null where its time cannot be read. */
function readPublishing(fields: Record<string, string>, zone: string): Publishing | null {
  if (fields.do === "now") return { kind: "now" };
  if (fields.do !== "at") return { kind: "draft" };
  const atMs = readLocal(fields.when ?? "", zone);
  return atMs === null ? null : { kind: "at", atMs };
}

export default define.page<typeof handler>(({ data, ...place }) => (
  <EditPage place={place} {...data} />
));
