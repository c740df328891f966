import assert from "node:assert/strict";
import { estimateTokens } from "@/lib/ai/tokens.ts";

/** Counted once with npm gpt-tokenizer 3, encoding o200k_base. */
const COUNTED: readonly [text: string, tokens: number][] = [
  ["안녕하세요! 오늘은 날씨가 참 좋네요. 같이 산책하러 갈래요?", 21],
  ["나는 바닷가 마을의 등대지기야. 할머니가 남긴 낡은 노트를 읽으며 별의 이름을 외우고 있어.", 34],
  ["*창밖을 바라보며 조용히 웃는다.* 그래서, 넌 어디에서 왔어? 먼 길이었을 텐데.", 32],
  ["서울 지하철 2호선은 1980년에 개통되었으며, 하루 평균 약 200만 명이 이용한다.", 30],
  ["ㅋㅋㅋ 진짜? 대박이다 ㅠㅠ 나도 가고 싶었는데", 18],
  ["Hello there! The weather is lovely today. Would you like to go for a walk?", 18],
  [
    "I keep the lighthouse at the edge of a small village, learning the names of stars from my grandmother's old notebook.",
    24,
  ],
  [
    "*looks out of the window and smiles quietly* So where did you come from? It must have been a long way.",
    25,
  ],
  ["Seoul's subway line 2 opened in 1980 and carries about 2,000,000 passengers per day.", 25],
  ["lol no way!! i wanted to go too :(", 10],
  ["👋🏽😊 hi! 😂😂", 9],
];

for (const [text, tokens] of COUNTED) {
  Deno.test(`estimateTokens() is within 25 % of a real tokenizer: ${text.slice(0, 20)}`, () => {
    const ratio = estimateTokens(text) / tokens;
    assert.ok(ratio >= 0.75 && ratio <= 1.25, `ratio ${ratio}`);
  });
}

Deno.test("estimateTokens() is 0 for nothing and grows with the text", () => {
  assert.equal(estimateTokens(""), 0);
  assert.ok(estimateTokens("a") > 0);
  assert.ok(estimateTokens("가".repeat(1000)) > estimateTokens("가".repeat(500)));
});

Deno.test("estimateTokens() counts lone surrogates and control characters", () => {
  assert.ok(estimateTokens("\ud800\u0007") > 0);
});
