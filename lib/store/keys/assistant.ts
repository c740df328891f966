/**
 * The keys of the assistant's sessions.
 * The columns are those of [keys.ts](../keys.ts).
 *
 * ```
 * ["assist_session", id]                   ChatSession v1        30 days    assist_line, assist_by_user
 * ["assist_line", sessionId, n]            ChatLine v1           30 days    assist_session, log
 * ["assist_by_user", userId, sessionId]    session id            30 days    assist_session
 * ["assist_resume", hash]                  Resumption v1         an hour    –
 * ```
 */

import type { KeyBuilders } from "./parts.ts";

export const assistantKeys = {
  assistSession: (id: string) => ["assist_session", id],
  assistSessions: () => ["assist_session"],
  assistLine: (sessionId: string, n: number) => ["assist_line", sessionId, n],
  assistLines: (sessionId: string) => ["assist_line", sessionId],
  anyAssistLines: () => ["assist_line"],
  /** Of sessions that somebody with an account began. */
  assistByUser: (userId: string, sessionId: string) => ["assist_by_user", userId, sessionId],
  assistsByUser: (userId: string) => ["assist_by_user", userId],
  assistsByAnyUser: () => ["assist_by_user"],
  /** `hash` is that of the secret by which a connection goes on where another broke. */
  assistResume: (hash: string) => ["assist_resume", hash],
} satisfies KeyBuilders;
