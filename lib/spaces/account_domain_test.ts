import assert from "node:assert/strict";
import { spaceDomain } from "@/lib/spaces/account_domain.ts";
import { listDeeds } from "@/lib/spaces/deeds.ts";
import { listOldSpaces } from "@/lib/spaces/list_old.ts";
import { appendMessage, listMessages } from "@/lib/spaces/messages.ts";
import { ban, kick, mute } from "@/lib/spaces/moderation.ts";
import { addModerator } from "@/lib/spaces/moderators.ts";
import type { SpaceMessage } from "@/lib/spaces/model.ts";
import { deleteSpace, resumeSpacePurges } from "@/lib/spaces/purge.ts";
import { getSeat, takeSeat } from "@/lib/spaces/seats.ts";
import { House } from "@/lib/spaces/spaces_for_tests.ts";
import { getSpace, listOwnSpaces, listSpaces } from "@/lib/spaces/store.ts";
import { checkStore } from "@/lib/store/check/check.ts";
import { keys } from "@/lib/store/keys.ts";
import { mortal } from "@/tests/support/mortal_kv.ts";

function actor(userId: string) {
  return { userId, nickname: userId.toUpperCase() };
}

function said(userId: string, id: string, atMs: number): SpaceMessage {
  return {
    v: 1,
    id,
    userId,
    nickname: userId.toUpperCase(),
    characterId: null,
    characterName: null,
    message: `words of ${userId}`,
    characterReply: null,
    emotion: null,
    atMs,
    share: null,
    nonce: null,
    removed: false,
  };
}

/** Ana keeps a space of her own, moderates Bo's, talks there, and was told off by him. */
async function live(house: House) {
  for (const id of ["ana", "bo", "cy", "heir"]) await house.person(id);
  const deps = house.instance();
  const own = await house.space({ id: "own", ownerId: "ana" });
  const bos = await house.space({ id: "bos", ownerId: "bo" });
  for (const id of ["ana", "cy"]) {
    for (const space of [own, bos]) {
      assert((await takeSeat(deps, { space, person: actor(id), characterId: null })).ok);
    }
  }
  await addModerator(deps, bos, actor("bo"), { userId: "ana" });
  for (const [n, id] of ["ana", "cy", "ana"].entries()) {
    await appendMessage(deps, bos, said(id, `m${n}`, house.nowMs));
  }
  await mute(deps, bos, actor("bo"), { userId: "ana" });
  await kick(deps, bos, actor("ana"), { userId: "cy" });
  return { deps, domain: spaceDomain(deps), bos };
}

/** Every key and value of the store in one text, without the log, which is gone within the hour. */
async function allOf(kv: Deno.Kv): Promise<string> {
  const lines: string[] = [];
  for await (const { key, value } of kv.list({ prefix: [] })) {
    if (key[0] !== "log" && key[0] !== "user") lines.push(JSON.stringify([key, value]));
  }
  return lines.join("\n");
}

Deno.test("an account's export holds its spaces, its words, and where it has been", async () => {
  await using house = await House.open();
  const { domain } = await live(house);
  const files = new Map(await Array.fromAsync(domain.exportData(house.kv, "ana")));
  assert.deepEqual([...files.keys()].sort(), [
    "spaces/messages/bos.json",
    "spaces/own.json",
    "spaces/visits.json",
  ]);
  const messages = files.get("spaces/messages/bos.json") as SpaceMessage[];
  assert.deepEqual(messages.map(({ id }) => id), ["m0", "m2"]);
});

Deno.test("deleteData() leaves neither name nor word of somebody, and their spaces are gone", async () => {
  await using house = await House.open();
  const { domain, deps } = await live(house);
  await domain.deleteData(house.kv, "ana");
  assert.equal(await getSpace(house.kv, "own"), null);
  const text = await allOf(house.kv);
  assert.doesNotMatch(text, /ana/i, text);
  // What others said stays.
  const { messages } = await listMessages(house.kv, "bos", { limit: 9 });
  assert.deepEqual(messages.map(({ message, removed }) => [message, removed]), [
    ["", true],
    ["words of cy", false],
    ["", true],
  ]);
  const { items } = await listDeeds(house.kv, "bos", { limit: 9 });
  assert.deepEqual(items.map(({ action, byName, nickname }) => [action, byName, nickname]), [
    ["kick", "", "CY"],
    ["mute", "BO", ""],
    ["add_moderator", "BO", ""],
  ]);
  await domain.deleteData(house.kv, "ana");
  assert.deepEqual((await house.told("bos")).slice(-3), [
    "space_changed",
    "message_removed",
    "message_removed",
  ]);
  await house.kv.delete(keys.user("ana"));
  assert.deepEqual(await checkStore(deps.kv), []);
});

