/** What the page of one's usage shows: a month by day and by model, and what is left of today. */
import type { Viewer } from "@/lib/accounts/model.ts";
import type { QuotaDeps } from "@/lib/chat/quota.ts";
import {
  dayOf,
  isPaid,
  listUsage,
  mergeUsage,
  type ModelUsage,
  paidTokens,
  sumOf,
  type Usage,
} from "@/lib/chat/usage.ts";

/** Days that are shown. */
export const SHOWN_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;

/** One day; those without any use are there, too. */
export interface UsageDay extends ModelUsage {
  startMs: number;
}

/** One model over all days. */
export interface UsageOfModel extends ModelUsage {
  /** `provider/model`, or `unknown`. */
  id: string;
}

export interface UsageView {
  /** Oldest first; the last is today. */
  days: UsageDay[];
  /** The most used first. */
  models: UsageOfModel[];
  total: ModelUsage;
  /** Paid tokens of today, and how many there may be; null where nothing limits them. */
  today: { tokens: number; limit: number } | null;
}

/** All tokens, read and written. */
export function tokensOf({ promptTokens, outputTokens }: ModelUsage): number {
  return promptTokens + outputTokens;
}

/** Puts the days of a store into the shape of the page. */
export function viewDays(
  stored: readonly { day: string; usage: Usage }[],
  nowMs: number,
): Pick<UsageView, "days" | "models" | "total"> {
  const todayMs = nowMs - nowMs % DAY_MS;
  const byDay = new Map(stored.map(({ day, usage }) => [day, usage]));
  const empty: Usage = { v: 2, models: {} };
  let all = empty;
  const days = Array.from({ length: SHOWN_DAYS }, (_, n): UsageDay => {
    const startMs = todayMs - (SHOWN_DAYS - 1 - n) * DAY_MS;
    const usage = byDay.get(dayOf(startMs)) ?? empty;
    all = mergeUsage(all, usage);
    return { startMs, ...sumOf(Object.values(usage.models)) };
  });
  const models = Object.entries(all.models).map(([id, usage]) => ({ id, ...usage }))
    .toSorted((a, b) => tokensOf(b) - tokensOf(a));
  return { days, models, total: sumOf(models) };
}

/** Reads somebody's page. */
export async function viewUsage(
  { kv, now, env, models }: QuotaDeps,
  viewer: Pick<Viewer, "id" | "kind">,
): Promise<UsageView> {
  const nowMs = now();
  const stored = await listUsage(kv, viewer.id);
  const today = stored.find(({ day }) => day === dayOf(nowMs));
  const limit = viewer.kind === "guest" ? env.AI_GUEST_DAY_TOKENS : env.AI_USER_DAY_TOKENS;
  const isLimited = limit > 0 && models.choices.some(({ id }) => isPaid(id));
  return {
    ...viewDays(stored, nowMs),
    today: isLimited ? { tokens: today ? paidTokens(today.usage) : 0, limit } : null,
  };
}
