/** Decides which addresses of the network a link may be fetched from: public ones, and nothing that is near the server. */
import { BlockList, isIP } from "node:net";

/** Networks that are not the public internet, or lead somewhere else than they say. Source: IANA special-purpose registries. */
const CLOSED_V4: readonly (readonly [network: string, bits: number])[] = [
  ["0.0.0.0", 8], // this host
  ["10.0.0.0", 8], // private
  ["100.64.0.0", 10], // carrier-grade NAT; metadata of Alibaba Cloud
  ["127.0.0.0", 8], // loopback
  ["168.63.129.16", 32], // metadata of Azure, in the midst of public addresses
  ["169.254.0.0", 16], // link-local; metadata of most clouds
  ["172.16.0.0", 12], // private
  ["192.0.0.0", 24], // protocol assignments; metadata of Oracle Cloud
  ["192.0.2.0", 24], // documentation
  ["192.31.196.0", 24], // AS112
  ["192.52.193.0", 24], // AMT
  ["192.88.99.0", 24], // 6to4 relays
  ["192.168.0.0", 16], // private
  ["192.175.48.0", 24], // AS112
  ["198.18.0.0", 15], // benchmarks
  ["198.51.100.0", 24], // documentation
  ["203.0.113.0", 24], // documentation
  ["224.0.0.0", 4], // multicast
  ["240.0.0.0", 4], // reserved; broadcast
];

/** Of version 6, only global unicast is open at all; these are its closed parts. */
const OPEN_V6 = ["2000::", 3] as const;
const CLOSED_V6: readonly (readonly [network: string, bits: number])[] = [
  ["2001::", 23], // protocol assignments: Teredo, ORCHID, benchmarks
  ["2001:db8::", 32], // documentation
  ["2002::", 16], // 6to4, which hides an address of version 4
  ["2620:4f:8000::", 48], // AS112
  ["3fff::", 20], // documentation
];

const closed = new BlockList();
for (const [network, bits] of CLOSED_V4) closed.addSubnet(network, bits, "ipv4");
for (const [network, bits] of CLOSED_V6) closed.addSubnet(network, bits, "ipv6");
const open = new BlockList();
open.addSubnet(...OPEN_V6, "ipv6");

/**
 * Whether an IP address is one of the public internet. Anything that is no plain address is not: names, zones
 * (`fe80::1%eth0`), brackets, numbers in other notations. Addresses of version 4 in those of version 6 (mapped,
 * translated, 6to4, Teredo) are refused whatever they hide.
 */
export function isPublicAddress(address: string): boolean {
  if (address.includes("%")) return false;
  switch (isIP(address)) {
    case 4:
      return !closed.check(address, "ipv4");
    case 6:
      return open.check(address, "ipv6") && !closed.check(address, "ipv6");
    default:
      return false;
  }
}
