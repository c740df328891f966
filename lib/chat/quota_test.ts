import assert from "node:assert/strict";
import { createModels, type Models } from "@/lib/ai/provider.ts";
import { chargeQuota, checkQuota, type Payer, type QuotaDeps } from "@/lib/chat/quota.ts";
import { recordUsage } from "@/lib/chat/usage.ts";
import { parseEnv } from "@/lib/env.ts";

const NOON = Date.UTC(2026, 10, 21, 12);
const CLAUDE = "claude/claude-haiku-5-5";
const claude = createModels({ claude: { apiKey: "k" } });

function depsOf(kv: Deno.Kv, { models = claude, limit = 100, nowMs = NOON }: {
  models?: Models;
  limit?: number;
  nowMs?: number;
} = {}): QuotaDeps {
  const env = parseEnv(Object.fromEntries(
    ["GUEST", "USER", "ADDRESS", "ROOM"].map((who) => [`AI_${who}_DAY_TOKENS`, String(limit)]),
  ));
  return { kv, now: () => nowMs, env, models };
}

const PAYERS: readonly [of: string, payer: Payer][] = [
  ["guest", { viewer: { id: "p", kind: "guest" } }],
  ["user", { viewer: { id: "p", kind: "full" } }],
  ["address", { address: "203.0.113.5" }],
  ["room", { viewer: null, roomId: "r" }],
];

/** Takes tokens as a reply does: of the person's usage, and of the counts beside it. */
async function spend(deps: QuotaDeps, payer: Payer, tokens: number, madeBy = CLAUDE) {
  const usage = { promptTokens: tokens - 10, outputTokens: 10, madeBy };
  if (payer.viewer) await recordUsage(deps.kv, payer.viewer.id, { usage, nowMs: deps.now() });
  await chargeQuota(deps, payer, usage);
}

for (const [of, payer] of PAYERS) {
  Deno.test(`checkQuota() lets a ${of} go on until the day's tokens are used, and tells when there are more`, async () => {
    using kv = await Deno.openKv(":memory:");
    const deps = depsOf(kv);
    assert.deepEqual(await checkQuota(deps, payer), { ok: true });
    await spend(deps, payer, 99);
    assert.deepEqual(await checkQuota(deps, payer), { ok: true });
    await spend(deps, payer, 11);
    assert.deepEqual(await checkQuota(deps, payer), { ok: false, of, retryAfterS: 12 * 3600 });
    const tomorrow = depsOf(kv, { nowMs: NOON + 12 * 3_600_000 });
    assert.deepEqual(await checkQuota(tomorrow, payer), { ok: true });
  });

  Deno.test(`checkQuota() never stops a ${of} without a limit`, async () => {
    using kv = await Deno.openKv(":memory:");
    const deps = depsOf(kv, { limit: 0 });
    await spend(deps, payer, 1_000_000);
    assert.deepEqual(await checkQuota(deps, payer), { ok: true });
  });

  Deno.test(`checkQuota() counts nothing of the demo against a ${of}`, async () => {
    using kv = await Deno.openKv(":memory:");
    const deps = depsOf(kv);
    await spend(deps, payer, 1_000, "demo/maru-improviser");
    assert.deepEqual(await checkQuota(deps, payer), { ok: true });
  });
}

Deno.test("checkQuota() stops nobody where only the demo answers", async () => {
  using kv = await Deno.openKv(":memory:");
  const payer: Payer = { viewer: { id: "p", kind: "guest" } };
  await spend(depsOf(kv), payer, 1_000);
  const models = createModels({ provider: "demo" });
  assert.deepEqual(await checkQuota(depsOf(kv, { models }), payer), { ok: true });
});

Deno.test("checkQuota() counts rooms and addresses apart, and our own machine not at all", async () => {
  using kv = await Deno.openKv(":memory:");
  const deps = depsOf(kv);
  await spend(deps, { address: "127.0.0.1", roomId: "a" }, 1_000);
  assert.deepEqual(await checkQuota(deps, { address: "127.0.0.1", roomId: "b" }), { ok: true });
  assert.equal((await checkQuota(deps, { address: "203.0.113.5", roomId: "a" })).ok, false);
});

Deno.test("chargeQuota() loses nothing of replies that end at the same moment", async () => {
  using kv = await Deno.openKv(":memory:");
  const deps = depsOf(kv);
  const payer: Payer = { roomId: "r" };
  await Promise.all(Array.from({ length: 5 }, () => spend(deps, payer, 20)));
  assert.equal((await checkQuota(deps, payer)).ok, false);
});
