import assert from "node:assert/strict";
import {
  getUsage,
  listUsage,
  mergeUsage,
  moveUsage,
  paidTokens,
  readUsage,
  recordUsage,
  sumOf,
  type Usage,
} from "@/lib/chat/usage.ts";
import { keys } from "@/lib/store/keys.ts";

const NOW = Date.UTC(2026, 10, 21, 12);
const HAIKU = "claude/claude-haiku-5-5";

function day(models: Record<string, Partial<Usage["models"][string]>>): Usage {
  const filled = Object.entries(models).map(([name, usage]) => [name, { ...sumOf([]), ...usage }]);
  return { v: 2, models: Object.fromEntries(filled) };
}

Deno.test("recordUsage() adds replies up by model, with what they cost", async () => {
  using kv = await Deno.openKv(":memory:");
  const record = (madeBy: string, promptTokens: number, cachedTokens = 0) =>
    recordUsage(kv, "me", {
      usage: { madeBy, promptTokens, cachedTokens, outputTokens: 10 },
      nowMs: NOW,
    });
  await record(HAIKU, 1000, 400);
  await record(HAIKU, 500);
  await record("openai/llama3.2", 100);
  assert.deepEqual(
    await getUsage(kv, "me", NOW),
    day({
      [HAIKU]: {
        replies: 2,
        promptTokens: 1500,
        outputTokens: 20,
        cachedTokens: 400,
        costNano: 600 * 100 + 400 * 10 + 500 * 100 + 20 * 500,
      },
      "openai/llama3.2": { replies: 1, unpriced: 1, promptTokens: 100, outputTokens: 10 },
    }),
  );
});

Deno.test("recordUsage() keeps days apart, by UTC", async () => {
  using kv = await Deno.openKv(":memory:");
  const usage = { promptTokens: 1, outputTokens: 1, madeBy: HAIKU };
  for (const nowMs of [Date.UTC(2026, 10, 20, 23, 59), Date.UTC(2026, 10, 21)]) {
    await recordUsage(kv, "me", { usage, nowMs });
  }
  assert.deepEqual((await listUsage(kv, "me")).map(({ day }) => day), ["2026-11-20", "2026-11-21"]);
});

Deno.test("recordUsage() loses nothing of replies that end at the same moment", async () => {
  using kv = await Deno.openKv(":memory:");
  const usage = { promptTokens: 3, outputTokens: 1, madeBy: HAIKU };
  await Promise.all(
    Array.from({ length: 5 }, () => recordUsage(kv, "me", { usage, nowMs: NOW })),
  );
  assert.equal((await getUsage(kv, "me", NOW))?.models[HAIKU]?.promptTokens, 15);
});

Deno.test("readUsage() takes days from before models were told apart", () => {
  const old = { v: 1, replies: 3, promptTokens: 70, outputTokens: 30 };
  assert.deepEqual(
    readUsage(old),
    day({ unknown: { replies: 3, unpriced: 3, promptTokens: 70, outputTokens: 30 } }),
  );
});

Deno.test("moveUsage() adds a guest's days to those of the account", async () => {
  using kv = await Deno.openKv(":memory:");
  const usage = { promptTokens: 5, outputTokens: 1, madeBy: HAIKU };
  await recordUsage(kv, "guest", { usage, nowMs: NOW });
  await recordUsage(kv, "me", { usage, nowMs: NOW });
  await recordUsage(kv, "guest", { usage, nowMs: NOW - 86_400_000 });
  await moveUsage(kv, "guest", "me");
  assert.deepEqual(
    (await listUsage(kv, "me")).map(({ usage }) => usage.models[HAIKU]?.replies),
    [1, 2],
  );
  assert.deepEqual(await listUsage(kv, "guest"), []);
});

Deno.test("addUsage() keeps nothing of somebody who has gone", async () => {
  using kv = await Deno.openKv(":memory:");
  await kv.set(keys.gone("me"), NOW);
  const usage = { promptTokens: 5, outputTokens: 1 };
  await recordUsage(kv, "me", { usage, nowMs: NOW });
  assert.equal(await getUsage(kv, "me", NOW), null);
});

Deno.test("mergeUsage() puts models together past the thirty-second", () => {
  const many = day(
    Object.fromEntries(Array.from({ length: 32 }, (_, n) => [`openai/m${n}`, { replies: 1 }])),
  );
  const merged = mergeUsage(
    many,
    day({ "openai/more": { replies: 2 }, "openai/m3": { replies: 1 } }),
  );
  assert.equal(merged.models["openai/more"], undefined);
  assert.equal(merged.models["unknown"]?.replies, 2);
  assert.equal(merged.models["openai/m3"]?.replies, 2);
});

Deno.test("paidTokens() leaves out what the demo said", () => {
  const usage = day({
    "demo/maru-improviser": { promptTokens: 1000, outputTokens: 1000 },
    [HAIKU]: { promptTokens: 20, outputTokens: 3 },
    unknown: { promptTokens: 1, outputTokens: 1 },
  });
  assert.equal(paidTokens(usage), 25);
});
