/** What of a reply among several is its speaker's own. */
import assert from "node:assert/strict";
import { createOwnWords } from "@/lib/ai/own_words.ts";

const NAMES = { own: ["하루", "Haru Kim"], others: ["소라", "Ann", "하루살이"] };

const CASES: readonly [name: string, text: string, own: string, over: boolean][] = [
  ["is left as it is", "안녕! 잘 지냈어?", "안녕! 잘 지냈어?", false],
  ["loses its speaker's name", "하루: 안녕!", "안녕!", false],
  ["loses a name of two words in bold", "**Haru Kim**: Hello.", "Hello.", false],
  ["loses a name in brackets and with a wide colon", "[하루]： 안녕!", "안녕!", false],
  ["loses its name at each line", "하루: 하나\n\n하루: 둘", "하나\n\n둘", false],
  ["ends where another begins", "안녕!\n\n소라: 나도!\n하루: 응", "안녕!", true],
  ["ends where the reader is spoken for", "Hi.\nAnn: hello", "Hi.", true],
  ["ends before it begins where it is another's", "소라: 안녕!", "", true],
  ["tells one name from a longer one", "안녕\n하루살이: 왔어", "안녕", true],
  [
    "speaks of others",
    "소라가 그랬어: 비가 온대.\n소라 말이 맞아.",
    "소라가 그랬어: 비가 온대.\n소라 말이 맞아.",
    false,
  ],
  ["has colons of its own", "할 일: 빨래, 청소", "할 일: 빨래, 청소", false],
  ["ends in a name", "누구였더라\n소라", "누구였더라\n소라", false],
  ["keeps its blank lines", "하나\n\n\n  둘\n", "하나\n\n\n  둘\n", false],
];

for (const [name, text, own, over] of CASES) {
  for (const size of [1, 2, 5, text.length]) {
    Deno.test(`a reply in pieces of ${size} ${name}`, () => {
      const words = createOwnWords(NAMES);
      let said = "";
      for (let at = 0; at < text.length; at += size) said += words.push(text.slice(at, at + size));
      said += words.end();
      assert.equal(said, own);
      assert.equal(words.over, over);
    });
  }
}

Deno.test("what cannot become a name is not held back", () => {
  const words = createOwnWords(NAMES);
  assert.equal(words.push("소"), "");
  assert.equal(words.push("나기가"), "소나기가");
  assert.equal(words.push(" 온다"), " 온다");
  assert.equal(words.push("\n"), "");
  assert.equal(words.push("비"), "\n비");
});
