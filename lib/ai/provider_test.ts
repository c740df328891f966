import assert from "node:assert/strict";
import { decodeModelSpec } from "@/lib/ai/model_choice.ts";
import { type ChatModelSettings, createModels } from "@/lib/ai/provider.ts";
import { errorAnswer as claudeError, startClaude } from "@/lib/ai/testing/claude_loopback.ts";
import { reply, startGemini } from "@/lib/ai/testing/gemini_loopback.ts";
import { REQUEST } from "@/lib/ai/testing/provider_suite.ts";

const KEY = { apiKey: "k" };
const OLLAMA = { baseUrl: "http://127.0.0.1:11434/v1", model: "llama3.2" };

const STANDARDS: readonly [name: string, settings: ChatModelSettings, standard: string][] = [
  ["nothing set", {}, "demo/maru-improviser"],
  ["a key for Gemini", { gemini: KEY }, "gemini/gemini-3.5-flash-lite"],
  ["a key for Claude", { claude: KEY }, "claude/claude-haiku-5-5"],
  ["a key for OpenAI", { openai: KEY }, "openai/gpt-5.6-luna"],
  ["a server of one's own", { openai: OLLAMA }, "openai/llama3.2"],
  ["an empty key", { gemini: { apiKey: "" } }, "demo/maru-improviser"],
  ["only another address for Claude", { claude: { baseUrl: "http://x" } }, "demo/maru-improviser"],
  ["two keys", { openai: KEY, claude: KEY }, "claude/claude-haiku-5-5"],
  ["a key, but demo asked for", { gemini: KEY, provider: "demo" }, "demo/maru-improviser"],
  ["a model named", { gemini: KEY, chatModel: "gemini-2.5-pro" }, "gemini/gemini-2.5-pro"],
  [
    "a provider and its model named",
    { gemini: KEY, claude: { ...KEY, model: "claude-opus-5-5" }, provider: "claude" },
    "claude/claude-opus-5-5",
  ],
];
for (const [name, settings, standard] of STANDARDS) {
  Deno.test(`createModels() lets ${standard} answer with ${name}`, () => {
    const { choices, standard: model } = createModels(settings);
    assert.equal(`${model.provider}/${model.model}`, standard);
    assert.equal(choices[0]?.id, standard);
  });
}

for (const provider of ["gemini", "claude", "openai"] as const) {
  Deno.test(`createModels() refuses ${provider} where it is not set up`, () => {
    assert.throws(() => createModels({ provider }), /_API_KEY is not set/);
    assert.throws(
      () => createModels({ fallback: [{ provider, model: null }] }),
      /_API_KEY is not set/,
    );
  });
}

Deno.test("createModels() offers every provider that is set up, each once, the standard first", () => {
  const { choices } = createModels({
    gemini: KEY,
    openai: OLLAMA,
    provider: "openai",
    chatModel: "qwen3:8b",
  });
  assert.deepEqual(choices.map(({ id }) => id), [
    "openai/qwen3:8b",
    "gemini/gemini-3.5-flash-lite",
  ]);
});

Deno.test("createModels() offers what the choices name, beside the standard", () => {
  const { choices } = createModels({
    gemini: KEY,
    claude: KEY,
    choices: [
      { provider: "claude", model: "claude-sonnet-5-5" },
      { provider: "gemini", model: null },
      { provider: "demo", model: null },
    ],
  });
  assert.deepEqual(choices.map(({ id }) => id), [
    "gemini/gemini-3.5-flash-lite",
    "claude/claude-sonnet-5-5",
    "demo/maru-improviser",
  ]);
});

Deno.test("pick() takes the first wish that is offered, and the standard for none", () => {
  const models = createModels({ gemini: KEY, claude: KEY });
  assert.equal(models.pick(null, "claude/claude-haiku-5-5").provider, "claude");
  assert.equal(models.pick("openai/gone", undefined).provider, "gemini");
  assert.equal(
    models.pick("claude/claude-haiku-5-5", "gemini/gemini-3.5-flash-lite").provider,
    "claude",
  );
});

Deno.test("createModels() lets the fallback answer over the real SDKs, and says who did", async () => {
  await using broken = await startClaude(() => claudeError(401, "authentication_error"));
  await using working = await startGemini(() => reply("here"));
  const models = createModels({
    provider: "claude",
    claude: { ...KEY, baseUrl: broken.baseUrl },
    gemini: { ...KEY, baseUrl: working.baseUrl },
    fallback: [{ provider: "gemini", model: null }],
  });
  const stream = models.standard.stream(REQUEST, new AbortController().signal);
  assert.deepEqual(await Array.fromAsync(stream), [
    { type: "takeover", madeBy: "gemini/gemini-3.5-flash-lite" },
    { type: "text", text: "here" },
    { type: "finish", reason: "stop" },
  ]);
  assert.equal(broken.requests.length, 1);
});

const SPECS: readonly [text: string, spec: ReturnType<typeof decodeModelSpec>][] = [
  ["claude", { provider: "claude", model: null }],
  ["openai/qwen3:8b", { provider: "openai", model: "qwen3:8b" }],
  ["openai/org/model", { provider: "openai", model: "org/model" }],
  ["claude/", null],
  ["mistral/large", null],
  ["openai/two words", null],
  ["", null],
];
for (const [text, spec] of SPECS) {
  Deno.test(`decodeModelSpec() reads "${text}"`, () =>
    assert.deepEqual(decodeModelSpec(text), spec));
}
