/** The door of every WebSocket endpoint: who comes in is known, and sent by no foreign page, before the upgrade. */
import type { Context } from "fresh";
import { authenticateToken } from "@/lib/accounts/identify.ts";
import type { Viewer } from "@/lib/accounts/model.ts";
import type { State } from "@/lib/define.ts";
import { asFailure, failure } from "@/lib/errors.ts";
import { redeemTicket } from "@/lib/realtime/ticket.ts";

/** Longer ones are none of ours. */
const MAX_CREDENTIAL = 4096;

/**
 * Finds out who wants in: by `?token=`, by `?ticket=`, or by what every request may bring.
 *
 * A browser sends cookies along with a socket that any page opens; so a cookie or a ticket counts only where the page is
 * of an allowed origin. An access token is no such thing: whoever has it was given it, wherever the page is.
 *
 * @returns Null for somebody without any credential.
 * @throws {HttpError} `unauthorized` for a credential that is not good; `cross_site` for a foreign page.
 */
export async function admit(ctx: Context<State>, topic: string): Promise<Viewer | null> {
  const { services, viewer } = ctx.state;
  const token = readCredential(ctx.url, "token");
  if (token !== null) {
    const found = await authenticateToken(services, token);
    if (found) return found;
    throw failure("unauthorized", { detail: "Cannot accept the token, as it is wrong or expired" });
  }
  const ticket = readCredential(ctx.url, "ticket");
  if (ticket !== null) {
    checkOrigin(ctx);
    const nowMs = services.now();
    const found = await redeemTicket(services.kv, { secret: ticket, topic, nowMs });
    if (found) return found;
    throw failure("unauthorized", { detail: "Cannot accept the ticket, as it is used or expired" });
  }
  const byToken = ctx.req.headers.has("authorization");
  if (viewer && !byToken) checkOrigin(ctx);
  return viewer;
}

/**
 * Finds out who wants in where nobody needs to be anybody: to a page of another origin, which may come in as well, its
 * reader's cookie is worth nothing.
 *
 * @throws {HttpError} `unauthorized` for a credential that is not good.
 */
export async function admitAnybody(ctx: Context<State>, topic: string): Promise<Viewer | null> {
  try {
    return await admit(ctx, topic);
  } catch (error) {
    if (asFailure(error).reason === "cross_site") return null;
    throw error;
  }
}

/** @throws {HttpError} `cross_site` where the page that opens the socket is of another origin. */
function checkOrigin(ctx: Context<State>): void {
  const origin = ctx.req.headers.get("origin");
  // No browser leaves it out.
  if (origin === null || origin === ctx.url.origin) return;
  const { PUBLIC_URL, ALLOWED_ORIGINS } = ctx.state.services.env;
  if (origin === PUBLIC_URL || ALLOWED_ORIGINS.includes(origin)) return;
  throw failure("cross_site", { detail: "Cannot open a socket for a page of another origin" });
}

function readCredential(url: URL, name: string): string | null {
  const value = url.searchParams.get(name);
  return value && value.length <= MAX_CREDENTIAL ? value : null;
}
