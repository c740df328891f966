/** How often people and addresses may use the assistant. */
import type { Viewer } from "@/lib/accounts/model.ts";
import { takeToken, type ThrottleRule } from "@/lib/http/throttle.ts";

const MINUTE_MS = 60_000;

/** Connections, over both transports. */
export const CONNECT_RULE: ThrottleRule = {
  name: "assist_connect",
  burst: 60,
  windowMs: MINUTE_MS,
};
const ASK_RULE: ThrottleRule = { name: "assist_ask", burst: 40, windowMs: 5 * MINUTE_MS };
const GUEST_ASK_RULE: ThrottleRule = {
  name: "assist_ask_guest",
  burst: 30,
  windowMs: 5 * MINUTE_MS,
};
/** Sessions that are begun. */
const START_RULE: ThrottleRule = { name: "assist_start", burst: 60, windowMs: 10 * MINUTE_MS };
/** Connections of one address on one instance, other than this very machine; and of all of them. */
export const MAX_CONNECTIONS = 40;
export const MAX_ALL_CONNECTIONS = 5_000;

export interface Counted {
  viewer: Viewer | null;
  address: string;
}

function subjectOf({ viewer, address }: Counted): string {
  return viewer ? `u:${viewer.id}` : `a:${address}`;
}

/** Counts one more question. Holds across instances. */
export async function takeQuestion(kv: Deno.Kv, who: Counted, nowMs: number) {
  const rule = who.viewer ? ASK_RULE : GUEST_ASK_RULE;
  return await takeToken(kv, rule, { subject: subjectOf(who), nowMs });
}

/** Counts one more session. */
export async function takeStart(kv: Deno.Kv, who: Counted, nowMs: number) {
  return await takeToken(kv, START_RULE, { subject: subjectOf(who), nowMs });
}

/** Counts one more connection. */
export async function takeConnection(kv: Deno.Kv, who: Counted, nowMs: number) {
  return await takeToken(kv, CONNECT_RULE, { subject: subjectOf(who), nowMs });
}
