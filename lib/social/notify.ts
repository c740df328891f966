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
} from "@/lib/social/model.ts";
import { keys } from "@/lib/store/keys.ts";

const KEPT = { expireIn: NOTICE_MS };
/** Of what was said, so much is told. */
const MAX_WORDS = 140;

/** What a comment or an answer to one tells. */
export interface Said {
  kind: "comment" | "reply";
  /** Who is told. */
  toId: string;
  /** Who said it. Nobody is told of their own words. */
  byId: string;
  /** Names what was said for good: the id of the comment. */
  id: string;
  subject: Subject;
  words: string;
  /** Where it stands, on this site: `/stories/…#comment-…`. */
  path: string;
  /** When it was said: with the id, the name under which {@link unsay} finds it. */
  atMs: number;
}

/** Tells somebody what another said, as `write` is committed. Adds a check, unless people talk to themselves. */
export async function notify(
  kv: Deno.Kv,
  write: Deno.AtomicOperation,
  { kind, toId, byId, id, subject, words, path, atMs }: Said,
): Promise<void> {
  if (toId === byId) return;
  const stay = await getStay(kv, toId);
  if (!stay) return;
  const line = words.replace(/\s+/g, " ").trim();
  const notice: Notice = {
    v: 1,
    kind,
    byId,
    subject,
    words: line.length <= MAX_WORDS ? line : `${line.slice(0, MAX_WORDS).toWellFormed()}…`,
    path,
    atMs,
  };
  write.check(stay).set(keys.notice(toId, atMs, `${kind}:${id}`), notice, KEPT);
  ringBell(write, toId);
}

/** Takes back what {@link notify} told, as what was said is deleted. */
export function unsay(
  write: Deno.AtomicOperation,
  { kind, toId, id, atMs }: Pick<Said, "kind" | "toId" | "id" | "atMs">,
): void {
  write.delete(keys.notice(toId, atMs, `${kind}:${id}`));
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
