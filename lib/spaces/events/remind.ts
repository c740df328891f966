/**
 * Finds the reminders to show on a page. A cookie says when the next one may be due, so that pages of people without
 * reminders, and of everybody else until then, read nothing for it.
 */
import type { Context } from "fresh";
import { define, type State } from "@/lib/define.ts";
import { putCookie, readCookie, writeCookie } from "@/lib/http/cookies.ts";
import { lookForDue } from "@/lib/spaces/events/reminders.ts";

/** Milliseconds since 1970 until which nothing is due. */
const COOKIE = "maru-remind";
/** As far ahead as an event can be planned. */
const COOKIE_S = 366 * 86_400;

/** Middleware that fills `state.reminders` for pages. */
export const remind = define.middleware(async (ctx) => {
  const cookie = readCookie(ctx.req.headers.get("cookie"), COOKIE);
  if (cookie !== undefined && isPage(ctx.req, ctx.url)) {
    // Anything that is no number is long past, and looked into.
    const lookAtMs = Number(cookie) || 0;
    if (ctx.state.viewer === null || lookAtMs <= ctx.state.services.now()) {
      await lookAgain(ctx, cookie);
    }
  }
  return await ctx.next();
});

/** Looks for reminders now: after one was made or taken away, and where somebody comes with another browser. */
export async function lookAgain(ctx: Context<State>, cookie?: string): Promise<void> {
  const { viewer, services: { kv, now } } = ctx.state;
  const { due, lookAtMs } = viewer === null
    ? { due: [], lookAtMs: null }
    : await lookForDue(kv, viewer.id, now());
  ctx.state.reminders = due;
  const before = cookie ?? readCookie(ctx.req.headers.get("cookie"), COOKIE);
  const next = lookAtMs === null ? undefined : String(lookAtMs);
  if (next === before) return;
  const options = { secure: ctx.url.protocol === "https:", maxAgeS: next ? COOKIE_S : 0 };
  putCookie(ctx.state.cookies, writeCookie(COOKIE, next ?? "", options));
}

/** Pages ask for HTML; pictures, styles, sockets and the API do not. */
function isPage({ method, headers }: Request, { pathname }: URL): boolean {
  return method === "GET" && !pathname.startsWith("/api/") &&
    (headers.get("accept") ?? "").includes("text/html");
}
