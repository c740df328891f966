/** Turns what was written for people into what they are told: names, titles, addresses; nothing that may not be seen. */
import type { User } from "@/lib/accounts/model.ts";
import { readUser } from "@/lib/accounts/store.ts";
import { type Character, mayRead, readCharacter } from "@/lib/characters/model.ts";
import {
  isGathered,
  MAX_PARTS,
  type News,
  type Notice,
  type NoticeKind,
  type Subject,
} from "@/lib/social/model.ts";
import { keys } from "@/lib/store/keys.ts";
import { getAll } from "@/lib/store/kv.ts";
import { type Comment, readComment } from "@/lib/stories/comments/model.ts";
import { mayRead as mayReadStory, readStory, type Story } from "@/lib/stories/model.ts";
import { type Job, needsOwner, readJob } from "@/lib/stories/writing/job.ts";

/** One thing that waits to be told, with its place in the list. */
export type Waiting =
  | { ms: number; id: string; news: News }
  | { ms: number; id: string; notice: Notice };

/** Somebody, as far as it takes to name them. */
export interface Named {
  id: string;
  nickname: string;
}

/** What somebody is told. */
export interface Told {
  id: string;
  kind: NoticeKind;
  atMs: number;
  /** Who did it, the latest first; of many, some. Empty where likes are nobody's in particular. */
  by: Named[];
  /** How many did it; {@link MAX_PARTS} stands for any more. */
  times: number;
  /** What it is about; null for a follower. */
  title: string | null;
  lang: "ko" | "en" | null;
  /** Title of the chapter, where it is one. */
  chapter: string | null;
  words: string | null;
  /** Leads to it, on this site. */
  path: string;
}

/** A job, as long as it is as it was told: one that goes on again, or is gone, is not told of. */
function tellWriting(
  id: string,
  { kind, jobId, atMs }: Extract<Notice, { jobId: string }>,
  known: Known,
): Told | null {
  const job = known.jobs.get(jobId);
  if (job?.ownerId !== known.viewerId) return null;
  const { lang, keywords } = job.request;
  const told = { id, kind, atMs, by: [], times: 1, lang, chapter: null, words: null };
  if (kind === "unwritten") {
    if (!needsOwner(job)) return null;
    return { ...told, title: keywords.join(", "), path: `/stories/write/${jobId}` };
  }
  const story = job.status === "done" && job.story ? known.stories.get(job.story.id) : undefined;
  return story ? { ...told, title: story.title, path: `/stories/${story.id}` } : null;
}

/** Of a gathered notice, so many people are named. */
const NAMED = 3;

/** Of what was said, so much. */
const MAX_WORDS = 140;

interface Known {
  users: ReadonlyMap<string, User>;
  characters: ReadonlyMap<string, Character>;
  stories: ReadonlyMap<string, Story>;
  comments: ReadonlyMap<string, Comment>;
  jobs: ReadonlyMap<string, Job>;
  /** Whom the reader keeps away. */
  blocked: ReadonlySet<string>;
  viewerId: string;
  nowMs: number;
}

/** Resolves what waits, in its order. What may not be told is left out. */
export async function resolveTold(
  kv: Deno.Kv,
  waiting: readonly Waiting[],
  { userId, blocked, nowMs }: {
    userId: string;
    blocked: ReadonlySet<string>;
    nowMs: number;
  },
): Promise<Told[]> {
  const parts = new Map<string, string[]>();
  await Promise.all(waiting.map(async (one) => {
    if (!("notice" in one) || !isGathered(one.notice)) return;
    parts.set(one.id, await readParts(kv, userId, one.id, blocked));
  }));
  const jobIds = waiting.flatMap((one) =>
    "notice" in one && "jobId" in one.notice ? [one.notice.jobId] : []
  );
  const jobs = await getMap(kv, jobIds, keys.storyJob, readJob);
  const subjects = waiting.flatMap((one) => subjectOf(one, jobs) ?? []);
  const said = waiting.flatMap((one) =>
    "notice" in one && "commentId" in one.notice ? [one.notice] : []
  );
  const comments = await getComments(
    kv,
    said.map(({ subject, commentId }) => keys.storyComment(subject.id, commentId)),
  );
  const people = waiting.flatMap((one) => peopleOf(one, parts, comments));
  const [users, characters, stories] = await Promise.all([
    getMap(kv, people, keys.user, readUser),
    getMap(kv, idsOf(subjects, "character"), keys.character, readCharacter),
    getMap(kv, idsOf(subjects, "story"), keys.story, readStory),
  ]);
  const known: Known = {
    users,
    characters,
    stories,
    comments,
    jobs,
    blocked,
    viewerId: userId,
    nowMs,
  };
  return waiting.flatMap((one) =>
    ("news" in one ? tellNews(one, known) : tellNotice(one, parts.get(one.id) ?? [], known)) ?? []
  );
}

/** Ids of those who took part, the latest first. */
async function readParts(
  kv: Deno.Kv,
  userId: string,
  id: string,
  blocked: ReadonlySet<string>,
): Promise<string[]> {
  const found: { byId: string; ms: number }[] = [];
  const prefix = keys.noticeParts(userId, id);
  for await (const { key, value } of kv.list<number>({ prefix }, { limit: MAX_PARTS })) {
    const byId = String(key.at(-1));
    if (!blocked.has(byId)) found.push({ byId, ms: value });
  }
  return found.sort((a, b) => b.ms - a.ms).map(({ byId }) => byId);
}

