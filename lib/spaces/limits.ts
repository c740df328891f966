/** How often one person may do what costs a space something, on pages and over the API alike. */
import type { ThrottleRule } from "@/lib/http/throttle.ts";

const MINUTE_MS = 60_000;

export const MAKE_SPACE_RULE: ThrottleRule = {
  name: "space_make",
  burst: 20,
  windowMs: 60 * MINUTE_MS,
};
/** Changing, deleting, and new invitation links: each is told to everybody there. */
export const CHANGE_SPACE_RULE: ThrottleRule = {
  name: "space_change",
  burst: 60,
  windowMs: 10 * MINUTE_MS,
};
/** Coming and going is told to everybody there. */
export const JOIN_RULE: ThrottleRule = { name: "space_join", burst: 60, windowMs: 5 * MINUTE_MS };
/** Sixteen a minute for long, and twenty at once for a while. */
export const CHAT_RULE: ThrottleRule = { name: "space_chat", burst: 20, windowMs: 75_000 };
export const MODERATE_RULE: ThrottleRule = {
  name: "space_moderate",
  burst: 120,
  windowMs: 10 * MINUTE_MS,
};
