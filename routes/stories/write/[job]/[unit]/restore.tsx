/** `/stories/write/:job/:unit/restore`: brings back what a stage handed on before. */
import { page } from "fresh";
import { PRIVATE } from "@/lib/accounts/forms.ts";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { limit } from "@/lib/characters/limits.ts";
import { define } from "@/lib/define.ts";
import { asFailure, failure } from "@/lib/errors.ts";
import { clientAddress } from "@/lib/http/address.ts";
import { formFields, readForm } from "@/lib/http/body.ts";
import { writingWords } from "@/lib/i18n/writing.ts";
import { restoreWriting } from "@/lib/stories/writing/actions.ts";
import { CHANGE_RULE } from "@/lib/stories/writing/limits.ts";
import { sayCheck } from "@/lib/stories/writing/unit_faults.ts";
import { nameUnit, viewUnit } from "@/lib/stories/writing/unit_view.ts";
import { Notice } from "@/components/Notice.tsx";
import { ChangePage } from "@/components/writing/ChangePage.tsx";
import { OutputView } from "@/components/writing/OutputView.tsx";
import { writingPaths } from "@/components/writing/paths.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { kv, writing: { madeBy } } = ctx.state.services;
    const { job = "", unit = "" } = ctx.params;
    const view = await viewUnit(kv, { jobId: job, name: unit, ownerId: viewer.id });
    if (!view.done || !view.earlier) throw failure("not_found");
    return page({ view, madeBy, problems: [] as string[] }, { headers: PRIVATE });
  },

  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { services, locale } = ctx.state;
    const { job: jobId = "", unit: name = "" } = ctx.params;
    const fields = formFields(await readForm(ctx.req));
    const view = await viewUnit(services.kv, { jobId, name, ownerId: viewer.id });
    const { job, unit } = view;
    const redo = fields.do === "redo" && view.redo.length > 0;
    await limit(ctx, CHANGE_RULE);
    try {
      const address = clientAddress(ctx);
      await restoreWriting(services, { id: job.id, ownerId: viewer.id, unit, redo, address });
    } catch (error) {
      // What it stood on has changed since, and it fits no more.
      const { reason, errors } = asFailure(error);
      if (reason !== "invalid_input") throw error;
      const problems = [...new Set(errors.map(({ message }) => sayCheck(message, locale)))];
      const { madeBy } = services.writing;
      return page({ view, madeBy, problems }, { status: 422, headers: PRIVATE });
    }
    const to = redo
      ? writingPaths.room(job.id)
      : `${writingPaths.unit(job.id, unit)}?done=restored`;
    return ctx.redirect(to, 303);
  },
});

export default define.page<typeof handler>(({ data: { view, madeBy, problems }, ...place }) => {
  const { locale } = place.state;
  const words = writingWords[locale].change;
  const { job, unit, redo, earlier, names } = view;
  return (
    <ChangePage
      place={place}
      view={view}
      title={words.restoreTitle(nameUnit(unit, locale))}
      action={writingPaths.restore(job.id, unit)}
      anew={redo}
      madeBy={madeBy}
      answers={redo.length > 0
        ? [{ value: "redo", label: words.restoreRedo }, { value: "keep", label: words.restoreKeep }]
        : [{ value: "keep", label: words.restore }]}
    >
      {problems.map((problem) => <Notice key={problem} tone="warn">{problem}</Notice>)}
      {earlier && (
        <section class="unit-output is-earlier" tabIndex={0} aria-label={words.earlier}>
          <OutputView
            locale={locale}
            lang={job.request.lang}
            stage={unit.stage}
            output={earlier.output}
            names={names}
          />
        </section>
      )}
    </ChangePage>
  );
});
