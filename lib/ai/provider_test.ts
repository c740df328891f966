import assert from "node:assert/strict";
import { type ChatModelSettings, createChatModel } from "@/lib/ai/provider.ts";

const CHOICES: readonly [name: string, settings: ChatModelSettings, provider: string][] = [
  ["nothing set", {}, "demo"],
  ["a key", { geminiApiKey: "k" }, "gemini"],
  ["an empty key", { geminiApiKey: "" }, "demo"],
  ["a key, but demo asked for", { geminiApiKey: "k", provider: "demo" }, "demo"],
];
for (const [name, settings, provider] of CHOICES) {
  Deno.test(`createChatModel() takes ${provider} with ${name}`, () => {
    assert.equal(createChatModel(settings).provider, provider);
  });
}

Deno.test("createChatModel() names Gemini's model", () => {
  assert.equal(createChatModel({ geminiApiKey: "k" }).model, "gemini-2.5-flash");
  const named = createChatModel({ geminiApiKey: "k", chatModel: "gemini-2.5-pro" });
  assert.equal(named.model, "gemini-2.5-pro");
});

Deno.test("createChatModel() refuses Gemini without a key", () => {
  assert.throws(() => createChatModel({ provider: "gemini" }), /GEMINI_API_KEY/);
});
