import assert from "node:assert/strict";
import { characterDomain } from "@/lib/characters/account_domain.ts";
import { setLike } from "@/lib/characters/likes.ts";
import { CharacterInput } from "@/lib/characters/model.ts";
import { createCharacter, deleteCharacter, newFromInput } from "@/lib/characters/store.ts";
import { chatDomain } from "@/lib/chat/account_domain.ts";
import { socialDomain } from "@/lib/social/account_domain.ts";
import { createConversation } from "@/lib/chat/store.ts";
import { recordUsage } from "@/lib/chat/usage.ts";
import { asFailure, failure, foundOrNull } from "@/lib/errors.ts";
import { createLog } from "@/lib/log.ts";
import { checkStore } from "@/lib/store/check/check.ts";
import { keys } from "@/lib/store/keys.ts";
import type { AccountDomain } from "@/lib/accounts/domains.ts";
import {
  deleteAccount,
  type DeletionServices,
  mergeGuest,
  resumeDeletions,
} from "@/lib/accounts/deletion.ts";
import { getStay } from "@/lib/accounts/gone.ts";
import { createAccount, createGuest, getUser, getUserByEmail } from "@/lib/accounts/store.ts";
import { openSession } from "@/lib/accounts/sessions.ts";

const NOW_MS = Date.UTC(2026, 2, 1);

/** A domain that keeps notes: one key each, below the id of their owner. */
function notes(name: string): AccountDomain {
  const below = (userId: string) => [name, userId];
  return {
    name,
    async *exportData(kv, userId) {
      for await (const { key, value } of kv.list({ prefix: below(userId) })) {
        yield [`${name}/${String(key[2])}.json`, value];
      }
    },
    async deleteData(kv, userId) {
      for await (const { key } of kv.list({ prefix: below(userId) })) await kv.delete(key);
    },
    async moveData(kv, fromId, toId) {
      for await (const { key, value } of kv.list({ prefix: below(fromId) })) {
        await kv.atomic().delete(key).set([name, toId, String(key[2])], value).commit();
      }
    },
  };
}

/** A domain whose process dies: everything it is asked throws, until told otherwise. */
function dying(domain: AccountDomain): AccountDomain & { alive: boolean } {
  return {
    ...domain,
    alive: false,
    async deleteData(kv, userId) {
      if (!this.alive) throw new Error("killed");
      await domain.deleteData(kv, userId);
    },
    async moveData(kv, fromId, toId) {
      if (!this.alive) throw new Error("killed");
      await domain.moveData(kv, fromId, toId);
    },
  };
}

function servicesOf(kv: Deno.Kv, accountDomains: AccountDomain[]): DeletionServices {
  return { kv, accountDomains, now: () => NOW_MS, log: createLog({ level: "silent" }) };
}

async function makeAccount(kv: Deno.Kv, email: string) {
  const made = await createAccount(kv, {
    email,
    nickname: "Haru",
    passwordHash: "$argon2id$x",
    guestId: null,
    nowMs: NOW_MS,
  });
  assert.ok(made.ok);
  return made.value;
}

/** Every key but the marks of accounts that are gone, which end by themselves. */
const everything = async (kv: Deno.Kv) =>
  (await Array.fromAsync(kv.list({ prefix: [] }))).map(({ key }) => key)
    .filter(([kind]) => kind !== "gone");

Deno.test("deleteAccount() leaves not one key of the account, and every key of the others", async () => {
  using kv = await Deno.openKv(":memory:");
  const other = await makeAccount(kv, "other@example.com");
  await kv.set(["notes", other.id, "1"], "theirs");
  const before = await everything(kv);
  const user = await makeAccount(kv, "haru@example.com");
  const label = { browser: null, os: null };
  await openSession(kv, { userId: user.id, label, withRefresh: true, nowMs: NOW_MS });
  await kv.set(["notes", user.id, "1"], "mine");
  assert.equal(await deleteAccount(servicesOf(kv, [notes("notes")]), user), true);
  assert.deepEqual(await everything(kv), before);
});

Deno.test("deleteAccount() frees the address for a new account with another id", async () => {
  using kv = await Deno.openKv(":memory:");
  const user = await makeAccount(kv, "haru@example.com");
  await deleteAccount(servicesOf(kv, []), user);
  const next = await makeAccount(kv, "haru@example.com");
  assert.notEqual(next.id, user.id);
});