Deno.test("moveData() makes a guest's spaces, words, role and penalties the account's", async () => {
  await using house = await House.open();
  const { domain, deps } = await live(house);
  const bos = (await getSpace(house.kv, "bos"))!;
  await domain.moveData(house.kv, "ana", "heir");
  await domain.moveData(house.kv, "ana", "heir");
  const { items } = await listOwnSpaces(house.kv, "heir", { limit: 9 });
  assert.deepEqual(items.map(({ id, ownerId }) => [id, ownerId]), [["own", "heir"]]);
  assert.deepEqual((await getSpace(house.kv, "bos"))?.moderatorIds, ["heir"]);
  assert.equal(await getSeat(house.kv, "bos", "ana"), null);
  const { messages } = await listMessages(house.kv, "bos", { limit: 9 });
  assert.deepEqual(messages.map(({ userId }) => userId), ["heir", "cy", "heir"]);
  assert((await house.kv.get(keys.spaceMute("bos", "heir"))).value);
  assert((await house.kv.get(keys.spaceVisit("heir", "bos"))).value);
  await house.kv.delete(keys.user("ana"));
  assert.deepEqual(await checkStore(deps.kv), []);
  await ban(deps, bos, actor("bo"), { userId: "heir" });
  assert.deepEqual((await getSpace(house.kv, "bos"))?.moderatorIds, []);
});

Deno.test("moveData() gives nothing to an account that is going away itself", async () => {
  await using house = await House.open();
  const { domain } = await live(house);
  await house.kv.set(keys.gone("heir"), 0);
  await domain.moveData(house.kv, "ana", "heir");
  assert.doesNotMatch(await allOf(house.kv).then((text) => text.replace(/\["gone".*/, "")), /heir/);
  assert.equal((await getSpace(house.kv, "own"))?.ownerId, "ana");
});

Deno.test("a deletion that dies anywhere is finished by the next, or by the next start", async () => {
  for (let diesAt = 1;; diesAt++) {
    await using house = await House.open();
    const { deps } = await live(house);
    const kv = mortal(house.kv, { diesAt });
    const dying = {
      ...deps,
      kv,
      hub: { ...deps.hub, appendWith: deps.hub.appendWith.bind(deps.hub) },
    };
    const died = await deleteSpace(dying, "bos", "bo").then(() => false, () => true);
    assert.deepEqual(await checkStore(house.kv), [], `died at ${diesAt}`);
    await deleteSpace(deps, "bos", "bo");
    await resumeSpacePurges(house.kv, house.nowMs);
    assert.equal(await getSpace(house.kv, "bos"), null);
    for (
      const prefix of [keys.spaceSeats("bos"), keys.spaceMessages("bos"), keys.spaceDeeds("bos")]
    ) {
      assert.deepEqual(await Array.fromAsync(house.kv.list({ prefix })), []);
    }
    // Once nobody can come back to it, even its topic is forgotten.
    house.nowMs += 2 * 3_600_000;
    await resumeSpacePurges(house.kv, house.nowMs);
    assert.deepEqual(await Array.fromAsync(house.kv.list({ prefix: keys.spacePurges() })), []);
    assert.equal((await house.kv.get(keys.head("space:bos"))).value, null);
    if (!died) {
      assert(diesAt > 3);
      break;
    }
  }
});

Deno.test("listOldSpaces() lists the spaces of a store from before there were lists, once", async () => {
  using kv = await Deno.openKv(":memory:");
  const old = {
    v: 1,
    id: "old",
    ownerId: "ana",
    name: { ko: "옛방", en: "Old room" },
    description: { ko: "", en: "" },
    type: "lounge",
    theme: "maru",
    isPublic: true,
    maxUsers: 20,
    residentIds: [],
    createdAtMs: 1,
  };
  await kv.set(keys.space("old"), old);
  await listOldSpaces(kv);
  assert.deepEqual((await listSpaces(kv, { limit: 5 })).items.map(({ id, v }) => [id, v]), [
    ["old", 2],
  ]);
  assert.equal((await listOwnSpaces(kv, "ana", { limit: 5 })).items.length, 1);
  assert.deepEqual(await checkStore(kv), []);
  await kv.set(keys.space("older"), { ...old, id: "older" });
  await listOldSpaces(kv);
  assert.equal((await listSpaces(kv, { limit: 5 })).items.length, 1);
});
