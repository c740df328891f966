import assert from "node:assert/strict";
import { asFailure } from "@/lib/errors.ts";
import { type LimitOptions, limitRequests } from "@/lib/http/limit.ts";
import { from, smallApp } from "@/tests/support/state.ts";

/** An app under the limit, and a clock for it. `ask` tells how long to wait, or 0 when it was let through. */
function limited(options: LimitOptions) {
  const clock = { nowMs: Date.UTC(2026, 0, 1) };
  const handler = smallApp({ now: () => clock.nowMs })
    .use(async (ctx) => {
      try {
        return await ctx.next();
      } catch (error) {
        const { reason, retryAfterS } = asFailure(error);
        assert.equal(reason, "rate_limited");
        return new Response(String(retryAfterS));
      }
    })
    .use(limitRequests(options))
    .get("/", () => new Response("0"))
    .handler();
  const ask = async (address: string | null) => {
    const response = await handler(new Request("http://maru.test/"), from(address));
    return Number(await response.text());
  };
  return { ask, clock };
}

Deno.test("limitRequests() lets a burst through, then asks to wait, then refills", async () => {
  const { ask, clock } = limited({ perMinute: 3 });
  for (let n = 0; n < 3; n++) assert.equal(await ask("203.0.113.1"), 0);
  assert.equal(await ask("203.0.113.1"), 20);
  clock.nowMs += 19_000;
  assert.equal(await ask("203.0.113.1"), 1);
  clock.nowMs += 1_000;
  assert.equal(await ask("203.0.113.1"), 0);
  assert.equal(await ask("203.0.113.1"), 20);
});

Deno.test("limitRequests() still lets somebody through who never stops asking", async () => {
  const { ask, clock } = limited({ perMinute: 60 });
  for (let n = 0; n < 60; n++) await ask("203.0.113.1");
  let through = 0;
  for (let n = 0; n < 100; n++) {
    clock.nowMs += 100;
    if (await ask("203.0.113.1") === 0) through++;
  }
  assert.equal(through, 10);
});

Deno.test("limitRequests() counts each address for itself, and an IPv6 network as one", async () => {
  const { ask } = limited({ perMinute: 1 });
  assert.equal(await ask("203.0.113.1"), 0);
  assert.equal(await ask("203.0.113.2"), 0);
  assert.equal(await ask("2001:db8::1"), 0);
  assert.notEqual(await ask("2001:db8::2"), 0);
  assert.equal(await ask("2001:db8:0:1::1"), 0);
});

Deno.test("limitRequests() leaves this machine free", async () => {
  const { ask } = limited({ perMinute: 1 });
  for (const address of ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1", null]) {
    for (let n = 0; n < 3; n++) assert.equal(await ask(address), 0, String(address));
  }
});

Deno.test("limitRequests() remembers no more addresses than it may, and forgets the quiet ones first", async () => {
  const { ask } = limited({ perMinute: 1, addresses: 3 });
  const waits = async (address: string) => await ask(address) > 0;
  for (const address of ["198.51.100.1", "198.51.100.2", "203.0.113.1"]) await ask(address);
  // The one that keeps asking in vain is not a quiet one: others go before it.
  for (const address of ["198.51.100.3", "198.51.100.4", "198.51.100.5"]) {
    assert(await waits("203.0.113.1"));
    await ask(address);
  }
  assert(!await waits("198.51.100.1"));
  for (const address of ["198.51.100.6", "198.51.100.7", "198.51.100.8"]) await ask(address);
  assert(!await waits("203.0.113.1"));
});
