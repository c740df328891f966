import assert from "node:assert/strict";
import type { Viewer } from "@/lib/accounts/model.ts";
import { issueTicket, redeemTicket, TICKET_S } from "@/lib/realtime/ticket.ts";

const VIEWER: Viewer = { id: "u1", kind: "guest", nickname: "감", sessionId: "s1" };

async function withTicket(
  run: (kv: Deno.Kv, secret: string) => Promise<void>,
): Promise<void> {
  using kv = await Deno.openKv(":memory:");
  await run(kv, await issueTicket(kv, { topic: "space:a", viewer: VIEWER, nowMs: 0 }));
}

Deno.test("a ticket opens its topic once, also when it is shown twice at the same moment", () =>
  withTicket(async (kv, secret) => {
    const show = () => redeemTicket(kv, { secret, topic: "space:a", nowMs: 1 });
    const found = await Promise.all([show(), show(), show()]);
    assert.deepEqual(found.filter((viewer) => viewer !== null), [VIEWER]);
    assert.equal(await show(), null);
  }));

const REFUSED = [
  { name: "for another topic", topic: "space:b", nowMs: 1, forged: false },
  { name: "after half a minute", topic: "space:a", nowMs: TICKET_S * 1000, forged: false },
  { name: "that nobody issued", topic: "space:a", nowMs: 1, forged: true },
];
for (const { name, topic, nowMs, forged } of REFUSED) {
  Deno.test(`a ticket ${name} opens nothing`, () =>
    withTicket(async (kv, secret) => {
      const shown = forged ? `${secret}x` : secret;
      assert.equal(await redeemTicket(kv, { secret: shown, topic, nowMs }), null);
    }));
}

Deno.test("the store holds no ticket that could be used, only its hash", () =>
  withTicket(async (kv, secret) => {
    const entries = await Array.fromAsync(kv.list({ prefix: [] }));
    assert.equal(entries.length, 1);
    assert.equal(JSON.stringify(entries).includes(secret), false);
  }));
