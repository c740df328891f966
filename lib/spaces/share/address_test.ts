import assert from "node:assert/strict";
import fc from "fast-check";
import { isPublicAddress } from "@/lib/spaces/share/address.ts";

const CLOSED: Record<string, readonly string[]> = {
  "this host": ["0.0.0.0", "0.1.2.3", "::", "::0"],
  loopback: ["127.0.0.1", "127.255.255.254", "::1", "0:0:0:0:0:0:0:1"],
  private: ["10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1"],
  "carrier-grade NAT": ["100.64.0.1", "100.127.255.255"],
  "link-local": ["169.254.1.1", "fe80::1", "febf::1"],
  metadata: ["169.254.169.254", "100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254"],
  documentation: ["192.0.2.1", "198.51.100.9", "203.0.113.7", "2001:db8::1", "3fff::1"],
  benchmarks: ["198.18.0.1", "198.19.255.255", "2001:2::1"],
  multicast: ["224.0.0.1", "239.255.255.255", "ff02::1", "ff0e::1"],
  reserved: ["240.0.0.1", "255.255.255.255", "192.88.99.1"],
  "unique local": ["fc00::1", "fd12:3456:789a::1"],
  "site-local": ["fec0::1"],
  "mapped version 4": ["::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:8.8.8.8", "::FFFF:10.0.0.1"],
  "compatible version 4": ["::127.0.0.1", "::8.8.8.8"],
  "translated version 4": [
    "64:ff9b::7f00:1",
    "64:ff9b::8.8.8.8",
    "64:ff9b:1::a00:1",
    "::ffff:0:7f00:1",
  ],
  "6to4 and Teredo": ["2002:7f00:1::", "2002:808:808::1", "2001:0:53aa:64c::1"],
  ORCHID: ["2001:10::1", "2001:20::1"],
  discard: ["100::1"],
  zones: ["fe80::1%eth0", "2606:4700::1%1", "8.8.8.8%1"],
  "not plain addresses": [
    "",
    " ",
    "localhost",
    "example.com",
    "[::1]",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "8.8.8.8 ",
    "8.8.8.8:80",
    "8.8.8.8\0",
    "１２７.0.0.1",
    "8.8.8",
    "8.8.8.256",
    "1:2:3:4:5:6:7:8:9",
  ],
};

const OPEN = [
  "1.1.1.1",
  "8.8.8.8",
  "9.255.255.255",
  "11.0.0.0",
  "100.63.255.255",
  "100.128.0.0",
  "126.255.255.255",
  "128.0.0.0",
  "168.63.129.15",
  "169.253.255.255",
  "172.15.255.255",
  "172.32.0.0",
  "192.167.255.255",
  "192.169.0.0",
  "198.17.255.255",
  "198.20.0.0",
  "223.255.255.255",
  "2606:4700::6810:84e5",
  "2001:200::1",
  "2404:6800:4004:80a::200e",
  "2A00:1450:4001::200E",
  "3ffe::1",
];

for (const [kind, addresses] of Object.entries(CLOSED)) {
  Deno.test(`isPublicAddress() keeps closed: ${kind}`, () => {
    for (const address of addresses) assert.equal(isPublicAddress(address), false, address);
  });
}

Deno.test("isPublicAddress() lets the public internet through, up to the edges of what is closed", () => {
  for (const address of OPEN) assert.equal(isPublicAddress(address), true, address);
});

Deno.test("isPublicAddress() keeps closed any address of version 4 that version 6 wraps", () => {
  fc.assert(fc.property(fc.ipV4(), (v4) => {
    for (const wrapped of [`::ffff:${v4}`, `::${v4}`, `64:ff9b::${v4}`]) {
      assert.equal(isPublicAddress(wrapped), false, wrapped);
    }
  }));
});
