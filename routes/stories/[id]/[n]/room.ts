/** `/stories/:id/:n/room`: the room beside a chapter, where its people answer questions about it. */
import { z } from "zod";
import { ensureViewer } from "@/lib/accounts/identify.ts";
import { limit } from "@/lib/characters/limits.ts";
import { asksForAge } from "@/lib/characters/mature.ts";
import { say } from "@/lib/chat/actions.ts";
import { asking, takeReply } from "@/lib/chat/asking.ts";
import { BEGIN_RULE } from "@/lib/chat/limits.ts";
import { MAX_MESSAGE_CHARS, MessageText } from "@/lib/chat/model.ts";
import { define } from "@/lib/define.ts";
import { formFields, parseInput, readForm } from "@/lib/http/body.ts";
import { chatWords } from "@/lib/i18n/chat.ts";
import { requireOpenPerson } from "@/lib/stories/people/open_person.ts";
import { horizonOf, talkAsOf } from "@/lib/stories/people/talk.ts";
import { paths } from "@/components/place.ts";
import { peoplePaths } from "@/components/story_people/paths.ts";
import { requireRoom, respondWithRoom } from "@/components/story_people/respond.ts";

const SayForm = z.object({
  id: z.string().regex(/^[0-9a-z]{8,64}$/),
  who: z.string().max(64),
  text: z.string(),
});

export const handler = define.handlers({
  GET: (ctx) => respondWithRoom(ctx, { who: ctx.url.searchParams.get("who") }),

  async POST(ctx) {
    // Hangul takes three bytes, and nine when it is percent-encoded.
    const fields = formFields(await readForm(ctx.req, 256 * 1024));
    const { id, who, text: raw } = parseInput(SayForm, fields);
    const words = chatWords[ctx.state.locale];
    // What was written is never lost: it comes back in the form, with the reason beside it.
    const keep = (error: string, status: number) =>
      respondWithRoom(ctx, { who, draft: { text: raw, error, status } });
    const { success, data: text } = MessageText.safeParse(raw);
    if (!success) {
      return await keep(raw.trim() === "" ? words.empty : words.tooLong(MAX_MESSAGE_CHARS), 422);
    }
    const viewer = await ensureViewer(ctx);
    const { services } = ctx.state;
    const { story, n } = await requireRoom(ctx);
    if (asksForAge(ctx.req, story, viewer)) return ctx.redirect(paths.story(story.id), 303);
    await limit(ctx, BEGIN_RULE);
    const { id: characterId } = await requireOpenPerson(services.kv, story, {
      who,
      n,
      viewerId: viewer.id,
      nowMs: services.now(),
    });
    const taken = await takeReply(ctx, viewer);
    if (!taken.ok) {
      const { why, retryAfterS } = taken;
      const error = why === "often"
        ? `${words.often} ${words.retryAfter(retryAfterS)}`
        : words.spent[why];
      return await keep(error, 429);
    }
    const horizon = horizonOf(story, n);
    const conversation = await talkAsOf(services, { viewer, characterId, horizon });
    await say(asking(ctx), conversation.id, { ownerId: viewer.id, sentAs: id, content: text });
    return ctx.redirect(peoplePaths.room(story.id, n, who), 303);
  },
});
