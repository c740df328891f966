/** Who may ask for a reply now, and against whom it counts: the same wherever somebody talks with a character. */
import type { Context } from "fresh";
import type { Viewer } from "@/lib/accounts/model.ts";
import type { Turn } from "@/lib/chat/model.ts";
import { checkQuota, type QuotaAnswer } from "@/lib/chat/quota.ts";
import type { Services, State } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { clientAddress, isLoopback } from "@/lib/http/address.ts";
import { type Taken, takeToken } from "@/lib/http/throttle.ts";

/** Replies that one person may ask for. */
const REPLIES = { name: "replies", burst: 30, windowMs: 5 * 60_000 };

/** Replies that one address may ask for, whoever asks: guests are quickly made, and a provider's replies cost money. */
const REPLIES_FROM = { name: "replies_from", burst: 240, windowMs: 5 * 60_000 };

/** Whether a reply may be asked for: not too often, and with something left of the day's quota. */
export type Allowed =
  | { ok: true }
  | { ok: false; why: "often" | (QuotaAnswer & { ok: false })["of"]; retryAfterS: number };

/** Takes one reply from what somebody may ask for. */
export async function takeReply(ctx: Context<State>, viewer: Viewer): Promise<Allowed> {
  const { services } = ctx.state;
  const { kv, now } = services;
  const address = clientAddress(ctx);
  const quota = await checkQuota(services, { viewer, address });
  if (!quota.ok) {
    return { ok: false, why: quota.of, retryAfterS: quota.retryAfterS };
  }
  const often = (taken: Taken): Allowed => taken.ok ? taken : { ...taken, why: "often" };
  const taken = await takeToken(kv, REPLIES, { subject: viewer.id, nowMs: now() });
  if (!taken.ok || isLoopback(address)) return often(taken);
  return often(await takeToken(kv, REPLIES_FROM, { subject: address, nowMs: now() }));
}

/** @throws {HttpError} `rate_limited`, or `quota_used`. */
export async function allowReply(ctx: Context<State>, viewer: Viewer): Promise<void> {
  const taken = await takeReply(ctx, viewer);
  if (taken.ok) return;
  throw failure(taken.why === "often" ? "rate_limited" : "quota_used", {
    retryAfterS: taken.retryAfterS,
  });
}

/** The services, with replies that count against whoever asks. */
export function asking(ctx: Context<State>): Pick<Services, "kv" | "now" | "turns"> {
  const { kv, now, turns } = ctx.state.services;
  const payer = { address: clientAddress(ctx) };
  return { kv, now, turns: { ...turns, run: (turn: Turn) => turns.run(turn, payer) } };
}
