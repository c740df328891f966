/** `/stories/:id/remove`: asks before a story is deleted. */
import { page } from "fresh";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { limit } from "@/lib/characters/limits.ts";
import { define } from "@/lib/define.ts";
import { storyFormWords } from "@/lib/i18n/story_forms.ts";
import { deleteStory } from "@/lib/stories/edit.ts";
import { STORY_CHANGE_RULE } from "@/lib/stories/limits.ts";
import { requireOwnStory } from "@/lib/stories/store.ts";
import { ConfirmPage } from "@/components/ConfirmPage.tsx";
import { storyPaths } from "@/components/stories/paths.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { kv, now } = ctx.state.services;
    const asking = { viewerId: viewer.id, nowMs: now() };
    return page(await requireOwnStory(kv, ctx.params.id ?? "", asking));
  },

  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { kv, now } = ctx.state.services;
    const asking = { viewerId: viewer.id, nowMs: now() };
    const { id } = await requireOwnStory(kv, ctx.params.id ?? "", asking);
    await limit(ctx, STORY_CHANGE_RULE);
    await deleteStory(kv, id, asking);
    return ctx.redirect(`${storyPaths.mine}?done=removed`, 303);
  },
});

export default define.page<typeof handler>(({ data: { id, title }, ...place }) => {
  const words = storyFormWords[place.state.locale].remove;
  return (
    <ConfirmPage
      place={place}
      title={words.title(title)}
      action={storyPaths.remove(id)}
      confirm={words.confirm}
      cancelHref={storyPaths.edit(id)}
    >
      <p>{words.words}</p>
      <p>
        <a href={storyPaths.markdown(id)} download>{words.keep}</a>
      </p>
    </ConfirmPage>
  );
});
