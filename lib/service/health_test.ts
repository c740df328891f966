import assert from "node:assert/strict";
import type { ChatModel } from "@/lib/ai/model.ts";
import { checkHealth, Health, healthOperation } from "@/lib/service/health.ts";
import { serve } from "@/lib/http/operation.ts";
import { VERSION } from "@/lib/service/version.ts";
import { smallApp, someServices } from "@/tests/support/state.ts";

const chatModel: ChatModel = {
  provider: "test",
  model: "echo",
  async *stream() {},
};

function servicesWith(kv: Deno.Kv) {
  let nowMs = Date.UTC(2026, 0, 1);
  const services = someServices({ kv, chatModel, now: () => nowMs });
  return { services, wait: (ms: number) => void (nowMs += ms) };
}

Deno.test("checkHealth() tells who answers, for how long, and that the store does", async () => {
  using kv = await Deno.openKv(":memory:");
  const { services, wait } = servicesWith(kv);
  wait(61_999);
  const health = Health.strict().parse(await checkHealth(services));
  assert.equal(health.status, "ok");
  assert.equal(health.version, VERSION);
  assert.equal(health.instance, "test");
  assert.equal(health.uptime_s, 61);
  assert.equal(health.kv.ok, true);
  assert(health.kv.latency_ms >= 0);
  assert.deepEqual(health.ai, { provider: "test", model: "echo" });
});

Deno.test("checkHealth() is degraded where the store is closed", async () => {
  const kv = await Deno.openKv(":memory:");
  kv.close();
  const health = await checkHealth(servicesWith(kv).services);
  assert.equal(health.status, "degraded");
  assert.equal(health.kv.ok, false);
});

Deno.test("checkHealth() does not wait for a store that says nothing", async () => {
  using kv = await Deno.openKv(":memory:");
  const silent = new Proxy(kv, {
    get: (target, name) =>
      name === "get" ? () => new Promise(() => {}) : Reflect.get(target, name, target),
  });
  const health = await checkHealth(servicesWith(silent).services, { timeoutMs: 1 });
  assert.equal(health.status, "degraded");
});

Deno.test("GET /api/v1/health answers 200, or 503 with the same document, and is kept nowhere", async () => {
  const kv = await Deno.openKv(":memory:");
  const handler = smallApp({ kv, chatModel })
    .route("/api/v1/health", { handler: serve(healthOperation) })
    .handler();
  const ask = () => handler(new Request("http://maru.test/api/v1/health"));
  const up = await ask();
  assert.equal(up.status, 200);
  assert.equal(up.headers.get("cache-control"), "no-store");
  assert.equal(Health.parse(await up.json()).status, "ok");
  kv.close();
  const down = await ask();
  assert.equal(down.status, 503);
  assert.equal(Health.parse(await down.json()).status, "degraded");
});
