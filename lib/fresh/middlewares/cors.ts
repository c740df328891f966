// Owns the CORS middleware.

import type { Context } from "../context.ts";
import type { Middleware } from "../types.ts";

/** Options of {@linkcode cors}. */
export interface CORSOptions<State = unknown> {
  /** Allowed origins. Default: `"*"`. A function returns the origin to allow, or nothing. */
  origin?:
    | string
    | readonly string[]
    | ((origin: string, ctx: Context<State>) => string | null | undefined);
  /** Default: GET, HEAD, PUT, POST, DELETE, PATCH. */
  allowMethods?: readonly string[];
  /** Default: whatever the browser asks for. */
  allowHeaders?: readonly string[];
  exposeHeaders?: readonly string[];
  /** Seconds for which the browser may keep the answer to a preflight request. */
  maxAge?: number;
  /** Whether cookies may be sent. */
  credentials?: boolean;
}

const DEFAULT_METHODS = ["GET", "HEAD", "PUT", "POST", "DELETE", "PATCH"];

/** Lets pages of other origins read responses. Answers every OPTIONS request itself. */
export function cors<State>(
  options: CORSOptions<State> = {},
): Middleware<State> {
  return async (ctx) => {
    const allowed = allowedOrigin(options.origin ?? "*", ctx);
    if (ctx.req.method === "OPTIONS") {
      return preflight(ctx.req, allowed, options);
    }
    const res = await ctx.next();
    setCommon(res.headers, allowed, options);
    return res;
  };
}

function allowedOrigin<State>(
  rule: NonNullable<CORSOptions<State>["origin"]>,
  ctx: Context<State>,
): string | null {
  if (rule === "*") return "*";
  const origin = ctx.req.headers.get("origin") ?? "";
  if (typeof rule === "function") return rule(origin, ctx) || null;
  if (typeof rule === "string") return rule === origin ? rule : null;
  return rule.includes(origin) ? origin : null;
}

function preflight<State>(
  req: Request,
  allowed: string | null,
  options: CORSOptions<State>,
): Response {
  const headers = new Headers();
  setCommon(headers, allowed, options);
  if (options.maxAge !== undefined) {
    headers.set("access-control-max-age", String(options.maxAge));
  }
  const methods = options.allowMethods ?? DEFAULT_METHODS;
  if (methods.length > 0) {
    headers.set("access-control-allow-methods", methods.join(","));
  }
  const asked = options.allowHeaders?.length
    ? options.allowHeaders.join(",")
    : req.headers.get("access-control-request-headers");
  if (asked) {
    headers.set("access-control-allow-headers", asked);
    addVary(headers, "Access-Control-Request-Headers");
  }
  return new Response(null, { status: 204, headers });
}

function setCommon<State>(
  headers: Headers,
  allowed: string | null,
  options: CORSOptions<State>,
): void {
  if (allowed !== null) {
    headers.set("access-control-allow-origin", allowed);
    if (allowed !== "*") addVary(headers, "Origin");
  }
  if (options.credentials) {
    headers.set("access-control-allow-credentials", "true");
  }
  if (options.exposeHeaders?.length) {
    headers.set(
      "access-control-expose-headers",
      options.exposeHeaders.join(","),
    );
  }
}

function addVary(headers: Headers, name: string): void {
  const known = (headers.get("vary") ?? "").split(",").map((entry) => entry.trim());
  const isKnown = known.some((entry) => entry.toLowerCase() === name.toLowerCase());
  if (!isKnown) {
    headers.set("vary", [...known.filter(Boolean), name].join(", "));
  }
}
