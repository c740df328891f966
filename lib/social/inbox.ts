/** What somebody is told, the latest first: their own notices, and the news of those whom they follow. */
import { getStay } from "@/lib/accounts/gone.ts";
import { failure } from "@/lib/errors.ts";
import { listBlocked } from "@/lib/social/block.ts";
import {
  EMPTY_INBOX,
  type Inbox,
  LOOK_AGAIN_MS,
  MAX_UNREAD,
  NOTICE_MS,
  type NoticeKind,
  readInbox,
  readNews,
  readNotice,
} from "@/lib/social/model.ts";
import { ringBell } from "@/lib/social/notify.ts";
import { resolveTold, type Told, type Waiting } from "@/lib/social/told.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";
import { getAll } from "@/lib/store/kv.ts";

/** Writers whose news are read at once. */
const WRITERS_AT_ONCE = 20;
/** How often a page looks for more where much of what it found may not be told. */
const MAX_ROUNDS = 5;

/** A place in the list: what lies below it is older. */
interface Below {
  ms: number;
  id: string;
}

interface Window {
  userId: string;
  /** Only what is younger. */
  sinceMs: number;
  below: Below | null;
  limit: number;
  nowMs: number;
}

export interface InboxPage {
  items: Told[];
  nextCursor: string | null;
}

/**
 * Lists a page of what somebody is told.
 *
 * @throws {HttpError} `bad_cursor`.
 */
export async function listInbox(
  kv: Deno.Kv,
  { userId, off, sinceMs = 0, limit, cursor, nowMs }: {
    userId: string;
    off: readonly NoticeKind[];
    sinceMs?: number;
    limit: number;
    cursor?: string | undefined;
    nowMs: number;
  },
): Promise<InboxPage> {
  let below: Below | null = cursor === undefined ? null : decodeBelow(cursor);
  const blocked = new Set(await listBlocked(kv, userId));
  const items: Told[] = [];
  const seen = new Set<string>();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const waiting = await readWaiting(kv, { userId, sinceMs, below, limit: limit + 1, nowMs });
    const isLast = waiting.length <= limit;
    const batch = isLast ? waiting : waiting.slice(0, limit);
    const wanted = batch.filter((one) => !off.includes(kindOf(one)));
    for (const told of await resolveTold(kv, wanted, { userId, blocked, nowMs })) {
      // Published, taken back and published again: told once.
      if (told.atMs <= sinceMs || seen.has(told.id)) continue;
      seen.add(told.id);
      items.push(told);
    }
    const last = batch.at(-1);
    if (isLast || !last) return { items, nextCursor: null };
    below = { ms: last.ms, id: last.id };
    // More than a page may be told here: a page may be longer than was asked for, so that none is told twice.
    if (items.length >= limit) break;
  }
  return { items, nextCursor: below && `${below.ms}.${below.id}` };
}

function kindOf(one: Waiting): NoticeKind {
  return "news" in one ? one.news.kind : one.notice.kind;
}

function decodeBelow(cursor: string): Below {
  const [, ms, id] = /^(\d{1,16})\.([\w:-]{1,200})$/.exec(cursor) ?? [];
  if (ms === undefined || id === undefined) throw failure("bad_cursor");
  return { ms: Number(ms), id };
}

/** Reads what waits in a window, from both sources, the latest first. */
async function readWaiting(kv: Deno.Kv, window: Window): Promise<Waiting[]> {
  const [own, news] = await Promise.all([readOwn(kv, window), readFollowed(kv, window)]);
  return [...own, ...news].sort(byAge).slice(0, window.limit);
}

function byAge(a: Waiting, b: Waiting): number {
  return b.ms - a.ms || (a.id < b.id ? 1 : -1);
}

/** Keys between `sinceMs` and the place where the page before ended; null where nothing lies between. */
function selectorOf(
  prefix: Deno.KvKey,
  sinceMs: number,
  below: Below | null,
): Deno.KvListSelector | null {
  const start = [...prefix, sinceMs];
  if (!below) return { prefix, start };
  // Deno KV throws where a range ends before it starts.
  return below.ms < sinceMs ? null : { start, end: [...prefix, below.ms, below.id] };
}

async function readOwn(
  kv: Deno.Kv,
  { userId, sinceMs, below, limit, nowMs }: Window,
): Promise<Waiting[]> {
  const oldestMs = Math.max(sinceMs, nowMs - NOTICE_MS);
  const selector = selectorOf(keys.notices(userId), oldestMs, below);
  const found: Waiting[] = [];
  if (!selector) return found;
  for await (const { key, value } of kv.list(selector, { limit, reverse: true })) {
    found.push({ ms: Number(key[2]), id: String(key[3]), notice: readNotice(value) });
  }
  return found;
}

