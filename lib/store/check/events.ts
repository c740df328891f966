/** Events: their list, guest lists, tickets, links, reminders and stages; each is of a space and a person that are there. */
import { eventKeysOf } from "@/lib/spaces/events/listing.ts";
import type { Claim, Reminder } from "@/lib/spaces/events/model.ts";
import type { Space } from "@/lib/spaces/model.ts";
import { checkIndex } from "@/lib/store/check/index_rules.ts";
import { nameKey, type Walk } from "@/lib/store/check/walk.ts";
import { keys } from "@/lib/store/keys.ts";

export function* checkEvents(walk: Walk): Generator<string> {
  yield* checkIndex<Space>(walk, {
    records: keys.spaces(),
    index: keys.eventsByEnd(),
    keysOf: (space) => eventKeysOf(space),
  });
  yield* checkPasses(walk);
  yield* checkReminders(walk);
  for (const { key, value } of walk.below(keys.anySpaceClaims())) {
    const { usedBy } = value as Claim;
    if (!walk.has(keys.space(String(key[1])))) yield `${nameKey(key)} is of no space`;
    if (usedBy !== null && !walk.has(keys.user(usedBy))) yield `${nameKey(key)} was used by nobody`;
  }
  for (const { key } of walk.below(keys.spaceStages())) {
    if (!walk.has(keys.space(String(key[1])))) yield `${nameKey(key)} is of no space`;
  }
}

/** Guests stand in their own list too; whoever has a ticket is a guest. */
function* checkPasses(walk: Walk): Generator<string> {
  for (const { key } of walk.below(keys.anySpaceGuests())) {
    const [, spaceId, userId] = key.map(String) as [string, string, string];
    if (!walk.has(keys.space(spaceId))) yield `${nameKey(key)} is of no space`;
    if (!walk.has(keys.user(userId))) yield `${nameKey(key)} is of nobody`;
    if (!walk.has(keys.spacePassByUser(userId, spaceId))) yield `${nameKey(key)} is one-sided`;
  }
  for (const { key } of walk.below(keys.anySpacePasses())) {
    const [, userId, spaceId] = key.map(String) as [string, string, string];
    if (!walk.has(keys.spaceGuest(spaceId, userId))) yield `${nameKey(key)} is one-sided`;
  }
  for (const { key } of walk.below(keys.anySpaceTickets())) {
    const [, spaceId, userId] = key.map(String) as [string, string, string];
    if (!walk.has(keys.spaceGuest(spaceId, userId))) yield `${nameKey(key)} is of no guest`;
  }
}

function* checkReminders(walk: Walk): Generator<string> {
  const expected = new Map<string, string>();
  for (const { key, value } of walk.below(keys.anySpaceReminders())) {
    const { spaceId, userId, dueAtMs } = value as Reminder;
    if (!walk.has(keys.user(userId))) yield `${nameKey(key)} is of nobody`;
    expected.set(nameKey(keys.reminderByUser(userId, dueAtMs, spaceId)), spaceId);
  }
  for (const { key, value } of walk.below(keys.remindersByAnyUser())) {
    const name = nameKey(key);
    if (!expected.has(name)) yield `${name} stands for nothing`;
    else if (expected.get(name) !== value) yield `${name} names another space`;
    expected.delete(name);
  }
  for (const name of expected.keys()) yield `${name} is missing`;
}
