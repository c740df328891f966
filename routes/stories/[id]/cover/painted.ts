/** The picture that was painted, as its owner alone may see it. */
import { requireViewer } from "@/lib/accounts/identify.ts";
import { define } from "@/lib/define.ts";
import { sendPainted } from "@/components/painting/respond.ts";
import { coverPages } from "@/components/stories/paint_pages.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    return viewer instanceof Response ? viewer : await sendPainted(ctx, coverPages(ctx, viewer));
  },
});
