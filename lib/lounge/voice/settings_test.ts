import assert from "node:assert/strict";
import {
  DEFAULT_VOICE,
  readVoiceSettings,
  writeVoiceSettings,
} from "@/lib/lounge/voice/settings.ts";

function drawer(text: string | null = null) {
  let kept = text;
  return { getItem: () => kept, setItem: (_: string, value: string) => void (kept = value) };
}

Deno.test("what was chosen is read back", () => {
  const one = drawer();
  const chosen = { mode: "push", device: "mic", volumes: { ann: 0.5 }, blocked: ["ben"] } as const;
  writeVoiceSettings(one, chosen);
  assert.deepEqual(readVoiceSettings(one), chosen);
});

Deno.test("what cannot be read is as it comes", () => {
  const closed = {
    getItem(): string {
      throw new Error("not allowed");
    },
    setItem() {
      throw new Error("not allowed");
    },
  };
  writeVoiceSettings(closed, DEFAULT_VOICE);
  for (const one of [null, closed, drawer(), drawer("{"), drawer("7"), drawer("null")]) {
    assert.deepEqual(readVoiceSettings(one), DEFAULT_VOICE);
  }
  const odd = drawer(
    `{"mode":"shout","device":4,"volumes":{"a":9,"b":"x","c":1},"blocked":[1,"z"]}`,
  );
  assert.deepEqual(readVoiceSettings(odd), {
    mode: "open",
    device: null,
    volumes: { c: 1 },
    blocked: ["z"],
  });
});

Deno.test("no more people are kept than fit", () => {
  const one = drawer();
  const volumes = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`p${n}`, 1]));
  writeVoiceSettings(one, { ...DEFAULT_VOICE, volumes });
  const kept = Object.keys(readVoiceSettings(one).volumes);
  assert.equal(kept.length, 200);
  assert(kept.includes("p499"));
});
