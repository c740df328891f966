/**
 * The keys of accounts: who somebody is, where they are signed in, and their leave.
 * The columns are those of [keys.ts](../keys.ts).
 *
 * ```
 * ["user", id]                             User v1               –          user_by_email, credential
 * ["user_by_email", email]                 user id               –          user
 * ["credential", userId]                   Credential v1         –          user
 * ["session", id]                          Session v1            yes        session_by_user
 * ["session_by_user", userId, id]          session id            with it    session
 * ["refresh", tokenHash]                   RefreshToken v1       yes        session
 * ["deletion", userId]                     Deletion v1           –          –  (before the user goes; removed with it)
 * ["gone", userId]                         since, ms             an hour    deletion; no expiry before the user is removed
 * ["throttle", rule, subject]              full again at, ms     yes        –
 * ```
 */

import type { KeyBuilders } from "./parts.ts";

export const accountKeys = {
  user: (id: string) => ["user", id],
  users: () => ["user"],
  userByEmail: (email: string) => ["user_by_email", email],
  usersByEmail: () => ["user_by_email"],
  credential: (userId: string) => ["credential", userId],
  credentials: () => ["credential"],
  session: (id: string) => ["session", id],
  sessions: () => ["session"],
  sessionByUser: (userId: string, id: string) => ["session_by_user", userId, id],
  sessionsByUser: (userId: string) => ["session_by_user", userId],
  sessionsByAnyUser: () => ["session_by_user"],
  refresh: (tokenHash: string) => ["refresh", tokenHash],
  refreshes: () => ["refresh"],
  deletion: (userId: string) => ["deletion", userId],
  deletions: () => ["deletion"],
  /** Marks an account that is going away or has gone: what is written for it checks that this is not there. */
  gone: (userId: string) => ["gone", userId],
  throttle: (rule: string, subject: string) => ["throttle", rule, subject],
} satisfies KeyBuilders;
