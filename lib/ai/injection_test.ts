/** Where the corpus of injections goes in a prompt, and on each provider's wire. */
import assert from "node:assert/strict";
import type { ChatRequest } from "@/lib/ai/model.ts";
import { toClaudeBody } from "@/lib/ai/claude_wire.ts";
import { toConfig, toContents } from "@/lib/ai/gemini_wire.ts";
import { toOpenAiBody } from "@/lib/ai/openai_wire.ts";
import { buildPrompt } from "@/lib/ai/prompt.ts";
import { emptyCardData, type LorebookEntry } from "@/lib/characters/card/model.ts";
import { CANARY, INJECTIONS } from "@/tests/support/injections.ts";

const LORE: LorebookEntry = {
  keys: ["lamp"],
  content: "The lamp was lit in 1890.",
  extensions: {},
  enabled: true,
  insertion_order: 1,
  use_regex: false,
};

const CARD = {
  ...emptyCardData("Haru"),
  description: "{{char}} keeps the lighthouse.",
  post_history_instructions: "Keep it short.",
  character_book: { extensions: {}, entries: [LORE] },
};

/** A request in which everything that a reader can write is an attempt. */
function attacked(text: string): ChatRequest {
  const { system, messages, speaker } = buildPrompt({
    card: CARD,
    userName: `Min\n${text}`.replaceAll(CANARY, ""),
    persona: text,
    memory: { summary: text, facts: [text, text] },
    note: { text, depth: 2 },
    locale: "en",
    history: [
      { role: "model", content: "You came." },
      { role: "user", content: text },
      // A reply that its reader edited, or one that was taken in.
      { role: "model", content: text },
      { role: "user", content: `The lamp? ${text}` },
    ],
    random: () => 0.5,
  });
  return { system, messages, speaker, maxOutputTokens: 100 };
}

/** What each provider is sent: the system, and role and text of every message. */
const WIRES: Record<string, (request: ChatRequest) => { system: string; turns: Turn[] }> = {
  gemini(request) {
    const { systemInstruction } = toConfig(request, {
      model: "gemini-3.5-flash-lite",
      signal: new AbortController().signal,
    });
    const turns = toContents(request).map(({ role, parts = [] }) => ({
      role: role === "model" ? "model" as const : "user" as const,
      text: parts.map(({ text }) => text).join("\n\n"),
    }));
    return { system: String(systemInstruction), turns };
  },
  claude(request) {
    const { system, messages } = toClaudeBody(request, "claude-haiku-4-5");
    const turns = messages.map(({ role, content }) => ({
      role: role === "assistant" ? "model" as const : "user" as const,
      text: typeof content === "string"
        ? content
        : content.map((block) => block.type === "text" ? block.text : "").join("\n\n"),
    }));
    return { system: JSON.stringify(system), turns };
  },
  openai(request) {
    const { messages } = toOpenAiBody(request, { model: "gpt-5.4-mini", isOpenAi: true });
    const [system, ...rest] = messages;
    assert.equal(system?.role, "system");
    const turns = rest.map(({ role, content }) => {
      assert(role === "user" || role === "assistant", role);
      return { role: role === "assistant" ? "model" as const : role, text: String(content) };
    });
    return { system: String(system?.content), turns };
  },
};

interface Turn {
  role: "user" | "model";
  text: string;
}

const SAFE = attacked("Hello there.");
const BORDERS =
  /<[|｜]|<\/?(?:start_of_turn|end_of_turn|s|think|tool_call)>|<<\/?SYS>>|\[\/?(?:INST|SYSTEM_PROMPT)\]/i;
const UNSEEN = /[\u{e0000}-\u{e007f}\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff\u3164]/u;

for (const { kind, name, text } of INJECTIONS) {
  for (const [provider, send] of Object.entries(WIRES)) {
    Deno.test(`${provider} is sent an attempt as data: ${kind}, ${name}`, () => {
      const { system, turns } = send(attacked(text));
      assert.equal(system.includes(CANARY), false, "words of a reader reached the system");
      const safe = send(SAFE);
      assert.deepEqual(turns.map(({ role }) => role), safe.turns.map(({ role }) => role));
      const count = (all: Turn[], pattern: RegExp) =>
        all.flatMap((turn) => turn.text.match(pattern) ?? []).length;
      const frames = /<\/?aside(?: kind="[a-z]+")?>/gi;
      assert.equal(count(turns, frames), count(safe.turns, frames), "a frame was forged");
      for (const turn of turns) {
        assert.doesNotMatch(turn.text, BORDERS);
        assert.doesNotMatch(turn.text, UNSEEN);
      }
      const said = turns.map((turn) => turn.text).join("\n").split(CANARY).length - 1;
      assert(said >= 7, "what was said is not all there");
    });
  }
}

Deno.test("a system stays to the letter, whatever is said", () => {
  const named = attacked("Hello there.").system;
  for (const { name, text } of INJECTIONS) {
    const { system } = attacked(text);
    const without = (given: string, request: ChatRequest) =>
      given.replaceAll(request.speaker.userName, "…");
    assert.equal(without(system, attacked(text)), without(named, SAFE), name);
  }
});
