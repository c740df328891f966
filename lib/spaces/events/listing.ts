/** Public events that are live or to come. */
import { readSpace, type Space, type SpaceEvent } from "@/lib/spaces/model.ts";
import { keys } from "@/lib/store/keys.ts";

/** Reads of one commit to the store. */
const READ_AT_ONCE = 10;

export type ScheduledSpace = Space & { event: SpaceEvent };

/**
 * Moves a space in the list of events, in the commit that changes the space.
 *
 * @param before The space as it was; null for a new one.
 * @param after The space as it will be; null for one that goes away.
 */
export function indexEvent(
  write: Deno.AtomicOperation,
  before: Space | null,
  after: Space | null,
): void {
  for (const key of eventKeysOf(before)) write.delete(key);
  for (const key of eventKeysOf(after)) write.set(key, after?.id);
}

/** The index keys that a space has. */
export function eventKeysOf(space: Space | null): Deno.KvKey[] {
  return space?.event && space.isPublic ? [keys.eventByEnd(space.event.endsAtMs, space.id)] : [];
}

/** Public events from now on: those that are live, then those to come, each by its start. */
export async function listUpcomingEvents(
  kv: Deno.Kv,
  { nowMs, limit }: { nowMs: number; limit: number },
): Promise<ScheduledSpace[]> {
  const ids: string[] = [];
  const start = keys.eventByEnd(nowMs + 1, "");
  const end = keys.eventByEnd(Infinity, "");
  for await (const { value } of kv.list<string>({ start, end }, { limit })) ids.push(value);
  const spaces: ScheduledSpace[] = [];
  for (let at = 0; at < ids.length; at += READ_AT_ONCE) {
    const wanted = ids.slice(at, at + READ_AT_ONCE).map((id) => keys.space(id));
    for (const { value } of await kv.getMany<unknown[]>(wanted)) {
      const space = value === null ? null : readSpace(value);
      if (space?.event && space.isPublic && space.event.endsAtMs > nowMs) {
        spaces.push({ ...space, event: space.event });
      }
    }
  }
  return spaces.toSorted((a, b) => a.event.startsAtMs - b.event.startsAtMs);
}
