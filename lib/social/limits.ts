/** How often one person may follow, keep away and give feedback. */
import type { ThrottleRule } from "@/lib/http/throttle.ts";

const HOUR_MS = 60 * 60_000;

export const FOLLOW_RULE: ThrottleRule = { name: "follow", burst: 120, windowMs: HOUR_MS };
export const FEEDBACK_RULE: ThrottleRule = { name: "feedback", burst: 120, windowMs: HOUR_MS };
