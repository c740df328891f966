/** `/stories/write/:job/:unit/redo`: has a stage written anew, once it is seen what else that is. */
import { page } from "fresh";
import { PRIVATE } from "@/lib/accounts/forms.ts";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { define } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { clientAddress } from "@/lib/http/address.ts";
import { writingWords } from "@/lib/i18n/writing.ts";
import { findUnit, redoWriting } from "@/lib/stories/writing/actions.ts";
import { requireJob } from "@/lib/stories/writing/job_store.ts";
import { nameUnit, viewUnit } from "@/lib/stories/writing/unit_view.ts";
import { changeRoom } from "@/components/writing/change_room.ts";
import { ChangePage } from "@/components/writing/ChangePage.tsx";
import { writingPaths } from "@/components/writing/paths.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { kv, writing: { madeBy } } = ctx.state.services;
    const { job = "", unit = "" } = ctx.params;
    const view = await viewUnit(kv, { jobId: job, name: unit, ownerId: viewer.id });
    if (!view.done) throw failure("not_found");
    return page({ view, madeBy }, { headers: PRIVATE });
  },

  POST: (ctx) =>
    changeRoom(ctx, async (named) => {
      const { services } = ctx.state;
      const job = await requireJob(services.kv, named.id, named.ownerId);
      const unit = findUnit(job, ctx.params.unit ?? "");
      if (!unit) throw failure("not_found");
      await redoWriting(services, { ...named, unit, address: clientAddress(ctx) });
    }),
});

export default define.page<typeof handler>(({ data: { view, madeBy }, ...place }) => {
  const { locale } = place.state;
  const words = writingWords[locale].change;
  const { job, unit, redo } = view;
  return (
    <ChangePage
      place={place}
      view={view}
      title={words.redoTitle(nameUnit(unit, locale))}
      action={writingPaths.redo(job.id, unit)}
      anew={[unit, ...redo]}
      madeBy={madeBy}
      answers={[{ value: "redo", label: words.redoConfirm }]}
    />
  );
});
