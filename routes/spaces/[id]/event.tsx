/** `/spaces/:id/event`: when it is, who comes, and the way in. */
import { page } from "fresh";
import { define } from "@/lib/define.ts";
import { INVITE_PARAMETER, requireEvent } from "@/lib/spaces/events/access.ts";
import { refreshAfterS } from "@/lib/spaces/events/countdown.ts";
import { DOORS_OPEN_MS } from "@/lib/spaces/events/entry.ts";
import { zoneOf } from "@/lib/spaces/events/reader_zone.ts";
import { lookAgain } from "@/lib/spaces/events/remind.ts";
import { getReminder } from "@/lib/spaces/events/reminders.ts";
import { viewEvent } from "@/lib/spaces/events/view.ts";
import { EventPage, type EventPageData } from "@/components/spaces/events/EventPage.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { kv, now }, viewer } = ctx.state;
    const code = ctx.url.searchParams.get(INVITE_PARAMETER);
    const visit = await requireEvent(kv, ctx.params.id ?? "", { viewer, code });
    const { space } = visit;
    const [view, reminder] = await Promise.all([
      viewEvent(kv, space, viewer),
      viewer ? getReminder(kv, space.id, viewer.id) : null,
    ]);
    // Another browser of the same person learns of it here.
    if (reminder) await lookAgain(ctx);
    const nowMs = now();
    const done = ctx.url.searchParams.get("done");
    const data: EventPageData = {
      view,
      visit,
      reminder,
      nowMs,
      zone: zoneOf(ctx),
      code,
      done: done === "invitation" || done === "ticket" ? done : null,
      signedIn: viewer !== null,
    };
    const { startsAtMs } = space.event;
    const refreshS = refreshAfterS(startsAtMs - DOORS_OPEN_MS - nowMs) ??
      refreshAfterS(startsAtMs - nowMs);
    return page(data, { headers: refreshS === null ? {} : { refresh: String(refreshS) } });
  },
});

export default define.page<typeof handler>(({ data, ...place }) => (
  <EventPage place={place} {...data} />
));
