import assert from "node:assert/strict";
import { asFailure, type Reason } from "@/lib/errors.ts";
import { dropInvitation, invitationPath, renewInvitation } from "@/lib/spaces/invite.ts";
import { appendMessage, findMessage, listMessages, MESSAGE_MS } from "@/lib/spaces/messages.ts";
import {
  ban,
  getMute,
  kick,
  listPenalties,
  mute,
  removeMessage,
  unban,
  unmute,
} from "@/lib/spaces/moderation.ts";
import { listDeeds } from "@/lib/spaces/deeds.ts";
import { KICK_S } from "@/lib/spaces/moderation_model.ts";
import { addModerator, removeModerator, setLocked, setSlowMode } from "@/lib/spaces/moderators.ts";
import type { Space, SpaceMessage } from "@/lib/spaces/model.ts";
import { mayEnter } from "@/lib/spaces/entry.ts";
import { getSeat, takeSeat } from "@/lib/spaces/seats.ts";
import { House, START_MS } from "@/lib/spaces/spaces_for_tests.ts";
import { requireSpace } from "@/lib/spaces/store.ts";
import { keys } from "@/lib/store/keys.ts";

async function refusedAs(work: Promise<unknown>, reason: Reason): Promise<void> {
  await assert.rejects(work, (error) => asFailure(error).reason === reason);
}

function actor(userId: string) {
  return { userId, nickname: userId.toUpperCase() };
}

function said(userId: string, id: string, message = "hello"): SpaceMessage {
  return {
    v: 1,
    id,
    userId,
    nickname: userId.toUpperCase(),
    characterId: null,
    characterName: null,
    message,
    characterReply: "hello you",
    emotion: "smile",
    atMs: START_MS,
    share: null,
    nonce: null,
    removed: false,
  };
}

/** A space with an owner, a moderator and two guests. */
async function openSpace(house: House) {
  for (const id of ["owner", "mod", "ana", "bo"]) await house.person(id);
  const space = await house.space({ moderatorIds: ["mod"] });
  const deps = house.instance();
  const sit = (userId: string, into: Space = space) =>
    takeSeat(deps, { space: into, person: actor(userId), characterId: null });
  return { space, deps, sit };
}

Deno.test("kick() puts somebody out for a minute, tells everybody, and is in the log", async () => {
  await using house = await House.open();
  const { space, deps, sit } = await openSpace(house);
  await sit("ana");
  await kick(deps, space, actor("mod"), { userId: "ana", reason: "shouting" });
  assert.equal(await getSeat(house.kv, space.id, "ana"), null);
  assert.deepEqual(await house.told(), ["participant_joined", "kicked", "participant_left"]);
  assert.deepEqual(await sit("ana"), { ok: false, reason: "banned" });
  house.nowMs += KICK_S * 1000;
  assert.equal((await sit("ana")).ok, true);
  const { items: [deed] } = await listDeeds(house.kv, space.id, { limit: 5 });
  assert.deepEqual(
    [deed?.action, deed?.byName, deed?.nickname, deed?.reason],
    ["kick", "MOD", "ANA", "shouting"],
  );
  await refusedAs(kick(deps, space, actor("mod"), { userId: "bo" }), "not_found");
  await refusedAs(kick(deps, space, actor("mod"), { userId: "no such/body" }), "not_found");
});

Deno.test("nobody does anything to those of their own rank or a higher one", async () => {
  await using house = await House.open();
  const { space, deps, sit } = await openSpace(house);
  for (const id of ["owner", "mod", "ana", "bo"]) await sit(id);
  const before = await house.told();
  for (const [by, userId] of [["ana", "bo"], ["mod", "owner"], ["mod", "mod"], ["bo", "mod"]]) {
    for (const deed of [kick, ban, mute]) {
      await refusedAs(deed(deps, space, actor(by!), { userId: userId! }), "forbidden");
    }
  }
  await refusedAs(setLocked(deps, space, actor("ana"), true), "forbidden");
  await refusedAs(setSlowMode(deps, space, actor("ana"), 5), "forbidden");
  await refusedAs(addModerator(deps, space, actor("mod"), { userId: "ana" }), "forbidden");
  await refusedAs(unban(deps, space, actor("ana"), { userId: "bo" }), "forbidden");
  assert.deepEqual(await house.told(), before);
});

Deno.test("ban() shuts out for good until unban(), and takes the role of a moderator", async () => {
  await using house = await House.open();
  const { space, deps, sit } = await openSpace(house);
  await sit("mod");
  await ban(deps, space, actor("owner"), { userId: "mod" });
  const after = await requireSpace(house.kv, space.id, null);
  assert.deepEqual(after.moderatorIds, []);
  house.nowMs += 400 * 24 * 3_600_000;
  assert.equal(await mayEnter(deps, { space: after, userId: "mod" }), "banned");
  assert.deepEqual(
    (await listPenalties(house.kv, space.id, house.nowMs)).bans.map(({ userId }) => userId),
    ["mod"],
  );
  await unban(deps, space, actor("owner"), { userId: "mod" });
  await unban(deps, space, actor("owner"), { userId: "mod" });
  assert.equal(await mayEnter(deps, { space: after, userId: "mod" }), null);
  const { items } = await listDeeds(house.kv, space.id, { limit: 9 });
  assert.deepEqual(items.map(({ action }) => action), ["unban", "ban", "remove_moderator"]);
});

Deno.test("a ban that comes as somebody takes a seat leaves them without one", async () => {
  for (let n = 0; n < 10; n++) {
    await using house = await House.open();
    const { space, deps, sit } = await openSpace(house);
    await Promise.all([sit("ana"), ban(deps, space, actor("mod"), { userId: "ana" })]);
    assert.equal(await getSeat(house.kv, space.id, "ana"), null);
  }
});

