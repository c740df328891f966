/** The zone in which a reader is shown times: chosen once, kept in a cookie. */
import type { Context } from "fresh";
import type { State } from "@/lib/define.ts";
import { putCookie, readCookie, writeCookie } from "@/lib/http/cookies.ts";
import { DEFAULT_ZONE, isZone, ZONE_COOKIE } from "@/lib/spaces/events/zone.ts";

const YEAR_S = 366 * 86_400;

/** Tells the zone; one that the address names (`?zone=`) is remembered. */
export function zoneOf(ctx: Pick<Context<State>, "req" | "url" | "state">): string {
  const kept = readCookie(ctx.req.headers.get("cookie"), ZONE_COOKIE);
  const chosen = ctx.url.searchParams.get("zone");
  if (isZone(chosen)) {
    if (chosen !== kept) {
      const options = { secure: ctx.url.protocol === "https:", maxAgeS: YEAR_S };
      putCookie(ctx.state.cookies, writeCookie(ZONE_COOKIE, chosen, options));
    }
    return chosen;
  }
  return isZone(kept) ? kept : DEFAULT_ZONE;
}
