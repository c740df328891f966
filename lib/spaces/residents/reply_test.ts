/** One reply, from a model's deltas to what is kept. */
import assert from "node:assert/strict";
import type { ChatDelta, ChatModel, Emotion } from "@/lib/ai/model.ts";
import { emptyCardData } from "@/lib/characters/card/model.ts";
import { createLog } from "@/lib/log.ts";
import { inShort, MAX_REPLY_CHARS, writeReply } from "@/lib/spaces/residents/reply.ts";
import { scriptedModel } from "@/tests/support/scripted_model.ts";

const request = {
  system: "",
  messages: [{ role: "user" as const, content: "안녕" }],
  maxOutputTokens: 100,
  speaker: { card: emptyCardData("소담"), userName: "민수", locale: "ko" as const },
};

/** A model that says these pieces and ends. */
function saying(pieces: readonly string[]): ChatModel {
  return {
    provider: "test",
    model: "pieces",
    async *stream(): AsyncGenerator<ChatDelta> {
      for (const text of pieces) yield { type: "text", text };
      yield { type: "finish", reason: "stop" };
    },
  };
}

async function write(model: ChatModel, change: Partial<Parameters<typeof writeReply>[0]> = {}) {
  const faces: Emotion[] = [];
  const reply = await writeReply({
    model,
    request,
    callName: "소담",
    tell: () => Promise.resolve(true),
    feel: (emotion) => void faces.push(emotion),
    signal: new AbortController().signal,
    log: createLog({ level: "silent" }),
    pauseMs: 0,
    ...change,
  });
  return { reply, faces };
}

for (
  const [name, pieces, expected] of [
    ["as it came", ["안녕", "하세요."], "안녕하세요."],
    ["without the name before it", ["소담: 안녕하세요."], "안녕하세요."],
    ["without a name in pieces", ["소", "담", ":", " 안녕."], "안녕."],
    ["without a name behind the tag", ["[emotion:smile]", " 소담:", "안녕."], "안녕."],
    ["with a name that belongs to it", ["소담이라고 ", "해요."], "소담이라고 해요."],
    ["where it is no longer than the name", ["소담"], "소담"],
    ["where it is nothing", ["[emotion:sad]  "], null],
    ["where there is nothing", [], null],
  ] as const
) {
  Deno.test(`writeReply() keeps a reply ${name}`, async () => {
    assert.equal((await write(saying(pieces))).reply.text, expected);
  });
}

Deno.test("writeReply() tells each face once, and keeps the last", async () => {
  const { reply, faces } = await write(saying(["[emotion:shy]음… ", "[emotion:smile]좋아요."]));
  assert.deepEqual(faces, ["shy", "smile"]);
  assert.equal(reply.emotion, "smile");
  assert.equal(reply.text, "음… 좋아요.");
});

Deno.test("writeReply() estimates what a provider did not count, and takes what it did", async () => {
  const { reply } = await write(saying(["안녕하세요."]));
  assert(reply.usage && reply.usage.promptTokens > 0 && reply.usage.outputTokens > 0);
});

Deno.test("writeReply() stops a model that writes a novel", async () => {
  const model = scriptedModel();
  const writing = write(model.model);
  const asked = await model.asked();
  asked.text("한 문장이에요. ".repeat(200));
  const { reply } = await writing;
  assert.deepEqual(model.aborts, ["full"]);
  assert(reply.text && reply.text.length <= MAX_REPLY_CHARS && reply.text.endsWith("요."));
  assert.equal(reply.unwanted, false);
});

Deno.test("writeReply() ends unwanted where it is told so, and where its signal aborts", async () => {
  const model = scriptedModel();
  const writing = write(model.model, { tell: () => Promise.resolve(false) });
  (await model.asked()).text("안녕");
  assert.equal((await writing).reply.unwanted, true);
  assert.deepEqual(model.aborts, ["unwanted"]);

  const aborted = AbortSignal.abort();
  assert.equal((await write(scriptedModel().model, { signal: aborted })).reply.unwanted, true);
});

Deno.test("writeReply() ends unwanted where the store refuses its words", async () => {
  const model = scriptedModel();
  const writing = write(model.model, { tell: () => Promise.reject(new Error("store")) });
  (await model.asked()).text("안녕");
  assert.equal((await writing).reply.unwanted, true);
});

for (
  const [name, text, broken, expected] of [
    ["a whole reply", " 네. 그래요. ", false, "네. 그래요."],
    ["a reply without a full stop", "그러게 말이야", false, "그러게 말이야"],
    ["the whole sentences of a broken one", "네. 그래요. 그런데 말", true, "네. 그래요."],
    ["nothing of a broken one without any", "그런데 말", true, null],
    ["the end of an action", "*웃는다* 그리고", true, "*웃는다*"],
  ] as const
) {
  Deno.test(`inShort() keeps ${name}`, () => {
    assert.equal(inShort(text, broken), expected);
  });
}

Deno.test("inShort() cuts a sentence without an end, and no character in half", () => {
  const cut = inShort("😀".repeat(MAX_REPLY_CHARS), false);
  assert(cut && cut.length <= MAX_REPLY_CHARS && cut.endsWith("…") && cut.isWellFormed());
});
