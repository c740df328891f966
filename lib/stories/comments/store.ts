/** Keeps comments: each write changes record, thread, writer's list and counter in one commit that checks the story. */
import { requireStay } from "@/lib/accounts/gone.ts";
import { failure } from "@/lib/errors.ts";
import { newId } from "@/lib/id.ts";
import { openCase } from "@/lib/moderation/cases.ts";
import { tellComment } from "@/lib/social/story_news.ts";
import { countComment } from "@/lib/stories/comments/count.ts";
import {
  type Comment,
  isShown,
  MAX_ANSWERS,
  readComment,
  type Report,
  type ReportInput,
  UNDO_MS,
} from "@/lib/stories/comments/model.ts";
import { mayRead, readStory } from "@/lib/stories/model.ts";
import { settleStoryStanding } from "@/lib/stories/standing.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";

/** A comment that was deleted and can be brought back by whoever did. */
interface Undo {
  comment: Comment;
  byId: string;
  untilMs: number;
}

/** Which comment, and who asks for it to change. */
export interface OnComment {
  storyId: string;
  id: string;
  viewerId: string;
  nowMs: number;
}

/** Reads one comment; null where there is none, or only its empty place. */
export async function getComment(
  kv: Deno.Kv,
  storyId: string,
  id: string,
): Promise<Comment | null> {
  const { value } = await kv.get(keys.storyComment(storyId, id));
  const comment = value === null ? null : readComment(value);
  return comment && isShown(comment) ? comment : null;
}

/**
 * Adds a comment. An answer to an answer joins its thread. That the writer may read the story is the caller's to know.
 *
 * @throws {HttpError} `not_found` where the story or the comment that it answers is gone, `too_many` where that one was
 * answered as often as may be, `unauthorized` when the writer's account is going away.
 */
export async function addComment(
  kv: Deno.Kv,
  { storyId, parentId = null, chapterId = null, authorId, text, nowMs, id = newId() }:
    & Pick<Comment, "storyId" | "authorId" | "text">
    & Partial<Pick<Comment, "parentId" | "chapterId" | "id">>
    & { nowMs: number },
): Promise<Comment> {
  const added = await commitWithRetry(async () => {
    const story = await kv.get(keys.story(storyId));
    if (story.value === null) throw failure("not_found");
    const write = kv.atomic().check(story, await requireStay(kv, authorId));
    const root = parentId === null ? null : await joinThread(kv, write, { storyId, parentId });
    const { chapters, ownerId } = readStory(story.value);
    const known = chapters.some((chapter) => chapter.id === chapterId);
    const comment: Comment = {
      v: 1,
      id,
      storyId,
      parentId: root,
      chapterId: known ? chapterId : null,
      authorId,
      text,
      createdAtMs: nowMs,
      editedAtMs: null,
      deletedAtMs: null,
    };
    putComment(write, comment);
    await tellComment(kv, write, { comment, ownerId, answeredId: parentId });
    return { write, value: comment };
  });
  await settleStoryStanding(kv, storyId, nowMs);
  return added;
}

/** Checks the thread that an answer joins; returns the id of its first comment. */
async function joinThread(
  kv: Deno.Kv,
  write: Deno.AtomicOperation,
  { storyId, parentId }: { storyId: string; parentId: string },
): Promise<string> {
  const parent = await kv.get(keys.storyComment(storyId, parentId));
  const answered = parent.value === null ? null : readComment(parent.value);
  if (!answered || !isShown(answered)) throw failure("not_found");
  write.check(parent);
  const rootId = answered.parentId ?? answered.id;
  // Some that come at the same moment may get in above the limit; it is there for the page's sake.
  const answers = kv.list({ prefix: keys.storyThreads(storyId, rootId) }, { limit: MAX_ANSWERS });
  if ((await Array.fromAsync(answers)).length >= MAX_ANSWERS) throw failure("too_many");
  return rootId;
}

function putComment(write: Deno.AtomicOperation, comment: Comment): void {
  const { storyId, parentId, authorId, createdAtMs, id } = comment;
  write.set(keys.storyComment(storyId, id), comment)
    .set(keys.storyThread(storyId, parentId ?? "", createdAtMs, id), id)
    .set(keys.storyCommentBy(authorId, storyId, id), id);
  countComment(write, storyId, { from: null, to: comment });
}

