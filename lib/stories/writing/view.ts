/** What is shown of a job: its sixteen stages with how far each has come. Pure. */
import { extentOfJob, type Job, type JobStatus } from "@/lib/stories/writing/job.ts";
import { type StageKey, STAGES, unitName } from "@/lib/stories/writing/model.ts";
import { listUnits } from "@/lib/stories/writing/plan.ts";

export interface StageView {
  readonly key: StageKey;
  /** Of the unit that is at work, or that the job stopped at; `done` when all units of the stage are. */
  readonly status: JobStatus | "pending";
  /** Units of the stage that are done, and all of them. */
  readonly done: number;
  readonly of: number;
}

/** The stage that a job is at; null before the first, and when it has come to its end. */
export function stageOf({ unit, status }: Job): StageKey | null {
  if (unit === null || status === "done") return null;
  return STAGES.find((stage) => stage === unit.split(":")[0]) ?? null;
}

/** The sixteen stages of a job, in their order. */
export function stagesOf(job: Job): StageView[] {
  const finished = new Set(job.done);
  const units = listUnits(extentOfJob(job));
  const at = stageOf(job);
  return STAGES.map((key) => {
    const own = units.filter(({ stage }) => stage === key);
    const done = own.filter((unit) => finished.has(unitName(unit))).length;
    const status = done === own.length ? "done" : key === at ? job.status : "pending";
    return { key, status, done, of: own.length };
  });
}
