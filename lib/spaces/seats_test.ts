import assert from "node:assert/strict";
import { seededRandom } from "@/lib/avatar/random.ts";
import { asFailure } from "@/lib/errors.ts";
import type { Space } from "@/lib/spaces/model.ts";
import { SEAT_GRACE_MS } from "@/lib/spaces/protocol.ts";
import { REST_SEAT_MS } from "@/lib/spaces/seat_rules.ts";
import {
  dropConnection,
  getSeat,
  leaveSeat,
  listSeats,
  presentSeats,
  reapSeats,
  type SeatDeps,
  type SeatRequest,
  takeSeat,
  touchSeat,
} from "@/lib/spaces/seats.ts";
import { House } from "@/lib/spaces/spaces_for_tests.ts";
import { updateSpace } from "@/lib/spaces/store.ts";
import { keys } from "@/lib/store/keys.ts";

function coming(space: Space, userId: string, more: Partial<SeatRequest> = {}): SeatRequest {
  return { space, person: { userId, nickname: userId.toUpperCase() }, characterId: null, ...more };
}

async function sit(deps: SeatDeps, request: SeatRequest) {
  const taken = await takeSeat(deps, request);
  assert(taken.ok, JSON.stringify(taken));
  return taken;
}

/** What must hold at every moment, whoever comes and goes. */
async function checkSeats(kv: Deno.Kv, space: Space, maxUsers: number): Promise<void> {
  const seats = await listSeats(kv, space.id);
  assert(seats.length <= maxUsers, `${seats.length} of ${maxUsers}`);
  assert.equal(
    new Set(seats.map(({ userId }) => userId)).size,
    seats.length,
    "somebody sits twice",
  );
  const members = await Array.fromAsync(kv.list<number>({ prefix: keys.spaceMembers(space.id) }));
  assert.deepEqual(
    members.map(({ key, value }) => [String(key.at(-1)), value]).sort(),
    seats.map(({ userId, n }) => [userId, n]).sort(),
    "members and seats differ",
  );
}

Deno.test("takeSeat() gives a seat, says so in the log, and gives it back to who comes again", async () => {
  await using house = await House.open();
  const deps = house.instance();
  const space = await house.space();
  const first = await sit(deps, coming(space, "ana", { connectionId: "c1" }));
  assert.equal(first.returned, false);
  const again = await sit(deps, coming(space, "ana", { connectionId: "c2" }));
  assert.equal(again.returned, true);
  assert.equal(again.seat.n, first.seat.n);
  assert.deepEqual(again.seat.connections.map(({ id }) => id), ["c1", "c2"]);
  // A second tab changes nothing that others see.
  assert.deepEqual(await house.told(), ["participant_joined"]);
  await checkSeats(house.kv, space, space.maxUsers);
});

Deno.test("a seat is kept for ten seconds after the last connection, and then reaped", async () => {
  await using house = await House.open();
  const deps = house.instance();
  const space = await house.space();
  const { seat } = await sit(deps, coming(space, "ana", { connectionId: "c1" }));
  const who = { spaceId: space.id, userId: "ana" };
  await dropConnection(deps, { ...who, connectionId: "c1" });
  house.nowMs += SEAT_GRACE_MS - 1;
  await reapSeats(deps, space.id);
  const back = await sit(deps, coming(space, "ana", { connectionId: "c2" }));
  assert.deepEqual([back.returned, back.seat.n], [true, seat.n]);
  await dropConnection(deps, { ...who, connectionId: "c2" });
  house.nowMs += SEAT_GRACE_MS;
  assert.deepEqual(await presentSeats(deps, space.id), []);
  await reapSeats(deps, space.id);
  assert.equal(await getSeat(house.kv, space.id, "ana"), null);
  assert.deepEqual(await house.told(), [
    "participant_joined",
    "participant_changed",
    "participant_changed",
    "participant_changed",
    "participant_left",
  ]);
});

Deno.test("dropConnection() of one of two keeps the person connected", async () => {
  await using house = await House.open();
  const deps = house.instance();
  const space = await house.space();
  await sit(deps, coming(space, "ana", { connectionId: "c1" }));
  await sit(deps, coming(space, "ana", { connectionId: "c2" }));
  const who = { spaceId: space.id, userId: "ana" };
  await dropConnection(deps, { ...who, connectionId: "c1" });
  await dropConnection(deps, { ...who, connectionId: "c1" });
  house.nowMs += SEAT_GRACE_MS * 10;
  await reapSeats(deps, space.id);
  assert.equal((await getSeat(house.kv, space.id, "ana"))?.connections.length, 1);
  assert.deepEqual(await house.told(), ["participant_joined"]);
});

