/** The network as link cards see it: names are looked up here, and every address that comes of it is judged. */
import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { isPublicAddress } from "@/lib/spaces/share/address.ts";

export interface Address {
  address: string;
  family: 4 | 6;
}

/** How names become addresses, and which of these and which ports may be spoken to. Tests bring their own. */
export interface Web {
  resolve(host: string): Promise<Address[]>;
  isOpen(address: string): boolean;
  mayUsePort(port: number): boolean;
}

export const PUBLIC_WEB: Web = {
  async resolve(host) {
    const found = await lookup(host, { all: true, verbatim: true });
    return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
  },
  isOpen: isPublicAddress,
  mayUsePort: (port) => port === 80 || port === 443,
};

/** Where one request goes: the addresses were judged, and nobody looks the name up again. */
export interface Target {
  url: URL;
  port: number;
  addresses: readonly [Address, ...Address[]];
}

export type Targeted =
  | { ok: true; target: Target }
  | { ok: false; reason: "closed" | "unreachable" };

/** The port that a URL means. */
export function portOf({ port, protocol }: URL): number {
  return port === "" ? (protocol === "https:" ? 443 : 80) : Number(port);
}

/**
 * Finds where a URL leads. `closed` where its scheme, its port or any single one of its addresses is not for us:
 * a name that mixes public and private addresses is up to something.
 */
export async function findTarget(web: Web, url: URL): Promise<Targeted> {
  const port = portOf(url);
  if (url.protocol !== "http:" && url.protocol !== "https:") return { ok: false, reason: "closed" };
  if (!web.mayUsePort(port)) return { ok: false, reason: "closed" };
  // URL has put every notation of an address (hexadecimal, one number) into the plain one, version 6 in brackets.
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const version = isIP(host);
  let addresses: Address[];
  try {
    addresses = version === 0
      ? await web.resolve(host)
      : [{ address: host, family: version === 6 ? 6 : 4 }];
  } catch {
    return { ok: false, reason: "unreachable" }; // The name does not exist, or nobody can be asked.
  }
  const [first, ...others] = addresses;
  if (!first) return { ok: false, reason: "unreachable" };
  if (!addresses.every(({ address }) => web.isOpen(address))) {
    return { ok: false, reason: "closed" };
  }
  return { ok: true, target: { url, port, addresses: [first, ...others] } };
}
