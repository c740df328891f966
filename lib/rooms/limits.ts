/** How often people and addresses may do what costs a room something. */
import type { Viewer } from "@/lib/accounts/model.ts";
import { drawToken, type FullAtMs } from "@/lib/http/bucket.ts";
import type { BucketRule } from "@/lib/http/bucket.ts";
import { takeToken, type ThrottleRule } from "@/lib/http/throttle.ts";

const MINUTE_MS = 60_000;

/** Coming in is told to everybody there. */
export const ENTER_RULE: ThrottleRule = { name: "room_enter", burst: 60, windowMs: MINUTE_MS };
/** Messages, over all connections of one person, or of one address without a name. */
export const SAY_RULE: BucketRule = { burst: 40, windowMs: 40_000 };
/** Questions to the AI, for people with an account, for addresses without one, and for a room. */
const ASK_RULE: ThrottleRule = { name: "room_ask", burst: 30, windowMs: 5 * MINUTE_MS };
const GUEST_ASK_RULE: ThrottleRule = {
  name: "room_ask_guest",
  burst: 20,
  windowMs: 5 * MINUTE_MS,
};
const ROOM_ASK_RULE: ThrottleRule = { name: "room_ask_in", burst: 120, windowMs: 5 * MINUTE_MS };
/** Connections of one address on one instance, other than this very machine. */
export const MAX_CONNECTIONS = 40;
/** Subjects whose messages are counted; past that, those quiet longest are forgotten. */
const MAX_SUBJECTS = 10_000;

/** Who is counted: an account wherever it is, anybody else by address. */
export function subjectOf(viewer: Viewer | null, address: string): string {
  return viewer ? `u:${viewer.id}` : `a:${address}`;
}

export type Allowed = { ok: true } | { ok: false; retryAfterS: number };

/** Counts one more question of somebody in a room. Holds across instances. */
export async function takeQuestion(
  kv: Deno.Kv,
  { viewer, address, roomId, nowMs }: {
    viewer: Viewer | null;
    address: string;
    roomId: string;
    nowMs: number;
  },
): Promise<Allowed> {
  const rule = viewer ? ASK_RULE : GUEST_ASK_RULE;
  const taken = await takeToken(kv, rule, { subject: subjectOf(viewer, address), nowMs });
  return taken.ok ? await takeToken(kv, ROOM_ASK_RULE, { subject: roomId, nowMs }) : taken;
}

/** Counts things of many subjects in the memory of this instance. */
export function createBuckets(rule: BucketRule): (subject: string, nowMs: number) => Allowed {
  const buckets = new Map<string, FullAtMs>();
  return (subject, nowMs) => {
    const draw = drawToken(rule, buckets.get(subject) ?? null, nowMs);
    if (!draw.ok) return draw;
    // Deleted and set again: a Map keeps the order of insertion, so the first is the one quiet longest.
    buckets.delete(subject);
    buckets.set(subject, draw.fullAtMs);
    if (buckets.size > MAX_SUBJECTS) buckets.delete(buckets.keys().next().value!);
    return { ok: true };
  };
}
