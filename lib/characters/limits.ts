/** How often one person may do what costs the house something, on pages and over the API alike. */
import type { Context } from "fresh";
import type { State } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { clientAddress } from "@/lib/http/address.ts";
import { takeToken, type ThrottleRule } from "@/lib/http/throttle.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Making characters: new ones and copies. */
export const MAKE_RULE: ThrottleRule = { name: "character_make", burst: 60, windowMs: HOUR_MS };
/** Changing and deleting them. */
export const CHANGE_RULE: ThrottleRule = {
  name: "character_change",
  burst: 240,
  windowMs: HOUR_MS,
};
/** Reading card files, which are large and come from anywhere. */
export const IMPORT_RULE: ThrottleRule = {
  name: "character_import",
  burst: 40,
  windowMs: HOUR_MS,
};
/** Writing card files, whose picture is drawn and packed anew. */
export const EXPORT_RULE: ThrottleRule = {
  name: "character_export",
  burst: 60,
  windowMs: 10 * MINUTE_MS,
};
export const LIKE_RULE: ThrottleRule = { name: "like", burst: 240, windowMs: HOUR_MS };
/** Drawing pictures for link previews that nobody asked for lately. */
export const DRAW_RULE: ThrottleRule = { name: "draw", burst: 60, windowMs: 10 * MINUTE_MS };

/**
 * Counts one more of these for whoever asks: a viewer by their account, anybody else by their address.
 *
 * @throws {HttpError} `rate_limited`.
 */
export async function limit(ctx: Context<State>, rule: ThrottleRule): Promise<void> {
  const { services, viewer } = ctx.state;
  const subject = viewer ? `u:${viewer.id}` : `a:${clientAddress(ctx)}`;
  const taken = await takeToken(services.kv, rule, { subject, nowMs: services.now() });
  if (!taken.ok) throw failure("rate_limited", { retryAfterS: taken.retryAfterS });
}
