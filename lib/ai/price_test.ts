import assert from "node:assert/strict";
import { DEFAULT_CLAUDE_MODEL } from "@/lib/ai/claude.ts";
import { DEFAULT_GEMINI_MODEL } from "@/lib/ai/gemini.ts";
import { DEFAULT_OPENAI_MODEL } from "@/lib/ai/openai.ts";
import { costOf, getPrice, PRICES, SOURCES } from "@/lib/ai/price.ts";

const NAMES: readonly [madeBy: string, asIf: string | null][] = [
  ["claude/claude-haiku-4-5-20251001", "claude/claude-haiku-4-5"],
  ["gemini/models/gemini-2.5-flash", "gemini/gemini-2.5-flash"],
  ["gemini/gemini-3.1-pro-preview", "gemini/gemini-3.1-pro"],
  ["gemini/gemini-2.5-flash-preview-09-2025", "gemini/gemini-2.5-flash"],
  ["openai/gpt-5-2025-08-07", "openai/gpt-5"],
  ["openai/gpt-5-mini", "openai/gpt-5-mini"],
  ["openai/gpt-5-turbo", null],
  ["openai/llama3.2", null],
  ["openai/constructor", null],
];
for (const [madeBy, asIf] of NAMES) {
  Deno.test(`getPrice() takes ${madeBy} for ${asIf ?? "unknown"}`, () => {
    assert.equal(getPrice(madeBy), asIf === null ? null : PRICES[asIf]);
  });
}

Deno.test("every default model has a price, and every price a source with its day", () => {
  assert.ok(getPrice(`gemini/${DEFAULT_GEMINI_MODEL}`));
  assert.ok(getPrice(`claude/${DEFAULT_CLAUDE_MODEL}`));
  assert.ok(getPrice(`openai/${DEFAULT_OPENAI_MODEL}`));
  for (const madeBy of Object.keys(PRICES)) {
    const source = Object.entries(SOURCES).find(([provider]) => madeBy.startsWith(`${provider}/`));
    assert.match(source?.[1].asOf ?? "", /^2026-\d\d-\d\d$/, madeBy);
  }
});

Deno.test("costOf() adds input and output, in billionths of a dollar", () => {
  const usage = { promptTokens: 1000, outputTokens: 200, madeBy: "claude/claude-haiku-5-5" };
  assert.equal(costOf(usage), 1000 * 100 + 200 * 500);
});

Deno.test("costOf() charges what a cache had less, and what it took more", () => {
  const usage = {
    promptTokens: 1000,
    cachedTokens: 600,
    cacheWriteTokens: 300,
    outputTokens: 0,
    madeBy: "claude/claude-sonnet-5-5",
  };
  assert.equal(costOf(usage), 100 * 2000 + 600 * 100 + 300 * 2500);
});

Deno.test("costOf() charges long prompts as a whole at their own rate", () => {
  const usage = { outputTokens: 10, madeBy: "claude/claude-haiku-5-5" };
  assert.equal(costOf({ ...usage, promptTokens: 100_000 }), 100_000 * 100 + 10 * 500);
  assert.equal(costOf({ ...usage, promptTokens: 100_001 }), 100_001 * 500 + 10 * 2500);
});

Deno.test("costOf() knows that the demo is free, and not what strangers cost", () => {
  const usage = { promptTokens: 1000, outputTokens: 1000 };
  assert.equal(costOf({ ...usage, madeBy: "demo/improviser" }), 0);
  assert.equal(costOf({ ...usage, madeBy: "openai/llama3.2" }), null);
  assert.equal(costOf(usage), null);
});

Deno.test("costOf() charges a picture's tokens at their own rate, and the words beside it at theirs", () => {
  const madeBy = "gemini/gemini-nano-banana-2.1";
  const picture = { promptTokens: 200, outputTokens: 1120, imageTokens: 1120, madeBy };
  assert.equal(costOf(picture), 200 * 1500 + 1120 * 30_000);
  assert.equal(costOf({ ...picture, outputTokens: 1220 }), costOf(picture)! + 100 * 7500);
});
