/** How often one person may do what costs others something. */
import type { ThrottleRule } from "@/lib/http/throttle.ts";

const HOUR_MS = 3_600_000;

/** Looking people up by e-mail tells whether there is an account: not for lists of addresses. */
export const INVITE_RULE: ThrottleRule = { name: "event_invite", burst: 60, windowMs: HOUR_MS };
/** Guest lists and links. */
export const GUESTS_RULE: ThrottleRule = { name: "event_guests", burst: 300, windowMs: HOUR_MS };
/** Each act is an event to everybody in the space. */
export const STAGE_RULE: ThrottleRule = { name: "event_stage", burst: 60, windowMs: 60_000 };
export const REMIND_RULE: ThrottleRule = { name: "event_remind", burst: 120, windowMs: HOUR_MS };
/** Opening links that let somebody in. */
export const CLAIM_RULE: ThrottleRule = { name: "event_claim", burst: 60, windowMs: HOUR_MS };
