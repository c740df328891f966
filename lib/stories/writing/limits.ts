/** How often, and how many at once. */
import type { ThrottleRule } from "@/lib/http/throttle.ts";

const HOUR_MS = 60 * 60 * 1000;

/** Stories that one person may begin. */
export const GENERATE_RULE: ThrottleRule = { name: "story_generate", burst: 12, windowMs: HOUR_MS };
/** Changes of jobs: stopping, editing, having anew. */
export const CHANGE_RULE: ThrottleRule = {
  name: "story_job_change",
  burst: 240,
  windowMs: HOUR_MS,
};

/** Jobs of one person that may be open at a time. */
export const MAX_OPEN = { guest: 1, full: 3 } as const;
/** Chapters that a finished story goes on by at a time. */
export const MAX_MORE = 5;
/** Least and most tokens that a job may be given. */
export const MIN_BUDGET_TOKENS = 10_000;
export const MAX_BUDGET_TOKENS = 20_000_000;
/** Largest form of an edit: a chapter's letters take up to three bytes each, and a form three characters for a byte. */
export const MAX_EDIT_BYTES = 400 * 1024;
