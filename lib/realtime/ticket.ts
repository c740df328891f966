/** Tickets: what a page of ours shows at a WebSocket's door, once, within half a minute. */
import { hashSecret } from "@/lib/accounts/secrets.ts";
import type { Viewer } from "@/lib/accounts/model.ts";
import { newSecret } from "@/lib/id.ts";
import { keys } from "@/lib/store/keys.ts";
import { upgrader } from "@/lib/store/versioned.ts";

export const TICKET_S = 30;

interface Ticket {
  v: 1;
  topic: string;
  viewer: Viewer;
  expiresAtMs: number;
}

const readTicket = upgrader<Ticket>(1);

/** Makes a ticket for one topic. Only its hash is kept. */
export async function issueTicket(
  kv: Deno.Kv,
  { topic, viewer, nowMs }: { topic: string; viewer: Viewer; nowMs: number },
): Promise<string> {
  const secret = newSecret();
  const ticket: Ticket = { v: 1, topic, viewer, expiresAtMs: nowMs + TICKET_S * 1000 };
  const key = keys.wsTicket(await hashSecret(secret));
  await kv.set(key, ticket, { expireIn: TICKET_S * 1000 });
  return secret;
}

/** Takes a ticket in. Null where there is none, it is for another topic, too old, or was taken in before. */
export async function redeemTicket(
  kv: Deno.Kv,
  { secret, topic, nowMs }: { secret: string; topic: string; nowMs: number },
): Promise<Viewer | null> {
  const entry = await kv.get(keys.wsTicket(await hashSecret(secret)));
  if (entry.value === null) return null;
  const ticket = readTicket(entry.value);
  if (ticket.topic !== topic || ticket.expiresAtMs <= nowMs) return null;
  const { ok } = await kv.atomic().check(entry).delete(entry.key).commit();
  return ok ? ticket.viewer : null;
}