/**
 * Changes one's own comment ([SC3]).
 *
 * @throws {HttpError} `not_found` or `forbidden`.
 */
export async function editComment(
  kv: Deno.Kv,
  { storyId, id, viewerId, nowMs, text }: OnComment & { text: string },
): Promise<Comment> {
  return await commitWithRetry(async () => {
    const entry = await kv.get(keys.storyComment(storyId, id));
    const comment = entry.value === null ? null : readComment(entry.value);
    if (!comment || !isShown(comment)) throw failure("not_found");
    if (comment.authorId !== viewerId) throw failure("forbidden");
    if (comment.text === text) return { write: null, value: comment };
    const next: Comment = { ...comment, text, editedAtMs: nowMs };
    const write = kv.atomic().check(entry, await requireStay(kv, viewerId)).set(entry.key, next);
    return { write, value: next };
  });
}

/**
 * Deletes one's own comment, or one on one's own story ([SC3]); for ten minutes it can be brought back ([SC1]).
 *
 * @throws {HttpError} `not_found` or `forbidden`.
 */
export async function deleteComment(
  kv: Deno.Kv,
  { storyId, id, viewerId, nowMs }: OnComment,
): Promise<void> {
  await commitWithRetry(async () => {
    const [entry, story] = await kv.getMany([keys.storyComment(storyId, id), keys.story(storyId)]);
    const comment = entry.value === null ? null : readComment(entry.value);
    if (!comment || comment.deletedAtMs !== null || story.value === null) {
      throw failure("not_found");
    }
    const ownerId = readStory(story.value).ownerId;
    if (viewerId !== comment.authorId && viewerId !== ownerId) throw failure("forbidden");
    const write = kv.atomic().check(entry, story);
    await takeAway(kv, write, comment, nowMs);
    const undo: Undo = { comment, byId: viewerId, untilMs: nowMs + UNDO_MS };
    write.set(keys.storyCommentUndo(storyId, id), undo, { expireIn: UNDO_MS });
    return { write, value: undefined };
  });
  await settleStoryStanding(kv, storyId, nowMs);
}

/** Puts a comment's going into `write`: all of it, or its words alone where it was answered ([SC2]). */
async function takeAway(
  kv: Deno.Kv,
  write: Deno.AtomicOperation,
  comment: Comment,
  nowMs: number,
): Promise<void> {
  const { storyId, id, parentId, createdAtMs, authorId } = comment;
  const answers = kv.list({ prefix: keys.storyThreads(storyId, id) }, { limit: 1 });
  if ((await answers.next()).done) {
    write.delete(keys.storyComment(storyId, id))
      .delete(keys.storyThread(storyId, parentId ?? "", createdAtMs, id));
  } else {
    const place: Comment = { ...comment, authorId: "", text: "", deletedAtMs: nowMs };
    write.set(keys.storyComment(storyId, id), place);
  }
  write.delete(keys.storyCommentBy(authorId, storyId, id));
  countComment(write, storyId, { from: comment, to: null });
}

/**
 * Brings back a comment that this person deleted.
 *
 * @throws {HttpError} `not_found` where it is too late, or what it answered is gone.
 */
export async function restoreComment(
  kv: Deno.Kv,
  { storyId, id, viewerId, nowMs }: OnComment,
): Promise<Comment> {
  const restored = await commitWithRetry(async () => {
    const [undoEntry, place, story] = await kv.getMany<[Undo, unknown, unknown]>([
      keys.storyCommentUndo(storyId, id),
      keys.storyComment(storyId, id),
      keys.story(storyId),
    ]);
    const undo = undoEntry.value;
    if (!undo || undo.byId !== viewerId || undo.untilMs <= nowMs || story.value === null) {
      throw failure("not_found");
    }
    const { comment } = undo;
    const write = kv.atomic()
      .check(undoEntry, place, story, await requireStay(kv, comment.authorId))
      .delete(undoEntry.key);
    if (comment.parentId !== null) {
      const parent = await kv.get(keys.storyComment(storyId, comment.parentId));
      if (parent.value === null) throw failure("not_found");
      write.check(parent);
    }
    putComment(write, comment);
    return { write, value: comment };
  });
  await settleStoryStanding(kv, storyId, nowMs);
  return restored;
}

