/**
 * The SDKs of Claude and OpenAI send what `ANTHROPIC_CUSTOM_HEADERS` and `OPENAI_CUSTOM_HEADERS` say, for gateways that ask
 * for a header of their own. That is left as it is: who sets one wants it sent. It may go there and nowhere else.
 */
import assert from "node:assert/strict";
import { createClaudeModel } from "@/lib/ai/claude.ts";
import { type ChatModel, ChatModelError } from "@/lib/ai/model.ts";
import { createOpenAiModel } from "@/lib/ai/openai.ts";
import * as claude from "@/lib/ai/testing/claude_loopback.ts";
import * as openai from "@/lib/ai/testing/openai_loopback.ts";
import { emptyCardData } from "@/lib/characters/card/model.ts";

const CANARY = "canary-of-a-gateway";
const KEY = "canary-of-a-key";

async function say(model: ChatModel): Promise<unknown> {
  const stream = model.stream({
    system: "",
    messages: [{ role: "user", content: "Hello" }],
    maxOutputTokens: 10,
    speaker: { card: emptyCardData("Haru"), userName: "Ann", locale: "en" },
  }, new AbortController().signal);
  try {
    return await Array.fromAsync(stream);
  } catch (error) {
    return error;
  }
}

const PROVIDERS = [
  {
    name: "ANTHROPIC_CUSTOM_HEADERS",
    start: () => claude.startClaude(() => claude.errorAnswer(401, "authentication_error")),
    create: (baseUrl: string) => createClaudeModel({ apiKey: KEY, baseUrl }),
  },
  {
    name: "OPENAI_CUSTOM_HEADERS",
    start: () => openai.startOpenAi(() => openai.errorAnswer(401, "invalid_api_key")),
    create: (baseUrl: string) => createOpenAiModel({ apiKey: KEY, baseUrl, model: "m" }),
  },
] as const;

for (const { name, start, create } of PROVIDERS) {
  Deno.test(`${name} reach the provider, and nothing that is said of its failure`, async () => {
    Deno.env.set(name, `X-Gateway: ${CANARY}`);
    try {
      await using server = await start();
      const error = await say(create(server.baseUrl));
      assert.equal(server.requests[0]?.headers["x-gateway"], CANARY);
      assert(error instanceof ChatModelError && error.failure === "auth");
      for (const secret of [CANARY, KEY]) {
        assert(!Deno.inspect(error, { depth: 10, showHidden: true }).includes(secret));
        assert(!`${error.stack} ${String(error.cause)} ${JSON.stringify(error)}`.includes(secret));
      }
    } finally {
      Deno.env.delete(name);
    }
  });
}
