/**
 * Comments on a story: threads of one level, and reports.
 *
 * - [SC1] Who deletes a comment can have it back for ten minutes; then its words are gone from the store.
 * - [SC2] A comment that was answered leaves an empty place when it is deleted, so that the answers keep theirs.
 * - [SC3] A comment is its writer's to change; its story's owner may take it away, nobody may change it for them.
 * - [SC4] The number of comments that readers are told is of those that they can read: neither places nor hidden ones.
 */
import { z } from "zod";
import { upgrader } from "@/lib/store/versioned.ts";
import { isVisible } from "@/lib/visible.ts";

export const MAX_COMMENT = 2_000;
/** Most answers to one comment. */
export const MAX_ANSWERS = 100;
/** How long a deleted comment can be brought back. */
export const UNDO_MS = 10 * 60_000;

export const Comment = z.object({
  v: z.literal(1),
  id: z.string(),
  storyId: z.string(),
  /** The comment that this one answers; null for one that begins a thread. */
  parentId: z.string().nullable(),
  /** Id of the chapter beside which it was written; null on the story's own page. */
  chapterId: z.number().int().nullable(),
  authorId: z.string(),
  /** Plain words, as they were typed. Empty in a place that is kept for its answers ([SC2]). */
  text: z.string(),
  createdAtMs: z.number(),
  editedAtMs: z.number().nullable(),
  deletedAtMs: z.number().nullable(),
  /** Since when those who look after the house keep it from others; absent where they do not. */
  hiddenAtMs: z.number().optional(),
});
export type Comment = z.infer<typeof Comment>;
export const readComment = upgrader<Comment>(1);

/** Whether there is more of it than an empty place. */
export function isShown(
  { deletedAtMs, hiddenAtMs }: Pick<Comment, "deletedAtMs" | "hiddenAtMs">,
): boolean {
  return deletedAtMs === null && hiddenAtMs === undefined;
}

/** What somebody writes. */
export const CommentText = z.string().normalize("NFC")
  .transform((text) =>
    text.toWellFormed().replace(/\r\n?/g, "\n").replace(/\n{3,}/g, "\n\n").trim()
  )
  .pipe(z.string().min(1).max(MAX_COMMENT).refine(isVisible, "must show something"));

export const REPORT_REASONS = ["spam", "abuse", "sexual", "spoiler", "privacy", "other"] as const;
export type ReportReason = typeof REPORT_REASONS[number];

/** What one reader has against a comment, or a story. */
export const Report = z.object({
  v: z.literal(1),
  storyId: z.string(),
  /** Empty where it is the story. */
  commentId: z.string(),
  reporterId: z.string(),
  reason: z.enum(REPORT_REASONS),
  note: z.string(),
  /** As it was when it was reported: the comment, or the story's title and synopsis. */
  text: z.string(),
  atMs: z.number(),
});
export type Report = z.infer<typeof Report>;
export const readReport = upgrader<Report>(1);

export const ReportInput = z.object({
  reason: z.enum(REPORT_REASONS),
  note: z.string().normalize("NFC").transform((note) => note.toWellFormed().trim())
    .pipe(z.string().max(500)).default(""),
});
export type ReportInput = z.infer<typeof ReportInput>;