Deno.test("mute() holds until its end, or until unmute(), and says so each time", async () => {
  await using house = await House.open();
  const { space, deps } = await openSpace(house);
  await mute(deps, space, actor("mod"), { userId: "ana", seconds: 60 });
  assert.equal(
    (await getMute(house.kv, space.id, "ana", house.nowMs + 59_999))?.untilMs,
    START_MS + 60_000,
  );
  assert.equal(await getMute(house.kv, space.id, "ana", house.nowMs + 60_000), null);
  await unmute(deps, space, actor("mod"), { userId: "ana" });
  assert.equal(await getMute(house.kv, space.id, "ana", house.nowMs), null);
  assert.deepEqual(await house.told(), ["muted", "muted"]);
});

Deno.test("setLocked(), setSlowMode() and moderators change the space once, and each is told", async () => {
  await using house = await House.open();
  const { space, deps, sit } = await openSpace(house);
  await sit("ana");
  await setLocked(deps, space, actor("mod"), true);
  await setLocked(deps, space, actor("mod"), true);
  assert.deepEqual(await sit("bo"), { ok: false, reason: "locked" });
  await setSlowMode(deps, space, actor("mod"), 30);
  await addModerator(deps, space, actor("owner"), { userId: "ana" });
  assert.equal((await sit("bo")).ok, false);
  await refusedAs(addModerator(deps, space, actor("owner"), { userId: "nobody" }), "not_found");
  // A moderator may lay the role down.
  await removeModerator(deps, space, actor("mod"), { userId: "mod" });
  const after = await requireSpace(house.kv, space.id, null);
  assert.deepEqual([after.locked, after.slowModeS, after.moderatorIds], [true, 30, ["ana"]]);
  assert.deepEqual(await house.told(), [
    "participant_joined",
    "space_changed",
    "space_changed",
    "space_changed",
    "participant_changed",
    "space_changed",
  ]);
});

Deno.test("removeMessage() leaves nothing of the words: for writers and those above them", async () => {
  await using house = await House.open();
  const { space, deps } = await openSpace(house);
  for (const [n, userId] of ["ana", "bo", "owner"].entries()) {
    await appendMessage(deps, space, said(userId, `m${n}`));
  }
  await refusedAs(removeMessage(deps, space, actor("bo"), "m0"), "forbidden");
  await refusedAs(removeMessage(deps, space, actor("mod"), "m2"), "forbidden");
  await refusedAs(removeMessage(deps, space, actor("mod"), "m9"), "not_found");
  await removeMessage(deps, space, actor("ana"), "m0");
  await removeMessage(deps, space, actor("mod"), "m1");
  await removeMessage(deps, space, actor("mod"), "m1");
  const { messages } = await listMessages(house.kv, space.id, { limit: 9 });
  assert.deepEqual(
    messages.map(({ message, characterReply, removed }) => [message, characterReply, removed]),
    [["", null, true], ["", null, true], ["hello", "hello you", false]],
  );
  // One's own is nobody's deed.
  const { items } = await listDeeds(house.kv, space.id, { limit: 9 });
  assert.deepEqual(items.map(({ action, userId }) => [action, userId]), [["remove_message", "bo"]]);
  assert.deepEqual((await house.told()).slice(3), ["message_removed", "message_removed"]);
});

Deno.test("listMessages() pages back from the latest, oldest first in each page", async () => {
  await using house = await House.open();
  const { space, deps } = await openSpace(house);
  for (let n = 0; n < 5; n++) await appendMessage(deps, space, said("ana", `m${n}`));
  const first = await listMessages(house.kv, space.id, { limit: 2 });
  const second = await listMessages(house.kv, space.id, { limit: 9, before: first.nextCursor });
  assert.deepEqual(
    [...second.messages, ...first.messages].map(({ id }) => id),
    ["m0", "m1", "m2", "m3", "m4"],
  );
  assert.equal(second.nextCursor, null);
  const ids = [...second.messages, ...first.messages].map(({ eventId }) => eventId);
  assert.deepEqual(ids, ids.toSorted());
  assert.equal((await findMessage(house.kv, space.id, "m3"))?.message.eventId, ids[3]);
  await refusedAs(listMessages(house.kv, space.id, { limit: 2, before: "x" }), "bad_cursor");
  assert(MESSAGE_MS > 0);
});

Deno.test("appendMessage() keeps nothing of accounts that go, nor of spaces that are gone", async () => {
  await using house = await House.open();
  const { space, deps } = await openSpace(house);
  await house.kv.set(keys.gone("bo"), 0);
  await refusedAs(appendMessage(deps, space, said("bo", "m0")), "unauthorized");
  await refusedAs(appendMessage(deps, { id: "nowhere" }, said("ana", "m1")), "not_found");
  assert.deepEqual((await listMessages(house.kv, space.id, { limit: 9 })).messages, []);
});

Deno.test("a renewed invitation makes every older one worthless", async () => {
  await using house = await House.open();
  const { deps } = await openSpace(house);
  const hidden = await house.space({ id: "hidden", isPublic: false });
  assert.equal(invitationPath(hidden), null);
  const [first, second] = [
    await renewInvitation(deps, hidden.id),
    await renewInvitation(deps, hidden.id),
  ];
  const ana = { id: "ana" };
  const bring = (code: string | null) =>
    requireSpace(house.kv, hidden.id, ana, { inviteCode: code });
  await refusedAs(bring(first.inviteCode), "not_found");
  assert.equal((await bring(second.inviteCode)).id, hidden.id);
  await dropInvitation(deps, hidden.id);
  await refusedAs(bring(second.inviteCode), "not_found");
  await refusedAs(bring(null), "not_found");
});
