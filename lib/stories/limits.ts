/** How often one person may do what costs the library something, on pages and over the API alike. */
import type { ThrottleRule } from "@/lib/http/throttle.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Making stories, also from files. */
export const STORY_MAKE_RULE: ThrottleRule = { name: "story_make", burst: 40, windowMs: HOUR_MS };
/** Changing and deleting them and their chapters. */
export const STORY_CHANGE_RULE: ThrottleRule = {
  name: "story_change",
  burst: 400,
  windowMs: HOUR_MS,
};
/** Making books to take along. */
export const BOOK_RULE: ThrottleRule = { name: "story_book", burst: 30, windowMs: 10 * MINUTE_MS };
/** Saying something below a story, and changing it. */
export const COMMENT_RULE: ThrottleRule = {
  name: "story_comment",
  burst: 20,
  windowMs: 10 * MINUTE_MS,
};
export const REPORT_RULE: ThrottleRule = { name: "story_report", burst: 20, windowMs: HOUR_MS };
