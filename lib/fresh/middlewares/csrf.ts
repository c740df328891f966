// Owns the middleware that refuses form posts from other sites.

import type { Context } from "../context.ts";
import { HttpError } from "../error.ts";
import type { Middleware } from "../types.ts";

/** Options of {@linkcode csrf}. */
export interface CsrfOptions<State = unknown> {
  /** Origins allowed besides the app's own. */
  origin?:
    | string
    | readonly string[]
    | ((origin: string, ctx: Context<State>) => boolean);
}

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses (403) requests that change something and come from another site, going by
 * `Sec-Fetch-Site`, or by `Origin` for browsers without it. Requests with neither pass: they do not
 * come from a page. WebSocket upgrades are GET requests, so check their `Origin` yourself.
 */
export function csrf<State>(
  options: CsrfOptions<State> = {},
): Middleware<State> {
  return (ctx) => {
    if (!SAFE_METHODS.has(ctx.req.method) && !isTrusted(ctx, options)) {
      throw new HttpError(403);
    }
    return ctx.next();
  };
}

function isTrusted<State>(
  ctx: Context<State>,
  options: CsrfOptions<State>,
): boolean {
  const site = ctx.req.headers.get("sec-fetch-site");
  if (site === "same-origin" || site === "none") return true;
  const origin = ctx.req.headers.get("origin");
  if (origin === null) return site === null;
  if (origin === ctx.url.origin) return true;
  if (typeof options.origin === "function") return options.origin(origin, ctx);
  return [options.origin ?? []].flat().includes(origin);
}
