import assert from "node:assert/strict";
import { createGeminiModel, type GeminiOptions } from "@/lib/ai/gemini.ts";
import type { ChatRequest } from "@/lib/ai/model.ts";
import { errorAnswer, startGemini, textChunk } from "@/lib/ai/testing/gemini_loopback.ts";
import { type Answer, events, type Script } from "@/lib/ai/testing/loopback.ts";
import { REQUEST as PLAIN_REQUEST, talk as talkOver } from "@/lib/ai/testing/provider_suite.ts";

const KEY = "canary-key-AIzaSyD1234567890";

const REQUEST: ChatRequest = { ...PLAIN_REQUEST, temperature: 0.8, seed: 7 };

const SILENCE: Answer = { kind: "silence" };

const RETRY_INFO = { "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "1.5s" };

/** What a proxy in between may answer. */
function page(status: number, body: string): Answer {
  return { kind: "body", status, contentType: "text/html", body };
}

/** Runs one request against a script; gives what streamed, the failure and the server's view. */
function talk(
  script: Script,
  options: Partial<GeminiOptions> & { request?: Partial<ChatRequest>; untilCancelled?: true } = {},
) {
  const { request = {}, untilCancelled, ...settings } = options;
  const wire = {
    start: startGemini,
    create: (given: GeminiOptions) => createGeminiModel({ ...given, apiKey: KEY, ...settings }),
  };
  return talkOver(wire, script, {
    request: { ...REQUEST, ...request },
    ...(untilCancelled ? { untilCancelled } : {}),
  });
}

Deno.test("gemini streams text, then usage, then the finish reason", async () => {
  const { deltas, failure } = await talk(() =>
    events([
      textChunk("안녕"),
      textChunk("하세요", {
        finishReason: "STOP",
        usageMetadata: { promptTokenCount: 12, candidatesTokenCount: 4, thoughtsTokenCount: 1 },
      }),
    ])
  );
  assert.equal(failure, null);
  assert.deepEqual(deltas, [
    { type: "text", text: "안녕" },
    { type: "text", text: "하세요" },
    { type: "usage", promptTokens: 12, outputTokens: 5, madeBy: "gemini/gemini-3.5-flash-lite" },
    { type: "finish", reason: "stop" },
  ]);
});

Deno.test("gemini sends system, contents, limits and seed as the protocol wants them", async () => {
  const { requests } = await talk(
    () => events([textChunk("ok", { finishReason: "STOP" })]),
    {
      request: {
        messages: [
          { role: "model", content: "Welcome" },
          { role: "user", content: "one" },
          { role: "user", content: "two" },
          { role: "model", content: " " },
        ],
      },
    },
  );
  const [seen] = requests;
  assert.equal(seen?.url.pathname, "/v1beta/models/gemini-3.5-flash-lite:streamGenerateContent");
  assert.equal(seen?.url.searchParams.get("alt"), "sse");
  assert.equal(seen?.headers["x-goog-api-key"], KEY);
  assert.deepEqual(seen?.body, {
    systemInstruction: { role: "user", parts: [{ text: "canary-system" }] },
    contents: [
      { role: "user", parts: [{ text: "(The conversation begins)" }] },
      { role: "model", parts: [{ text: "Welcome" }] },
      { role: "user", parts: [{ text: "one" }, { text: "two" }] },
    ],
    generationConfig: {
      // With room for the little that this model thinks, and at its own temperature.
      maxOutputTokens: 612,
      seed: 7,
      thinkingConfig: { thinkingLevel: "MINIMAL" },
    },
  });
});

Deno.test("gemini asks for the rest of a reply that is to be continued", async () => {
  const { requests, text } = await talk(
    () => events([textChunk(" and then", { finishReason: "STOP" })]),
    {
      request: {
        continueLast: true,
        messages: [{ role: "user", content: "Hi" }, { role: "model", content: "Once" }],
      },
    },
  );
  assert.equal(text, " and then");
  const contents = requests[0]?.body["contents"];
  assert.ok(Array.isArray(contents));
  assert.equal(contents.length, 3);
  assert.equal(contents[2].role, "user");
  assert.match(contents[2].parts[0].text, /where your last message stopped/);
});

Deno.test("gemini passes tool calls on and keeps thoughts to itself", async () => {
  const { deltas } = await talk(() =>
    events([{
      candidates: [{
        content: {
          parts: [
            { text: "secret thought", thought: true },
            { functionCall: { name: "find", args: { q: "집" } } },
          ],
        },
        finishReason: "STOP",
      }],
    }])
  );
  assert.deepEqual(deltas, [
    { type: "tool_call", id: "call_1", name: "find", arguments: { q: "집" } },
    { type: "finish", reason: "tool_calls" },
  ]);
});

const FINISHES: readonly [wire: string, reason: string][] = [
  ["MAX_TOKENS", "length"],
  ["SAFETY", "blocked"],
  ["PROHIBITED_CONTENT", "blocked"],
  ["RECITATION", "blocked"],
  ["OTHER", "stop"],
];
for (const [wire, reason] of FINISHES) {
  Deno.test(`gemini finishes with ${reason} on ${wire} and keeps what came before`, async () => {
    const { deltas, failure } = await talk(() =>
      events([textChunk("half"), { candidates: [{ finishReason: wire }] }])
    );
    assert.equal(failure, null);
    assert.deepEqual(deltas, [{ type: "text", text: "half" }, { type: "finish", reason }]);
  });
}

Deno.test("gemini finishes with blocked when the prompt itself is refused", async () => {
  const { deltas, requests } = await talk(() =>
    events([{ promptFeedback: { blockReason: "PROHIBITED_CONTENT" } }])
  );
  assert.deepEqual(deltas, [{ type: "finish", reason: "blocked" }]);
  assert.equal(requests.length, 1);
});

Deno.test("gemini waits as long as a 429 asks and then succeeds", async () => {
  const { text, pausesMs } = await talk((n) =>
    n === 0
      ? errorAnswer(429, "RESOURCE_EXHAUSTED", [RETRY_INFO])
      : events([textChunk("back", { finishReason: "STOP" })])
  );
  assert.equal(text, "back");
  assert.deepEqual(pausesMs, [1500]);
});

Deno.test("gemini gives up on a 429 after two more tries, with growing pauses", async () => {
  const { failure, pausesMs, requests } = await talk(() => errorAnswer(429, "RESOURCE_EXHAUSTED"));
  assert.equal(failure?.failure, "quota");
  assert.equal(failure?.retryAfterS, null);
  assert.equal(requests.length, 3);
  assert.deepEqual(pausesMs, [500, 1000]);
});

Deno.test("gemini does not wait for a quota that asks for a long pause, but tells it", async () => {
  const { failure, requests } = await talk(() =>
    errorAnswer(429, "RESOURCE_EXHAUSTED", [{ ...RETRY_INFO, retryDelay: "42s" }])
  );
  assert.equal(failure?.failure, "quota");
  assert.equal(failure?.retryAfterS, 42);
  assert.equal(requests.length, 1);
});

Deno.test("gemini knows a daily quota, whatever retry time stands beside it", async () => {
  const { failure, requests } = await talk(() =>
    errorAnswer(429, "RESOURCE_EXHAUSTED", [
      { violations: [{ quotaId: "GenerateRequestsPerDayPerProjectPerModel-FreeTier" }] },
      RETRY_INFO,
    ])
  );
  assert.equal(failure?.retryAfterS, 86_400);
  assert.equal(requests.length, 1);
});

const REFUSALS: readonly [name: string, answer: () => Answer, failure: string, tries: number][] = [
  ["500", () => errorAnswer(500, "INTERNAL"), "overloaded", 3],
  [
    "503 with a page instead of JSON",
    () => page(503, "<h1>"),
    "overloaded",
    3,
  ],
  ["401", () => errorAnswer(401, "UNAUTHENTICATED"), "auth", 1],
  ["403", () => errorAnswer(403, "PERMISSION_DENIED"), "auth", 1],
  [
    "400 for a bad key",
    () => errorAnswer(400, "INVALID_ARGUMENT", [{ reason: "API_KEY_INVALID" }]),
    "auth",
    1,
  ],
  ["400 for a bad request", () => errorAnswer(400, "INVALID_ARGUMENT"), "bad_response", 1],
  ["404 for an unknown model", () => errorAnswer(404, "NOT_FOUND"), "bad_response", 1],
  ["504", () => errorAnswer(504, "DEADLINE_EXCEEDED"), "timeout", 1],
];
for (const [name, answer, expected, tries] of REFUSALS) {
  Deno.test(`gemini fails with ${expected} on ${name}`, async () => {
    const { failure, requests } = await talk(answer);
    assert.equal(failure?.failure, expected);
    assert.equal(requests.length, tries);
  });
}

Deno.test("gemini fails with network where nothing listens", async () => {
  const closed = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const baseUrl = `http://127.0.0.1:${closed.addr.port}`;
  closed.close();
  const { failure, pausesMs } = await talk(() => SILENCE, { baseUrl });
  assert.equal(failure?.failure, "network");
  assert.equal(pausesMs.length, 2);
});

const CUTS: readonly [name: string, chunks: (string | Record<string, unknown>)[], cut: boolean][] =
  [
    ["the connection breaks", [textChunk("half")], true],
    ["it ends inside an event", [textChunk("half"), 'data: {"candidates": [{'], false],
    ["it ends without a finish reason", [textChunk("half")], false],
  ];
for (const [name, chunks, cut] of CUTS) {
  Deno.test(`gemini fails with network and does not start over when ${name}`, async () => {
    const { failure, text, requests } = await talk(() => events(chunks, cut ? "cut" : "close"));
    assert.equal(text, "half");
    assert.equal(failure?.failure, "network");
    assert.equal(requests.length, 1);
  });
}

Deno.test("gemini starts over when the stream breaks before anything was shown", async () => {
  const { text, requests } = await talk((n) =>
    n === 0 ? events([], "cut") : events([textChunk("whole", { finishReason: "STOP" })])
  );
  assert.equal(text, "whole");
  assert.equal(requests.length, 2);
});

Deno.test("gemini tries again after a reply without a word, then fails", async () => {
  const { failure, requests } = await talk(() =>
    events([{ candidates: [{ finishReason: "STOP" }] }])
  );
  assert.equal(failure?.failure, "bad_response");
  assert.equal(requests.length, 3);
});

const MALFORMED: readonly [name: string, chunk: string | Record<string, unknown>][] = [
  ["no JSON", "data: {oops\n\n"],
  ["candidates of the wrong type", { candidates: "none" }],
  ["a text that is a number", { candidates: [{ content: { parts: [{ text: 5 }] } }] }],
];
for (const [name, chunk] of MALFORMED) {
  Deno.test(`gemini fails with bad_response on a chunk with ${name}`, async () => {
    const { failure, text } = await talk(() => events([textChunk("half"), chunk], "hang"));
    assert.equal(text, "half");
    assert.equal(failure?.failure, "bad_response");
  });
}

Deno.test("gemini understands an error that arrives inside the stream", async () => {
  const { failure, text } = await talk(() =>
    events([textChunk("half"), { error: { code: 503, status: "UNAVAILABLE", message: "x" } }])
  );
  assert.equal(text, "half");
  assert.equal(failure?.failure, "overloaded");
});

Deno.test("gemini fails with timeout when no first byte comes, and cancels upstream", async () => {
  const { failure } = await talk(() => SILENCE, { firstByteTimeoutMs: 200, untilCancelled: true });
  assert.equal(failure?.failure, "timeout");
});

Deno.test("gemini fails with timeout when the stream falls silent, and cancels upstream", async () => {
  const { failure, text } = await talk(
    () => events([textChunk("half")], "hang"),
    { idleTimeoutMs: 20, untilCancelled: true },
  );
  assert.equal(text, "half");
  assert.equal(failure?.failure, "timeout");
});

Deno.test("gemini cancels upstream when the reader leaves before the first token", async () => {
  await using server = await startGemini(() => SILENCE);
  const model = createGeminiModel({ apiKey: KEY, baseUrl: server.baseUrl });
  const arrived = server.nextRequest();
  const reader = new AbortController();
  const reason = new Error("left");
  const streaming = assert.rejects(async () => {
    for await (const delta of model.stream(REQUEST, reader.signal)) assert.fail(delta.type);
  }, reason);
  const seen = await arrived;
  reader.abort(reason);
  await streaming;
  await seen.cancelled;
});

Deno.test("gemini cancels upstream when the reader stops in the middle", async () => {
  await using server = await startGemini(() => events([textChunk("half")], "hang"));
  const model = createGeminiModel({ apiKey: KEY, baseUrl: server.baseUrl });
  const signal = new AbortController().signal;
  for await (const delta of model.stream(REQUEST, signal)) {
    assert.deepEqual(delta, { type: "text", text: "half" });
    break;
  }
  await server.requests[0]?.cancelled;
});

Deno.test("gemini asks nothing of the network when the signal is aborted already", async () => {
  await using server = await startGemini(() => errorAnswer(500, "INTERNAL"));
  const model = createGeminiModel({ apiKey: KEY, baseUrl: server.baseUrl });
  const stream = model.stream(REQUEST, AbortSignal.abort(new Error("gone")));
  await assert.rejects(async () => await Array.fromAsync(stream), { message: "gone" });
  assert.equal(server.requests.length, 0);
});

Deno.test("gemini stops waiting for its next try when the reader leaves", async () => {
  await using server = await startGemini(() => errorAnswer(503, "UNAVAILABLE"));
  const reader = new AbortController();
  const model = createGeminiModel({
    apiKey: KEY,
    baseUrl: server.baseUrl,
    random: () => {
      queueMicrotask(() => reader.abort(new Error("left")));
      return 1e6;
    },
  });
  const stream = model.stream(REQUEST, reader.signal);
  await assert.rejects(async () => await Array.fromAsync(stream), { message: "left" });
  assert.equal(server.requests.length, 1);
});

Deno.test("gemini fails with auth on a key that cannot stand in a header", async () => {
  const { failure, requests } = await talk(() => SILENCE, { apiKey: `${KEY}\nX: 1` });
  assert.equal(failure?.failure, "auth");
  assert.equal(requests.length, 0);
});

Deno.test("gemini's failures hold no key, no prompt and none of the provider's words", async () => {
  const scripts: Script[] = [
    () => errorAnswer(429, "RESOURCE_EXHAUSTED", [{ ...RETRY_INFO, retryDelay: "9s" }]),
    () => errorAnswer(400, "canary-provider-text"),
    () => events(["data: {canary-provider-text\n\n"]),
    () => events([textChunk("a"), { error: { code: 500, message: "canary-provider-text" } }]),
    () => page(502, "canary-provider-text"),
  ];
  for (const script of scripts) {
    const { failure } = await talk(script);
    const told = `${failure} ${failure?.stack} ${JSON.stringify(failure)} ${Deno.inspect(failure)}`;
    assert.equal(/canary/.test(told), false, told);
  }
});

Deno.test("gemini declares tools, and hands results back with the signature of the call", async () => {
  const model = "gemini-3-flash";
  const signed = {
    candidates: [{
      content: {
        parts: [{ functionCall: { name: "find", args: { q: 1 } }, thoughtSignature: "c2ln" }],
      },
      finishReason: "STOP",
    }],
  };
  const tools = [{ name: "find", description: "Finds", parameters: { type: "object" } }];
  const first = await talk(() => events([signed]), { model, request: { tools } });
  assert.deepEqual(first.requests[0]?.body["tools"], [
    {
      functionDeclarations: [{
        name: "find",
        description: "Finds",
        parametersJsonSchema: tools[0]?.parameters,
      }],
    },
  ]);
  const [call] = first.deltas.filter((delta) => delta.type === "tool_call");
  assert.ok(call);
  const second = await talk(() => events([textChunk("found", { finishReason: "STOP" })]), {
    model,
    request: {
      messages: [
        { role: "user", content: "find it" },
        { role: "model", content: "", toolCalls: [call, { id: "x", name: "today", arguments: 5 }] },
        {
          role: "tool",
          results: [
            { id: call.id, name: "find", content: '{"n":1}' },
            { id: "x", name: "today", content: "plain words" },
          ],
        },
      ],
    },
  });
  assert.deepEqual(second.requests[0]?.body["contents"], [
    { role: "user", parts: [{ text: "find it" }] },
    {
      role: "model",
      parts: [
        { functionCall: { name: "find", args: { q: 1 } }, thoughtSignature: "c2ln" },
        { functionCall: { name: "today", args: {} } },
      ],
    },
    {
      role: "user",
      parts: [
        { functionResponse: { name: "find", response: { n: 1 } } },
        { functionResponse: { name: "today", response: { result: "plain words" } } },
      ],
    },
  ]);
});

Deno.test("gemini says that a signature is missing only to models that ask for one", async () => {
  const toolCalls = [{ id: "c1", name: "find", arguments: {} }];
  const request = {
    messages: [
      { role: "user", content: "find it" },
      { role: "model", content: "", toolCalls },
      { role: "tool", results: [{ id: "c1", name: "find", content: "1" }] },
    ],
  } satisfies Partial<ChatRequest>;
  const answer: Script = () => events([textChunk("ok", { finishReason: "STOP" })]);
  for (const [model, says] of [["gemini-3-flash", true], ["gemini-2.5-flash", false]] as const) {
    const { requests } = await talk(answer, { model, request });
    const body = JSON.stringify(requests[0]?.body);
    assert.equal(body.includes("skip_thought_signature_validator"), says);
  }
});

Deno.test("gemini counts what a cache had among the prompt", async () => {
  const usageMetadata = {
    promptTokenCount: 12,
    cachedContentTokenCount: 8,
    candidatesTokenCount: 4,
  };
  const { deltas } = await talk(() =>
    events([textChunk("ok", { finishReason: "STOP", usageMetadata })])
  );
  assert.deepEqual(deltas.find(({ type }) => type === "usage"), {
    type: "usage",
    promptTokens: 12,
    outputTokens: 4,
    cachedTokens: 8,
    madeBy: "gemini/gemini-3.5-flash-lite",
  });
});
