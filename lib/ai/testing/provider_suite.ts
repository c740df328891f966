/**
 * Owns what holds for every provider over a network, as tests that run against its own SDK and a loopback server of its
 * wire protocol. Each provider says only how its protocol spells things.
 */
import assert from "node:assert/strict";
import {
  type ChatDelta,
  type ChatModel,
  ChatModelError,
  type ChatRequest,
} from "@/lib/ai/model.ts";
import type { Patience } from "@/lib/ai/retry.ts";
import type { Answer, Chunk, Script, startLoopback } from "@/lib/ai/testing/loopback.ts";
import { emptyCardData } from "@/lib/characters/card/model.ts";

/** What may be found in nothing that Maru says of a failure. */
export const KEY = "canary-key-1234567890";

/** What is asked for, where a test says nothing else. */
export const REQUEST: ChatRequest = {
  system: "canary-system",
  messages: [{ role: "user", content: "canary-prompt" }],
  maxOutputTokens: 100,
  speaker: { card: emptyCardData("Maru"), userName: "Min", locale: "en" },
};

/** One provider's protocol. */
export interface Wire {
  provider: string;
  start: (script: Script) => Promise<
    Awaited<ReturnType<typeof startLoopback>> & { baseUrl: string }
  >;
  create: (options: Patience & { apiKey: string; baseUrl: string }) => ChatModel;
  /** A whole answer of these texts. */
  reply: (...texts: string[]) => Answer;
  /** An answer that begins with this text and then goes on with the chunks, which may end it badly. */
  beginning: (text: string, chunks?: readonly Chunk[], ending?: "close" | "cut" | "hang") => Answer;
  /** A whole answer that calls tools. */
  calls: (...calls: { id: string; name: string; arguments: unknown }[]) => Answer;
  /** A whole answer without any content. */
  empty: Answer;
  /** An answer that a safety rule ended after the text. */
  blocked: (text: string) => Answer;
  /** An answer that the length limit ended after the text. */
  cutShort: (text: string) => Answer;
  refusal: (status: number, retryAfterS?: number) => Answer;
  /** Chunks that no version of the protocol has. */
  malformed: Readonly<Record<string, Chunk>>;
  /** An event that says that the provider is overloaded. */
  overloadedEvent: Chunk;
  /** The key, as the server saw it. */
  keyOf: (headers: Readonly<Record<string, string>>) => string | undefined;
}

/** Runs one request against a script; gives what streamed, the failure and the server's view. */
export async function talk(
  wire: Pick<Wire, "start" | "create">,
  script: Script,
  options: Patience & { request?: Partial<ChatRequest>; untilCancelled?: true } = {},
) {
  await using server = await wire.start(script);
  const { request = {}, untilCancelled, ...patience } = options;
  const pausesMs: number[] = [];
  const model = wire.create({
    apiKey: KEY,
    baseUrl: server.baseUrl,
    sleep: (ms) => {
      pausesMs.push(ms);
      return Promise.resolve();
    },
    random: () => 0.5,
    ...patience,
  });
  const deltas: ChatDelta[] = [];
  let failure: ChatModelError | null = null;
  try {
    const stream = model.stream({ ...REQUEST, ...request }, new AbortController().signal);
    for await (const delta of stream) deltas.push(delta);
  } catch (error) {
    assert.ok(error instanceof ChatModelError, String(error));
    failure = error;
  }
  if (untilCancelled) await server.requests[0]?.cancelled;
  const text = deltas.map((delta) => delta.type === "text" ? delta.text : "").join("");
  const finish = deltas.at(-1);
  return {
    deltas,
    text,
    finish: finish?.type === "finish" ? finish.reason : null,
    failure,
    pausesMs,
    requests: server.requests,
  };
}

const SILENCE: Answer = { kind: "silence" };

/** Registers the tests. */
export function testProvider(wire: Wire): void {
  const { provider } = wire;
  testReplies(wire);
  testRetries(wire);
  testFailures(wire);
  testCancelling(wire);

  Deno.test(`${provider}'s failures hold no key, no prompt and none of the provider's words`, async () => {
    const scripts: Script[] = [
      () => wire.refusal(429, 9),
      () => wire.refusal(400),
      () => wire.refusal(500),
      () => wire.beginning("a", ["data: {canary-provider-text\n\n"]),
      () => wire.beginning("a", [wire.overloadedEvent]),
    ];
    for (const script of scripts) {
      const { failure } = await talk(wire, script);
      assert.ok(failure);
      const told = `${failure} ${failure.stack} ${JSON.stringify(failure)} ${
        Deno.inspect(failure)
      }`;
      assert.equal(/canary/.test(told), false, told);
    }
  });
}

