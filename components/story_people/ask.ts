/** Takes a question to the people of a chapter's room, from the frame in it or from the page around that frame. */
import type { Context } from "fresh";
import { z } from "zod";
import { ensureViewer } from "@/lib/accounts/identify.ts";
import { limit } from "@/lib/characters/limits.ts";
import { say } from "@/lib/chat/actions.ts";
import { asking } from "@/lib/chat/asking.ts";
import { BEGIN_RULE } from "@/lib/chat/limits.ts";
import { MAX_MESSAGE_CHARS, MessageText } from "@/lib/chat/model.ts";
import type { State } from "@/lib/define.ts";
import { formFields, parseInput, readForm } from "@/lib/http/body.ts";
import { chatWords } from "@/lib/i18n/chat.ts";
import { requireOpenPerson } from "@/lib/stories/people/open_person.ts";
import { horizonOf, talkAsOf } from "@/lib/stories/people/talk.ts";
import { type Hindrance, replyOrKeep } from "@/components/chat/keep.ts";
import { type AskedFrom, peoplePaths } from "@/components/story_people/paths.ts";
import { askAge, requireRoom, respondWithTalk } from "@/components/story_people/respond.ts";

const SayForm = z.object({
  id: z.string().regex(/^[0-9a-z]{8,64}$/),
  who: z.string().max(64),
  text: z.string(),
});

/** Asks it, and leads back to where it was asked. What was written is never lost: it comes back with the reason beside it. */
export async function takeQuestion(ctx: Context<State>, askedFrom: AskedFrom): Promise<Response> {
  // Hangul takes three bytes, and nine when it is percent-encoded.
  const fields = formFields(await readForm(ctx.req, 256 * 1024));
  const { id, who, text: raw } = parseInput(SayForm, fields);
  const words = chatWords[ctx.state.locale];
  const keep = (hindrance: Hindrance) =>
    respondWithTalk(ctx, { who, askedFrom, draft: { text: raw, ...hindrance } });
  const { success, data: text } = MessageText.safeParse(raw);
  if (!success) {
    const error = raw.trim() === "" ? words.empty : words.tooLong(MAX_MESSAGE_CHARS);
    return await keep({ error, status: 422 });
  }
  const viewer = await ensureViewer(ctx);
  const { services } = ctx.state;
  const { story, n } = await requireRoom(ctx);
  const asked = await askAge(ctx, { story, n });
  if (asked) return asked;
  return await replyOrKeep(ctx, viewer, {
    keep,
    reply: async () => {
      await limit(ctx, BEGIN_RULE);
      const { id: characterId } = await requireOpenPerson(services.kv, story, {
        who,
        n,
        viewerId: viewer.id,
        nowMs: services.now(),
      });
      const horizon = horizonOf(story, n);
      const conversation = await talkAsOf(services, { viewer, characterId, horizon });
      await say(asking(ctx), conversation.id, { ownerId: viewer.id, sentAs: id, content: text });
      return ctx.redirect(peoplePaths[askedFrom](story.id, n, who), 303);
    },
  });
}
