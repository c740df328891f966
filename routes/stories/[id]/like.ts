/** Liking a story, and taking it back. */
import { z } from "zod";
import { ensureViewer } from "@/lib/accounts/identify.ts";
import { setLike } from "@/lib/characters/likes.ts";
import { define } from "@/lib/define.ts";
import { formFields, parseInput, readForm } from "@/lib/http/body.ts";
import { requireStory } from "@/lib/stories/store.ts";
import { paths } from "@/components/place.ts";

const LikeForm = z.object({ liked: z.enum(["yes", "no"]) });

export const handler = define.handlers({
  /** Nothing to see here; the button is on the story's page. */
  GET: (ctx) => ctx.redirect(paths.story(ctx.params.id!), 303),

  async POST(ctx) {
    const { kv, now } = ctx.state.services;
    const { liked } = parseInput(LikeForm, formFields(await readForm(ctx.req)));
    const asking = { viewerId: ctx.state.viewer?.id ?? null, nowMs: now() };
    const story = await requireStory(kv, ctx.params.id!, asking);
    const viewer = await ensureViewer(ctx);
    await setLike(kv, {
      kind: "story",
      subjectId: story.id,
      userId: viewer.id,
      liked: liked === "yes",
      nowMs: now(),
    });
    return ctx.redirect(paths.story(story.id), 303);
  },
});
