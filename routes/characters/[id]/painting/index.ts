/** `/characters/:id/painting`: lets its owner have its portrait painted. */
import { requireViewer } from "@/lib/accounts/identify.ts";
import { define } from "@/lib/define.ts";
import { answerPainting, showPainting } from "@/components/painting/respond.ts";
import { portraitPages } from "@/components/characters/paint_pages.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    return viewer instanceof Response
      ? viewer
      : await showPainting(ctx, portraitPages(ctx, viewer));
  },

  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    return await answerPainting(ctx, portraitPages(ctx, viewer), viewer);
  },
});
