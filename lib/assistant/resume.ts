/**
 * Going on where a connection broke: a secret that a client keeps, and what it was part of. Kept in the store, so that
 * whichever instance it comes back to knows.
 *
 * Source: connection state recovery of Socket.IO 4.6, whose client brings the `pid` and the `offset` by itself.
 */
import { hashSecret } from "@/lib/accounts/secrets.ts";
import { keys } from "@/lib/store/keys.ts";
import { upgrader } from "@/lib/store/versioned.ts";

/** Longer than a session lives without anything happening. */
const KEEP_MS = 60 * 60_000;
/** A connection is part of no more sessions at once. */
export const MAX_JOINED = 8;

interface Resumption {
  v: 1;
  viewerId: string | null;
  /** What each session was joined with. */
  joined: { sessionId: string; userId: string }[];
}

const readResumption = upgrader<Resumption>(1);

export type Joined = Resumption["joined"];

/** Remembers what the holder of a secret is part of. */
export async function putResumption(
  kv: Deno.Kv,
  secret: string,
  { viewerId, joined }: { viewerId: string | null; joined: Joined },
): Promise<void> {
  const value: Resumption = { v: 1, viewerId, joined };
  await kv.set(keys.assistResume(await hashSecret(secret)), value, { expireIn: KEEP_MS });
}

/** What the holder of a secret was part of; null for a secret that is none, or was another account's. */
export async function getResumption(
  kv: Deno.Kv,
  secret: string,
  viewerId: string | null,
): Promise<Joined | null> {
  const { value } = await kv.get(keys.assistResume(await hashSecret(secret)));
  if (value === null) return null;
  const resumption = readResumption(value);
  return resumption.viewerId === viewerId ? resumption.joined : null;
}

/** Names the last message that a client has. */
export function encodeOffset(sessionId: string, n: number): string {
  return `${sessionId}:${n}`;
}

/** Reads the offset that a client brings; null for anything that is none. */
export function decodeOffset(text: unknown): { sessionId: string; n: number } | null {
  const parts = typeof text === "string" ? /^([0-9a-f-]{36}):(\d{1,6})$/.exec(text) : null;
  return parts ? { sessionId: parts[1]!, n: Number(parts[2]) } : null;
}