/** Whether this person can still bring back a comment that they deleted. */
export async function canRestore(
  kv: Deno.Kv,
  { storyId, id, viewerId, nowMs }: OnComment,
): Promise<boolean> {
  const { value } = await kv.get<Undo>(keys.storyCommentUndo(storyId, id));
  return value !== null && value.byId === viewerId && value.untilMs > nowMs;
}

/**
 * Keeps what a reader has against a comment; a second report of theirs replaces the first.
 *
 * @throws {HttpError} `not_found`, or `forbidden` for one's own comment.
 */
export async function reportComment(
  kv: Deno.Kv,
  { storyId, id, viewerId, nowMs, report: { reason, note } }: OnComment & { report: ReportInput },
): Promise<Report> {
  return await commitWithRetry(async () => {
    const entry = await kv.get(keys.storyComment(storyId, id));
    const comment = entry.value === null ? null : readComment(entry.value);
    if (!comment || !isShown(comment)) throw failure("not_found");
    if (comment.authorId === viewerId) throw failure("forbidden");
    const write = kv.atomic().check(entry, await requireStay(kv, viewerId));
    const said = { storyId, commentId: id, reporterId: viewerId, reason, note, atMs: nowMs };
    return { write, value: await putReport(kv, write, { v: 1, ...said, text: comment.text }) };
  });
}

/**
 * Keeps what a reader has against a story; a second report of theirs replaces the first.
 *
 * @throws {HttpError} `not_found`, or `forbidden` for one's own story.
 */
export async function reportStory(
  kv: Deno.Kv,
  { storyId, viewerId, nowMs, report: { reason, note } }: Omit<OnComment, "id"> & {
    report: ReportInput;
  },
): Promise<Report> {
  return await commitWithRetry(async () => {
    const entry = await kv.get(keys.story(storyId));
    const story = entry.value === null ? null : readStory(entry.value);
    if (!story || !mayRead(story, viewerId, nowMs)) throw failure("not_found");
    if (story.ownerId === viewerId) throw failure("forbidden");
    const write = kv.atomic().check(entry, await requireStay(kv, viewerId));
    const said = { storyId, commentId: "", reporterId: viewerId, reason, note, atMs: nowMs };
    const text = `${story.title}\n${story.synopsis}`;
    return { write, value: await putReport(kv, write, { v: 1, ...said, text }) };
  });
}

async function putReport(
  kv: Deno.Kv,
  write: Deno.AtomicOperation,
  report: Report,
): Promise<Report> {
  const { storyId, commentId, reporterId, atMs } = report;
  write.set(keys.storyReport(storyId, commentId, reporterId), report)
    .set(keys.storyReportBy(reporterId, storyId, commentId), commentId);
  await openCase(kv, write, { storyId, commentId }, atMs);
  return report;
}

/** Takes away every comment and report of a person who leaves, beyond recall. */
export async function forgetCommentsOf(
  kv: Deno.Kv,
  userId: string,
  nowMs: number,
): Promise<void> {
  for await (
    const { key, value: id } of kv.list<string>({ prefix: keys.storyCommentsBy(userId) })
  ) {
    const storyId = String(key[2]);
    await commitWithRetry(async () => {
      const entry = await kv.get(keys.storyComment(storyId, id));
      const comment = entry.value === null ? null : readComment(entry.value);
      if (comment?.authorId !== userId) {
        return { write: kv.atomic().delete(key), value: undefined };
      }
      const write = kv.atomic().check(entry);
      await takeAway(kv, write, comment, nowMs);
      return { write, value: undefined };
    });
    await settleStoryStanding(kv, storyId, nowMs);
  }
  for await (const { key } of kv.list({ prefix: keys.storyReportsBy(userId) })) {
    const [, , storyId, commentId] = key.map(String);
    await kv.atomic().delete(key).delete(keys.storyReport(storyId!, commentId!, userId)).commit();
  }
}
