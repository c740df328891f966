/** Users and credentials in the store. */
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";
import { upgrader } from "@/lib/store/versioned.ts";
import { newId } from "@/lib/id.ts";
import { done, type Outcome, refuse } from "@/lib/accounts/outcome.ts";
import { type Credential, ownNickname, rename, type User } from "@/lib/accounts/model.ts";

export const readUser = upgrader<User>(1);
const readCredential = upgrader<Credential>(1);

export async function getUser(kv: Deno.Kv, id: string): Promise<User | null> {
  const { value } = await kv.get(keys.user(id));
  return value === null ? null : readUser(value);
}

/** `email` in its canonical form, as the schema `Email` gives it. */
export async function getUserByEmail(kv: Deno.Kv, email: string): Promise<User | null> {
  const { value: id } = await kv.get<string>(keys.userByEmail(email));
  return id === null ? null : await getUser(kv, id);
}

export async function getCredential(kv: Deno.Kv, userId: string): Promise<Credential | null> {
  const { value } = await kv.get(keys.credential(userId));
  return value === null ? null : readCredential(value);
}

export async function createGuest(
  kv: Deno.Kv,
  { nickname, nowMs }: { nickname: string; nowMs: number },
): Promise<User> {
  const user: User = {
    v: 1,
    id: newId(),
    kind: "guest",
    email: null,
    nickname,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
  await kv.set(keys.user(user.id), user);
  return user;
}

export interface NewAccount {
  email: string;
  nickname: string;
  passwordHash: string;
  /** The guest who becomes this account and keeps the id, and everything that hangs on it. */
  guestId: string | null;
  nowMs: number;
}

/**
 * Creates an account, or makes one of a guest. Refuses with `email_taken`, or with `conflict` when the guest is none
 * any more (signed up in another tab, or going away).
 */
export async function createAccount(
  kv: Deno.Kv,
  { email, nickname, passwordHash, guestId, nowMs }: NewAccount,
): Promise<Outcome<User>> {
  const id = guestId ?? newId();
  return await commitWithRetry<Outcome<User>>(async () => {
    const [old, byEmail, deletion] = await kv.getMany([
      keys.user(id),
      keys.userByEmail(email),
      keys.deletion(id),
    ]);
    if (byEmail.value !== null) return { write: null, value: refuse("email_taken") };
    const guest = old.value === null ? null : readUser(old.value);
    if (guestId !== null && (guest?.kind !== "guest" || deletion.value !== null)) {
      return { write: null, value: refuse("conflict") };
    }
    const createdAtMs = guest?.createdAtMs ?? nowMs;
    const made: User = { v: 1, id, kind: "full", email, nickname, createdAtMs, updatedAtMs: nowMs };
    const user = guest ? rename({ ...guest, ...made, nickname: guest.nickname }, nickname) : made;
    const credential: Credential = { v: 1, passwordHash, updatedAtMs: nowMs };
    const write = kv.atomic().check(old, byEmail, deletion)
      .set(keys.user(id), user)
      .set(keys.userByEmail(email), id)
      .set(keys.credential(id), credential);
    return { write, value: done(user) };
  });
}

/** Changes what a reader may change of their own record. Refuses with `email_taken` or `not_found`. */
export async function changeUser(
  kv: Deno.Kv,
  id: string,
  { change, nowMs }: { change: { nickname?: string; email?: string }; nowMs: number },
): Promise<Outcome<User>> {
  return await commitWithRetry<Outcome<User>>(async () => {
    const entry = await kv.get(keys.user(id));
    if (entry.value === null) return { write: null, value: refuse("not_found") };
    const old = readUser(entry.value);
    const { nickname = ownNickname(old), ...rest } = change;
    const user = rename({ ...old, ...rest, updatedAtMs: nowMs }, nickname);
    const write = kv.atomic().check(entry).set(keys.user(id), user);
    if (user.email !== null && user.email !== old.email) {
      const byEmail = await kv.get(keys.userByEmail(user.email));
      if (byEmail.value !== null) return { write: null, value: refuse("email_taken") };
      write.check(byEmail).set(keys.userByEmail(user.email), id);
      if (old.email !== null) write.delete(keys.userByEmail(old.email));
    }
    return { write, value: done(user) };
  });
}

/**
 * Replaces a password hash, if it is still the one that was checked. False when somebody else changed it meanwhile:
 * of two changes at one moment, one wins, and a rehash never brings an old password back.
 */
export async function replacePasswordHash(
  kv: Deno.Kv,
  userId: string,
  { oldHash, newHash, nowMs }: { oldHash: string; newHash: string; nowMs: number },
): Promise<boolean> {
  const entry = await kv.get(keys.credential(userId));
  if (entry.value === null || readCredential(entry.value).passwordHash !== oldHash) return false;
  const credential: Credential = { v: 1, passwordHash: newHash, updatedAtMs: nowMs };
  return (await kv.atomic().check(entry).set(entry.key, credential).commit()).ok;
}
