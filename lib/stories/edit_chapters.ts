/** Changes the chapters of a story: adds, rewrites, moves, takes out and brings back. */
import { failure } from "@/lib/errors.ts";
import { changeStory, type Changing } from "@/lib/stories/change_story.ts";
import { lengthOf } from "@/lib/stories/kinds.ts";
import {
  type Chapter,
  type ChapterInput,
  MAX_CHAPTERS,
  MAX_REMOVED,
  readChapter,
  type Story,
} from "@/lib/stories/model.ts";
import { readingMinutes } from "@/lib/stories/reading_time.ts";
import { keys } from "@/lib/store/keys.ts";

/** Adds a chapter behind the last one; returns the story, whose last chapter it is. */
export async function addChapter(
  kv: Deno.Kv,
  id: string,
  { chapter, ...changing }: Changing & { chapter: ChapterInput },
): Promise<Story> {
  return await addChapters(kv, id, { ...changing, chapters: [chapter] });
}

/**
 * Adds chapters behind the last one, in one commit: together at most 300,000 UTF-16 units.
 *
 * @throws {HttpError} `too_many`, `not_found` or `forbidden`.
 */
export async function addChapters(
  kv: Deno.Kv,
  id: string,
  { chapters, ...changing }: Changing & { chapters: readonly ChapterInput[] },
): Promise<Story> {
  return await changeStory(kv, id, changing, (old, write) => {
    if (old.chapters.length + chapters.length > MAX_CHAPTERS) throw failure("too_many");
    const added = chapters.map(({ title, body }, i): Chapter => ({
      v: 2,
      storyId: id,
      id: old.nextChapterId + i,
      title,
      body,
      rev: 1,
      updatedAtMs: changing.nowMs,
    }));
    for (const chapter of added) write.set(keys.chapter(id, chapter.id), chapter);
    return Promise.resolve(withChapters({
      ...old,
      nextChapterId: old.nextChapterId + added.length,
    }, [
      ...old.chapters,
      ...added.map(({ id, title, body }) => ({ id, title, minutes: readingMinutes(body) })),
    ]));
  });
}

/**
 * Changes a chapter's title and text. With `rev`, the chapter's, only where nobody changed it since.
 *
 * @throws {HttpError} `not_found`, `forbidden` or `edited_elsewhere`.
 */
export async function changeChapter(
  kv: Deno.Kv,
  id: string,
  { chapterId, chapter: { title, body }, ...changing }: Changing & {
    chapterId: number;
    chapter: ChapterInput;
  },
): Promise<{ story: Story; chapter: Chapter }> {
  let chapter: Chapter | null = null;
  const story = await changeStory(kv, id, changing, async (old, write) => {
    const entry = await kv.get(keys.chapter(id, chapterId));
    if (entry.value === null || !old.chapters.some((known) => known.id === chapterId)) {
      throw failure("not_found");
    }
    const before = readChapter(entry.value);
    if (changing.rev !== undefined && changing.rev !== before.rev) {
      throw failure("edited_elsewhere");
    }
    chapter = { ...before, title, body, rev: before.rev + 1, updatedAtMs: changing.nowMs };
    write.check(entry).set(entry.key, chapter);
    return withChapters(
      old,
      old.chapters.map((known) =>
        known.id === chapterId ? { id: chapterId, title, minutes: readingMinutes(body) } : known
      ),
    );
  });
  return { story, chapter: chapter! };
}

/** Puts a chapter in front of the one that is at the index `to` without it; past the end, behind all. */
export async function moveChapter(
  kv: Deno.Kv,
  id: string,
  { chapterId, to, ...changing }: Changing & { chapterId: number; to: number },
): Promise<Story> {
  return await changeStory(kv, id, changing, (old) => {
    const entry = old.chapters.find((known) => known.id === chapterId);
    if (!entry) throw failure("not_found");
    const others = old.chapters.filter((known) => known !== entry);
    return Promise.resolve(withChapters(old, others.toSpliced(Math.max(0, to), 0, entry)));
  });
}

/** Takes a chapter out. It can be brought back until {@link MAX_REMOVED} others were taken out after it. */
export async function removeChapter(
  kv: Deno.Kv,
  id: string,
  { chapterId, ...changing }: Changing & { chapterId: number },
): Promise<Story> {
  return await changeStory(kv, id, changing, (old, write) => {
    const at = old.chapters.findIndex((known) => known.id === chapterId);
    const entry = old.chapters[at];
    if (!entry) throw failure("not_found");
    const removed = [{ ...entry, at, removedAtMs: changing.nowMs }, ...old.removed];
    for (const { id: lost } of removed.slice(MAX_REMOVED)) write.delete(keys.chapter(id, lost));
    return Promise.resolve(withChapters(
      { ...old, removed: removed.slice(0, MAX_REMOVED) },
      old.chapters.toSpliced(at, 1),
    ));
  });
}

/** Brings a deleted chapter back to where it was, or near it. */
export async function restoreChapter(
  kv: Deno.Kv,
  id: string,
  { chapterId, ...changing }: Changing & { chapterId: number },
): Promise<Story> {
  return await changeStory(kv, id, changing, (old) => {
    const lost = old.removed.find((known) => known.id === chapterId);
    if (!lost) throw failure("not_found");
    if (old.chapters.length >= MAX_CHAPTERS) throw failure("too_many");
    const { at, removedAtMs: _, ...entry } = lost;
    return Promise.resolve(withChapters(
      { ...old, removed: old.removed.filter((known) => known !== lost) },
      old.chapters.toSpliced(at, 0, entry),
    ));
  });
}

/** A story without chapters is nothing to be read: it goes back to the drafts. */
function withChapters(story: Story, chapters: Story["chapters"]): Story {
  return {
    ...story,
    chapters,
    length: lengthOf(chapters.length),
    ...(chapters.length === 0 ? { status: "draft", publishAtMs: null } : {}),
  };
}