Deno.test("deleteAccount() spares a guest who has just signed up in another tab", async () => {
  using kv = await Deno.openKv(":memory:");
  const guest = await createGuest(kv, { nickname: "손님", nowMs: NOW_MS });
  await createAccount(kv, {
    email: "haru@example.com",
    nickname: "Haru",
    passwordHash: "$argon2id$x",
    guestId: guest.id,
    nowMs: NOW_MS,
  });
  const services = servicesOf(kv, [notes("notes")]);
  assert.equal(await deleteAccount(services, guest), false);
  const account = await makeAccount(kv, "other@example.com");
  assert.equal(await mergeGuest(services, { guestId: guest.id, userId: account.id }), false);
  assert.equal((await getUser(kv, guest.id))?.kind, "full");
});

Deno.test("resumeDeletions() finishes what died in the middle", async () => {
  using kv = await Deno.openKv(":memory:");
  const user = await makeAccount(kv, "haru@example.com");
  await kv.set(["first", user.id, "1"], "mine");
  await kv.set(["second", user.id, "1"], "mine");
  const second = dying(notes("second"));
  const services = servicesOf(kv, [notes("first"), second]);
  await assert.rejects(() => deleteAccount(services, user), /killed/);
  // Half is gone; the account is shut, and the plan is still there.
  assert.equal((await kv.get(["first", user.id, "1"])).value, null);
  assert.equal((await kv.get(["second", user.id, "1"])).value, "mine");
  assert.ok((await kv.get(keys.deletion(user.id))).value);
  const label = { browser: null, os: null };
  const wanted = { userId: user.id, label, withRefresh: false, nowMs: NOW_MS };
  assert.equal(await openSession(kv, wanted), null);

  assert.equal(await resumeDeletions(services), 0);
  second.alive = true;
  assert.equal(await resumeDeletions(services), 1);
  assert.deepEqual(await everything(kv), []);
  assert.equal(await resumeDeletions(services), 0);
});

Deno.test("resumeDeletions() goes on to the next account when one cannot be removed", async () => {
  using kv = await Deno.openKv(":memory:");
  const [one, other] = [
    await makeAccount(kv, "one@example.com"),
    await makeAccount(kv, "other@example.com"),
  ];
  for (const { id } of [one, other]) {
    await kv.set(keys.deletion(id), { v: 1, userId: id, requestedAtMs: NOW_MS, moveTo: null });
  }
  const picky: AccountDomain = {
    ...notes("notes"),
    deleteData: (_kv, userId) =>
      userId === one.id ? Promise.reject(new Error("stuck")) : Promise.resolve(),
  };
  assert.equal(await resumeDeletions(servicesOf(kv, [picky])), 1);
  assert.ok(await getUser(kv, one.id));
  assert.equal(await getUser(kv, other.id), null);
});

Deno.test("mergeGuest() gives everything to the account, and the guest is gone", async () => {
  using kv = await Deno.openKv(":memory:");
  const guest = await createGuest(kv, { nickname: "손님", nowMs: NOW_MS });
  const user = await makeAccount(kv, "haru@example.com");
  await kv.set(["notes", guest.id, "g"], "of the guest");
  await kv.set(["notes", user.id, "u"], "of the account");
  const services = servicesOf(kv, [notes("notes")]);
  assert.equal(await mergeGuest(services, { guestId: guest.id, userId: user.id }), true);
  assert.equal((await kv.get(["notes", user.id, "g"])).value, "of the guest");
  assert.equal((await kv.get(["notes", user.id, "u"])).value, "of the account");
  assert.equal(await getUser(kv, guest.id), null);
  assert.equal((await kv.get(keys.deletion(guest.id))).value, null);
});

Deno.test("mergeGuest() that dies in the middle goes on moving, and never deletes", async () => {
  using kv = await Deno.openKv(":memory:");
  const guest = await createGuest(kv, { nickname: "손님", nowMs: NOW_MS });
  const user = await makeAccount(kv, "haru@example.com");
  await kv.set(["first", guest.id, "1"], "kept");
  await kv.set(["second", guest.id, "1"], "kept too");
  const second = dying(notes("second"));
  const services = servicesOf(kv, [notes("first"), second]);
  await assert.rejects(() => mergeGuest(services, { guestId: guest.id, userId: user.id }));
  second.alive = true;
  assert.equal(await resumeDeletions(services), 1);
  assert.equal((await kv.get(["first", user.id, "1"])).value, "kept");
  assert.equal((await kv.get(["second", user.id, "1"])).value, "kept too");
});

Deno.test("mergeGuest() resumed after the account went deletes what nobody inherits", async () => {
  using kv = await Deno.openKv(":memory:");
  const guest = await createGuest(kv, { nickname: "손님", nowMs: NOW_MS });
  const user = await makeAccount(kv, "haru@example.com");
  await kv.set(["notes", guest.id, "1"], "nobody's");
  const domain = dying(notes("notes"));
  const services = servicesOf(kv, [domain]);
  await assert.rejects(() => mergeGuest(services, { guestId: guest.id, userId: user.id }));
  domain.alive = true;
  await deleteAccount(services, user);
  assert.equal(await resumeDeletions(services), 1);
  assert.deepEqual(await everything(kv), []);
  assert.equal(await getUserByEmail(kv, "haru@example.com"), null);
});

