/** Keeps stories and their chapters. */
import { failure } from "@/lib/errors.ts";
import { type Chapter, readChapter, readStory, type Story } from "@/lib/stories/model.ts";
import { readingMinutes } from "@/lib/stories/reading_time.ts";
import { keys } from "@/lib/store/keys.ts";
import { getAll } from "@/lib/store/kv.ts";
import { listPage, type Page } from "@/lib/store/page.ts";

const MAX_ID = 64;

/** Reads one story, or null. */
export async function getStory(kv: Deno.Kv, id: string): Promise<Story | null> {
  const { value } = await kv.get(keys.story(id));
  return value === null ? null : readStory(value);
}

/** @throws {HttpError} `not_found`. */
export async function requireStory(kv: Deno.Kv, id: string): Promise<Story> {
  // Longer than any id, and perhaps than any key may be.
  const story = id.length <= MAX_ID ? await getStory(kv, id) : null;
  if (!story) throw failure("not_found");
  return story;
}

/** Reads chapter `n`, counted from 1, or null. */
export async function getChapter(kv: Deno.Kv, storyId: string, n: number): Promise<Chapter | null> {
  const { value } = await kv.get(keys.chapter(storyId, n));
  return value === null ? null : readChapter(value);
}

/** Lists stories, newest first. */
export async function listStories(
  kv: Deno.Kv,
  page: { limit: number; cursor?: string | undefined },
): Promise<Page<Story>> {
  const { items, nextCursor } = await listPage<string>(kv, keys.storiesByTime(), {
    ...page,
    reverse: true,
  });
  const entries = await getAll(kv, items.map(({ value }) => keys.story(value)));
  return { items: entries.flatMap(({ value }) => value ? [readStory(value)] : []), nextCursor };
}

/** Puts a story with its chapters, which are all it has, into one commit. */
export function putStory(
  write: Deno.AtomicOperation,
  story: Story,
  chapters: readonly Chapter[],
): void {
  const chapterMinutes = chapters.map(({ body }) => readingMinutes(body));
  write.set(keys.story(story.id), { ...story, chapterMinutes })
    .set(keys.storyByTime(story.createdAtMs, story.id), story.id);
  for (const chapter of chapters) write.set(keys.chapter(story.id, chapter.n), chapter);
}
