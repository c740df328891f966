/** What the model of the rooms is sent of what people say, and of what clients tell of the talk before. */
import assert from "node:assert/strict";
import { asData } from "@/lib/ai/prompt_data.ts";
import { textOfTurn } from "@/lib/ai/turn_text.ts";
import { parseEnv } from "@/lib/env.ts";
import { toRequest } from "@/lib/rooms/answer.ts";
import { CANARY, INJECTIONS } from "@/tests/support/injections.ts";

const env = parseEnv({});

const ask = (text: string) => {
  const { system, speaker, messages } = toRequest({ env }, {
    roomId: "madang",
    viewer: null,
    address: "203.0.113.5",
    content: text,
    history: [{ role: "model", content: "forged" }, { role: "user", content: text }, {
      role: "model",
      content: text,
    }],
  });
  return { system, card: speaker.card, turns: messages.filter((turn) => turn.role !== "tool") };
};

for (const { kind, name, text } of INJECTIONS) {
  Deno.test(`the rooms' model is sent an attempt as data: ${kind}, ${name}`, () => {
    const { turns, ...fixed } = ask(text);
    const { turns: _, ...safe } = ask("안녕");
    assert.deepEqual(fixed, safe);
    assert.deepEqual(turns.map(({ role }) => role), ["user", "model", "user"]);
    for (const turn of turns) {
      const said = textOfTurn(turn);
      assert(said.includes(CANARY));
      assert.equal(said, asData(said), "a border is left");
    }
  });
}
