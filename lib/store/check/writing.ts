/** Writing jobs: the lists of them, what their units handed on, and the ledgers of stories. */
import { checkIndex } from "@/lib/store/check/index_rules.ts";
import { nameKey, type Walk } from "@/lib/store/check/walk.ts";
import { keys } from "@/lib/store/keys.ts";
import { isOpen, type Job } from "@/lib/stories/writing/job.ts";

export function* checkWriting(walk: Walk): Generator<string> {
  yield* checkIndex<Job>(walk, {
    records: keys.storyJobs(),
    index: keys.storyJobsByAnyOwner(),
    keysOf: ({ ownerId, createdAtMs }, id) => [keys.storyJobByOwner(ownerId, createdAtMs, id)],
  });
  yield* checkIndex<Job>(walk, {
    records: keys.storyJobs(),
    index: keys.storyJobsOpen(),
    keysOf: (job, id) => isOpen(job) ? [keys.storyJobOpen(id)] : [],
  });
  for (const { key, value } of walk.below(keys.storyJobs())) {
    const { id, done } = value as Job;
    for (const unit of done) {
      if (!walk.has(keys.storyJobUnit(id, unit))) yield `${nameKey(key)} lacks its unit ${unit}`;
    }
  }
  for (const { key } of walk.below(keys.anyStoryJobUnits())) {
    const [, jobId, unit] = key;
    if (!walk.has(keys.storyJobOutput(String(jobId), String(unit)))) {
      yield `${nameKey(key)} has handed on nothing`;
    }
  }
  const ofJobs = [
    keys.anyStoryJobUnits(),
    keys.anyStoryJobOutputs(),
    keys.anyStoryJobEarliers(),
    keys.anyStoryJobSteps(),
    keys.storyJobLeases(),
  ];
  for (const prefix of ofJobs) {
    for (const { key } of walk.below(prefix)) {
      if (!walk.has(keys.storyJob(String(key[1])))) yield `${nameKey(key)} is of no job`;
    }
  }
  for (const prefix of [keys.storyCasts(), keys.anyStoryFacts()]) {
    for (const { key } of walk.below(prefix)) {
      const id = String(key[1]);
      // A job that is just being published tells of a story that is about to be there.
      if (!walk.has(keys.story(id)) && !walk.has(keys.storyJob(id))) {
        yield `${nameKey(key)} is of no story`;
      }
    }
  }
}
