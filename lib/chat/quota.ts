/**
 * How many tokens of paid models may be used in a day (UTC): by a guest, by an account, from one address, in one room.
 *
 * Replies are asked for before anyone knows what they take, so the quota is looked at before, and charged after; the last
 * reply of a day may go past it. The demo model is free. What a person used is their usage; addresses and rooms have counts
 * of their own.
 */
import type { Viewer } from "@/lib/accounts/model.ts";
import type { Services } from "@/lib/define.ts";
import type { Env } from "@/lib/env.ts";
import { isLoopback } from "@/lib/http/address.ts";
import {
  dayOf,
  getUsage,
  isPaid,
  paidTokens,
  recordUsage,
  type TokenUsage,
  untilNextDayS,
} from "@/lib/chat/usage.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";
import { upgrader } from "@/lib/store/versioned.ts";

/** A count outlives its day a little, as clocks differ. */
const KEEP_MS = 2 * 24 * 60 * 60 * 1000;

/** What counts beside people. */
export type QuotaScope = "address" | "room";

/** Whose quotas a reply takes from; what is absent is not asked. */
export interface Payer {
  /** Null for somebody without a session, as in an open room. */
  viewer?: Pick<Viewer, "id" | "kind"> | null;
  /** As `clientAddress` gives it; our own machine is free. */
  address?: string | null;
  roomId?: string;
}

export type QuotaAnswer =
  | { ok: true }
  | { ok: false; of: "guest" | "user" | QuotaScope; retryAfterS: number };

interface Count {
  v: 1;
  tokens: number;
}
const readCount = upgrader<Count>(1);

type Limits = Pick<
  Env,
  "AI_GUEST_DAY_TOKENS" | "AI_USER_DAY_TOKENS" | "AI_ADDRESS_DAY_TOKENS" | "AI_ROOM_DAY_TOKENS"
>;
export type QuotaDeps = Pick<Services, "kv" | "now" | "models"> & { env: Limits };

/** Looks whether everyone who is to pay for a reply has something left today. */
export async function checkQuota(
  { kv, now, env, models }: QuotaDeps,
  payer: Payer,
): Promise<QuotaAnswer> {
  if (!models.choices.some(({ id }) => isPaid(id))) return { ok: true };
  const nowMs = now();
  const spent = (of: (QuotaAnswer & { ok: false })["of"]) => (
    { ok: false, of, retryAfterS: untilNextDayS(nowMs) } as const
  );
  if (payer.viewer) {
    const of = payer.viewer.kind === "guest" ? "guest" : "user";
    const limit = of === "guest" ? env.AI_GUEST_DAY_TOKENS : env.AI_USER_DAY_TOKENS;
    const usage = limit === 0 ? null : await getUsage(kv, payer.viewer.id, nowMs);
    if (usage && paidTokens(usage) >= limit) return spent(of);
  }
  const limits = { address: env.AI_ADDRESS_DAY_TOKENS, room: env.AI_ROOM_DAY_TOKENS };
  for (const [scope, subject] of countedOf(payer)) {
    if (limits[scope] === 0) continue;
    const { value } = await kv.get(keys.quota(scope, subject, dayOf(nowMs)));
    if (value !== null && readCount(value).tokens >= limits[scope]) return spent(scope);
  }
  return { ok: true };
}

/** Records a reply where nothing else does: as usage of whoever asked, and against its address and its room. */
export async function recordReply(
  deps: Pick<Services, "kv" | "now">,
  payer: Payer,
  usage: TokenUsage,
): Promise<void> {
  const { kv, now } = deps;
  if (payer.viewer) await recordUsage(kv, payer.viewer.id, { usage, nowMs: now() });
  await chargeQuota(deps, payer, usage);
}

/** Counts a reply against its address and its room. A person's own quota is their usage, which is recorded anyway. */
export async function chargeQuota(
  { kv, now }: Pick<Services, "kv" | "now">,
  payer: Payer,
  usage: TokenUsage,
): Promise<void> {
  if (!isPaid(usage.madeBy)) return;
  const tokens = usage.promptTokens + usage.outputTokens;
  for (const [scope, subject] of countedOf(payer)) {
    const key = keys.quota(scope, subject, dayOf(now()));
    await commitWithRetry(async () => {
      const entry = await kv.get(key);
      const before = entry.value === null ? 0 : readCount(entry.value).tokens;
      const count: Count = { v: 1, tokens: before + tokens };
      const write = kv.atomic().check(entry).set(key, count, { expireIn: KEEP_MS });
      return { write, value: undefined };
    });
  }
}

function countedOf({ address, roomId }: Payer): [QuotaScope, string][] {
  const counted: [QuotaScope, string][] = [];
  if (address && !isLoopback(address)) counted.push(["address", address]);
  if (roomId) counted.push(["room", roomId]);
  return counted;
}

/** Tokens of paid models that somebody may still use today; null where nobody counts them. */
export async function tokensLeft(
  { kv, now, env }: Omit<QuotaDeps, "models">,
  viewer: Pick<Viewer, "id" | "kind"> | null,
): Promise<number | null> {
  const limit = viewer?.kind === "full" ? env.AI_USER_DAY_TOKENS : env.AI_GUEST_DAY_TOKENS;
  if (limit === 0) return null;
  const usage = viewer && await getUsage(kv, viewer.id, now());
  return Math.max(0, limit - (usage ? paidTokens(usage) : 0));
}
