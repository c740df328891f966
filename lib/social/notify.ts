/**
 * Writes what people are told, into the commit of whatever it tells of: neither happens without the other.
 *
 * Every function reads whether the person who is told stays, and lets the commit check it: nothing is left for somebody
 * who has gone.
 */
import { getStay } from "@/lib/accounts/gone.ts";
import {
  type GatheredKind,
  gatheredPlace,
  type News,
  type NewsKind,
  type Notice,
  NOTICE_MS,
  type Subject,
  type WritingKind,
} from "@/lib/social/model.ts";
import { deleteAll } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";

const KEPT = { expireIn: NOTICE_MS };
/** A comment on a story, or an answer to one. */
export interface Said {
  /** Who is told. Nobody is told of their own words. */
  toId: string;
  byId: string;
  storyId: string;
  commentId: string;
  atMs: number;
}

/**
 * Tells somebody what another said of a story, as `write` is committed. What it says is read from the comment itself: one
 * that is changed, deleted or brought back is told as it is then.
 */
export async function notify(
  kv: Deno.Kv,
  write: Deno.AtomicOperation,
  kind: "comment" | "reply",
  { toId, byId, storyId, commentId, atMs }: Said,
): Promise<void> {
  const stay = toId === byId ? null : await getStay(kv, toId);
  if (!stay) return;
  const subject: Subject = { kind: "story", id: storyId };
  const notice: Notice = { v: 1, kind, subject, commentId, atMs };
  write.check(stay).set(keys.notice(toId, atMs, `${kind}:${commentId}`), notice, KEPT);
  ringBell(write, toId);
}

/**
 * Tells somebody that a story of theirs is written, or stands still, as `write` is committed: with the change of its job,
 * so that it is told once whatever crashes. The commit checks that they stay, as whatever writes a job does.
 */
export function tellWriting(
  write: Deno.AtomicOperation,
  { kind, toId, jobId, atMs }: { kind: WritingKind; toId: string; jobId: string; atMs: number },
): void {
  const notice: Notice = { v: 1, kind, jobId, atMs };
  write.set(keys.notice(toId, atMs, `${kind}:${jobId}`), notice, KEPT);
  ringBell(write, toId);
}

/** What one of many did: liked, followed, gave feedback. */
export interface Deed {
  kind: GatheredKind;
  toId: string;
  byId: string;
  subject: Subject | null;
  atMs: number;
}

/** Adds a person to the day's notice, as `write` is committed. */
export async function gather(
  kv: Deno.Kv,
  write: Deno.AtomicOperation,
  { kind, toId, byId, subject, atMs }: Deed,
): Promise<void> {
  if (toId === byId) return;
  const stay = await getStay(kv, toId);
  if (!stay) return;
  const { ms, id } = gatheredPlace(kind, subject, atMs);
  const notice: Notice | null = kind === "follower"
    ? { v: 1, kind, atMs }
    : subject && { v: 1, kind, subject, atMs };
  if (!notice) return;
  // Neither is checked: whoever comes at the same moment writes the same notice, and a part of their own.
  write.check(stay)
    .set(keys.notice(toId, ms, id), notice, KEPT)
    .set(keys.noticePart(toId, id, byId), atMs, KEPT);
  ringBell(write, toId);
}

/** Takes a person out of the notice of that day. */
export function ungather(
  write: Deno.AtomicOperation,
  { kind, toId, byId, subject, atMs }: Deed,
): void {
  const { id } = gatheredPlace(kind, subject, atMs);
  write.delete(keys.noticePart(toId, id, byId));
}

/** Forgets who did what to a subject that is gone; what whoever made it is told of it goes with it. */
export async function forgetDeeds(kv: Deno.Kv, toId: string, subject: Subject): Promise<void> {
  const doomed: Deno.KvKey[] = [];
  for (const kind of ["like", "feedback"] as const) {
    const prefix = keys.noticePartsOf(toId);
    // Names of the subject's notices end in their day: `;` follows `:`.
    const of = `${kind}:${subject.kind}:${subject.id}`;
    const all = { start: [...prefix, `${of}:`], end: [...prefix, `${of};`] };
    for await (const { key } of kv.list(all)) doomed.push(key);
  }
  await deleteAll(kv, doomed);
}

/** Says that what somebody has unread may have changed. */
export function ringBell(write: Deno.AtomicOperation, userId: string): void {
  write.set(keys.noticeBell(userId), null);
}

/** What a writer published. */
export interface Published {
  writerId: string;
  kind: NewsKind;
  subjectId: string;
  /** Of the chapter, where it is one. */
  chapterId?: number;
  /** When it is out; for what comes out by itself, the moment that is set for it. */
  atMs: number;
}

/**
 * Tells everybody who follows a writer, as `write` is committed: two writes, however many they are ([SO1]). The commit
 * must check that the writer stays, as whatever writes for a person does.
 */
export function publish(
  write: Deno.AtomicOperation,
  { writerId, kind, subjectId, chapterId, atMs }: Published,
): void {
  const news: News = { v: 1, writerId, kind, subjectId, chapterId: chapterId ?? null, atMs };
  const id = chapterId === undefined ? `${kind}:${subjectId}` : `${kind}:${subjectId}:${chapterId}`;
  write.set(keys.news(writerId, atMs, id), news, KEPT)
    .set(keys.newsHead(writerId), atMs, KEPT);
}
