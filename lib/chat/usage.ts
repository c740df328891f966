/** Replies, tokens and cost that each person used on each day, by provider and model. */
import { getStay } from "@/lib/accounts/gone.ts";
import type { ReplyUsage } from "@/lib/ai/model.ts";
import { costOf } from "@/lib/ai/price.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";
import { upgrader, type Versioned } from "@/lib/store/versioned.ts";

/** Days that usage is kept: a month and its reckoning. */
export const KEEP_DAYS = 40;
const DAY_MS = 24 * 60 * 60 * 1000;
const KEEP_MS = KEEP_DAYS * DAY_MS;

/** Models of one day that are told apart; any more are put together. */
const MAX_MODELS = 32;
/** The name of what nobody named. */
export const UNKNOWN_MODEL = "unknown";

/** What one reply took. */
export type TokenUsage = ReplyUsage;

/** What one model was used for. */
export interface ModelUsage {
  replies: number;
  /** How many of the replies have no known price, and are not in `costNano`. */
  unpriced: number;
  promptTokens: number;
  outputTokens: number;
  cachedTokens: number;
  /** In billionths of a US dollar, at the prices of that day. */
  costNano: number;
}

/** One person's day. */
export interface Usage {
  v: 2;
  /** By `provider/model`. */
  models: Record<string, ModelUsage>;
}

const NOTHING: ModelUsage = {
  replies: 0,
  unpriced: 0,
  promptTokens: 0,
  outputTokens: 0,
  cachedTokens: 0,
  costNano: 0,
};

/** Usage as it was kept before models were told apart. */
interface UsageV1 extends Versioned {
  replies: number;
  promptTokens: number;
  outputTokens: number;
}

export const readUsage = upgrader<Usage>(2, [(old) => {
  const { replies, promptTokens, outputTokens } = old as UsageV1;
  const before = { ...NOTHING, replies, unpriced: replies, promptTokens, outputTokens };
  return { v: 2, models: { [UNKNOWN_MODEL]: before } } as Usage;
}]);

/** Adds two days' numbers. */
export function sumOf(usages: readonly ModelUsage[]): ModelUsage {
  return usages.reduce((a, b) => ({
    replies: a.replies + b.replies,
    unpriced: a.unpriced + b.unpriced,
    promptTokens: a.promptTokens + b.promptTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    cachedTokens: a.cachedTokens + b.cachedTokens,
    costNano: a.costNano + b.costNano,
  }), NOTHING);
}

/** Adds one day to another, model by model. */
export function mergeUsage(a: Usage, b: Usage): Usage {
  const models = { ...a.models };
  for (const [name, usage] of Object.entries(b.models)) {
    const isRoom = Object.hasOwn(models, name) || Object.keys(models).length < MAX_MODELS;
    const key = isRoom ? name : UNKNOWN_MODEL;
    models[key] = sumOf([models[key] ?? NOTHING, usage]);
  }
  return { v: 2, models };
}

/** One reply, as a day that has nothing else. */
function ofReply(usage: TokenUsage): Usage {
  const cost = costOf(usage);
  return {
    v: 2,
    models: {
      [usage.madeBy ?? UNKNOWN_MODEL]: {
        replies: 1,
        unpriced: cost === null ? 1 : 0,
        promptTokens: usage.promptTokens,
        outputTokens: usage.outputTokens,
        cachedTokens: usage.cachedTokens ?? 0,
        costNano: cost ?? 0,
      },
    },
  };
}

/** Whether a reply is to be paid: the demo model's is not. */
export function isPaid(madeBy: string | undefined): boolean {
  return madeBy?.startsWith("demo/") !== true;
}

/** Tokens of a day that were to be paid. */
export function paidTokens({ models }: Usage): number {
  const paid = Object.entries(models).filter(([name]) => isPaid(name));
  const { promptTokens, outputTokens } = sumOf(paid.map(([, usage]) => usage));
  return promptTokens + outputTokens;
}

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
  const reply = ofReply(usage);
  const after = entry.value === null ? reply : mergeUsage(readUsage(entry.value), reply);
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
      const sum = to.value === null ? moved : mergeUsage(readUsage(to.value), moved);
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

/** Reads the days that somebody used anything on, oldest first. */
export async function listUsage(
  kv: Deno.Kv,
  userId: string,
): Promise<{ day: string; usage: Usage }[]> {
  const days = await Array.fromAsync(kv.list({ prefix: keys.usages(userId) }));
  return days.map(({ key, value }) => ({ day: String(key.at(-1)), usage: readUsage(value) }));
}

/** The day in UTC: `2026-11-21`. */
export function dayOf(nowMs: number): string {
  return new Date(nowMs).toISOString().slice(0, 10);
}

/** Seconds until the next day in UTC begins. */
export function untilNextDayS(nowMs: number): number {
  return Math.ceil((DAY_MS - nowMs % DAY_MS) / 1000);
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