function testReplies(wire: Wire): void {
  const { provider } = wire;

  Deno.test(`${provider} streams text in its pieces, then usage, then the finish reason`, async () => {
    const { deltas, failure, requests } = await talk(wire, () => wire.reply("안녕", "하세요"));
    assert.equal(failure, null);
    assert.deepEqual(deltas.slice(0, 2), [
      { type: "text", text: "안녕" },
      { type: "text", text: "하세요" },
    ]);
    assert.deepEqual(deltas.slice(2).map(({ type }) => type), ["usage", "finish"]);
    assert.deepEqual(deltas.at(-1), { type: "finish", reason: "stop" });
    assert.equal(wire.keyOf(requests[0]?.headers ?? {}), KEY);
  });

  Deno.test(`${provider} tells who is to be paid`, async () => {
    const { deltas } = await talk(wire, () => wire.reply("ok"));
    const usage = deltas.find((delta) => delta.type === "usage");
    assert.equal(usage?.madeBy?.startsWith(`${provider}/`), true);
    assert.equal(usage?.promptTokens > 0 && usage?.outputTokens > 0, true);
  });

  Deno.test(`${provider} puts tool calls together, and finishes to have them run`, async () => {
    const calls = [
      { id: "call_a", name: "find_service", arguments: { q: "청년 월세", n: 2 } },
      { id: "call_b", name: "today", arguments: {} },
    ];
    const { deltas, failure } = await talk(wire, () => wire.calls(...calls));
    assert.equal(failure, null);
    const got = deltas.filter((delta) => delta.type === "tool_call");
    assert.deepEqual(
      got.map(({ id, name, arguments: given }) => ({ id, name, arguments: given })),
      calls,
    );
    assert.deepEqual(deltas.at(-1), { type: "finish", reason: "tool_calls" });
  });

  Deno.test(`${provider} ends blocked, and keeps what came before`, async () => {
    const { text, finish, requests } = await talk(wire, () => wire.blocked("half"));
    assert.deepEqual([text, finish, requests.length], ["half", "blocked", 1]);
  });

  Deno.test(`${provider} ends at the length limit`, async () => {
    const { text, finish } = await talk(wire, () => wire.cutShort("half"));
    assert.deepEqual([text, finish], ["half", "length"]);
  });
}

function testRetries(wire: Wire): void {
  const { provider } = wire;

  Deno.test(`${provider} waits as long as a 429 asks and then succeeds`, async () => {
    const { text, pausesMs } = await talk(
      wire,
      (n) => n === 0 ? wire.refusal(429, 2) : wire.reply("back"),
    );
    assert.deepEqual([text, pausesMs], ["back", [2000]]);
  });

  Deno.test(`${provider} gives up on a 429 without a time after two more tries, with growing pauses`, async () => {
    const { failure, pausesMs, requests } = await talk(wire, () => wire.refusal(429));
    assert.equal(failure?.failure, "quota");
    assert.equal(failure?.retryAfterS, null);
    assert.equal(requests.length, 3);
    assert.deepEqual(pausesMs, [500, 1000]);
  });

  Deno.test(`${provider} does not wait for a quota that asks for a long pause, but tells it`, async () => {
    const { failure, requests } = await talk(wire, () => wire.refusal(429, 42));
    assert.deepEqual([failure?.failure, failure?.retryAfterS], ["quota", 42]);
    assert.equal(requests.length, 1);
  });

  Deno.test(`${provider} starts over when the stream breaks before anything was shown`, async () => {
    const { text, requests } = await talk(
      wire,
      (n) => n === 0 ? { kind: "stream", chunks: [], ending: "cut" } : wire.reply("whole"),
    );
    assert.deepEqual([text, requests.length], ["whole", 2]);
  });

  Deno.test(`${provider} tries again after a reply without a word, then fails`, async () => {
    const { failure, requests } = await talk(wire, () => wire.empty);
    assert.equal(failure?.failure, "bad_response");
    assert.equal(requests.length, 3);
  });
}

const REFUSALS: readonly [status: number, failure: string, tries: number][] = [
  [500, "overloaded", 3],
  [529, "overloaded", 3],
  [401, "auth", 1],
  [403, "auth", 1],
  [400, "bad_response", 1],
  [404, "bad_response", 1],
  [504, "timeout", 1],
];

