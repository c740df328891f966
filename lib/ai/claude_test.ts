import assert from "node:assert/strict";
import { createClaudeModel } from "@/lib/ai/claude.ts";
import { leastClaudeThinking } from "@/lib/ai/claude_wire.ts";
import type { ChatRequest } from "@/lib/ai/model.ts";
import {
  block,
  closing,
  errorAnswer,
  message,
  OPENING,
  startClaude,
  textBlock,
  toolBlock,
} from "@/lib/ai/testing/claude_loopback.ts";
import { events, PROVIDER_CANARY } from "@/lib/ai/testing/loopback.ts";
import { talk, testProvider, type Wire } from "@/lib/ai/testing/provider_suite.ts";

/** Cuts JSON into pieces of three characters, as a provider does. */
function cut(json: string): string[] {
  return json.match(/[^]{1,3}/g) ?? [];
}

const claude: Wire = {
  provider: "claude",
  start: startClaude,
  create: createClaudeModel,
  reply: (...texts) => message([textBlock(0, ...texts)]),
  beginning: (text, chunks = [], ending = "close") =>
    events([OPENING, ...textBlock(0, text), ...chunks], ending),
  calls: (...calls) =>
    message(
      calls.map(({ id, name, arguments: given }, index) => {
        const json = JSON.stringify(given);
        return toolBlock(index, { id, name, pieces: json === "{}" ? [""] : cut(json) });
      }),
      { stop: "tool_use" },
    ),
  empty: message([]),
  blocked: (text) => message([textBlock(0, text)], { stop: "refusal" }),
  cutShort: (text) => message([textBlock(0, text)], { stop: "max_tokens" }),
  refusal: (status, retryAfterS) =>
    errorAnswer(
      status,
      "api_error",
      retryAfterS === undefined ? {} : { "retry-after": String(retryAfterS) },
    ),
  malformed: {
    "no JSON": "event: content_block_delta\ndata: {oops\n\n",
    "a text that is a number": {
      type: "content_block_delta",
      index: 0,
      delta: { type: "text_delta", text: 5 },
    },
    "no type": "event: content_block_delta\ndata: {}\n\n",
  },
  overloadedEvent: `event: error\ndata: ${
    JSON.stringify({
      type: "error",
      error: { type: "overloaded_error", message: PROVIDER_CANARY },
    })
  }\n\n`,
  keyOf: (headers) => headers["authorization"]?.replace("Bearer ", ""),
};

testProvider(claude);

Deno.test("claude sends system, turns and limits as the protocol wants them", async () => {
  const request: Partial<ChatRequest> = {
    messages: [
      { role: "model", content: "Welcome" },
      { role: "user", content: "one" },
      { role: "user", content: "two" },
    ],
    tools: [{ name: "today", description: "Tells the date", parameters: { type: "object" } }],
    temperature: 1.2,
    seed: 7,
  };
  const { requests } = await talk(claude, () => claude.reply("ok"), { request });
  assert.deepEqual(requests[0]?.body, {
    model: "claude-haiku-5-5",
    stream: true,
    max_tokens: 100,
    thinking: { type: "disabled" },
    system: [{ type: "text", text: "canary-system", cache_control: { type: "ephemeral" } }],
    messages: [
      { role: "user", content: [{ type: "text", text: "(The conversation begins)" }] },
      { role: "assistant", content: [{ type: "text", text: "Welcome" }] },
      {
        role: "user",
        content: [{ type: "text", text: "one" }, { type: "text", text: "two" }],
      },
    ],
    tools: [{ name: "today", description: "Tells the date", input_schema: { type: "object" } }],
  });
});

Deno.test("claude counts what a cache had and took among the prompt, and the output at its last count", async () => {
  const { deltas } = await talk(claude, () => claude.reply("ok"));
  assert.deepEqual(deltas.find(({ type }) => type === "usage"), {
    type: "usage",
    promptTokens: 17,
    outputTokens: 4,
    cachedTokens: 5,
    cacheWriteTokens: 2,
    madeBy: "claude/claude-haiku-5-5",
  });
});

