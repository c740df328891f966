/**
 * Puts a finished job's story into the library. Each commit checks the job's lease, and each may be made again: a crash
 * between them is made good by the next try.
 */
import { tellWriting } from "@/lib/social/notify.ts";
import { readingMinutes } from "@/lib/stories/reading_time.ts";
import {
  type Chapter,
  type ChapterEntry,
  readChapter,
  readStory,
  type Story,
} from "@/lib/stories/model.ts";
import { readStoryStanding } from "@/lib/stories/standing.ts";
import { lengthOf } from "@/lib/stories/kinds.ts";
import { getStory, moveStory, noteStoryChange, putStory } from "@/lib/stories/store.ts";
import { requireGiven } from "@/lib/stories/writing/given.ts";
import type { Job } from "@/lib/stories/writing/job.ts";
import {
  getOutputs,
  type Held,
  listUnitRecords,
  writeHeld,
} from "@/lib/stories/writing/job_store.ts";
import { unitName } from "@/lib/stories/writing/model.ts";
import { putCast, putFacts } from "@/lib/stories/writing/story_facts.ts";
import {
  castOf,
  chapterOf,
  chapterUnits,
  coverOf,
  factsOf,
  STORY_UNITS,
  type WrittenChapter,
} from "@/lib/stories/writing/story_of_job.ts";
import { keys } from "@/lib/store/keys.ts";

/** A chapter on its way into the story. */
interface Placed extends WrittenChapter {
  id: number;
  atMs: number;
  /** Whether it was written since the story last had it. */
  isNew: boolean;
}

/**
 * Makes the job's story, or brings it up to what was written anew; a chapter that was not keeps what its owner made of it
 * in the library, and one that was deleted there stays away.
 *
 * @returns The job as it is then; null where lease or round are lost.
 */
export async function publishJob(
  { kv, now, madeBy }: { kv: Deno.Kv; now: () => number; madeBy: string },
  { job, held }: { job: Job; held: Held },
): Promise<Job | null> {
  const at = { held, round: job.round };
  const told = new Map(await getOutputs(kv, job.id, STORY_UNITS));
  // A job tells of one story all its life, so a crash before the end makes no second one.
  const storyId = job.story?.id ?? job.id;
  const before = await getStory(kv, storyId);
  const records = await listUnitRecords(kv, job);
  const titleAtMs = records.get("title")?.endedAtMs ?? 0;
  const chapters: Placed[] = [];
  let nextId = before?.nextChapterId ?? 1;
  for (let n = 1; n <= job.chapters; n++) {
    const given = new Map([
      ...told,
      ...await getOutputs(kv, job.id, chapterUnits(n, job.planned)),
    ]);
    const known = before ? job.story?.chapters[n] : undefined;
    const atMs = records.get(unitName({ stage: "style", chapter: n }))?.endedAtMs ?? 0;
    const id = known?.id ?? nextId++;
    const chapter = { ...chapterOf(given, n), id, atMs, isNew: known?.atMs !== atMs };
    chapters.push(chapter);
    const kept = await writeHeld(kv, at, async (present, write) => {
      putFacts(write, storyId, factsOf(given, { n, chapterId: id }));
      // One by one, before the story: all of them in one commit may be more than it takes.
      if (isWanted(chapter, before)) {
        await putChapter(kv, write, { chapter, storyId, nowMs: now() });
      }
      return present;
    });
    if (!kept) return null;
  }
  return await writeHeld(kv, at, async (present, write) => {
    const nowMs = now();
    tellWriting(write, { kind: "written", toId: present.ownerId, jobId: job.id, atMs: nowMs });
    putCast(write, storyId, castOf(told));
    await putRecord(kv, write, {
      job: present,
      storyId,
      told,
      chapters,
      nextId,
      isRetitled: titleAtMs !== present.story?.titleAtMs,
      madeBy,
      nowMs,
    });
    return {
      ...present,
      status: "done",
      pausing: false,
      unit: null,
      trouble: null,
      story: {
        id: storyId,
        titleAtMs,
        chapters: Object.fromEntries(chapters.map(({ n, id, atMs }) => [n, { id, atMs }])),
      },
      updatedAtMs: nowMs,
      endedAtMs: nowMs,
    };
  });
}

