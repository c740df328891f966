/** Tokens and replies that each person used on each day. */
import { getStay } from "@/lib/accounts/gone.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";
import { upgrader } from "@/lib/store/versioned.ts";

/** Kept for forty days: a month and its reckoning. */
const KEEP_MS = 40 * 24 * 60 * 60 * 1000;

export interface TokenUsage {
  promptTokens: number;
  outputTokens: number;
}

export interface Usage extends TokenUsage {
  v: 1;
  replies: number;
}

const readUsage = upgrader<Usage>(1);

const NOTHING: Usage = { v: 1, replies: 0, promptTokens: 0, outputTokens: 0 };

/** Puts one more reply into the day's usage, in the same commit as the reply itself. Of somebody who has gone, none is kept. */
export async function addUsage(
  kv: Deno.Kv,
  write: Deno.AtomicOperation,
  userId: string,
  { usage, nowMs }: { usage: TokenUsage; nowMs: number },
): Promise<void> {
  const stay = await getStay(kv, userId);
  if (!stay) return;
  const entry = await kv.get(keys.usage(userId, dayOf(nowMs)));
  const before = entry.value === null ? null : readUsage(entry.value);
  const after: Usage = {
    v: 1,
    replies: (before?.replies ?? 0) + 1,
    promptTokens: (before?.promptTokens ?? 0) + usage.promptTokens,
    outputTokens: (before?.outputTokens ?? 0) + usage.outputTokens,
  };
  write.check(entry, stay).set(entry.key, after, { expireIn: KEEP_MS });
}

/** Adds everything one person used to what another did on the same days. */
export async function moveUsage(kv: Deno.Kv, fromId: string, toId: string): Promise<void> {
  for await (const { key } of kv.list({ prefix: keys.usages(fromId) })) {
    const day = String(key.at(-1));
    await commitWithRetry(async () => {
      const [from, to] = await kv.getMany([keys.usage(fromId, day), keys.usage(toId, day)]);
      const stay = await getStay(kv, toId);
      if (from.value === null || !stay) return { write: null, value: undefined };
      const moved = readUsage(from.value);
      const own = to.value === null ? NOTHING : readUsage(to.value);
      const sum: Usage = {
        v: 1,
        replies: own.replies + moved.replies,
        promptTokens: own.promptTokens + moved.promptTokens,
        outputTokens: own.outputTokens + moved.outputTokens,
      };
      const write = kv.atomic().check(from, to, stay).delete(from.key)
        .set(to.key, sum, { expireIn: KEEP_MS });
      return { write, value: undefined };
    });
  }
}

/** Reads somebody's usage of the day; null when there is none. */
export async function getUsage(kv: Deno.Kv, userId: string, nowMs: number): Promise<Usage | null> {
  const { value } = await kv.get(keys.usage(userId, dayOf(nowMs)));
  return value === null ? null : readUsage(value);
}

/** The day in UTC: `2026-11-21`. */
function dayOf(nowMs: number): string {
  return new Date(nowMs).toISOString().slice(0, 10);
}

/** Records usage by itself, for a reply that somebody else settled. */
export async function recordUsage(
  kv: Deno.Kv,
  userId: string,
  options: { usage: TokenUsage; nowMs: number },
): Promise<void> {
  await commitWithRetry(async () => {
    const write = kv.atomic();
    await addUsage(kv, write, userId, options);
    return { write, value: undefined };
  });
}
