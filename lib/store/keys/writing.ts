/**
 * The keys of stories that are being written.
 * The columns are those of [keys.ts](../keys.ts).
 *
 * ```
 * ["story_job", id]                        Job v1                –          the next two
 * ["story_job_by_owner", ownerId, ms, id]  job id                –          story_job
 * ["story_job_open", id]                   job id                –          story_job (while there is work to do)
 * ["story_job_lease", id]                  Lease v1              –          –  (checked by whatever its holder writes)
 * ["story_job_unit", jobId, unit]          UnitRecord v1         –          story_job, story_job_output
 * ["story_job_output", jobId, unit]        bytes ≤ 60 KiB        –          story_job_unit
 * ["story_job_earlier", jobId, unit]       Earlier v1 ≤ 60 KiB   –          story_job_output (what it takes the place of)
 * ["story_job_step", jobId, unit, n]       Step v1 ≤ 62 KiB      –          story_job, usage; goes with story_job_unit
 * ```
 */

import type { KeyBuilders } from "./parts.ts";

export const writingKeys = {
  storyJob: (id: string) => ["story_job", id],
  storyJobs: () => ["story_job"],
  storyJobByOwner: (
    ownerId: string,
    createdAtMs: number,
    id: string,
  ) => ["story_job_by_owner", ownerId, createdAtMs, id],
  storyJobsByOwner: (ownerId: string) => ["story_job_by_owner", ownerId],
  storyJobsByAnyOwner: () => ["story_job_by_owner"],
  storyJobOpen: (id: string) => ["story_job_open", id],
  storyJobsOpen: () => ["story_job_open"],
  storyJobLease: (id: string) => ["story_job_lease", id],
  storyJobLeases: () => ["story_job_lease"],
  storyJobUnit: (jobId: string, unit: string) => ["story_job_unit", jobId, unit],
  storyJobUnits: (jobId: string) => ["story_job_unit", jobId],
  anyStoryJobUnits: () => ["story_job_unit"],
  storyJobOutput: (jobId: string, unit: string) => ["story_job_output", jobId, unit],
  storyJobOutputs: (jobId: string) => ["story_job_output", jobId],
  anyStoryJobOutputs: () => ["story_job_output"],
  /** What a unit handed on before it was edited or written anew. */
  storyJobEarlier: (jobId: string, unit: string) => ["story_job_earlier", jobId, unit],
  storyJobEarliers: (jobId: string) => ["story_job_earlier", jobId],
  anyStoryJobEarliers: () => ["story_job_earlier"],
  /** One answer of a model within a unit that has not ended. */
  storyJobStep: (jobId: string, unit: string, n: number) => ["story_job_step", jobId, unit, n],
  storyJobSteps: (jobId: string, unit: string) => ["story_job_step", jobId, unit],
  storyJobAllSteps: (jobId: string) => ["story_job_step", jobId],
  anyStoryJobSteps: () => ["story_job_step"],
} satisfies KeyBuilders;
