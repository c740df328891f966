/** `/stories/write/:job/remove`: asks before a job is cleared away. */
import { page } from "fresh";
import { PRIVATE } from "@/lib/accounts/forms.ts";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { limit } from "@/lib/characters/limits.ts";
import { define } from "@/lib/define.ts";
import { writingWords } from "@/lib/i18n/writing.ts";
import { removeWriting } from "@/lib/stories/writing/actions.ts";
import { requireJob } from "@/lib/stories/writing/job_store.ts";
import { CHANGE_RULE } from "@/lib/stories/writing/limits.ts";
import { ConfirmPage } from "@/components/ConfirmPage.tsx";
import { writingPaths } from "@/components/writing/paths.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const job = await requireJob(ctx.state.services.kv, ctx.params.job ?? "", viewer.id);
    return page(job, { headers: PRIVATE });
  },

  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    await limit(ctx, CHANGE_RULE);
    await removeWriting(ctx.state.services, { id: ctx.params.job ?? "", ownerId: viewer.id });
    return ctx.redirect(`${writingPaths.start}?done=removed`, 303);
  },
});

export default define.page<typeof handler>(({ data: { id, story }, ...place }) => {
  const words = writingWords[place.state.locale].remove;
  return (
    <ConfirmPage
      place={place}
      title={words.title}
      action={writingPaths.remove(id)}
      confirm={words.confirm}
      cancelHref={writingPaths.room(id)}
    >
      <p>{words.words}</p>
      {story && <p>{words.storyStays}</p>}
    </ConfirmPage>
  );
});
