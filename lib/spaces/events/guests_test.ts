/** Guest lists and tickets: who holds what, links that work once, and what an account leaves behind. */
import assert from "node:assert/strict";
import { deleteEventData, eventDomain } from "@/lib/spaces/events/account_domain.ts";
import { fanMeeting, keep, people, seat, START_MS } from "@/lib/spaces/events/events_for_tests.ts";
import {
  findInvitee,
  getPasses,
  givePass,
  listClaims,
  listGuests,
  makeClaims,
  MAX_CLAIMS,
  revokeClaim,
  takeClaim,
  takePass,
} from "@/lib/spaces/events/guests.ts";
import type { PassKind } from "@/lib/spaces/events/model.ts";
import type { StageState } from "@/lib/spaces/events/stage.ts";
import { setReminder } from "@/lib/spaces/events/reminders.ts";
import { keys } from "@/lib/store/keys.ts";

const spaceId = "meeting";
const nowMs = START_MS - 1e6;

async function openStore(...ids: string[]) {
  const kv = await Deno.openKv(":memory:");
  await people(kv, "owner", ...ids);
  await keep(kv, fanMeeting());
  return kv;
}
const give = (kv: Deno.Kv, userId: string, kind: PassKind) =>
  givePass(kv, { spaceId, userId, kind, nowMs });
const take = (kv: Deno.Kv, code: string, userId: string) =>
  takeClaim(kv, { spaceId, code, userId, nowMs });
const makeOne = async (kv: Deno.Kv, kind: PassKind) =>
  (await makeClaims(kv, { id: spaceId }, { kind, count: 1, note: "", nowMs }))[0]!.code;
const keysIn = async (kv: Deno.Kv) =>
  (await Array.fromAsync(kv.list({ prefix: [] }))).map(({ key }) => key.join("/"));

Deno.test("givePass() puts somebody onto the list, and a ticket is a place too", async () => {
  using kv = await openStore("a", "b");
  await give(kv, "a", "invitation");
  await give(kv, "b", "ticket");
  await give(kv, "b", "ticket");
  assert.deepEqual(await getPasses(kv, spaceId, "a"), { invited: true, hasTicket: false });
  assert.deepEqual(await getPasses(kv, spaceId, "b"), { invited: true, hasTicket: true });
  const listed = await listGuests(kv, spaceId);
  assert.deepEqual(listed.map(({ nickname, hasTicket }) => [nickname, hasTicket]).toSorted(), [
    ["A", false],
    ["B", true],
  ]);
});

Deno.test("givePass() knows nobody who is gone, and no space that is", async () => {
  using kv = await openStore("a");
  await assert.rejects(give(kv, "nobody", "ticket"), { status: 404 });
  await kv.set(keys.gone("a"), nowMs);
  await assert.rejects(give(kv, "a", "ticket"), { status: 404 });
  const elsewhere = { spaceId: "elsewhere", userId: "owner", kind: "ticket", nowMs } as const;
  await assert.rejects(givePass(kv, elsewhere), { status: 404 });
});

Deno.test("takePass() takes a ticket alone, or the place with it", async () => {
  using kv = await openStore("a");
  await give(kv, "a", "ticket");
  await takePass(kv, { spaceId, userId: "a", kind: "ticket" });
  assert.deepEqual(await getPasses(kv, spaceId, "a"), { invited: true, hasTicket: false });
  await give(kv, "a", "ticket");
  await takePass(kv, { spaceId, userId: "a", kind: "invitation" });
  assert.deepEqual(await getPasses(kv, spaceId, "a"), { invited: false, hasTicket: false });
  assert.ok(!(await keysIn(kv)).some((key) => key.startsWith("space_pass_by_user")));
});

Deno.test("a link lets one of twenty in who open it at once", async () => {
  const crowd = Array.from({ length: 20 }, (_, n) => `u${n}`);
  using kv = await openStore(...crowd);
  const code = await makeOne(kv, "ticket");
  const outcomes = await Promise.allSettled(crowd.map((id) => take(kv, code, id)));
  const winners = outcomes.flatMap(({ status }, n) => status === "fulfilled" ? [crowd[n]!] : []);
  assert.equal(winners.length, 1);
  const guests = await listGuests(kv, spaceId);
  assert.deepEqual(guests.map(({ userId, hasTicket }) => [userId, hasTicket]), [[
    winners[0],
    true,
  ]]);
  for (const outcome of outcomes) {
    if (outcome.status === "rejected") assert.equal(outcome.reason.status, 410);
  }
});

Deno.test("whoever used a link may open it again; a place that was taken away does not come back", async () => {
  using kv = await openStore("a");
  const code = await makeOne(kv, "invitation");
  await take(kv, code, "a");
  assert.equal(await take(kv, code, "a"), "invitation");
  await takePass(kv, { spaceId, userId: "a", kind: "invitation" });
  await assert.rejects(take(kv, code, "a"), { status: 410 });
});

Deno.test("a link is not used up by somebody who holds what it gives", async () => {
  using kv = await openStore("a", "b");
  await give(kv, "a", "ticket");
  const code = await makeOne(kv, "ticket");
  await take(kv, code, "a");
  await take(kv, code, "b");
  assert.deepEqual(await getPasses(kv, spaceId, "b"), { invited: true, hasTicket: true });
});

