/** Makes stories, changes their details and when they are out, and deletes them. Chapters are in `edit_chapters.ts`. */
import { requireStay } from "@/lib/accounts/gone.ts";
import { failure } from "@/lib/errors.ts";
import { newId } from "@/lib/id.ts";
import { changeStory, type Changing, readOwn } from "@/lib/stories/change_story.ts";
import { forgetDeeds } from "@/lib/social/notify.ts";
import { drawnLook } from "@/lib/stories/drawn_look.ts";
import { addChapters } from "@/lib/stories/edit_chapters.ts";
import { lengthOf } from "@/lib/stories/kinds.ts";
import {
  blobsOfStory,
  type ChapterInput,
  MAX_CHAPTERS,
  readStory,
  released,
  type Story,
  type StoryCover,
  type StoryDetails,
  type StoryPatch,
} from "@/lib/stories/model.ts";
import { purgeStory } from "@/lib/stories/purge.ts";
import { moveStoryStanding } from "@/lib/stories/standing.ts";
import { noteStoryChange, putStory } from "@/lib/stories/store.ts";
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
  await forgetDeeds(kv, viewerId, { kind: "story", id });
}
