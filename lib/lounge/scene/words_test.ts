/** Tests of words in bubbles. */
import assert from "node:assert/strict";
import { cut, readingTime, wrapWords } from "@/lib/lounge/scene/words.ts";

/** Korean is twice as wide as Latin; good enough to test with. */
const measure = (text: string) => [...text].reduce((sum, c) => sum + (c > "\u1000" ? 2 : 1), 0);
const wrap = (text: string, width = 16, maxLines = 3, keep: "head" | "tail" = "head") =>
  wrapWords(text, { measure, width, maxLines, keep });

Deno.test("Korean breaks between words", () => {
  assert.deepEqual(wrap("오늘은 감이 참 잘 익었어요"), ["오늘은 감이 참", "잘 익었어요"]);
});

Deno.test("a word longer than a line breaks anywhere, never inside a character", () => {
  assert.deepEqual(wrap("abcdefghijklmnopqrstuvwxyz", 10), ["abcdefghij", "klmnopqrst", "uvwxyz"]);
  const family = "👩‍👩‍👧‍👦".repeat(6);
  for (const line of wrap(family, 14, 9)) assert.equal(line.length % "👩‍👩‍👧‍👦".length, 0);
});

Deno.test("too long a text keeps its beginning, or its end while it is spoken", () => {
  const long = "하나 둘 셋 넷 다섯 여섯 일곱 여덟 아홉 열 열하나 열둘";
  const head = wrap(long);
  assert.equal(head.length, 3);
  assert.ok(head[0]!.startsWith("하나") && head[2]!.endsWith("…"));
  const tail = wrap(long, 16, 3, "tail");
  assert.equal(tail.length, 3);
  assert.ok(tail[0]!.startsWith("…") && tail[2]!.endsWith("열둘"));
  for (const line of [...head, ...tail]) assert.ok(measure(line) <= 16, line);
});

Deno.test("line breaks stay, blanks and empty lines go", () => {
  assert.deepEqual(wrap("  안녕\n\n\r\n  반가워요   "), ["안녕", "반가워요"]);
  assert.deepEqual(wrap("   "), []);
});

Deno.test("a width that fits nothing still ends", () => {
  assert.deepEqual(wrap("가나다", 0, 9), ["가", "나", "다"]);
});

Deno.test("cut() marks what it leaves out", () => {
  assert.equal(cut("서연", "", measure, 10), "서연");
  assert.equal(cut("아주 긴 이름의 사람", "", measure, 9), "아주 긴…");
});

Deno.test("words stay long enough to be read, and not for ever", () => {
  assert.ok(readingTime("네") >= 3);
  assert.ok(readingTime("가".repeat(1000)) <= 14);
});
