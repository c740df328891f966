import assert from "node:assert/strict";
import { emptyCardData } from "@/lib/characters/card/model.ts";
import { leastThinking, toConfig } from "@/lib/ai/gemini_wire.ts";

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

Deno.test("a temperature is sent to models before 3 alone", () => {
  const request = {
    system: "",
    messages: [],
    maxOutputTokens: 10,
    temperature: 0.3,
    speaker: { card: emptyCardData("Haru"), userName: "Ann", locale: "en" as const },
  };
  const sent = (model: string) =>
    toConfig(request, { model, signal: new AbortController().signal }).temperature;
  assert.deepEqual(
    ["gemini-2.5-flash", "gemini-3.5-flash-lite", "models/gemini-3-flash", "gemma-3-27b-it"].map(
      sent,
    ),
    [0.3, undefined, undefined, 0.3],
  );
});
