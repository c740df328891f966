/** `POST /spaces/:id/leave`: gives the seat up, and goes back to the list of rooms. */
import { requireViewer } from "@/lib/accounts/identify.ts";
import { limit } from "@/lib/characters/limits.ts";
import { define } from "@/lib/define.ts";
import { isId } from "@/lib/id.ts";
import { JOIN_RULE } from "@/lib/spaces/limits.ts";
import { leaveSeat } from "@/lib/spaces/seats.ts";

export const handler = define.handlers({
  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    await limit(ctx, JOIN_RULE);
    const spaceId = ctx.params.id ?? "";
    if (isId(spaceId)) await leaveSeat(ctx.state.services, { spaceId, userId: viewer.id });
    return ctx.redirect("/spaces?done=left", 303);
  },
});
