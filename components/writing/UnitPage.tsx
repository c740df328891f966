/** What one stage handed on, to be read and changed. */
import type { Locale } from "@/lib/i18n/locale.ts";
import { writingWords } from "@/lib/i18n/writing.ts";
import type { UnitRecord } from "@/lib/stories/writing/job.ts";
import type { Unit } from "@/lib/stories/writing/model.ts";
import { BRIEFS } from "@/lib/stories/writing/prompts.ts";
import { besides, nameUnit, type UnitView } from "@/lib/stories/writing/unit_view.ts";
import { LinkButton } from "@/components/Button.tsx";
import { Icon } from "@/components/Icon.tsx";
import { Notice } from "@/components/Notice.tsx";
import { Page } from "@/components/Page.tsx";
import type { Place } from "@/components/place.ts";
import { Time } from "@/components/Time.tsx";
import { EditorFace } from "@/components/writing/EditorFace.tsx";
import { OutputView } from "@/components/writing/OutputView.tsx";
import { writingPaths } from "@/components/writing/paths.ts";
import { spentWords } from "@/components/writing/Room.tsx";

export interface UnitPageProps {
  place: Place;
  view: UnitView;
  nowMs: number;
  madeBy: string;
}

export function UnitPage({ place, view, nowMs, madeBy }: UnitPageProps) {
  const { locale } = place.state;
  const words = writingWords[locale];
  const { job, unit, done, names, redo } = view;
  const did = place.url.searchParams.get("done");
  return (
    <Page
      place={place}
      title={`${nameUnit(unit, locale)} · ${view.title}`}
      layout="reading"
      noIndex
      styles={["/stories.css", "/writing.css"]}
    >
      <UnitHead locale={locale} view={view} />
      {did === "saved" && <Notice tone="good">{words.unit.saved}</Notice>}
      {did === "restored" && <Notice tone="good">{words.unit.restored}</Notice>}
      {done
        ? (
          <>
            <Made locale={locale} record={done.record} nowMs={nowMs} madeBy={madeBy} />
            <Deeds locale={locale} view={view} />
            <div class="unit-output">
              <OutputView
                locale={locale}
                lang={job.request.lang}
                stage={unit.stage}
                output={done.output}
                names={names}
              />
            </div>
            <p class="unit-standing">{words.unit.standing(redo.length)}</p>
          </>
        )
        : <Notice>{words.unit.notDone}</Notice>}
      <Besides locale={locale} view={view} />
    </Page>
  );
}

/** Who sits at the desk, and what its work is called. */
export function UnitHead(
  { locale, view: { job, unit, title }, heading }: {
    locale: Locale;
    view: UnitView;
    /** Default: the unit's name. */
    heading?: string;
  },
) {
  const words = writingWords[locale];
  return (
    <header class="unit-head">
      <p class="page-above">
        <a href={writingPaths.room(job.id)}>
          {words.unit.backToRoom}
          {": "}
          <span lang={job.request.lang}>{title}</span>
        </a>
      </p>
      <div class="unit-title">
        <EditorFace stage={unit.stage} seal={false} eager />
        <div>
          <h1>{heading ?? nameUnit(unit, locale)}</h1>
          <p>
            <b>{words.names[unit.stage]}</b> {BRIEFS[locale][unit.stage].role}
          </p>
        </div>
      </div>
    </header>
  );
}

function Made(
  { locale, record, nowMs, madeBy }: {
    locale: Locale;
    record: UnitRecord;
    nowMs: number;
    madeBy: string;
  },
) {
  const words = writingWords[locale].unit;
  const { by, candidates, chosen, reasons, notes, spent, endedAtMs } = record;
  return (
    <div class="unit-made">
      <p>
        {by === "person" ? words.by.person : words.by.model(record.madeBy ?? madeBy)}
        {" · "}
        <Time ms={endedAtMs} nowMs={nowMs} locale={locale} />
        {spent.calls > 0 && ` · ${spentWords(spent, locale, record.madeBy ?? madeBy)}`}
      </p>
      {reasons.length > 0 && (
        <details>
          <summary>{words.candidates(chosen + 1, candidates)}</summary>
          <p>{words.reasons}</p>
          <ol>
            {reasons.map((reason, n) => (
              <li key={n} {...(n === chosen ? { "aria-current": "true" as const } : {})}>
                {reason}
              </li>
            ))}
          </ol>
        </details>
      )}
      {notes.length > 0 && (
        <details>
          <summary>{words.notes}</summary>
          <ul lang="en">
            {notes.map((note) => <li key={note}>{note}</li>)}
          </ul>
        </details>
      )}
    </div>
  );
}

function Deeds({ locale, view: { job, unit, earlier } }: { locale: Locale; view: UnitView }) {
  const words = writingWords[locale].unit;
  return (
    <div class="actions">
      <LinkButton kind="primary" icon="edit" href={writingPaths.edit(job.id, unit)}>
        {words.edit}
      </LinkButton>
      <LinkButton icon="refresh" href={writingPaths.redo(job.id, unit)}>{words.redo}</LinkButton>
      {earlier && (
        <LinkButton kind="plain" icon="arrow-left" href={writingPaths.restore(job.id, unit)}>
          {words.restore}
        </LinkButton>
      )}
    </div>
  );
}

function Besides({ locale, view }: { locale: Locale; view: UnitView }) {
  const words = writingWords[locale].unit;
  const [before, after] = besides(view);
  const link = (unit: Unit, rel: "prev" | "next") => (
    <a href={writingPaths.unit(view.job.id, unit)} rel={rel}>
      {rel === "prev" && <Icon name="arrow-left" />}
      <span>
        <span class="visually-hidden">{rel === "prev" ? words.previous : words.next}</span>{" "}
        {nameUnit(unit, locale)}
      </span>
      {rel === "next" && <Icon name="arrow-right" />}
    </a>
  );
  return (
    <nav class="unit-besides" aria-label={writingWords[locale].room.desks}>
      {before && link(before, "prev")}
      {after && link(after, "next")}
    </nav>
  );
}