Deno.test("who joins without a socket keeps the seat for ten minutes after the last thing that they did", async () => {
  await using house = await House.open();
  const deps = house.instance();
  const space = await house.space();
  await sit(deps, coming(space, "ana"));
  house.nowMs += REST_SEAT_MS - 1000;
  await touchSeat(deps, { spaceId: space.id, userId: "ana" });
  house.nowMs += REST_SEAT_MS - 1000;
  await reapSeats(deps, space.id);
  assert(await getSeat(house.kv, space.id, "ana"));
  house.nowMs += 1000;
  await reapSeats(deps, space.id);
  assert.equal(await getSeat(house.kv, space.id, "ana"), null);
  await touchSeat(deps, { spaceId: space.id, userId: "ana" });
});

Deno.test("seats on an instance that died are reaped, those of living ones and of other tabs are not", async () => {
  await using house = await House.open();
  const [here, there] = [house.instance("here"), house.instance("there")];
  const space = await house.space();
  await sit(there, coming(space, "ana", { connectionId: "c1" }));
  await sit(there, coming(space, "bo", { connectionId: "c2" }));
  await sit(here, coming(space, "bo", { connectionId: "c3" }));
  house.nowMs += SEAT_GRACE_MS - 1;
  // "there" never said that it is alive: so soon, that says nothing.
  await reapSeats(here, space.id);
  assert.equal((await listSeats(house.kv, space.id)).length, 2);
  house.nowMs += 1;
  assert.deepEqual((await presentSeats(here, space.id)).map(({ userId }) => userId), ["bo"]);
  await reapSeats(here, space.id);
  assert.deepEqual((await listSeats(house.kv, space.id)).map(({ userId }) => userId), ["bo"]);
  assert.deepEqual((await house.told()).at(-1), "participant_left");
  await checkSeats(house.kv, space, space.maxUsers);
});

Deno.test("a full space takes nobody, until a seat that nobody holds any more is reaped", async () => {
  await using house = await House.open();
  const deps = house.instance();
  const space = await house.space({ maxUsers: 2 });
  await sit(deps, coming(space, "ana"));
  await sit(deps, coming(space, "bo"));
  assert.deepEqual(await takeSeat(deps, coming(space, "cy")), { ok: false, reason: "full" });
  // Who is in already is not shut out.
  assert.equal((await sit(deps, coming(space, "ana"))).returned, true);
  await leaveSeat(deps, { spaceId: space.id, userId: "ana" });
  await leaveSeat(deps, { spaceId: space.id, userId: "ana" });
  await sit(deps, coming(space, "cy"));
  house.nowMs += REST_SEAT_MS;
  await sit(deps, coming(space, "di"));
  await checkSeats(house.kv, space, 2);
});

Deno.test("a lower capacity throws nobody out, and lets nobody in until there is room below it", async () => {
  await using house = await House.open();
  const deps = house.instance();
  const space = await house.space({ maxUsers: 4 });
  for (const id of ["a", "b", "c", "d"]) await sit(deps, coming(space, id));
  await updateSpace(deps, space.id, (before) => ({ space: { ...before, maxUsers: 2 } }));
  assert.equal((await listSeats(house.kv, space.id)).length, 4);
  await leaveSeat(deps, { spaceId: space.id, userId: "a" });
  await leaveSeat(deps, { spaceId: space.id, userId: "b" });
  assert.deepEqual(await takeSeat(deps, coming(space, "e")), { ok: false, reason: "full" });
  await leaveSeat(deps, { spaceId: space.id, userId: "c" });
  assert.equal((await takeSeat(deps, coming(space, "e"))).ok, true);
  assert.equal((await takeSeat(deps, coming(space, "f"))).ok, false);
});

