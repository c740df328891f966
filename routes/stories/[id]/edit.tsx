/** `/stories/:id/edit`: keeps one's own story. */
import { type Context, page } from "fresh";
import { PRIVATE } from "@/lib/accounts/forms.ts";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { limit } from "@/lib/characters/limits.ts";
import { define, type State } from "@/lib/define.ts";
import { asFailure, type InputError } from "@/lib/errors.ts";
import { zoneOf } from "@/lib/spaces/events/reader_zone.ts";
import { updateStory } from "@/lib/stories/edit.ts";
import { checkStory, readStoryForm, type StoryValues, valuesOfStory } from "@/lib/stories/form.ts";
import { STORY_CHANGE_RULE } from "@/lib/stories/limits.ts";
import type { Story } from "@/lib/stories/model.ts";
import { requireOwnStory } from "@/lib/stories/store.ts";
import { keptJobOf } from "@/lib/stories/writing/job_store.ts";
import { EditPage } from "@/components/stories/EditPage.tsx";
import { storyPaths } from "@/components/stories/paths.ts";

interface Shown {
  values?: StoryValues;
  errors?: readonly InputError[];
  conflict?: boolean;
  status?: number;
}

async function show(ctx: Context<State>, story: Story, shown: Shown = {}) {
  const { values = valuesOfStory(story), errors = [], conflict = false, status = 200 } = shown;
  const { kv, now, painter } = ctx.state.services;
  const jobId = await keptJobOf(kv, story, story.ownerId);
  const canPaint = painter !== null;
  const data = {
    story,
    values,
    errors,
    conflict,
    zone: zoneOf(ctx),
    nowMs: now(),
    canPaint,
    jobId,
  };
  return page(data, { status, headers: PRIVATE });
}

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { kv, now } = ctx.state.services;
    const asking = { viewerId: viewer.id, nowMs: now() };
    return show(ctx, await requireOwnStory(kv, ctx.params.id ?? "", asking));
  },

  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { services: { kv, now }, locale } = ctx.state;
    const id = ctx.params.id ?? "";
    const asking = { viewerId: viewer.id, nowMs: now() };
    const story = await requireOwnStory(kv, id, asking);
    const { values, rev } = await readStoryForm(ctx.req);
    const checked = checkStory(values, locale);
    if (!checked.ok) {
      // The form goes on from what it began with: what changed meanwhile is told when it is saved.
      const begun = { ...story, rev: rev ?? story.rev };
      return show(ctx, begun, { values, errors: checked.errors, status: 422 });
    }
    await limit(ctx, STORY_CHANGE_RULE);
    try {
      await updateStory(kv, id, { ...asking, patch: checked.value, rev });
    } catch (error) {
      if (asFailure(error).reason !== "edited_elsewhere") throw error;
      const today = await requireOwnStory(kv, id, asking);
      return show(ctx, today, { values, conflict: true, status: 409 });
    }
    return ctx.redirect(`${storyPaths.edit(id)}?done=saved`, 303);
  },
});

export default define.page<typeof handler>(({ data, ...place }) => (
  <EditPage place={place} {...data} />
));
