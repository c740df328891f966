/** `/stories/write/:job`: the room in which a story is written; the page grows as long as it is. */
import { requireViewer } from "@/lib/accounts/identify.ts";
import { define } from "@/lib/define.ts";
import { respondWithRoom } from "@/components/writing/respond.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    return viewer instanceof Response ? viewer : await respondWithRoom(ctx, viewer);
  },
});
