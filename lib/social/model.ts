/**
 * Who follows whom, and what people are told.
 *
 * - [SO1] What a writer publishes is written once, beside the writer, however many follow: 10 followers cost what 10,000
 *   do. Whoever follows reads it from there, for as many writers as they follow, and no more than {@link MAX_FOLLOWING}.
 * - [SO2] What concerns one person alone (a comment, a like, a follower) is written for that person. Of what may come from
 *   many at once, each leaves a part of its own, so that nobody waits for another; a day's parts are one notice.
 * - [SO3] A notice tells of what is there and may be seen: what is gone, hidden or from somebody kept away is not told.
 * - [SO4] Counting what is unread takes one read of the store on a page. It is counted anew where a bell was rung since,
 *   and every {@link LOOK_AGAIN_MS} for those who follow somebody.
 */
import { z } from "zod";
import { upgrader } from "@/lib/store/versioned.ts";

/** Writers that one person may follow. */
export const MAX_FOLLOWING = 500;
/** People that one person may keep away. */
export const MAX_BLOCKS = 500;
const DAY_MS = 86_400_000;
/** Notices and news are kept for this long. */
export const NOTICE_MS = 90 * DAY_MS;
export const LOOK_AGAIN_MS = 5 * 60_000;
/** Unread notices that are counted; more are "so many and more". */
export const MAX_UNREAD = 50;
/** People of one notice that are counted. */
export const MAX_PARTS = 100;

/** What followers are told of a writer. */
export const NEWS_KINDS = ["story", "chapter", "character"] as const;
export type NewsKind = typeof NEWS_KINDS[number];
/** What is told to one person, by one other. */
export const SINGLE_KINDS = ["comment", "reply"] as const;
/** What is told to one person, of many. */
export const GATHERED_KINDS = ["like", "follower", "feedback"] as const;
export type GatheredKind = typeof GATHERED_KINDS[number];
/** What is told to somebody of a story that is written for them: it is finished, or stands still until they see to it. */
export const WRITING_KINDS = ["written", "unwritten"] as const;
export type WritingKind = typeof WRITING_KINDS[number];
export const NOTICE_KINDS = [
  ...NEWS_KINDS,
  ...SINGLE_KINDS,
  ...GATHERED_KINDS,
  ...WRITING_KINDS,
] as const;
export type NoticeKind = typeof NOTICE_KINDS[number];

export const Subject = z.object({ kind: z.enum(["character", "story"]), id: z.string() });
export type Subject = z.infer<typeof Subject>;

/** Something that a writer published. */
export const News = z.object({
  v: z.literal(1),
  writerId: z.string(),
  kind: z.enum(NEWS_KINDS),
  /** Of the story, or of the character. */
  subjectId: z.string(),
  /** Of the chapter, where it is one: it keeps its id wherever it moves. */
  chapterId: z.number().int().nullable(),
  atMs: z.number(),
});
export type News = z.infer<typeof News>;
export const readNews = upgrader<News>(1);

const WITH_SUBJECT = { v: z.literal(1), subject: Subject, atMs: z.number() };

/** Something that concerns one person alone. */
export const Notice = z.discriminatedUnion("kind", [
  z.object({
    ...WITH_SUBJECT,
    kind: z.enum(SINGLE_KINDS),
    /** Of the comment on the story that is the subject: whose it is, and what it says, is read from there. */
    commentId: z.string(),
  }),
  z.object({ ...WITH_SUBJECT, kind: z.enum(["like", "feedback"]) }),
  z.object({ v: z.literal(1), atMs: z.number(), kind: z.literal("follower") }),
  z.object({ v: z.literal(1), atMs: z.number(), kind: z.enum(WRITING_KINDS), jobId: z.string() }),
]);
export type Notice = z.infer<typeof Notice>;
export const readNotice = upgrader<Notice>(1);

/** What somebody has seen, and wants to be told. */
export const Inbox = z.object({
  v: z.literal(1),
  /** Everything up to here is read. */
  seenAtMs: z.number(),
  /** As counted last, {@link MAX_UNREAD} at most. */
  unread: z.number().int().min(0),
  /** The bell's versionstamp as it was then; null where it had never rung. */
  bell: z.string().nullable(),
  /** When to count again even if no bell rings; null for those who follow nobody. */
  lookAtMs: z.number().nullable(),
  /** Kinds that are not told. */
  off: z.array(z.enum(NOTICE_KINDS)),
});
export type Inbox = z.infer<typeof Inbox>;
export const readInbox = upgrader<Inbox>(1);

export const EMPTY_INBOX: Inbox = {
  v: 1,
  seenAtMs: 0,
  unread: 0,
  bell: null,
  lookAtMs: null,
  off: [],
};

/** Where the day's notice of a gathered kind stands: at the end of its day (UTC), so that everything unread lies above. */
export function gatheredPlace(
  kind: GatheredKind,
  subject: Subject | null,
  atMs: number,
): { ms: number; id: string } {
  const day = Math.floor(atMs / DAY_MS);
  const of = subject ? `${subject.kind}:${subject.id}:` : "";
  return { ms: (day + 1) * DAY_MS - 1, id: `${kind}:${of}${day}` };
}

/** Whether a notice gathers what many did. */
export function isGathered(notice: Notice): notice is Extract<Notice, { kind: GatheredKind }> {
  return GATHERED_KINDS.some((kind) => kind === notice.kind);
}