/** News of everybody followed, each from the moment on when that began. */
async function readFollowed(
  kv: Deno.Kv,
  { userId, sinceMs, below, limit, nowMs }: Window,
): Promise<Waiting[]> {
  const followed: { writerId: string; fromMs: number }[] = [];
  for await (const { key, value } of kv.list<string>({ prefix: keys.followings(userId) })) {
    followed.push({ writerId: value, fromMs: Math.max(Number(key[2]) + 1, sinceMs) });
  }
  const heads = await getAll<number>(kv, followed.map(({ writerId }) => keys.newsHead(writerId)));
  const lively = followed
    .map((one, n) => ({ ...one, headMs: heads[n]?.value ?? null }))
    .flatMap(({ headMs, ...one }) => headMs === null ? [] : [{ ...one, headMs }])
    .filter(({ headMs, fromMs }) => headMs >= fromMs && headMs > nowMs - NOTICE_MS)
    .sort((a, b) => b.headMs - a.headMs);
  let found: Waiting[] = [];
  for (let start = 0; start < lively.length; start += WRITERS_AT_ONCE) {
    const last = found[limit - 1];
    // Whoever published nothing younger than what fills the page has nothing on it.
    if (last && last.ms > lively[start]!.headMs) break;
    const batch = lively.slice(start, start + WRITERS_AT_ONCE);
    const more = await Promise.all(
      batch.map(({ writerId, fromMs }) =>
        readNewsOf(kv, writerId, { fromMs, below, limit, nowMs })
      ),
    );
    found = [...found, ...more.flat()].sort(byAge).slice(0, limit);
  }
  return found;
}

async function readNewsOf(
  kv: Deno.Kv,
  writerId: string,
  { fromMs, below, limit, nowMs }: {
    fromMs: number;
    below: Below | null;
    limit: number;
    nowMs: number;
  },
): Promise<Waiting[]> {
  const oldestMs = Math.max(fromMs, nowMs - NOTICE_MS);
  // What comes out by itself stands in the future until then.
  const top = below ?? { ms: nowMs + 1, id: "" };
  const selector = selectorOf(keys.newsOf(writerId), oldestMs, top);
  const found: Waiting[] = [];
  if (!selector) return found;
  for await (const { key, value } of kv.list(selector, { limit, reverse: true })) {
    found.push({ ms: Number(key[2]), id: String(key[3]), news: readNews(value) });
  }
  return found;
}

/** Reads what somebody has seen and wants, or what holds for everybody at first. */
export async function getInbox(kv: Deno.Kv, userId: string): Promise<Inbox> {
  const { value } = await kv.get(keys.inbox(userId));
  return value === null ? EMPTY_INBOX : readInbox(value);
}

/** How much is unread: one read, unless something happened since it was counted ([SO4]). */
export async function countUnread(kv: Deno.Kv, userId: string, nowMs: number): Promise<number> {
  const [stored, bell] = await kv.getMany([keys.inbox(userId), keys.noticeBell(userId)]);
  const inbox = stored.value === null ? EMPTY_INBOX : readInbox(stored.value);
  const isFresh = inbox.bell === bell.versionstamp &&
    (inbox.lookAtMs === null || inbox.lookAtMs > nowMs);
  if (isFresh) return inbox.unread;
  const [page, followed] = await Promise.all([
    listInbox(kv, {
      userId,
      off: inbox.off,
      sinceMs: inbox.seenAtMs,
      limit: MAX_UNREAD,
      nowMs,
    }),
    Array.fromAsync(kv.list({ prefix: keys.followings(userId) }, { limit: 1 })),
  ]);
  const counted: Inbox = {
    ...inbox,
    unread: Math.min(page.items.length, MAX_UNREAD),
    bell: bell.versionstamp,
    lookAtMs: followed.length > 0 ? nowMs + LOOK_AGAIN_MS : null,
  };
  const stay = await getStay(kv, userId);
  // Lost to another page of the same person, it is counted by that one.
  if (stay) await kv.atomic().check(stored, stay).set(stored.key, counted).commit();
  return counted.unread;
}

/** Changes what somebody has seen or wants; it is counted anew afterwards. */
async function changeInbox(
  kv: Deno.Kv,
  userId: string,
  change: (inbox: Inbox) => Partial<Pick<Inbox, "seenAtMs" | "off">>,
): Promise<void> {
  await commitWithRetry(async () => {
    const stored = await kv.get(keys.inbox(userId));
    const stay = await getStay(kv, userId);
    if (!stay) throw failure("unauthorized");
    const inbox = stored.value === null ? EMPTY_INBOX : readInbox(stored.value);
    const write = kv.atomic().check(stored, stay)
      .set(stored.key, { ...inbox, ...change(inbox) });
    ringBell(write, userId);
    return { write, value: undefined };
  });
}

/** Everything up to a moment is read; what came later, as while the page was open, is not. */
export async function markRead(
  kv: Deno.Kv,
  userId: string,
  { untilMs, nowMs }: { untilMs: number; nowMs: number },
): Promise<void> {
  await changeInbox(kv, userId, ({ seenAtMs }) => ({
    seenAtMs: Math.max(seenAtMs, Math.min(untilMs, nowMs)),
  }));
}

/** Chooses what is told. */
export async function chooseKinds(
  kv: Deno.Kv,
  userId: string,
  off: readonly NoticeKind[],
): Promise<void> {
  await changeInbox(kv, userId, () => ({ off: [...new Set(off)] }));
}
