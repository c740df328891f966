/** `/chats/{id}/messages/{message}/prompt`: what was sent for a reply. The conversation's owner alone sees it. */
import { page } from "fresh";
import { PRIVATE } from "@/lib/accounts/forms.ts";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { viewPrompt } from "@/lib/chat/prompt_view.ts";
import { define } from "@/lib/define.ts";
import { PromptPage } from "@/components/chat/memory/PromptPage.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const view = await viewPrompt(ctx.state.services.kv, {
      conversationId: ctx.params.id!,
      messageId: ctx.params.message!,
      ownerId: viewer.id,
    });
    return page({ view }, { headers: PRIVATE });
  },
});

export default define.page<typeof handler>(({ data, ...place }) => (
  <PromptPage place={place} view={data.view} />
));
