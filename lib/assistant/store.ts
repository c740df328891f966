/** Chat sessions and their messages in the store. */
import { getStay } from "@/lib/accounts/gone.ts";
import {
  type ChatLine,
  type ChatSession,
  isOver,
  KEEP_MS,
  readLine,
  readSession,
  type Sender,
  sessionTopic,
} from "@/lib/assistant/model.ts";
import type { Services } from "@/lib/define.ts";
import { newId } from "@/lib/id.ts";
import type { TopicEvent } from "@/lib/realtime/model.ts";
import { commitWithRetry, deletePrefix, tryAgain } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";

type Deps = Pick<Services, "kv" | "hub" | "now">;

export async function getSession(kv: Deno.Kv, id: string): Promise<ChatSession | null> {
  const { value } = await kv.get(keys.assistSession(id));
  return value === null ? null : readSession(value);
}

/** Begins a session. Null where the id is taken, or the account is going away. */
export async function startSession(
  kv: Deno.Kv,
  { id, userId, viewerId, locale, nowMs }: {
    id: string;
    userId: string;
    viewerId: string | null;
    locale: "ko" | "en";
    nowMs: number;
  },
): Promise<ChatSession | null> {
  const session: ChatSession = {
    v: 1,
    id,
    userId,
    viewerId,
    locale,
    createdAtMs: nowMs,
    activeAtMs: nowMs,
    endedAtMs: null,
    lines: 0,
  };
  const key = keys.assistSession(id);
  const write = kv.atomic().check({ key, versionstamp: null })
    .set(key, session, { expireIn: KEEP_MS });
  if (viewerId !== null) {
    const stay = await getStay(kv, viewerId);
    if (!stay) return null;
    write.check(stay).set(keys.assistByUser(viewerId, id), id, { expireIn: KEEP_MS });
  }
  return (await write.commit()).ok ? session : null;
}

/** Changes a session that is there. Null where it is not, or its account is going away. */
async function changeSession(
  kv: Deno.Kv,
  id: string,
  change: (session: ChatSession) => ChatSession | null,
): Promise<ChatSession | null> {
  return await commitWithRetry(async () => {
    const entry = await kv.get(keys.assistSession(id));
    const before = entry.value === null ? null : readSession(entry.value);
    const after = before && change(before);
    if (!after) return { write: null, value: null };
    const write = kv.atomic().check(entry);
    if (!await putSession(kv, write, after)) return { write: null, value: null };
    return { write, value: after };
  });
}

/** Writes a session with its index. False where its account is going away. */
async function putSession(
  kv: Deno.Kv,
  write: Deno.AtomicOperation,
  session: ChatSession,
): Promise<boolean> {
  const { id, viewerId } = session;
  write.set(keys.assistSession(id), session, { expireIn: KEEP_MS });
  if (viewerId === null) return true;
  const stay = await getStay(kv, viewerId);
  if (!stay) return false;
  write.check(stay).set(keys.assistByUser(viewerId, id), id, { expireIn: KEEP_MS });
  return true;
}

/** Says that something happened in a session. Null where it is over. */
export async function touchSession(
  kv: Deno.Kv,
  id: string,
  nowMs: number,
): Promise<ChatSession | null> {
  return await changeSession(
    kv,
    id,
    (session) => isOver(session, nowMs) ? null : { ...session, activeAtMs: nowMs },
  );
}

/** Ends a session for good, where it is over by `nowMs`. @returns Whether it is. */
export async function endSessionIfOver(kv: Deno.Kv, id: string, nowMs: number): Promise<boolean> {
  const session = await getSession(kv, id);
  if (!session || session.endedAtMs !== null) return true;
  if (!isOver(session, nowMs)) return false;
  const ended = await changeSession(
    kv,
    id,
    (now) => isOver(now, nowMs) && now.endedAtMs === null ? { ...now, endedAtMs: nowMs } : null,
  );
  return ended !== null;
}

