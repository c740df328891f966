/** Where a request comes from. */
import type { Context } from "fresh";
import type { State } from "@/lib/define.ts";

/**
 * The client's address, for limits; never logged. Behind a proxy that is trusted (`TRUST_PROXY`), the last entry of
 * `X-Forwarded-For`: the one which that proxy wrote. An IPv6 address counts as its /64, which is one customer.
 */
export function clientAddress(ctx: Context<State>): string {
  const { env } = ctx.state.services;
  const forwarded = env.TRUST_PROXY
    ? ctx.req.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim()
    : undefined;
  const remote = ctx.info.remoteAddr;
  const address = forwarded || ("hostname" in remote ? remote.hostname : "local");
  return address.includes(":") ? toSlash64(address) : address;
}

/** The first 64 bits of an IPv6 address, written out; an IPv4 address inside one stays itself. */
export function toSlash64(address: string): string {
  const v4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (v4) return v4;
  const [head = "", tail] = address.toLowerCase().split("%", 1)[0]!.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const gap = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  return [...left, ...Array<string>(gap).fill("0"), ...right].slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, "")).join(":");
}
