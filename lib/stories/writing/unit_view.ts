/** One unit of a job as its pages show it: what it handed on, what stands on it, and what came before. */
import type { Locale } from "@/lib/i18n/locale.ts";
import { failure } from "@/lib/errors.ts";
import { writingFieldWords } from "@/lib/i18n/writing_fields.ts";
import { writingJobWords } from "@/lib/i18n/writing_job.ts";
import { findUnit } from "@/lib/stories/writing/actions.ts";
import { type Estimate, estimateUnits } from "@/lib/stories/writing/estimate.ts";
import { extentOfJob, type Job, toRedo, type UnitRecord } from "@/lib/stories/writing/job.ts";
import { getEarlier } from "@/lib/stories/writing/earlier.ts";
import { getOutputs, listUnitRecords, requireJob } from "@/lib/stories/writing/job_store.ts";
import { type StageKey, type Unit, unitName } from "@/lib/stories/writing/model.ts";
import { listUnits } from "@/lib/stories/writing/plan.ts";
import { namesIn, titleOf } from "@/lib/stories/writing/room.ts";
import type { RefNames } from "@/lib/stories/writing/unit_shape.ts";

export interface UnitView {
  job: Job;
  unit: Unit;
  /** Null while it is not done. */
  done: { record: UnitRecord; output: unknown } | null;
  earlier: Awaited<ReturnType<typeof getEarlier>>;
  /** What would be written anew if it changed, in the order of the plan. */
  redo: readonly Unit[];
  names: RefNames;
  /** What the story is called by now. */
  title: string;
}

/** Stages that the names in an output come from, and the title. */
const TOLD: readonly Unit[] = (["world", "characters", "foreshadowing", "title"] as const)
  .map((stage) => ({ stage, chapter: 0 }));

/**
 * Reads a unit of this person's job.
 *
 * @throws {HttpError} `not_found`.
 */
export async function viewUnit(
  kv: Deno.Kv,
  { jobId, name, ownerId }: { jobId: string; name: string; ownerId: string },
): Promise<UnitView> {
  const job = await requireJob(kv, jobId, ownerId);
  const unit = findUnit(job, name);
  if (!unit) throw failure("not_found");
  const told = TOLD.filter((one) => unitName(one) !== name);
  const [outputs, records, earlier] = await Promise.all([
    getOutputs(kv, job.id, [...told, unit]),
    listUnitRecords(kv, job),
    getEarlier(kv, job.id, unit),
  ]);
  const given = new Map(outputs);
  const record = records.get(name);
  const output = given.get(name);
  return {
    job,
    unit,
    done: record && output !== undefined ? { record, output } : null,
    earlier,
    redo: toRedo(job, unit),
    names: namesIn(given),
    title: titleOf(job, given),
  };
}

/** What it is called: `Drafting`, `Chapter 3 Drafting`. */
export function nameUnit({ stage, chapter }: Unit, locale: Locale): string {
  const title = writingJobWords[locale].stages[stage];
  return chapter === 0 ? title : `${writingFieldWords[locale].chapter(chapter)} ${title}`;
}

/** What writing these anew is reckoned to take. */
export function estimateRedo(job: Job, units: readonly Unit[], madeBy: string): Estimate {
  return estimateUnits(units, { extent: extentOfJob(job), candidates: job.candidates, madeBy });
}

/** Units by their stage, in order: how many pieces each desk gets to do. */
export function byStage(units: readonly Unit[]): Map<StageKey, Unit[]> {
  const found = new Map<StageKey, Unit[]>();
  for (const unit of units) found.set(unit.stage, [...found.get(unit.stage) ?? [], unit]);
  return found;
}

/** The units before and after one, in the order of the plan; null at its ends. */
export function besides({ job, unit }: Pick<UnitView, "job" | "unit">): [Unit | null, Unit | null] {
  const units = listUnits(extentOfJob(job));
  const at = units.findIndex((one) => unitName(one) === unitName(unit));
  return [units[at - 1] ?? null, units[at + 1] ?? null];
}
