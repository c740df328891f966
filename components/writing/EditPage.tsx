/** Changing what a stage handed on. */
import type { InputError } from "@/lib/errors.ts";
import { writingWords } from "@/lib/i18n/writing.ts";
import type { Sent } from "@/lib/stories/writing/unit_form.ts";
import { shapeOf } from "@/lib/stories/writing/unit_shape.ts";
import { nameUnit, type UnitView } from "@/lib/stories/writing/unit_view.ts";
import { Button, LinkButton } from "@/components/Button.tsx";
import { FormErrors } from "@/components/FormErrors.tsx";
import { Notice } from "@/components/Notice.tsx";
import { Page } from "@/components/Page.tsx";
import type { Place } from "@/components/place.ts";
import { writingPaths } from "@/components/writing/paths.ts";
import { labelAt, UnitFields } from "@/components/writing/UnitForm.tsx";
import { UnitHead } from "@/components/writing/UnitPage.tsx";

export interface EditPageProps {
  place: Place;
  view: UnitView;
  sent: Sent;
  errors: readonly InputError[];
  /** What stands against the whole. */
  problems: readonly string[];
}

export function EditPage({ place, view, sent, errors, problems }: EditPageProps) {
  const { locale } = place.state;
  const words = writingWords[locale].unit;
  const { job, unit, redo, done, names } = view;
  const labels = Object.fromEntries(errors.map(({ path }) => [path, labelAt(path, locale)]));
  const title = words.editTitle(nameUnit(unit, locale));
  return (
    <Page
      place={place}
      title={title}
      layout="reading"
      noIndex
      styles={["/stories.css", "/writing.css"]}
    >
      <UnitHead locale={locale} view={view} heading={title} />
      <form
        class="form unit-form"
        method="post"
        action={writingPaths.edit(job.id, unit)}
        novalidate
      >
        <FormErrors locale={locale} errors={errors} labels={labels} />
        {problems.length > 0 && (
          <Notice tone="warn">
            <ul>
              {problems.map((problem) => <li key={problem}>{problem}</li>)}
            </ul>
          </Notice>
        )}
        <input type="hidden" name="rev" value={done?.record.endedAtMs ?? 0} />
        <UnitFields
          locale={locale}
          lang={job.request.lang}
          fields={shapeOf(unit.stage)}
          sent={sent}
          errors={errors}
          names={names}
        />
        <div class="actions unit-save">
          <Button kind="primary" name="do" value="look">
            {redo.length > 0 ? words.save : words.saveAlone}
          </Button>
          <LinkButton kind="plain" href={writingPaths.unit(job.id, unit)}>
            {words.cancel}
          </LinkButton>
        </div>
      </form>
    </Page>
  );
}