function testFailures(wire: Wire): void {
  const { provider } = wire;

  for (const [status, expected, tries] of REFUSALS) {
    Deno.test(`${provider} fails with ${expected} on ${status}`, async () => {
      const { failure, requests } = await talk(wire, () => wire.refusal(status));
      assert.deepEqual([failure?.failure, requests.length], [expected, tries]);
    });
  }

  Deno.test(`${provider} fails with overloaded on a page instead of JSON`, async () => {
    const page: Answer = { kind: "body", status: 502, contentType: "text/html", body: "<h1>" };
    const { failure } = await talk(wire, () => page);
    assert.equal(failure?.failure, "overloaded");
  });

  for (const ending of ["cut", "close"] as const) {
    Deno.test(`${provider} fails with network, and does not start over, where the stream ends by ${ending} in the middle`, async () => {
      const { failure, text, requests } = await talk(
        wire,
        () => wire.beginning("half", [], ending),
      );
      assert.deepEqual([text, failure?.failure, requests.length], ["half", "network", 1]);
    });
  }

  for (const [name, chunk] of Object.entries(wire.malformed)) {
    Deno.test(`${provider} fails with bad_response on a chunk with ${name}`, async () => {
      const { failure, text } = await talk(wire, () => wire.beginning("half", [chunk]));
      assert.deepEqual([text, failure?.failure], ["half", "bad_response"]);
    });
  }

  Deno.test(`${provider} understands an error that arrives inside the stream`, async () => {
    const { failure, text } = await talk(
      wire,
      () => wire.beginning("half", [wire.overloadedEvent]),
    );
    assert.deepEqual([text, failure?.failure], ["half", "overloaded"]);
  });

  Deno.test(`${provider} fails with network where nothing listens`, async () => {
    const closed = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const baseUrl = `http://127.0.0.1:${closed.addr.port}`;
    closed.close();
    const model = wire.create({ apiKey: KEY, baseUrl, maxRetries: 0 });
    const stream = model.stream(REQUEST, new AbortController().signal);
    await assert.rejects(Array.fromAsync(stream), { failure: "network" });
  });

  Deno.test(`${provider} fails with timeout when the first byte is late, and cancels upstream`, async () => {
    const { failure } = await talk(wire, () => SILENCE, {
      firstByteTimeoutMs: 300,
      untilCancelled: true,
    });
    assert.equal(failure?.failure, "timeout");
  });

  Deno.test(`${provider} fails with timeout when the stream falls silent, and cancels upstream`, async () => {
    const { failure, text } = await talk(wire, () => wire.beginning("half", [], "hang"), {
      idleTimeoutMs: 30,
      untilCancelled: true,
    });
    assert.deepEqual([text, failure?.failure], ["half", "timeout"]);
  });

  Deno.test(`${provider} fails with auth on a key that cannot stand in a header`, async () => {
    await using server = await wire.start(() => SILENCE);
    const model = wire.create({ apiKey: `${KEY}\nX: 1`, baseUrl: server.baseUrl });
    const stream = model.stream(REQUEST, new AbortController().signal);
    await assert.rejects(Array.fromAsync(stream), { failure: "auth" });
    assert.equal(server.requests.length, 0);
  });
}

function testCancelling(wire: Wire): void {
  const { provider } = wire;

  Deno.test(`${provider} cancels upstream when the reader leaves before the first byte`, async () => {
    await using server = await wire.start(() => SILENCE);
    const model = wire.create({ apiKey: KEY, baseUrl: server.baseUrl });
    const arrived = server.nextRequest();
    const reader = new AbortController();
    const reason = new Error("left");
    const streaming = assert.rejects(Array.fromAsync(model.stream(REQUEST, reader.signal)), reason);
    const seen = await arrived;
    reader.abort(reason);
    await streaming;
    await seen.cancelled;
  });

  Deno.test(`${provider} cancels upstream when the reader stops in the middle`, async () => {
    await using server = await wire.start(() => wire.beginning("half", [], "hang"));
    const model = wire.create({ apiKey: KEY, baseUrl: server.baseUrl });
    for await (const delta of model.stream(REQUEST, new AbortController().signal)) {
      assert.deepEqual(delta, { type: "text", text: "half" });
      break;
    }
    await server.requests[0]?.cancelled;
  });

  Deno.test(`${provider} asks nothing of the network when the signal is aborted already`, async () => {
    await using server = await wire.start(() => wire.refusal(500));
    const model = wire.create({ apiKey: KEY, baseUrl: server.baseUrl });
    const stream = model.stream(REQUEST, AbortSignal.abort(new Error("gone")));
    await assert.rejects(Array.fromAsync(stream), { message: "gone" });
    assert.equal(server.requests.length, 0);
  });

  Deno.test(`${provider} stops waiting for its next try when the reader leaves`, async () => {
    await using server = await wire.start(() => wire.refusal(503));
    const reader = new AbortController();
    const model = wire.create({
      apiKey: KEY,
      baseUrl: server.baseUrl,
      random: () => {
        queueMicrotask(() => reader.abort(new Error("left")));
        return 1e6;
      },
    });
    await assert.rejects(Array.fromAsync(model.stream(REQUEST, reader.signal)), {
      message: "left",
    });
    assert.equal(server.requests.length, 1);
  });
}
