/** How often people and addresses may do what a call costs us. */
import type { ThrottleRule } from "@/lib/http/throttle.ts";

const MINUTE_MS = 60_000;

/** Each is a record that may wait for a day. */
export const CREATE_RULE: ThrottleRule = {
  name: "call_create",
  burst: 60,
  windowMs: 10 * MINUTE_MS,
};
/** A connection that breaks again and again is opened no more often than this. */
export const ENTER_RULE: ThrottleRule = { name: "call_enter", burst: 60, windowMs: MINUTE_MS };
/** Credentials for a relay that are given out for one call, to whoever has its link. */
export const ICE_OF_CALL_RULE: ThrottleRule = {
  name: "call_ice",
  burst: 60,
  windowMs: 10 * MINUTE_MS,
};
/** Connections of one address on one instance, other than this very machine. */
export const MAX_CONNECTIONS = 40;
/** Who came in and has not joined by then is let go. */
export const JOIN_MS = 15_000;
/** Frames of one connection that wait for the ones before. */
export const MAX_WAITING = 128;
