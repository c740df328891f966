/** What the assistant's model is sent of what people say. */
import assert from "node:assert/strict";
import { asData } from "@/lib/ai/prompt_data.ts";
import { textOfTurn } from "@/lib/ai/turn_text.ts";
import type { ChatLine } from "@/lib/assistant/model.ts";
import { buildRequest } from "@/lib/assistant/prompt.ts";
import { CANARY, INJECTIONS } from "@/tests/support/injections.ts";

const line = (n: number, sender: ChatLine["sender"], content: string): ChatLine => ({
  v: 1,
  id: `l${n}`,
  n,
  sessionId: "s",
  sender,
  content,
  createdAtMs: n,
});

const ask = (text: string) =>
  buildRequest([line(1, "user", text), line(2, "assistant", text), line(3, "user", text)], {
    maxOutputTokens: 100,
  });

for (const { kind, name, text } of INJECTIONS) {
  Deno.test(`the assistant is sent an attempt as data: ${kind}, ${name}`, () => {
    const { system, messages, speaker } = ask(text);
    assert.deepEqual([system, speaker.card], [ask("안녕").system, ask("안녕").speaker.card]);
    assert.deepEqual(messages.map(({ role }) => role), ["user", "model", "user"]);
    for (const turn of messages) {
      const said = textOfTurn(turn);
      assert(said.includes(CANARY));
      assert.equal(said, asData(said), "a border is left");
    }
  });
}
