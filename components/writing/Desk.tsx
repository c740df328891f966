/** One of the sixteen desks: who sits there, how the work stands, and what came of it. */
import type { Locale } from "@/lib/i18n/locale.ts";
import { writingWords } from "@/lib/i18n/writing.ts";
import { writingFieldWords } from "@/lib/i18n/writing_fields.ts";
import { writingJobWords } from "@/lib/i18n/writing_job.ts";
import { extentOfJob, type UnitRecord } from "@/lib/stories/writing/job.ts";
import { STAGES, type Unit, unitName } from "@/lib/stories/writing/model.ts";
import { listUnits } from "@/lib/stories/writing/plan.ts";
import { BRIEFS } from "@/lib/stories/writing/prompts.ts";
import type { RoomView } from "@/lib/stories/writing/room.ts";
import type { StageView } from "@/lib/stories/writing/view.ts";
import { type DeskState, EditorFace } from "@/components/writing/EditorFace.tsx";
import { OutputView } from "@/components/writing/OutputView.tsx";
import { writingPaths } from "@/components/writing/paths.ts";

export interface DeskProps {
  locale: Locale;
  view: RoomView;
  stage: StageView;
}

export function Desk({ locale, view, stage: { key, status, done, of } }: DeskProps) {
  const { job, records } = view;
  const words = writingWords[locale];
  const finished = listUnits(extentOfJob(job))
    .filter((unit) => unit.stage === key)
    .flatMap((unit) => {
      const record = records.get(unitName(unit));
      return record ? [{ unit, record }] : [];
    });
  const last = finished.at(-1)?.record;
  const byPerson = finished.some(({ record }) => record.by === "person");
  const chapter = status === "pending" || status === "done" ? 0 : chapterOf(job.unit);
  const state = stateOf(status, { done, byPerson });
  return (
    <div
      class={`desk is-${state}`}
      role="listitem"
      slot={`desk-${key}`}
      {...(state === "running" ? { "aria-current": "step" as const } : {})}
    >
      <EditorFace stage={key} state={state} eager />
      <div class="desk-words">
        <h3>
          <span class="desk-n" aria-hidden="true">{STAGES.indexOf(key) + 1}</span>
          {writingJobWords[locale].stages[key]}
        </h3>
        <p class="desk-who">
          <b>{words.names[key]}</b> {BRIEFS[locale][key].role}
        </p>
        <p class="desk-state">
          {words.room.states[state]}
          {chapter > 0 && ` · ${writingFieldWords[locale].chapter(chapter)}`}
          {of > 1 && done > 0 && ` · ${words.room.units(done, of)}`}
        </p>
        {last && !repeats(last, records) && (
          <p class="desk-digest" lang={job.request.lang}>{last.digest}</p>
        )}
        <Outcome locale={locale} view={view} finished={finished} />
      </div>
    </div>
  );
}

function stateOf(
  status: StageView["status"],
  { done, byPerson }: { done: number; byPerson: boolean },
): DeskState {
  if (status === "done") return byPerson ? "edited" : "done";
  return status === "pending" && done > 0 ? "resting" : status;
}

/** Whether it begins with the words of the draft, as a chapter does that was only worked over. */
function repeats({ stage, chapter, digest }: UnitRecord, records: RoomView["records"]): boolean {
  const draft = unitName({ stage: "draft", chapter });
  return stage !== "draft" && records.get(draft)?.digest === digest;
}

/** The chapter that a unit's name tells; 0 for one of the whole story. */
function chapterOf(unit: string | null): number {
  return Number(unit?.split(":")[1] ?? 0);
}

interface OutcomeProps {
  locale: Locale;
  view: RoomView;
  finished: readonly { unit: Unit; record: UnitRecord }[];
}

/** What the desk handed on: all of it for a stage of the story, a list of chapters for the others. */
function Outcome({ locale, view, finished }: OutcomeProps) {
  const [first] = finished;
  if (!first) return null;
  const words = writingWords[locale].room;
  const { job, outputs, names } = view;
  const output = outputs.get(unitName(first.unit));
  const stageName = writingJobWords[locale].stages[first.unit.stage];
  const isWhole = finished.length === 1 && first.unit.chapter === 0 && output !== undefined;
  return (
    <details class="desk-more">
      <summary>
        {words.look}
        <span class="visually-hidden">: {stageName}</span>
      </summary>
      {isWhole
        ? (
          <OutputView
            locale={locale}
            lang={job.request.lang}
            stage={first.unit.stage}
            output={output}
            names={names}
          />
        )
        : (
          <ol class="desk-units">
            {finished.map(({ unit, record }) => (
              <li key={record.unit}>
                <a href={writingPaths.unit(job.id, unit)}>
                  {unit.chapter === 0 ? stageName : writingFieldWords[locale].chapter(unit.chapter)}
                </a>
                <span lang={job.request.lang}>{record.digest}</span>
              </li>
            ))}
          </ol>
        )}
      {isWhole && (
        <p class="desk-open">
          <a href={writingPaths.unit(job.id, first.unit)}>
            {words.open}
            <span class="visually-hidden">: {stageName}</span>
          </a>
        </p>
      )}
    </details>
  );
}