Deno.test("mergeGuest() deletes what an heir who goes meanwhile does not take", async () => {
  using kv = await Deno.openKv(":memory:");
  const guest = await createGuest(kv, { nickname: "손님", nowMs: NOW_MS });
  const user = await makeAccount(kv, "haru@example.com");
  await kv.set(["notes", guest.id, "1"], "nobody's");
  const domain = notes("notes");
  const services = servicesOf(kv, [{
    ...domain,
    async moveData(_kv, _fromId, toId) {
      // The heir goes before anything has come, so nothing may.
      await deleteAccount(servicesOf(kv, [domain]), user);
      assert.equal(await getStay(kv, toId), null);
    },
  }]);
  assert.equal(await mergeGuest(services, { guestId: guest.id, userId: user.id }), true);
  assert.deepEqual(await everything(kv), []);
});

Deno.test("deleteAccount() tries again where a domain lost a race", async () => {
  using kv = await Deno.openKv(":memory:");
  const user = await makeAccount(kv, "haru@example.com");
  await kv.set(["notes", user.id, "1"], "mine");
  let races = 2;
  const domain: AccountDomain = {
    ...notes("notes"),
    async deleteData(kv, userId) {
      if (races-- > 0) throw failure("conflict");
      await notes("notes").deleteData(kv, userId);
    },
  };
  assert.equal(await deleteAccount(servicesOf(kv, [domain]), user), true);
  assert.deepEqual(await everything(kv), []);
});

Deno.test("nothing new is written for an account from the moment its deletion begins", async () => {
  using kv = await Deno.openKv(":memory:");
  const keeper = await createGuest(kv, { nickname: "지기", nowMs: NOW_MS });
  const input = CharacterInput.parse({ name: "하루", visibility: "public" });
  const character = await createCharacter(kv, newFromInput(keeper.id, input), NOW_MS);
  const user = await makeAccount(kv, "haru@example.com");
  const writes = {
    character: () => createCharacter(kv, newFromInput(user.id, input), NOW_MS),
    like: () =>
      setLike(kv, {
        kind: "character",
        subjectId: character.id,
        userId: user.id,
        liked: true,
        nowMs: NOW_MS,
      }),
    conversation: () =>
      createConversation(kv, { ownerId: user.id, character, greetings: ["어"], nowMs: NOW_MS }),
  };
  const usage = { promptTokens: 1, outputTokens: 1 };
  const tryAll = async () => {
    for (const write of Object.values(writes)) {
      await assert.rejects(write, (error) => asFailure(error).reason === "unauthorized");
    }
    await recordUsage(kv, user.id, { usage, nowMs: NOW_MS });
  };
  await writes.character();
  await writes.conversation();
  const during = { name: "late", async *exportData() {}, deleteData: tryAll, moveData: tryAll };
  await deleteAccount(servicesOf(kv, [during, characterDomain, chatDomain, socialDomain]), user);
  await tryAll();
  const left = await Array.fromAsync(kv.list({ prefix: [] }));
  const theirs = left.filter((entry) => Deno.inspect(entry).includes(user.id));
  assert.deepEqual(theirs.map(({ key }) => key), [keys.gone(user.id)]);
  assert.deepEqual(await checkStore(kv), []);
});

Deno.test("what its owner deletes in another window does not hold a deletion up", async () => {
  using kv = await Deno.openKv(":memory:");
  const user = await makeAccount(kv, "haru@example.com");
  const input = CharacterInput.parse({ name: "하루" });
  const made = await Promise.all(
    Array.from({ length: 8 }, () => createCharacter(kv, newFromInput(user.id, input), NOW_MS)),
  );
  const elsewhere = made.map(({ id }) => deleteCharacter(kv, id, user.id));
  const services = servicesOf(kv, [characterDomain, chatDomain]);
  const [gone] = await Promise.all([
    deleteAccount(services, user),
    ...elsewhere.map((deletion) => foundOrNull(deletion)),
  ]);
  assert.equal(gone, true);
  assert.deepEqual(await checkStore(kv), []);
  assert.deepEqual(await Array.fromAsync(kv.list({ prefix: keys.characters() })), []);
});

Deno.test("mergeGuest() refuses to merge an account into itself", async () => {
  using kv = await Deno.openKv(":memory:");
  const services = servicesOf(kv, []);
  await assert.rejects(() => mergeGuest(services, { guestId: "a", userId: "a" }), TypeError);
});
