/** Public events that are live or to come. */
import { readSpace, type Space, type SpaceEvent } from "@/lib/spaces/model.ts";
import { keys } from "@/lib/store/keys.ts";
import { getAll } from "@/lib/store/kv.ts";

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
  const found = await getAll(kv, ids.map((id) => keys.space(id)));
  const spaces = found.flatMap(({ value }): ScheduledSpace[] => {
    const space = value === null ? null : readSpace(value);
    const isToCome = space?.event && space.isPublic && space.event.endsAtMs > nowMs;
    return isToCome ? [{ ...space, event: space.event! }] : [];
  });
  return spaces.toSorted((a, b) => a.event.startsAtMs - b.event.startsAtMs);
}
