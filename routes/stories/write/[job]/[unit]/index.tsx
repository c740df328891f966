/** `/stories/write/:job/:unit`: what one stage handed on. */
import { page } from "fresh";
import { PRIVATE } from "@/lib/accounts/forms.ts";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { define } from "@/lib/define.ts";
import { viewUnit } from "@/lib/stories/writing/unit_view.ts";
import { UnitPage } from "@/components/writing/UnitPage.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { kv, now, writing } = ctx.state.services;
    const { job = "", unit = "" } = ctx.params;
    const view = await viewUnit(kv, { jobId: job, name: unit, ownerId: viewer.id });
    return page({ view, nowMs: now(), madeBy: writing.madeBy }, { headers: PRIVATE });
  },
});

export default define.page<typeof handler>(({ data, ...place }) => (
  <UnitPage place={place} {...data} />
));
