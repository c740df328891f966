/** What readers say of a reply or a chapter: a thumb with its reason, and words if they like. */
import { z } from "zod";
import { Subject } from "@/lib/social/model.ts";
import { upgrader } from "@/lib/store/versioned.ts";

export const GOOD_REASONS = [
  "good",
  "in_character",
  "moving",
  "funny",
  "well_written",
  "surprising",
] as const;
export const BAD_REASONS = [
  "bad",
  "out_of_character",
  "contradicts",
  "repetitive",
  "dull",
  "uncomfortable",
] as const;
/** Each says which way the thumb points, so that a form asks one thing. */
export const REASONS = [...GOOD_REASONS, ...BAD_REASONS] as const;
export type FeedbackReason = typeof REASONS[number];

export const MAX_FEEDBACK_CHARS = 500;
/** Of a reply that a reader shows with the feedback, so much. */
export const MAX_SHOWN_CHARS = 4_000;

export function isGood(reason: FeedbackReason): boolean {
  return GOOD_REASONS.some((good) => good === reason);
}

/** What was said, as it is entered. Browsers send line ends as CR LF. */
export const FeedbackInput = z.object({
  reason: z.enum(REASONS),
  words: z.string().normalize("NFC").default("").transform((text) =>
    text.toWellFormed().replace(/\r\n?/g, "\n").replace(/[^\P{Cc}\n]/gu, "").trim()
  ).pipe(z.string().max(MAX_FEEDBACK_CHARS)),
});
export type FeedbackInput = z.infer<typeof FeedbackInput>;

/** One person's word on one part: a reply of a character, or a chapter of a story. */
export const Feedback = z.object({
  v: z.literal(1),
  subject: Subject,
  /** Id of the message, or of the chapter. */
  part: z.string(),
  byId: z.string(),
  reason: z.enum(REASONS),
  words: z.string().max(MAX_FEEDBACK_CHARS),
  /** The reply itself, where its reader ticked to show it; conversations are private otherwise. */
  shown: z.string().max(MAX_SHOWN_CHARS).nullable(),
  atMs: z.number(),
});
export type Feedback = z.infer<typeof Feedback>;
export const readFeedback = upgrader<Feedback>(1);
