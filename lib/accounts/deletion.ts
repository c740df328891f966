/** Accounts that go away: with everything they made, or leaving it to another. Survives a crash in the middle. */
import type { Services } from "@/lib/define.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";
import { listValues } from "@/lib/store/page.ts";
import { upgrader } from "@/lib/store/versioned.ts";
import { GONE_MS } from "@/lib/accounts/gone.ts";
import { revokeSessions } from "@/lib/accounts/sessions.ts";
import { readUser } from "@/lib/accounts/store.ts";
import type { Deletion, User } from "@/lib/accounts/model.ts";

export type DeletionServices = Pick<Services, "kv" | "log" | "now" | "accountDomains">;

const readDeletion = upgrader<Deletion>(1);

/**
 * Deletes an account with everything of it. From its first write on, nobody can sign in to it.
 *
 * @returns False when the account is not (any more) of the kind that `user` shows: a guest who needs no password may
 * just have signed up in another tab.
 */
export async function deleteAccount(
  services: DeletionServices,
  { id, kind }: Pick<User, "id" | "kind">,
): Promise<boolean> {
  return await remove(services, { userId: id, kind, moveTo: null });
}

/**
 * Gives everything a guest made to an account, and removes the guest.
 *
 * @returns False when there is no such guest (any more).
 * @throws {TypeError} When both are one.
 */
export async function mergeGuest(
  services: DeletionServices,
  { guestId, userId }: { guestId: string; userId: string },
): Promise<boolean> {
  if (guestId === userId) throw new TypeError("Cannot merge an account into itself");
  return await remove(services, { userId: guestId, kind: "guest", moveTo: userId });
}

/** Finishes what a crash interrupted; for the start of the process. Returns how many accounts went. */
export async function resumeDeletions(services: DeletionServices): Promise<number> {
  let finished = 0;
  for (const stored of await listValues(services.kv, keys.deletions())) {
    const deletion = readDeletion(stored);
    try {
      await finish(services, deletion);
      finished++;
    } catch (error) {
      // One account whose things cannot be removed must not keep the others, or the server, from going on.
      services.log.error("account.deletion_failed", error, { user: deletion.userId });
    }
  }
  return finished;
}

interface Removal {
  userId: string;
  kind: User["kind"];
  moveTo: string | null;
}

async function remove(
  services: DeletionServices,
  { userId, kind, moveTo }: Removal,
): Promise<boolean> {
  const { kv, now } = services;
  const deletion = await commitWithRetry<Deletion | null>(async () => {
    const [user, known] = await kv.getMany([keys.user(userId), keys.deletion(userId)]);
    if (known.value !== null) return { write: null, value: readDeletion(known.value) };
    if (user.value === null || readUser(user.value).kind !== kind) {
      return { write: null, value: null };
    }
    const begun: Deletion = { v: 1, userId, requestedAtMs: now(), moveTo };
    const write = kv.atomic().check(user, known)
      .set(keys.deletion(userId), begun)
      .set(keys.gone(userId), begun.requestedAtMs);
    return { write, value: begun };
  });
  if (deletion) await finishAtLast(services, deletion);
  return deletion !== null;
}

/** How often a deletion is tried that lost too many races: who asked for it has no session left to ask again. */
const TRIES = 3;

async function finishAtLast(services: DeletionServices, deletion: Deletion): Promise<void> {
  for (let n = 1;; n++) {
    try {
      return await finish(services, deletion);
    } catch (error) {
      if (n === TRIES) throw error;
      services.log.error("account.deletion_retried", error, { user: deletion.userId });
    }
  }
}

/** Every step may have been done before. The plan itself goes last, with the user. */
async function finish(services: DeletionServices, deletion: Deletion): Promise<void> {
  const { kv, now, log, accountDomains } = services;
  const { userId } = deletion;
  await revokeSessions(kv, userId);
  let heir: string | null;
  do {
    heir = await findHeir(kv, deletion);
    for (const domain of accountDomains) {
      if (heir !== null) await domain.moveData(kv, userId, heir);
      else await domain.deleteData(kv, userId);
    }
    // An heir who went meanwhile took no more: what is left is nobody's, and goes.
  } while (heir !== await findHeir(kv, deletion));
  await removeUser(kv, userId, now());
  log.info("account.removed", { user: userId, moved: deletion.moveTo !== null });
}

/** The account that inherits, unless it has gone or is going itself. */
async function findHeir(kv: Deno.Kv, { moveTo }: Deletion): Promise<string | null> {
  if (moveTo === null) return null;
  const [user, deletion] = await kv.getMany([keys.user(moveTo), keys.deletion(moveTo)]);
  return user.value !== null && deletion.value === null ? moveTo : null;
}

async function removeUser(kv: Deno.Kv, userId: string, nowMs: number): Promise<void> {
  await commitWithRetry(async () => {
    const entry = await kv.get(keys.user(userId));
    const write = kv.atomic().check(entry)
      .delete(keys.user(userId))
      .delete(keys.credential(userId))
      .delete(keys.deletion(userId))
      .set(keys.gone(userId), nowMs, { expireIn: GONE_MS });
    const email = entry.value === null ? null : readUser(entry.value).email;
    if (email !== null) write.delete(keys.userByEmail(email));
    return { write, value: undefined };
  });
}