/** Whether a chapter comes into the story: not what is there already, nor what its owner deleted. */
function isWanted({ id, isNew }: Placed, before: Story | null): boolean {
  const isThere = !before || id >= before.nextChapterId ||
    before.chapters.some((one) => one.id === id);
  return isNew && isThere;
}

async function putChapter(
  kv: Deno.Kv,
  write: Deno.AtomicOperation,
  { chapter: { id, title, body }, storyId, nowMs }: {
    chapter: Placed;
    storyId: string;
    nowMs: number;
  },
): Promise<void> {
  const entry = await kv.get(keys.chapter(storyId, id));
  const rev = entry.value === null ? 1 : readChapter(entry.value).rev + 1;
  const next: Chapter = { v: 2, storyId, id, title, body, rev, updatedAtMs: nowMs };
  write.check(entry).set(entry.key, next);
}

interface Whole {
  job: Job;
  storyId: string;
  told: ReadonlyMap<string, unknown>;
  chapters: readonly Placed[];
  nextId: number;
  /** Whether its title was found anew since the story last had it. */
  isRetitled: boolean;
  madeBy: string;
  nowMs: number;
}

/** Puts the story's record, and its place in the lists, into the last commit. */
async function putRecord(
  kv: Deno.Kv,
  write: Deno.AtomicOperation,
  whole: Whole,
): Promise<void> {
  const { storyId } = whole;
  const [entry, standing] = await kv.getMany<[unknown, unknown]>([
    keys.story(storyId),
    keys.storyStanding(storyId),
  ]);
  write.check(entry, standing);
  if (entry.value === null) {
    putStory(write, newStory(whole), []);
    noteStoryChange(kv, write, storyId);
    return;
  }
  const old = readStory(entry.value);
  moveStory(kv, write, {
    old,
    next: storyAfter(old, whole),
    standing: standing.value === null ? null : readStoryStanding(standing.value),
  });
}

function entryOf({ id, title, body }: Placed): ChapterEntry {
  return { id, title, minutes: readingMinutes(body) };
}

/** The story with what was written since: chapters in their places, or at the end. */
function storyAfter(
  story: Story,
  { told, chapters, nextId, isRetitled, nowMs }: Whole,
): Story {
  const wanted = chapters.filter((chapter) => isWanted(chapter, story));
  const fresh = new Map(wanted.map((chapter) => [chapter.id, entryOf(chapter)]));
  const kept = story.chapters.map((one) => fresh.get(one.id) ?? one);
  const added = [...fresh.values()].filter(({ id }) => id >= story.nextChapterId);
  const all = [...kept, ...added];
  return {
    ...story,
    ...(isRetitled ? titleOf(told) : {}),
    chapters: all,
    nextChapterId: Math.max(story.nextChapterId, nextId),
    length: lengthOf(all.length),
    rev: story.rev + 1,
    updatedAtMs: nowMs,
  };
}

function titleOf(told: Whole["told"]): Pick<Story, "title" | "synopsis" | "tags"> {
  const { title, synopsis, tags } = requireGiven(told, "title");
  return { title, synopsis, tags };
}

function newStory({ job, storyId, told, chapters, madeBy, nowMs }: Whole): Story {
  const { genre, tone, lang, visibility } = job.request;
  // What only its writer may read is a draft until they say otherwise.
  const isOut = visibility !== "private";
  return {
    v: 2,
    id: storyId,
    ownerId: job.ownerId,
    ...titleOf(told),
    genre,
    tone,
    lang,
    rating: requireGiven(told, "reader").rating,
    visibility,
    status: isOut ? "published" : "draft",
    publishAtMs: null,
    publishedAtMs: isOut ? nowMs : null,
    ...coverOf(job),
    cover: { kind: "drawn" },
    characterIds: [],
    chapters: chapters.map(entryOf),
    removed: [],
    nextChapterId: chapters.length + 1,
    length: lengthOf(chapters.length),
    source: { jobId: job.id, madeBy },
    rev: 1,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
}
