/** `/notifications`: what happened that concerns the reader. */
import { page } from "fresh";
import { PRIVATE } from "@/lib/accounts/forms.ts";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { define } from "@/lib/define.ts";
import { getInbox, listInbox } from "@/lib/social/inbox.ts";
import { NotificationsPage } from "@/components/social/NotificationsPage.tsx";

const ON_A_PAGE = 20;

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { kv, now } = ctx.state.services;
    const nowMs = now();
    const { seenAtMs, off } = await getInbox(kv, viewer.id);
    const cursor = ctx.url.searchParams.get("cursor") ?? undefined;
    const inbox = await listInbox(kv, { userId: viewer.id, off, limit: ON_A_PAGE, cursor, nowMs });
    return page({ inbox, seenAtMs, nowMs }, { headers: PRIVATE });
  },
});

export default define.page<typeof handler>(({ data, ...place }) => (
  <NotificationsPage place={place} {...data} />
));
