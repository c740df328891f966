/** What a reply is counted to have taken, however it ended. */
import assert from "node:assert/strict";
import { createTally } from "@/lib/ai/reply_usage.ts";
import { estimateTokens } from "@/lib/ai/tokens.ts";

const model = { provider: "test", model: "tally" };
const system = "You are a teahouse keeper.";
const said = "What is on the menu today?";
const request = { system, messages: [{ role: "user" as const, content: said }] };
const prompt = estimateTokens(system) + estimateTokens(said);
const usage = { type: "usage", promptTokens: 70, outputTokens: 30, madeBy: "test/tally" } as const;
const text = { type: "text", text: "Barley tea, and rice cakes." } as const;

Deno.test("a tally takes the provider's count as it is", () => {
  const tally = createTally(model, request);
  for (const delta of [text, usage, { type: "finish", reason: "stop" } as const]) tally.take(delta);
  assert.deepEqual(tally.total({ failed: false }), {
    promptTokens: 70,
    outputTokens: 30,
    madeBy: "test/tally",
  });
});

Deno.test("a tally estimates a reply that was cut before it was counted, by the name of who gave it", () => {
  const tally = createTally(model, request);
  tally.take({ type: "takeover", madeBy: "other/model" });
  tally.take(text);
  const expected = {
    promptTokens: prompt,
    outputTokens: estimateTokens(text.text),
    madeBy: "other/model",
  };
  assert.deepEqual(tally.total({ failed: false }), expected);
  assert.deepEqual(tally.total({ failed: true }), expected, "what was said before is to be paid");
});

Deno.test("a tally counts the prompt of a reply that was cut before its first word, and nothing of one that failed", () => {
  const tally = createTally(model, request);
  assert.deepEqual(tally.total({ failed: false }), {
    promptTokens: prompt,
    outputTokens: 0,
    madeBy: "test/tally",
  });
  assert.equal(tally.total({ failed: true }), null);
});

Deno.test("a tally adds an estimate of what came after the count of a round", () => {
  const tally = createTally(model, request);
  for (const delta of [text, usage, text]) tally.take(delta);
  assert.deepEqual(tally.total({ failed: false }), {
    promptTokens: 70 + prompt,
    outputTokens: 30 + estimateTokens(text.text),
    madeBy: "test/tally",
  });
});
