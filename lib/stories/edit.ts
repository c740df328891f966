/** Changes stories: details, chapters, publishing, deletion. Each change of one is a commit that checks what it read. */
import { requireStay } from "@/lib/accounts/gone.ts";
import { failure } from "@/lib/errors.ts";
import { newId } from "@/lib/id.ts";
import { drawnLook } from "@/lib/stories/drawn_look.ts";
import { lengthOf } from "@/lib/stories/kinds.ts";
import {
  blobsOfStory,
  type Chapter,
  type ChapterInput,
  MAX_CHAPTERS,
  MAX_REMOVED,
  mayRead,
  readChapter,
  readStory,
  released,
  type Story,
  type StoryCover,
  type StoryDetails,
  type StoryPatch,
} from "@/lib/stories/model.ts";
import { purgeStory } from "@/lib/stories/purge.ts";
import { readingMinutes } from "@/lib/stories/reading_time.ts";
import {
  moveStoryStanding,
  readStoryStanding,
  type StoryStanding,
} from "@/lib/stories/standing.ts";
import { moveStory, noteStoryChange, putStory } from "@/lib/stories/store.ts";
import { changeBlobRefs } from "@/lib/store/blob.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";

/** Most UTF-16 units of chapters put in with one commit: two bytes each, below Deno KV's 800 KiB. */
const UNITS_PER_COMMIT = 300_000;

/** What a story is made of. */
export interface NewStory {
  ownerId: string;
  details: StoryDetails;
  chapters: readonly ChapterInput[];
  /** A draft unless it says otherwise; see {@link Publishing}. */
  publishing?: Publishing;
  characterIds?: readonly string[];
  source?: Story["source"];
  /** Where whoever makes it must find it again; a new one otherwise. */
  id?: string;
}

/** When a story is for readers: now, never yet, or from a moment on. */
export type Publishing = { kind: "draft" } | { kind: "now" } | { kind: "at"; atMs: number };

/** Who changes what, and when. */
export interface Changing {
  viewerId: string;
  nowMs: number;
  /** What the change was made on; absent where whatever is there may be overwritten ([ST3]). */
  rev?: number | undefined;
}

/**
 * Stores a new story. One that is too long for a single commit is put in bit by bit, as a draft until all of it is there.
 *
 * @throws {HttpError} `unauthorized` when its maker's account is going away, `too_many` for more chapters than may be,
 * `conflict` where there is one with this id.
 */
export async function createStory(kv: Deno.Kv, made: NewStory, nowMs: number): Promise<Story> {
  if (made.chapters.length > MAX_CHAPTERS) throw failure("too_many");
  const id = made.id ?? newId();
  const [first = [], ...more] = inCommits(made.chapters);
  const publishing = made.publishing ?? { kind: "draft" };
  const story = newStory(
    {
      ...made,
      id,
      chapters: first,
      publishing: more.length === 0 ? publishing : { kind: "draft" },
    },
    nowMs,
  );
  await commitWithRetry(async () => {
    const absent = { key: keys.story(id), versionstamp: null };
    if ((await kv.get(absent.key)).versionstamp !== null) throw failure("conflict");
    const write = kv.atomic().check(absent, await requireStay(kv, made.ownerId));
    putStory(write, story, first.map((chapter, i) => ({ ...chapter, id: i + 1 })));
    noteStoryChange(kv, write, id);
    return { write, value: undefined };
  });
  const changing = { viewerId: made.ownerId, nowMs };
  for (const chapters of more) await addChapters(kv, id, { ...changing, chapters });
  return more.length === 0
    ? await currentStory(kv, id)
    : await publishStory(kv, id, { ...changing, publishing });
}

async function currentStory(kv: Deno.Kv, id: string): Promise<Story> {
  const { value } = await kv.get(keys.story(id));
  if (value === null) throw failure("not_found");
  return readStory(value);
}

