/** Accounts: users, their e-mails, credentials and sessions. */
import type { RefreshToken, Session, User } from "@/lib/accounts/model.ts";
import { checkIndex } from "@/lib/store/check/index_rules.ts";
import { nameKey, type Walk } from "@/lib/store/check/walk.ts";
import { keys } from "@/lib/store/keys.ts";

export function* checkAccounts(walk: Walk): Generator<string> {
  yield* checkIndex<User>(walk, {
    records: keys.users(),
    index: keys.usersByEmail(),
    keysOf: ({ email }) => email === null ? [] : [keys.userByEmail(email)],
  });
  yield* checkIndex<Session>(walk, {
    records: keys.sessions(),
    index: keys.sessionsByAnyUser(),
    keysOf: ({ userId }, id) => [keys.sessionByUser(userId, id)],
  });
  for (const { key, value } of walk.below(keys.users())) {
    const { id, email } = value as User;
    const locked = walk.has(keys.credential(id));
    if (locked !== (email !== null)) yield `${nameKey(key)} has an e-mail or a password alone`;
  }
  for (const { key } of walk.below(keys.credentials())) {
    if (!walk.has(keys.user(String(key[1])))) yield `${nameKey(key)} is of nobody`;
  }
  for (const { key, value } of walk.below(keys.sessions())) {
    if (!walk.has(keys.user((value as Session).userId))) yield `${nameKey(key)} is of nobody`;
  }
  for (const { key, value } of walk.below(keys.refreshes())) {
    const { usedAtMs, sessionId } = value as RefreshToken;
    // A used token outlives its session, so that a second use is noticed.
    if (usedAtMs === null && !walk.has(keys.session(sessionId))) {
      yield `${nameKey(key)} is of no session`;
    }
  }
}
