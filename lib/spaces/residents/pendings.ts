/** Keeps the messages of a space that wait for a reply, few at a time. */
import { type Pending, readPending } from "@/lib/spaces/residents/model.ts";
import { keys } from "@/lib/store/keys.ts";

/** Messages that wait while another is answered. More go out without a reply. */
export const MAX_WAITING = 3;
/** One is being answered, the others wait. */
const MAX_PENDING = 1 + MAX_WAITING;
const QUEUE_MS = 60 * 60_000;

/** Lists what waits for a reply, oldest first. */
export async function listPendings(kv: Deno.Kv, spaceId: string): Promise<Pending[]> {
  const pendings: Pending[] = [];
  for await (const { value } of kv.list({ prefix: keys.spacePendings(spaceId) })) {
    pendings.push(readPending(value));
  }
  return pendings.toSorted((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1));
}

/** A pending with the version that it was read in. */
export interface HeldPending {
  pending: Pending;
  versionstamp: string;
}

/** Reads one; null when it is answered, or was taken away. */
export async function getPending(
  kv: Deno.Kv,
  spaceId: string,
  id: string,
): Promise<HeldPending | null> {
  const entry = await kv.get(keys.spacePending(spaceId, id));
  return entry.versionstamp === null
    ? null
    : { pending: readPending(entry.value), versionstamp: entry.versionstamp };
}

/** Takes one away, in a commit that fails where it is not as it was. */
export function dropPending(
  write: Deno.AtomicOperation,
  spaceId: string,
  { pending, versionstamp }: HeldPending,
): void {
  const key = keys.spacePending(spaceId, pending.id);
  write.check({ key, versionstamp }).delete(key);
}

/**
 * Puts a message into the queue of a space, in a commit of the caller's.
 *
 * @returns False where as many wait as may; the commit then fails where another came first.
 */
export async function enqueue(
  kv: Deno.Kv,
  write: Deno.AtomicOperation,
  { spaceId, pending }: { spaceId: string; pending: Pending },
): Promise<boolean> {
  const queue = await kv.get(keys.spaceQueue(spaceId));
  const waiting = await listPendings(kv, spaceId);
  if (waiting.length >= MAX_PENDING) return false;
  write.check(queue).set(queue.key, pending.atMs, { expireIn: QUEUE_MS })
    .set(keys.spacePending(spaceId, pending.id), pending);
  return true;
}
