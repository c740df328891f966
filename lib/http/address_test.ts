import assert from "node:assert/strict";
import { clientAddress, isLoopback, readAddress, toSlash64 } from "@/lib/http/address.ts";
import { from, smallApp } from "@/tests/support/state.ts";

/** What `clientAddress()` makes of a request; null: it came over a Unix socket. */
async function addressOf(
  remote: string | null,
  { forwarded, trust = false }: { forwarded?: string; trust?: boolean } = {},
): Promise<string> {
  const handler = smallApp({ env: { TRUST_PROXY: String(trust) } })
    .get("/", (ctx) => new Response(clientAddress(ctx)))
    .handler();
  const headers = forwarded === undefined ? {} : { "x-forwarded-for": forwarded };
  const response = await handler(new Request("http://maru.test/", { headers }), from(remote));
  return await response.text();
}

Deno.test("clientAddress() is the connection's, whatever an untrusted header says", async () => {
  assert.equal(await addressOf("203.0.113.7"), "203.0.113.7");
  assert.equal(await addressOf("203.0.113.7", { forwarded: "198.51.100.1" }), "203.0.113.7");
  assert.equal(await addressOf("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2");
  assert.equal(await addressOf(null), "local");
});

Deno.test("clientAddress() behind a trusted proxy is the entry that the proxy itself wrote", async () => {
  const cases: [forwarded: string, address: string][] = [
    ["198.51.100.1", "198.51.100.1"],
    ["127.0.0.1, 198.51.100.1", "198.51.100.1"],
    ["198.51.100.1:50123", "198.51.100.1"],
    ["2001:db8::1", "2001:db8:0:0"],
    ["[2001:db8::1]:50123", "2001:db8:0:0"],
    ["::ffff:198.51.100.1", "198.51.100.1"],
  ];
  for (const [forwarded, address] of cases) {
    assert.equal(await addressOf("10.0.0.1", { forwarded, trust: true }), address, forwarded);
  }
});

Deno.test("clientAddress() falls back to the connection where the trusted header holds no address", async () => {
  for (const forwarded of ["", "unknown", "198.51.100.1, ", "evil.example", "1.2.3", "::g", "[]"]) {
    assert.equal(await addressOf("10.0.0.1", { forwarded, trust: true }), "10.0.0.1", forwarded);
  }
  assert.equal(await addressOf("10.0.0.1", { trust: true }), "10.0.0.1");
});

Deno.test("toSlash64() is the same for every address of one network and every way to write it", () => {
  const same = [
    "2001:db8:0:1::",
    "2001:DB8:0:1::1",
    "2001:0db8:0000:0001:ffff:ffff:ffff:ffff",
    "2001:db8::1:0:0:0:1",
    "2001:db8:0:1::1%eth0",
  ];
  for (const address of same) assert.equal(toSlash64(address), "2001:db8:0:1", address);
  assert.equal(toSlash64("2001:db8:0:2::1"), "2001:db8:0:2");
  assert.equal(toSlash64("fe80::1%2"), "fe80:0:0:0");
});

Deno.test("toSlash64() sees the IPv4 address inside an IPv6 one", () => {
  for (const address of ["::ffff:203.0.113.7", "::FFFF:cb00:7107", "0:0:0:0:0:ffff:203.0.113.7"]) {
    assert.equal(toSlash64(address), "203.0.113.7", address);
  }
  assert.equal(toSlash64("::ffff:255.255.255.255"), "255.255.255.255");
});

Deno.test("toSlash64() leaves what is no address as it is", () => {
  for (const text of ["::g", "1:2", ":::", "]:["]) assert.equal(toSlash64(text), text);
});

Deno.test("readAddress() takes addresses alone", () => {
  assert.equal(readAddress(" 192.0.2.1 "), "192.0.2.1");
  for (const text of ["", "192.0.2.256", "192.0.2.1:http", "[192.0.2.1", "a,b", "local"]) {
    assert.equal(readAddress(text), null, text);
  }
});

Deno.test("isLoopback() knows this machine by its addresses, and no network beside it", async () => {
  for (const address of ["127.0.0.1", "::1", "::ffff:127.0.0.1", "0:0:0:0:0:0:0:1"]) {
    assert(isLoopback(await addressOf(address)), address);
  }
  assert(isLoopback(await addressOf(null)));
  for (const address of ["128.0.0.1", "::2", "::", "fe80::1", "10.0.0.1"]) {
    assert(!isLoopback(await addressOf(address)), address);
  }
});
