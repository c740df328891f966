/** How often one person may do with whole conversations what costs the house something. */
import type { ThrottleRule } from "@/lib/http/throttle.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Beginning conversations, each of which keeps all greetings of its character. */
export const BEGIN_RULE: ThrottleRule = { name: "chat_begin", burst: 120, windowMs: HOUR_MS };
/** Searching, which reads thousands of messages. */
export const SEARCH_RULE: ThrottleRule = {
  name: "chat_search",
  burst: 60,
  windowMs: 5 * MINUTE_MS,
};
/** Writing whole conversations out. */
export const EXPORT_RULE: ThrottleRule = { name: "chat_export", burst: 60, windowMs: HOUR_MS };
/** Bringing conversations in, each of thousands of messages. */
export const IMPORT_RULE: ThrottleRule = { name: "chat_import", burst: 30, windowMs: HOUR_MS };
/** Making links that anybody can open. */
export const SHARE_RULE: ThrottleRule = { name: "chat_share", burst: 30, windowMs: HOUR_MS };
