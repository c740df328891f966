/** What guest lists, tickets, reminders and the stage owe to accounts: export, deletion, moving. */
import type { AccountDomain } from "@/lib/accounts/domains.ts";
import { getStay } from "@/lib/accounts/gone.ts";
import { readReminder, type Reminder } from "@/lib/spaces/events/model.ts";
import { cancelReminder } from "@/lib/spaces/events/reminders.ts";
import { placeOf, readStage, withoutPerson } from "@/lib/spaces/events/stage.ts";
import { takePass, usedCodes } from "@/lib/spaces/events/guests.ts";
import { commitWithRetry, deletePrefix } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";

export const eventDomain: AccountDomain = {
  name: "events",

  async *exportData(kv, userId) {
    const passes: Record<string, unknown>[] = [];
    for (const spaceId of await passesOf(kv, userId)) {
      const [guest, ticket] = await kv.getMany([
        keys.spaceGuest(spaceId, userId),
        keys.spaceTicket(spaceId, userId),
      ]);
      passes.push({ space_id: spaceId, guest: guest.value, ticket: ticket.value });
    }
    yield ["events/passes.json", passes];
    yield ["events/reminders.json", await remindersOf(kv, userId)];
  },

  async deleteData(kv, userId) {
    for (const spaceId of await passesOf(kv, userId)) {
      await takePass(kv, { spaceId, userId, kind: "invitation" });
    }
    for (const { spaceId } of await remindersOf(kv, userId)) {
      await cancelReminder(kv, spaceId, userId);
    }
    const visits = await Array.fromAsync(kv.list({ prefix: keys.spaceVisits(userId) }));
    for (const { key } of visits) await leaveStage(kv, String(key.at(-1)), userId);
  },

  async moveData(kv, fromId, toId) {
    for (const spaceId of await passesOf(kv, fromId)) {
      await movePasses(kv, spaceId, { fromId, toId });
    }
    for (const reminder of await remindersOf(kv, fromId)) {
      await moveReminder(kv, reminder, toId);
    }
  },
};

/** Spaces where somebody is on the guest list. */
async function passesOf(kv: Deno.Kv, userId: string): Promise<string[]> {
  const entries = await Array.fromAsync(kv.list({ prefix: keys.spacePassesByUser(userId) }));
  return entries.map(({ key }) => String(key.at(-1)));
}

async function remindersOf(kv: Deno.Kv, userId: string): Promise<Reminder[]> {
  const prefix = keys.remindersByUser(userId);
  const entries = await Array.fromAsync(kv.list<string>({ prefix }));
  const found = await Promise.all(
    entries.map(({ value: spaceId }) => kv.get(keys.spaceReminder(spaceId, userId))),
  );
  return found.flatMap(({ value }) => value === null ? [] : [readReminder(value)]);
}

/** Takes the name off a stage; who watches it is told with its next turn. */
async function leaveStage(kv: Deno.Kv, spaceId: string, userId: string): Promise<void> {
  await commitWithRetry(async () => {
    const entry = await kv.get(keys.spaceStage(spaceId));
    const before = entry.value === null ? null : readStage(entry.value);
    if (!before || placeOf(before, userId) === null) return { write: null, value: undefined };
    const write = kv.atomic().check(entry).set(entry.key, withoutPerson(before, userId));
    return { write, value: undefined };
  });
}

async function movePasses(
  kv: Deno.Kv,
  spaceId: string,
  { fromId, toId }: { fromId: string; toId: string },
): Promise<void> {
  await commitWithRetry(async () => {
    const [guest, ticket, ownGuest, ownTicket] = await kv.getMany([
      keys.spaceGuest(spaceId, fromId),
      keys.spaceTicket(spaceId, fromId),
      keys.spaceGuest(spaceId, toId),
      keys.spaceTicket(spaceId, toId),
    ]);
    const stay = await getStay(kv, toId);
    if (!stay) return { write: null, value: undefined };
    const codes = await usedCodes(kv, spaceId, fromId);
    const write = kv.atomic().check(guest, ticket, ownGuest, ownTicket, stay)
      .delete(guest.key).delete(ticket.key).delete(keys.spacePassByUser(fromId, spaceId))
      .set(keys.spacePassByUser(toId, spaceId), null);
    // A used link says by whom; of somebody who is no more, there is nothing to say.
    for (const code of codes) write.delete(keys.spaceClaim(spaceId, code));
    if (guest.value !== null && ownGuest.value === null) write.set(ownGuest.key, guest.value);
    if (ticket.value !== null && ownTicket.value === null) write.set(ownTicket.key, ticket.value);
    return { write, value: undefined };
  });
}

async function moveReminder(kv: Deno.Kv, { spaceId, userId }: Reminder, toId: string) {
  await commitWithRetry(async () => {
    const [from, to] = await kv.getMany([
      keys.spaceReminder(spaceId, userId),
      keys.spaceReminder(spaceId, toId),
    ]);
    const stay = await getStay(kv, toId);
    if (from.value === null || !stay) return { write: null, value: undefined };
    const reminder = readReminder(from.value);
    const write = kv.atomic().check(from, to, stay).delete(from.key)
      .delete(keys.reminderByUser(userId, reminder.dueAtMs, spaceId));
    // Who wants to be reminded already keeps the own choice.
    if (to.value === null) {
      write.set(to.key, { ...reminder, userId: toId } satisfies Reminder)
        .set(keys.reminderByUser(toId, reminder.dueAtMs, spaceId), spaceId);
    }
    return { write, value: undefined };
  });
}

/** Deletes everything that hangs on a space's event, before the space itself goes. Safe to repeat. */
export async function deleteEventData(kv: Deno.Kv, spaceId: string): Promise<void> {
  for await (const { key } of kv.list({ prefix: keys.spaceReminders(spaceId) })) {
    await cancelReminder(kv, spaceId, String(key.at(-1)));
  }
  for await (const { key } of kv.list({ prefix: keys.spaceGuests(spaceId) })) {
    await takePass(kv, { spaceId, userId: String(key.at(-1)), kind: "invitation" });
  }
  await deletePrefix(kv, keys.spaceTickets(spaceId));
  await deletePrefix(kv, keys.spaceClaims(spaceId));
  await kv.delete(keys.spaceStage(spaceId));
}
