// Owns the middleware that lets in or keeps out by address.

import type { Context } from "../context.ts";
import { isListed, parseIp } from "../ip_address.ts";
import type { Middleware } from "../types.ts";

/** Addresses (`192.0.2.1`, `2001:db8::1`) or ranges (`192.0.2.0/24`). */
export interface IpFilterRules {
  /** Never let in; wins over `allowList`. */
  denyList?: readonly string[];
  /** If it is not empty, nobody else is let in. */
  allowList?: readonly string[];
}

/** Options of {@linkcode ipFilter}. */
export interface IpFilterOptions<State = unknown> {
  /** Answers those who are kept out, instead of a plain 403. */
  onBlocked?: (
    remote: { addr: string; type: "IPv4" | "IPv6" },
    ctx: Context<State>,
  ) => Response | Promise<Response>;
}

/**
 * Filters by the address of the connection. Headers of proxies are not considered, as anyone can
 * send them; connections that are not TCP or UDP pass.
 */
export function ipFilter<State>(
  { denyList = [], allowList = [] }: IpFilterRules,
  { onBlocked }: IpFilterOptions<State> = {},
): Middleware<State> {
  return (ctx) => {
    const { remoteAddr } = ctx.info;
    if (remoteAddr.transport !== "tcp" && remoteAddr.transport !== "udp") {
      return ctx.next();
    }
    const addr = remoteAddr.hostname;
    const ip = parseIp(addr);
    const isAllowed = ip === null ? allowList.length === 0 : !isListed(ip, denyList) &&
      (allowList.length === 0 || isListed(ip, allowList));
    if (isAllowed) return ctx.next();
    if (onBlocked === undefined) {
      return new Response("Forbidden", { status: 403 });
    }
    return onBlocked({ addr, type: ip?.version === 6 ? "IPv6" : "IPv4" }, ctx);
  };
}
