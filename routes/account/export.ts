/** `/account/export`: the download of one's own data, as the API gives it. */
import { define } from "@/lib/define.ts";
import { exportOperation } from "@/lib/accounts/api_me.ts";
import { requireViewer } from "@/lib/accounts/identify.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    return viewer instanceof Response ? viewer : await exportOperation.handle(ctx);
  },
});
