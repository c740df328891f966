import assert from "node:assert/strict";
import { keysOf } from "@/lib/stories/people/lore_keys.ts";

Deno.test("keysOf() takes words without their particles, so that a question finds them", () => {
  const [keys] = keysOf(["본석은 수신기의 전원을 내리라고 명령했다"]);
  assert(keys?.includes("수신기") && keys.includes("전원") && keys.includes("본석"));
});

Deno.test("keysOf() leaves out what many texts share, and words that tell nothing", () => {
  const keys = keysOf([
    "The lamp on the pier",
    "The lamp in the hall",
    "The lamp by the door",
    "The lamp and what they said about the harbour",
  ]);
  assert(keys.every((each) => !each.includes("lamp") && !each.includes("the")));
  assert.deepEqual(keys[3], ["harbour"]);
});

Deno.test("keysOf() gives a text no more than eight, the rarest first", () => {
  const words = Array.from({ length: 20 }, (_, n) => `word${n}`);
  const [first] = keysOf([words.join(" "), "word0 word1"]);
  assert.equal(first?.length, 8);
  assert(!first?.includes("word0"));
});
