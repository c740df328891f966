import assert from "node:assert/strict";
import { leastThinking } from "@/lib/ai/gemini_wire.ts";

const MODELS: readonly [model: string, config: unknown, hasHeadroom: boolean][] = [
  ["gemini-2.5-flash", { thinkingBudget: 0 }, false],
  ["gemini-2.5-flash-lite", { thinkingBudget: 0 }, false],
  ["models/gemini-2.5-flash", { thinkingBudget: 0 }, false],
  ["gemini-2.5-pro", { thinkingBudget: 128 }, true],
  ["gemini-3-flash-preview", { thinkingLevel: "MINIMAL" }, true],
  ["gemini-3.1-pro-preview", { thinkingLevel: "LOW" }, true],
  ["gemini-2.0-flash", null, false],
  ["gemma-3-27b-it", null, false],
  ["gemini-flash-latest", null, false],
];

for (const [model, config, hasHeadroom] of MODELS) {
  Deno.test(`leastThinking() gives ${model} what it accepts`, () => {
    const thinking = leastThinking(model);
    assert.deepEqual(thinking.config, config);
    assert.equal(thinking.headroomTokens > 0, hasHeadroom);
  });
}
