/** How often one person may share what costs the house something. */
import type { ThrottleRule } from "@/lib/http/throttle.ts";

const MINUTE_MS = 60_000;

/** Links that the house has to fetch; those it knows cost nothing. */
export const LINK_RULE: ThrottleRule = { name: "link_card", burst: 20, windowMs: 10 * MINUTE_MS };
/** Pictures, which are decoded and kept. */
export const IMAGE_RULE: ThrottleRule = {
  name: "space_image",
  burst: 40,
  windowMs: 240 * MINUTE_MS,
};
/** Anything shared. */
export const SHARE_RULE: ThrottleRule = { name: "share", burst: 30, windowMs: 5 * MINUTE_MS };
/** Pinning, unpinning and moving. */
export const BOARD_RULE: ThrottleRule = { name: "board", burst: 60, windowMs: 10 * MINUTE_MS };