Deno.test("a link that was taken back, that is long, or of another space opens nothing", async () => {
  using kv = await openStore("a");
  const code = await makeOne(kv, "ticket");
  const elsewhere = { spaceId: "elsewhere", code, userId: "a", nowMs };
  await assert.rejects(takeClaim(kv, elsewhere), { status: 410 });
  await revokeClaim(kv, spaceId, code);
  await assert.rejects(take(kv, code, "a"), { status: 410 });
  await assert.rejects(take(kv, "x".repeat(10_000), "a"), { status: 410 });
  await revokeClaim(kv, spaceId, "x".repeat(10_000));
});

Deno.test("makeClaims() makes no more links than a host can look after", async () => {
  using kv = await openStore();
  const make = (count: number) =>
    makeClaims(kv, { id: spaceId }, { kind: "ticket", count, note: "", nowMs });
  for (let n = 0; n < MAX_CLAIMS; n += 50) await make(50);
  await assert.rejects(make(1), { status: 409 });
  const claims = await listClaims(kv, spaceId);
  assert.equal(new Set(claims.map(({ code }) => code)).size, MAX_CLAIMS);
});

Deno.test("findInvitee() finds accounts by e-mail, and people in the room by nickname", async () => {
  using kv = await openStore("a", "b", "c");
  await seat(kv, spaceId, "a", "b");
  assert.deepEqual(await findInvitee(kv, spaceId, " C@Example.com "), { ok: true, userId: "c" });
  assert.deepEqual(await findInvitee(kv, spaceId, "a "), { ok: true, userId: "a" });
  for (const nobody of ["C", "d@example.com", ""]) {
    assert.deepEqual(await findInvitee(kv, spaceId, nobody), { ok: false, reason: "nobody" });
  }
  const { value } = await kv.get<object>(keys.spaceSeat(spaceId, 1));
  await kv.set(keys.spaceSeat(spaceId, 1), { ...value, nickname: "A" });
  assert.deepEqual(await findInvitee(kv, spaceId, "A"), { ok: false, reason: "several" });
});

Deno.test("an account takes its passes and reminders along, and leaves nothing behind when it goes", async () => {
  using kv = await openStore("guest", "member");
  await take(kv, await makeOne(kv, "ticket"), "guest");
  await setReminder(kv, { spaceId, userId: "guest", minutes: 10, nowMs });
  const files = Object.fromEntries(await Array.fromAsync(eventDomain.exportData(kv, "guest")));
  assert.match(JSON.stringify(files), /"space_id":"meeting".*"minutes":10/);
  await eventDomain.moveData(kv, "guest", "member");
  await eventDomain.moveData(kv, "guest", "member");
  assert.deepEqual(await getPasses(kv, spaceId, "member"), { invited: true, hasTicket: true });
  assert.ok(!JSON.stringify(await leftOf(kv, "guest")).includes("guest"));
  await eventDomain.deleteData(kv, "member");
  assert.deepEqual(await leftOf(kv, "member"), []);
});

Deno.test("nothing is left of somebody whom the host put off the list before they went", async () => {
  using kv = await openStore("guest");
  await take(kv, await makeOne(kv, "ticket"), "guest");
  await takePass(kv, { spaceId, userId: "guest", kind: "invitation" });
  await eventDomain.deleteData(kv, "guest");
  assert.deepEqual(await leftOf(kv, "guest"), []);
});

/** What the domain keeps of somebody, in keys or values. */
async function leftOf(kv: Deno.Kv, id: string): Promise<string[]> {
  const entries = await Array.fromAsync(kv.list({ prefix: [] }));
  return entries.filter(({ key, value }) =>
    !String(key[0]).startsWith("user") && JSON.stringify([key, value]).includes(`"${id}"`)
  ).map(({ key }) => key.join("/"));
}

Deno.test("the name of somebody who goes away is on no stage any more", async () => {
  using kv = await openStore("a", "b");
  await kv.set(keys.spaceVisit("b", spaceId), nowMs);
  const [a, b] = ["a", "b"].map((userId) => ({ userId, nickname: userId }));
  const stage: StageState = { v: 1, open: true, current: null, queue: [a!, b!] };
  await kv.set(keys.spaceStage(spaceId), stage);
  await eventDomain.deleteData(kv, "b");
  const { value } = await kv.get(keys.spaceStage(spaceId));
  assert.deepEqual(value, { ...stage, queue: [a] });
});

Deno.test("deleteEventData() leaves nothing of a space's event", async () => {
  using kv = await openStore("a", "b");
  await take(kv, await makeOne(kv, "ticket"), "a");
  await makeOne(kv, "invitation");
  await give(kv, "b", "ticket");
  await setReminder(kv, { spaceId, userId: "a", minutes: 10, nowMs });
  await deleteEventData(kv, spaceId);
  const left = (await keysIn(kv)).filter((key) => !key.startsWith("user"));
  assert.deepEqual(left.map((key) => key.split("/")[0]), ["event_by_end", "space"]);
});
