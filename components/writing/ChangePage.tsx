/** What a change brings with it, before it is made: what is written anew, by whom, and what that takes. */
import type { ComponentChildren } from "preact";
import type { Locale } from "@/lib/i18n/locale.ts";
import { writingWords } from "@/lib/i18n/writing.ts";
import { writingJobWords } from "@/lib/i18n/writing_job.ts";
import type { Unit } from "@/lib/stories/writing/model.ts";
import type { Sent } from "@/lib/stories/writing/unit_form.ts";
import { byStage, estimateRedo, type UnitView } from "@/lib/stories/writing/unit_view.ts";
import { stands } from "@/lib/stories/writing/job.ts";
import { Button, LinkButton } from "@/components/Button.tsx";
import { Children } from "@/components/Children.tsx";
import { Notice } from "@/components/Notice.tsx";
import { Page } from "@/components/Page.tsx";
import type { Place } from "@/components/place.ts";
import { EditorFace } from "@/components/writing/EditorFace.tsx";
import { writingPaths } from "@/components/writing/paths.ts";
import { estimateWords } from "@/components/writing/Room.tsx";
import { UnitHead } from "@/components/writing/UnitPage.tsx";

/** A button of the question: what its form does with it. */
export interface Answer {
  value: "redo" | "keep" | "edit";
  label: string;
}

export interface ChangePageProps {
  place: Place;
  view: UnitView;
  title: string;
  action: string;
  /** What is written anew. */
  anew: readonly Unit[];
  madeBy: string;
  /** The first is what most would choose. */
  answers: readonly Answer[];
  /** Fields that are sent along. */
  sent?: Sent;
  /** Above the buttons. */
  children?: ComponentChildren;
}

const NOTHING: Sent = new Map();

export function ChangePage(props: ChangePageProps) {
  const { place, view, title, action, anew, madeBy, answers, sent = NOTHING, children } = props;
  const { locale } = place.state;
  const words = writingWords[locale];
  const { job, unit } = view;
  return (
    <Page
      place={place}
      title={title}
      layout="reading"
      noIndex
      styles={["/stories.css", "/writing.css"]}
    >
      <UnitHead locale={locale} view={view} heading={title} />
      {anew.length > 0
        ? (
          <section class="change">
            <p>
              {anew.includes(unit)
                ? words.change.itself(anew.length - 1)
                : words.change.stands(anew.length)}
            </p>
            <Anew locale={locale} units={anew} />
            <p class="change-cost">
              {words.change.cost}
              {": "}
              <strong>{estimateWords(estimateRedo(job, anew, madeBy), locale, madeBy)}</strong>
            </p>
          </section>
        )
        : <p class="change-none">{words.change.nothing}</p>}
      <Children>{children}</Children>
      {stands(job) && <Notice>{words.change.stopped}</Notice>}
      <form class="form change-form" method="post" action={action}>
        {[...sent].flatMap(([name, values]) =>
          values.map((value, n) => (
            <input key={`${name}-${n}`} type="hidden" name={name} value={value} />
          ))
        )}
        {answers.length > 1 && <p class="change-note">{words.change.keepWords}</p>}
        <div class="actions">
          {answers.map(({ value, label }, n) => (
            <Button
              key={value}
              kind={n === 0 ? "primary" : value === "edit" ? "plain" : "quiet"}
              name="do"
              value={value}
            >
              {label}
            </Button>
          ))}
          <LinkButton kind="plain" href={writingPaths.unit(job.id, unit)}>
            {words.unit.cancel}
          </LinkButton>
        </div>
        <p class="change-note">{words.change.undo}</p>
      </form>
    </Page>
  );
}

function Anew({ locale, units }: { locale: Locale; units: readonly Unit[] }) {
  const words = writingWords[locale];
  return (
    <ul class="anew">
      {[...byStage(units)].map(([stage, of]) => (
        <li key={stage}>
          <EditorFace stage={stage} seal={false} />
          <span>
            <b>{writingJobWords[locale].stages[stage]}</b>
            {of.length > 1 && ` ${words.change.times(of.length)}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
