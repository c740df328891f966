/** What people change of their own account: names, address, password; and taking it away. */
import type { Services } from "@/lib/define.ts";
import { deleteAccount } from "@/lib/accounts/deletion.ts";
import { done, type Outcome, refuse, refuseField } from "@/lib/accounts/outcome.ts";
import { hashPassword } from "@/lib/accounts/password.ts";
import { revokeSessions } from "@/lib/accounts/sessions.ts";
import { checkPassword } from "@/lib/accounts/sign_in.ts";
import { changeUser, getUser, replacePasswordHash } from "@/lib/accounts/store.ts";
import type { User, Viewer } from "@/lib/accounts/model.ts";

export type ProfileServices = Pick<Services, "kv" | "log" | "now" | "accountDomains">;

/** Who changes something, and where from. */
export interface Owner {
  viewer: Viewer;
  address: string;
}

export interface ProfileChange {
  nickname?: string | undefined;
  email?: string | undefined;
  /** Needed for another e-mail address. */
  currentPassword?: string | undefined;
}

/**
 * Changes nickname and e-mail address, both or neither. Refuses with `email_taken`, `forbidden` (a guest has no
 * address), `rate_limited`, or `invalid_input` at `current_password`.
 */
export async function changeProfile(
  { kv, now }: ProfileServices,
  owner: Owner,
  { nickname, email, currentPassword }: ProfileChange,
): Promise<Outcome<User>> {
  const user = await getUser(kv, owner.viewer.id);
  if (!user) return refuse("not_found");
  const change: { nickname?: string; email?: string } = {};
  if (nickname !== undefined) change.nickname = nickname;
  if (email !== undefined && email !== user.email) {
    const proven = await prove(kv, { owner, user, password: currentPassword, nowMs: now() });
    if (!proven.ok) return proven;
    change.email = email;
  }
  return await changeUser(kv, user.id, { change, nowMs: now() });
}

/**
 * Changes the password, and ends every other session: whoever got in with the old one is out.
 * Refuses with `forbidden` (a guest has none), `rate_limited`, `conflict`, or `invalid_input` at `current_password`.
 */
export async function changePassword(
  { kv, now }: ProfileServices,
  owner: Owner,
  { currentPassword, newPassword }: { currentPassword: string; newPassword: string },
): Promise<Outcome<void>> {
  const user = await getUser(kv, owner.viewer.id);
  if (!user) return refuse("not_found");
  const proven = await prove(kv, { owner, user, password: currentPassword, nowMs: now() });
  if (!proven.ok) return proven;
  const newHash = await hashPassword(newPassword);
  const replaced = await replacePasswordHash(kv, user.id, {
    oldHash: proven.value,
    newHash,
    nowMs: now(),
  });
  if (!replaced) return refuse("conflict");
  await revokeSessions(kv, user.id, { except: owner.viewer.sessionId });
  return done(undefined);
}

/**
 * Deletes the account with everything of it. A guest needs no password, having none.
 * Refuses with `rate_limited`, `conflict` (a guest who just signed up), or `invalid_input` at `password`.
 */
export async function deleteOwnAccount(
  services: ProfileServices,
  owner: Owner,
  password: string | undefined,
): Promise<Outcome<void>> {
  const { kv, now } = services;
  const user = await getUser(kv, owner.viewer.id);
  if (!user) return refuse("not_found");
  if (user.kind === "full") {
    const proven = await prove(kv, { owner, user, password, nowMs: now(), path: "password" });
    if (!proven.ok) return proven;
  }
  return await deleteAccount(services, user) ? done(undefined) : refuse("conflict");
}

interface Proof {
  owner: Owner;
  user: User;
  password: string | undefined;
  nowMs: number;
  /** Field that is told when it is wrong. */
  path?: string;
}

/** Asks once more for the password of somebody who is signed in; gives the hash that it matched. */
async function prove(
  kv: Deno.Kv,
  { owner, user, password, nowMs, path = "current_password" }: Proof,
): Promise<Outcome<string>> {
  if (user.email === null) {
    return refuse("forbidden", { detail: "Cannot do this as a guest, who has no password" });
  }
  if (password === undefined) return refuseField(path, "is needed for this");
  const { address } = owner;
  const checked = await checkPassword(kv, { email: user.email, password, address, nowMs });
  if (!checked.ok) {
    return checked.reason === "wrong_credentials"
      ? refuseField(path, "is not the password of this account")
      : checked;
  }
  return done(checked.value.passwordHash);
}