Deno.test("claude hands tool results back, with the thoughts that led to the call", async () => {
  const thought = { type: "thinking", thinking: "hm", signature: "c2lnbmVk" };
  const first = await talk(claude, () =>
    message([
      block(0, { type: "thinking", thinking: "", signature: "" }, [
        { type: "thinking_delta", thinking: "hm" },
        { type: "signature_delta", signature: "c2lnbmVk" },
      ]),
      toolBlock(1, { id: "toolu_1", name: "find", pieces: ['{"q":', '"집"}'] }),
    ], { stop: "tool_use" }));
  const [call] = first.deltas.filter((delta) => delta.type === "tool_call");
  assert.ok(call?.trace);
  const { requests } = await talk(claude, () => claude.reply("found"), {
    request: {
      messages: [
        { role: "user", content: "find it" },
        { role: "model", content: "Let me look.", toolCalls: [call] },
        { role: "tool", results: [{ id: call.id, name: "find", content: '{"n":1}' }] },
      ],
    },
  });
  assert.deepEqual(requests[0]?.body["messages"], [
    { role: "user", content: [{ type: "text", text: "find it" }] },
    {
      role: "assistant",
      content: [
        thought,
        { type: "text", text: "Let me look." },
        { type: "tool_use", id: "toolu_1", name: "find", input: { q: "집" } },
      ],
    },
    {
      role: "user",
      content: [{ type: "tool_result", tool_use_id: "toolu_1", content: '{"n":1}' }],
    },
  ]);
});

Deno.test("claude leaves thoughts of another model's out", async () => {
  const trace = { madeBy: "gemini/gemini-3-flash", value: "opaque" };
  const toolCalls = [{ id: "t1", name: "find", arguments: {}, trace }];
  const { requests, failure } = await talk(claude, () => claude.reply("found"), {
    request: {
      messages: [
        { role: "user", content: "find it" },
        { role: "model", content: "", toolCalls },
        { role: "tool", results: [{ id: "t1", name: "find", content: "1" }] },
      ],
    },
  });
  assert.equal(failure, null);
  assert.equal(JSON.stringify(requests[0]?.body).includes("opaque"), false);
});

Deno.test("claude fails with bad_response on arguments that are no JSON", async () => {
  const broken = toolBlock(0, { id: "t1", name: "find", pieces: ['{"q": '] });
  const { failure } = await talk(claude, () => message([broken], { stop: "tool_use" }));
  assert.equal(failure?.failure, "bad_response");
});

Deno.test("claude passes over events that are new", async () => {
  const { text } = await talk(claude, () =>
    events([
      OPENING,
      { type: "something_new", index: 0, delta: 5 },
      ...textBlock(0, "ok"),
      ...closing("end_turn"),
    ]));
  assert.equal(text, "ok");
});

Deno.test("claude takes an account without credit for a quota", async () => {
  const error = { type: "invalid_request_error", message: "Your credit balance is too low" };
  const { failure } = await talk(claude, () => ({
    kind: "body",
    status: 400,
    contentType: "application/json",
    body: JSON.stringify({ type: "error", error }),
  }));
  assert.equal(failure?.failure, "quota");
});

const THINKING: readonly [model: string, expected: ReturnType<typeof leastClaudeThinking>][] = [
  ["claude-haiku-5-5", { thinking: { type: "disabled" }, headroomTokens: 0 }],
  ["claude-haiku-4-5-20251001", { headroomTokens: 0 }],
  ["claude-sonnet-4-20250514", { headroomTokens: 0 }],
  ["claude-sonnet-5", { thinking: { type: "disabled" }, headroomTokens: 0 }],
  ["claude-sonnet-5-5", { thinking: { type: "between_tools" }, headroomTokens: 1024 }],
  ["claude-opus-4-8", { headroomTokens: 0 }],
  ["claude-opus-5", { thinking: { type: "disabled" }, headroomTokens: 0 }],
  ["claude-opus-5-5", { output_config: { effort: "low" }, headroomTokens: 2048 }],
  ["claude-fable-5-1", { output_config: { effort: "low" }, headroomTokens: 2048 }],
  ["something-else", { headroomTokens: 0 }],
];
for (const [model, expected] of THINKING) {
  Deno.test(`leastClaudeThinking() gives ${model} what it accepts`, () => {
    assert.deepEqual(leastClaudeThinking(model), expected);
  });
}

const TEMPERATURES: readonly [model: string, sent: number | undefined][] = [
  ["claude-haiku-4-5", 1],
  ["claude-sonnet-4-20250514", 1],
  ["claude-3-5-haiku-latest", 1],
  ["claude-opus-4-7", undefined],
  ["claude-sonnet-5-5", undefined],
];
for (const [model, sent] of TEMPERATURES) {
  Deno.test(`claude ${sent === undefined ? "keeps a temperature from" : "sends a temperature to"} ${model}`, async () => {
    const wire = {
      ...claude,
      create: (options: Parameters<typeof createClaudeModel>[0]) =>
        createClaudeModel({ ...options, model }),
    };
    const { requests } = await talk(wire, () => claude.reply("ok"), {
      request: { temperature: 1.4 },
    });
    assert.equal(requests[0]?.body["temperature"], sent);
  });
}
