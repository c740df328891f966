/** `/stories/write/:job/:unit/edit`: changes what a stage handed on; what that brings with it is shown first. */
import { page } from "fresh";
import { PRIVATE } from "@/lib/accounts/forms.ts";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { limit } from "@/lib/characters/limits.ts";
import { define } from "@/lib/define.ts";
import { asFailure, failure, type InputError } from "@/lib/errors.ts";
import { clientAddress } from "@/lib/http/address.ts";
import { readForm } from "@/lib/http/body.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { writingWords } from "@/lib/i18n/writing.ts";
import { checkedEdit, editWriting } from "@/lib/stories/writing/actions.ts";
import { CHANGE_RULE, MAX_EDIT_BYTES } from "@/lib/stories/writing/limits.ts";
import { faultsOf, sayCheck } from "@/lib/stories/writing/unit_faults.ts";
import { formOf, readOutput, type Sent, sentFrom } from "@/lib/stories/writing/unit_form.ts";
import { shapeOf } from "@/lib/stories/writing/unit_shape.ts";
import { nameUnit, type UnitView, viewUnit } from "@/lib/stories/writing/unit_view.ts";
import { ChangePage } from "@/components/writing/ChangePage.tsx";
import { EditPage } from "@/components/writing/EditPage.tsx";
import { writingPaths } from "@/components/writing/paths.ts";

interface Shown {
  view: UnitView;
  sent: Sent;
  /** Whether it asks what is to be done with a form that is good. */
  asks: boolean;
  errors: readonly InputError[];
  problems: readonly string[];
  madeBy: string;
}

function show(shown: Shown) {
  const { errors, problems } = shown;
  const status = errors.length > 0 || problems.length > 0 ? 422 : 200;
  return page(shown, { status, headers: PRIVATE });
}

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { kv, writing: { madeBy } } = ctx.state.services;
    const { job = "", unit = "" } = ctx.params;
    const view = await viewUnit(kv, { jobId: job, name: unit, ownerId: viewer.id });
    if (!view.done) throw failure("not_found");
    const sent = sentFrom(formOf(shapeOf(view.unit.stage), view.done.output));
    return show({ view, sent, asks: false, errors: [], problems: [], madeBy });
  },

  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { services, locale } = ctx.state;
    const { kv, writing: { madeBy } } = services;
    const { job: jobId = "", unit: name = "" } = ctx.params;
    const form = sentFrom(await readForm(ctx.req, MAX_EDIT_BYTES));
    const view = await viewUnit(kv, { jobId, name, ownerId: viewer.id });
    const { job, unit, redo } = view;
    const shape = shapeOf(unit.stage);
    const output = readOutput(shape, form);
    // As it was read: what was ticked off is gone, and errors name what is left.
    const sent = sentFrom(formOf(shape, output));
    const act = form.get("do")?.at(-1) ?? "look";
    const shown = { view, sent, asks: false, errors: [], problems: [], madeBy };
    if (act === "edit") return show(shown);
    const errors = faultsOf(unit.stage, output, locale);
    if (errors.length > 0) return show({ ...shown, errors });
    const problems = await problemsOf(kv, { view, output, form, locale });
    if (problems.length > 0) return show({ ...shown, problems });
    if (act === "look" && redo.length > 0) {
      const rev = form.get("rev") ?? [];
      return show({ ...shown, sent: new Map([...sent, ["rev", rev]]), asks: true });
    }
    await limit(ctx, CHANGE_RULE);
    const anew = act === "redo";
    await editWriting(services, {
      id: job.id,
      ownerId: viewer.id,
      unit,
      output,
      redo: anew,
      address: clientAddress(ctx),
    });
    const to = anew ? writingPaths.room(job.id) : `${writingPaths.unit(job.id, unit)}?done=saved`;
    return ctx.redirect(to, 303);
  },
});

/** What stands against an output that is whole: others have written it anew, or it does not fit the rest. */
async function problemsOf(
  kv: Deno.Kv,
  { view: { job, unit, done }, output, form, locale }: {
    view: UnitView;
    output: unknown;
    form: Sent;
    locale: Locale;
  },
): Promise<string[]> {
  const words = writingWords[locale].unit;
  if (!done) return [words.notDone];
  if (form.get("rev")?.at(-1) !== String(done.record.endedAtMs)) return [words.stale];
  try {
    await checkedEdit(kv, job, { unit, output });
    return [];
  } catch (error) {
    const { reason, errors } = asFailure(error);
    if (reason !== "invalid_input") throw error;
    return [...new Set(errors.map(({ message }) => sayCheck(message, locale)))];
  }
}

export default define.page<typeof handler>(({ data: { asks, ...data }, ...place }) => {
  if (!asks) return <EditPage place={place} {...data} />;
  const { view, sent, madeBy } = data;
  const { locale } = place.state;
  const words = writingWords[locale].change;
  return (
    <ChangePage
      place={place}
      view={view}
      title={words.editTitle(nameUnit(view.unit, locale))}
      action={writingPaths.edit(view.job.id, view.unit)}
      anew={view.redo}
      madeBy={madeBy}
      sent={sent}
      answers={[
        { value: "redo", label: words.redo },
        { value: "keep", label: words.keep },
        { value: "edit", label: words.backToForm },
      ]}
    />
  );
});
