/**
 * `/chats/:id/messages/:message/feedback`: what a reader says of a reply, to whoever made the character. `message` is the
 * message's place, `depth.id`.
 */
import { type Context } from "fresh";
import { requireViewer } from "@/lib/accounts/identify.ts";
import type { Viewer } from "@/lib/accounts/model.ts";
import { decodePlace } from "@/lib/chat/view.ts";
import { define, type State } from "@/lib/define.ts";
import { type FeedbackTarget, showFeedback, takeFeedback } from "@/lib/social/feedback_form.ts";
import { replyTarget } from "@/lib/social/feedback_targets.ts";
import { paths } from "@/components/place.ts";
import { FeedbackPage } from "@/components/social/FeedbackPage.tsx";

async function targetOf(ctx: Context<State>, viewer: Viewer): Promise<FeedbackTarget> {
  const { id: conversationId = "", message = "" } = ctx.params;
  const asked = { conversationId, place: decodePlace(message), viewerId: viewer.id };
  const { message: reply, ...target } = await replyTarget(ctx.state.services.kv, asked);
  const back = `${paths.chat(conversationId)}#m-${reply.id}`;
  return { ...target, reply: reply.content, back };
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
