/** Reminders: due when the event says so, wherever it was moved, and gone when it is over. */
import assert from "node:assert/strict";
import {
  EVENT,
  fanMeeting,
  HOUR_MS,
  keep,
  people,
  START_MS,
} from "@/lib/spaces/events/events_for_tests.ts";
import { listUpcomingEvents } from "@/lib/spaces/events/listing.ts";
import {
  cancelReminder,
  getReminder,
  listReminders,
  LOOK_AGAIN_MS,
  lookForDue,
  MAX_REMINDERS,
  remindChoices,
  setReminder,
} from "@/lib/spaces/events/reminders.ts";
import { keys } from "@/lib/store/keys.ts";

const MINUTE = 60_000;
const EARLY = START_MS - 30 * HOUR_MS;
const spaceId = "meeting";

async function openStore() {
  const kv = await Deno.openKv(":memory:");
  await people(kv, "a", "b");
  await keep(kv, fanMeeting());
  return kv;
}
const remind = (kv: Deno.Kv, minutes: 10 | 60 | 1440, userId = "a") =>
  setReminder(kv, { spaceId, userId, minutes, nowMs: EARLY });
const indexOf = async (kv: Deno.Kv, userId: string) =>
  (await Array.fromAsync(kv.list({ prefix: keys.remindersByUser(userId) }))).map(({ key }) =>
    key[2]
  );

Deno.test("a reminder is due as long before the event as was asked for, until the event ends", async () => {
  using kv = await openStore();
  await remind(kv, 10);
  const dueAt = async (nowMs: number) => (await lookForDue(kv, "a", nowMs)).due.length;
  assert.equal(await dueAt(START_MS - 10 * MINUTE - 1), 0);
  assert.equal(await dueAt(START_MS - 10 * MINUTE), 1);
  assert.equal(await dueAt(EVENT.endsAtMs - 1), 1);
  assert.equal(await dueAt(EVENT.endsAtMs), 0);
  assert.equal(await getReminder(kv, spaceId, "a"), null, "cleaned up after the event");
  assert.deepEqual(await indexOf(kv, "a"), []);
});

Deno.test("lookForDue() says when to look again: soon, as an event may be moved, or never", async () => {
  using kv = await openStore();
  assert.deepEqual(await lookForDue(kv, "a", EARLY), { due: [], lookAtMs: null });
  await remind(kv, 60);
  assert.equal((await lookForDue(kv, "a", EARLY)).lookAtMs, EARLY + LOOK_AGAIN_MS);
  const near = START_MS - 61 * MINUTE;
  assert.equal((await lookForDue(kv, "a", near)).lookAtMs, START_MS - 60 * MINUTE);
});

Deno.test("a reminder follows an event that is moved, without being written", async () => {
  using kv = await openStore();
  await remind(kv, 60);
  const moved = {
    ...EVENT,
    startsAtMs: START_MS - 20 * HOUR_MS,
    endsAtMs: START_MS - 19 * HOUR_MS,
  };
  await keep(kv, fanMeeting({ event: moved }), fanMeeting());
  const { due } = await lookForDue(kv, "a", START_MS - 21 * HOUR_MS);
  assert.deepEqual(due, [{ spaceId, name: fanMeeting().name, startsInMs: 3_600_000 }]);
});

Deno.test("a second wish takes the place of the first, and cancelling leaves nothing", async () => {
  using kv = await openStore();
  await remind(kv, 10);
  await remind(kv, 1440);
  assert.deepEqual(await indexOf(kv, "a"), [START_MS - 1440 * MINUTE]);
  assert.deepEqual((await listReminders(kv, "a", EARLY)).map(({ minutes }) => minutes), [1440]);
  await cancelReminder(kv, spaceId, "a");
  await cancelReminder(kv, spaceId, "a");
  assert.deepEqual(await indexOf(kv, "a"), []);
  assert.equal(await getReminder(kv, spaceId, "a"), null);
});

Deno.test("a reminder of an event that was called off is cleaned up", async () => {
  using kv = await openStore();
  await remind(kv, 10);
  await remind(kv, 10, "b");
  await keep(kv, fanMeeting({ event: null }), fanMeeting());
  assert.deepEqual(await lookForDue(kv, "a", EARLY), { due: [], lookAtMs: null });
  await kv.delete(keys.space(spaceId));
  assert.deepEqual(await lookForDue(kv, "b", EARLY), { due: [], lookAtMs: null });
  assert.deepEqual([await indexOf(kv, "a"), await indexOf(kv, "b")], [[], []]);
});

Deno.test("setReminder() knows no event that is over or gone, and nobody who is going away", async () => {
  using kv = await openStore();
  const late = { spaceId, userId: "a", minutes: 10, nowMs: EVENT.endsAtMs } as const;
  await assert.rejects(setReminder(kv, late), { status: 404 });
  await assert.rejects(setReminder(kv, { ...late, spaceId: "elsewhere" }), { status: 404 });
  await kv.set(keys.gone("a"), EARLY);
  await assert.rejects(remind(kv, 10), { status: 401 });
});

Deno.test("setReminder() keeps no more than a person can follow, and changes those there are", async () => {
  using kv = await openStore();
  for (let n = 0; n < MAX_REMINDERS; n++) {
    await keep(kv, fanMeeting({ id: `m${n}` }));
    await setReminder(kv, { spaceId: `m${n}`, userId: "a", minutes: 10, nowMs: EARLY });
  }
  await assert.rejects(remind(kv, 10), { status: 409 });
  await setReminder(kv, { spaceId: "m0", userId: "a", minutes: 60, nowMs: EARLY });
});

Deno.test("remindChoices() offers only times that are still to come", () => {
  assert.deepEqual(remindChoices(EVENT, EARLY), [10, 60, 1440]);
  assert.deepEqual(remindChoices(EVENT, START_MS - 60 * MINUTE), [10]);
  assert.deepEqual(remindChoices(EVENT, START_MS - MINUTE), []);
});

Deno.test("listUpcomingEvents() gives public events that are not over, by their start", async () => {
  using kv = await Deno.openKv(":memory:");
  const at = (hours: number, lengthH: number) => ({
    ...EVENT,
    startsAtMs: START_MS + hours * HOUR_MS,
    endsAtMs: START_MS + (hours + lengthH) * HOUR_MS,
  });
  await keep(kv, fanMeeting({ id: "later", event: at(5, 1) }));
  await keep(kv, fanMeeting({ id: "long", event: at(-1, 10) }));
  await keep(kv, fanMeeting({ id: "over", event: at(-5, 5) }));
  await keep(kv, fanMeeting({ id: "private", event: at(1, 1), isPublic: false }));
  await keep(kv, fanMeeting({ id: "none", event: null }));
  const ids = async () =>
    (await listUpcomingEvents(kv, { nowMs: START_MS, limit: 10 })).map(({ id }) => id);
  assert.deepEqual(await ids(), ["long", "later"]);
  const moved = fanMeeting({ id: "later", event: at(-9, 1) });
  await keep(kv, moved, fanMeeting({ id: "later", event: at(5, 1) }));
  assert.deepEqual(await ids(), ["long"]);
});
