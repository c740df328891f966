/** Reads stories and their chapters, and puts new ones into a commit. What changes them is in `edit.ts`. */
import { failure } from "@/lib/errors.ts";
import { isId } from "@/lib/id.ts";
import { tellStory } from "@/lib/social/story_news.ts";
import {
  type Chapter,
  isListed,
  mayRead,
  readChapter,
  readStory,
  released,
  type Story,
} from "@/lib/stories/model.ts";
import { readingMinutes } from "@/lib/stories/reading_time.ts";
import {
  fits,
  moveStoryStanding,
  standingOf,
  type StoryFilter,
  storyScopeOf,
  type StoryStanding,
} from "@/lib/stories/standing.ts";
import { keys, type RankSort } from "@/lib/store/keys.ts";
import { getAll } from "@/lib/store/kv.ts";
import { listPage, type Page } from "@/lib/store/page.ts";

const CHANGE_LOG_MS = 24 * 60 * 60 * 1000;
/** How many index entries a page may look through for those that fit all of its filter. */
const MAX_SCANNED = 400;

/** Reads one story, or null. */
export async function getStory(kv: Deno.Kv, id: string): Promise<Story | null> {
  if (!isId(id)) return null;
  const { value } = await kv.get(keys.story(id));
  return value === null ? null : readStory(value);
}

/** Who asks for a story, and when: a draft opens to its owner, and to all once its time has come. */
export interface Asking {
  viewerId: string | null;
  nowMs: number;
}

/**
 * Reads a story that this person may open, as it is at this moment.
 *
 * @throws {HttpError} `not_found`, also for a draft or a private one of somebody else.
 */
export async function requireStory(
  kv: Deno.Kv,
  id: string,
  { viewerId, nowMs }: Asking,
): Promise<Story> {
  const story = await getStory(kv, id);
  if (!story || !mayRead(story, viewerId, nowMs)) throw failure("not_found");
  return released(story, nowMs);
}

/**
 * Reads a story that this person may change.
 *
 * @throws {HttpError} `not_found`, or `forbidden` where they may only look.
 */
export async function requireOwnStory(
  kv: Deno.Kv,
  id: string,
  { viewerId, nowMs }: { viewerId: string; nowMs: number },
): Promise<Story> {
  const story = await requireStory(kv, id, { viewerId, nowMs });
  if (story.ownerId !== viewerId) throw failure("forbidden");
  return story;
}

/** Reads chapter `n` of a story, counted from 1, or null. */
export async function getChapter(kv: Deno.Kv, story: Story, n: number): Promise<Chapter | null> {
  const entry = story.chapters[n - 1];
  return entry ? await getChapterById(kv, story.id, entry.id) : null;
}

/** Reads a chapter by its id, wherever it stands, or null. */
export async function getChapterById(
  kv: Deno.Kv,
  storyId: string,
  chapterId: number,
): Promise<Chapter | null> {
  const { value } = await kv.get(keys.chapter(storyId, chapterId));
  return value === null ? null : readChapter(value);
}

/** Reads all chapters of a story, in their order. One that goes meanwhile is left out. */
export async function listChapters(kv: Deno.Kv, story: Story): Promise<Chapter[]> {
  const entries = await getAll(kv, story.chapters.map(({ id }) => keys.chapter(story.id, id)));
  return entries.flatMap(({ value }) => value === null ? [] : [readChapter(value)]);
}

export interface ListStories extends StoryFilter {
  sort?: RankSort;
  limit: number;
  cursor?: string | undefined;
}

