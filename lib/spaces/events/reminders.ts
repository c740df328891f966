/** Reminders: who wants to be told of which event, and which of them are due. */
import { requireStay } from "@/lib/accounts/gone.ts";
import { failure } from "@/lib/errors.ts";
import {
  readReminder,
  REMIND_MINUTES,
  type Reminder,
  type RemindMinutes,
} from "@/lib/spaces/events/model.ts";
import { readSpace, type Space, type SpaceEvent } from "@/lib/spaces/model.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";

const MINUTE_MS = 60_000;
/** Events that somebody can be reminded of at once. */
export const MAX_REMINDERS = 50;
/** An event may be moved closer: however far away the next reminder seems, it is looked at again by then. */
export const LOOK_AGAIN_MS = 10 * MINUTE_MS;

/** When a reminder is due as its event stands now. */
export function dueAtMs(event: SpaceEvent, minutes: RemindMinutes): number {
  return event.startsAtMs - minutes * MINUTE_MS;
}

/** The times before an event that are still to come. */
export function remindChoices(event: SpaceEvent, nowMs: number): RemindMinutes[] {
  return REMIND_MINUTES.filter((minutes) => dueAtMs(event, minutes) > nowMs);
}

/** Reads when somebody wants to be reminded of a space's event, or null. */
export async function getReminder(
  kv: Deno.Kv,
  spaceId: string,
  userId: string,
): Promise<Reminder | null> {
  const { value } = await kv.get(keys.spaceReminder(spaceId, userId));
  return value === null ? null : readReminder(value);
}

/**
 * Remembers to remind somebody; a second wish takes the place of the first.
 *
 * @throws {HttpError} `not_found` where there is no event (any more), `too_many`.
 */
export async function setReminder(
  kv: Deno.Kv,
  { spaceId, userId, minutes, nowMs }: {
    spaceId: string;
    userId: string;
    minutes: RemindMinutes;
    nowMs: number;
  },
): Promise<Reminder> {
  return await commitWithRetry(async () => {
    const [space, old] = await kv.getMany([
      keys.space(spaceId),
      keys.spaceReminder(spaceId, userId),
    ]);
    const event = space.value === null ? null : readSpace(space.value).event;
    if (!event || event.endsAtMs <= nowMs) throw failure("not_found");
    const stay = await requireStay(kv, userId);
    const write = kv.atomic().check(space, old, stay);
    if (old.value !== null) write.delete(indexKey(readReminder(old.value)));
    else if ((await indexEntries(kv, userId)).length >= MAX_REMINDERS) throw failure("too_many");
    const reminder: Reminder = {
      v: 1,
      spaceId,
      userId,
      minutes,
      dueAtMs: dueAtMs(event, minutes),
    };
    write.set(old.key, reminder).set(indexKey(reminder), spaceId);
    return { write, value: reminder };
  });
}

/** Forgets a reminder. Nothing happens where there is none. */
export async function cancelReminder(kv: Deno.Kv, spaceId: string, userId: string): Promise<void> {
  await commitWithRetry(async () => {
    const entry = await kv.get(keys.spaceReminder(spaceId, userId));
    if (entry.value === null) return { write: null, value: undefined };
    const write = kv.atomic().check(entry).delete(entry.key)
      .delete(indexKey(readReminder(entry.value)));
    return { write, value: undefined };
  });
}

function indexKey({ userId, dueAtMs, spaceId }: Reminder): Deno.KvKey {
  return keys.reminderByUser(userId, dueAtMs, spaceId);
}

async function indexEntries(kv: Deno.Kv, userId: string): Promise<Deno.KvEntry<string>[]> {
  const prefix = keys.remindersByUser(userId);
  return await Array.fromAsync(kv.list<string>({ prefix }, { limit: MAX_REMINDERS }));
}

/** A reminder beside the event that it is about. */
export interface EventReminder {
  space: Space & { event: SpaceEvent };
  minutes: RemindMinutes;
  /** As the event stands now. */
  dueAtMs: number;
}

/** Everything somebody wants to be reminded of, the next first. Those of events that are over or gone are cleaned up. */
export async function listReminders(
  kv: Deno.Kv,
  userId: string,
  nowMs: number,
): Promise<EventReminder[]> {
  const ids = (await indexEntries(kv, userId)).map(({ value }) => value);
  const found = await Promise.all(ids.map(async (id) => {
    const [space, own] = await kv.getMany([keys.space(id), keys.spaceReminder(id, userId)]);
    const event = space.value === null ? null : readSpace(space.value).event;
    if (own.value === null) return [];
    if (space.value === null || !event || event.endsAtMs <= nowMs) {
      await cancelReminder(kv, id, userId);
      return [];
    }
    const { minutes } = readReminder(own.value);
    const due = dueAtMs(event, minutes);
    return [{ space: { ...readSpace(space.value), event }, minutes, dueAtMs: due }];
  }));
  return found.flat().toSorted((a, b) => a.dueAtMs - b.dueAtMs);
}

/** A reminder that is due, as every page shows it. */
export interface DueReminder {
  spaceId: string;
  name: Space["name"];
  /** Zero or less where it has begun. */
  startsInMs: number;
}

/** What is due, and when it is worth looking again: null when nothing will ever be due. */
export async function lookForDue(
  kv: Deno.Kv,
  userId: string,
  nowMs: number,
): Promise<{ due: DueReminder[]; lookAtMs: number | null }> {
  const reminders = await listReminders(kv, userId, nowMs);
  const due = reminders.filter(({ dueAtMs }) => dueAtMs <= nowMs)
    .map(({ space: { id, name, event } }) => ({
      spaceId: id,
      name,
      startsInMs: event.startsAtMs - nowMs,
    }));
  const [first] = reminders;
  if (!first) return { due, lookAtMs: null };
  return { due, lookAtMs: Math.min(first.dueAtMs, nowMs + LOOK_AGAIN_MS) };
}
