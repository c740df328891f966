/** `/stories/:id/chapters`: moves chapters, takes them out, and brings them back. */
import { z } from "zod";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { limit } from "@/lib/characters/limits.ts";
import { define } from "@/lib/define.ts";
import { formFields, parseInput, readForm } from "@/lib/http/body.ts";
import { moveChapter, removeChapter, restoreChapter } from "@/lib/stories/edit_chapters.ts";
import { STORY_CHANGE_RULE } from "@/lib/stories/limits.ts";
import { requireOwnStory } from "@/lib/stories/store.ts";
import { storyPaths } from "@/components/stories/paths.ts";

const Deed = z.object({
  do: z.enum(["up", "down", "remove", "restore"]),
  chapter: z.coerce.number().int().min(1),
});

export const handler = define.handlers({
  /** Nothing to see here; the list is on the story's own page. */
  GET: (ctx) => ctx.redirect(storyPaths.edit(ctx.params.id ?? ""), 303),

  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { kv, now } = ctx.state.services;
    const changing = { viewerId: viewer.id, nowMs: now() };
    const { id, chapters } = await requireOwnStory(kv, ctx.params.id ?? "", changing);
    const deed = parseInput(Deed, formFields(await readForm(ctx.req)));
    await limit(ctx, STORY_CHANGE_RULE);
    const chapterId = deed.chapter;
    const index = chapters.findIndex((chapter) => chapter.id === chapterId);
    const back = `${storyPaths.edit(id)}${deed.do === "remove" ? "?done=removed" : "#chapters"}`;
    switch (deed.do) {
      case "up":
        await moveChapter(kv, id, { ...changing, chapterId, to: index - 1 });
        break;
      case "down":
        await moveChapter(kv, id, { ...changing, chapterId, to: index + 1 });
        break;
      case "remove":
        await removeChapter(kv, id, { ...changing, chapterId });
        break;
      case "restore":
        await restoreChapter(kv, id, { ...changing, chapterId });
        break;
    }
    return ctx.redirect(back, 303);
  },
});