/** Lists public stories that are out, best first: the newest, where no other order is asked for. */
export async function listStories(
  kv: Deno.Kv,
  { sort = "new", limit, cursor, ...filter }: ListStories,
): Promise<Page<Story>> {
  const prefix = keys.storiesRanked(sort, storyScopeOf(filter));
  const items: Story[] = [];
  let next: string | null = cursor ?? null;
  for (let scanned = 0; scanned < MAX_SCANNED;) {
    const page: Page<Deno.KvEntry<string>> = await listPage<string>(kv, prefix, {
      limit: limit - items.length,
      cursor: next ?? undefined,
      reverse: true,
    });
    const found = await getStories(kv, page.items.map(({ value }) => value));
    items.push(...found.filter((story) => isListed(story) && fits(story, filter)));
    scanned += page.items.length;
    next = page.nextCursor;
    if (next === null || items.length >= limit) break;
  }
  return { items, nextCursor: next };
}

/** Lists the stories of somebody, newest first, drafts and private ones among them. */
export async function listOwnStories(
  kv: Deno.Kv,
  ownerId: string,
  page: { limit: number; cursor?: string | undefined },
): Promise<Page<Story>> {
  const { items, nextCursor } = await listPage<string>(kv, keys.storiesByOwner(ownerId), {
    ...page,
    reverse: true,
  });
  return { items: await getStories(kv, items.map(({ value }) => value)), nextCursor };
}

/** Reads stories in the order of their ids; those that are gone are left out. */
export async function getStories(kv: Deno.Kv, ids: readonly string[]): Promise<Story[]> {
  const entries = await getAll(kv, ids.map((id) => keys.story(id)));
  return entries.flatMap(({ value }) => value ? [readStory(value)] : []);
}

/** What is put in with a story that is new. */
export type NewChapter = Pick<Chapter, "id" | "title" | "body">;

/** Puts a new story with its chapters, which are all it has, into one commit. Who commits checks that there is none. */
export function putStory(
  write: Deno.AtomicOperation,
  story: Story,
  chapters: readonly NewChapter[],
): void {
  for (const chapter of chapters) putChapter(write, story, chapter);
  const minutes = new Map(chapters.map(({ id, body }) => [id, readingMinutes(body)]));
  putRecord(write, {
    ...story,
    chapters: story.chapters.map((entry) => ({
      ...entry,
      minutes: minutes.get(entry.id) ?? entry.minutes,
    })),
  });
  write.set(keys.storyByOwner(story.ownerId, story.createdAtMs, story.id), story.id);
  moveStoryStanding(write, story.id, { from: null, to: standingOf(story, null) });
  tellStory(write, { old: null, next: story });
}

function putChapter(
  write: Deno.AtomicOperation,
  story: Story,
  { id, title, body }: NewChapter,
): void {
  const chapter: Chapter = {
    v: 2,
    storyId: story.id,
    id,
    title,
    body,
    rev: 1,
    updatedAtMs: story.updatedAtMs,
  };
  write.set(keys.chapter(story.id, id), chapter);
}

function putRecord(write: Deno.AtomicOperation, story: Story): void {
  write.set(keys.story(story.id), story);
  if (story.publishAtMs !== null) {
    write.set(keys.storyOutAt(story.publishAtMs, story.id), story.id);
  }
}

/**
 * Puts the change of a story's record, its place in the lists, and the news of it into `write`, which checks what both
 * were read as.
 */
export function moveStory(
  kv: Deno.Kv,
  write: Deno.AtomicOperation,
  { old, next, standing }: { old: Story; next: Story; standing: StoryStanding | null },
): void {
  if (old.publishAtMs !== null) write.delete(keys.storyOutAt(old.publishAtMs, old.id));
  putRecord(write, next);
  moveStoryStanding(write, next.id, { from: standing, to: standingOf(next, standing) });
  noteStoryChange(kv, write, next.id);
  tellStory(write, { old, next });
}

/** Tells every instance's catalogue that this story changed. */
export function noteStoryChange(kv: Deno.Kv, write: Deno.AtomicOperation, id: string): void {
  write
    .set([...keys.storyChanges(), kv.commitVersionstamp()], id, { expireIn: CHANGE_LOG_MS })
    .set(keys.storyChangeHead(), null);
}
