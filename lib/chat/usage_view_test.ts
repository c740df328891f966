import assert from "node:assert/strict";
import { createModels } from "@/lib/ai/provider.ts";
import { recordUsage, sumOf, type Usage } from "@/lib/chat/usage.ts";
import { SHOWN_DAYS, viewDays, viewUsage } from "@/lib/chat/usage_view.ts";
import { parseEnv } from "@/lib/env.ts";

const NOW = Date.UTC(2026, 10, 21, 12);

function usage(models: Record<string, number>): Usage {
  const filled = Object.entries(models).map(([id, promptTokens]) => (
    [id, { ...sumOf([]), replies: 1, promptTokens }] as const
  ));
  return { v: 2, models: Object.fromEntries(filled) };
}

Deno.test("viewDays() shows every day of a month, today last, and leaves out what is older", () => {
  const { days, total } = viewDays([
    { day: "2026-10-22", usage: usage({ a: 9 }) },
    { day: "2026-10-23", usage: usage({ a: 1 }) },
    { day: "2026-11-21", usage: usage({ a: 2, b: 5 }) },
  ], NOW);
  assert.equal(days.length, SHOWN_DAYS);
  assert.deepEqual([days[0]?.startMs, days[0]?.promptTokens], [Date.UTC(2026, 9, 23), 1]);
  assert.deepEqual([days.at(-1)?.startMs, days.at(-1)?.promptTokens], [Date.UTC(2026, 10, 21), 7]);
  assert.equal(total.promptTokens, 8);
});

Deno.test("viewDays() puts the most used model first", () => {
  const { models } = viewDays([
    { day: "2026-11-20", usage: usage({ a: 1, b: 5 }) },
    { day: "2026-11-21", usage: usage({ a: 3 }) },
  ], NOW);
  assert.deepEqual(models.map(({ id, promptTokens, replies }) => [id, promptTokens, replies]), [
    ["b", 5, 1],
    ["a", 4, 2],
  ]);
});

Deno.test("viewUsage() tells what is left of today where paid models answer", async () => {
  using kv = await Deno.openKv(":memory:");
  const env = parseEnv({ AI_GUEST_DAY_TOKENS: "500", AI_USER_DAY_TOKENS: "0" });
  const record = (madeBy: string) =>
    recordUsage(kv, "p", { usage: { promptTokens: 40, outputTokens: 2, madeBy }, nowMs: NOW });
  await record("claude/claude-haiku-5-5");
  await record("demo/maru-improviser");
  const paid = { kv, now: () => NOW, env, models: createModels({ claude: { apiKey: "k" } }) };
  const free = { ...paid, models: createModels({}) };
  const guest = { id: "p", kind: "guest" } as const;
  assert.deepEqual((await viewUsage(paid, guest)).today, { tokens: 42, limit: 500 });
  assert.equal((await viewUsage(free, guest)).today, null);
  assert.equal((await viewUsage(paid, { id: "p", kind: "full" })).today, null);
});
