import assert from "node:assert/strict";
import { createFallbackModel, type FallbackOptions } from "@/lib/ai/fallback.ts";
import {
  type ChatDelta,
  type ChatFailure,
  type ChatModel,
  ChatModelError,
} from "@/lib/ai/model.ts";
import { REQUEST } from "@/lib/ai/testing/provider_suite.ts";

interface Fake extends ChatModel {
  asked: number;
}

/** A model that says its name, or fails: before the first word, or after it. */
function fake(
  provider: string,
  trouble: { failure: ChatFailure; after?: boolean; retryAfterS?: number } | null = null,
): Fake {
  const model: Fake = {
    provider,
    model: "m",
    asked: 0,
    async *stream(_request, signal) {
      model.asked++;
      await Promise.resolve();
      signal.throwIfAborted();
      if (trouble === null || trouble.after) yield { type: "text", text: provider };
      if (trouble) throw new ChatModelError(trouble.failure, "No", trouble.retryAfterS ?? null);
      yield { type: "finish", reason: "stop" };
    },
  };
  return model;
}

function listOf(models: ChatModel[], options: Partial<FallbackOptions> = {}) {
  return createFallbackModel(models, { now: () => 0, rests: new Map(), ...options });
}

async function say(model: ChatModel, signal = new AbortController().signal): Promise<ChatDelta[]> {
  return await Array.fromAsync(model.stream(REQUEST, signal));
}

Deno.test("createFallbackModel() leaves the second alone while the first answers", async () => {
  const [a, b] = [fake("a"), fake("b")];
  const list = listOf([a, b]);
  assert.deepEqual(await say(list), [
    { type: "text", text: "a" },
    { type: "finish", reason: "stop" },
  ]);
  assert.deepEqual([a.asked, b.asked, list.provider], [1, 0, "a"]);
});

for (
  const failure of ["quota", "network", "timeout", "auth", "overloaded", "bad_response"] as const
) {
  Deno.test(`createFallbackModel() lets the next answer on ${failure}, and says so first`, async () => {
    assert.deepEqual(await say(listOf([fake("a", { failure }), fake("b")])), [
      { type: "takeover", madeBy: "b/m" },
      { type: "text", text: "b" },
      { type: "finish", reason: "stop" },
    ]);
  });
}

Deno.test("createFallbackModel() shows a blocked prompt to nobody else", async () => {
  const next = fake("b");
  await assert.rejects(say(listOf([fake("a", { failure: "blocked" }), next])), {
    failure: "blocked",
  });
  assert.equal(next.asked, 0);
});

Deno.test("createFallbackModel() does not start over once something was said", async () => {
  const next = fake("b");
  const list = listOf([fake("a", { failure: "network", after: true }), next]);
  const seen: ChatDelta[] = [];
  await assert.rejects(async () => {
    for await (const delta of list.stream(REQUEST, new AbortController().signal)) seen.push(delta);
  }, { failure: "network" });
  assert.deepEqual(seen, [{ type: "text", text: "a" }]);
  assert.equal(next.asked, 0);
});

Deno.test("createFallbackModel() fails as the last one does", async () => {
  const list = listOf([fake("a", { failure: "quota" }), fake("b", { failure: "timeout" })]);
  await assert.rejects(say(list), { failure: "timeout" });
});

Deno.test("createFallbackModel() asks one that failed last for 30 seconds, in every list it stands in", async () => {
  let nowMs = 0;
  const [a, b] = [fake("a", { failure: "timeout" }), fake("b")];
  const rests = new Map<string, number>();
  const one = listOf([a, b], { now: () => nowMs, rests });
  const other = listOf([a, b], { now: () => nowMs, rests });
  await say(one);
  await say(other);
  assert.deepEqual([a.asked, b.asked], [1, 2]);
  nowMs = 30_001;
  await say(other);
  assert.deepEqual([a.asked, b.asked], [2, 3]);
});

Deno.test("createFallbackModel() lets one rest as long as it asks for, up to ten minutes", async () => {
  let nowMs = 0;
  const a = fake("a", { failure: "quota", retryAfterS: 86_400 });
  const list = listOf([a, fake("b")], { now: () => nowMs });
  await say(list);
  nowMs = 599_000;
  await say(list);
  assert.equal(a.asked, 1);
  nowMs = 601_000;
  await say(list);
  assert.equal(a.asked, 2);
});

Deno.test("createFallbackModel() asks one that rests where no other is left", async () => {
  const list = listOf([fake("a", { failure: "quota" })]);
  await assert.rejects(say(list), { failure: "quota" });
  await assert.rejects(say(list), { failure: "quota" });
});

Deno.test("createFallbackModel() asks nobody else when the reader has left", async () => {
  const next = fake("b");
  const left = AbortSignal.abort(new Error("left"));
  await assert.rejects(say(listOf([fake("a"), next]), left), { message: "left" });
  assert.equal(next.asked, 0);
});
