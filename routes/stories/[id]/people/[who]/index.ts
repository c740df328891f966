/** `/stories/:id/people/:who`: begins to talk with somebody of a story as of a chapter, or goes on. */
import { ensureViewer } from "@/lib/accounts/identify.ts";
import { limit } from "@/lib/characters/limits.ts";
import { asksForAge } from "@/lib/characters/mature.ts";
import { BEGIN_RULE } from "@/lib/chat/limits.ts";
import { define } from "@/lib/define.ts";
import { formFields, parseInput, readForm } from "@/lib/http/body.ts";
import { TalkForm } from "@/lib/stories/people/form.ts";
import { requireOpenPerson } from "@/lib/stories/people/open_person.ts";
import { horizonOf, talkAsOf } from "@/lib/stories/people/talk.ts";
import { requireStory } from "@/lib/stories/store.ts";
import { paths } from "@/components/place.ts";
import { peoplePaths } from "@/components/story_people/paths.ts";

export const handler = define.handlers({
  /** Who comes back here by the address bar sees everybody. */
  GET: (ctx) => ctx.redirect(peoplePaths.all(ctx.params.id ?? ""), 303),

  async POST(ctx) {
    const { as } = parseInput(TalkForm, formFields(await readForm(ctx.req)));
    const { services } = ctx.state;
    const viewer = await ensureViewer(ctx);
    await limit(ctx, BEGIN_RULE);
    const asking = { viewerId: viewer.id, nowMs: services.now() };
    const story = await requireStory(services.kv, ctx.params.id ?? "", asking);
    if (asksForAge(ctx.req, story, viewer)) return ctx.redirect(paths.story(story.id), 303);
    const horizon = horizonOf(story, as);
    const { id: characterId } = await requireOpenPerson(services.kv, story, {
      who: ctx.params.who ?? "",
      n: as,
      ...asking,
    });
    const conversation = await talkAsOf(services, { viewer, characterId, horizon });
    return ctx.redirect(paths.chat(conversation.id), 303);
  },
});
