import assert from "node:assert/strict";
import type { ChatRequest } from "@/lib/ai/model.ts";
import { createOpenAiModel, isOpenAiAddress } from "@/lib/ai/openai.ts";
import { createOpenAiReader, leastReasoning, toOpenAiBody } from "@/lib/ai/openai_wire.ts";
import { events, PROVIDER_CANARY } from "@/lib/ai/testing/loopback.ts";
import {
  completion,
  DONE,
  errorAnswer,
  piece,
  startOpenAi,
  usageChunk,
} from "@/lib/ai/testing/openai_loopback.ts";
import { REQUEST, talk, testProvider, type Wire } from "@/lib/ai/testing/provider_suite.ts";

/** Cuts JSON into pieces of three characters, as a provider does. */
function cut(json: string): string[] {
  return json.match(/[^]{1,3}/g) ?? [];
}

const openai: Wire = {
  provider: "openai",
  start: startOpenAi,
  create: createOpenAiModel,
  reply: (...texts) => completion(texts.map((content) => ({ content }))),
  beginning: (text, chunks = [], ending = "close") =>
    events([piece({ role: "assistant", content: text }), ...chunks], ending),
  calls: (...calls) =>
    completion(
      calls.flatMap(({ id, name, arguments: given }, index) => [
        { tool_calls: [{ index, id, type: "function", function: { name, arguments: "" } }] },
        ...cut(JSON.stringify(given)).map((part) => (
          { tool_calls: [{ index, function: { arguments: part } }] }
        )),
      ]),
      { finish: "tool_calls" },
    ),
  empty: completion([]),
  blocked: (text) => completion([{ content: text }], { finish: "content_filter" }),
  cutShort: (text) => completion([{ content: text }], { finish: "length" }),
  refusal: (status, retryAfterS) =>
    errorAnswer(
      status,
      "server_said",
      retryAfterS === undefined ? {} : { "retry-after": String(retryAfterS) },
    ),
  malformed: {
    "no JSON": "data: {oops\n\n",
    "no choices": { id: "chatcmpl-1", object: "chat.completion.chunk" },
    "a text that is a number": piece({ content: 5 }),
  },
  overloadedEvent: { error: { code: "server_error", message: PROVIDER_CANARY } },
  keyOf: (headers) => headers["authorization"]?.replace("Bearer ", ""),
};

testProvider(openai);

Deno.test("openai sends system, turns and limits as every compatible server takes them", async () => {
  const request: Partial<ChatRequest> = {
    messages: [
      { role: "model", content: "Welcome" },
      { role: "user", content: "one" },
      { role: "user", content: "two" },
    ],
    tools: [{ name: "today", description: "Tells the date", parameters: { type: "object" } }],
    temperature: 1.2,
    seed: 8,
  };
  const { requests } = await talk(openai, () => openai.reply("ok"), { request });
  assert.deepEqual(requests[0]?.body, {
    model: "gpt-5.6-luna",
    stream: true,
    stream_options: { include_usage: true },
    messages: [
      { role: "system", content: "canary-system" },
      { role: "user", content: "(The conversation begins)" },
      { role: "assistant", content: "Welcome" },
      { role: "user", content: "one\n\ntwo" },
    ],
    max_tokens: 100,
    temperature: 1.2,
    seed: 4,
    tools: [{
      type: "function",
      function: { name: "today", description: "Tells the date", parameters: { type: "object" } },
    }],
  });
});

Deno.test("toOpenAiBody() speaks to OpenAI itself in its own words", () => {
  const dialect = { model: "gpt-5.6-luna", isOpenAi: true };
  const body = toOpenAiBody({ ...REQUEST, seed: 7, temperature: 0.5 }, dialect);
  assert.deepEqual(Object.keys(body).toSorted(), [
    "max_completion_tokens",
    "messages",
    "model",
    "reasoning_effort",
    "stream",
    "stream_options",
    "temperature",
  ]);
  assert.equal(body.reasoning_effort, "none");
});

Deno.test("openai reads what was used from the chunk after the end", async () => {
  const { deltas } = await talk(openai, () => openai.reply("ok"));
  assert.deepEqual(deltas.find(({ type }) => type === "usage"), {
    type: "usage",
    promptTokens: 12,
    outputTokens: 4,
    cachedTokens: 5,
    madeBy: "openai/gpt-5.6-luna",
  });
});

Deno.test("openai hands tool results back after the calls they answer", async () => {
  const toolCalls = [
    { id: "c1", name: "find", arguments: { q: "집" } },
    { id: "c2", name: "today", arguments: {} },
  ];
  const { requests } = await talk(openai, () => openai.reply("found"), {
    request: {
      system: "",
      messages: [
        { role: "user", content: "find it" },
        { role: "model", content: "", toolCalls },
        {
          role: "tool",
          results: [
            { id: "c1", name: "find", content: '{"n":1}' },
            { id: "c2", name: "today", content: '"2026-11-21"' },
          ],
        },
      ],
    },
  });
  assert.deepEqual(requests[0]?.body["messages"], [
    { role: "user", content: "find it" },
    {
      role: "assistant",
      content: null,
      tool_calls: [
        { id: "c1", type: "function", function: { name: "find", arguments: '{"q":"집"}' } },
        { id: "c2", type: "function", function: { name: "today", arguments: "{}" } },
      ],
    },
    { role: "tool", tool_call_id: "c1", content: '{"n":1}' },
    { role: "tool", tool_call_id: "c2", content: '"2026-11-21"' },
  ]);
});

