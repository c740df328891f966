import assert from "node:assert/strict";
import { parseExamples } from "@/lib/ai/examples.ts";

const NAMES = { char: "하루", user: "민지", aliases: ["한하루"] };

Deno.test("parseExamples() reads blocks, speakers and lines that go on", () => {
  const source = `<START>
{{user}}: 안녕?
{{char}}: *웃는다*
어서 와, {{user}}!
<start>
한하루: 오늘은 조용하네.`;
  assert.deepEqual(parseExamples(source, NAMES), [
    {
      text: "민지: 안녕?\n하루: *웃는다*\n어서 와, 민지!",
      turns: [
        { role: "user", content: "안녕?" },
        { role: "model", content: "*웃는다*\n어서 와, 민지!" },
      ],
    },
    { text: "한하루: 오늘은 조용하네.", turns: [{ role: "model", content: "오늘은 조용하네." }] },
  ]);
});

Deno.test("parseExamples() takes text without a speaker as the character's", () => {
  assert.deepEqual(parseExamples("Note: the sea is calm.", NAMES)[0]?.turns, [
    { role: "model", content: "Note: the sea is calm." },
  ]);
});

Deno.test("parseExamples() gives nothing for nothing", () => {
  assert.deepEqual(parseExamples("", NAMES), []);
  assert.deepEqual(parseExamples("<START>\n<START>\n", NAMES), []);
});