function newStory(
  { id, ownerId, details, chapters, publishing, characterIds = [], source = null }: NewStory & {
    id: string;
    publishing: Publishing;
  },
  nowMs: number,
): Story {
  const look = drawnLook(id);
  const { motif = look.motif, palette = look.palette, ...entered } = details;
  const draft: Story = {
    v: 2,
    id,
    ownerId,
    ...entered,
    motif,
    palette,
    status: "draft",
    publishAtMs: null,
    publishedAtMs: null,
    cover: { kind: "drawn" },
    characterIds: [...characterIds],
    chapters: chapters.map(({ title }, i) => ({ id: i + 1, title, minutes: null })),
    removed: [],
    nextChapterId: chapters.length + 1,
    length: lengthOf(chapters.length),
    source,
    rev: 1,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
  return publishedAs(draft, publishing, nowMs);
}

/** Chapters in as many parts as commits are needed. */
function inCommits(chapters: readonly ChapterInput[]): ChapterInput[][] {
  const parts: ChapterInput[][] = [];
  let room = 0;
  for (const chapter of chapters) {
    const part = parts.at(-1);
    if (part && chapter.body.length <= room) part.push(chapter);
    else parts.push([chapter]);
    room = (part && chapter.body.length <= room ? room : UNITS_PER_COMMIT) - chapter.body.length;
  }
  return parts;
}

/**
 * Changes the details. With `rev`, only where nobody changed them since.
 *
 * @throws {HttpError} `not_found`, `forbidden` or `edited_elsewhere`.
 */
export async function updateStory(
  kv: Deno.Kv,
  id: string,
  { patch, ...changing }: Changing & { patch: StoryPatch },
): Promise<Story> {
  return await changeStory(kv, id, changing, (old) => {
    if (changing.rev !== undefined && changing.rev !== old.rev) throw failure("edited_elsewhere");
    return Promise.resolve({
      ...old,
      title: patch.title ?? old.title,
      synopsis: patch.synopsis ?? old.synopsis,
      genre: patch.genre ?? old.genre,
      tone: patch.tone ?? old.tone,
      tags: patch.tags ?? old.tags,
      lang: patch.lang ?? old.lang,
      rating: patch.rating ?? old.rating,
      visibility: patch.visibility ?? old.visibility,
      motif: patch.motif ?? old.motif,
      palette: patch.palette ?? old.palette,
      rev: old.rev + 1,
    });
  });
}

/** Sets who is in a story, or its cover. References of blobs follow. */
export async function dressStory(
  kv: Deno.Kv,
  id: string,
  { characterIds, cover, ...changing }: Changing & {
    characterIds?: readonly string[] | undefined;
    cover?: StoryCover | undefined;
  },
): Promise<Story> {
  return await changeStory(kv, id, changing, async (old, write) => {
    const next: Story = {
      ...old,
      characterIds: characterIds ? [...characterIds] : old.characterIds,
      cover: cover ?? old.cover,
    };
    await changeBlobRefs(kv, write, { add: blobsOfStory(next), remove: blobsOfStory(old) });
    return next;
  });
}

/** Publishes a story, takes it back to the drafts, or says when it comes out. A story without chapters stays a draft. */
export async function publishStory(
  kv: Deno.Kv,
  id: string,
  { publishing, ...changing }: Changing & { publishing: Publishing },
): Promise<Story> {
  return await changeStory(
    kv,
    id,
    changing,
    (old) => Promise.resolve(publishedAs(old, publishing, changing.nowMs)),
  );
}

function publishedAs(story: Story, publishing: Publishing, nowMs: number): Story {
  if (publishing.kind !== "draft" && story.chapters.length === 0) return story;
  switch (publishing.kind) {
    case "draft":
      return { ...story, status: "draft", publishAtMs: null };
    case "now":
      return story.status === "published"
        ? story
        : released({ ...story, publishAtMs: nowMs }, nowMs);
    case "at":
      return released({ ...story, status: "draft", publishAtMs: publishing.atMs }, nowMs);
  }
}

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

/**
 * Deletes a story with its chapters, comments, likes and what was written down of it.
 *
 * @throws {HttpError} `not_found` or `forbidden`.
 */
export async function deleteStory(
  kv: Deno.Kv,
  id: string,
  { viewerId, nowMs }: { viewerId: string; nowMs: number },
): Promise<void> {
  await commitWithRetry(async () => {
    const { entry, old, standing, standingEntry } = await readOwn(kv, id, { viewerId, nowMs });
    const write = kv.atomic().check(entry).check(standingEntry)
      .delete(entry.key)
      .delete(keys.storyByOwner(old.ownerId, old.createdAtMs, id))
      .delete(keys.storyStandingDue(id))
      .set(keys.storyPurge(id), nowMs);
    if (old.publishAtMs !== null) write.delete(keys.storyOutAt(old.publishAtMs, id));
    await changeBlobRefs(kv, write, { remove: blobsOfStory(old) });
    moveStoryStanding(write, id, { from: standing, to: null });
    noteStoryChange(kv, write, id);
    return { write, value: undefined };
  });
  await purgeStory(kv, id);
}

async function readOwn(kv: Deno.Kv, id: string, { viewerId, nowMs }: Changing) {
  const [entry, standingEntry] = await kv.getMany<[Story, StoryStanding]>(
    [keys.story(id), keys.storyStanding(id)],
  );
  if (!entry.value) throw failure("not_found");
  const old = readStory(entry.value);
  if (!mayRead(old, viewerId, nowMs)) throw failure("not_found");
  if (old.ownerId !== viewerId) throw failure("forbidden");
  const standing = standingEntry.value && readStoryStanding(standingEntry.value);
  return { entry, old, standing, standingEntry };
}

/** One change: `make` says what the story becomes, and puts into `write` what else changes with it. */
async function changeStory(
  kv: Deno.Kv,
  id: string,
  changing: Changing,
  make: (old: Story, write: Deno.AtomicOperation) => Promise<Story>,
): Promise<Story> {
  return await commitWithRetry(async () => {
    const { entry, old, standing, standingEntry } = await readOwn(kv, id, changing);
    const write = kv.atomic()
      .check(entry, standingEntry, await requireStay(kv, changing.viewerId));
    const made = await make(released(old, changing.nowMs), write);
    const next = { ...made, updatedAtMs: changing.nowMs };
    moveStory(kv, write, { old, next, standing });
    return { write, value: next };
  });
}