function peopleOf(
  one: Waiting,
  parts: ReadonlyMap<string, string[]>,
  comments: ReadonlyMap<string, Comment>,
): string[] {
  if ("news" in one) return [one.news.writerId];
  if (isGathered(one.notice)) return (parts.get(one.id) ?? []).slice(0, NAMED);
  if ("jobId" in one.notice) return [];
  const authorId = comments.get(one.notice.commentId)?.authorId;
  return authorId ? [authorId] : [];
}

function subjectOf(one: Waiting, jobs: ReadonlyMap<string, Job>): Subject | null {
  if ("news" in one) {
    const { kind, subjectId } = one.news;
    return { kind: kind === "character" ? "character" : "story", id: subjectId };
  }
  if ("jobId" in one.notice) {
    const id = jobs.get(one.notice.jobId)?.story?.id;
    return id === undefined ? null : { kind: "story", id };
  }
  return one.notice.kind === "follower" ? null : one.notice.subject;
}

function idsOf(subjects: readonly Subject[], kind: Subject["kind"]): string[] {
  return subjects.flatMap((subject) => subject.kind === kind ? [subject.id] : []);
}

async function getMap<T extends { id: string }>(
  kv: Deno.Kv,
  ids: readonly string[],
  keyOf: (id: string) => Deno.KvKey,
  read: (stored: unknown) => T,
): Promise<Map<string, T>> {
  const entries = await getAll(kv, [...new Set(ids)].map(keyOf));
  const found = entries.flatMap(({ value }) => value === null ? [] : [read(value)]);
  return new Map(found.map((one) => [one.id, one]));
}

async function getComments(
  kv: Deno.Kv,
  wanted: readonly Deno.KvKey[],
): Promise<Map<string, Comment>> {
  const comments = (await getAll(kv, wanted)).flatMap(({ value }) =>
    value === null ? [] : [readComment(value)]
  );
  return new Map(comments.map((comment) => [comment.id, comment]));
}

/** Name and address of a subject, where the reader may see it. */
function lookUp(
  { kind, id }: Subject,
  { characters, stories, viewerId, nowMs }: Known,
): { title: string; lang: "ko" | "en"; path: string; story: Story | null } | null {
  if (kind === "character") {
    const found = characters.get(id);
    if (!found || !mayRead(found, viewerId)) return null;
    return { title: found.name, lang: found.lang, path: `/characters/${id}`, story: null };
  }
  const story = stories.get(id);
  if (!story || !mayReadStory(story, viewerId, nowMs)) return null;
  return { title: story.title, lang: story.lang, path: `/stories/${id}`, story };
}

function tellNews({ id, news }: Extract<Waiting, { news: News }>, known: Known): Told | null {
  const { kind, writerId, subjectId, chapterId, atMs } = news;
  const writer = known.users.get(writerId);
  const subject = lookUp(
    { kind: kind === "character" ? "character" : "story", id: subjectId },
    known,
  );
  if (!writer || !subject || !isForEverybody(news, known)) return null;
  const at = subject.story?.chapters.findIndex((chapter) => chapter.id === chapterId) ?? -1;
  if (chapterId !== null && at === -1) return null;
  return {
    id,
    kind,
    atMs,
    by: [{ id: writer.id, nickname: writer.nickname }],
    times: 1,
    title: subject.title,
    lang: subject.lang,
    chapter: subject.story?.chapters[at]?.title ?? null,
    words: null,
    path: at === -1 ? subject.path : `${subject.path}/${at + 1}`,
  };
}

/** Unlisted things open to whoever has the link; followers have none. */
function isForEverybody({ kind, subjectId }: News, { characters, stories }: Known): boolean {
  const subject = kind === "character" ? characters.get(subjectId) : stories.get(subjectId);
  return subject?.visibility === "public";
}

function tellNotice(
  { id, notice }: Extract<Waiting, { notice: Notice }>,
  partIds: readonly string[],
  known: Known,
): Told | null {
  const { kind, atMs } = notice;
  const named = (ids: readonly string[]) =>
    ids.flatMap((id) => {
      const user = known.users.get(id);
      return user ? [{ id, nickname: user.nickname }] : [];
    });
  if (notice.kind === "follower") {
    if (partIds.length === 0) return null;
    const by = named(partIds.slice(0, NAMED));
    const times = partIds.length;
    const path = `/users/${known.viewerId}/followers`;
    return { id, kind, atMs, by, times, title: null, lang: null, chapter: null, words: null, path };
  }
  if ("jobId" in notice) return tellWriting(id, notice, known);
  const subject = lookUp(notice.subject, known);
  if (!subject) return null;
  const { title, lang } = subject;
  const about = { id, kind, atMs, title, lang, chapter: null };
  if (!("commentId" in notice)) {
    if (partIds.length === 0) return null;
    // Neither likes nor feedback are signed.
    const path = kind === "feedback" ? `${subject.path}/feedback` : subject.path;
    return { ...about, by: [], times: partIds.length, words: null, path };
  }
  const comment = known.comments.get(notice.commentId);
  if (!comment || comment.deletedAtMs !== null || comment.hiddenAtMs !== undefined) return null;
  const by = named([comment.authorId]);
  if (by.length === 0 || known.blocked.has(comment.authorId)) return null;
  const line = comment.text.replace(/\s+/g, " ").trim();
  const words = line.length <= MAX_WORDS ? line : `${line.slice(0, MAX_WORDS).toWellFormed()}…`;
  return { ...about, by, times: 1, words, path: `${subject.path}#c-${comment.id}` };
}