Deno.test("openai understands servers that number every call 0, give no ids and finish with stop", async () => {
  const whole = (name: string, given: string) => ({
    tool_calls: [{ index: 0, function: { name, arguments: given } }],
  });
  const { deltas, finish } = await talk(
    openai,
    () => completion([whole("find", '{"q":1}'), whole("today", "{}")], { finish: "stop" }),
  );
  assert.equal(finish, "tool_calls");
  assert.deepEqual(deltas.filter(({ type }) => type === "tool_call"), [
    { type: "tool_call", id: "call_1", name: "find", arguments: { q: 1 } },
    { type: "tool_call", id: "call_2", name: "today", arguments: {} },
  ]);
});

Deno.test("openai understands servers that say neither what was used nor that they are done", async () => {
  const { deltas, failure } = await talk(openai, () => events([piece({ content: "ok" }, "stop")]));
  assert.equal(failure, null);
  assert.deepEqual(deltas, [{ type: "text", text: "ok" }, { type: "finish", reason: "stop" }]);
});

Deno.test("openai fails with bad_response on arguments that are no JSON", async () => {
  const { failure } = await talk(openai, () =>
    completion(
      [{ tool_calls: [{ index: 0, id: "c1", function: { name: "find", arguments: '{"q": ' } }] }],
      { finish: "tool_calls" },
    ));
  assert.equal(failure?.failure, "bad_response");
});

Deno.test("openai drops a call that the length limit cut off", async () => {
  const { deltas } = await talk(openai, () =>
    completion(
      [
        { content: "Let me" },
        { tool_calls: [{ index: 0, id: "c1", function: { name: "find", arguments: '{"q": ' } }] },
      ],
      { finish: "length" },
    ));
  assert.deepEqual(deltas.map(({ type }) => type), ["text", "usage", "finish"]);
});

Deno.test("openai ends blocked where the model refuses in words of its own", async () => {
  const { text, finish } = await talk(openai, () => completion([{ refusal: "I cannot" }]));
  assert.deepEqual([text, finish], ["", "blocked"]);
});

Deno.test("openai fails with blocked where a filter stops the prompt", async () => {
  const { failure, requests } = await talk(openai, () => errorAnswer(400, "content_filter"));
  assert.deepEqual([failure?.failure, requests.length], ["blocked", 1]);
});

Deno.test("openai waits for the milliseconds that a server names", async () => {
  const { pausesMs } = await talk(
    openai,
    (n) =>
      n === 0
        ? errorAnswer(429, "rate_limit_exceeded", { "retry-after-ms": "1250" })
        : openai.reply("ok"),
  );
  assert.deepEqual(pausesMs, [1250]);
});

Deno.test("openai needs no key for a server of one's own", async () => {
  await using server = await startOpenAi(() => events([piece({ content: "ok" }, "stop"), DONE]));
  const model = createOpenAiModel({ baseUrl: server.baseUrl, model: "llama3.2" });
  const deltas = await Array.fromAsync(model.stream(REQUEST, new AbortController().signal));
  assert.deepEqual(deltas.at(0), { type: "text", text: "ok" });
  assert.equal(server.requests[0]?.body["model"], "llama3.2");
});

Deno.test("createOpenAiReader() takes nulls for what is not there", () => {
  const reader = createOpenAiReader();
  const chunk = {
    choices: [{ delta: { content: null, tool_calls: null }, finish_reason: null }],
    usage: null,
  };
  assert.deepEqual(reader.read(chunk), { content: [], usage: null, finish: null });
  assert.equal(reader.read(usageChunk(1, 2)).usage?.promptTokens, 1);
});

const ADDRESSES: readonly [baseUrl: string | undefined, isOpenAi: boolean][] = [
  [undefined, true],
  ["https://api.openai.com/v1", true],
  ["https://eu.api.openai.com/v1", true],
  ["http://127.0.0.1:11434/v1", false],
  ["https://api.openai.com.evil.example/v1", false],
];
for (const [baseUrl, expected] of ADDRESSES) {
  Deno.test(`isOpenAiAddress() says ${expected} of ${baseUrl}`, () => {
    assert.equal(isOpenAiAddress(baseUrl), expected);
  });
}

const REASONING: readonly [model: string, effort: string | null][] = [
  ["gpt-5.6-luna", "none"],
  ["gpt-5", "minimal"],
  ["gpt-5-mini", "minimal"],
  ["gpt-5.5-pro", null],
  ["o4-mini", "low"],
  ["gpt-4.1", null],
  ["gpt-6-astra", "none"],
  ["llama3.2", null],
];
for (const [model, effort] of REASONING) {
  Deno.test(`leastReasoning() gives ${model} what it accepts`, () => {
    assert.equal(leastReasoning(model).effort, effort);
  });
}