/**
 * Adds a message, and tells every instance of it in the same commit.
 *
 * @param event Made of the message as it is stored.
 * @returns Null where the session is over or gone.
 */
export async function appendLine(
  { kv, hub, now }: Deps,
  sessionId: string,
  { sender, content, event }: {
    sender: Sender;
    content: string;
    event: (line: ChatLine) => TopicEvent;
  },
): Promise<ChatLine | null> {
  return await tryAgain(async () => {
    const nowMs = now();
    const entry = await kv.get(keys.assistSession(sessionId));
    const before = entry.value === null ? null : readSession(entry.value);
    // An answer may come late: what ended meanwhile by the clock is alive as long as it is being answered.
    if (!before || before.endedAtMs !== null) return { value: null };
    if (sender === "user" && isOver(before, nowMs)) return { value: null };
    const n = before.lines + 1;
    const line: ChatLine = {
      v: 1,
      id: newId(),
      sessionId,
      n,
      sender,
      content,
      createdAtMs: nowMs,
    };
    const write = kv.atomic().check(entry)
      .set(keys.assistLine(sessionId, n), line, { expireIn: KEEP_MS });
    const after: ChatSession = { ...before, lines: n, activeAtMs: nowMs };
    if (!await putSession(kv, write, after)) return { value: null };
    const committed = await hub.appendWith(write, sessionTopic(sessionId), [event(line)]);
    return committed.ok ? { value: line } : null;
  });
}

/** The last `limit` messages, oldest first; with `after`, only those that follow the message of that number. */
export async function listLines(
  kv: Deno.Kv,
  sessionId: string,
  { limit, after = 0 }: { limit: number; after?: number },
): Promise<ChatLine[]> {
  const selector = {
    start: keys.assistLine(sessionId, after + 1),
    end: keys.assistLine(sessionId, Number.MAX_SAFE_INTEGER),
  };
  const lines: ChatLine[] = [];
  for await (const { value } of kv.list(selector, { limit, reverse: true })) {
    lines.push(readLine(value));
  }
  return lines.reverse();
}

/** Ids of the sessions that an account began. */
export async function listOwnSessions(kv: Deno.Kv, viewerId: string): Promise<string[]> {
  const entries = await Array.fromAsync(kv.list({ prefix: keys.assistsByUser(viewerId) }));
  return entries.map(({ key }) => String(key.at(-1)));
}

/**
 * Removes a session of somebody with everything in it; none of another's. What leads to it goes last, so that a crash in
 * between leaves nothing that is never found again.
 */
export async function removeSession(kv: Deno.Kv, viewerId: string, id: string): Promise<void> {
  const removed = await commitWithRetry(async () => {
    const entry = await kv.get(keys.assistSession(id));
    const own = entry.value === null || readSession(entry.value).viewerId === viewerId;
    return { write: own ? kv.atomic().check(entry).delete(entry.key) : null, value: own };
  });
  // Nothing is added to a session that is not there.
  if (removed) await deletePrefix(kv, keys.assistLines(id));
  await kv.delete(keys.assistByUser(viewerId, id));
}

/** Makes a session somebody else's. */
export async function moveSession(
  kv: Deno.Kv,
  id: string,
  { fromId, toId }: { fromId: string; toId: string },
): Promise<void> {
  await commitWithRetry(async () => {
    const entry = await kv.get(keys.assistSession(id));
    const session = entry.value === null ? null : readSession(entry.value);
    const stay = await getStay(kv, toId);
    if (!stay || session?.viewerId !== fromId) return { write: null, value: undefined };
    const write = kv.atomic().check(entry, stay)
      .delete(keys.assistByUser(fromId, id))
      .set(entry.key, { ...session, viewerId: toId }, { expireIn: KEEP_MS })
      .set(keys.assistByUser(toId, id), id, { expireIn: KEEP_MS });
    return { write, value: undefined };
  });
}
