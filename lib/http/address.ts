/** Where a request comes from. */
import { isIP } from "node:net";
import type { Context } from "fresh";
import type { State } from "@/lib/define.ts";

/** Stands for a connection without an address, such as a Unix socket: it comes from this machine. */
const LOCAL = "local";

/**
 * The client's address, for limits; never logged. Behind a proxy that is trusted (`TRUST_PROXY`), the last entry of
 * `X-Forwarded-For`: the one which that proxy wrote. An IPv6 address counts as its /64, which is one customer.
 */
export function clientAddress(ctx: Pick<Context<State>, "req" | "info" | "state">): string {
  const remote = ctx.info.remoteAddr;
  const forwarded = ctx.state.services.env.TRUST_PROXY
    ? readAddress(ctx.req.headers.get("x-forwarded-for")?.split(",").at(-1) ?? "")
    : null;
  const address = forwarded ?? ("hostname" in remote ? remote.hostname : LOCAL);
  return address.includes(":") ? toSlash64(address) : address;
}

/** Whether an address, as {@link clientAddress} gives it, is that of this very machine. */
export function isLoopback(address: string): boolean {
  return address === LOCAL || address === "localhost" || address === "::1" ||
    address.startsWith("127.");
}

/** Reads an address as proxies write it: bare, in brackets, or with a port. Null for whatever else stands there. */
export function readAddress(text: string): string | null {
  const written = text.trim();
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(written)?.[1] ??
    /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(written)?.[1] ?? written;
  return isIP(bare) === 0 ? null : bare;
}

/**
 * The first 64 bits of an IPv6 address, written out: `2001:db8:0:1`. An IPv4 address inside one becomes itself, and
 * loopback stays `::1`, so that neither is taken for a network.
 */
export function toSlash64(address: string): string {
  const bare = address.split("%", 1)[0]!;
  // The URL parser writes every form of an address in one way. Source: WHATWG URL, "IPv6 serializer".
  const host = URL.parse(`http://[${bare}]`)?.hostname.slice(1, -1);
  if (host === undefined) return address;
  if (host === "::1") return host;
  const groups = writeOut(host);
  if (groups.slice(0, 5).every((group) => group === "0") && groups[5] === "ffff") {
    return toIPv4(groups[6]!, groups[7]!);
  }
  return groups.slice(0, 4).join(":");
}

/** All eight groups of a compressed address. */
function writeOut(host: string): string[] {
  const [left = [], right = []] = host.split("::").map((part) =>
    part === "" ? [] : part.split(":")
  );
  return [...left, ...Array<string>(8 - left.length - right.length).fill("0"), ...right];
}

function toIPv4(high: string, low: string): string {
  const bits = parseInt(high, 16) * 0x10000 + parseInt(low, 16);
  return [24, 16, 8, 0].map((shift) => Math.floor(bits / 2 ** shift) % 256).join(".");
}
