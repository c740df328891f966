import assert from "node:assert/strict";
import { callActionOf, type CallKeyPress, EMOTION_KEYS } from "@/lib/calls/page/keyboard.ts";
import { EXPRESSIONS } from "@/lib/avatar/parts.ts";

const press = (rest: Partial<CallKeyPress>): CallKeyPress => ({
  code: "",
  key: "",
  shift: false,
  modified: false,
  repeat: false,
  composing: false,
  writing: false,
  enabled: true,
  ...rest,
});

Deno.test("keys 1 to 8 are the eight emotions, each once", () => {
  const chosen = [1, 2, 3, 4, 5, 6, 7, 8].map((n) =>
    callActionOf(press({ code: `Digit${n}`, key: String(n) }))
  );
  assert.deepEqual(chosen, EMOTION_KEYS.map((emotion) => ({ type: "emotion", emotion })));
  assert.deepEqual([...EMOTION_KEYS].sort(), EXPRESSIONS.map(({ key }) => key).sort());
  assert.equal(callActionOf(press({ code: "Digit9", key: "9" })), null);
  assert.deepEqual(callActionOf(press({ code: "Numpad3", key: "3" })), {
    type: "emotion",
    emotion: "laugh",
  });
});

Deno.test("a letter is told by its place, whatever a Korean keyboard writes with it", () => {
  assert.deepEqual(callActionOf(press({ code: "KeyM", key: "ㅡ" })), { type: "microphone" });
});

Deno.test("letters are letters where one writes, and Escape closes even there", () => {
  assert.equal(callActionOf(press({ code: "KeyM", key: "m", writing: true })), null);
  assert.deepEqual(callActionOf(press({ code: "Escape", key: "Escape", writing: true })), {
    type: "close",
  });
});

Deno.test("hanging up takes two keys, and a held key does nothing twice", () => {
  assert.equal(callActionOf(press({ code: "KeyQ", key: "q" })), null);
  assert.deepEqual(callActionOf(press({ code: "KeyQ", key: "Q", shift: true })), {
    type: "leave",
  });
  assert.equal(callActionOf(press({ code: "KeyM", key: "m", repeat: true })), null);
});

Deno.test("keys of the browser, of a syllable being written, and turned-off keys are let be", () => {
  for (const off of [{ modified: true }, { composing: true }, { enabled: false }]) {
    assert.equal(callActionOf(press({ code: "KeyM", key: "m", ...off })), null);
  }
});
