import assert from "node:assert/strict";
import { appendMessage } from "@/lib/spaces/messages.ts";
import { takeSeat } from "@/lib/spaces/seats.ts";
import { House, START_MS } from "@/lib/spaces/spaces_for_tests.ts";
import { checkStore } from "@/lib/store/check/check.ts";
import { keys } from "@/lib/store/keys.ts";

/** A space with somebody in it who said something. */
async function openHouse(): Promise<House> {
  const house = await House.open();
  for (const id of ["owner", "ana"]) await house.person(id);
  const space = await house.space();
  const deps = house.instance();
  const person = { userId: "ana", nickname: "ANA" };
  assert((await takeSeat(deps, { space, person, characterId: null })).ok);
  await appendMessage(deps, space, {
    v: 1,
    id: "m1",
    ...person,
    characterId: null,
    characterName: null,
    message: "hello",
    characterReply: null,
    emotion: null,
    atMs: START_MS,
    share: null,
    nonce: null,
    removed: false,
  });
  return house;
}

Deno.test("checkStore() finds nothing wrong with a space where somebody is", async () => {
  await using house = await openHouse();
  assert.deepEqual(await checkStore(house.kv), []);
});

type Damage = (kv: Deno.Kv) => Promise<unknown>;
const DAMAGES: { name: string; damage: Damage; says: RegExp }[] = [
  {
    name: "a space that is in no list",
    damage: (kv) => kv.delete(keys.spaceByTime("all", START_MS, "lounge")),
    says: /"space_by_time" "all" .* is missing/,
  },
  {
    name: "a list that names a space that is gone",
    damage: (kv) => kv.set(keys.spaceByOwner("owner", 5, "gone"), "gone"),
    says: /"space_by_owner" "owner" 5 "gone" stands for nothing/,
  },
  {
    name: "a seat without a member",
    damage: (kv) => kv.delete(keys.spaceMember("lounge", "ana")),
    says: /"space_seat" .* has no member/,
  },
  {
    name: "a member whose seat is somebody else's",
    damage: (kv) => kv.set(keys.spaceMember("lounge", "bo"), 0),
    says: /"space_member" "lounge" "bo" has no seat/,
  },
  {
    name: "a member who was never there",
    damage: (kv) => kv.delete(keys.spaceVisit("ana", "lounge")),
    says: /was never there/,
  },
  {
    name: "a message that is not found by its id",
    damage: (kv) => kv.delete(keys.spaceMessageAt("lounge", "m1")),
    says: /is not found by its id/,
  },
  {
    name: "an id that leads to no message",
    damage: (kv) => kv.set(keys.spaceMessageAt("lounge", "m2"), null),
    says: /"m2" stands for nothing/,
  },
  {
    name: "what belongs to a space that is gone",
    damage: (kv) => kv.set(keys.spaceSeat("nowhere", 0), seatOf("nowhere")),
    says: /"space_seat" "nowhere" 0 is of no space/,
  },
  {
    name: "a seat under another's number",
    damage: (kv) => kv.set(keys.spaceSeat("lounge", 7), seatOf("lounge")),
    says: /stands under another's name/,
  },
];

function seatOf(spaceId: string) {
  return {
    v: 1,
    spaceId,
    n: 0,
    userId: "ana",
    nickname: "ANA",
    characterId: null,
    joinedAtMs: 0,
    connections: [],
    keptUntilMs: 0,
  };
}

for (const { name, damage, says } of DAMAGES) {
  Deno.test(`checkStore() finds ${name}`, async () => {
    await using house = await openHouse();
    await damage(house.kv);
    assert.match((await checkStore(house.kv)).join("\n"), says);
  });
}
