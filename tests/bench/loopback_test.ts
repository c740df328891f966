import assert from "node:assert/strict";
import { requireLoopback } from "@/tests/bench/loopback.ts";

Deno.test("requireLoopback() accepts this machine under all its names", () => {
  const cases: [string, string, number][] = [
    ["http://127.0.0.1:8000/a?b", "127.0.0.1", 8000],
    ["http://127.9.8.7/", "127.9.8.7", 80],
    ["http://127.1:81/", "127.0.0.1", 81],
    ["http://0x7f000001:81/", "127.0.0.1", 81],
    ["http://[::1]:82/", "::1", 82],
    ["http://localhost:83/", "127.0.0.1", 83],
  ];
  for (const [address, hostname, port] of cases) {
    const target = requireLoopback(address);
    assert.deepEqual([target.hostname, target.port], [hostname, port], address);
  }
});

Deno.test("requireLoopback() refuses every other place, however it is dressed up", () => {
  const addresses = [
    "http://example.com/",
    "http://127.0.0.1.example.com/",
    "http://localhost.example.com/",
    "http://127.0.0.1@example.com/",
    "http://10.0.0.1/",
    "http://0.0.0.0/",
    "http://128.0.0.1/",
    "http://[::ffff:8.8.8.8]/",
    "http://[::]/",
    "http://169.254.169.254/",
  ];
  for (const address of addresses) {
    assert.throws(() => requireLoopback(address), /not on this machine/, address);
  }
});

Deno.test("requireLoopback() refuses what is not plain http", () => {
  assert.throws(() => requireLoopback("https://127.0.0.1/"), /only http/);
  assert.throws(() => requireLoopback("file:///etc/hosts"), /only http/);
  assert.throws(() => requireLoopback("127.0.0.1"), /not a URL/);
  assert.throws(() => requireLoopback(""), /not a URL/);
});
