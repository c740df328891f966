import assert from "node:assert/strict";
import { keys } from "@/lib/store/keys.ts";
import {
  changeUser,
  createAccount,
  createGuest,
  getCredential,
  getUser,
  getUserByEmail,
  replacePasswordHash,
} from "@/lib/accounts/store.ts";

const NOW_MS = Date.UTC(2026, 2, 1);
const account = (email: string, guestId: string | null = null) => ({
  email,
  nickname: "Haru",
  passwordHash: "$argon2id$of-haru",
  guestId,
  nowMs: NOW_MS,
});

Deno.test("createAccount() lets one of twenty who want one address at one moment have it", async () => {
  using kv = await Deno.openKv(":memory:");
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, () => createAccount(kv, account("haru@example.com"))),
  );
  const winners = outcomes.filter((outcome) => outcome.ok);
  assert.equal(winners.length, 1);
  for (const outcome of outcomes) {
    if (!outcome.ok) assert.equal(outcome.reason, "email_taken");
  }
  const users = await Array.fromAsync(kv.list({ prefix: keys.users() }));
  const credentials = await Array.fromAsync(kv.list({ prefix: keys.credentials() }));
  assert.deepEqual([users.length, credentials.length], [1, 1]);
});

Deno.test("createAccount() keeps a guest's id and age", async () => {
  using kv = await Deno.openKv(":memory:");
  const guest = await createGuest(kv, { nickname: "손님 처마 123", nowMs: NOW_MS - 5000 });
  const outcome = await createAccount(kv, account("haru@example.com", guest.id));
  assert.equal(outcome.ok && outcome.value.id, guest.id);
  const user = await getUserByEmail(kv, "haru@example.com");
  assert.deepEqual(user, {
    v: 1,
    id: guest.id,
    kind: "full",
    email: "haru@example.com",
    nickname: "Haru",
    createdAtMs: NOW_MS - 5000,
    updatedAtMs: NOW_MS,
  });
});

Deno.test("createAccount() makes one account of a guest who signs up in two tabs at once", async () => {
  using kv = await Deno.openKv(":memory:");
  const guest = await createGuest(kv, { nickname: "손님", nowMs: NOW_MS });
  const outcomes = await Promise.all([
    createAccount(kv, account("one@example.com", guest.id)),
    createAccount(kv, account("two@example.com", guest.id)),
  ]);
  assert.deepEqual(outcomes.map(({ ok }) => ok).sort(), [false, true]);
  assert.equal(outcomes.some((outcome) => !outcome.ok && outcome.reason === "conflict"), true);
  const emails = await Array.fromAsync(kv.list({ prefix: keys.usersByEmail() }));
  assert.equal(emails.length, 1);
});

Deno.test("createAccount() refuses a guest who does not exist, or is going away", async () => {
  using kv = await Deno.openKv(":memory:");
  const missing = await createAccount(kv, account("haru@example.com", "nobody"));
  assert.equal(!missing.ok && missing.reason, "conflict");
  const guest = await createGuest(kv, { nickname: "손님", nowMs: NOW_MS });
  await kv.set(keys.deletion(guest.id), { v: 1, userId: guest.id, requestedAtMs: 1, moveTo: null });
  const leaving = await createAccount(kv, account("haru@example.com", guest.id));
  assert.equal(!leaving.ok && leaving.reason, "conflict");
});

Deno.test("changeUser() moves the address's index with the address", async () => {
  using kv = await Deno.openKv(":memory:");
  const made = await createAccount(kv, account("old@example.com"));
  assert.ok(made.ok);
  const changed = await changeUser(kv, made.value.id, {
    change: { email: "new@example.com", nickname: "Byeol" },
    nowMs: NOW_MS + 1,
  });
  assert.ok(changed.ok);
  assert.equal(await getUserByEmail(kv, "old@example.com"), null);
  assert.deepEqual(await getUserByEmail(kv, "new@example.com"), changed.value);
  assert.equal(changed.value.nickname, "Byeol");
});

Deno.test("changeUser() refuses another's address and then changes nothing at all", async () => {
  using kv = await Deno.openKv(":memory:");
  const one = await createAccount(kv, account("one@example.com"));
  await createAccount(kv, account("two@example.com"));
  assert.ok(one.ok);
  const change = { email: "two@example.com", nickname: "Other" };
  const refused = await changeUser(kv, one.value.id, { change, nowMs: NOW_MS });
  assert.equal(!refused.ok && refused.reason, "email_taken");
  assert.deepEqual(await getUser(kv, one.value.id), one.value);
});

Deno.test("changeUser() brings nobody back who has gone", async () => {
  using kv = await Deno.openKv(":memory:");
  const refused = await changeUser(kv, "nobody", { change: { nickname: "Ghost" }, nowMs: NOW_MS });
  assert.equal(!refused.ok && refused.reason, "not_found");
  assert.equal(await getUser(kv, "nobody"), null);
});

Deno.test("replacePasswordHash() replaces only the hash that was checked", async () => {
  using kv = await Deno.openKv(":memory:");
  const made = await createAccount(kv, account("haru@example.com"));
  assert.ok(made.ok);
  const { id } = made.value;
  const change = { oldHash: "$argon2id$of-haru", newHash: "$argon2id$next", nowMs: NOW_MS };
  assert.equal(await replacePasswordHash(kv, id, change), true);
  assert.equal(await replacePasswordHash(kv, id, { ...change, newHash: "$argon2id$late" }), false);
  assert.equal((await getCredential(kv, id))?.passwordHash, "$argon2id$next");
  assert.equal(await replacePasswordHash(kv, "nobody", change), false);
});
