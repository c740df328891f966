/** What does not agree about events is found, each thing by its key. */
import assert from "node:assert/strict";
import { fanMeeting, keep, people, START_MS } from "@/lib/spaces/events/events_for_tests.ts";
import { givePass, makeClaims, takeClaim } from "@/lib/spaces/events/guests.ts";
import { setReminder } from "@/lib/spaces/events/reminders.ts";
import { checkEvents } from "@/lib/store/check/events.ts";
import { checkShapes } from "@/lib/store/check/shapes.ts";
import { walkStore } from "@/lib/store/check/walk.ts";
import { keys } from "@/lib/store/keys.ts";

const nowMs = START_MS - 1e6;
const spaceId = "meeting";

/** A meeting with a guest who has a ticket, one who came by a link, and a reminder. */
async function openStore() {
  const kv = await Deno.openKv(":memory:");
  await people(kv, "a", "b");
  await keep(kv, fanMeeting());
  await givePass(kv, { spaceId, userId: "a", kind: "ticket", nowMs });
  const [claim] = await makeClaims(kv, { id: spaceId }, {
    kind: "invitation",
    count: 2,
    note: "",
    nowMs,
  });
  await takeClaim(kv, { spaceId, code: claim!.code, userId: "b", nowMs });
  await setReminder(kv, { spaceId, userId: "a", minutes: 10, nowMs });
  return kv;
}
const check = async (kv: Deno.Kv) => {
  const walk = await walkStore(kv);
  return [...checkShapes(walk), ...checkEvents(walk)];
};

Deno.test("checkEvents() finds nothing where all is well", async () => {
  using kv = await openStore();
  assert.deepEqual(await check(kv), []);
});

const due = START_MS - 10 * 60_000;
const DAMAGE: readonly [string, (kv: Deno.Kv) => Promise<unknown>, RegExp][] = [
  [
    "an event that is in no list",
    (kv) => kv.delete(keys.eventByEnd(START_MS + 3_600_000, spaceId)),
    /event_by_end.* is missing/,
  ],
  [
    "a place in the list that it left",
    (kv) => kv.set(keys.eventByEnd(START_MS, spaceId), spaceId),
    /event_by_end.* stands for nothing/,
  ],
  ["a guest who is gone", (kv) => kv.delete(keys.user("b")), /space_guest.* is of nobody/],
  [
    "a guest whose own list knows nothing of it",
    (kv) => kv.delete(keys.spacePassByUser("b", spaceId)),
    /space_guest.* is one-sided/,
  ],
  [
    "a ticket without a place",
    (kv) => kv.delete(keys.spaceGuest(spaceId, "a")),
    /space_ticket.* is of no guest/,
  ],
  [
    "a guest in an older shape",
    (kv) => kv.set(keys.spaceGuest(spaceId, "a"), nowMs),
    /space_guest.* does not fit/,
  ],
  [
    "a reminder that is in no list",
    (kv) => kv.delete(keys.reminderByUser("a", due, spaceId)),
    /reminder_by_user.* is missing/,
  ],
  [
    "a reminder of nothing",
    (kv) => kv.delete(keys.spaceReminder(spaceId, "a")),
    /reminder_by_user.* stands for nothing/,
  ],
  ["links of no space", (kv) => kv.delete(keys.space(spaceId)), /space_claim.* is of no space/],
];
for (const [name, damage, found] of DAMAGE) {
  Deno.test(`checkEvents() finds ${name}`, async () => {
    using kv = await openStore();
    await damage(kv);
    assert.match((await check(kv)).join("\n"), found);
  });
}
