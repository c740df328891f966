/** `/stories/:id/chapters/:chapter`: writes a chapter; `new` is one that is not there yet. */
import { page } from "fresh";
import { PRIVATE } from "@/lib/accounts/forms.ts";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { limit } from "@/lib/characters/limits.ts";
import { define } from "@/lib/define.ts";
import { asFailure, failure } from "@/lib/errors.ts";
import { addChapter, changeChapter } from "@/lib/stories/edit_chapters.ts";
import { checkChapter, readChapterForm } from "@/lib/stories/form.ts";
import { STORY_CHANGE_RULE } from "@/lib/stories/limits.ts";
import type { Chapter, Story } from "@/lib/stories/model.ts";
import { getChapterById, requireOwnStory } from "@/lib/stories/store.ts";
import { ChapterPage, type ChapterPageProps } from "@/components/stories/ChapterPage.tsx";
import { storyPaths } from "@/components/stories/paths.ts";

type Shown = Partial<Omit<ChapterPageProps, "place" | "story" | "chapter">>;

function show(story: Story, chapter: Chapter | null, shown: Shown = {}, status = 200) {
  const values = { title: chapter?.title ?? "", body: chapter?.body ?? "" };
  const data = { story, chapter, values, errors: [], conflict: false, preview: false, ...shown };
  return page(data, { status, headers: PRIVATE });
}

/** @throws {HttpError} `not_found` for a chapter that is not there, or taken out. */
async function readChapter(kv: Deno.Kv, story: Story, name: string): Promise<Chapter | null> {
  if (name === "new") return null;
  const known = story.chapters.some(({ id }) => String(id) === name);
  const chapter = known ? await getChapterById(kv, story.id, Number(name)) : null;
  if (!chapter) throw failure("not_found");
  return chapter;
}

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { kv, now } = ctx.state.services;
    const asking = { viewerId: viewer.id, nowMs: now() };
    const story = await requireOwnStory(kv, ctx.params.id ?? "", asking);
    return show(story, await readChapter(kv, story, ctx.params.chapter ?? ""));
  },

  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { services: { kv, now }, locale } = ctx.state;
    const changing = { viewerId: viewer.id, nowMs: now() };
    const story = await requireOwnStory(kv, ctx.params.id ?? "", changing);
    const chapter = await readChapter(kv, story, ctx.params.chapter ?? "");
    const { values, rev, act } = await readChapterForm(ctx.req);
    // The form goes on from what it began with: what changed meanwhile is told when it is saved.
    const begun = chapter && { ...chapter, rev: rev ?? chapter.rev };
    if (act === "preview") {
      return show(story, begun, { values, preview: true });
    }
    const checked = checkChapter(values, locale);
    if (!checked.ok) return show(story, begun, { values, errors: checked.errors }, 422);
    await limit(ctx, STORY_CHANGE_RULE);
    if (!chapter) {
      await addChapter(kv, story.id, { ...changing, chapter: checked.value });
      const next = act === "save_and_next"
        ? storyPaths.chapter(story.id, "new")
        : `${storyPaths.edit(story.id)}?done=chapter`;
      return ctx.redirect(next, 303);
    }
    try {
      const change = { chapterId: chapter.id, chapter: checked.value, rev };
      await changeChapter(kv, story.id, { ...changing, ...change });
    } catch (error) {
      if (asFailure(error).reason !== "edited_elsewhere") throw error;
      const today = await getChapterById(kv, story.id, chapter.id);
      return show(story, today ?? chapter, { values, conflict: true }, 409);
    }
    return ctx.redirect(`${storyPaths.edit(story.id)}?done=chapter`, 303);
  },
});

export default define.page<typeof handler>(({ data, ...place }) => (
  <ChapterPage place={place} {...data} />
));
