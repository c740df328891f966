/** Whether this instance can do its work. */
import { z } from "zod";
import type { Services } from "@/lib/define.ts";
import { operation } from "@/lib/http/operation.ts";
import { VERSION } from "@/lib/service/version.ts";
import { keys } from "@/lib/store/keys.ts";

/** A store that takes longer than this to read one key is not answering. */
const STORE_TIMEOUT_MS = 2_000;

export const Health = z.object({
  status: z.enum(["ok", "degraded"]),
  version: z.string(),
  instance: z.string(),
  uptime_s: z.number(),
  kv: z.object({ ok: z.boolean(), latency_ms: z.number() }),
  ai: z.object({ provider: z.string(), model: z.string() }),
}).meta({ id: "Health" });
export type Health = z.infer<typeof Health>;

/** Looks after the store and says who answers. */
export async function checkHealth(
  services: Services,
  { timeoutMs = STORE_TIMEOUT_MS } = {},
): Promise<Health> {
  const { kv, chatModel, instance, now, startedAtMs } = services;
  const startMs = performance.now();
  const ok = await answers(kv, timeoutMs);
  return {
    status: ok ? "ok" : "degraded",
    version: VERSION,
    instance,
    uptime_s: Math.floor((now() - startedAtMs) / 1000),
    kv: { ok, latency_ms: Math.round((performance.now() - startMs) * 100) / 100 },
    ai: { provider: chatModel.provider, model: chatModel.model },
  };
}

/** Whether the store reads a key in time. One that is closed or out of reach throws, which is the answer. */
async function answers(kv: Deno.Kv, timeoutMs: number): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<false>();
  const timer = setTimeout(() => resolve(false), timeoutMs);
  const read = async () => {
    await kv.get(keys.meta("seeded"));
    return true;
  };
  const answered = await Promise.race([read().catch(() => false), late]);
  clearTimeout(timer);
  return answered;
}

export const healthOperation = operation({
  method: "GET",
  path: "/api/v1/health",
  summary: "Tell whether this instance can do its work; 503 when its store does not answer",
  tag: "Service",
  auth: "optional",
  reply: Health,
  otherReplies: { 503: Health },
  async run({ state }) {
    const health = await checkHealth(state.services);
    return Response.json(health, {
      status: health.status === "ok" ? 200 : 503,
      headers: { "cache-control": "no-store" },
    });
  },
});