Deno.test("takeSeat() refuses who may not come in, and leaves no trace of them", async () => {
  await using house = await House.open();
  const deps = house.instance();
  const hidden = await house.space({ id: "hidden", isPublic: false, inviteCode: "secret" });
  const refused = async (userId: string, inviteCode: string | null = null) => {
    const taken = await takeSeat(deps, coming(hidden, userId, { inviteCode }));
    return taken.ok ? "in" : taken.reason;
  };
  assert.equal(await refused("ana"), "invitation");
  assert.equal(await refused("ana", "guess"), "invitation");
  assert.equal(await refused("ana", "secret"), "in");
  assert.equal(await refused("owner"), "in");
  await leaveSeat(deps, { spaceId: hidden.id, userId: "ana" });
  // Who came by the link once is on the guest list.
  assert.equal(await refused("ana"), "in");
  await updateSpace(deps, hidden.id, (before) => ({ space: { ...before, locked: true } }));
  assert.equal(await refused("bo", "secret"), "locked");
  assert.equal(await refused("ana"), "in");
  await house.kv.set(keys.spaceBan(hidden.id, "ana"), {
    v: 1,
    spaceId: hidden.id,
    userId: "ana",
    nickname: "ANA",
    byId: "owner",
    reason: "",
    atMs: 0,
    untilMs: null,
  });
  assert.equal(await refused("ana"), "banned");
  assert.deepEqual(await takeSeat(deps, coming({ ...hidden, id: "nowhere" }, "ana")), {
    ok: false,
    reason: "gone",
  });
  await house.kv.set(keys.gone("cy"), 0);
  await assert.rejects(
    takeSeat(deps, coming(hidden, "cy", { inviteCode: "secret" })),
    (error) => asFailure(error).reason === "unauthorized",
  );
  assert.equal(await getSeat(house.kv, hidden.id, "bo"), null);
});

Deno.test("thirty people who come at once to ten seats over two instances: ten get in, each number once", async () => {
  await using house = await House.open();
  const instances = [house.instance("a"), house.instance("b")];
  const space = await house.space({ maxUsers: 10 });
  const people = Array.from({ length: 30 }, (_, n) => `p${n}`);
  // Each in two tabs, on two instances, at the same moment.
  const outcomes = await Promise.all(
    people.flatMap((userId) =>
      instances.map((deps, n) =>
        takeSeat(deps, coming(space, userId, { connectionId: `${userId}-${n}` }))
      )
    ),
  );
  const seated = outcomes.flatMap((outcome) => outcome.ok ? [outcome.seat.userId] : []);
  assert.equal(new Set(seated).size, 10);
  await checkSeats(house.kv, space, 10);
  const seats = await listSeats(house.kv, space.id);
  assert.deepEqual(seats.map(({ n }) => n), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  assert(seats.every(({ connections }) => connections.length === 2));
  assert.equal((await house.told()).filter((type) => type === "participant_joined").length, 10);
});

for (const seed of ["1", "2", "3"]) {
  Deno.test(`people who come, go and drop at once lose no seat and take none twice, seed ${seed}`, async () => {
    await using house = await House.open();
    const random = seededRandom(`seats ${seed}`);
    const instances = [house.instance("a", random), house.instance("b", random)];
    const space = await house.space({ maxUsers: 6 });
    let maxUsers = 6;
    const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)]!;
    const people = ["ana", "bo", "cy", "di", "eu", "fi", "go", "ha"];
    const act = async () => {
      const deps = pick(instances);
      const userId = pick(people);
      const who = { spaceId: space.id, userId };
      const connectionId = pick(["1", "2"]);
      switch (Math.floor(random() * 6)) {
        case 0:
        case 1:
          return void await takeSeat(deps, coming(space, userId, { connectionId }));
        case 2:
          return void await takeSeat(deps, coming(space, userId));
        case 3:
          return await leaveSeat(deps, who);
        case 4:
          return await dropConnection(deps, { ...who, connectionId });
        default:
          house.nowMs += Math.floor(random() * SEAT_GRACE_MS);
          return await reapSeats(deps, space.id);
      }
    };
    for (let round = 0; round < 25; round++) {
      await Promise.all(Array.from({ length: 12 }, act));
      await checkSeats(house.kv, space, maxUsers);
      if (round === 12) {
        maxUsers = 8;
        await updateSpace(instances[0]!, space.id, (s) => ({ space: { ...s, maxUsers } }));
      }
    }
    // The log tells the same: who joined and did not leave is there.
    const there = new Set<string>();
    for (const event of await house.events()) {
      const told = event as { type: string; user_id?: string; participant?: { user_id: string } };
      if (told.type === "participant_joined") {
        assert(!there.has(told.participant!.user_id), "joined twice");
        there.add(told.participant!.user_id);
      } else if (told.type === "participant_left") {
        assert(there.delete(told.user_id!), "left without having joined");
      }
    }
    const seats = await listSeats(house.kv, space.id);
    assert.deepEqual([...there].sort(), seats.map(({ userId }) => userId).sort());
  });
}
