/** One conversation. While a reply is being written, the page stays open and grows with it. */
import { requireViewer } from "@/lib/accounts/identify.ts";
import { respondWithConversation } from "@/components/chat/respond.ts";
import { define } from "@/lib/define.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    return viewer instanceof Response ? viewer : await respondWithConversation(ctx, viewer);
  },
});
