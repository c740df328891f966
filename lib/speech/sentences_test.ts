/** Sentences of streaming words, as they are said. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { estimateMs } from "@/lib/speech/pace.ts";
import { createSentenceReader, type SentenceOptions } from "@/lib/speech/sentences.ts";
import { speakable } from "@/lib/speech/speakable.ts";

function readAll(chunks: readonly string[], options: SentenceOptions = {}) {
  const reader = createSentenceReader(options);
  return [...chunks.flatMap((chunk) => reader.push(chunk)), ...reader.end()];
}

/** As lines; an aside stands between stars. */
const said = (text: string, options: SentenceOptions = {}) =>
  readAll([text], options).map(({ text, aside }) => aside ? `*${text}*` : text);

const CASES: readonly [name: string, text: string, sentences: string[]][] = [
  ["Korean sentences", "안녕하세요. 오늘은 비가 오네요! 차 드실래요?", [
    "안녕하세요.",
    "오늘은 비가 오네요!",
    "차 드실래요?",
  ]],
  ["English sentences", "Good evening. Come in, it's wet! Tea?", [
    "Good evening.",
    "Come in, it's wet!",
    "Tea?",
  ]],
  ["quotes with what closes them", "“자네 왔는가.” 그가 말했다.", [
    "“자네 왔는가.”",
    "그가 말했다.",
  ]],
  ["titles, initials and numbers as one", "Dr. Ko and J. K. Min paid 3.5 won. Done.", [
    "Dr. Ko and J. K. Min paid 3.5 won.",
    "Done.",
  ]],
  ["points of a list without their marks", "- 첫째\n- 둘째\n1. 셋째", ["첫째", "둘째", "1. 셋째"]],
  ["signs of Chinese without a space", "你好。再见！", ["你好。", "再见！"]],
  ["deeds as asides", "*손을 흔든다.* 왔구나. *웃는다* 앉아.", [
    "*손을 흔든다.*",
    "왔구나.",
    "*웃는다*",
    "앉아.",
  ]],
  ["a deed amid a sentence without a stop", "안녕하세요 *고개를 숙인다* 반가워요", [
    "안녕하세요",
    "*고개를 숙인다*",
    "반가워요",
  ]],
  ["a stressed word as a part of its sentence", "One prefers *permanent staff*, dear.", [
    "One prefers permanent staff, dear.",
  ]],
  ["bold words as words", "**정말** 좋아요.", ["정말 좋아요."]],
  ["no tags of emotions", "[emotion:smile]안녕! [emotion: sad] 잘 가.", ["안녕!", "잘 가."]],
  ["no code", "이렇게요.\n```ts\nconst a = 1;\n```\n끝이에요.", ["이렇게요.", "끝이에요."]],
  ["no emoji, laughing and waves", "좋아요 😊👍🏽 ㅋㅋㅋ~ 🇰🇷", ["좋아요"]],
  ["nothing where there is nothing to say", "… 😊 *!* ***\n\n--", []],
  ["addresses as where they lead", "보세요: https://www.maru.kr/a/b?c=d#e 예요.", [
    "보세요: maru.kr 예요.",
  ]],
  ["links as what they are called", "[복지로](https://bokjiro.go.kr)예요.", ["복지로예요."]],
  ["no elements", "<b onclick='x'>안녕</b>", ["안녕"]],
  ["stars that never close", "*끝나지 않는 별표", ["*끝나지 않는 별표*"]],
  ["a star alone", "3 * 4 = 12.", ["3 4 = 12."]],
];

for (const [name, text, sentences] of CASES) {
  Deno.test(`the reader gives ${name}`, () => assert.deepEqual(said(text), sentences));
}

Deno.test("asides are read like all else, or left out, where that is wanted", () => {
  const text = "*손을 흔든다.* 왔구나.";
  assert.deepEqual(said(text, { asides: "read" }), ["손을 흔든다.", "왔구나."]);
  assert.deepEqual(said(text, { asides: "skip" }), ["왔구나."]);
});

Deno.test("a sentence is given with the first letter after it, not at the end", () => {
  const reader = createSentenceReader();
  assert.deepEqual(reader.push("안녕하세요."), [], "it may go on: 3.5");
  assert.deepEqual(reader.push(" 오").map(({ text }) => text), ["안녕하세요."]);
  assert.deepEqual(reader.push("늘은"), []);
  assert.deepEqual(reader.end().map(({ text }) => text), ["오늘은"]);
});

Deno.test("[SP1] however words are cut, their sentences are the same", () => {
  const letter = fc.constantFrom(
    ..."가나다요abzAB1.,!?…*~`[]()<>:/-\n\"”' ㅋ",
    "[emotion:smile]",
    "😊",
    "。",
    "```",
    "**",
  );
  const text = fc.array(letter, { maxLength: 60 }).map((letters) => letters.join(""));
  const property = fc.property(text, fc.array(fc.nat(60), { maxLength: 8 }), (text, cuts) => {
    const places = [0, ...cuts.map((at) => Math.min(at, text.length)), text.length]
      .sort((a, b) => a - b);
    const chunks = places.slice(1).map((to, n) => text.slice(places[n], to));
    assert.deepEqual(readAll(chunks), readAll([text]));
  });
  fc.assert(property, { seed: 20260112, numRuns: 1500 });
});

Deno.test("[SP3] a sentence without end is cut where one takes breath", () => {
  const long = `${"아주 긴 이야기를 숨도 쉬지 않고, ".repeat(20)}끝.`;
  const parts = said(long);
  assert.ok(parts.length > 3);
  for (const part of parts) assert.ok(estimateMs(part) <= 10_000, part);
  assert.equal(parts.join(" "), long);
  for (const part of parts.slice(0, -1)) assert.match(part, /,$/);
  const wall = said("가".repeat(200));
  assert.equal(wall.join(""), "가".repeat(200));
  for (const part of wall) assert.ok(estimateMs(part) <= 10_000);
});

Deno.test("speakable() ends soon for hostile text", () => {
  for (const part of ["[", "](", "<a", "*", "_", "`", "https://", "[a](", "!?", "(("]) {
    speakable(part.repeat(20_000));
  }
  assert.equal(speakable("\ud800\u200b\u202e"), "");
});
