/**
 * `/chats/:id/messages/:message/feedback`: what a reader says of a reply, to whoever made the character. `message` is the
 * message's place, `depth.id`.
 */
import { type Context } from "fresh";
import { requireViewer } from "@/lib/accounts/identify.ts";
import type { Viewer } from "@/lib/accounts/model.ts";
import { getCharacter } from "@/lib/characters/store.ts";
import { requireConversation, requireMessage } from "@/lib/chat/store.ts";
import { decodePlace } from "@/lib/chat/view.ts";
import { define, type State } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { isId } from "@/lib/id.ts";
import { type FeedbackTarget, showFeedback, takeFeedback } from "@/lib/social/feedback_form.ts";
import { paths } from "@/components/place.ts";
import { FeedbackPage } from "@/components/social/FeedbackPage.tsx";

/** @throws {HttpError} `not_found`, also where the character is gone: nobody is there to be told. */
async function targetOf(ctx: Context<State>, viewer: Viewer): Promise<FeedbackTarget> {
  const { kv } = ctx.state.services;
  const conversationId = ctx.params.id ?? "";
  const place = decodePlace(ctx.params.message ?? "");
  if (!isId(conversationId) || !place) throw failure("not_found");
  const conversation = await requireConversation(kv, conversationId, viewer.id);
  const message = await requireMessage(kv, conversation.id, place);
  if (message.role !== "model") throw failure("not_found");
  const speakerId = message.speaker ? message.speaker.id : conversation.characterId;
  const character = speakerId === null ? null : await getCharacter(kv, speakerId);
  if (!character) throw failure("not_found");
  return {
    subject: { kind: "character", id: character.id },
    part: message.id,
    name: character.name,
    reply: message.content,
    back: `${paths.chat(conversation.id)}#m-${message.id}`,
  };
}

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    return viewer instanceof Response
      ? viewer
      : await showFeedback(ctx, await targetOf(ctx, viewer));
  },
  async POST(ctx) {
    const viewer = requireViewer(ctx);
    return viewer instanceof Response
      ? viewer
      : await takeFeedback(ctx, await targetOf(ctx, viewer));
  },
});

export default define.page<typeof handler>(({ data, ...place }) => (
  <FeedbackPage place={place} form={data.form} />
));
