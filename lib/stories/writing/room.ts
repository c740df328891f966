/** The writing room as its page shows it: what came of each desk, and the chapters that are ready to be read. */
import { readingMinutes } from "@/lib/stories/reading_time.ts";
import { getStory } from "@/lib/stories/store.ts";
import { findGiven, type Given } from "@/lib/stories/writing/given.ts";
import { extentOfJob, type Job, type UnitRecord } from "@/lib/stories/writing/job.ts";
import { getOutputs, listUnitRecords } from "@/lib/stories/writing/job_store.ts";
import { type Unit, unitName } from "@/lib/stories/writing/model.ts";
import { listUnits } from "@/lib/stories/writing/plan.ts";
import type { RefNames } from "@/lib/stories/writing/unit_shape.ts";

/** A chapter that its proofreader is done with. */
export interface ReadyChapter {
  n: number;
  title: string;
  minutes: number;
  /** Where it stands in the library's story, counted from 1; null before it is there, or when it was taken out. */
  at: number | null;
}

export interface RoomView {
  job: Job;
  /** What is told of each unit that is done, by its name. */
  records: ReadonlyMap<string, UnitRecord>;
  /** What the stages of the whole story handed on, and the proofread chapters. */
  outputs: Given;
  names: RefNames;
  chapters: readonly ReadyChapter[];
  /** The story that was made of it; `gone` when it was deleted since, null before there is one. */
  storyId: string | "gone" | null;
  /** What it is called: its title once there is one. */
  title: string;
}

/** Outputs that were read before, with when their units ended: those who follow a job read each but once. */
export type OutputCache = Map<string, { atMs: number; output: unknown }>;

/** Reads the room of a job. */
export async function viewRoom(
  kv: Deno.Kv,
  job: Job,
  cache: OutputCache = new Map(),
): Promise<RoomView> {
  const records = await listUnitRecords(kv, job);
  const shown = listUnits(extentOfJob(job))
    .filter(({ stage, chapter }) => chapter === 0 || stage === "style")
    .filter((unit) => records.has(unitName(unit)));
  const [outputs, story] = await Promise.all([
    readOutputs(kv, job, { units: shown, records, cache }),
    job.story && job.status === "done" ? getStory(kv, job.story.id) : null,
  ]);
  const chapters: ReadyChapter[] = [];
  for (let n = 1; n <= job.chapters; n++) {
    const text = findGiven(outputs, "style", n);
    if (!text) continue;
    const id = job.story?.chapters[n]?.id;
    const at = story ? story.chapters.findIndex((one) => one.id === id) + 1 : 0;
    const { title, body } = text;
    chapters.push({ n, title, minutes: readingMinutes(body), at: at === 0 ? null : at });
  }
  return {
    job,
    records,
    outputs,
    names: namesIn(outputs),
    chapters,
    storyId: job.status === "done" && job.story ? (story ? story.id : "gone") : null,
    title: titleOf(job, outputs),
  };
}

async function readOutputs(
  kv: Deno.Kv,
  job: Job,
  { units, records, cache }: {
    units: readonly Unit[];
    records: ReadonlyMap<string, UnitRecord>;
    cache: OutputCache;
  },
): Promise<Given> {
  const endedAt = (name: string) => records.get(name)?.endedAtMs ?? 0;
  const unread = units.filter((unit) => {
    const name = unitName(unit);
    return cache.get(name)?.atMs !== endedAt(name);
  });
  for (const [name, output] of await getOutputs(kv, job.id, unread)) {
    cache.set(name, { atMs: endedAt(name), output });
  }
  return new Map(units.flatMap((unit) => {
    const known = cache.get(unitName(unit));
    return known ? [[unitName(unit), known.output]] : [];
  }));
}

/** What the short names of people, places and promises stand for. */
export function namesIn(outputs: Given): RefNames {
  const people = findGiven(outputs, "characters")?.people ?? [];
  const places = findGiven(outputs, "world")?.places ?? [];
  const promises = findGiven(outputs, "foreshadowing")?.promises ?? [];
  return {
    person: new Map(people.map(({ ref, name }) => [ref, name])),
    place: new Map(places.map(({ ref, name }) => [ref, name])),
    promise: new Map(promises.map(({ ref, what }) => [ref, what])),
  };
}

/** What a job is called. */
export function titleOf({ request }: Job, outputs: Given): string {
  return findGiven(outputs, "title")?.title ?? request.keywords.join(" · ");
}
