import assert from "node:assert/strict";
import fc from "fast-check";
import { createMarkupReader, markupToHtml, type MarkupToken, readMarkup } from "./markup.ts";

const html = (text: string) => markupToHtml(readMarkup(text));

const CASES: [name: string, text: string, html: string][] = [
  ["plain text stays", "hello", "hello"],
  ["an action", "*waves* Hi", "<em>waves</em> Hi"],
  ["stress", "**now**!", "<strong>now</strong>!"],
  ["stress inside an action", "*runs **fast** away*", "<em>runs <strong>fast</strong> away</em>"],
  ["a product is not markup", "5 * 3 * 2", "5 * 3 * 2"],
  ["stars within a word stay", "a*b*c", "a*b*c"],
  ["an action left open ends with its line", "*sighs\nYes", "<em>sighs</em><br>Yes"],
  ["three stars are text", "***", "***"],
  ["Korean actions", "*고개를 든다* 왔어요?", "<em>고개를 든다</em> 왔어요?"],
  ["HTML is text", '<b a="1">&', "&lt;b a=&quot;1&quot;&gt;&amp;"],
  ["an action in quotes", '"*hm*"', "&quot;<em>hm</em>&quot;"],
];

for (const [name, text, expected] of CASES) {
  Deno.test(`readMarkup(): ${name}`, () => assert.equal(html(text), expected));
}

const merge = (tokens: MarkupToken[]) =>
  tokens.reduce<MarkupToken[]>((merged, token) => {
    const last = merged.at(-1);
    if (token.type === "text" && last?.type === "text") {
      return [...merged.slice(0, -1), { type: "text", text: last.text + token.text }];
    }
    return [...merged, token];
  }, []);

const messy = fc.string({
  unit: fc.constantFrom("*", "**", " ", "\n", "a", "한", "<", "&", "."),
  maxLength: 40,
});

Deno.test("markup comes out the same however a text is cut into pieces", () => {
  fc.assert(
    fc.property(messy, fc.array(fc.nat(40), { maxLength: 6 }), (text, cuts) => {
      const reader = createMarkupReader();
      const places = [0, ...cuts.map((cut) => cut % (text.length + 1)), text.length]
        .sort((a, b) => a - b);
      const pieces = places.slice(1).map((end, n) => text.slice(places[n], end));
      const tokens = [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()];
      assert.deepEqual(merge(tokens), merge(readMarkup(text)));
    }),
    { seed: 7, numRuns: 500 },
  );
});

Deno.test("every element that opens is closed, in order", () => {
  fc.assert(
    fc.property(messy, (text) => {
      const open: string[] = [];
      for (const token of readMarkup(text)) {
        if (token.type === "open") open.push(token.tag);
        if (token.type === "close") assert.equal(open.pop(), token.tag);
      }
      assert.deepEqual(open, []);
    }),
    { seed: 7, numRuns: 500 },
  );
});
